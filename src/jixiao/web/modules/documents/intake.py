"""What is taken in: documents of a kind that can be read, told by their content, and none that is too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.decoding import decoded
from jixiao.documents.refusal import refusal
from jixiao.documents.sniffing import sniff
from jixiao.web.modules.documents import words

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# Files in one upload.
MOST_FILES = 50
MEBIBYTE = 1 << 20
_ONE_BY_ONE = Text("请拆分或压缩图片后再交", "split it, or make its pictures smaller")


def content_of(upload: UploadedFile, name: str) -> bytes:
    """The bytes of an upload. Raises `InputFault` where it is too large, empty, or no document that can be read."""
    largest = settings.LARGEST_UPLOAD
    if (upload.size or 0) > largest:
        said = str(largest // MEBIBYTE)
        what = Text(words.TOO_LARGE.zh.format(said), words.TOO_LARGE.en.format(said))
        raise refusal(name, what, _ONE_BY_ONE, f"{(upload.size or 0) / MEBIBYTE:.1f} MB")
    content = b"".join(upload.chunks())
    if sniff(content, name) == "text":
        decoded(content, name)  # whatever has no known beginning passes for text until it is looked at
    return content
