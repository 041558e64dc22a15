"""What the API reads: amounts as strings, pages, filters, what is kept by caches, what is said of errors."""

from __future__ import annotations

import json

import pytest

from jixiao.web.platform.trail.models import Event
from jixiao.web.registers.indicators.actions import report
from jixiao.web.registers.problems.actions import enter
from tests.web.api.conftest import AT, EXAMPLE, budget_of, goals_of, publish, token_of
from tests.web.conftest import organisation


@pytest.fixture
def token(people):
    return token_of(people["reviewer"])


def test_organisations_come_in_the_order_of_the_tree(district, people, call):
    found = call(token_of(people["filler"]), "/organisations").json()
    assert [(one["name"], one["depth"], one["parent"]) for one in found["items"]] == [
        ("产业服务局", 1, None),
        ("园区建设中心", 2, district.service.pk),
        ("综合科", 3, district.centre.pk),
    ]
    assert (found["total"], found["next"]) == (3, None)


def test_who_calls_is_told(people, call):
    said = call(token_of(people["filler"], "organisations:read"), "/me").json()
    assert said["posts"][0]["role"] == "filler" and said["scopes"] == ["organisations:read"]


def test_pages_lead_to_one_another(token, call, district):
    seen, address = [], "/organisations?limit=2"
    while address:
        page = call(token, address).json()
        assert len(page["items"]) <= 2
        seen += [one["name"] for one in page["items"]]
        address = page["next"].removeprefix("/api/v1") if page["next"] else None
    assert len(seen) == len(set(seen)) == page["total"] == 6
    assert call(token, "/organisations?page=99999").json()["items"] == []


def test_amounts_are_strings_of_yuan(token, call, budget):
    one = call(token, "/budgets?year=2026").json()["items"][0]
    assert one["organisation"] == budget.organisation_id
    assert one["total"]["initial"] == "1000000.50" and one["basic"]["initial"] == "0.00"
    assert len(one["total"]["months"]) == 12
    project = call(token, "/projects?year=2026").json()["items"][0]
    assert (project["code"], project["money"]["initial"]) == ("P01", "1000000.50")
    assert call(token, "/budgets?year=2025").json()["items"] == []


def test_goals_come_with_what_was_reached(token, call, approved, people):
    report(indicator=approved.own.number, day=AT.date(), value="855", by=people["filler"], at=AT)
    own = f"/goals?year=2026&organisation={approved.own.table.organisation_id}"
    table = call(token, own).json()["items"][0]
    assert (table["amount"], table["stage_name"]) == ("1234567.89", "已批复")
    assert [one["reached"] and one["reached"]["value"] for one in table["indicators"]] == ["855", None]
    assert call(token, f"/goals/{approved.own.table.pk}?day=2026-06-30").json()["indicators"][0]["reached"] is None
    assert call(token, f"/indicators/{approved.own.number.pk}/actuals").json()["items"][0]["day"] == "2026-11-21"


def test_figures_and_scorecards_of_a_year(token, call, year, people):
    from jixiao.web.modules.evaluation.actions.filling import add_figure
    from jixiao.web.registers.figures.entries import Entry

    add_figure(year=year.pk, entry=Entry("initial_budget", "2022", "44,350.00", "万元", {}), by=people["filler"], at=AT)
    figure = call(token, f"/organisations/{year.organisation_id}/figures/2022").json()["items"][0]
    assert (figure["printed"], figure["unit"], figure["by"]) == ("44,350.00", "万元", "填报人")
    address = f"/organisations/{year.organisation_id}/scorecards/2022"
    from jixiao.web.platform.installed import offered

    answer = call(token, address)
    assert answer.status_code == (200 if offered("scores.card") else 404)
    if offered("scores.card"):
        assert answer.json()["schema"] == "jixiao/score/1"
        assert call(token, "/scores?year=2022").json()["items"][0]["framework"] == "shenzhen-department-2022"
    assert call(token, f"/organisations/{year.organisation_id}/scorecards/2021").status_code == 404


def test_a_fact_file_is_scored_and_nothing_is_kept(token, call, client):
    events = Event.objects.count()
    answer = client.generic(
        "POST", "/api/v1/score", EXAMPLE.read_bytes(), "application/yaml", HTTP_AUTHORIZATION=f"Bearer {token}"
    )
    assert answer.status_code == 200
    assert (answer.json()["schema"], answer.json()["stated_total"]) == ("jixiao/score/1", "96.76")
    assert Event.objects.count() == events


def test_what_is_wrong_with_a_fact_file_is_said_with_its_line(token, call):
    answer = call(token, "/score", b'{\n "schema": "jixiao/fact-file/1",\n "entity": 5\n}')
    said = answer.json()
    assert answer.status_code == 422 and len(said["problems"]) > 1
    assert any(one["where"].startswith("facts.json:") for one in said["problems"])
    assert call(token, "/score", b"").status_code == 422
    assert call(token, "/score?as_of=2022-13-01", b"{}").status_code == 422


def test_a_body_that_is_too_large_is_refused(token, call):
    assert call(token, "/score", b" " * (2 * 2**20 + 1)).status_code == 413
    assert call(token, "/score", b" " * (5 * 2**20 + 1)).status_code == 413


def test_problems_are_filtered(token, call, district, people):
    enter(
        organisation=district.service, year=2026, origin="hand", key="1", title="进度慢", by=people["reviewer"], at=AT
    )
    from jixiao.web.portal.api.access import permission_of

    if permission_of("rectification") is None:
        assert call(token, "/problems?year=2026").status_code == 404
        return
    assert call(token, "/problems?year=2026").json()["items"][0]["title"] == "进度慢"
    assert call(token, "/problems?year=2026&stage=accepted").json()["items"] == []
    assert call(token, "/problems?year=2026&stage=x").status_code == 422


def test_the_board_has_a_cell_for_each_column(token, call, district):
    columns = {one["id"] for one in call(token, "/board/columns").json()["items"]}
    lines = call(token, "/board?year=2026").json()
    assert lines["total"] == 6
    assert all(set(line["cells"]) <= columns for line in lines["items"])


def test_the_trail_is_read_backwards_and_forwards(people, call, district):
    token = token_of(people["auditor"])
    for number in range(5):
        enter(
            organisation=district.service,
            year=2026,
            origin="hand",
            key=str(number),
            title="x",
            by=people["filler"],
            at=AT,
        )
    first = call(token, "/trail?limit=2&action=problems.enter").json()
    second = call(token, f"/trail?limit=50&action=problems.enter&before={first['before']}").json()
    keys = [one["id"] for one in first["items"] + second["items"]]
    assert len(keys) == 5 and keys == sorted(keys, reverse=True) and second["before"] is None
    assert len(call(token, f"/trail?action=problems.enter&after={keys[2]}").json()["items"]) == 2


def test_what_is_public_needs_no_token_and_is_kept(call, district, people):
    one = publish(district.service, people["unit_head"])
    answer = call(None, "/publications?year=2024&kind=scorecard")
    item = answer.json()["items"][0]
    assert item["title"] == "2024 年度绩效得分" and "public" in answer["Cache-Control"]
    assert call(None, "/publications?year=2024&kind=scorecard", if_none_match=answer["ETag"]).status_code == 304
    record = call(None, item["record"].removeprefix("/api/v1"))
    assert record.content.decode() == one.content and json.loads(record.content)["schema"] == "jixiao/score/1"
    assert call(None, f"/publications/{one.pk}").json()["sha256"] == one.sha256
    assert call(None, "/publications?kind=x").status_code == 422


def test_what_is_withdrawn_is_gone(call, district, people):
    from jixiao.web.registers.publications.models import Publication

    one = publish(district.service, people["unit_head"])
    assert call(None, f"/publications/{one.pk}/record").status_code == 200
    from jixiao.web.registers.publications.actions import withdraw

    withdraw(publication=one, because="有误", by=people["unit_head"], at=AT)
    assert Publication.objects.get().withdrawn is not None
    assert call(None, f"/publications/{one.pk}").status_code == 404
    assert call(None, f"/publications/{one.pk}/record").status_code == 404


def test_private_answers_are_kept_by_no_one_else(token, call):
    answer = call(token, "/organisations")
    assert answer["Cache-Control"] == "private, no-cache" and "Authorization" in answer["Vary"]
    assert call(token, "/organisations", if_none_match=answer["ETag"]).status_code == 304
    assert "Access-Control-Allow-Origin" not in answer and "Set-Cookie" not in answer


@pytest.mark.parametrize("many", [1, 9])
@pytest.mark.parametrize("path", ["/organisations", "/budgets?year=2026", "/projects?year=2026", "/goals?year=2026",
                                  "/scores?year=2026", "/problems?year=2026", "/publications"])  # fmt: skip
def test_lists_ask_the_database_a_fixed_number_of_times(
    district, people, call, path, many, django_assert_max_num_queries
):
    for number in range(many):
        one = organisation(f"第{number}局", "department", district.root)
        budget_of(one, people["filler"])
        goals_of(one, people["filler"])
        publish(one, people["unit_head"])
    token = token_of(people["reviewer"])
    with django_assert_max_num_queries(14):
        assert call(token, path).status_code in (200, 404)


BAD = ["/budgets", "/budgets?year=x", "/budgets?year=1", "/budgets?year=99999999999999999999",
       "/budgets?year=2026&limit=201",
       "/budgets?year=2026&page=0", "/budgets?year=2026&organisation=-1", "/goals?year=2026&day=2026-02-30",
       "/trail?before=9999999999999999999", "/budgets?year=２０２６ｘ"]  # fmt: skip


@pytest.mark.parametrize("path", BAD)
def test_bad_parameters_are_said_in_one_form(people, call, path):
    answer = call(token_of(people["reviewer"]), path)
    said = answer.json()
    assert answer.status_code == 422 and said["code"] == "invalid" and said["where"].startswith("query.")
    assert set(said) == {"code", "message", "message_en", "where", "expected", "received", "remedy", "problems"}


@pytest.mark.parametrize("path", ["/nothing", "/", "/budgets/", "/goals/0x1", "/goals/1/2/3", "/organisations/../x"])
def test_an_unknown_address_is_answered_in_the_same_form(people, call, path):
    answer = call(token_of(people["reviewer"]), path)
    assert answer.status_code in ((200,) if path == "/" else (404, 422))
    if path != "/":
        assert answer.json()["message_en"]


@pytest.mark.parametrize("path", ["/budgets?year=2026%00", "/trail?action=%00", "/goals/%00", "/trail?action=%ff%fe"])
def test_characters_that_cannot_be_are_refused(people, call, path):
    assert call(token_of(people["auditor"]), path).status_code in (200, 400, 404, 422)


def test_a_method_that_an_address_has_not_is_refused(people, call):
    token = token_of(people["reviewer"])
    for method in ("PUT", "DELETE", "PATCH"):
        answer = call(token, "/budgets?year=2026", method=method)
        assert (answer.status_code, answer.json()["code"]) == (405, "not_allowed")
    assert call(token, "/openapi.json", {}).status_code == 405


def test_numbers_that_are_taken_and_numbers_that_are_not_look_the_same(call, approved, stranger, people):
    token = token_of(stranger)
    taken = call(token, f"/goals/{approved.own.table.pk}")
    free = call(token, "/goals/999999999")
    assert taken.status_code == free.status_code == 404
    assert taken.json() == free.json()


def test_a_fault_of_the_program_says_nothing_of_its_inside(people, call, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a secret inside")

    monkeypatch.setattr("jixiao.web.portal.api.areas.budgets.year_money", broken)
    answer = call(token_of(people["reviewer"]), "/budgets?year=2026")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault") and b"secret" not in answer.content
