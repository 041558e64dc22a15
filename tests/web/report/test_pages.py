"""The pages: list, editor, texts, history, doors, checks, templates; what they refuse; how often they ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import organisation
from tests.web.report.conftest import AT, YEAR, go

if TYPE_CHECKING:
    from django.test import Client

    from jixiao.web.modules.report.models import Report
    from jixiao.web.platform.people.models import Person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def filler(client: Client, people: dict[str, Person], sign_in: Any) -> Client:
    return sign_in(client, people["filler"])


def test_the_list_offers_a_draft_and_shows_where_reports_stand(filler: Client, district: SimpleNamespace):
    page = filler.get(f"/report/?year={YEAR}").content.decode()
    assert "一键起草" in page and "尚未起草" in page
    answer = filler.post("/report/draft/", {"organisation": district.service.pk, "year": YEAR})
    assert answer.status_code == 302
    assert filler.post("/report/draft/", {"organisation": district.service.pk, "year": YEAR}).url == answer.url
    assert "继续编写" in filler.get(f"/report/?year={YEAR}").content.decode()
    assert filler.post("/report/draft/", {"organisation": district.education.pk, "year": YEAR}).status_code == 404


@pytest.mark.parametrize("year", ["", "x", "1", "99999", "2099", "１"])
def test_a_year_that_cannot_be_is_refused(filler: Client, district: SimpleNamespace, year: str):
    assert filler.post("/report/draft/", {"organisation": district.service.pk, "year": year}).url == "/report/"
    assert filler.get(f"/report/?year={year}&state=%00").status_code == 200


@pytest.mark.parametrize("units", [2, 40])
def test_the_list_asks_no_more_for_more(
    client: Client, people: dict[str, Person], sign_in: Any, district: SimpleNamespace, units: int,
    django_assert_max_num_queries: Any,
):  # fmt: skip
    from jixiao.web.modules.report.models import Report

    for place in range(units):
        unit = organisation(f"局 {place}", "department", district.root)
        Report.objects.create(organisation=unit, year=YEAR, outline="", by=people["filler"], at=AT)
    sign_in(client, people["leader"])
    with django_assert_max_num_queries(25):
        assert client.get(f"/report/?year={YEAR}").status_code == 200


def test_the_list_as_a_workbook_holds_no_formula(filler: Client, district: SimpleNamespace):
    from openpyxl import load_workbook

    type(district.centre).objects.filter(pk=district.centre.pk).update(name="=1+1")
    book = load_workbook(BytesIO(filler.get(f"/report/export/?year={YEAR}&all=1").content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells} and {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_editor_shows_figures_as_chips_that_open(
    filler: Client, report: Report, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(25):
        page = filler.get(f"/report/{report.pk}/").content.decode()
    assert 'class="datum"' in page and "<svg" in page and "待补内容" in page and "由科室负责人办理" in page
    door = filler.get(f"/report/{report.pk}/figure/?name=funds.total.rate", headers=HTMX).content.decode()
    assert "950.00 万元 ÷ 1,000.00 万元" in door and "<html" not in door
    assert "<html" in filler.get(f"/report/{report.pk}/figure/?name=funds.total.rate").content.decode()
    for name in ("nothing", "%00", "x" * 500, ""):
        assert filler.get(f"/report/{report.pk}/figure/?name={name}").status_code == 404


def test_a_text_is_saved_as_one_types_and_shows_its_figures(filler: Client, report: Report):
    address = f"/report/{report.pk}/blocks/duties/"
    assert "data-insert" in filler.get(address, headers=HTMX).content.decode()
    sent = {"text": "预算{{调整后预算|数值}}万元<b>\u200b\u202e\x00", "version": "1"}
    saved = filler.post(address, sent, headers=HTMX)
    assert saved.status_code == 200 and 'name="version" value="2"' in saved.content.decode()
    assert report.blocks.get(key="duties").text == "预算{{调整后预算|数值}}万元<b>"
    shown = filler.get(f"{address}?view=shown", headers=HTMX).content.decode()
    assert "1,000.00</a>" in shown and "&lt;b&gt;" in shown


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    client: Client, report: Report, people: dict[str, Person], sign_in: Any
):
    address = f"/report/{report.pk}/blocks/duties/"
    sign_in(client, people["filler"])
    client.post(address, {"text": "甲写的", "version": "1"})
    sign_in(client, people["unit_head"])
    stale = client.post(address, {"text": "乙写的", "version": "1"}, headers=HTMX)
    assert stale.status_code == 409 and "甲写的" in stale.content.decode()
    page = client.post(address, {"text": "乙写的", "version": "1"})
    assert page.status_code == 409 and "甲写的" in page.content.decode() and "乙写的" in page.content.decode()
    assert report.blocks.get(key="duties").text == "甲写的"
    assert client.post(address, {"text": "乙写的", "version": "1", "over": "2"}).status_code == 302
    history = client.get(f"{address}history/").content.decode()
    assert report.blocks.get(key="duties").text == "乙写的" and "甲写的" in history


def test_an_earlier_version_comes_back_and_is_itself_a_version(filler: Client, report: Report):
    block = report.blocks.get(key="duties")
    first = block.text
    filler.post(f"/report/{report.pk}/blocks/duties/", {"text": "新的", "version": "1"})
    back = f"/report/{report.pk}/blocks/duties/restore/1/"
    filler.post(back, {"version": "1"})
    assert report.blocks.get(key="duties").text == "新的"  # a stale page does not restore
    filler.post(back, {"version": "2"})
    block.refresh_from_db()
    assert block.text == first and block.version == 3 and block.revisions.count() == 2
    assert filler.post(f"/report/{report.pk}/blocks/duties/restore/99/", {"version": "3"}).status_code == 404


def test_what_is_too_long_is_refused_and_stays_in_the_field(filler: Client, report: Report):
    answer = filler.post(f"/report/{report.pk}/blocks/duties/", {"text": "长" * 20_001, "version": "1"})
    assert answer.status_code == 422 and "长" * 20_001 in answer.content.decode()


def test_a_signed_report_takes_no_text(checked: Report, people: dict[str, Person], filler: Client):
    go(checked, people, "sign_section")
    answer = filler.post(f"/report/{checked.pk}/blocks/duties/", {"text": "改", "version": "9"})
    assert answer.status_code == 422 and "已签署" in answer.content.decode()
    page = filler.get(f"/report/{checked.pk}/").content.decode()
    assert "数字冻结于" in page and "data-edit" not in page


def test_the_check_runs_in_the_background_and_its_errors_are_answered(
    filler: Client, complete: Report, run_jobs: Callable[[], int]
):
    complete.blocks.filter(key="money-run").update(
        text="政府采购年度总指标为100.00万元，政府采购实际支出50.00万元，政府采购执行率为80.00%。"
    )
    started = filler.post(f"/report/{complete.pk}/check/", headers=HTMX).content.decode()
    assert "<progress" in started
    filler.post(f"/report/{complete.pk}/check/")
    assert complete.checks.count() == 1  # one that runs is not started again
    run_jobs()
    side = filler.get(f"/report/{complete.pk}/checks/", headers=HTMX).content.decode()
    assert 'href="#money-run"' in side and "说明理由" in side
    key = next(one["key"] for one in complete.checks.first().findings if one["severity"] == "error")
    address = f"/report/{complete.pk}/answers/{key}/"
    assert filler.post(address, {"text": "口径不同", "version": "0"}).status_code == 302
    assert filler.post(address, {"text": "另一说", "version": "0"}).status_code == 409
    assert filler.post(f"/report/{complete.pk}/answers/none/", {"text": "x", "version": "0"}).status_code == 422
    assert complete.answers.get(key=key).text == "口径不同"


def test_a_move_that_lacks_something_says_what(client: Client, report: Report, people: dict[str, Person], sign_in: Any):
    sign_in(client, people["section_head"])
    answer = client.post(f"/report/{report.pk}/move/sign_section/", {"version": "1"})
    assert answer.status_code == 422 and "还没有核查" in answer.content.decode()
    assert client.post(f"/report/{report.pk}/move/sign_section/", {"version": "7"}).status_code == 409
    assert client.post(f"/report/{report.pk}/move/nothing/", {"version": "1"}).status_code == 404


def test_another_departments_report_stays_shut(client: Client, report: Report, stranger: Person, sign_in: Any):
    sign_in(client, stranger)
    for rest in ("", "checks/", "files/pdf/", "blocks/duties/", "blocks/duties/history/", "figure/?name=year"):
        assert client.get(f"/report/{report.pk}/{rest}").status_code == 403
    assert client.get("/report/999999999999999999999/").status_code == 404


def test_the_bureau_replaces_the_template_and_old_reports_keep_theirs(
    client: Client, report: Report, people: dict[str, Person], sign_in: Any, district: SimpleNamespace
):
    from jixiao.web.modules.report.actions.drafting import draft
    from jixiao.web.modules.report.outline.reading import shipped_text

    sign_in(client, people["reviewer"])
    changed = shipped_text().replace("（一）部门主要职能", "（一）机构职能")
    looked = client.post("/report/templates/", {"text": changed, "do": "look", "after": "0"}).content.decode()
    assert "预览" in looked and "（一）机构职能" in looked
    assert (
        client.post("/report/templates/", {"text": changed, "do": "save", "after": "0", "note": "改"}).status_code
        == 302
    )
    stale = client.post("/report/templates/", {"text": changed, "do": "save", "after": "0"})
    assert stale.status_code == 409 and "下划线" in stale.content.decode()
    new = draft(organisation=district.centre, year=YEAR, by=people["filler"], at=AT)
    assert "（一）机构职能" in new.outline and "（一）部门主要职能" in report.outline
    assert client.get("/report/templates/1/").content.decode() == changed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("funds.total.spent", "funds.total.spnt", "是否想写 funds.total.spent"),
        ("of: flow", "of: flo", "没有这种图表"),
        ("id: tasks", "id: duties", "用了两次"),
        ("{next_year}", "{next_year", "花括号不成对"),
        ("kind: chart", "kind: pie", "应为"),
        ("schema: jixiao", "schema: x", "应为"),
        ("id: tasks", "id: Tasks!", "编号不合要求"),
        ("sections:", "sektions:", "未知的键"),
    ],
)
def test_a_template_with_a_fault_is_not_saved_and_taught(
    client: Client, people: dict[str, Person], sign_in: Any, old: str, new: str, said: str
):
    from jixiao.web.modules.report.models import Template
    from jixiao.web.modules.report.outline.reading import shipped_text

    sign_in(client, people["reviewer"])
    sent = {"text": shipped_text().replace(old, new, 1), "do": "save", "after": "0"}
    answer = client.post("/report/templates/", sent)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Template.objects.count() == 0


def test_the_first_page_the_search_and_the_board_know_reports(report: Report, people: dict[str, Person]):
    from jixiao.web.modules.report.queries import cells, search, waiting

    assert [one.url for one in waiting(people["filler"])] == [f"/report/{report.pk}/"]
    assert waiting(people["reviewer"]) == []
    assert len(search(people["leader"], "产业")) == 1 and search(people["leader"], "2024")
    assert cells([report.organisation], YEAR)[report.organisation_id].words == "起草"


def test_a_chart_is_saved_as_drawing_picture_and_workbook(filler: Client, report: Report):
    from openpyxl import load_workbook

    page = filler.get(f"/report/{report.pk}/").content.decode()
    addresses = sorted(set(re.findall(rf"/report/{report.pk}/charts/[^\"]+", page)))
    assert {one.rstrip("/").rpartition("/")[2] for one in addresses} == {"svg", "png", "xlsx"}
    starts = {"svg": b"<svg xmlns=", "png": b"\x89PNG", "xlsx": b"PK"}
    for address in addresses:
        answer = filler.get(address)
        form = address.rstrip("/").rpartition("/")[2]
        assert answer.status_code == 200 and answer.content.startswith(starts[form]), address
        if form == "svg":
            assert b"<style>" in answer.content and b"var(" not in answer.content
    tables = [load_workbook(BytesIO(filler.get(one).content)).active for one in addresses if one.endswith("xlsx/")]
    flow = next(one for one in tables if one["A2"].value == "年初预算")
    assert flow["B2"].value == 1000 and not any(cell.data_type == "f" for row in flow.rows for cell in row)
    for part in ("none/svg", "flow/gif", "%00/svg"):
        assert filler.get(f"/report/{report.pk}/charts/{part}/").status_code == 404


def test_a_signed_report_keeps_the_tables_of_its_charts(filler: Client, checked: Report, people: dict[str, Person]):
    go(checked, people, "sign_section")
    page = filler.get(f"/report/{checked.pk}/").content.decode()
    addresses = re.findall(rf"/report/{checked.pk}/charts/[^\"]+xlsx/", page)
    assert addresses and all(filler.get(one).status_code == 200 for one in addresses)


def test_the_list_says_which_score_counts_and_hides_units_that_write_none(
    filler: Client, district: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    from decimal import Decimal

    from jixiao.core.kernel.text import same
    from jixiao.web.modules.report import queries
    from jixiao.web.registers.scores.queries import Score

    def known(reviewed: str | None, stated: str | None) -> Any:
        one = Score(
            district.service.pk, YEAR, "f", "reviewed", same("复核"), Decimal("16.4700"),
            stated and Decimal(stated), reviewed and Decimal(reviewed), "优", True, True, "/evaluation/1/",
        )  # fmt: skip
        return lambda _units, _year: {district.service.pk: one}

    for reviewed, stated, said in (("91.2550", "96", "91.26 <small class=\"faint\">复核"),
                                   (None, "96.7", "96.70 <small class=\"faint\">自评"),
                                   (None, None, "16.47 <small class=\"faint\">计算")):  # fmt: skip
        monkeypatch.setattr(queries, "scores", known(reviewed, stated))
        page = filler.get(f"/report/?year={YEAR}").content.decode()
        assert said in page and "16.4700" not in page
    rows = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "园区建设中心" not in rows and "另有 1 个下属单位" in page
    for asked in ("all=1", "state=none"):
        page = filler.get(f"/report/?year={YEAR}&{asked}").content.decode()
        assert "园区建设中心" in page[page.index("<tbody>") : page.index("</tbody>")]
