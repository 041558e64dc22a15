"""Units that are scored by one framework read its criteria alike.

Skipped:
1. Indicators that have one reading.
2. Scores that words or people decided in part, or for which the figures of a reading are missing or contradict.
3. Rows of different points or readings: they are of different frameworks.

Two documents read an indicator differently when the score that each states follows from readings of its own only.

Source: the readings of ambiguous criteria in the frameworks of the rulebook.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.grouping import owner_called
from jixiao.core.kernel.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "all"
TITLE = Text("各单位对同一评分标准的理解一致", "units read one criterion alike")

_NO_READING = Text("自评得分不符合任何一种理解", "no reading gives the stated score")
_NAMED = 3
Indicator = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A stated score with the readings that give it."""

    audited: Audited
    place: Place
    name: str
    readings: Mapping[str, Text]


def check(documents: tuple[Audited, ...]) -> Iterator[Answer]:
    """One answer for every indicator that several documents score, and for every score that no reading gives."""
    for rows in _by_indicator(documents).values():
        told = [row for row in rows if row.readings]
        yield from (cannot_tell(_NO_READING, row.place) for row in rows if not row.readings)
        if len(told) < 2:
            continue
        if set.intersection(*(set(row.readings) for row in told)):
            yield passed(*(row.place for row in told))
        else:
            yield failed(_finding(told))


def _by_indicator(documents: tuple[Audited, ...]) -> dict[Indicator, list[_Row]]:
    found: dict[Indicator, list[_Row]] = defaultdict(list)
    for audited in documents:
        for one in audited.recomputed:
            row = audited.statements.scores[one.row]
            stated = row.self_score
            if stated is None or len({(reading.low, reading.high) for reading in one.readings}) < 2:
                continue  # (1)
            if not one.is_computed or one.is_contradicted or one.untold:
                continue  # (2)
            key = (one.indicator, row.points and row.points.number, tuple(it.name for it in one.readings))  # (3)
            fitting = {it.name: it.label for it in one.readings if it.low <= stated.number <= it.high}
            found[key].append(_Row(audited, audited.place(stated.start, stated.end), row.name.text, fitting))
    return found


def _finding(rows: list[_Row]) -> Finding:
    """One lead with every unit and the readings that its score follows; those in the minority first."""
    by_readings: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        by_readings[tuple(row.readings)].append(row)
    groups = sorted(by_readings.values(), key=len)
    parts = [
        _units(group)
        + Text("按“", " by “")
        + joined(list(group[0].readings.values()), "”或“", "” or “")
        + Text("”", "”")
        for group in groups
    ]
    name = "".join(rows[0].name.split())
    message = Text(f"“{name}”的评分标准各单位理解不同：", f"units read “{name}” differently: ") + joined(parts)
    return Finding(SEVERITY, message, tuple(row.place for group in groups for row in group), likelihood=60)


def _units(rows: list[_Row]) -> Text:
    named = joined([owner_called(row.audited) for row in rows[:_NAMED]], "、", ", ")
    return named + Text(f"等 {len(rows)} 个单位", f" and more ({len(rows)})") if len(rows) > _NAMED else named
