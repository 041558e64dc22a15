"""Cells: one number however broken, or none."""

import pytest

from jixiao.documents.normalise.figures import cell_figure
from tests.documents.normalise.reading import words

ONE = [
    ("44,350.00", "44350.00", ""),
    (" 0 ", "0", ""),
    ("-0.10", "-0.10", ""),
    ("－1,947.96", "-1947.96", ""),
    ("34540 000.0 0", "34540000.00", ""),
    ("1827 741. 67", "1827741.67", ""),
    ("25000 0.00", "250000.00", ""),
    ("6030. 00", "6030.00", ""),
    ("44,35\n0.00", "44350.00", ""),
    ("100.00%", "100.00", "%"),
    ("８９ ％", "89", "%"),
    ("≥ 200 平方 米", "200", "平方米"),
    ("不少于 95%", "95", "%"),
    ("20人以上", "20", "人"),
    ("5 次", "5", "次"),
    ("2080501", "2080501", ""),
    ("2024", "2024", ""),
]
NONE = [
    "", " ", "-", "--", "0.00 12.00", "100 200", "1,234.56 7,890.12", "2024 年", "2024 年度", "90%—100%", "2 万套资料",
    "每季度一次", "一", "5\t6", "1.2.3", "12.00 0.0", "合计 5", "（1）",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "unit"), ONE)
def test_a_cell_that_holds_one_number(text: str, number: str, unit: str):
    figure = cell_figure(text, 0, len(text), words())
    assert figure is not None
    assert (str(figure.number), figure.unit) == (number, unit)


@pytest.mark.parametrize("text", NONE)
def test_a_cell_that_holds_no_one_number(text: str):
    assert cell_figure(text, 0, len(text), words()) is None


def test_hedge_and_operator_of_a_cell():
    figure = cell_figure("x≥ 200 家", 1, 8, words())
    assert figure is not None
    assert (figure.operator, figure.hedge, figure.start, figure.end) == (">=", "≥", 3, 6)
