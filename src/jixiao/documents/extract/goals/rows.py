"""Rows of goal tables (绩效目标表): levels, indicator, target, result.

Such tables break over pages, leave blanks for repeated levels, and come out of a page reader with rows a column too
far left or right. A row is therefore read at the shift at which its cells are what the head says: words of levels
under the levels, a name, and no more values than the head has columns for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.statement import GoalRow
from jixiao.documents.extract.goals.heads import family_of, goal_head, is_first_level, is_second_level
from jixiao.documents.extract.goals.values import goal_figure
from jixiao.documents.extract.table_lines import squeezed, table_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import Piece
    from jixiao.documents.extract.goals.heads import GoalHead
    from jixiao.documents.extract.table_lines import Line
    from jixiao.documents.normalise.unit_words import UnitWords

_SHIFTS = (0, -1, 1, -2, 2, -3, 3)
_VALUE_LIKE = re.compile(r"[≥≤><=±]*\d[\d.,]*(?:[-—~至][\d.,%]+)?[%‰]?[^\d]{0,3}")
_LABEL = re.compile(r".*(?:绩效|指标|目标|年度|完成情况).*")
_TOTALS = re.compile(r"(?:合计|总计|总分|小计|备注|说明|自评总分|评价结论)[:：]?")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A line as a goal, at one shift; `against` counts levels that are none, and a level's word for a name."""

    against: int
    level1: Piece | None
    level2: Piece | None
    name: Piece
    values: Mapping[str, Piece]


@dataclass(slots=True)
class _Levels:
    """The levels that hold for the row at hand; blank cells repeat what stood above them."""

    first: str = ""
    second: str = ""

    def take(self, reading: _Reading) -> None:
        """Go on with a row: a new first level ends the second; a second level of another family brings its own."""
        if reading.level1 is not None:
            self.first, self.second = squeezed(reading.level1.text), ""
        if reading.level2 is not None:
            self.second = squeezed(reading.level2.text)
            family = family_of(self.second)
            if reading.level1 is None and family is not None and self.first.removesuffix("指标") != family:
                self.first = family + ("指标" if self.second.endswith("指标") else "")


def goal_rows(document: DocumentText, words: UnitWords) -> list[GoalRow]:
    """Every row of every goal table of a document, in reading order."""
    found: list[GoalRow] = []
    for run in table_runs(document):
        found.extend(_rows_of_run(document.text, run, words))
    return found


def _rows_of_run(text: str, run: list[Line], words: UnitWords) -> Iterator[GoalRow]:
    head: GoalHead | None = None
    levels = _Levels()
    at = 0
    while at < len(run):
        new = goal_head(run, at)
        if new is not None:
            head, taken = new
            at += taken
            continue
        reading = None if head is None else _read(head, run[at].cells)
        if reading is not None:
            levels.take(reading)
            yield _row(text, reading, levels, words)
        at += 1


def _row(text: str, reading: _Reading, levels: _Levels, words: UnitWords) -> GoalRow:
    target, actual = reading.values.get("target"), reading.values.get("actual")
    return GoalRow(
        (levels.first, levels.second, reading.name.text),
        reading.name,
        target,
        actual,
        None if target is None else goal_figure(text, target, words),
        None if actual is None else goal_figure(text, actual, words),
        reading.values.get("deviation"),
    )


def _read(head: GoalHead, cells: Mapping[int, Piece]) -> _Reading | None:
    """A line at the shift that the least speaks against; nearest first. None when it is no goal at any shift."""
    readings = [reading for shift in _SHIFTS if (reading := _shifted(head, cells, shift)) is not None]
    return min(readings, key=lambda reading: reading.against, default=None)


def _shifted(head: GoalHead, cells: Mapping[int, Piece], shift: int) -> _Reading | None:
    name = cells.get(head.name + shift)
    values = _values(head, cells, shift)
    if name is None or not ("target" in values or "actual" in values) or _is_no_name(name):
        return None
    levels = {role: cells.get(head.roles[role] + shift) for role in ("level1", "level2") if role in head.roles}
    first, second = levels.get("level1"), levels.get("level2")
    unknown = int(first is not None and not is_first_level(first.text)) + int(
        second is not None and not is_second_level(second.text)
    )
    if (shift and unknown) or not _only_labels(head, cells, shift):
        return None
    is_level = is_first_level(name.text) or is_second_level(name.text)
    return _Reading(unknown + int(is_level), first, second, name, values)


def _is_no_name(piece: Piece) -> bool:
    words = squeezed(piece.text)
    return _VALUE_LIKE.fullmatch(words) is not None or _TOTALS.fullmatch(words) is not None


def _only_labels(head: GoalHead, cells: Mapping[int, Piece], shift: int) -> bool:
    """Whether nothing stands left of the levels but the label of the whole part (年度绩效指标)."""
    named = {column + shift for role, column in head.roles.items() if role in ("level1", "level2", "name")}
    left = [piece for column, piece in cells.items() if column not in named and column < head.name + shift]
    return all(
        _LABEL.fullmatch(squeezed(piece.text)) and not is_first_level(piece.text) and not is_second_level(piece.text)
        for piece in left
    )


def _values(head: GoalHead, cells: Mapping[int, Piece], shift: int) -> dict[str, Piece]:
    """The cells right of the name by role: by column, or by their order where columns fell out between them."""
    beyond = [column for column in sorted(cells) if column > head.name + shift]
    by_column = {head.roles[role] + shift: role for role in head.values}
    if all(column in by_column for column in beyond):
        return {by_column[column]: cells[column] for column in beyond}
    if head.is_plain and len(beyond) <= len(head.values):
        return {role: cells[column] for role, column in zip(head.values, beyond, strict=False)}
    return {}
