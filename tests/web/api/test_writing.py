"""What the API writes: figures and actual values, as their pages would, with the token's name in the trail."""

from __future__ import annotations

import pytest

from jixiao.web.platform.trail.models import Event
from jixiao.web.registers.figures.models import Figure
from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator
from tests.web.api.conftest import token_of

FIGURE = {"concept": "initial_budget", "period": "2022", "printed": "44,350.00", "unit": "万元"}


def test_a_figure_is_entered_with_its_source_and_the_tokens_name(people, call, year):
    source = {
        "document": {"title": "2022 年部门预算", "url": "https://example.com/a.pdf"},
        "page": 3,
        "quote": "44,350.00",
    }
    address = f"/organisations/{year.organisation_id}/figures/2022"
    answer = call(token_of(people["filler"]), address, {**FIGURE, "source": source})
    assert answer.status_code == 201, answer.content
    made = Figure.objects.get()
    assert made.source["document"]["title"] == "2022 年部门预算" and made.source["kind"] == "text"
    assert (made.by, answer.json()["id"]) == (people["filler"], made.pk)
    actions = list(Event.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == ["figures.add", "api.write"]
    note = Event.objects.get(action="api.write")
    assert note.after["token"] == "测试用" and note.after["made"] == [f"figure/{made.pk}"]


@pytest.mark.parametrize(
    ("change", "status"),
    [({"concept": "no_such_concept"}, 422), ({"printed": "many"}, 422), ({"unit": "里"}, 422), ({"period": "22"}, 422),
     ({"printed": ""}, 422), ({"concept": "x\u0000"}, 422), ({"more": 1}, 422), ({"printed": "9" * 61}, 422),
     ({"dimensions": {"a": 1}}, 422), ({"source": {"page": 0}}, 422), ({"period": "9999-Q4"}, 422)],
)  # fmt: skip
def test_what_cannot_be_a_figure_is_refused_as_the_loader_says_it(people, call, year, change, status):
    answer = call(
        token_of(people["filler"]), f"/organisations/{year.organisation_id}/figures/2022", {**FIGURE, **change}
    )
    assert answer.status_code == status, answer.content
    assert answer.json()["message"] and answer.json()["code"] == "invalid"
    assert not Figure.objects.exists() and not Event.objects.filter(action="api.write").exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"1", b"\xff\xfe", b'{"a":NaN}', b"[" * 100_000, b'"x"'])
def test_what_is_no_record_is_refused(people, call, year, body):
    answer = call(token_of(people["filler"]), f"/organisations/{year.organisation_id}/figures/2022", body)
    assert answer.status_code in (400, 422) and answer.json()["message_en"]


def test_a_year_that_is_signed_or_not_begun_takes_no_figure(people, call, year, district):
    token = token_of(people["filler"])
    assert call(token, f"/organisations/{district.centre.pk}/figures/2022", FIGURE).json()["code"] == "not_begun"
    type(year).objects.filter(pk=year.pk).update(stage="submitted")
    answer = call(token, f"/organisations/{year.organisation_id}/figures/2022", FIGURE)
    assert answer.status_code == 422 and "签署" in answer.json()["message"]
    assert not Figure.objects.exists()


def test_a_value_is_reported_and_nothing_is_overwritten(people, call, approved):
    token = token_of(people["filler"], "goals:read", "goals:write")
    address = f"/indicators/{approved.own.number.pk}/actuals"
    for value in ("800", "855"):
        answer = call(token, address, {"day": "2026-09-30", "value": value, "said": "第三季度\n核对过"})
        assert answer.status_code == 201, answer.content
    assert [one["value"] for one in call(token, address).json()["items"]] == ["855", "800"]
    assert Event.objects.filter(action="api.write").count() == 2


@pytest.mark.parametrize(
    "body",
    [{"day": "2026-12-31", "value": "1"}, {"day": "2024-01-01", "value": "1"}, {"day": "2026-09-30", "value": "很多"},
     {"day": "2026-09-30", "value": ""}, {"day": "30.9.2026", "value": "1"}, {"value": "1"}, {},
     {"day": "2026-09-30", "value": "1\u0000"}, {"day": "2026-09-30", "value": "1", "by": 1}],
)  # fmt: skip
def test_what_cannot_have_been_reached_is_refused(people, call, approved, body):
    answer = call(token_of(people["filler"]), f"/indicators/{approved.own.number.pk}/actuals", body)
    assert answer.status_code == 422 and not Actual.objects.exists()


def test_goals_that_are_not_approved_or_counted_by_the_system_take_no_value(people, call, approved):
    token, body = token_of(people["filler"]), {"day": "2026-09-30", "value": "1"}
    Indicator.objects.filter(pk=approved.own.text.pk).update(binding="measure", source="visits")
    assert call(token, f"/indicators/{approved.own.text.pk}/actuals", body).status_code == 422
    GoalTable.objects.update(stage="submitted")
    assert call(token, f"/indicators/{approved.own.number.pk}/actuals", body).status_code == 422
    assert not Actual.objects.exists()
