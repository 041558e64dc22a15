"""The official scoring table (评分表) as data: three levels, points, criterion, score, note.

The score column holds what counts: the evidenced score, else the unit's own, marked as such in the note; a dash where
nothing is known. DOCX, PDF and open data all print this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, joined, same
from jixiao.reports import figures, standing, words

if TYPE_CHECKING:
    from jixiao.core.scoring.framework import Group
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard

HEADS = (
    words.LEVEL_1, words.LEVEL_2, words.LEVEL_3, words.POINTS, words.CRITERION, words.SCORE, words.NOTE,
)  # fmt: skip
BLANK = same("")


@dataclass(frozen=True, slots=True)
class Level:
    """A merged cell of level 1 or 2: name, points, and the number of rows that it spans."""

    name: Text
    points: str
    rows: int


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator; `first` and `second` stand in the first row of their span only."""

    first: Level | None
    second: Level | None
    name: Text
    points: str
    criterion: Text
    score: str
    note: Text


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """The table with its head and foot."""

    title: Text
    entity: str
    period: str
    rows: tuple[Row, ...]
    points: str
    score: str
    remarks: tuple[Text, ...]


def official_table(card: Scorecard) -> OfficialTable:
    """The scoring table of a scorecard."""
    framework = card.framework
    total = figures.ABSENT if card.combined_total is None else figures.points(card.combined_total, framework.places)
    points = "" if framework.letters else figures.points(standing.parts(card.results).points, framework.places)
    return OfficialTable(
        framework.name, card.filing.entity, card.filing.period.name, tuple(_rows(card)), points,
        "" if framework.letters else total, tuple(_remarks(card)),
    )  # fmt: skip


def _rows(card: Scorecard) -> list[Row]:
    rows: list[Row] = []
    before: tuple[Group, ...] = ()
    for result in card.results:
        is_new_first = not before or before[0].id != result.path[0].id
        is_new_second = is_new_first or [one.id for one in before[1:]] != [one.id for one in result.path[1:]]
        first = _level(card, result.path[:1]) if is_new_first else None
        second = _level(card, result.path) if is_new_second else None
        rows.append(_row(card, result, first, second))
        before = result.path
    return rows


def _level(card: Scorecard, path: tuple[Group, ...]) -> Level:
    """The cell of a group; a group of level 1 that holds indicators itself has an empty second cell."""
    ids = [group.id for group in path]
    if len(path) == 1:
        spanned = [r for r in card.results if r.path[0].id == ids[0]]
    else:
        spanned = [r for r in card.results if [group.id for group in r.path] == ids]
    below = path[1:] if len(path) > 1 else path
    name = joined([group.name for group in below], " · ", " · ")
    points = "" if card.framework.letters else figures.points(sum((r.indicator.points for r in spanned), Fraction(0)))
    return Level(name, points, len(spanned))


def _row(card: Scorecard, result: IndicatorResult, first: Level | None, second: Level | None) -> Row:
    places = card.framework.places
    indicator = result.indicator
    if second is not None and len(result.path) == 1:
        rows = sum(1 for other in card.results if [g.id for g in other.path] == [g.id for g in result.path])
        second = Level(BLANK, "", rows)
    points = "" if card.framework.letters else figures.points(indicator.points, places)
    score = result.letter or figures.points(result.counted, places)
    return Row(first, second, indicator.name, points, indicator.criterion, score, note(result))


def note(result: IndicatorResult) -> Text:
    """What a reader of the table must know about the score: its basis, the arithmetic of a loss, what is missing."""
    lines: list[Text] = []
    state = standing.state(result)
    if state == "lost":
        lines += standing.telling_steps(result)
    elif state == "stated":
        lines.append(words.STATED_NOTE)
    elif state == "untold":
        lines.append(words.filled(Text("{}：{}", "{}: {}"), words.UNDECIDED, joined(standing.missing_lines(result))))
        if result.stated_value is not None:
            lines.append(words.STATED_NOTE)
    elif state == "not_applicable":
        lines.append(words.NOT_APPLICABLE)
    if result.differs:
        lines.append(words.filled(words.STATED_BY_UNIT, figures.points(result.stated_value)))
    if result.stated is not None and result.stated.unreadable:
        lines.append(words.UNREADABLE)
    return joined(lines, "\n", "\n")


def _remarks(card: Scorecard) -> list[Text]:
    """What stands under the table: how the total is made up, the stated total, grade, framework and day."""
    remarks = []
    if not card.framework.letters:
        evidenced = words.filled(
            Text("有据得分 {}（有依据的分值 {}）", "Evidenced score {} (of {} points with evidence)"),
            figures.points(card.total), figures.points(card.decided_points),
        )  # fmt: skip
        remarks.append(evidenced)
        if card.stated_only_points:
            said = Text("自报未佐证 {}（分值 {}）", "Stated, not evidenced {} (of {})")
            remarks.append(
                words.filled(said, figures.points(card.stated_only), figures.points(card.stated_only_points))
            )
        if card.undecided_points:
            said = Text("不能判断 {} 分，不出总分和等级", "{} points cannot be told: no total, no grade")
            remarks.append(words.filled(said, figures.points(card.undecided_points)))
        if card.grade is not None:
            remarks.append(words.filled(Text("等级 {}", "Grade {}"), card.grade.name))
        if card.stated_total is not None:
            said = Text("单位自报总分 {}", "Total stated by the unit {}")
            remarks.append(words.filled(said, figures.points(card.stated_total)))
    version = words.filled(words.VERSION, str(card.framework.version))
    day = words.filled(words.AS_OF, card.as_of.isoformat())
    remarks.append(joined([card.framework.name, version, day], " ", " "))
    return remarks
