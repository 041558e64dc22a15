"""What the year's own records say of its figures, held against what stands in the papers: nothing is taken silently."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.numerals import NumberFault, decimals_of, read_decimal
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.projects.filing import number_of
from jixiao.web.platform.installed import offered
from jixiao.web.registers.figures.entries import Entry, check, entry_of
from jixiao.web.registers.figures.queries import holding
from jixiao.web.registers.figures.rules import rulebook
from jixiao.web.registers.funds.queries import project_money
from jixiao.web.registers.indicators.queries import reached, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.registers.figures.models import Figure

LEDGER = "ledger"


@dataclass(frozen=True)
class Proposal:
    """A figure of the records, beside those that stand in the papers for the same thing.

    `kind`: `new` where none stands, `same` where one says the same, `newer` where an earlier figure of the records
    themselves has changed, `conflict` where someone typed or published another value. `key` names it in a form and
    changes with what it says, so that nobody chooses what he has not seen.
    """

    key: str
    entry: Entry
    name: Text
    kind: str
    standing: tuple[Figure, ...]

    @property
    def place(self) -> str:
        """Where in the records it was taken from."""
        source = self.entry.source
        return " ".join(str(source.get(word) or "") for word in ("section", "place", "quote")).strip()


def proposals(year: DepartmentYear) -> list[Proposal] | None:
    """Every figure that the records of the year have; None where no installed module keeps any."""
    ask = offered("funds.figures")
    if ask is None:
        return None
    entries = [*(ask(year.organisation, year.year) or ()), *_of_goals(year)]
    there: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[Figure]] = {}
    for figure in holding(year.organisation, year.year):
        there.setdefault(entry_of(figure).what, []).append(figure)
    return [_proposal(entry, tuple(there.get(entry.what, ()))) for entry in _fit(entries)]


def _of_goals(year: DepartmentYear) -> list[Entry]:
    """What the goals and their results say: projects with goals, and indicators that stand for a figure of the year."""
    found = tables([year.organisation], year.year)
    if not found:
        return []
    document = {"document": {"key": "goals", "title": "绩效目标台账"}, "kind": LEDGER}
    indicators = [one for table in found for one in table.indicators.all() if one.binding == "fact"]
    actuals = reached(indicators, date(year.year, 12, 31)) if indicators else {}
    entries = []
    for one in indicators:
        actual = actuals.get(one.pk)
        number = None if actual is None else number_of(actual.value, one.unit)
        if number:
            source = {**document, "place": f"指标“{one.name}”", "quote": f"{number} {one.unit}".strip()}
            entries.append(Entry(one.source, str(year.year), number, one.unit, source))
    # The same figure may stand behind several indicators; the first says it.
    first: dict[object, Entry] = {}
    for entry in entries:
        first.setdefault(entry.what, entry)
    required = len(project_money([year.organisation], year.year))
    filed = sum(1 for table in found if table.project and table.stage in ("submitted", "approved"))
    counted = {"goal_projects_required": required, "goal_projects_filed": filed}
    return [
        *first.values(),
        *(
            Entry(
                concept, str(year.year), str(count), "个", {**document, "place": "项目目标表", "quote": f"{count} 个"}
            )
            for concept, count in counted.items()
            if count
        ),
    ]


def _fit(entries: Iterable[Entry]) -> list[Entry]:
    """Those that can stand in the register: a rulebook that does not know a concept takes none of it."""
    found = []
    for entry in entries:
        try:
            check(entry)
        except InputFault:
            continue
        found.append(entry)
    return found


def _proposal(entry: Entry, standing: tuple[Figure, ...]) -> Proposal:
    concept = rulebook().vocabulary.concepts[entry.concept]
    said = [entry.what, entry.printed, entry.unit, [one.pk for one in standing]]
    key = sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]
    return Proposal(key, entry, concept.term, _kind(entry, standing), standing)


def _kind(entry: Entry, standing: tuple[Figure, ...]) -> str:
    if not standing:
        return "new"
    if all(_agree(entry, entry_of(one)) for one in standing):
        return "same"
    from_ledger = all(one.source.get("kind") == LEDGER for one in standing)
    return "newer" if from_ledger else "conflict"


def _agree(mine: Entry, other: Entry) -> bool:
    """Whether two figures are the same as far as the coarser of them is printed."""
    units = rulebook().vocabulary.units
    if mine.unit not in units or other.unit not in units:
        return False
    try:
        numbers = [(read_decimal(one.printed), units[one.unit]) for one in (mine, other)]
    except NumberFault:
        return False
    values = [unit.to_base(number) for number, unit in numbers]
    steps = [unit.to_base(Decimal(1).scaleb(-decimals_of(number))) for number, unit in numbers]
    return values[0] == values[1] or abs(values[0] - values[1]) * 2 <= max(steps)
