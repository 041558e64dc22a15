"""Pictures: their data, the tables behind them, their workbooks, and the pages without the script that draws."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.charts import comparing, losing
from jixiao.web.modules.analysis.views import frame
from jixiao.web.registers.scores.queries import Score
from tests.web.analysis.budgets import WAN, budget_of, goals_of
from tests.web.conftest import person

pytestmark = pytest.mark.django_db
CARD = {
    "schema": "jixiao/score/1",
    "indicators": [
        {"id": "a", "name": "预算执行率", "groups": ["管理"], "max": "6.00", "score": "5.15", "stated": "5.15",
         "outcome": "scored", "reading": "A", "readings": {"A": "5.15", "B": "5.10"}, "explanation": "一\n二",
         "levers": [{"text": "多支 1 万元得 0.1 分"}]},
        {"id": "b", "name": "采购", "groups": ["管理"], "max": "2.00", "score": "1.15", "outcome": "scored"},
        {"id": "c", "name": "满意度", "groups": ["绩效"], "max": "10.00", "score": None, "outcome": "cannot_tell"},
        {"id": "d", "name": "决策", "groups": ["决策"], "max": "20.00", "score": "20.00", "outcome": "scored"},
    ],
}  # fmt: skip


def data_of(page: str, chart: str) -> Any:
    figure = page[page.index(f'id="{chart}"') :]
    words = figure[figure.index('<script type="application/json">') + len('<script type="application/json">') :]
    return json.loads(words[: words.index("</script>")])


def score(one: Any, year: int, stated: str, framework: str = "shenzhen-department-2022") -> Score:
    from decimal import Decimal

    return Score(
        one.pk, year, framework, "draft", Text("填报", "draft"), None, Decimal(stated), None, "", is_signed=False,
        is_accepted=False, url=f"/scores/{one.pk}/",
    )  # fmt: skip


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script that draws is installed."""
    monkeypatch.setattr(frame, "script", lambda: "/static/packages/echarts.js")


def test_the_steps_of_the_waterfall_add_up(client: Any, people: Any, district: Any, drawing: None, sign_in: Any):
    budget_of(district.service, 2026, people["filler"], initial=100, spent=60)
    budget_of(district.education, 2026, people["filler"], initial=50, spent=50)
    page = sign_in(client, people["leader"]).get("/analysis/money/?year=2026").content.decode()
    steps = {step["name"]: step for step in data_of(page, "waterfall")["steps"]}
    assert steps["年初预算"]["end"] == steps["调整后预算"]["end"] == 150 * WAN
    assert (steps["已支出"]["start"], steps["未支出"]["end"]) == (40 * WAN, 40 * WAN)
    timed = data_of(page, "in-time")
    assert (timed["spent"][10], timed["today"], timed["forecast"]) == ("73.33", 10, [10, "88.00"])
    tree = data_of(page, "structure")["tree"]
    assert sum(one["value"] for one in tree) == 150 * WAN
    assert '<details class="behind">' in page and '<th scope="row">3 月' in page


def test_one_department_shows_its_duties_and_projects(
    client: Any, people: Any, district: Any, drawing: None, sign_in: Any
):
    budget_of(district.service, 2026, people["filler"])
    page = sign_in(client, people["filler"]).get("/analysis/money/?year=2026").content.decode()
    duties = {one["name"]: one for one in data_of(page, "structure")["tree"]}
    assert set(duties) == {"基本支出", "产业发展"}
    assert duties["产业发展"]["children"][0]["children"][0]["name"] == "P2026 园区建设"


def test_without_the_script_the_tables_are_open(
    client: Any, people: Any, district: Any, monkeypatch: Any, sign_in: Any
):
    monkeypatch.setattr(frame, "script", lambda: None)
    budget_of(district.service, 2026, people["filler"])
    page = sign_in(client, people["filler"]).get("/analysis/money/?year=2026").content.decode()
    assert '<details class="behind" open>' in page and "data-picture" not in page and "charts.js" not in page


def test_the_program_starts_where_the_package_is_missing(monkeypatch: Any, tmp_path: Any):
    from jixiao.web.portal import packages

    monkeypatch.setattr(packages, "FOLDER", tmp_path)
    finder = packages.PackageFinder()
    assert (finder.find("packages/echarts.js"), list(finder.list(None))) == ([], [])
    (tmp_path / "echarts/dist").mkdir(parents=True)
    (tmp_path / "echarts/dist/echarts.min.js").write_text("//")
    assert str(finder.find("packages/echarts.js")).endswith("echarts.min.js")
    assert [name for name, _ in finder.list(None)] == ["packages/echarts.js"]
    with finder.storage.open("packages/echarts.js") as file:
        assert file.read() == b"//"


def test_dots_of_different_frameworks_do_not_share_a_line(
    client: Any, people: Any, district: Any, drawing: None, monkeypatch: Any, sign_in: Any
):
    found = {
        district.service.pk: score(district.service, 2025, "96.76"),
        district.education.pk: score(district.education, 2025, "90.00"),
        district.finance.pk: score(district.finance, 2025, "50.00", "pefa-2016"),
    }
    monkeypatch.setattr(comparing, "scores", lambda organisations, year: found if year == 2025 else {})
    page = sign_in(client, people["leader"]).get("/analysis/compare/?year=2025").content.decode()
    groups = {one["name"]: one["median"] for one in data_of(page, "stated")["groups"]}
    assert groups == {"pefa-2016": "50.00", "shenzhen-department-2022": "93.38"}
    assert "评价体系不同" in page and "−3.38" in page
    page = client.get("/analysis/years/?year=2025").content.decode()
    assert data_of(page, "scores")["lines"][0]["values"][-1] in ("96.76", "90.00", "50.00")


@pytest.mark.parametrize(("years", "shown"), [((2026,), [False, False, True]), ((2025, 2026), [False, True, True])])
def test_whoever_was_assigned_a_year_sees_no_other(
    years: tuple[int, ...], shown: list[bool], client: Any, people: Any, district: Any, drawing: None,
    sign_in: Any,
):  # fmt: skip
    for year in (2024, 2025, 2026):
        budget_of(district.service, year, people["filler"])
    assessor = person("assessor", "评价人", district.service, "evaluator", years=years)
    page = sign_in(client, assessor).get("/analysis/years/?year=2026").content.decode()
    values = data_of(page, "rates")["lines"][0]["values"]
    assert [value is not None for value in values] == shown
    assert client.get("/analysis/years/?year=2024").content.decode().count('id="rates"') == 0
    money = data_of(client.get("/analysis/money/?year=2026").content.decode(), "in-time")
    assert bool(money["before"]) is (2025 in years)
    page = sign_in(client, people["filler"]).get("/analysis/years/?year=2026").content.decode()
    assert None not in data_of(page, "rates")["lines"][0]["values"]


def test_losses_stand_by_their_size(
    client: Any, people: Any, district: Any, drawing: None, monkeypatch: Any, sign_in: Any
):
    known = {district.service.pk: score(district.service, 2025, "26.30")}
    monkeypatch.setattr("jixiao.web.modules.analysis.views.pictures.scores", lambda _organisations, _year: known)
    monkeypatch.setattr(losing, "card", lambda _organisation, _year: CARD)
    page = sign_in(client, people["filler"]).get("/analysis/lost/?year=2025").content.decode()
    assert [row["lost"] for row in data_of(page, "losses")["rows"]] == ["0.85", "0.85"]
    levels = {one["name"]: one["parts"] for one in data_of(page, "levels")["levels"]}
    assert levels == {
        "管理": ["6.30", "1.70", "0.00"],
        "绩效": ["0.00", "0.00", "10.00"],
        "决策": ["20.00", "0.00", "0.00"],
    }
    assert data_of(page, "readings")["rows"][0]["stated"] == "5.15"
    assert "多支 1 万元得 0.1 分" in page


def test_goals_furthest_from_their_target_come_first(
    client: Any, people: Any, district: Any, drawing: None, sign_in: Any
):
    goals_of(district.service, 2025, people["filler"], value="98")
    goals_of(district.service, 2026, people["filler"], value="60")
    goals_of(district.education, 2026, people["filler"], value="20")
    page = sign_in(client, people["leader"]).get("/analysis/goals/?year=2026").content.decode()
    rows = data_of(page, "goals")["rows"]
    assert [(row["unit"], row["share"], row["before"]) for row in rows] == [
        ("教育局", "20.00", None), ("产业服务局", "60.00", "98.00"),
    ]  # fmt: skip
    assert "2 个还没有报数" in page


def test_the_table_of_a_picture_is_a_workbook(client: Any, people: Any, district: Any, sign_in: Any):
    budget_of(district.service, 2026, people["filler"])
    answer = sign_in(client, people["filler"]).get("/analysis/money/waterfall.xlsx?year=2026")
    sheet = load_workbook(BytesIO(answer.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["年初预算", 100, 100] in values
    for missing in ("/analysis/money/nothing.xlsx", "/analysis/nothing/waterfall.xlsx", "/analysis/nothing/"):
        assert client.get(missing).status_code == 404


def test_empty_pages_say_what_will_stand_there(client: Any, people: Any, district: Any, sign_in: Any):
    sign_in(client, people["leader"])
    for page in ("money", "goals", "lost", "compare", "years"):
        answer = client.get(f"/analysis/{page}/?year=2026")
        assert answer.status_code == 200 and "现在的条件下没有" in answer.content.decode(), page
