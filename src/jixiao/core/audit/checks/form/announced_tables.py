"""Every table that the contents or the text announce stands in the document, and so does each that must be published.

Skipped:
1. Lines of the contents that name all tables together (部门预算表), and titles in which no word of the field tells what
   the table is about.
2. Tables in attachments that the text points to (见附表).

A table counts as there when it means the same, however it is worded. Reading may miss a table, so that what is missing
is a lead where other tables of the list were found, and cannot be told where only its title was.

Source: 财政部 地方预决算公开操作规程 (财预〔2016〕143号) 第十三条, 第十五条.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.audit.wording.titles import bare_title, contents, is_table_title, subject, tables_by_subject
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.wording.titles import Tables

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("应有的表格齐全", "every table that is announced is there")
TABLELESS = Text("没有读到足够的表格", "too few tables were read")

# The tables of the rule, with the words that a reader knows them by.
MUST = {
    "summary": Text("部门收支总表", "summary of income and expenditure"),
    "income": Text("部门收入总表", "income"),
    "expenditure": Text("部门支出总表", "expenditure"),
    "appropriation": Text("财政拨款收支总表", "appropriations"),
    "general_public": Text("一般公共预算支出表", "general public budget"),
    "basic": Text("一般公共预算基本支出表", "basic expenditure"),
    "three_public": Text("“三公”经费表", "three public expenses"),
    "government_fund": Text("政府性基金预算表", "government funds"),
    "state_capital": Text("国有资本经营预算表", "state capital"),
}
# Of a list of which fewer tables than this were found the tables were not read, or are published apart.
_ENOUGH = 5
# With so many of the nine the others are missing, not published elsewhere.
_NEARLY_ALL = 7
_POINTED = re.compile(r"(?<!附)(?:如|见)表(\d{1,2})(?!\d|[-—]\d)")  # (2)
_TITLED = re.compile(r"\s*[（(]?表\s*(\d{1,2})(?!\d|[-—]\d)")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every table that is announced, and for every one that must be there."""
    lines, body = contents(audited)
    named = [(flat, subject(title)) for flat in lines if is_table_title(title := bare_title(flat.words))]
    listed = {about: flat.whole for flat, about in named if about is not None}  # (1)
    tables = tables_by_subject(audited, body)
    is_read = len(tables.there.keys() & listed.keys()) >= _ENOUGH
    for about, place in listed.items():
        words = bare_title(audited.words(place.start, place.end))
        message = Text(f"目录列有“{words}”，正文中没有此表", f"the contents list “{words}”, no such table follows")
        yield _answer(about, tables, is_read, Finding(SEVERITY, message, (place,), likelihood=70))
    if audited.statements.identity.kind in ("accounts", "budget") and audited.document.blocks:
        first = audited.document.blocks[0]
        top = audited.place(first.start, first.end)
        is_read = len(tables.there.keys() & MUST.keys()) >= _NEARLY_ALL
        for about, name in MUST.items():
            if about not in listed:
                message = Text("没有找到应当公开的", "a table that must be published was not found: ") + name
                yield _answer(about, tables, is_read, Finding(SEVERITY, message, (top,), likelihood=40))
    yield from _pointed(audited)


def _answer(about: str, tables: Tables, is_read: bool, missing: Finding) -> Answer:
    """Whether a table is there; `is_read`: whether enough others are, for a missing one to be missing indeed."""
    if about in tables.there:
        return passed(*missing.places, tables.there[about])
    if about in tables.doubts or not is_read:
        return cannot_tell(tables.doubts.get(about, TABLELESS), *missing.places)
    return failed(missing)


def _pointed(audited: Audited) -> Iterator[Answer]:
    """Whether the tables to which the text points by number are there, where tables are numbered at all."""
    flats = list(flat_paragraphs(audited))
    titles = [*map(audited.document.at, audited.document.blocks), *(one.title for one in audited.statements.tables)]
    numbers = {match[1] for title in titles if (match := _TITLED.match(title))}
    for flat in flats:
        for match in _POINTED.finditer(flat.words):
            if match[1] in numbers:
                yield passed(flat.of(match))
            elif numbers:
                message = Text(
                    f"文中称“{match[0]}”，没有找到表 {match[1]}", f"no table {match[1]}, to which the text points"
                )
                yield failed(Finding(SEVERITY, message, (flat.of(match),), found=match[0], likelihood=60))
            else:
                yield cannot_tell(TABLELESS, flat.of(match))
