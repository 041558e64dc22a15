"""The workbook of an audit: a line per finding with its figures as printed, documents worst first, nothing computed."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.reports.audit.rounds import compare
from jixiao.reports.audit.workbook import audit_book, audit_workbook
from jixiao.reports.audit.workbook.audit_book import _shown
from tests.reports.audit.books import HOSTILE, as_json, book, budget, first_round

HEAD = 3


@pytest.fixture(scope="module")
def made() -> openpyxl.Workbook:
    audit = first_round()
    return opened(audit_workbook(audit, rounds=compare(as_json(audit), audit)))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by their heads."""
    heads = [cell.value for cell in sheet[HEAD]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)]


def test_there_is_a_sheet_for_each_question(made: openpyxl.Workbook):
    assert made.sheetnames == ["核查结果", "汇总", "文件之间", "复核", "核查规则", "未能核对", "没有核查成"]
    english = opened(audit_workbook(first_round(), "en")).sheetnames
    assert english == ["Findings", "Summary", "Between documents", "Checks", "Not checked", "Not audited"]


def test_a_single_sound_document_needs_no_summary():
    assert opened(audit_workbook(book(budget().record("numbers.restated")))).sheetnames == [
        "核查结果", "核查规则", "未能核对", "没有核查成",
    ]  # fmt: skip


def test_a_finding_has_its_figures_as_printed_and_its_numbers_as_numbers(made: openpyxl.Workbook):
    first = rows(made["核查结果"])[0]
    assert (first["序号"], first["页"]) == (1, 2)
    assert (first["文件"], first["单位"], first["年度"]) == ("2031决算.pdf", "示例市样本区样本局", "2031")
    assert (first["程度"], first["规则"], first["规则代码"]) == (
        "错误",
        "上级科目等于下级科目之和",
        "tables.class_tree",
    )
    assert (first["印为"], first["应为"], first["相差"]) == ("1,269.16 万元", "1,269.06 万元", "0.10 万元")
    assert (first["原文"], first["所在语句"]) == ("1,269.16", "合计 | 【1,269.16】 | 969.06 | 300.00")
    assert first["可能的原因"].startswith("此处的 1,269.16 万元 很可能应为 1,269.06 万元")
    assert (first["采纳"], first["意见"]) == (None, None)


def test_the_order_is_that_of_the_audit_and_every_finding_is_there(made: openpyxl.Workbook):
    found = [(row["序号"], row["程度"]) for row in rows(made["核查结果"])]
    assert found == [(1, "错误"), (2, "错误"), (3, "错误"), (4, "疑点"), (5, "疑点"), (6, "尾差")]


def test_the_summary_is_worst_first_with_a_total(made: openpyxl.Workbook):
    lines = rows(made["汇总"])
    assert [line["文件"] for line in lines] == ["2031决算.pdf", "2032预算.pdf", None]
    worst = lines[0]
    assert [worst[head] for head in ("错误", "疑点", "尾差", "未列出的疑点", "未能核对")] == [3, 2, 1, 3, 1]
    assert lines[1]["相符"] == 4
    assert lines[2]["单位"] == "合计"
    assert lines[2]["错误"] == "=SUM(E4:E5)"
    values = openpyxl.load_workbook(BytesIO(audit_workbook(first_round())), data_only=True)["汇总"]
    assert values["E6"].value == 3


def test_what_lies_between_documents_shows_both_places(made: openpyxl.Workbook):
    (line,) = rows(made["文件之间"])
    assert line["各处原文"].split("\n") == [
        "2032预算.pdf 第 1 页 2032年支出预算1,300.00万元，比上年预算增加【20.00】万元。",
        "2031决算.pdf 第 1 页 2031年度支出总计【1,269.06】万元，比上年增加69.06万元，增长5.75%。",
    ]


def test_checks_are_counted_and_what_could_not_be_told_has_its_reason(made: openpyxl.Workbook):
    tree = next(row for row in rows(made["核查规则"]) if row["规则代码"] == "tables.class_tree")
    assert (tree["核对处数"], tree["相符"], tree["不符"], tree["未能核对"]) == (13, 12, 1, 1)
    assert [(row["规则"], row["原因"], row["处数"]) for row in rows(made["未能核对"])] == [
        ("上级科目等于下级科目之和", "缺少：上年支出", 1)
    ]
    assert [(row["文件"], row["原因"]) for row in rows(made["没有核查成"])] == [("坏文件.pdf", "文件已损坏")]


def test_the_second_round_has_a_line_per_finding(made: openpyxl.Workbook):
    lines = rows(made["复核"])
    assert [line["结果"] for line in lines] == ["● 仍存在"] * 7
    assert (lines[0]["上一轮印为"], lines[0]["现在印为"]) == ("1,269.16 万元", "1,269.16 万元")


def test_no_words_of_a_document_are_ever_computed(made: openpyxl.Workbook):
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells if cell.data_type == "f"} == {
        one for cell in cells if isinstance(one := cell.value, str) and one.startswith("=SUM(")
    }
    hostile = [cell for cell in cells if cell.value in (HOSTILE, "=1+1")]
    assert len(hostile) >= 4
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in hostile)


def test_the_head_is_frozen_filtered_and_printed_on_every_page(made: openpyxl.Workbook):
    sheet = made["核查结果"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:R9"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"采纳,部分采纳,不采纳"']


def test_the_same_audit_gives_the_same_bytes():
    assert audit_workbook(first_round()) == audit_workbook(first_round())


def test_more_findings_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(audit_book, "MOST_FINDINGS", 5)
    with pytest.raises(InputFault, match="too many findings"):
        audit_workbook(first_round())


def test_paths_are_shown_without_the_folder_that_all_share():
    assert [_shown(["/a/b/x.pdf", "/a/c/y.pdf"])(path) for path in ("/a/b/x.pdf", "/a/c/y.pdf")] == [
        "b/x.pdf",
        "c/y.pdf",
    ]
    assert _shown(["x.pdf", "b/y.pdf"])("b/y.pdf") == "b/y.pdf"
    assert _shown(["/a/x.pdf", "b/y.pdf"])("/a/x.pdf") == "/a/x.pdf"
