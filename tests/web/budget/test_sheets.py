"""Files in and out: nothing half imported, every bad cell marked, undone where nothing followed, no formulas."""

import csv
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.web.budget.conftest import AT, WAN

pytestmark = pytest.mark.django_db
HEADS = ["编号", "支出类别", "项目编码", "名称", "功能分类（项）", "经济分类（款）", "资金来源", "年初预算（万元）"]
GOOD = [
    ["", "项目支出", "P01", "", "2150805", "30213", "一般公共预算拨款", "12.345678"],
    ["", "基本支出", "", "办公费", "2010301", "30201", "一般公共预算拨款", "3"],
]


def workbook(rows, heads=HEADS, skip=0):
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("预算行")
        money = book.add_format({"num_format": "0.00"})
        for number, row in enumerate([heads, *rows]):
            for column, words in enumerate(row):
                if isinstance(words, float | int):
                    sheet.write_number(number + skip, column, words, money)
                else:
                    sheet.write_string(number + skip, column, words)
    return file.getvalue()


def as_csv(rows, heads=HEADS, encoding="utf-8"):
    file = StringIO()
    csv.writer(file).writerows([heads, *rows])
    return file.getvalue().encode(encoding)


@pytest.fixture
def bring(budgeting, client, sign_in):
    """Bring a file: returns the answer, after the redirect to the preview."""
    sign_in(client, budgeting.people["filler"])

    def brought(content, name="预算.xlsx"):
        place = reverse("budget:import", args=[budgeting.open_budget.pk])
        return client.post(place, {"file": SimpleUploadedFile(name, content)}, follow=True)

    return brought


def step(client, batch, name):
    return client.post(reverse("budget:import-step", args=[batch.pk, name]), follow=True)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(GOOD), "预算.xlsx"),
        (as_csv(GOOD), "预算.csv"),
        (as_csv(GOOD, encoding="gbk"), "预算.csv"),
        (("\ufeff" + as_csv(GOOD).decode()).encode(), "预算.csv"),
        (as_csv(GOOD).decode().replace(",", "\t").encode("gb18030"), "预算.txt"),
    ],
    ids=["xlsx", "utf-8", "gbk", "mark", "tabs"],
)
def test_a_good_file_is_previewed_taken_in_and_undone(content, name, budgeting, bring, client):
    assert "全部无误" in bring(content, name).content.decode()
    assert not budgeting.open_budget.lines.exists()
    batch = budgeting.open_budget.imports.get()
    step(client, batch, "apply")
    found = list(budgeting.open_budget.lines.order_by("number").values_list("number", "name", "initial"))
    assert found == [("001", "园区建设", 12_345_678), ("002", "办公费", 3 * WAN)]
    assert "已撤销" in step(client, batch, "undo").content.decode()
    assert not budgeting.open_budget.lines.exists()


def test_amounts_are_read_as_stored_and_not_as_shown(budgeting, bring, client):
    rows = [[*GOOD[0][:-1], 12.345678]]
    bring(workbook(rows))
    step(client, budgeting.open_budget.imports.get(), "apply")
    assert budgeting.open_budget.lines.get().initial == 12_345_678


def test_a_head_in_yuan_is_read_in_yuan(budgeting, bring, client):
    heads = [*HEADS[:-1], "年初预算（元）"]
    bring(workbook([[*GOOD[0][:-1], "123456.78"]], heads))
    step(client, budgeting.open_budget.imports.get(), "apply")
    assert budgeting.open_budget.lines.get().initial == 12_345_678


def test_one_bad_row_keeps_the_whole_file_out_and_is_marked_by_row_and_column(budgeting, bring, client):
    rows = [GOOD[0], ["", "项目支出", "P99", "", "215", "30213", "黄金", "很多"]]
    page = bring(workbook(rows, skip=3)).content.decode()
    for place in ("C6：", "E6：", "G6：", "H6："):
        assert place in page
    assert "项目库没有 P99" in page
    batch = budgeting.open_budget.imports.get()
    assert "整批未导入" in step(client, batch, "apply").content.decode()
    assert not budgeting.open_budget.lines.exists()


def test_a_project_that_ends_between_preview_and_import_stops_all_of_it(budgeting, bring, client):
    from jixiao.web.modules.budget.models import Project

    bring(workbook(GOOD))
    Project.objects.update(until=2026)
    assert "整批未导入" in step(client, budgeting.open_budget.imports.get(), "apply").content.decode()
    assert not budgeting.open_budget.lines.exists()


def test_a_file_changes_the_lines_that_it_names_and_undoing_restores_them(budgeting, bring, client):
    from jixiao.web.modules.budget.actions.lines import add_line

    line = add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=budgeting.people["filler"], at=AT)
    page = bring(workbook([["001", *GOOD[0][1:]]])).content.decode()
    assert "修改 1 行" in page
    batch = budgeting.open_budget.imports.get()
    step(client, batch, "apply")
    line.refresh_from_db()
    assert (line.initial, line.version) == (12_345_678, 2)
    step(client, batch, "undo")
    line.refresh_from_db()
    assert (line.initial, line.version, line.project.code) == (100 * WAN, 3, "P01")


def test_what_was_edited_after_an_import_is_not_undone(budgeting, bring, client):
    from jixiao.web.modules.budget.actions.lines import edit_line

    bring(workbook(GOOD))
    batch = budgeting.open_budget.imports.get()
    step(client, batch, "apply")
    line = budgeting.open_budget.lines.get(number="001")
    edit_line(line=line, fields=budgeting.line, version=1, by=budgeting.people["filler"], at=AT)
    assert "又改过：001" in step(client, batch, "undo").content.decode()
    assert budgeting.open_budget.lines.count() == 2


def test_an_import_is_taken_in_once(budgeting, bring, client):
    bring(workbook(GOOD))
    batch = budgeting.open_budget.imports.get()
    step(client, batch, "apply")
    assert "已经办理过" in step(client, batch, "apply").content.decode()
    assert budgeting.open_budget.lines.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "空.csv", "没有"),
        (b"PK\x03\x04 broken", "坏.xlsx", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.xls", "另存为 .xlsx"),
        (b"\x00\x01\x02" * 500, "乱.csv", "不是文本"),
        (as_csv([["1", "2"]], ["甲", "乙"]), "别的.csv", "表头缺少列"),
        (as_csv([]), "只有表头.csv", "没有数据行"),
        ('"没有收尾'.encode() + b"x" * 200_000, "引号.csv", "CSV"),
    ],
    ids=["empty", "broken", "old", "binary", "heads", "no-rows", "quote"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_way_out(content, name, said, bring):
    answer = bring(content, name)
    assert answer.status_code in (200, 422)
    assert said in answer.content.decode()


def test_two_hundred_thousand_rows_are_refused_clearly(budgeting, bring):
    answer = bring(
        as_csv([["", "基本支出", "", "行", "2010301", "30201", "其他", "1"]] * 200_000)[: 10 * 2**20], "大.csv"
    )
    assert answer.status_code == 422
    assert "超过 5,000 行" in answer.content.decode()
    assert "超过 10 MB" in bring(b"x" * (10 * 2**20 + 1), "大.csv").content.decode()
    assert not budgeting.open_budget.imports.exists()


def test_the_same_number_twice_is_a_fault(budgeting, bring):
    rows = [["7", *GOOD[0][1:]], ["7", *GOOD[1][1:]]]
    assert "编号与第 2 行相同" in bring(workbook(rows)).content.decode()


def test_another_department_neither_sees_nor_takes_in_an_import(budgeting, bring, client, sign_in, stranger):
    bring(workbook(GOOD))
    batch = budgeting.open_budget.imports.get()
    sign_in(client, stranger)
    assert client.get(reverse("budget:import-shown", args=[batch.pk])).status_code == 403
    assert step(client, batch, "apply").status_code == 403
    sign_in(client, budgeting.people["auditor"])
    assert step(client, batch, "apply").status_code == 403


def test_the_template_reads_back_once_it_is_filled_in(budgeting, bring, client):
    content = client.get(reverse("budget:template", args=[budgeting.open_budget.pk])).content
    book = load_workbook(BytesIO(content))
    for column, words in enumerate(GOOD[0], 1):
        book["预算行"].cell(2, column, words or None)
    filled = BytesIO()
    book.save(filled)
    assert "全部无误" in bring(filled.getvalue()).content.decode()


def test_exports_hold_no_formula_and_read_back(budgeting, bring, client):
    from jixiao.web.modules.budget.actions.lines import add_line
    from jixiao.web.modules.budget.models import Line

    add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=budgeting.people["filler"], at=AT)
    Line.objects.filter(budget=budgeting.open_budget).update(name='=HYPERLINK("x")', initial=12_345_678)
    place = [budgeting.open_budget.pk]
    as_words = client.get(reverse("budget:export-lines", args=[*place, "csv"])).content
    assert "'=HYPERLINK" in as_words.decode("utf-8-sig")
    book = client.get(reverse("budget:export-lines", args=[*place, "xlsx"])).content
    cells = [cell for row in load_workbook(BytesIO(book)).active.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    for content, name in ((as_words, "回.csv"), (book, "回.xlsx")):
        assert "修改 1 行" in bring(content, name).content.decode()
        step(client, budgeting.open_budget.imports.exclude(state="applied").latest("pk"), "apply")
        assert budgeting.open_budget.lines.get().initial == 12_345_678
        assert budgeting.open_budget.lines.get().name == '=HYPERLINK("x")'


@pytest.mark.parametrize("name", ["export-list", "export-projects"])
def test_lists_are_exported_as_seen(name, budgeting, client, sign_in, stranger):
    for form in ("xlsx", "csv"):
        answer = sign_in(client, budgeting.people["filler"]).get(reverse(f"budget:{name}", args=[form]))
        assert answer.status_code == 200
    assert "产业服务局" in answer.content.decode("utf-8-sig")
    others = sign_in(client, stranger).get(reverse(f"budget:{name}", args=["csv"]))
    assert "产业服务局" not in others.content.decode("utf-8-sig")
    assert client.get(reverse(f"budget:{name}", args=["pdf"])).status_code == 404
    assert client.get(reverse("budget:export-lines", args=[budgeting.budget.pk, "csv"])).status_code == 403
