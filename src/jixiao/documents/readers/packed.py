"""Packed files (DOCX, XLSX): their parts, within the limits, and their XML without entities or files from elsewhere."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from functools import partial
from io import BytesIO

from lxml import etree

from jixiao.core.kernel.text import Text
from jixiao.documents.limits import Limits
from jixiao.documents.refusal import damaged, refusal, too_many

MOST_PARTS = 20_000
MOST_TREE = 60_000_000  # bytes of a part whose whole tree is held in memory, at some twelve times its size
_PIECE = 1 << 16

_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError)
# Office writes neither; in UTF-16 as well.
_DECLARED = tuple(
    word.encode(form) for word in ("<!DOCTYPE", "<!ENTITY") for form in ("ascii", "utf-16-le", "utf-16-be")
)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict form of the format differs in its names only.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
)


class Packed:
    """An Office file as its parts."""

    def __init__(self, content: bytes, name: str, kind: Text, limits: Limits) -> None:
        """Open the file and hold the sizes that it declares; no part may become larger than declared."""
        self.name = name
        self.kind = kind
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
            parts = self._archive.infolist()
        except _BROKEN as error:
            raise damaged(name, kind, str(error)) from None
        if len(parts) > MOST_PARTS:
            raise too_many(name, Text("文件内的部件数", "parts in the file"), len(parts), MOST_PARTS)
        unpacked = sum(part.file_size for part in parts)
        if unpacked > limits.most_unpacked:
            raise too_many(name, Text("解压后的字节数", "unpacked bytes"), unpacked, limits.most_unpacked)
        if any(part.flag_bits & 1 for part in parts):
            what = Text("文件有密码保护", "the file is protected by a password")
            raise refusal(name, what, Text("请去掉密码后另存", "save it without the password"))
        self.parts = {part.filename.replace("\\", "/").lstrip("/"): part for part in parts}

    def content(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is no such part."""
        entry = self.parts.get(part)
        if entry is None:
            return None
        try:
            with self._archive.open(entry) as file:
                # Piece by piece: a part that is larger than it says is noticed before all of it is unpacked.
                return b"".join(iter(partial(file.read, _PIECE), b""))
        except _BROKEN as error:
            raise damaged(self.name, self.kind, f"{part}: {error}") from None

    def flat(self, part: str) -> bytes | None:
        """The XML of a part as bytes: without a document type, in the names of the usual form of the format."""
        content = self.content(part)
        if content is None:
            return None
        if any(word in content[:10_000] for word in _DECLARED):
            raise damaged(self.name, self.kind, f"{part}: document type or entity declared")
        if b"http://purl.oclc.org/ooxml/" in content:
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
        return content

    def tree(self, part: str) -> etree._Element | None:
        """The XML of a part; None where there is no such part."""
        content = self.flat(part)
        if content is None:
            return None
        if len(content) > MOST_TREE:
            raise too_many(self.name, Text("单个部件的字节数", "bytes in one part"), len(content), MOST_TREE)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.LxmlError, ValueError) as error:
            raise damaged(self.name, self.kind, f"{part}: {error}") from None
        if getattr(root.getroottree().docinfo, "doctype", ""):
            raise damaged(self.name, self.kind, f"{part}: document type declared")
        return root

    def relations(self, part: str) -> dict[str, list[str]]:
        """The parts that a part refers to, by the last word of the relation's type; "" is the file as a whole."""
        folder, _, own = part.rpartition("/")
        tree = self.tree(posixpath.join(folder, "_rels", f"{own}.rels"))
        found: dict[str, list[str]] = {}
        for relation in tree.iter(_RELATIONS) if tree is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(path)
        return found
