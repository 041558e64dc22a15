"""Which framework a published score table belongs to, told by its indicators and their points.

Departments of one city use one table, but its weights and words change over the years. A table belongs to a framework
when every row that can be read is an indicator of it with the same points, and few indicators are missing. Otherwise
the closest framework is named with what differs, so that a person can decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.documents.extract.scores.cells import TOTAL, as_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jixiao.core.document.statement import ScoreRow
    from jixiao.core.scoring.framework import Framework, Indicator
    from jixiao.rulebook_loader.rule_files import FrameworkFile, GroupEntry
    from jixiao.rulebook_loader.rulebook import Rulebook

# From here on two names are one with a slip or a local word in it (公众或服务对象满意度, 社会公众或服务对象满意度).
LEAST_LIKENESS = Fraction(3, 4)
# A published table may have lost rows; with fewer than this share of the indicators it could be any table.
LEAST_SHARE = Fraction(4, 5)
DEPARTMENT_KIND = "department_self_evaluation"


@dataclass(frozen=True, slots=True)
class WeightDifference:
    """An indicator whose printed points are not the framework's."""

    indicator: str
    expected: Fraction
    printed: Fraction


@dataclass(frozen=True, slots=True)
class Match:
    """How a score table compares with the framework that is closest to it.

    `framework` is set when it belongs to it for certain; `candidate` is the closest one in any case. `matched` pairs
    each row's number with an indicator's id; `unknown` are the rows that are no indicator of the candidate.
    """

    framework: str | None
    candidate: str | None
    matched: tuple[tuple[int, str], ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()
    differing: tuple[WeightDifference, ...] = ()
    fits_region: bool = True
    fits_year: bool = True

    @property
    def indicators(self) -> dict[int, str]:
        """Row number -> indicator id."""
        return dict(self.matched)


def known_score_names(rulebook: Rulebook, kind: str = DEPARTMENT_KIND) -> tuple[str, ...]:
    """The official names of all indicators and groups of the frameworks of a kind: anchors for reading score tables.

    Only the names are read: building the frameworks would take longer than reading a document.
    """
    found: dict[str, None] = {}
    for head in _heads(rulebook, kind):
        found.update((name, None) for group in head.groups for name in _group_names(group))
        for path in sorted(rulebook.framework_folders[head.id].glob("*.yaml")):
            value = rulebook.read(path).value if path.stem != "framework" and ".cases" not in path.name else None
            if isinstance(value, dict) and isinstance(value.get("zh"), str):
                found[value["zh"]] = None
    return tuple(found)


def _group_names(group: GroupEntry) -> Iterator[str]:
    yield group.zh
    for inner in group.groups:
        yield from _group_names(inner)


def match_framework(
    rows: Sequence[ScoreRow],
    rulebook: Rulebook,
    region: str | None = None,
    year: int | None = None,
    kind: str = DEPARTMENT_KIND,
) -> Match:
    """The framework of a score table; `region` and `year` are the document's, where it is known whose it is."""
    matches = [
        _compare(rows, framework, rulebook.head(framework.id), region, year)
        for framework in _frameworks(rulebook, kind)
    ]
    matches = [match for match in matches if match.matched]
    return max(matches, key=_closeness, default=Match(None, None, unknown=tuple(_numbers(rows))))


def _heads(rulebook: Rulebook, kind: str) -> list[FrameworkFile]:
    """The frameworks of a kind, later ones first: of two that fit alike the later is in force."""
    heads = [rulebook.head(name) for name in rulebook.framework_folders]
    return sorted((head for head in heads if head.kind == kind), key=lambda head: head.valid_from, reverse=True)


def _frameworks(rulebook: Rulebook, kind: str) -> list[Framework]:
    return [rulebook.framework(head.id) for head in _heads(rulebook, kind)]


def _closeness(match: Match) -> tuple[bool, int, bool, bool]:
    alike = len(match.matched) - len(match.differing) - len(match.missing) - len(match.unknown)
    return match.framework is not None, alike, match.fits_region, match.fits_year


def _compare(
    rows: Sequence[ScoreRow], framework: Framework, head: FrameworkFile, region: str | None, year: int | None
) -> Match:
    pairs = _pairs(rows, framework.indicators)
    points = {indicator.id: indicator.points for indicator in framework.indicators}
    printed = ((name, rows[number].points) for number, name in pairs.items())
    differing = tuple(
        WeightDifference(name, points[name], Fraction(figure.number))
        for name, figure in printed
        if figure is not None and figure.number != points[name]
    )
    missing = tuple(name for name in points if name not in pairs.values())
    unknown = tuple(number for number in _numbers(rows) if number not in pairs)
    # What a damaged row calls itself may be half a name.
    strange = [number for number in unknown if rows[number].damage is None]
    fits_region = region is None or head.region == "全国" or head.region in region
    fits_year = year is None or framework.is_valid_on(date(year, 12, 31))
    is_enough = len(pairs) >= LEAST_SHARE * len(points)
    is_sure = is_enough and not differing and not strange and fits_region and fits_year
    return Match(
        framework.id if is_sure else None,
        framework.id,
        tuple(sorted(pairs.items())),
        missing,
        unknown,
        differing,
        fits_region,
        fits_year,
    )


def _numbers(rows: Sequence[ScoreRow]) -> Iterable[int]:
    return (number for number, row in enumerate(rows) if row.name.text != TOTAL)


def _pairs(rows: Sequence[ScoreRow], indicators: Sequence[Indicator]) -> dict[int, str]:
    """Rows with their indicators: equal names first, then the most alike; each is given away once."""
    likeness = sorted(
        (
            (_likeness(as_name(rows[number].name.text), as_name(indicator.name.zh)), number, place)
            for number in _numbers(rows)
            for place, indicator in enumerate(indicators)
        ),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    found: dict[int, str] = {}
    for alike, number, place in likeness:
        if alike >= LEAST_LIKENESS and number not in found and indicators[place].id not in found.values():
            found[number] = indicators[place].id
    return found


def _likeness(one: str, other: str) -> Fraction:
    if one == other:
        return Fraction(1)
    matched = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return Fraction(2 * matched, len(one) + len(other))
