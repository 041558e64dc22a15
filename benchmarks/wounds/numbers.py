"""Wounds of numbers: one digit wrong, two neighbours swapped, a unit beside a number or above a table wrong."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.wounds.wound import Candidates, Wound
from jixiao.core.document.block import Paragraph

if TYPE_CHECKING:
    from random import Random

    from benchmarks.wounds.case import Case
    from benchmarks.wounds.shifting import Span
    from jixiao.core.document.statement import FoundTable

DIGITS = "0123456789"
# By the unit that is printed: those that may be printed by mistake.
UNITS = {"万元": ("元", "亿元"), "元": ("万元",), "亿元": ("万元",)}
FACTORS = {"元": 1, "万元": 10**4, "亿元": 10**8}
TABLE_UNITS = {"万元": "元", "元": "万元"}
MOST_NUMBER = 24
_DAY = re.compile(r"[年月日]|20\d\d\Z|\d[./-]\d+[./-]\d")
_UNIT_LINE = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*(万元|元)(?!\w)")


def digits(case: Case, draw: Random) -> Candidates:
    """Every digit of every figure that stands in a tie, changed to another."""
    printed = sum(len(_positions(case, span)) for span in {*case.figures, *case.ties})
    wounds = [
        Wound("digit", at, at + 1, new, (span,), (span,), _codes(case, span))
        for span in case.ties
        for at in _positions(case, span)
        if (new := _other_digit(case, span, at, draw))
    ]
    return Candidates(printed, tuple(wounds))


def swaps(case: Case, _: Random) -> Candidates:
    """Every two neighbouring unequal digits of every figure that stands in a tie, the wrong way round."""
    printed = sum(len(_swapped(case, span)) for span in {*case.figures, *case.ties})
    wounds = [
        Wound("swap", start, end, new, (span,), (span,), _codes(case, span))
        for span in case.ties
        for start, end, new in _swapped(case, span)
    ]
    return Candidates(printed, tuple(wounds))


def other_digits(case: Case, draw: Random) -> Candidates:
    """Every digit of a number that is no figure but that an answer looked at: a class code, a numbering.

    Figures that an answer only compares (小于, a target that is met) are left out: most other digits would be as right.
    """
    spans = [span for span in case.answers if not _has_figure(case, span) and _is_number(case, span)]
    wounds = [
        Wound("other digit", at, at + 1, new, (span,), (), tuple(code for code, _ in case.answers[span]))
        for span in spans
        for at in _positions(case, span)
        if (new := _other_digit(case, span, at, draw))
    ]
    return Candidates(len(wounds), tuple(wounds))


def units(case: Case, draw: Random) -> Candidates:
    """Every unit of money printed beside a figure that stands in a tie."""
    found: dict[Span, Wound | None] = {}
    for span, facts in case.figures.items():
        start, end = facts[0].figure.unit_start, facts[0].figure.unit_end
        word = case.document.text[start:end] if start is not None and end is not None else ""
        if start is None or end is None or word not in UNITS:
            continue
        new = draw.choice(UNITS[word])
        ratio = FACTORS[new], FACTORS[word]
        places = span, (start, end)
        covered = span in case.ties
        found[start, end] = (
            Wound("unit", start, end, new, places, (span,), _codes(case, span), ratio) if covered else None
        )
    return Candidates(len(found), tuple(wound for wound in found.values() if wound is not None))


def table_units(case: Case, _: Random) -> Candidates:
    """The unit above every table of which a figure stands in a tie."""
    lines = [(table, line) for table in case.audited.statements.tables if (line := _unit_line(case, table))]
    wounds = []
    for table, (start, end) in lines:
        facts = case.audited.facts_by_table.get(table.number, [])
        figures = [(fact.figure.start, fact.figure.end) for fact in facts if fact.unit == table.unit]
        tied = tuple(span for span in dict.fromkeys(figures) if span in case.ties)
        if tied:
            word = case.document.text[start:end]
            new = TABLE_UNITS[word]
            codes = tuple(dict.fromkeys(code for span in tied for code in _codes(case, span)))
            ratio = FACTORS[new], FACTORS[word]
            wounds.append(Wound("unit of a table", start, end, new, ((start, end), *tied), tied, codes, ratio))
    return Candidates(len(lines), tuple(wounds))


def _unit_line(case: Case, table: FoundTable) -> Span | None:
    """Where the unit of a table is printed: in the lines between it and the table before, or in its head."""
    document, first = case.document, table.parts[0]
    if table.unit not in TABLE_UNITS:
        return None
    start = document.blocks[first].start
    for block in reversed(document.blocks[:first]):
        if not isinstance(block, Paragraph):
            break
        start = block.start
    end = document.blocks[first].end
    found = [match for match in _UNIT_LINE.finditer(document.text, start, end) if match[1] == table.unit]
    return found[-1].span(1) if found else None


def _positions(case: Case, span: Span) -> list[int]:
    return [at for at in range(*span) if case.document.text[at] in DIGITS]


def _other_digit(case: Case, span: Span, at: int, draw: Random) -> str:
    """Another digit; no zero before the other digits of a whole number, which nobody prints."""
    old = case.document.text[at]
    return draw.choice([one for one in DIGITS if one != old and not _leads(case, span, at, one)])


def _leads(case: Case, span: Span, at: int, digit: str) -> bool:
    """Whether a digit would be a zero at the head of a number of more than one whole digit."""
    after = case.document.text[at + 1 : span[1]].lstrip(", ")
    return digit == "0" and at == _positions(case, span)[0] and after[:1].isdigit()


def _swapped(case: Case, span: Span) -> list[tuple[int, int, str]]:
    text = case.document.text
    return [
        (one, other + 1, text[other] + text[one + 1 : other] + text[one])
        for one, other in pairwise(_positions(case, span))
        if text[one] != text[other] and not _leads(case, span, one, text[other])
    ]


def _has_figure(case: Case, span: Span) -> bool:
    statements = case.audited.statements
    goals = (one for row in statements.goals for one in (row.target_figure, row.actual_figure))
    scores = (one for row in statements.scores for one in (row.points, row.self_score))
    others = ((one.start, one.end) for one in (*goals, *scores) if one is not None)
    return any(start < span[1] and span[0] < end for start, end in (*case.figures, *case.ties, *others))


def _is_number(case: Case, span: Span) -> bool:
    """Whether a place is a number, whatever stands beside it, and no year and no day."""
    words = case.document.text[slice(*span)]
    return len(words) <= MOST_NUMBER and any(one in DIGITS for one in words) and not _DAY.search(words)


def _codes(case: Case, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code, _ in case.ties.get(span, ())))
