"""Reads: the list of a year, peers' values, the library, what waits, what a search finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Q, When

from jixiao.web.modules.goals import lint
from jixiao.web.modules.goals.models import LibraryIndicator
from jixiao.web.modules.goals.standing import funds_of, reached_of, standing_of
from jixiao.web.platform.kept import kept
from jixiao.web.registers.funds.queries import project_codes, year_money
from jixiao.web.registers.indicators.models import KINDS, GoalTable, Indicator
from jixiao.web.registers.indicators.queries import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from jixiao.core.kernel.text import Text
    from jixiao.web.modules.goals.standing import Funds, Standing
    from jixiao.web.platform.people.models import Organisation

MOST_LISTED = 500
MOST_FOUND = 100
STATES = ("missing", "draft", "section_signed", "submitted", "returned", "approved", "due", "weak")


@dataclass(frozen=True)
class Subject:
    """What has goals or should have some: a department or one of its projects, and its money."""

    organisation: Organisation
    project: str
    name: str
    level: int
    money: int | None
    url: str


@dataclass(frozen=True)
class Listed(Subject):
    """A line of the list: its table as well, if there is one."""

    held: Standing | None

    @property
    def state(self) -> str:
        """Where it stands; `missing` where nobody began it."""
        return "missing" if self.held is None else self.held.table.stage

    def is_in(self, state: str) -> bool:
        """Whether a filter keeps it."""
        if state == "due":
            return self.held is not None and self.held.is_due
        if state == "weak":
            return self.held is not None and bool(self.held.findings)
        return not state or self.state == state


@dataclass(frozen=True)
class Line(Subject):
    """A line of the list as it is shown: what a page needs of a table, and not its rows."""

    state: str
    table: int | None = None
    stage_name: Text | None = None
    is_due: bool = False
    rows: int = 0
    errors: int = 0
    warnings: int = 0


@dataclass
class Overview:
    """A department in the overview: how many tables it should have, how many stand where."""

    organisation: Organisation
    expected: int = 0
    money: int | None = None
    stages: dict[str, int] = field(default_factory=dict)
    due: int = 0

    @property
    def made(self) -> int:
        """Tables that were begun."""
        return sum(self.stages.values())

    @property
    def missing(self) -> int:
        """Tables that nobody began."""
        return max(self.expected - self.made, 0)

    @property
    def approved(self) -> int:
        """Tables that are approved."""
        return self.stages.get("approved", 0)

    @property
    def written(self) -> int:
        """Tables that the department has in hand."""
        return sum(self.stages.get(name, 0) for name in ("draft", "section_signed", "returned"))

    @property
    def light(self) -> str:
        """Green where every table is approved for its money, red where none is begun."""
        if self.approved == self.expected and not self.due:
            return "green"
        return "amber" if self.made else "red"


def listed(organisations: Sequence[Organisation], year: int, state: str = "") -> list[Listed]:
    """Every department and project of a year with its table; about a dozen queries whatever their number."""
    funds, past = funds_of(organisations, year), reached_of(organisations, year)
    held = {(one.organisation_id, one.project): one for one in tables(organisations, year)}
    found = []
    for organisation in sorted(organisations, key=lambda one: one.path):
        for project, name, level in _lines_of(organisation, held, funds):
            table = held.get((organisation.pk, project))
            line = Listed(
                organisation, project, name, level, funds.of(organisation.pk, project),
                funds.url(organisation.pk, project), standing_of(table, funds, past) if table else None,
            )  # fmt: skip
            if line.is_in(state):
                found.append(line)
    return found


@kept
def lines(organisations: Sequence[Organisation], year: int, state: str = "") -> tuple[Line, ...]:
    """The lines of the list."""
    return tuple(_line(one) for one in listed(organisations, year, state))


def _line(one: Listed) -> Line:
    known = (one.organisation, one.project, one.name, one.level, one.money, one.url, one.state)
    held = one.held
    if held is None:
        return Line(*known)
    table = held.table
    counts = (len(held.rows), len(held.errors), held.warnings)
    return Line(*known, table.pk, table.stage_name, held.is_due, *counts)


def _lines_of(
    organisation: Organisation, held: dict[tuple[int, str], GoalTable], funds: Funds
) -> Iterable[tuple[str, str, int]]:
    """What a department has or should have: code, name, level; itself first."""
    own = held.get((organisation.pk, ""))
    if own is not None or organisation.pk in funds.years:
        yield "", organisation.name, 0
    projects = funds.of_projects(organisation.pk)
    codes = {*projects, *(code for place, code in held if place == organisation.pk and code)}
    for code in sorted(codes):
        known, table = projects.get(code), held.get((organisation.pk, code))
        yield code, known.name if known else table.name if table else code, known.level if known else 1


_OF_A_TABLE = ("organisation", "project", "stage", "revision_due")


@kept
def overview(organisations: Sequence[Organisation], year: int) -> list[Overview]:
    """Departments with their counts; rows instead of records, since a district has ten thousand tables.

    Money that moved is taken from the mark that whoever moved it has set.
    """
    found = {one.pk: Overview(one) for one in sorted(organisations, key=lambda one: one.path)}
    known = set(project_codes(organisations, year))
    for place, one in year_money(organisations, year, months=False).items():
        found[place].money = one.project.adjusted
        known.add((place, ""))
    for place, _code in known:
        if place in found:
            found[place].expected += 1
    for place, code, stage, due in _tables(organisations, year):
        row = found[place]
        row.stages[stage] = row.stages.get(stage, 0) + 1
        row.due += due and stage == "approved"
        row.expected += (place, code) not in known
    return [row for row in found.values() if row.expected]


@kept
def _tables(organisations: Sequence[Organisation], year: int) -> list[tuple[int, str, str, bool]]:
    tables = GoalTable.objects.filter(organisation__in=organisations, year=year).order_by()
    return list(tables.values_list(*_OF_A_TABLE))


@dataclass(frozen=True)
class Peers:
    """What other departments aim at with an indicator of the same name; without their names."""

    count: int
    least: str
    most: str
    unit: str


def peers_of(organisation: Organisation, year: int, names: Iterable[str]) -> dict[str, Peers]:
    """The targets of other departments this year and last, by name; one query."""
    rows = Indicator.objects.filter(name__in=list(names), table__stage="approved", table__year__in=(year, year - 1))
    return _spans(rows.exclude(table__organisation=organisation))


def spans(names: Iterable[str]) -> dict[str, Peers]:
    """The targets of all departments in all years, by name; one query."""
    return _spans(Indicator.objects.filter(name__in=list(names), table__stage="approved"))


def _spans(indicators: QuerySet[Indicator]) -> dict[str, Peers]:
    rows = indicators.order_by().values_list("name", "target", "unit", "table__organisation")
    found: dict[str, list[tuple[str, str, int]]] = {}
    for name, target, unit, place in rows:
        if lint.number_of(target) is not None:
            found.setdefault(name, []).append((target, unit, place))
    return {name: _summed(rows) for name, rows in found.items()}


def _summed(rows: list[tuple[str, str, int]]) -> Peers:
    ordered = sorted(rows, key=lambda row: lint.number_of(row[0]) or 0)
    return Peers(len({row[2] for row in rows}), ordered[0][0], ordered[-1][0], ordered[0][1])


def library(words: str = "", kind: str = "", *, retired: bool = False) -> QuerySet[LibraryIndicator]:
    """The library, narrowed by words or initials and by kind."""
    order = Case(*(When(kind=name, then=place) for place, name in enumerate(KINDS)), output_field=IntegerField())
    found = LibraryIndicator.objects.filter(retired_at__isnull=not retired).select_related("first")
    found = found.order_by(order, "name")
    if kind:
        found = found.filter(kind=kind)
    if words:
        plain = "".join(words.lower().split())
        by_initials = Q(initials__contains=plain) if plain.isascii() and plain else Q(pk__in=[])
        found = found.filter(Q(name__icontains=words) | Q(basis__icontains=words) | by_initials)
    return found


def uses(names: Iterable[str]) -> dict[str, int]:
    """How many approved tables use each name."""
    rows = Indicator.objects.filter(name__in=list(names), table__stage="approved").order_by().values("name")
    return {row["name"]: row["count"] for row in rows.annotate(count=Count("table", distinct=True))}


def uses_of(one: LibraryIndicator, organisations: QuerySet[Organisation]) -> list[Indicator]:
    """Where an indicator is used, in what the person may read; the newest years first."""
    rows = Indicator.objects.filter(name=one.name, kind=one.kind, table__organisation__in=organisations)
    return list(rows.select_related("table__organisation").order_by("-table__year", "table__organisation__path")[:50])
