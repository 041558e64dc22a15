"""Who may open and do what in rectification and the use of results."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jixiao.web.modules.rectification import actions
from jixiao.web.registers.problems.models import Problem
from tests.web.administration.permission_rows import LET_IN, NOBODY, ROLES, Place, Row
from tests.web.rectification.records import project_line

WORKERS = ("filler", "section_head", "unit_head")
READERS = tuple(role for role in ROLES if role != "evaluator")


def _problem(place: Place) -> dict[str, Any]:
    made = actions.add(
        organisation=place.organisation, year=2025, title="执行率偏低", detail="", project="", by=place.author,
        at=place.at,
    )  # fmt: skip
    return {"pk": made.pk}


def _working(place: Place) -> dict[str, Any]:
    key = _problem(place)
    step = actions.Step(owner=place.author, until=place.at.date() + timedelta(days=9))
    Problem.objects.filter(**key).update(stage="working", owner=place.author, until=step.until)
    return key


def _reported(place: Place) -> dict[str, Any]:
    key = _working(place)
    Problem.objects.filter(**key).update(stage="reported", done="已改")
    return key


def _move(record: Any, name: str) -> Any:
    return lambda place: {**record(place), "name": name}


def _unit(place: Place) -> dict[str, Any]:
    return {"unit": place.organisation.pk}


def _project(place: Place) -> dict[str, Any]:
    project_line(place.organisation, 2025, by=place.author, at=place.at)
    return {"unit": place.organisation.pk, "year": 2025, "code": "X01"}


def _version(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1}


ROWS = (
    Row("rectification:list", may=READERS, everywhere=True),
    Row("rectification:export", may=READERS, everywhere=True),
    Row("rectification:use", may=READERS, everywhere=True),
    Row("rectification:use-export", may=READERS, everywhere=True),
    Row("rectification:assign", "POST", may=("section_head", "unit_head", "reviewer"), everywhere=True),
    Row("rectification:new", may=(*WORKERS, "reviewer"), everywhere=True),
    Row("rectification:new", "POST", may=(*WORKERS, "reviewer"), everywhere=True, answer=LET_IN),
    Row("rectification:take", may=(*WORKERS, "reviewer"), record=_unit),
    Row("rectification:take", "POST", may=(*WORKERS, "reviewer"), record=_unit),
    Row("rectification:problem", may=READERS, record=_problem),
    Row("rectification:proof", may=READERS, record=_problem, answer=(404,), refused=(403,)),
    Row("rectification:problem-use", "POST", may=(*WORKERS, "reviewer"), record=_problem, data=_version),
    Row(
        "rectification:move", "POST", may=("section_head", "unit_head", "reviewer"), record=_move(_problem, "assign"),
        data=_version, answer=LET_IN,
    ),
    Row("rectification:use-project", may=READERS, record=_project),
    Row("rectification:use-project", "POST", may=("reviewer",), record=_project, answer=LET_IN),
)  # fmt: skip
assert NOBODY not in ROLES
