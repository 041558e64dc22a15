"""From bytes to characters: UTF-8, UTF-16 with a mark, GB18030; nothing is guessed silently."""

from __future__ import annotations

import codecs
import re

from jixiao.core.kernel.text import Text
from jixiao.documents.refusal import refusal

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Control characters do not occur in writing; private-use ones are what GB18030 makes of bytes that are not GB18030.
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]")
_ODD_PER_THOUSAND = 10
_SAVE_UTF8 = Text("请用 UTF-8 编码另存，或确认这是一份文本", "save it in UTF-8, or make sure that it is text")


def decoded(content: bytes, name: str) -> tuple[str, list[Text]]:
    """The characters of a text file without its byte order mark, and what people should know about it."""
    encoding, text = _by_encoding(content, name)
    odd = len(_ODD.findall(text))
    if odd * 1000 > max(len(text), 100) * _ODD_PER_THOUSAND:
        what = Text("不是文本：含有大量控制字符或无法识别的字符", "not a text: many control or unknown characters")
        raise refusal(name, what, _SAVE_UTF8, f"{odd} / {len(text)}")
    warnings = []
    if encoding != "utf-8":
        called = encoding.upper()
        warnings.append(Text(f"文本编码是 {called}，不是 UTF-8", f"the text is encoded in {called}, not in UTF-8"))
    if "\x00" in text:
        warnings.append(Text("文本含有空字符（NUL）", "the text holds NUL characters"))
    return text, warnings


def _by_encoding(content: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return encoding, content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                what = Text(f"不是有效的 {encoding.upper()} 文本", f"not valid {encoding.upper()} text")
                raise refusal(name, what, _SAVE_UTF8, f"byte {error.start}") from None
    for encoding in ("utf-8", "gb18030"):
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    what = Text("无法识别的文件：既不是支持的格式，也不是文本", "an unknown file: no supported format, and not text")
    raise refusal(name, what, _SAVE_UTF8)
