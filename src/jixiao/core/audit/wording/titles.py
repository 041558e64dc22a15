"""Titles of tables by what they mean, for cities word them differently, and the contents that list them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.wording.flat import flat_of, flat_paragraphs
from jixiao.core.document.block import Paragraph
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.wording.flat import Flat

_DIGITS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\A[-—·•]*(?:附?表(?:\d+[-—\d]*|[{_DIGITS}]+(?=[:：.、]))[:：.、]?|第[{_DIGITS}]+部分|[{_DIGITS}]{{1,3}}[、.．]"
    rf"|[（(][{_DIGITS}\d]{{1,3}}[）)]|\d{{1,2}}[、.．](?!\d)|附件\d*[:：]?)"
)
_BULLET = re.compile(r"\A[-—·•]+")
_LEADERS = re.compile(r"[.．…·⋯_—-]{2,}\d*\Z|(?<=[\u4e00-\u9fff）)])\d{1,3}\Z")
_YEAR = re.compile(r"20\d\d年?度?")
_CONTENTS = re.compile(r"\A目[录次]\Z")
# What tells one table from the others; the first that a title holds decides.
_SUBJECTS = (
    ("three_public", ("三公", "因公出国")),
    ("government_fund", ("政府性基金",)),
    ("state_capital", ("国有资本",)),
    ("goals", ("绩效",)),
    ("procurement", ("政府采购",)),
    ("transfers", ("转移支付",)),
    ("purchase", ("购买服务",)),
    ("basic", ("基本支出",)),
    ("projects", ("项目支出", "项目预算", "项目经费")),
    ("general_public", ("一般公共",)),
)
_APPROPRIATION = re.compile("拨款")
_BOTH = re.compile("收支|收入.{0,2}支出")


# Such words in the first row of a table are as good as a title, but may be those of one column.
_HEADS = ("政府性基金", "国有资本经营", "“三公”经费")
_NONE = re.compile("(?:没有|未安排|不涉及|无)[^。；]{0,16}(?:政府性基金|国有资本经营|“三公”经费)")
UNREAD = Text("只找到标题，没有读到表格", "only the title was found, no table was read")
HEADED = Text("可能并入另一张表", "it may be part of another table")
SAID_NONE = Text("文中说明没有此项收支", "the text says that there is no such money")


def bare_title(words: str) -> str:
    """Flat words of a title without number, year, and the dots and page behind it in a table of contents."""
    bare = _LEADERS.sub("", words)
    return _YEAR.sub("", _NUMBER.sub("", bare))


def is_table_title(words: str) -> bool:
    """Whether a bare title names a table: 收入总表, 一般公共预算支出表（按功能分类）."""
    return re.search(r"表(?:[（(][^（）()]{1,12}[）)])?\Z", words) is not None and len(words) <= 40


def subject(title: str) -> str | None:
    """What the table under a title is about; None where no word of the field tells."""
    for name, words in _SUBJECTS:
        if any(word in title for word in words):
            return name
    both = _BOTH.search(title) is not None
    if _APPROPRIATION.search(title):
        return "appropriation" if both else "appropriation_part"
    if both:
        return "summary"
    return "income" if "收入" in title else "expenditure" if "支出" in title else None


def contents(audited: Audited) -> tuple[list[Flat], int]:
    """The lines of the table of contents, and the index of the first block after it (0 without contents)."""
    blocks = audited.document.blocks
    flats = [flat_of(audited, block) if isinstance(block, Paragraph) else None for block in blocks]
    begins = next((i for i, flat in enumerate(flats) if flat is not None and _CONTENTS.match(flat.words)), None)
    if begins is None:
        return [], 0
    lines: list[Flat] = []
    seen: set[str] = set()
    for index, flat in enumerate(flats[begins + 1 :], begins + 1):
        line = _BULLET.sub("", flat.words) if flat is not None else ""
        is_line = _NUMBER.match(line) or _LEADERS.search(line)
        title = _LEADERS.sub("", line)
        if flat is None or not is_line or len(title) > 60 or title in seen:
            return lines, index
        seen.add(title)
        lines.append(flat)
    return lines, len(blocks)


@dataclass(frozen=True)
class Tables:
    """What the tables are about, each with a place (`there`); and why a subject that has none may be missed."""

    there: dict[str, Place]
    doubts: dict[str, Text]


def tables_by_subject(audited: Audited, body: int) -> Tables:
    """What the tables from block `body` on are about."""
    blocks = audited.document.blocks
    there: dict[str, Place] = {}
    doubts: dict[str, Text] = {}
    for found in audited.statements.tables:
        about, first = subject(bare_title("".join(found.title.split()))), blocks[found.parts[0]]
        if about is not None and found.parts[0] >= body:
            there.setdefault(about, audited.place(first.start, first.end))
        heads = "".join(found.labels)
        doubts |= {about: HEADED for word in _HEADS if word in heads and (about := subject(word)) is not None}
    if "appropriation_part" in there:
        for about in ("appropriation", "general_public"):
            there.setdefault(about, there["appropriation_part"])
    for flat in flat_paragraphs(audited):
        for match in _NONE.finditer(flat.words):
            doubts |= {about: SAID_NONE} if (about := subject(match[0])) is not None else {}
        title = bare_title(flat.words)
        if body < len(blocks) and flat.start >= blocks[body].start and is_table_title(title):
            doubts |= {about: UNREAD} if (about := subject(title)) is not None else {}
    return Tables(there, doubts)
