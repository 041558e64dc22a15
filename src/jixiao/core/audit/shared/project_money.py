"""The money of projects beside what became of their goals: one budget, its adjustment, what was spent, what was done.

Three forms are known: a table of projects with their amounts, the head of a project's own form (年度资金总额 above its
indicators), and the totals of a department in running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.core.audit.shared.goal_values import compared
from jixiao.core.document.block import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.document.statement import GoalRow, StatedFact

# Fewer results than this say nothing of a whole project.
LEAST_GOALS = 3
_FORM = {"initial": "年初预算", "adjusted": "全年预算", "spent": "执行数"}
_CONCEPTS = {
    "initial": ("project_budget_initial", "initial_budget"),
    "adjusted": ("project_budget_adjusted", "adjusted_budget"),
    "spent": ("project_spent", "expenditure"),
}
_WHOLE = re.compile(r"(?:年度)?资金总额|(?:项目)?资金(?:合计|总计)")
_TAIL = re.compile(r"(?:专项)?(?:经费|资金|项目|工作|支出|费|分项)+$")
_RESULTS = re.compile(r"完成(?:情况|内容)|进展|成效|实施情况")
_UNDONE = re.compile(r"未|取消|暂停|暂不|暂无|没有|无需|推迟|延[后期]|终止|不再|调[减剂]")
# A cell shorter than this tells of nothing that was done.
_TELLING = 12


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """A project, or the whole document under the name 整体: its figures and the goals that are its own.

    `done` is where its row tells what was done, when it tells of nothing left undone.
    """

    name: str
    initial: StatedFact | None
    adjusted: StatedFact | None
    spent: StatedFact | None
    goals: tuple[GoalRow, ...]
    done: Place | None = None

    def first(self) -> StatedFact | None:
        """Any of its figures, the first known."""
        return self.spent or self.adjusted or self.initial


def project_moneys(audited: Audited) -> Iterator[ProjectMoney]:
    """Every project of which an amount is stated, then the document as a whole."""
    yield from _of_tables(audited)
    yield from _of_forms(audited)
    figures = {role: _total(audited, concepts[1]) for role, concepts in _CONCEPTS.items()}
    if any(figures.values()):
        yield ProjectMoney("整体", figures["initial"], figures["adjusted"], figures["spent"], audited.statements.goals)


def value(audited: Audited, fact: StatedFact) -> Decimal:
    """An amount in its base unit; as printed where no unit is told, as inside one row."""
    one = audited.term(fact)
    return fact.figure.number if one is None else one.value


def all_met(audited: Audited, goals: Sequence[GoalRow]) -> bool:
    """Whether every goal with numbers was reached, and there are enough of them to say so."""
    met = [one.is_met for goal in goals if (one := compared(goal, audited.vocabulary)) is not None]
    return len(met) >= LEAST_GOALS and all(met)


def _total(audited: Audited, concept: str) -> StatedFact | None:
    year = str(audited.statements.identity.year)
    facts = audited.facts_by_key.get((concept, year, ()), ())
    return next(iter(facts), None)


def _of_tables(audited: Audited) -> Iterator[ProjectMoney]:
    """Projects of which layouts know the columns; of several statements the first counts."""
    projects: dict[str, dict[str, StatedFact]] = {}
    roles = {concepts[0]: role for role, concepts in _CONCEPTS.items()}
    for (concept, _, dimensions), facts in audited.facts_by_key.items():
        if concept in roles and len(dimensions) == 1 and dimensions[0][0] == "project":
            projects.setdefault(dimensions[0][1], {}).setdefault(roles[concept], facts[0])
    for name, known in projects.items():
        stem = _TAIL.sub("", name)
        goals = tuple(goal for goal in audited.statements.goals if len(stem) > 2 and stem in goal.name.text)
        row = known.get("spent") or known.get("adjusted")
        done = None if row is None else _done(audited, row)
        yield ProjectMoney(name, known.get("initial"), known.get("adjusted"), known.get("spent"), goals, done)


def _done(audited: Audited, fact: StatedFact) -> Place | None:
    """The cell of a row, under a head that promises results, that tells of something done."""
    table = next((one for one in audited.statements.tables if one.number == fact.table), None)
    blocks = [] if table is None else [audited.document.blocks[part] for part in table.parts]
    for block in blocks:
        if not isinstance(block, Table) or not block.start <= fact.figure.start < block.end:
            continue
        own = next((one for one in block.cells if one.start <= fact.figure.start < one.end), None)
        if own is None or table is None or fact.column is None:
            return None
        # A page may set the columns of a row further to the left or right than the head has them.
        shift = own.column - fact.column
        heads = dict(enumerate(table.labels, shift))
        for cell in block.cells:
            words = audited.words(cell.start, cell.end)
            is_told = len(words) >= _TELLING and not _UNDONE.search(words)
            if cell.row == own.row and is_told and _RESULTS.search(heads.get(cell.column, "")):
                return audited.place(cell.start, cell.end)
    return None


def _of_forms(audited: Audited) -> Iterator[ProjectMoney]:
    """The amounts of 年度资金总额 in a form, with the goals below it up to the next form."""
    rows: dict[tuple[int | None, int | None], dict[str, StatedFact]] = {}
    for fact in audited.statements.facts:
        name, _, head = fact.label.partition(" · ")
        role = next((role for role, word in _FORM.items() if word in head), None)
        if role is not None and fact.concept is None and _WHOLE.fullmatch("".join(name.split())):
            rows.setdefault((fact.table, fact.row), {}).setdefault(role, fact)
    ends = [min(fact.figure.start for fact in known.values()) for known in rows.values()] + [len(audited.document.text)]
    for known, (start, end) in zip(rows.values(), pairwise(ends), strict=True):
        goals = tuple(goal for goal in audited.statements.goals if start < goal.name.start < end)
        yield ProjectMoney("项目", known.get("initial"), known.get("adjusted"), known.get("spent"), goals)
