"""Originals, kept as they came: each under the hash of its content, with a line for every place it came from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

from jixiao.core.kernel.text import Text
from jixiao.documents.limits import LIMITS, Limits
from jixiao.documents.opening import content_of
from jixiao.documents.refusal import refusal

ORIGINS = "origins.jsonl"
_HASH = re.compile(r"[0-9a-f]{64}\Z")


class Store:
    """A folder of originals: `ab/abcdef...` holds the content, `origins.jsonl` says where each came from."""

    def __init__(self, folder: Path, limits: Limits = LIMITS) -> None:
        """The folder is made when the first original is kept."""
        self.folder = folder
        self.limits = limits
        self._noted: set[tuple[str, str]] | None = None  # read when first needed

    def keep(self, original: Path | bytes, came_from: str) -> str:
        """Keep an original; returns its hash. What is there already is never written again."""
        content = original if isinstance(original, bytes) else content_of(original, self.limits)
        digest = hashlib.sha256(content).hexdigest()
        target = self.path(digest)
        if not target.exists():
            self._write(target, content)
        self._note(digest, came_from, len(content))
        return digest

    def path(self, digest: str) -> Path:
        """Where the content with a hash is, or would be."""
        if not _HASH.match(digest):
            raise ValueError(f"not a SHA-256 in hexadecimal digits: {digest[:80]!r}")
        return self.folder / digest[:2] / digest

    def content(self, digest: str) -> bytes:
        """The content with a hash, proven to be it. Raises `InputFault` where it is missing or was changed."""
        target = self.path(digest)
        if not target.is_file():
            what = Text("库中没有这份原件", "the store has no such original")
            raise refusal(str(target), what, Text("请重新导入原件", "import the original again"))
        content = target.read_bytes()
        actual = hashlib.sha256(content).hexdigest()
        if actual != digest:
            what = Text("库中的原件已被改动", "the original in the store has been changed")
            raise refusal(str(target), what, Text("请从来源重新取得", "fetch it again from where it came from"), actual)
        return content

    def origins(self, digest: str) -> list[str]:
        """Every place that an original came from, in the order in which it first did."""
        return list(dict.fromkeys(came_from for own, came_from in self._lines() if own == digest))

    def _lines(self) -> list[tuple[str, str]]:
        path = self.folder / ORIGINS
        return [_read(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def _write(self, target: Path, content: bytes) -> None:
        """Under a name of its own first, then in one step: nobody ever sees half a file."""
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o444)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _note(self, digest: str, came_from: str, size: int) -> None:
        """Add a line to the origins, once for each place; a line is written in one call, so that lines never mix."""
        if self._noted is None:
            self._noted = set(self._lines())
        if (digest, came_from) in self._noted:
            return
        self._noted.add((digest, came_from))
        entry = {"sha256": digest, "bytes": size, "from": came_from}
        line = json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"
        handle = os.open(self.folder / ORIGINS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, line.encode("utf-8"))
        finally:
            os.close(handle)


def _read(line: str) -> tuple[str, str]:
    """The hash and the place of a line; nothing for a line that was cut off."""
    try:
        entry = json.loads(line)
        return str(entry["sha256"]), str(entry["from"])
    except (ValueError, KeyError, TypeError):
        return "", ""
