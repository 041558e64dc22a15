"""Web pages: what a browser shows of them, as paragraphs and tables in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.building import Building, CellWords
from jixiao.documents.readers.decoding import decoded
from jixiao.documents.refusal import refusal, too_many

if TYPE_CHECKING:
    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.kernel.faults import InputFault
    from jixiao.documents.limits import Limits

_UNSHOWN_NAMES = (
    "head script style noscript template title iframe object embed audio video canvas svg math select textarea input "
    "button datalist map area param link meta base"
)
_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form header hr html li main menu nav ol p pre section summary ul caption table thead tbody tfoot tr td th"
)
_UNSHOWN = frozenset(_UNSHOWN_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(_BLOCK_NAMES.split()) | frozenset(_HEADINGS)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")  # what a browser runs together; it keeps other blanks, and so do we
_BEYOND = re.compile("Excessive depth|limit exceeded")  # how the parser says that it gave up
_CHINESE_CHARSETS = {"gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk", "cp936"}


def read_html(content: bytes, name: str, limits: Limits) -> DocumentText:
    """Read a web page. Scripts, styles, controls and hidden elements are not part of what it says."""
    text, warnings = _characters(content, name)
    most = 2 * limits.most_characters  # tags included
    if len(text) > most:
        raise too_many(name, Text("网页源码字符数", "characters in the source of the page"), len(text), most)
    root = _parsed(text, name)
    building = Building(name, limits, warnings=warnings)
    _Walk(building, _data_tables(root)).over(root)
    if not building.blocks:
        building.warn("网页中没有可读的文字", "the page shows no text")
    return building.document("html", content)


def _characters(content: bytes, name: str) -> tuple[str, list[Text]]:
    """The page as characters, by the encoding it declares where that is right."""
    declared = _CHARSET.search(content[:4096])
    charset = declared[1].decode("ascii").lower() if declared else ""
    if charset in _CHINESE_CHARSETS and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("gb18030"), []
        except UnicodeDecodeError:
            pass
    return decoded(content, name)


def _parsed(text: str, name: str) -> etree._Element:
    """The tree of the page. The parser mends what is broken; what it gives up on is refused."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    clean = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(clean, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _unreadable(name, str(error)) from None
    beyond = next((entry for entry in parser.error_log if _BEYOND.search(str(entry.message))), None)
    if beyond is not None:
        raise _unreadable(name, str(beyond.message).strip())
    if root is None:  # a tag that is begun and never ended is all there is
        return etree.Element("html")
    return root


def _unreadable(name: str, why: str) -> InputFault:
    what = Text(
        "网页无法解析：嵌套过深、过大或已损坏", "the page cannot be parsed: nested too deep, too large or damaged"
    )
    remedy = Text("请在浏览器中打开后另存为 PDF", "open it in a browser and save it as PDF")
    return refusal(name, what, remedy, why)


def _hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")[:2000]))


def _skipped(element: etree._Element) -> bool:
    return element.tag in _UNSHOWN or _hidden(element)


@dataclass(slots=True)
class _Weight:
    """What decides whether a table holds data or only lays out the page."""

    rows: int = 0
    widest: int = 0
    inner: int = 0
    letters: int = 0
    inner_letters: int = 0

    def is_data(self) -> bool:
        """A table that consists mostly of other tables, or of one cell, is layout."""
        if self.rows <= 1 and self.widest <= 1:
            return False
        return not self.inner or (self.inner_letters * 2 < self.letters and self.rows > 1 and self.widest > 1)


def _data_tables(root: etree._Element) -> set[etree._Element]:
    """The tables of a page that hold data, in one pass from the inside out."""
    found: set[etree._Element] = set()
    open_: list[_Weight] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if element.tag == "table":
                open_.append(_Weight())
            elif open_ and element.tag == "tr":
                open_[-1].rows += 1
                open_[-1].widest = max(open_[-1].widest, sum(1 for cell in element if cell.tag in ("td", "th")))
            if open_:
                open_[-1].letters += len((element.text or "").strip())
            continue
        if element.tag == "table":
            weight = open_.pop()
            if weight.is_data():
                found.add(element)
            if open_:
                open_[-1].inner += 1
                open_[-1].letters += weight.letters
                open_[-1].inner_letters += weight.letters
        if open_:
            open_[-1].letters += len((element.tail or "").strip())
    return found


@dataclass
class _Rows:
    """A data table while its elements go by."""

    rows: list[list[CellWords]] = field(default_factory=list)
    heads: int = 0
    spans: tuple[int, int] = (1, 1)
    in_head: bool = False
    all_head: bool = True  # every cell of this row is a <th>

    def end_row(self) -> None:
        """Rows of head cells at the top are the head, with or without `thead`."""
        if self.rows and self.rows[-1] and (self.in_head or self.all_head) and self.heads == len(self.rows) - 1:
            self.heads = len(self.rows)


@dataclass
class _Walk:
    building: Building
    data: set[etree._Element]
    words: list[str] = field(default_factory=list)
    level: int | None = None
    table: _Rows | None = None
    depth: int = 0  # of tables inside the cells of a data table

    def over(self, root: etree._Element) -> None:
        """Go through the page once; without recursion, for pages nest deep."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if _skipped(element):
                    walk.skip_subtree()
                    continue
                self._start(element, element.tag)
                self._say(element.text)
            else:
                if not _skipped(element):
                    self._end(element, element.tag)
                self._say(element.tail)
        self._flush()

    def _say(self, words: str | None) -> None:
        if words:
            self.words.append(_BLANKS.sub(" ", words).replace("\xa0", " "))

    def _taken(self) -> str:
        """The words gathered so far, line by line without the blanks around."""
        lines = [line.strip() for line in "".join(self.words).split("\n")]
        self.words.clear()
        return "\n".join(line for line in lines if line)

    def _flush(self) -> None:
        """A block ends: a paragraph, or a line inside a cell."""
        if self.table is not None:
            self.words.append("\n")
            return
        for line in self._taken().split("\n"):
            self.building.paragraph(line, self.level)

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._flush()
        elif tag in _BLOCKS:
            if self.table is not None and self.depth and tag in ("td", "th"):
                self.words.append(" ")  # cells of a table inside a cell are words of one line
            else:
                self._flush()
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag == "table":
            self._start_table(element)
        elif self.table is not None and not self.depth:
            self._start_part(self.table, element, tag)

    def _start_table(self, element: etree._Element) -> None:
        if self.table is not None:
            self.depth += 1
        elif element in self.data:
            self.table = _Rows()

    def _start_part(self, table: _Rows, element: etree._Element, tag: str) -> None:
        if tag == "tr":
            self._taken()
            table.rows.append([])
            table.all_head = True
        elif tag == "thead":
            table.in_head = True
        elif tag in ("td", "th"):
            self._taken()
            if not table.rows:
                table.rows.append([])
            table.all_head = table.all_head and tag == "th"
            table.spans = (_span(element, "rowspan"), _span(element, "colspan"))

    def _end(self, element: etree._Element, tag: str) -> None:
        table = self.table
        if table is not None and tag == "table":
            self._end_table(table)
        elif table is not None and not self.depth and tag in ("td", "th", "tr", "thead", "caption"):
            self._end_part(table, tag)
        elif tag in _BLOCKS and not (self.depth and tag in ("td", "th")):
            self._flush()
        if tag in _HEADINGS:
            self.level = None

    def _end_table(self, table: _Rows) -> None:
        if self.depth:
            self.depth -= 1
            return
        self.table = None
        self._taken()
        rows = [row for row in table.rows if row]
        self.building.table(rows, table.heads if 0 < table.heads < len(rows) else None)

    def _end_part(self, table: _Rows, tag: str) -> None:
        if tag == "caption":
            self.building.paragraph(self._taken().replace("\n", " "))
        elif tag == "tr":
            table.end_row()
        elif tag == "thead":
            table.in_head = False
        elif table.rows:
            table.rows[-1].append(CellWords(self._taken(), *table.spans))


def _span(element: etree._Element, name: str) -> int:
    word = element.get(name, "1").strip()[:6]
    return max(int(word), 1) if word.isascii() and word.isdigit() else 1
