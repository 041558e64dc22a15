"""The board, the cockpit and the glance: what is in them, whose it is, how often they ask the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis import board
from jixiao.web.platform.manifest import Cell, Column
from tests.web.analysis.budgets import budget_of, goals_of, problem_of
from tests.web.conftest import organisation, person

pytestmark = pytest.mark.django_db
BOARD = "/analysis/?year=2026"
WORST = {"=1+1": ("red", "-3.20"), "教育局": ("amber", "88.00 %"), "产业服务局": ("green", "95.50 %")}


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> list[Column]:
    """Two columns of our own instead of those of the modules."""

    def cells(organisations: Any, year: int) -> dict[int, Cell]:
        told = [(one.pk, *WORST[one.name]) for one in organisations if one.name in WORST]
        return {key: Cell(words, f"/there/{key}/{year}/", light, board.bound(words)) for key, light, words in told}

    def money(organisations: Any, _year: int) -> dict[int, Cell]:
        return {one.pk: Cell("1,200.50", "", amount=Decimal(1_200_500_000)) for one in organisations}

    made = [
        Column("a.rate", Text("进度", "Progress"), cells),
        Column("a.money", Text("钱", "Money"), money, Text("万元", "wan"), in_fen=True),
    ]
    monkeypatch.setattr(board, "columns", lambda: tuple(made))
    return made


def table(page: str) -> str:
    return page[page.index("<tbody>") : page.index("</tbody>")]


def names(page: str) -> list[str]:
    return [part.partition("</a>")[0].rpartition(">")[2] for part in table(page).split('<th scope="row">')[1:]]


def test_rows_are_the_departments_of_ones_posts(client: Any, people: Any, district: Any, stranger: Any, sign_in: Any):
    sign_in(client, people["leader"])
    assert set(names(client.get(BOARD).content.decode())) == {"产业服务局", "财政局", "教育局"}
    assert names(sign_in(client, stranger).get(BOARD).content.decode()) == ["教育局"]
    everything = sign_in(client, people["filler"]).get(BOARD + "&depth=all").content.decode()
    assert names(everything) == ["产业服务局", "园区建设中心"]


def test_someone_without_a_post_is_refused(client: Any, db: None, sign_in: Any):
    from jixiao.web.platform.people.models import Person

    sign_in(client, Person.objects.create(username="new", name="新人"))
    assert client.get(BOARD).status_code == 403


def test_cells_open_lights_are_words_and_are_counted(
    client: Any, people: Any, district: Any, columns: Any, sign_in: Any
):
    page = sign_in(client, people["leader"]).get(BOARD).content.decode()
    assert f'href="/there/{district.education.pk}/2026/" class="light amber">88.00 %' in page
    assert '<span class="light green count" title="1">1</span>' in page
    assert "3,601.50" in page, "three departments of 1,200.50 each"


def test_a_unit_below_a_listed_one_is_not_added_again(
    client: Any, people: Any, district: Any, columns: Any, sign_in: Any
):
    page = sign_in(client, people["leader"]).get(BOARD + "&depth=all").content.decode()
    assert "园区建设中心" in page and "3,601.50" in page


def test_sorting_puts_what_is_silent_last(client: Any, people: Any, district: Any, columns: Any, sign_in: Any):
    sign_in(client, people["leader"])
    assert names(client.get(BOARD + "&sort=a.rate").content.decode()) == ["教育局", "产业服务局", "财政局"]
    assert names(client.get(BOARD + "&sort=a.rate&down=1").content.decode()) == ["产业服务局", "教育局", "财政局"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=amber", ["教育局"]),
        ("state=red", []),
        ("column=a.rate&side=below&value=90", ["教育局"]),
        ("column=a.rate&side=above&value=90", ["产业服务局"]),
        ("words=jyj", ["教育局"]),
        ("words=服务", ["产业服务局"]),
    ],
)
def test_the_filter_narrows(
    query: str, expected: list[str], client: Any, people: Any, district: Any, columns: Any, sign_in: Any
):
    page = sign_in(client, people["leader"]).get(f"{BOARD}&{query}").content.decode()
    assert names(page) == expected if expected else "没有符合条件的单位" in page


@pytest.mark.parametrize(
    "query",
    [
        "year=99999&unit=²", "year=1066", "unit=999999999999", "value=NaN&column=a.rate", "value=1e999",
        "words=%00%E2%80%AE",
        "sort=nothing", "depth=x&state=y&side=z", "hide=a.rate&hide=a.money&hide=zz",
        "value=" + "9" * 60 + "&column=a.rate",
    ],
)  # fmt: skip
def test_bad_words_in_the_address_are_no_fault(
    query: str, client: Any, people: Any, district: Any, columns: Any, sign_in: Any
):
    assert sign_in(client, people["leader"]).get(f"/analysis/?{query}").status_code == 200
    for page in ("money", "goals", "lost", "compare", "years"):
        assert client.get(f"/analysis/{page}/?{query}").status_code == 200


def test_the_workbook_has_no_formula(client: Any, people: Any, district: Any, columns: Any, sign_in: Any):
    organisation("=1+1", "department", district.root)
    answer = sign_in(client, people["leader"]).get("/analysis/board.xlsx?year=2026")
    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'=1+1" in [cell.value for cell in cells] and 1200.5 in [cell.value for cell in cells]
    assert "88.00 %（黄）" in [cell.value for cell in cells]


def test_an_empty_year_names_the_newest_with_a_budget(client: Any, people: Any, district: Any, sign_in: Any):
    budget_of(district.service, 2024, people["filler"])
    page = sign_in(client, people["leader"]).get("/analysis/money/?year=2026").content.decode()
    assert "看 2024 年" in page and 'value="2024"' in page


def test_a_glance_tells_the_year_and_the_next_steps(
    client: Any, people: Any, district: Any, stranger: Any, sign_in: Any
):
    budget_of(district.service, 2026, people["filler"])
    goals_of(district.service, 2026, people["filler"])
    problem_of(district.service, 2026, people["filler"], until=date(2026, 11, 1))
    address = f"/analysis/units/{district.service.pk}/?year=2026"
    page = sign_in(client, people["filler"]).get(address).content.decode()
    assert "已支出 60.00 %，序时进度 83.33 %" in page and "打开预算" in page and "开始自评" in page
    assert sign_in(client, stranger).get(address).status_code == 403
    assert client.get("/analysis/units/999999/").status_code == 404


def test_the_cockpit_is_for_those_who_lead_or_check(
    client: Any, people: Any, district: Any, columns: Any, sign_in: Any
):
    budget_of(district.service, 2026, people["filler"])
    problem_of(district.education, 2026, people["filler"], until=date(2026, 11, 1))
    page = sign_in(client, people["leader"]).get("/analysis/cockpit/?year=2026").content.decode()
    assert "60.00 %" in page and "执行率偏低" in page and "教育局" in page
    assert sign_in(client, people["filler"]).get("/analysis/cockpit/").status_code == 403


def test_both_languages_speak_their_own(client: Any, people: Any, district: Any, columns: Any, sign_in: Any):
    budget_of(district.service, 2026, people["filler"])
    sign_in(client, people["leader"]).cookies["lang"] = "en"
    for address in (BOARD, "/analysis/cockpit/?year=2026", "/analysis/money/?year=2026"):
        page = client.get(address).content.decode()
        assert 'lang="en"' in page
        assert "预算" not in page[page.index("<main") : page.index("</main")].replace("年初预算", "预算"), address


# What each list may ask the database at most, however many departments there are.
MOST = {
    BOARD: 25,
    "/analysis/board.xlsx?year=2026": 25,
    "/analysis/cockpit/?year=2026": 25,
    "/analysis/cockpit/trend/?year=2026": 25,
    "/analysis/money/?year=2026": 20,
    "/analysis/goals/?year=2026": 14,
    "/analysis/compare/?year=2026": 14,
    "/analysis/years/?year=2026": 20,
    "/": 25,
    "/parts/summary/": 25,
    "/parts/held/": 25,
    "/waiting/count/": 25,
}


def test_questions_do_not_grow_with_departments(client: Any, people: Any, district: Any, sign_in: Any):
    sign_in(client, people["leader"])
    asked: dict[str, list[int]] = {}
    for count in (1, 12):
        for number in range(count):
            one = organisation(f"第{count}-{number}局", "department", district.root)
            budget_of(one, 2026, people["filler"])
            goals_of(one, 2026, people["filler"])
            problem_of(one, 2026, people["filler"], until=date(2026, 11, 1))
        for address in MOST:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.setdefault(address, []).append(len(queries))
    assert {address: counts for address, counts in asked.items() if counts[1] > counts[0]} == {}
    assert {address: counts for address, counts in asked.items() if counts[1] > MOST[address]} == {}


def test_a_person_of_a_unit_alone_sees_the_unit(client: Any, district: Any, sign_in: Any):
    someone = person("below", "中心填报人", district.centre, "filler")
    assert names(sign_in(client, someone).get(BOARD).content.decode()) == ["园区建设中心"]
