"""The bytes of files, in a folder by their hash; written whole or not at all, and proven when they are read."""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

_HASH = re.compile(r"[0-9a-f]{64}\Z")


def place_of(digest: str) -> Path:
    """Where the bytes of a hash lie."""
    if not _HASH.match(digest):
        raise ValueError(f"not a SHA-256 in hexadecimal digits: {digest[:80]!r}")
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def content_of(digest: str) -> bytes:
    """The bytes of a hash. Raises `OSError` where they are gone or are no longer what they were."""
    content = place_of(digest).read_bytes()
    if sha256(content).hexdigest() != digest:
        raise OSError(f"{digest} has been changed")
    return content


def keep(chunks: Iterable[bytes], largest: int) -> tuple[str, int]:
    """Keep bytes; returns their hash and size. Raises `ValueError` where they are more than `largest`."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > largest:
                    raise ValueError(f"more than {largest} bytes")
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            target = place_of(digest.hexdigest())
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return digest.hexdigest(), size
