"""From the first figure to the acceptance: who may make which move, and what has to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.evaluation.conftest import AT, LATER, explain_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person

WAY = [
    ("sign_section", "section_head", "section_signed"),
    ("sign_office", "unit_head", "office_signed"),
    ("sign_unit", "unit_head", "unit_signed"),
    ("submit", "filler", "submitted"),
    ("take_up", "reviewer", "in_review"),
]


def go(year: DepartmentYear, name: str, by: Person, note: str = "") -> None:
    from jixiao.web.modules.evaluation.actions.moving import move

    year.refresh_from_db()
    move(year=year.pk, name=name, version=year.version, note=note, by=by, at=LATER)
    year.refresh_from_db()


def go_to(year: DepartmentYear, stage: str, people: dict[str, Person]) -> None:
    if year.stage == "draft":
        explain_all(year, people["filler"])
    targets = [target for *_, target in WAY]
    begun = targets.index(year.stage) + 1 if year.stage in targets else 0
    for name, role, target in WAY[begun:]:
        if year.stage == stage:
            return
        go(year, name, people[role])
        assert year.stage == target


def review_all(year: DepartmentYear, people: dict[str, Person]) -> None:
    from jixiao.web.modules.evaluation.actions.reviewing import remark
    from jixiao.web.modules.evaluation.scoring import standing_card

    said = {
        one.indicator.id: (0, f"{one.stated_value:f}", "材料已查")
        for one in standing_card(year).results
        if one.score is None
    }
    remark(year=year.pk, said=said, by=people["reviewer"], at=LATER)
    year.refresh_from_db()


def test_the_whole_way(filled: DepartmentYear, people: dict[str, Person]):
    go_to(filled, "in_review", people)
    review_all(filled, people)
    go(filled, "accept", people["reviewer"])
    assert filled.stage == "accepted"
    assert f"{filled.reviewed:.2f}" == "96.30"
    assert f"{filled.gap:.2f}" == "-0.46"
    assert [one.move for one in filled.steps.all()] == [
        "sign_section", "sign_office", "sign_unit", "submit", "take_up", "accept",
    ]  # fmt: skip
    assert filled.runs.count() == 1


@pytest.mark.parametrize(
    ("stage", "name", "right"),
    [("draft", "sign_section", "section_head"), ("section_signed", "sign_office", "unit_head"),
     ("office_signed", "sign_unit", "unit_head"),
     ("unit_signed", "submit", "filler"), ("submitted", "take_up", "reviewer"), ("in_review", "accept", "reviewer"),
     ("in_review", "return", "reviewer"), ("section_signed", "send_back", "unit_head")],
)  # fmt: skip
def test_the_wrong_role_may_not(
    filled: DepartmentYear, people: dict[str, Person], stranger: Person, client: Client, sign_in: Callable[..., Client],
    stage: str, name: str, right: str,
):  # fmt: skip
    from jixiao.web.modules.evaluation.stages import PERMISSIONS, TABLE

    go_to(filled, stage, people)
    allowed = PERMISSIONS[TABLE.moves[name].permission]
    assert right in allowed
    for role in {"filler", "section_head", "unit_head", "reviewer", "leader", "auditor", "evaluator"} - set(allowed):
        got = sign_in(client, people[role]).post(f"/evaluation/{filled.pk}/move/{name}/", {"version": filled.version})
        assert got.status_code == 403, role
    got = sign_in(client, stranger).post(f"/evaluation/{filled.pk}/move/{name}/", {"version": filled.version})
    assert got.status_code == 403
    filled.refresh_from_db()
    assert filled.stage == stage


def test_nothing_undecided_without_a_reason(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.core.kernel.faults import InputFault

    with pytest.raises(InputFault) as fault:
        go(filled, "sign_section", people["section_head"])
    assert len(fault.value.problems) == filled.to_explain == 6
    assert any("重点工作完成情况：不能判断" in one.what.zh for one in fault.value.problems)
    assert any("须说明差异" in one.what.zh for one in fault.value.problems)


def test_who_has_not_seen_the_last_change_may_not_sign(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.actions.freshness import Stale
    from jixiao.web.modules.evaluation.actions.moving import move

    explain_all(filled, people["filler"])
    with pytest.raises(Stale):
        move(year=filled.pk, name="sign_section", version=filled.version - 1, note="", by=people["section_head"], at=AT)


def test_a_stage_cannot_be_leapt_over(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.core.kernel.faults import InputFault

    with pytest.raises(InputFault, match="does not allow"):
        go(filled, "accept", people["reviewer"])


def test_signed_figures_are_frozen(filled: DepartmentYear, people: dict[str, Person], expected: str):
    from jixiao.core.kernel.faults import InputFault
    from jixiao.web.modules.evaluation.actions import filling
    from jixiao.web.modules.evaluation.downloads import as_json
    from jixiao.web.modules.evaluation.scoring import standing_card
    from jixiao.web.registers.figures.actions import withdraw
    from jixiao.web.registers.figures.queries import holding

    go_to(filled, "section_signed", people)
    figure = holding(filled.organisation, 2022)[0]
    with pytest.raises(InputFault):
        filling.withdraw_figure(year=filled.pk, figure=figure.pk, by=people["filler"], at=LATER)
    # Another module may change the register: what was signed does not move.
    withdraw(figure=figure.pk, by=people["filler"], at=LATER)
    assert as_json(standing_card(filled)) == expected.encode()


def test_what_no_longer_replays_is_not_signed_on(
    filled: DepartmentYear, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
):
    from jixiao.core.kernel.faults import InputFault
    from jixiao.usecases import runs

    go_to(filled, "office_signed", people)
    monkeypatch.setattr(runs, "__version__", "another")
    with pytest.raises(InputFault, match="recomputing differs"):
        go(filled, "sign_unit", people["unit_head"])


def test_returned_with_remarks_worked_on_and_submitted_again(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.core.kernel.faults import InputFault
    from jixiao.web.modules.evaluation.actions.reviewing import remark

    go_to(filled, "in_review", people)
    with pytest.raises(InputFault):
        go(filled, "return", people["reviewer"])
    said = {"procurement": (0, "", "请附采购合同")}
    remark(year=filled.pk, said=said, by=people["reviewer"], at=LATER)
    go(filled, "return", people["reviewer"])
    go(filled, "reopen", people["filler"])
    assert (filled.stage, filled.round) == ("draft", 2)
    go_to(filled, "in_review", people)
    assert filled.runs.count() == 2
    assert filled.remarks.get().round == 1


def test_sending_back_takes_a_reason(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.core.kernel.faults import InputFault

    go_to(filled, "section_signed", people)
    with pytest.raises(InputFault):
        go(filled, "send_back", people["unit_head"])
    go(filled, "send_back", people["unit_head"], "公用经费有误")
    assert filled.stage == "draft"
    assert filled.steps.last().note == "公用经费有误"


def test_what_waits_for_whom(filled: DepartmentYear, people: dict[str, Person], stranger: Person):
    from jixiao.web.modules.evaluation.queries import waiting

    def told(role: str) -> list[str]:
        person = people[role]
        person.__dict__.pop("_posts_today", None)
        return [one.title.zh for one in waiting(person)]

    assert told("filler") == ["填报自评"]
    assert told("reviewer") == told("leader") == [] == waiting(stranger)
    go_to(filled, "section_signed", people)
    assert told("unit_head") == ["自评待办公室签署"]
    assert told("section_head") == []  # who signed for the section does not sign for the office
    go_to(filled, "office_signed", people)
    assert told("unit_head") == ["自评待单位签署"]
    assert told("filler") == []
    go_to(filled, "submitted", people)
    assert told("reviewer") == ["自评待复核"]


def test_moves_on_the_page(
    filled: DepartmentYear, people: dict[str, Person], client: Client, sign_in: Callable[..., Client]
):
    explain_all(filled, people["filler"])
    page = sign_in(client, people["section_head"]).get(f"/evaluation/{filled.pk}/")
    assert "科室签署" in page.content.decode()
    got = client.post(f"/evaluation/{filled.pk}/move/sign_section/", {"version": filled.version}, follow=True)
    assert "科室签署：已完成" in got.content.decode()
    got = client.post(f"/evaluation/{filled.pk}/move/sign_section/", {"version": filled.version}, follow=True)
    assert "刚被别人改过" in got.content.decode()
    assert client.post(f"/evaluation/{filled.pk}/move/fly/", {"version": "x"}).status_code == 404
    for part in ("record", "input", "result"):
        assert client.get(f"/evaluation/{filled.pk}/runs/{filled.runs.get().pk}/{part}.json").status_code == 200


def test_the_sample_makes_years_at_every_stage(district: Any, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.sample import sample

    made = sample(district.service, (2023, 2024, 2025, 2026), people["filler"], AT)
    assert [(one.year, one.stage) for one in made] == [(2024, "accepted"), (2025, "submitted")]
