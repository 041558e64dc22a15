"""All figures of an organisation's year, asked of every register once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.figures.figure import Figure, Figures, by_name
from jixiao.web.modules.report.figures.money import money_figures
from jixiao.web.modules.report.figures.names import STATIC
from jixiao.web.modules.report.figures.others import (
    address,
    goal_figures,
    problem_figures,
    score_figures,
    stated_figures,
)
from jixiao.web.registers.figures.queries import holding
from jixiao.web.registers.funds.queries import months_done, project_money, year_money
from jixiao.web.registers.indicators.queries import reached, tables
from jixiao.web.registers.problems.models import Problem
from jixiao.web.registers.scores.queries import card, scores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation

HERE = Text("本报告所属的单位和年度", "the unit and the year of the report")


def gather(organisation: Organisation, year: int, at: datetime) -> Figures:
    """The figures of a year as they are at a moment."""
    money = year_money([organisation], year).get(organisation.pk)
    projects = project_money([organisation], year)
    done = months_done(year, at.date())
    scored, document = scores([organisation], year).get(organisation.pk), card(organisation, year)
    goals = list(tables([organisation], year))
    indicators = [one for table in goals for one in table.indicators.all()]
    values = reached(indicators, min(date(year, 12, 31), at.date()))
    problems = list(Problem.objects.filter(organisation=organisation, year=year).order_by("origin", "pk"))
    found = by_name([
        *_names(organisation, year),
        *money_figures(money, projects, done),
        *score_figures(document, scored.url if scored else address("evaluation:years")),
        *goal_figures(goals, indicators, values, address("goals:list")),
        *problem_figures(problems, address("rectification:list")),
        *stated_figures(holding(organisation, year), year),
    ])  # fmt: skip
    data = {
        "money": money, "projects": projects, "done": done, "card": document, "goals": goals, "reached": values,
        "problems": problems,
    }  # fmt: skip
    return Figures(at, found, data)


def _names(organisation: Organisation, year: int) -> Iterator[Figure]:
    words = {
        "unit": organisation.name,
        "region": organisation.region,
        "year": str(year),
        "next_year": str(year + 1),
    }
    for name, shown in words.items():
        yield Figure(name, STATIC[name], shown, "", HERE)
