"""A district as large as one gets: departments, years, projects with lines and months, goals, scores, figures.

Plausible and fictional; the same every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count, product
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.web.copying import copy
from jixiao.web.modules.budget import models as budget
from jixiao.web.modules.evaluation import models as evaluation
from jixiao.web.platform.people.models import Organisation, Person, Post, Role
from jixiao.web.registers.figures.models import Figure
from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator
from jixiao.web.registers.problems.models import Problem

AT = datetime(2026, 1, 15, 8, tzinfo=UTC)
WAN = 1_000_000  # fen
EXAMPLE = Path(__file__).parents[2] / "examples" / "futian-2022-self-evaluation.yaml"
KINDS = ("quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainable", "satisfaction")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    departments: int = 200
    years: tuple[int, ...] = (2021, 2022, 2023, 2024, 2025)
    projects: int = 50
    indicators: int = 20


def seed(size: Size) -> dict[str, int]:
    """Fill an empty database; returns the rows of each kind."""
    root = Organisation.objects.create(name="大区", kind="district", region="大区", path="new")
    root.placed().save()
    keys = range(root.pk + 1, root.pk + 1 + size.departments)
    counts = {"departments": copy(Organisation, (_department(root, key) for key in keys))}
    author = Person.objects.create(username="author", name="录入人", home=root)
    counts["projects"] = copy(budget.Project, _projects(keys, size))
    counts["budgets"] = copy(budget.Budget, _budgets(keys, size))
    counts["lines"] = copy(budget.Line, _lines(keys, size))
    counts["months"] = copy(budget.Execution, _months(counts["lines"]))
    tables = [(key, year, number) for key, year in product(keys, size.years) for number in range(size.projects)]
    counts["goal tables"] = copy(GoalTable, _tables(tables, author))
    counts["indicators"] = copy(Indicator, _indicators(len(tables), size))
    newest = [number for number, (_key, year, _project) in enumerate(tables, 1) if year == size.years[-1]]
    counts["actual values"] = copy(Actual, _actuals(newest, size, author))
    counts["evaluations"] = copy(evaluation.DepartmentYear, _evaluations(keys, size, author))
    counts["figures"] = copy(Figure, _figures(keys, size, author))
    counts["problems"] = copy(Problem, _problems(keys, size, author))
    return counts


def people(size: Size) -> list[dict[str, str]]:
    """Fifty people with open sessions: most at departments, some at the bureau.

    For each the role, the session's key, and for those who fill in a line of their budget.
    """
    root = Organisation.objects.get(parent=None)
    departments = list(Organisation.objects.filter(kind="department").order_by("pk")[:40])
    while len(departments) < 40:  # a small district has several people for each
        departments += departments[: 40 - len(departments)]
    roles = [(Role.FILLER, Role.SECTION_HEAD, Role.UNIT_HEAD)[number % 3] for number in range(len(departments))]
    wanted = list(zip(departments, roles, strict=True))
    wanted += [(root, role) for role in (Role.REVIEWER, Role.REVIEWER, Role.REVIEWER, Role.LEADER, Role.AUDITOR) * 2]
    found = []
    for number, (place, role) in enumerate(wanted):
        person = Person.objects.create(username=f"p{number}", name=f"人员{number}", home=place)
        Post.objects.create(person=person, organisation=place, role=role, since=date(2020, 1, 1))
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["year"] = size.years[-1]
        session.create()
        line = budget.Line.objects.filter(budget__organisation=place, budget__year=size.years[-1]).first()
        is_filler = line is not None and role == Role.FILLER
        found.append(
            {"role": role.value, "session": session.session_key or "", "line": str(line.pk) if is_filler else ""}
        )
    return found


def _department(root: Organisation, key: int) -> dict[str, Any]:
    return {
        "id": key, "name": f"第{key}局", "kind": "department", "region": "大区", "parent_id": root.pk,
        "path": f"{root.path}{key:07d}/",
    }  # fmt: skip


def _projects(keys: range, size: Size) -> Iterator[dict[str, Any]]:
    """Every tenth project is of level 1, and the nine after it stand below it."""
    for pk, (key, number) in enumerate(product(keys, range(size.projects)), 1):
        top = number % 10 == 0
        yield {
            "id": pk, "organisation_id": key, "parent_id": None if top else pk - number % 10, "level": 1 if top else 2,
            "code": f"X{number:03d}", "name": f"项目{number}", "duty": "职责", "task": "任务", "since": size.years[0],
        }  # fmt: skip


def _budgets(keys: range, size: Size) -> Iterator[dict[str, Any]]:
    for key, year in product(keys, size.years):
        stage = "executing" if year == size.years[-1] else "closed"
        yield {"organisation_id": key, "year": year, "stage": stage, "ceiling": None}


def _lines(keys: range, size: Size) -> Iterator[dict[str, Any]]:
    number = count(1)
    for place, year in product(range(len(keys)), range(len(size.years))):
        for project in range(size.projects):
            pk = next(number)
            initial = (20 + pk % 180) * WAN
            yield {
                "id": pk, "budget_id": place * len(size.years) + year + 1, "number": f"{project + 1:03d}",
                "project_id": place * size.projects + project + 1, "is_basic": False, "name": f"项目{project}",
                "functional": "2150805", "economic": "30227", "fund": "general_public", "initial": initial,
                "spent": (initial // 1200 * 90) // 12 * 12,
            }  # fmt: skip


def _months(lines: int) -> Iterator[dict[str, Any]]:
    for line in range(1, lines + 1):
        month = ((20 + line % 180) * WAN // 1200 * 90) // 12
        for number in range(1, 13):
            yield {"line_id": line, "month": number, "amount": month}


def _tables(tables: list[tuple[int, int, int]], author: Person) -> Iterator[dict[str, Any]]:
    for number, (key, year, project) in enumerate(tables):
        yield {
            "organisation_id": key, "year": year, "project": f"X{project:03d}" if project else "",
            "name": f"项目{project}" if project else "部门整体", "summary": "年度目标", "stage": "approved",
            "amount": (20 + number % 180) * WAN, "revision": 1, "by_id": author.pk, "at": AT,
        }  # fmt: skip


def _indicators(tables: int, size: Size) -> Iterator[dict[str, Any]]:
    for table, number in product(range(1, tables + 1), range(size.indicators)):
        kind = KINDS[number % len(KINDS)]
        yield {
            "table_id": table, "position": number, "kind": kind, "name": f"指标{number}", "unit": "%",
            "operator": "le" if kind == "cost" else "ge", "target": str(80 + number), "weight": Decimal(5),
        }  # fmt: skip


def _actuals(tables: list[int], size: Size, author: Person) -> Iterator[dict[str, Any]]:
    for table, number in product(tables, range(size.indicators)):
        yield {
            "indicator_id": (table - 1) * size.indicators + number + 1, "day": date(size.years[-1], 12, 31),
            "value": str(82 + number), "by_id": author.pk, "at": AT,
        }  # fmt: skip


def _evaluations(keys: range, size: Size, author: Person) -> Iterator[dict[str, Any]]:
    stages = ("draft", "section_signed", "submitted", "in_review", "accepted")
    for number, (key, year) in enumerate(product(keys, size.years)):
        computed = Decimal(8500 + number % 1300) / 100
        yield {
            "organisation_id": key, "year": year, "entity": f"第{key}局", "region": "大区",
            "framework": "shenzhen-department-2022", "by_id": author.pk, "at": AT,
            "stage": stages[number % 5] if year == size.years[-1] else "accepted", "computed": computed,
            "computed_points": Decimal(100), "open_points": Decimal(0), "stated": computed + 1, "reviewed": computed,
        }  # fmt: skip


def _figures(keys: range, size: Size, author: Person) -> Iterator[dict[str, Any]]:
    """The figures of a published year, for every department and year."""
    example = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    for key, year in product(keys, size.years):
        for position, fact in enumerate(example["facts"]):
            yield {
                "organisation_id": key, "year": year, "concept": fact["concept"], "printed": fact["value"],
                "period": str(fact.get("period", year)).replace(example["period"], str(year)), "unit": fact["unit"],
                "dimensions": fact.get("dimensions", {}), "hedge": fact.get("hedge", ""), "source": {},
                "position": position, "by_id": author.pk, "at": AT,
            }  # fmt: skip


def _problems(keys: range, size: Size, author: Person) -> Iterator[dict[str, Any]]:
    stages = ("open", "working", "reported")
    for key, year, number in product(keys, size.years, range(10)):
        yield {
            "organisation_id": key, "year": year, "origin": "monitoring", "key": str(number), "title": f"问题{number}",
            "stage": stages[number % 3], "until": date(year, 12, 31), "by_id": author.pk, "at": AT,
        }  # fmt: skip
