"""How goal tables stand: their money now and then, what is weak in them, what last year reached. Many at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from jixiao.web.modules.goals import lint
from jixiao.web.modules.goals.rules import rules_of
from jixiao.web.registers.funds.queries import project_money, year_money
from jixiao.web.registers.indicators.models import Indicator
from jixiao.web.registers.indicators.queries import reached, reached_values

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from jixiao.web.modules.goals.lint import Finding
    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.registers.funds.queries import ProjectMoney, YearMoney
    from jixiao.web.registers.indicators.models import Actual, GoalTable

    # What came before, by department, project and name: whole records for a page, results alone for a list.
    Before = Mapping[tuple[int, str, str], "Past"] | Mapping[tuple[int, str, str], "Reached"]


@dataclass(frozen=True)
class Funds:
    """The money of organisations and of their projects in a year."""

    years: Mapping[int, YearMoney]
    projects: Mapping[tuple[int, str], ProjectMoney]

    def of(self, organisation: int, project: str) -> int | None:
        """The money of a department, or of one of its projects, as it stands now; None where nothing is known."""
        if project:
            found = self.projects.get((organisation, project))
            return None if found is None else found.money.adjusted
        year = self.years.get(organisation)
        return None if year is None else year.total.adjusted

    def url(self, organisation: int, project: str) -> str:
        """Where the money can be seen."""
        found = self.projects.get((organisation, project)) if project else self.years.get(organisation)
        return "" if found is None else found.url

    def of_projects(self, organisation: int) -> dict[str, ProjectMoney]:
        """The projects of a department, by code."""
        return {code: one for (place, code), one in self.projects.items() if place == organisation}

    def moved(self, table: GoalTable) -> bool:
        """Whether money was moved since the goals were approved for it."""
        return self.differ(table.organisation_id, table.project, table.stage, table.amount, marked=table.revision_due)

    def differ(self, organisation: int, project: str, stage: str, amount: int | None, *, marked: bool) -> bool:
        """Whether the money is another than the goals were approved for; the mark, where it is not known."""
        if stage != "approved" or amount is None:
            return False
        now = self.of(organisation, project)
        return marked if now is None else now != amount


def funds_of(organisations: Sequence[Organisation], year: int) -> Funds:
    """The money of organisations in a year; what the register of funds asks, whatever their number."""
    projects = {(one.organisation, one.code): one for one in project_money(organisations, year, months=False)}
    return Funds(year_money(organisations, year, months=False), projects)


@dataclass(frozen=True)
class Past:
    """Last year's indicator of the same name in the same table, and what it reached."""

    indicator: Indicator
    actual: Actual | None

    @property
    def result(self) -> str | None:
        """What was reached, as written."""
        return None if self.actual is None else self.actual.value


def past_of(organisations: Iterable[Organisation | int], year: int) -> dict[tuple[int, str, str], Past]:
    """Last year's indicators by department, project and name; two queries."""
    rows = list(
        Indicator.objects.filter(table__organisation__in=organisations, table__year=year - 1).select_related("table")
    )
    results = reached(rows, date(year - 1, 12, 31)) if rows else {}
    return {
        (row.table.organisation_id, row.table.project, lint.plain(row.name)): Past(row, results.get(row.pk))
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Reached:
    """What last year's indicator of the same name reached, for lists; None where nothing is known."""

    result: str | None


def reached_of(organisations: Sequence[Organisation], year: int) -> dict[tuple[int, str, str], Reached]:
    """What last year's indicators reached, by department, project and name; rows instead of records, two queries."""
    rows = Indicator.objects.filter(table__organisation__in=organisations, table__year=year - 1).order_by()
    results = reached_values(organisations, year - 1)
    return {
        (place, project, lint.plain(name)): Reached(results.get(pk))
        for pk, place, project, name in rows.values_list("pk", "table__organisation", "table__project", "name")
    }


@dataclass(frozen=True)
class Standing:
    """A table with its rows, its money now, what is weak in it."""

    table: GoalTable
    rows: Sequence[Indicator]
    money: int | None
    url: str
    is_due: bool
    covered: int | None = None
    weak_rows: Mapping[int, list[Finding]] = field(default_factory=dict)
    weak: Sequence[Finding] = ()

    @property
    def findings(self) -> list[Finding]:
        """Everything that is weak."""
        return [*self.weak, *(one for found in self.weak_rows.values() for one in found)]

    @property
    def errors(self) -> list[Finding]:
        """What keeps it from being signed."""
        return [one for one in self.findings if one.is_error]

    @property
    def warnings(self) -> int:
        """How much is weak beside that."""
        return len(self.findings) - len(self.errors)


def as_row(indicator: Indicator) -> lint.Row:
    """An indicator as the lint reads it."""
    one = indicator
    return lint.Row(one.kind, one.name, one.operator, one.target, one.unit, one.weight, one.basis)


def around(table: GoalTable, names: Counter[str], name: str, past: Before) -> lint.Around:
    """What a row of a table is read against."""
    before = past.get((table.organisation_id, table.project, lint.plain(name)))
    return lint.Around(names, rules_of(table.year).vague, before.result if before else None)


def covered_money(table: GoalTable, rows: Iterable[Indicator], funds: Funds) -> tuple[int | None, int]:
    """The project money that a department's indicators stand for, and all of it; None for the table of a project.

    An indicator that stands for a project stands for those right below it as well.
    """
    if table.project:
        return None, 0
    projects = funds.of_projects(table.organisation_id)
    named = {code for row in rows for code in row.covers}
    total = sum(one.money.adjusted for one in projects.values())
    return sum(one.money.adjusted for code, one in projects.items() if _is_covered(one, named)), total


def _is_covered(one: ProjectMoney, named: set[str]) -> bool:
    return one.code in named or one.parent in named


def standing_of(table: GoalTable, funds: Funds, past: Before) -> Standing:
    """How one table stands; its indicators are there already."""
    indicators = list(table.indicators.all())
    rows = [as_row(one) for one in indicators]
    names, rules = lint.names_of(rows), rules_of(table.year)
    covered, total = covered_money(table, indicators, funds)
    whole = lint.Whole(table.summary, rows, rules.weight_total, covered, total, rules.coverage)
    weak_rows = {
        one.pk: lint.lint_row(row, around(table, names, one.name, past))
        for one, row in zip(indicators, rows, strict=True)
    }
    money = funds.of(table.organisation_id, table.project)
    return Standing(
        table, indicators, money, funds.url(table.organisation_id, table.project), funds.moved(table), covered,
        weak_rows, lint.lint_table(whole),
    )  # fmt: skip


def standing(table: GoalTable) -> Standing:
    """How a table stands, asking for all that is needed."""
    organisations = [table.organisation]
    return standing_of(table, funds_of(organisations, table.year), past_of(organisations, table.year))
