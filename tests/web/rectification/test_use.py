"""From the verdict to the next budget, and the reason where it did not follow."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from jixiao.web.modules.rectification import actions, following
from jixiao.web.modules.rectification.models import Consequence
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.refusals import Refused, Stale
from tests.web.rectification.records import project_line

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
WAN = 1_000_000


def decision(kind: str, *, proposed: str = "", amount: int | None = None, reason: str = "") -> actions.Decision:
    return actions.Decision("X01", "招商资料制作", "良 85.00", proposed, kind, amount, reason)


@pytest.fixture
def decided(district: SimpleNamespace, people: dict[str, Person]) -> Any:
    project_line(district.service, 2025, by=people["filler"], at=AT, initial=100 * WAN)

    def decide(one: actions.Decision, version: int = 0) -> Consequence:
        return actions.decide(
            organisation=district.service, year=2025, decision=one, version=version, by=people["reviewer"], at=AT
        )

    return decide


@pytest.mark.parametrize(
    ("kind", "amount", "following_wan", "is_followed"),
    [
        ("keep", None, 1, True),
        ("keep", None, 0, False),
        ("raise", None, 100, True),
        ("raise", None, 99, False),
        ("cut", None, 99, True),
        ("cut", None, 100, False),
        ("cut", 20 * WAN, 80, True),
        ("cut", 20 * WAN, 81, False),
        ("cancel", None, 0, True),
        ("cancel", None, 1, False),
    ],
)
def test_whether_the_next_budget_followed(
    decided: Any, district: SimpleNamespace, people: dict[str, Person], kind: str, amount: int | None,
    following_wan: int, is_followed: bool,
):  # fmt: skip
    decided(decision(kind, amount=amount))
    project_line(district.service, 2026, by=people["filler"], at=AT, initial=following_wan * WAN)
    (row,) = following.rows([district.service], 2025)
    assert row.is_followed is is_followed
    assert row.light == ("green" if is_followed else "red")


@pytest.mark.parametrize(
    ("own", "verdict", "is_departments"), [(0, "优", True), (1, "中", False)], ids=["department's", "own"]
)
def test_a_project_without_a_score_shows_that_of_its_department_as_such(
    decided: Any, district: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, own: int, verdict: str,
    is_departments: bool,
):  # fmt: skip
    place = district.service.pk
    made = [SimpleNamespace(organisation=place, project="X01", grade="中", score=None) for _ in range(own)]
    whole = {place: SimpleNamespace(grade="优", reviewed=None, stated=None)}
    monkeypatch.setattr(following, "scores", lambda *_: whole)
    monkeypatch.setattr(following, "project_scores", lambda *_: made)
    decided(decision("keep"))
    (row,) = following.rows([district.service], 2025)
    assert (row.verdict, row.is_departments) == (verdict, is_departments)


def test_before_the_next_budget_nothing_is_said(decided: Any, district: SimpleNamespace):
    decided(decision("keep"))
    (row,) = following.rows([district.service], 2025)
    assert (row.is_followed, row.following, row.light) == (None, None, "none")


def test_another_decision_than_proposed_needs_its_reason(decided: Any):
    with pytest.raises(Refused, match="say why"):
        decided(decision("keep", proposed="cut"))
    assert decided(decision("keep", proposed="cut", reason="上级任务")).decision == "keep"


def test_a_decision_of_someone_else_meanwhile_is_not_overwritten(decided: Any):
    decided(decision("keep"))
    with pytest.raises(Stale):
        decided(decision("cancel"))
    assert Consequence.objects.get().decision == "keep"


def test_a_reason_turns_the_light(decided: Any, district: SimpleNamespace, people: dict[str, Person]):
    made = decided(decision("cancel"))
    project_line(district.service, 2026, by=people["filler"], at=AT, initial=5 * WAN)
    with pytest.raises(Refused):
        actions.explain(pk=made.pk, version=1, explained=" ", by=people["filler"], at=AT)
    actions.explain(pk=made.pk, version=1, explained="合同跨年", by=people["filler"], at=AT)
    (row,) = following.rows([district.service], 2025)
    assert row.light == "amber"


def test_through_the_pages(
    decided: Any, district: SimpleNamespace, people: dict[str, Person], sign_in: Any, client: Any
):
    page = reverse("rectification:use-project", args=[district.service.pk, 2025, "X01"])
    finance = sign_in(client, people["reviewer"])
    assert (
        finance.post(page, {"version": "0", "decision": "cut", "amount": "20.5", "reason": "进度慢"}).status_code == 302
    )
    assert Consequence.objects.get().amount == 20_500_000
    answer = finance.post(page, {"version": "1", "decision": "cut", "amount": "twenty", "reason": "留下的话"})
    assert answer.status_code == 422
    assert "留下的话" in answer.content.decode()
    filler = sign_in(client, people["filler"])
    assert filler.post(page, {"version": "1", "decision": "keep"}).status_code == 403
    assert "招商资料制作" in filler.get(reverse("rectification:use") + "?year=2025").content.decode()
    assert finance.get(reverse("rectification:use-export") + "?year=2025").status_code == 200


def test_a_project_that_is_not_there(people: dict[str, Person], district: SimpleNamespace, sign_in: Any, client: Any):
    page = reverse("rectification:use-project", args=[district.service.pk, 2025, "X99"])
    assert sign_in(client, people["reviewer"]).get(page).status_code == 404
