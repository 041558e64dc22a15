"""The amounts of a document, found again by what they are of; each in fen, with its page, its quote and its context.

Of an amount that a document states several times the one in a table counts; the others are held against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.numerals import NumberFault
from jixiao.web.platform.people.names import is_unseen
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from jixiao.core.document.statement import StatedFact
    from jixiao.usecases.reading import ReadDocument

AROUND = 40  # characters on either side of a quote
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
FUNCTIONAL, ECONOMIC, FUND = "functional_class", "economic_class", "fund_type"
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a document states it."""

    fact: StatedFact
    fen: int

    @property
    def label(self) -> str:
        """What it is of, in the words of the document."""
        return _ORDINAL.sub("", _plain(self.fact.label.split(" · ")[0]))

    @property
    def half(self) -> Decimal:
        """Half of the last place in which it is printed, in fen: so far it may be from what it stands for."""
        unit = rulebook().vocabulary.units[self.fact.unit]
        exponent = self.fact.figure.number.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        return unit.to_base(_ONE.scaleb(-decimals)) * 50

    def is_said_by(self, other: Amount) -> bool:
        """Whether another statement, at the precision in which it is printed, says the same."""
        return abs(self.fen - other.fen) <= other.half


class Stated:
    """What a document states for its year, by concept, class and kind of money."""

    def __init__(self, read: ReadDocument, year: int) -> None:
        """Sort the amounts of a year."""
        self.document = read.document
        self.titles = {one.number: one.title for one in read.statements.tables}
        self.found: dict[tuple[str, str, str], list[Amount]] = {}
        self.economic: dict[str, Amount] = {}
        self.named: dict[tuple[str, str], list[Amount]] = {}
        for fact in read.statements.facts:
            if fact.period == str(year) and fact.concept is not None:
                self._sort(fact)
        for amounts in (*self.found.values(), *self.named.values()):
            amounts.sort(key=lambda one: one.fact.kind != "table")

    def _sort(self, fact: StatedFact) -> None:
        fen = _fen(fact)
        dimensions = dict(fact.dimensions)
        if fen is None or fact.concept is None:
            return
        amount = Amount(fact, fen)
        name = _plain(dimensions.get("project", dimensions.get("task", "")))
        if set(dimensions) <= {FUNCTIONAL, FUND}:
            key = fact.concept, dimensions.get(FUNCTIONAL, ""), dimensions.get(FUND, "")
            self.found.setdefault(key, []).append(amount)
        elif set(dimensions) == {ECONOMIC, FUND} and fact.concept == "initial_basic":
            self.economic.setdefault(dimensions[ECONOMIC], amount)
        elif fact.concept == "project_budget_initial" and name and set(dimensions) <= {"project", "task"}:
            self.named.setdefault(("project" if "project" in dimensions else "task", name), []).append(amount)

    def all_of(self, concept: str, functional: str = "", fund: str = "") -> list[Amount]:
        """Every statement of an amount, those of tables first."""
        return self.found.get((concept, functional, fund), [])

    def one(self, concept: str, functional: str = "", fund: str = "") -> Amount | None:
        """The statement of an amount that counts."""
        return next(iter(self.all_of(concept, functional, fund)), None)

    def codes(self) -> list[str]:
        """The functional classes with an amount, of every level."""
        return sorted({functional for _, functional, _ in self.found if functional})

    def funds(self) -> list[str]:
        """The kinds of money that are told apart; appropriations as a whole are none of them."""
        return sorted({fund for _, _, fund in self.found if fund not in ("", "fiscal")})

    def place(self, amount: Amount) -> dict[str, Any]:
        """Where an amount stands, for people."""
        fact, figure = amount.fact, amount.fact.figure
        text, end = self.document.text, figure.unit_end or figure.end
        page = self.document.page_of(figure.start)
        title = self.titles.get(fact.table or 0, "") or fact.section
        return {
            "page": page.number if page else None,
            "title": _plain(title)[:120],
            "label": fact.label[:160],
            "before": _plain(text[max(figure.start - AROUND, 0) : figure.start]),
            "quote": _plain(text[figure.start : end]),
            "after": _plain(text[end : end + AROUND]),
            "unit": fact.unit,
        }


def _fen(fact: StatedFact) -> int | None:
    """An amount of money in fen; None for what is no money, or below zero, or finer than a fen."""
    unit = rulebook().vocabulary.units.get(fact.unit)
    if unit is None or unit.dimension.id != "money":
        return None
    try:
        fen = unit.dimension.to_integer(unit.to_base(fact.figure.number))
    except NumberFault:
        return None
    return fen if fen >= 0 else None


def _plain(words: str) -> str:
    """Words on one line, without what nobody sees."""
    return "".join(one for one in _SPACES.sub(" ", words) if not is_unseen(one)).strip()
