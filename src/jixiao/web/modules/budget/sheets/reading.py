"""Rows of an uploaded sheet with their own row numbers: the first visible sheet of a workbook, or CSV (UTF-8, GB18030).

Cells are read as they are stored, not as they are shown: an amount shown with two decimals may hold six. The reader of
documents keeps neither rows that are empty nor the stored number, so its parts are put together anew here.
"""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from lxml import etree

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.documents.limits import LIMITS
from jixiao.documents.readers.decoding import decoded
from jixiao.documents.readers.packed import Packed
from jixiao.documents.readers.xlsx import KIND, X
from jixiao.documents.readers.xlsx_formats import shown
from jixiao.documents.readers.xlsx_sheet import place
from jixiao.documents.refusal import damaged
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ROWS = 5_000
MOST_BYTES = 10 * 2**20
MOST_CELL = 2_000  # characters; a name or a code is far shorter
_MOST_COLUMNS = 100
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Row = dict[int, str]  # column, from 1 -> what the cell holds


def read_rows(content: bytes, name: str) -> dict[int, Row]:
    """The rows that hold something, by their number from 1. Raises `Refused` where the file cannot be read."""
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise Refused(Text(f"文件超过 {most} MB，请拆分后导入", f"the file is larger than {most} MB; split it"), "file")
    try:
        if content.startswith(b"PK"):
            return _counted(_workbook(content, name))
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused(
                Text("这是旧式 .xls 文件，请另存为 .xlsx 后导入", "this is an old .xls file; save it as .xlsx"), "file"
            )
        return _counted(_separated(decoded(content, name)[0]))
    except InputFault as fault:
        problem = fault.problems[0]
        remedy = problem.remedy or Text("", "")
        raise Refused(Text(f"{problem.what.zh}。{remedy.zh}", f"{problem.what.en}. {remedy.en}"), "file") from None


def _counted(rows: Iterator[tuple[int, Row]]) -> dict[int, Row]:
    """The rows, up to the limit: counting goes no further than one beyond it."""
    found: dict[int, Row] = {}
    for number, row in rows:
        if not any(words.strip() for words in row.values()):
            continue
        if len(found) > MOST_ROWS:
            en = f"more than {MOST_ROWS:,} rows; split the file by section and import the parts one by one"
            raise Refused(Text(f"超过 {MOST_ROWS:,} 行，请按科室拆分后分次导入", en), "file")
        found[number] = {column: words[:MOST_CELL] for column, words in row.items() if column <= _MOST_COLUMNS}
    if not found:
        raise Refused(Text("文件里没有内容，请用模板填写", "the file is empty; fill in the template"), "file")
    return found


def _separated(text: str) -> Iterator[tuple[int, Row]]:
    """Rows of a CSV file; the separator is the one that its first line has most of."""
    first = text.partition("\n")[0]
    separator = max(",\t;，", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            yield (
                reader.line_num,
                {column: _unguarded(words) for column, words in enumerate(row, 1)},
            )
    except csv.Error as error:
        what = Text("CSV 格式有误", "the CSV is malformed")
        raise Refused(Text(f"第 {reader.line_num} 行{what.zh}", f"line {reader.line_num}: {error}"), "file") from None


def _unguarded(words: str) -> str:
    """A cell without the mark that an export puts before what a spreadsheet would take for a formula."""
    words = words.replace("\x00", "")
    return words[1:] if len(words) > 1 and words[0] == "'" and words[1] in "=+-@" else words


def _workbook(content: bytes, name: str) -> Iterator[tuple[int, Row]]:
    """Rows of the first sheet that is shown."""
    packed = Packed(content, name, KIND, LIMITS)
    main = next(iter(packed.relations("").get("officeDocument", [])), "xl/workbook.xml")
    relations = packed.relations(main)
    part = _first_sheet(packed, main, relations.get("worksheet", []))
    strings_part = next(iter(relations.get("sharedStrings", [])), "")
    strings = [_string(node) for node in _elements(packed, strings_part, f"{X}si")] if strings_part else []
    for number, element in enumerate(_elements(packed, part, f"{X}row"), 1):
        own = element.get("r", "")
        row: Row = {}
        for position, cell in enumerate(element.iterfind(f"{X}c"), 1):
            words = _words(cell, strings)
            if words:
                at = place(cell.get("r", ""))
                row[at[1] if at else position] = words
        yield int(own) if own.isdecimal() and len(own) < 8 else number, row


def _first_sheet(packed: Packed, main: str, sheets: list[str]) -> str:
    """The part of the first sheet that is shown; a file with none of them is damaged."""
    folder, _, own = main.rpartition("/")
    tree, workbook = packed.tree(f"{folder}/_rels/{own}.rels"), packed.tree(main)
    if tree is None or workbook is None:
        raise damaged(packed.name, KIND)
    targets = {node.get("Id", ""): node.get("Target", "") for node in tree.iter(_RELATION)}
    for sheet in workbook.iterfind(f"{X}sheets/{X}sheet"):
        target = targets.get(sheet.get(_ID, ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        if part in sheets and sheet.get("state", "visible") == "visible":
            return part
    raise damaged(packed.name, KIND)


def _elements(packed: Packed, part: str, tag: str) -> Iterator[etree._Element]:
    """Elements of a part, one at a time, each forgotten once it has been used."""
    content = packed.flat(part)
    if content is None:
        raise damaged(packed.name, KIND, part)
    try:
        for _, element in etree.iterparse(
            BytesIO(content), tag=(tag,), resolve_entities=False, no_network=True, load_dtd=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.LxmlError, ValueError) as error:
        raise damaged(packed.name, KIND, f"{part}: {error}") from None


def _words(cell: etree._Element, strings: list[str]) -> str:
    """What a cell holds; a formula counts by its stored result, an error by its name."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{X}is")
        return _string(inline) if inline is not None else ""
    raw = cell.findtext(f"{X}v") or ""
    if kind == "s":
        return strings[int(raw)] if raw.isascii() and raw.isdecimal() and int(raw) < len(strings) else ""
    # As stored, up to the fifteen digits that a spreadsheet keeps; what follows is noise of its binary form.
    return shown(raw[:MOST_CELL], "General") if kind == "n" else raw


def _string(node: etree._Element) -> str:
    words = "".join(text.text or "" for text in node.iterfind(f"{X}t"))
    return words + "".join(text.text or "" for text in node.iterfind(f"{X}r/{X}t"))
