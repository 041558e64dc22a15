"""Reading the register. It keeps nothing: the module that has the budgets offers `funds.years` and `funds.projects`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.web.platform.installed import offered
from jixiao.web.platform.kept import kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jixiao.web.platform.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in whole fen; `months` is what was spent in each of the twelve months."""

    initial: int
    supplemented: int
    reallocated: int
    adjusted: int
    spent: int
    months: tuple[int, ...]

    def spent_by(self, month: int) -> int:
        """What was spent up to the end of a month."""
        return sum(self.months[:month])


@dataclass(frozen=True, slots=True)
class YearMoney:
    """The money of an organisation's own budget in a year: all of it, its basic and its project part; its stage."""

    organisation: int
    year: int
    stage: str
    total: Money
    basic: Money
    project: Money
    url: str


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """The money of a project of the library in a year. `parent` is the code of the project above it, or nothing."""

    organisation: int
    year: int
    code: str
    name: str
    level: int
    parent: str
    duty: str
    task: str
    money: Money
    url: str


@dataclass(frozen=True, slots=True)
class DutyMoney:
    """The money of an organisation's projects for one duty, without months; the duty is empty where none is named."""

    organisation: int
    duty: str
    money: Money


@kept
def year_money(organisations: Sequence[Organisation], year: int, *, months: bool = True) -> dict[int, YearMoney]:
    """The money of each organisation that has a budget in a year, by its key; see `project_money` for `months`."""
    ask = offered("funds.years")
    return {} if ask is None else ask(organisations, year, months=months)


@kept
def duty_money(organisations: Sequence[Organisation], year: int) -> list[DutyMoney]:
    """What the projects of organisations are for, by organisation and duty: a fraction of the projects' own rows."""
    ask = offered("funds.duties")
    return [] if ask is None else ask(organisations, year)


@kept
def project_codes(organisations: Sequence[Organisation], year: int) -> set[tuple[int, str]]:
    """Organisation and code of every project with a line in a year's budget."""
    ask = offered("funds.codes")
    return set() if ask is None else ask(organisations, year)


@kept
def project_money(organisations: Sequence[Organisation], year: int, *, months: bool = True) -> list[ProjectMoney]:
    """The projects of organisations with a line in a year's budget, by organisation and code.

    Without `months` each month is 0: whoever needs the sums only, of a whole district, need not wait for them.
    """
    ask = offered("funds.projects")
    return [] if ask is None else ask(organisations, year, months=months)


def months_done(year: int, day: date) -> int:
    """The months of a year that are over on a day."""
    if year == day.year:
        return day.month - 1
    return 12 if year < day.year else 0
