"""Self-evaluations of projects: filled from money and goals, scored, explained, signed, reviewed, printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from jixiao.web.modules.evaluation.projects.points import divided
from tests.web.evaluation.conftest import AT

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

    from django.test import Client

    from jixiao.web.platform.people.models import Organisation, Person

GOALS = (
    ("quantity", "ge", "20", "场", "24"),
    ("quality", "eq", "100", "%", "95"),
    ("social", "text", "持续改善", "", ""),
    ("satisfaction", "ge", "90", "%", "93.5"),
)


@pytest.fixture
def money(monkeypatch: pytest.MonkeyPatch, district: SimpleNamespace) -> Any:
    """Projects with money in 2024, as the budget would offer them."""
    from jixiao.web.modules.evaluation.projects import filing
    from jixiao.web.registers.funds.queries import Money, ProjectMoney

    def projects(organisations: Any, year: int) -> list[ProjectMoney]:
        amounts = Money(1_200_000_00, 0, 0, 1_500_000_00, 1_386_000_00, (0,) * 12)
        return [
            ProjectMoney(one.pk, year, f"X0{number}", f"项目{number}", 2, "", "", "", amounts, "/budget/projects/1/")
            for one in organisations
            if one.pk == district.service.pk
            for number in (1, 2)
        ]

    monkeypatch.setattr(filing, "project_money", projects)


def goals(organisation: Organisation, by: Person, project: str = "X01") -> None:
    from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator

    table = GoalTable.objects.create(
        organisation=organisation, year=2024, project=project, name="项目", by=by, at=AT, stage="approved"
    )
    for place, (kind, operator, target, unit, actual) in enumerate(GOALS):
        one = Indicator.objects.create(
            table=table, position=place, kind=kind, name=f"指标{place}", operator=operator, target=target, unit=unit
        )
        if actual:
            Actual.objects.create(indicator=one, day=date(2024, 12, 31), value=actual, by=by, at=AT)


@pytest.fixture
def project(money: Any, district: SimpleNamespace, people: dict[str, Person]) -> Any:
    from jixiao.web.modules.evaluation.models import ProjectYear
    from jixiao.web.modules.evaluation.projects.actions import begin_all

    goals(district.service, people["filler"])
    assert begin_all(organisation=district.service, year=2024, by=people["filler"], at=AT) == 2
    return ProjectYear.objects.get(project="X01")


def test_points_are_divided_to_the_hundredth():
    assert divided(Decimal(50), [None, None, None]) == [Decimal("16.67"), Decimal("16.67"), Decimal("16.66")]
    assert divided(Decimal(30), [Decimal(1), Decimal(2)]) == [Decimal("10.00"), Decimal("20.00")]
    assert divided(Decimal(30), [Decimal(1), None]) == [Decimal("15.00"), Decimal("15.00")]
    assert divided(Decimal(10), []) == []


def test_it_fills_itself_and_is_scored_by_the_framework(project: Any):
    # 138.6 / 150 = 92.4 %: 9.24; 25 for the quantity, 95 % of 25 for the quality; words not judged yet; 10.
    assert (project.computed, project.open_points) == (Decimal("67.99"), Decimal("30.00"))
    assert (project.adjusted, project.spent) == (150_000_000, 138_600_000)
    assert project.to_explain == 2


def test_a_goal_in_words_is_judged_inside_its_band(
    project: Any, client: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    from jixiao.web.registers.indicators.models import Indicator

    name = f"i{Indicator.objects.get(kind='social').pk}"
    address = f"/evaluation/projects/{project.pk}/answers/{name}/"
    sign_in(client, people["filler"])
    for wrong in ({"level": "achieved", "percent": "50"}, {"level": "achieved"}, {"percent": "90"},
                  {"level": "no", "percent": "1"}, {"level": "achieved", "percent": "NaN"}):  # fmt: skip
        assert client.post(address, {"version": 0, **wrong}).status_code == 400, wrong
    right = {"version": 0, "level": "achieved", "percent": "90"}
    assert client.post(address, right).status_code == 302
    project.refresh_from_db()
    assert project.computed == Decimal("94.99")
    answer = client.post(address, right | {"percent": "80"})
    assert answer.status_code == 409
    assert "别人刚改过" in answer.content.decode()
    assert client.post(f"/evaluation/projects/{project.pk}/answers/i0/", right).status_code == 404


def test_from_the_first_entry_to_the_acceptance(
    project: Any, client: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    from jixiao.web.modules.evaluation.projects.actions import standing
    from jixiao.web.modules.evaluation.projects.dues import unexplained

    base = f"/evaluation/projects/{project.pk}/"

    def post(who: str, path: str, **words: Any) -> int:
        project.refresh_from_db()
        return sign_in(client, people[who]).post(base + path, {"version": project.version, **words}).status_code

    assert post("section_head", "move/sign_section/") == 400
    for name, _ in unexplained(*standing(project)):
        sign_in(client, people["filler"]).post(f"{base}answers/{name}/", {"version": 0, "reason": "顺延至次年"})
    assert post("filler", "whole/", summary="已完成", stated="101") == 400
    assert post("filler", "whole/", summary="已完成", stated="95.5") == 302
    assert post("filler", "move/sign_section/") == 403
    assert post("section_head", "move/sign_section/") == 302
    assert post("filler", "whole/", summary="改", stated="1") == 400
    assert post("unit_head", "move/submit/") == 302
    assert post("reviewer", "move/accept/") == 400
    assert post("reviewer", "move/accept/", reviewed="93") == 400
    assert post("reviewer", "move/accept/", reviewed="93", note="证据不足") == 302
    project.refresh_from_db()
    assert (project.stage, project.reviewed, project.gap) == ("accepted", Decimal("93.00"), Decimal("-2.50"))
    page = sign_in(client, people["leader"]).get(f"{base}printed/").content.decode()
    assert "项目支出绩效自评表" in page
    assert "顺延至次年" in page


def test_another_department_s_project_is_refused(
    project: Any, client: Client, stranger: Person, sign_in: Callable[..., Client]
):
    sign_in(client, stranger)
    assert client.get(f"/evaluation/projects/{project.pk}/").status_code == 403
    assert client.get("/evaluation/projects/999999/").status_code == 404
    assert "项目1" not in client.get("/evaluation/projects/?year=2024").content.decode()


@pytest.mark.parametrize("count", [3, 40])
def test_the_list_asks_as_often_for_forty_as_for_three(
    count: int, district: SimpleNamespace, people: dict[str, Person], client: Client,
    sign_in: Callable[..., Client], django_assert_max_num_queries: Any,
):  # fmt: skip
    from jixiao.web.modules.evaluation.models import ProjectYear

    ProjectYear.objects.bulk_create(
        ProjectYear(
            organisation=district.service, year=2024, project=f"P{number}", name=f"=项目{number}",
            framework="project-self-evaluation", by=people["filler"], at=AT,
        )
        for number in range(count)
    )  # fmt: skip
    sign_in(client, people["reviewer"])
    with django_assert_max_num_queries(16):
        page = client.get("/evaluation/projects/?year=2024&words=%00&stage=x&page=z")
    assert page.status_code == 200
    assert f"{count} 个项目" in page.content.decode()
    book = client.get("/evaluation/projects/export.xlsx?year=2024")
    assert book.content[:2] == b"PK"
