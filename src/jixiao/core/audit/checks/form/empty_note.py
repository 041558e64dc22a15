"""A note that a table is empty stands under a table without figures.

Skipped:
1. Notes that say when they would hold (如无…，则本表为空): instructions.
2. Tables without figures and without a note, where the document writes no such note under others.

The note belongs to the table right before it, with nothing between but other notes; else to the table that follows its
title. Zeros and blanks are no figures.

Source: 财政部 地方预决算公开操作规程 (an empty table is published with a note that says so).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, not_applicable, passed
from jixiao.core.audit.wording.flat import flat_of, worded_cells
from jixiao.core.document.block import Table
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.document.block import Block

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("注明为空的表没有数据", "a table that is noted as empty has no figures")
TABLELESS = Text("说明旁没有表格", "no table stands beside the note")
NOTELESS = Text("空表未加说明", "an empty table without a note")

_EMPTY = re.compile(
    "(?:(?:本|此|该|上)表格?(?:为空白?表?|[是系]空表|无数据|没有数据|无内容|无此项|(?:本年)?无发生额?)|空表列示)(?!表?的)"
)
_UNLESS = re.compile(r"(?:\A|[，。：:；])(?:如|若|凡)[^。；]{0,30}\Z|(?:须|应当?)[^。；]{0,6}\Z")
_NOTE = re.compile(r"\A(?:注|说明|备注|附注|[*※])")
_LINE = re.compile("单位[:：]|编制部门|部门名称|年度?\\Z")
# In a table that no layout knows only such numbers are surely amounts.
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d+)")
# Kinds of tables that are often empty, by words of their titles.
_OFTEN_EMPTY = ("政府性基金", "国有资本经营", "三公")
_SHOWN = 3


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every note, one for every empty table of a kind that is often empty."""
    noted: set[int] = set()
    for index, block in enumerate(audited.document.blocks):
        for place in _notes(audited, block):
            table = index if isinstance(block, Table) else _table_of(audited, index)
            if table is None:
                yield cannot_tell(TABLELESS, place)
                continue
            noted.add(table)
            figures = _figures(audited, table)
            yield _filled(audited, place, figures) if figures else passed(place)
    for found in audited.statements.tables:
        may_be_empty = any(word in found.title for word in _OFTEN_EMPTY) and not noted & set(found.parts)
        if may_be_empty and not any(_figures(audited, part) for part in found.parts):
            first = audited.document.blocks[found.parts[0]]
            place = audited.place(first.start, first.end)
            message = Text(f"“{found.title}”没有数据，也没有说明", f"“{found.title}” has no figures and no note")
            lead = failed(Finding(Severity.SUSPICIOUS, message, (place,), likelihood=35))
            yield lead if noted else not_applicable(NOTELESS, place)  # (2)


def _notes(audited: Audited, block: Block) -> Iterator[Place]:
    """The words of a block that say that a table is empty."""
    for one in worded_cells(audited, block) if isinstance(block, Table) else (block,):
        flat = flat_of(audited, one)
        for match in _EMPTY.finditer(flat.words):
            if not _UNLESS.search(flat.words[: match.start()]):  # (1)
                yield flat.of(match)


def _table_of(audited: Audited, note: int) -> int | None:
    """The table that a note speaks of."""
    blocks = audited.document.blocks
    for step, between in ((-1, _NOTE), (1, _LINE)):
        index = note + step
        while 0 <= index < len(blocks):
            block = blocks[index]
            if isinstance(block, Table):
                return index
            words = flat_of(audited, block).words
            if between.search(words) is None:
                break
            index += step
    return None


def _figures(audited: Audited, table: int) -> list[Place]:
    """The figures of a table that are not zero."""
    block = audited.document.blocks[table]
    known = [
        fact.figure
        for facts in audited.facts_by_table.values()
        for fact in facts
        if block.start <= fact.figure.start < block.end
    ]
    if known:
        return list(dict.fromkeys(audited.place(one.start, one.end) for one in known if one.number))
    flats = (flat_of(audited, cell) for cell in block.cells) if isinstance(block, Table) else ()
    return [flat.whole for flat in flats if _AMOUNT.fullmatch(flat.words) and re.search("[1-9]", flat.words)]


def _filled(audited: Audited, note: Place, figures: list[Place]) -> Answer:
    words = audited.words(note.start, note.end)
    shown = [audited.words(one.start, one.end) for one in figures[:_SHOWN]]
    message = Text(
        f"表下注明“{words}”，表中却有 {'、'.join(shown)} 等 {len(figures)} 个数据",
        f"a note says “{words}”, but the table has {len(figures)} figures: {', '.join(shown)} …",
    )
    return failed(Finding(SEVERITY, message, (note, *figures[:_SHOWN]), found=words, likelihood=90))
