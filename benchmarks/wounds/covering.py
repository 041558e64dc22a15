"""How many of the printed amounts stand in a relation: in tables of known layouts, and in sentences of disclosures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.forms import AtMost

if TYPE_CHECKING:
    from benchmarks.wounds.case import Case
    from benchmarks.wounds.shifting import Span
    from jixiao.core.document.statement import StatedFact

# What share of the amounts is to stand in a relation, in per cent; tables of reports are often lists without a sum.
GOALS = {"tables": 85, "sentences": 50, "tables of reports": None}
DISCLOSED = ("accounts", "budget")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The amounts of one document in tables or in sentences; `bare` are those that no relation has."""

    where: str
    amounts: int
    bare: tuple[tuple[Span, StatedFact], ...]

    @property
    def covered(self) -> int:
        """How many stand in a relation."""
        return self.amounts - len(self.bare)


def coverage(case: Case) -> list[Coverage]:
    """What is covered of each sort of amounts. A bound alone (at most) is no relation that tells a value."""
    units = case.audited.vocabulary.units
    amounts: dict[str, dict[Span, StatedFact]] = {where: {} for where in GOALS}
    for span, facts in case.figures.items():
        unit, where = units.get(facts[0].unit), _where(case, facts[0])
        if unit is not None and unit.dimension.id == "money" and where is not None:
            amounts[where][span] = facts[0]
    tied = {span for span, ties in case.ties.items() if any(not isinstance(tie.form, AtMost) for _, tie in ties)}
    return [
        Coverage(where, len(found), tuple((span, fact) for span, fact in found.items() if span not in tied))
        for where, found in amounts.items()
    ]


def _where(case: Case, fact: StatedFact) -> str | None:
    """Which sort of amounts a fact belongs to: tables are those of a known layout."""
    statements = case.audited.statements
    is_disclosure = statements.identity.kind in DISCLOSED
    if fact.table is None:
        return "sentences" if is_disclosure and fact.kind == "text" else None
    if all(table.layout is None for table in statements.tables if table.number == fact.table):
        return None
    return "tables" if is_disclosure else "tables of reports"


def groups(case: Case, bare: Coverage) -> Counter[str]:
    """Where relations are missing, the most first: by layout and concept, or by section and concept."""
    layouts = {table.number: table.layout for table in case.audited.statements.tables}
    places = ((fact, layouts.get(fact.table) if fact.table is not None else None) for _, fact in bare.bare)
    return Counter(f"{layout or fact.section} · {fact.concept or '-'}" for fact, layout in places)
