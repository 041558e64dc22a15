"""The pages of goals: what they show, what they refuse, how often they ask the database."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jixiao.web.modules.goals.models import Import, LibraryIndicator
from jixiao.web.modules.goals.waiting import cells, search, waiting_for
from jixiao.web.registers.figures import actions as figures
from jixiao.web.registers.figures.entries import Entry
from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator
from tests.web.conftest import organisation
from tests.web.goals.matrix import sheet
from tests.web.goals.records import AT, SOUND, approved, fields, fresh, mark, money, moved, reviewed, table

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


@pytest.fixture
def filler(client, goals, sign_in):
    """A session of who fills in."""
    return sign_in(client, goals.filler)


def words(**changed):
    """An indicator as its form writes it."""
    given = {"kind": "quantity", "name": "走访企业", "operator": "ge", "target": "850", "unit": "家次", "weight": "50",
             "basis": "年度工作计划", "binding": "hand", "source": "", "version": "1"}  # fmt: skip
    return given | changed


def test_the_list_shows_money_state_and_what_is_missing(filler, goals):
    page = filler.get(reverse("goals:list")).content.decode()
    assert "企业走访" in page
    assert "填报中" in page
    assert "没有目标" in page  # of the department as a whole
    assert "100.00" in page


def test_a_table_is_begun_for_a_project_with_money_only(filler, goals):
    where = reverse("goals:open")
    filler.post(where, {"unit": goals.place.pk, "year": "2026", "project": "none"})
    assert GoalTable.objects.count() == 1
    answer = filler.post(where, {"unit": goals.place.pk, "year": "2026", "project": ""})
    made = GoalTable.objects.get(project="")
    assert answer.url == reverse("goals:table", args=[made.pk])
    again = filler.post(where, {"unit": goals.place.pk, "year": "2026", "project": ""})
    assert again.url == answer.url


def test_a_row_is_saved_by_script_and_without(filler, goals):
    row = goals.table.indicators.first()
    where = reverse("goals:edit-row", args=[row.pk])
    answer = filler.post(where, words(target="900"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"hx-swap-oob" in answer.content
    assert fresh(row).target == "900"
    answer = filler.post(where, words(target="910", version="2"))
    assert answer.status_code == 302
    assert fresh(row).target == "910"


def test_a_stale_row_shows_both_and_loses_nothing(filler, goals):
    row = goals.table.indicators.first()
    where = reverse("goals:edit-row", args=[row.pk])
    filler.post(where, words(target="900"))
    for headers in ({}, {"HX-Request": "true"}):
        answer = filler.post(where, words(target="870"), headers=headers)
        assert answer.status_code == 409
        assert "900" in answer.content.decode()
    page = filler.post(where, words(target="870")).content.decode()
    assert 'value="870"' in page
    assert fresh(row).target == "900"


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "none"}, {"operator": "\x00"}, {"name": ""}, {"name": "a\u202eb"}, {"name": "长" * 121},
        {"weight": "-1"}, {"weight": "1e9"}, {"weight": "NaN"}, {"binding": "fact", "source": "没有"}, {"binding": "x"},
        {"target": "\u200b"},
    ],
)  # fmt: skip
def test_bad_words_are_refused_beside_the_field(filler, goals, changed):
    row = goals.table.indicators.first()
    answer = filler.post(reverse("goals:edit-row", args=[row.pk]), words(**changed))
    assert answer.status_code == 422
    assert fresh(row).version == 1
    answer = filler.post(reverse("goals:add-row", args=[goals.table.pk]), words(**changed))
    assert answer.status_code == 422
    assert Indicator.objects.count() == len(SOUND)


def test_lint_answers_as_one_types_and_keeps_nothing(filler, goals):
    where = reverse("goals:lint", args=[goals.table.pk])
    answer = filler.post(where, words(kind="cost", name="单价", unit="", row="0")).content.decode()
    assert "成本指标应是" in answer
    assert "缺计量单位" in answer
    assert "重复" in filler.post(where, words(row="0")).content.decode()
    row = goals.table.indicators.first()
    assert "重复" not in filler.post(where, words(row=str(row.pk))).content.decode()
    assert filler.post(where, {}).status_code == 200


def test_words_are_saved_and_a_stale_text_is_kept(filler, goals):
    where = reverse("goals:words", args=[goals.table.pk])
    assert filler.post(where, {"summary": "新目标", "long_term": "", "version": "2"}).status_code == 302
    answer = filler.post(where, {"summary": "另一个目标", "long_term": "", "version": "2"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "另一个目标" in page
    assert "新目标" in page
    assert filler.post(where, {"summary": "字" * 2001, "version": "3"}).status_code == 422


def test_the_review_sheet_decides(client, goals, people, sign_in):
    moved(goals.table, goals.filler, "sign", "submit")
    session = sign_in(client, goals.reviewer)
    page = session.get(reverse("goals:table", args=[goals.table.pk])).content.decode()
    assert "完整性" in page
    where = reverse("goals:review", args=[goals.table.pk])
    session.post(where, {"mark": mark(goals.table), "complete": "excellent"})
    assert fresh(goals.table).stage == "submitted"
    marks = dict.fromkeys(("complete", "relevant", "adequate", "feasible"), "excellent")
    session.post(where, marks | {"mark": mark(goals.table)})
    assert fresh(goals.table).stage == "approved"


def test_an_indicator_bound_to_a_figure_takes_its_value(filler, goals):
    source = {"kind": "person"}
    entry = Entry("total_assets", "2026", "1,200.50", "万元", source)
    figures.add(organisation=goals.place, year=2026, entry=entry, by=goals.filler, at=AT)
    row = goals.table.indicators.first()
    where = reverse("goals:edit-row", args=[row.pk])
    bound = words(name="资产总额", unit="元", binding="fact", source="资产总额")
    assert filler.post(where, bound).status_code == 302
    assert fresh(row).source == "total_assets"
    assert "12005000" in filler.get(reverse("goals:row", args=[row.pk])).content.decode()
    filler.post(reverse("goals:take", args=[row.pk]))
    actual = Actual.objects.get(indicator=row)
    assert actual.value == "12005000"
    assert actual.source["shown"] == "1,200.50 万元"


def test_a_value_is_reported_by_hand_for_a_day_of_the_year(filler, goals):
    row = goals.table.indicators.first()
    where = reverse("goals:report", args=[row.pk])
    for bad in (
        {"value": "many", "day": "2026-07-31"},
        {"value": "1", "day": "2027-01-01"},
        {"value": "1", "day": "x"},
    ):
        assert filler.post(where, bad).status_code == 422
    assert filler.post(where, {"value": "480", "day": "2026-07-31", "said": "半年"}).status_code == 302
    assert Actual.objects.get().value == "480"


def test_an_import_is_looked_at_taken_in_and_undone(filler, goals):
    where = reverse("goals:import", args=[goals.table.pk])
    answer = filler.post(where, {"file": SimpleUploadedFile("指标.xlsx", sheet())})
    batch = Import.objects.get()
    assert answer.url == reverse("goals:import-shown", args=[batch.pk])
    assert "举办宣讲" in filler.get(answer.url).content.decode()
    assert Indicator.objects.count() == len(SOUND)
    filler.post(reverse("goals:import-step", args=[batch.pk, "apply"]))
    assert Indicator.objects.get(name="举办宣讲").target == "12"
    filler.post(reverse("goals:import-step", args=[batch.pk, "undo"]))
    assert not Indicator.objects.filter(name="举办宣讲").exists()
    assert Import.objects.get().state == "undone"


def test_a_published_table_is_read_and_a_bad_file_is_refused(filler, goals):
    where = reverse("goals:import", args=[goals.table.pk])
    heads = "一级指标,二级指标,三级指标,年度指标值"
    rows = f"{heads}\n产出指标,数量指标,举办宣讲,≥12 场\n,质量指标,签约率,≥95%\n,时效指标,进度,按期\n"
    filler.post(where, {"file": SimpleUploadedFile("表.csv", rows.encode())})
    kept = [row["written"] for row in Import.objects.get().rows]
    assert [(one["operator"], one["target"], one["unit"]) for one in kept] == [
        ("≥", "12", "场"), ("≥", "95", "%"), ("定性", "按期", ""),
    ]  # fmt: skip
    for content in (b"", b"%PDF-1.4", b"PK\x03\x04nothing", "无,表\n1,2\n".encode()):
        assert filler.post(where, {"file": SimpleUploadedFile("x.xlsx", content)}).status_code == 422
    assert filler.post(where, {}).status_code == 422


def test_a_bad_row_stops_the_whole_import(filler, goals):
    where = reverse("goals:import", args=[goals.table.pk])
    rows = "指标级别,指标名称,方向,目标值,计量单位\n数量指标,甲,≥,12,场\n没有,乙,≥,若干,家\n"
    filler.post(where, {"file": SimpleUploadedFile("表.csv", rows.encode())})
    batch = Import.objects.get()
    assert batch.faults == 2
    filler.post(reverse("goals:import-step", args=[batch.pk, "apply"]))
    assert Indicator.objects.count() == len(SOUND)


def test_the_library_offers_what_was_approved(filler, goals, district):
    reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer)
    other = table(district.service, goals.filler, rows=(), project="")
    page = filler.get(reverse("goals:library"), {"words": "zfqy", "table": other.pk}).content.decode()
    assert "走访企业" in page
    assert "新增服务企业" not in page
    one = LibraryIndicator.objects.get(name="走访企业")
    filler.post(reverse("goals:add-from-library", args=[other.pk, one.pk]))
    assert other.indicators.get().name == "走访企业"
    assert "企业走访" in filler.get(reverse("goals:library-one", args=[one.pk])).content.decode()


def test_last_years_indicators_are_brought_over(filler, goals, district):
    approved(district.service, goals.filler, year=2025, rows=(*SOUND, fields(name="另一个", weight=None)))
    filler.post(reverse("goals:add-from-last-year", args=[goals.table.pk]))
    assert goals.table.indicators.count() == len(SOUND) + 1


def test_an_export_holds_no_formula_and_can_be_read_back(filler, goals):
    import openpyxl

    row = goals.table.indicators.first()
    filler.post(reverse("goals:edit-row", args=[row.pk]), words(name="=1+1"))
    for where in (reverse("goals:export", args=[goals.table.pk]), reverse("goals:export-list")):
        book = openpyxl.load_workbook(BytesIO(filler.get(where).content))
        cells_ = [cell for line in book.active.iter_rows() for cell in line]
        assert "=1+1" in [cell.value for cell in cells_]
        assert not [cell for cell in cells_ if cell.data_type == "f"]
    again = filler.get(reverse("goals:export", args=[goals.table.pk])).content
    filler.post(reverse("goals:import", args=[goals.table.pk]), {"file": SimpleUploadedFile("a.xlsx", again)})
    batch = Import.objects.get()
    assert (batch.faults, [one["changes"] for one in batch.rows]) == (0, [True] * len(SOUND))


def test_another_departments_table_is_out_of_reach(client, goals, stranger, sign_in):
    session = sign_in(client, stranger)
    row = goals.table.indicators.first()
    for where in (
        reverse("goals:table", args=[goals.table.pk]), reverse("goals:row", args=[row.pk]),
        reverse("goals:export", args=[goals.table.pk]), reverse("goals:print", args=[goals.table.pk]),
    ):  # fmt: skip
        assert session.get(where).status_code == 403
    assert "企业走访" not in session.get(reverse("goals:list"), {"unit": goals.place.pk}).content.decode()


@pytest.mark.parametrize("query", ["?year=99999", "?year=x&unit=x", "?unit=99999999999999999999", "?state=%00"])
def test_bad_addresses_are_no_errors(filler, goals, query):
    for name in ("goals:list", "goals:library", "goals:export-list"):
        assert filler.get(reverse(name) + query).status_code == 200
    assert filler.get(f"/goals/{2**70}/").status_code == 404
    assert filler.post(reverse("goals:move", args=[goals.table.pk, "approve"])).status_code == 404


def test_what_waits_and_what_is_found(goals, people):
    def titles(role):
        return [one.title.zh for one in waiting_for(people[role])]

    assert titles("filler") == ["填报绩效目标"]
    assert titles("unit_head") == []
    moved(goals.table, goals.filler, "sign")
    assert titles("unit_head") == ["提交绩效目标"]
    moved(goals.table, goals.filler, "submit")
    assert titles("reviewer") == ["审核绩效目标"]
    reviewed(fresh(goals.table), goals.reviewer)
    GoalTable.objects.update(amount=1)
    assert titles("filler") == ["资金已变动，须修订或确认目标"]
    assert [one.url for one in search(goals.filler, "qyzf")] == [reverse("goals:table", args=[goals.table.pk])]
    cell = cells([goals.place], 2026)[goals.place.pk]
    assert (cell.words, cell.light) == ("1/2", "amber")


def test_lists_ask_the_database_no_more_often_for_more(client, goals, district, sign_in, django_assert_max_num_queries):
    session = sign_in(client, goals.reviewer)
    queries = ({}, {"state": "draft"}, {"unit": district.service.pk})
    for count in (0, 3):
        for number in range(count):
            place = organisation(f"第{number}局", "department", district.root)
            money(place, goals.filler)
            table(place, goals.filler)
        for query in queries:
            with django_assert_max_num_queries(MOST_QUERIES):
                session.get(reverse("goals:list"), query)
        with django_assert_max_num_queries(MOST_QUERIES):
            session.get(reverse("goals:library"))


def test_english_pages_are_english(filler, goals):
    filler.cookies["lang"] = "en"
    for where in (reverse("goals:list"), reverse("goals:table", args=[goals.table.pk]), reverse("goals:library")):
        page = filler.get(where).content.decode()
        assert "目标值依据" not in page
        assert "导出" not in page


def test_the_sample_has_every_state(district, goals, people):
    from jixiao.web.modules.budget import sample as budgets
    from jixiao.web.modules.goals.sample import sample

    budgets.sample(district.education, [2025, 2026], people["filler"], AT)
    made = sample(district.education, [2025, 2026], people["filler"], AT)
    now = [one for one in made if one.year == 2026]
    assert {one.stage for one in now} == {"draft", "section_signed", "submitted", "returned", "approved"}
    assert len(now) == 17
    assert any(one.revision_due for one in now)
    assert Actual.objects.filter(indicator__table__year=2025, day="2025-12-31").exists()
    assert sample(district.education, [2026], people["filler"], AT) == []
