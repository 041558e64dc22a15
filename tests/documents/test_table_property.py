"""Whatever cells a table holds, reading it never fails, and every figure stands where it says."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.tables_read import facts, joined

WORDS = [
    "",
    "",
    "项目",
    "科目编码",
    "类",
    "款",
    "项",
    "合计",
    "一、甲支出",
    "201",
    "20805",
    "05",
    "2",
    "一般公共服务支出",
    "决算数",
]
FIGURES = [
    "0",
    "-",
    "--",
    "1.00",
    "2,345.60",
    "42074 .64",
    "-3.10",
    "98.5%",
    "12 人",
    "2031",
    "2031 年",
    "≥3 家",
    "1 2 3",
    "..",
    "1.2.3",
]
HEADS = [
    "任务名称\t预算金额",
    "一级指标\t二级指标\t三级指标\t目标值",
    "本年支出合计\t上缴上级支出",
    "单位：万元",
    "表 3 支出总表",
    "第 2 页",
    "",
]
row = st.lists(st.sampled_from(WORDS + FIGURES), min_size=2, max_size=7).map("\t".join)
line = st.one_of(row, row, row, st.sampled_from(HEADS))


@settings(max_examples=150, deadline=None)
@given(st.lists(line, max_size=14).map("\n".join))
def test_reading_never_fails_and_every_figure_is_printed(text: str):
    for fact in facts(text):
        printed = "".join(text[fact.figure.start : fact.figure.end].split()).replace(",", "")
        assert Decimal(printed) == fact.figure.number
        assert fact.concept is None or fact.unit


@settings(max_examples=150, deadline=None)
@given(st.lists(line, max_size=14).map("\n".join))
def test_no_row_is_lost_or_doubled(text: str):
    figures = sum(table_row.count("1.00") for table in joined(text) for table_row in (row.words for row in table.rows))
    assert figures == sum(line.split("\t").count("1.00") for line in text.split("\n") if "\t" in line)
