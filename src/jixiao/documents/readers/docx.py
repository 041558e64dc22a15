"""DOCX: paragraphs and tables of the body in reading order, as Word shows them with all revisions accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.building import Building
from jixiao.documents.readers.docx_numbering import Numbering, W
from jixiao.documents.readers.docx_styles import Styles
from jixiao.documents.readers.docx_table import inner, layout, rows_of
from jixiao.documents.readers.docx_words import boxes, words_of
from jixiao.documents.readers.packed import Packed
from jixiao.documents.refusal import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jixiao.core.document.document_text import DocumentText
    from jixiao.documents.limits import Limits

KIND = Text(" Word 文档（DOCX）", "Word document (DOCX)")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_docx(content: bytes, name: str, limits: Limits) -> DocumentText:
    """Read a Word document. Headers, footers and comments are not part of its text; notes come at its end."""
    packed = Packed(content, name, KIND, limits)
    main = next(iter(packed.relations("").get("officeDocument", [])), "word/document.xml")
    tree = packed.tree(main)
    body = tree.find(f"{W}body") if tree is not None else None
    if body is None:
        raise damaged(name, KIND, f"{main}: no body")
    relations = packed.relations(main)
    styles = Styles.read(_related(packed, relations, "styles"))
    numbering = Numbering.read(_related(packed, relations, "numbering"), styles.nums())
    building = Building(name, limits)
    flow = Flow(building, styles, numbering)
    flow.blocks(body)
    for relation, note in _NOTES:
        notes = _related(packed, relations, relation)
        for node in notes.iter(f"{W}{note}") if notes is not None else ():
            if node.get(f"{W}type", "normal") == "normal":
                flow.blocks(node)
    _warn(building, packed, body)
    return building.document("docx", content)


def _related(packed: Packed, relations: dict[str, list[str]], relation: str) -> etree._Element | None:
    return next((packed.tree(part) for part in relations.get(relation, [])), None)


def _warn(building: Building, packed: Packed, body: etree._Element) -> None:
    if any(part.endswith("vbaProject.bin") for part in packed.parts):
        building.warn("文档含有宏，已忽略", "the document holds macros; they are ignored")
    pictures = sum(1 for _ in body.iter(_PICTURE))
    if pictures:
        building.warn(
            f"文档含有 {pictures} 张图片，其中的文字未读取",
            f"{pictures} pictures in the document; words in them are not read",
        )
    if next(body.iter(f"{W}altChunk"), None) is not None:
        building.warn("文档嵌入了其他文件，未读取", "the document embeds other files; they are not read")
    if next(body.iter(f"{W}del", f"{W}ins"), None) is not None:
        building.warn("文档有未接受的修订，按全部接受读取", "the document has tracked changes; read with all accepted")
    if not building.blocks:
        building.warn("文档中没有可读的文字", "the document holds no text")


@dataclass
class Flow:
    """Goes through the blocks of a body, a cell or a note, in order, and counts its lists."""

    building: Building
    styles: Styles
    numbering: Numbering

    def blocks(self, parent: etree._Element) -> None:
        """Every block of a container, as paragraphs and tables of the document."""
        for node in children(parent):
            if node.tag == f"{W}p":
                self.building.paragraph(self.line(node), self.styles.level(node))
                for box in boxes(node):
                    self.blocks(box)
            elif layout(node):
                for row in inner(node, "tr"):
                    for cell in inner(row, "tc"):
                        self.blocks(cell)
            else:
                self.building.table(*rows_of(node, self.lines))

    def line(self, paragraph: etree._Element) -> str:
        """The words of a paragraph behind its automatic number."""
        words = words_of(paragraph)
        properties = paragraph.find(f"{W}pPr")
        num, at = self.styles.num(properties, self.numbering)
        if num is None or not words.strip():
            return words
        return self.numbering.next(num, at) + words.lstrip()

    def lines(self, parent: etree._Element) -> str:
        """All words of a cell, a paragraph a line; a table inside it row by row."""
        found = []
        for node in children(parent):
            if node.tag == f"{W}p":
                found.append(self.line(node))
                found.extend(self.lines(box) for box in boxes(node))
            else:
                rows, _ = rows_of(node, self.lines)
                found.extend(" ".join(cell.words for cell in row).replace("\n", " ") for row in rows)
        return "\n".join(line.strip() for line in found if line.strip())


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container; wrappers around them (controls, insertions) are looked through."""
    for node in parent:
        if node.tag in (f"{W}p", f"{W}tbl"):
            yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{_MC}Choice"):
            yield from children(node)
        elif node.tag == f"{_MC}AlternateContent":
            choice = node.find(f"{_MC}Choice")
            yield from children(choice if choice is not None else node)
