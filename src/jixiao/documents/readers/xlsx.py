"""XLSX: every sheet as a table of what it shows, with its name above it.

Read from the file's own parts: stored numbers are decimal words there, and stay exact; cells that hold nothing cost
nothing, however many of them are formatted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.building import Building
from jixiao.documents.readers.packed import Packed
from jixiao.documents.readers.xlsx_formats import BUILTIN, shown
from jixiao.documents.readers.xlsx_sheet import Sheet, area
from jixiao.documents.refusal import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.document.document_text import DocumentText
    from jixiao.documents.limits import Limits

KIND = Text(" Excel 工作簿（XLSX）", "Excel workbook (XLSX)")
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PRINT_TITLES = re.compile(r"!\$(\d{1,7}):\$(\d{1,7})$")
# A cell that is only formatted. People format whole columns; millions of these are quickly left out as bytes.
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")?\s?/>')
_MOST_STRING = 32_767  # what a cell can hold


def read_xlsx(content: bytes, name: str, limits: Limits) -> DocumentText:
    """Read a workbook: each sheet that is shown, as its name and a table."""
    packed = Packed(content, name, KIND, limits)
    main = next(iter(packed.relations("").get("officeDocument", [])), "xl/workbook.xml")
    tree = packed.tree(main)
    if tree is None:
        raise damaged(name, KIND, f"{main}: missing")
    building = Building(name, limits)
    book = _Book(packed, main, tree, building)
    book.read()
    if any(part.endswith("vbaProject.bin") for part in packed.parts):
        building.warn("工作簿含有宏，已忽略", "the workbook holds macros; they are ignored")
    return building.document("xlsx", content)


@dataclass
class _Book:
    packed: Packed
    main: str
    tree: etree._Element
    building: Building
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False

    def read(self) -> None:
        """Every sheet in the order of its tabs."""
        relations = self.packed.relations(self.main)
        self.strings = list(self._strings(next(iter(relations.get("sharedStrings", [])), "")))
        self.formats = self._formats(next(iter(relations.get("styles", [])), ""))
        properties = self.tree.find(f"{X}workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        parts, titles = self._parts(), self._print_titles()
        for number, node in enumerate(self.tree.iterfind(f"{X}sheets/{X}sheet")):
            name, part = node.get("name", ""), parts.get(node.get(_ID, ""))
            if node.get("state", "visible") != "visible":
                self.building.warn(f"工作表“{name}”已隐藏，未读取", f"the sheet “{name}” is hidden; it is not read")
            elif part is not None:
                self._sheet(part).write(self.building, name, titles.get(str(number), 0))

    def _parts(self) -> dict[str, str]:
        """The sheets of cells by their relation; sheets of charts have none."""
        known = set(self.packed.relations(self.main).get("worksheet", []))
        folder, _, own = self.main.rpartition("/")
        tree = self.packed.tree(f"{folder}/_rels/{own}.rels")
        found = {}
        for relation in tree.iter(_RELATIONS) if tree is not None else ():
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            if part in known:
                found[relation.get("Id", "")] = part
        return found

    def _print_titles(self) -> dict[str, int]:
        """The last row that each sheet repeats on every page."""
        found = {}
        for node in self.tree.iterfind(f"{X}definedNames/{X}definedName"):
            rows = _PRINT_TITLES.search((node.text or "")[-200:])
            if node.get("name") == "_xlnm.Print_Titles" and rows:
                found[node.get("localSheetId", "")] = int(rows[2])
        return found

    def _strings(self, part: str) -> Iterator[str]:
        """The texts that cells share; readings printed above characters are not part of them."""
        for node in self._elements(part, f"{X}si"):
            yield _string(node)

    def _formats(self, part: str) -> list[str]:
        """The number format of each cell style."""
        tree = self.packed.tree(part)
        if tree is None:
            return []
        own = {node.get("numFmtId", ""): node.get("formatCode", "") for node in tree.iterfind(f"{X}numFmts/{X}numFmt")}
        found = []
        for node in tree.iterfind(f"{X}cellXfs/{X}xf"):
            number = node.get("numFmtId", "0")
            found.append(own.get(number) or BUILTIN.get(int(number) if number.isdecimal() else 0, "General"))
        return found

    def _elements(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """Elements of a part, one at a time, each forgotten once it has been used."""
        content = self.packed.flat(part)
        if content is None:
            return
        content = _EMPTY_CELL.sub(b"", content)
        try:
            walk = etree.iterparse(
                BytesIO(content),
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                remove_comments=True,
            )
            for _, element in walk:
                yield element
                element.clear()
                while element.getprevious() is not None:  # an emptied element still stands in its parent
                    del element.getparent()[0]
        except (etree.LxmlError, ValueError) as error:
            raise damaged(self.building.name, KIND, f"{part}: {error}") from None

    def _sheet(self, part: str) -> Sheet:
        """The cells of a sheet that hold something, and how they are merged."""
        sheet = Sheet(self.building.limits)
        for element in self._elements(part, f"{X}c", f"{X}row", f"{X}mergeCell", f"{X}col"):
            if element.tag == f"{X}c":
                words = self._words(element)
                if words:
                    sheet.add(element.get("r"), words, self.building.name)
                elif element.find(f"{X}f") is not None:
                    sheet.uncounted += 1
            elif element.tag == f"{X}mergeCell":
                sheet.merge(area(element.get("ref", "")))
            elif element.get("hidden") in ("1", "true"):
                sheet.hidden = True
            if element.tag == f"{X}row":
                sheet.end_row()
        return sheet

    def _words(self, cell: etree._Element) -> str:
        """What a cell shows."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{X}is")
            return _string(inline) if inline is not None else ""
        raw = cell.findtext(f"{X}v") or ""
        if not raw:
            return ""
        if kind == "s":
            return self.strings[int(raw)] if raw.isdecimal() and int(raw) < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if kind != "n":
            return _unescaped(raw)
        style = cell.get("s", "0")
        known = style.isdecimal() and int(style) < len(self.formats)
        return shown(raw[:_MOST_STRING], self.formats[int(style)] if known else "General", self.from_1904)


def _string(node: etree._Element) -> str:
    words = "".join(text.text or "" for text in node.iterfind(f"{X}t"))
    return _unescaped(words + "".join(text.text or "" for text in node.iterfind(f"{X}r/{X}t")))


def _unescaped(words: str) -> str:
    """Characters that XML cannot hold are written as _x000D_ and the like."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words
