"""The workbook: three sheets, inputs with their sources, formulas, the same bytes every time."""

from io import BytesIO

import openpyxl
import pytest

from jixiao.reports.workbook.book import scorecard_xlsx
from tests.reports.sample import scorecard


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(scorecard_xlsx(scorecard())))


def rows(sheet) -> dict[str, tuple]:
    """Rows by the text of their second or third column."""
    return {
        str(row[at]): row
        for row in sheet.iter_rows(min_row=4, values_only=True)
        for at in (0, 1, 2)
        if row[at] is not None
    }


def test_the_sheets_are_the_card_its_inputs_and_the_live_scores(book: openpyxl.Workbook):
    assert book.sheetnames == ["记分卡", "数据", "试算"]
    assert openpyxl.load_workbook(BytesIO(scorecard_xlsx(scorecard(), "en"))).sheetnames == [
        "Scorecard",
        "Inputs",
        "Live",
    ]


def test_the_card_has_score_stated_score_state_and_reason(book: openpyxl.Workbook):
    row = rows(book["记分卡"])["编外人员控制率"]
    assert row[3:6] == (1, 0, 0.5)
    assert row[6] == -0.5
    assert row[7] == "▼ 失分"
    assert "23.53 %" in row[9]


def test_an_input_has_its_unit_its_whole_number_and_its_source(book: openpyxl.Workbook):
    row = rows(book["数据"])["政府采购实际金额"]
    assert (row[1], row[2]) == (2.96, "万元")
    assert row[3].startswith("=IF(ISNUMBER(B")
    assert (row[7], row[11]) == ("2023 年度部门整体支出绩效自评报告", "2.96 万元")


def test_scored_indicators_are_live_and_others_say_why_not(book: openpyxl.Workbook):
    live = rows(book["试算"])
    assert live["预算执行率"][4].startswith("=IF(OR(")
    assert live["项目完成及时性"][4] is None
    assert live["项目完成及时性"][6] == "没有得分，不作试算"
    assert live["有据得分"][4] == "=ROUND(SUM(E4:E15),2)"


def test_texts_are_never_taken_for_formulas():
    book = openpyxl.load_workbook(BytesIO(scorecard_xlsx(scorecard(entity="=1+1"))))
    assert book["记分卡"]["A2"].data_type == "s"


def test_the_same_card_gives_the_same_bytes():
    assert scorecard_xlsx(scorecard()) == scorecard_xlsx(scorecard())
