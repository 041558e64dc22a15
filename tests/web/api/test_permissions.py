"""Every operation, by every role, with and without its scope, over the own, a subordinate's and another's record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from jixiao.web.platform.api.scopes import SCOPES
from jixiao.web.platform.people import models
from jixiao.web.platform.people.models import Role
from jixiao.web.platform.people.permissions import may
from jixiao.web.portal.api.access import permission_of
from jixiao.web.portal.api.describing import schema
from tests.web.api.conftest import AT, goals_of, publish, token_of
from tests.web.conftest import person

ALL = tuple(Role.values)
FILLS = ("filler", "section_head", "unit_head")
# Who looks at departments from outside sees what is assigned to them: the answer is what their permission says.
ASSIGNED = getattr(models, "OUTSIDE", ("evaluator",))
FIGURE = {"concept": "initial_budget", "period": "2022", "printed": "44,350.00", "unit": "万元"}
ACTUAL = {"day": "2026-09-30", "value": "855"}


@dataclass(frozen=True)
class Tried:
    """An operation: its address with the record's numbers, the permission, the roles, what those who may get."""

    name: str
    path: str
    module: str
    verb: str = "read"
    may: tuple[str, ...] = ALL
    body: Any = None
    answer: int = 200


OVER_RECORDS = (
    Tried("budgets", "/budgets?year=2026&organisation={place}", "budget"),
    Tried("projects", "/projects?year=2026&organisation={place}", "budget"),
    Tried("goals", "/goals?year=2026&organisation={place}", "goals"),
    Tried("goal_table", "/goals/{table}", "goals"),
    Tried("actuals", "/indicators/{indicator}/actuals", "goals"),
    Tried("report_actual", "/indicators/{indicator}/actuals", "goals", "fill", ("filler", "section_head"), ACTUAL, 201),
    Tried("listed_scores", "/scores?year=2022&organisation={place}", "evaluation"),
    Tried("figures", "/organisations/{place}/figures/2022", "evaluation"),
    Tried("enter", "/organisations/{place}/figures/2022", "evaluation", "fill", FILLS, FIGURE, 201),
    Tried("problems", "/problems?year=2026&organisation={place}", "rectification"),
    Tried("trail", "/trail?organisation={place}", "administration", "trail", ("auditor", "administrator")),
    Tried("organisation", "/organisations/{place}", "budget"),
    Tried("organisations", "/organisations?organisation={place}", "budget"),
    Tried("board", "/board?year=2026&organisation={place}", "budget"),
)
# These show what concerns the caller alone, or what everyone may see; a scorecard stands only where one is offered.
OTHERS = {"me", "columns", "score", "scorecard", "publications", "publication", "record"}


def _operations() -> dict[str, dict[str, Any]]:
    return {one["operationId"]: one for found in schema()["paths"].values() for one in found.values()}


def test_every_operation_is_tried():
    assert set(_operations()) == {one.name for one in OVER_RECORDS} | OTHERS


@pytest.fixture
def world(district):
    """Records at the own department, below it and elsewhere; someone of every role at the department."""
    from jixiao.web.modules.evaluation.actions.filling import begin

    author = person("author", "作者", district.root, "filler")
    places = {"own": district.service, "below": district.centre, "elsewhere": district.education}
    records = {}
    for relation, place in places.items():
        goals = goals_of(place, author)
        begin(organisation=place, year=2022, framework="shenzhen-department-2022", by=author, at=AT)
        records[relation] = {"place": place.pk, "table": goals.table.pk, "indicator": goals.number.pk}
    people = {role: person(f"tried-{role}", role, district.service, role) for role in ALL}
    return places, records, people


@pytest.mark.parametrize("one", OVER_RECORDS, ids=lambda one: one.name)
def test_every_role_gets_its_answer(world, call, one):
    places, records, people = world
    permission = permission_of(one.module, one.verb)
    wrong = []
    for role, who in people.items():
        token = token_of(who)
        for relation, numbers in records.items():
            if role in ASSIGNED:
                lets_in = permission is not None and may(who, permission, places[relation])
            else:
                lets_in = permission is not None and role in one.may and relation != "elsewhere"
            answer = call(token, one.path.format(**numbers), one.body)
            if answer.status_code != (one.answer if lets_in else 404):
                wrong.append(f"{role} over {relation}: {answer.status_code} {answer.content[:200]!r}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(_operations()))
def test_an_operation_needs_its_scope_and_no_other(world, call, name):
    said = _operations()[name]
    scope = said.get("x-scope")
    tried = next((one for one in OVER_RECORDS if one.name == name), None)
    _places, records, people = world
    path, method = next(
        (path, method) for path, found in schema()["paths"].items() for method in found if found[method] is said
    )
    path = tried.path.format(**records["own"]) if tried else path.removeprefix("/api/v1")
    for parameter, value in (("organisation", records["own"]["place"]), ("year", 2022), ("publication", 1)):
        path = path.replace("{" + parameter + "}", str(value))
    body = (tried.body if tried else {}) if method == "post" else None
    if scope is None:
        assert call(None, path, body).status_code in (200, 404)
        return
    assert call(None, path, body).status_code == 401
    others = [other for other in SCOPES if other != scope]
    for role in ("filler", "administrator"):
        answer = call(token_of(people[role], *others), path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope"), role
    assert call(token_of(people["filler"], scope), path, body).status_code not in (401, 403)


def test_lists_without_a_filter_show_only_what_is_within_reach(world, call, district):
    places, _records, people = world
    own = {places["own"].pk, places["below"].pk}
    token = token_of(people["filler"])
    for path in ("/goals?year=2026", "/scores?year=2022", "/board?year=2026", "/budgets?year=2026"):
        if call(token, path).status_code == 200:
            found = {one["organisation"] for one in call(token, path).json()["items"]}
            assert found <= own | {district.section.pk}, path


def test_a_post_that_has_ended_opens_nothing(world, call):
    _places, records, people = world
    token = token_of(people["filler"])
    people["filler"].posts.update(until=AT.date().replace(day=20))
    for one in OVER_RECORDS:
        assert call(token, one.path.format(**records["own"]), one.body).status_code == 404, one.name


def test_public_answers_are_the_same_for_everyone(world, call, district):
    publish(district.education, world[2]["reviewer"])
    token = token_of(world[2]["filler"])
    assert call(None, "/publications").content == call(token, "/publications").content
