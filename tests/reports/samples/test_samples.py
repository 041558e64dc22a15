"""The sample documents: the same in every format, the same bytes every time, and sums that hold."""

import re
from decimal import Decimal

import pytest

from jixiao.reports.samples.as_office import as_docx, as_xlsx
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_html, as_text
from jixiao.reports.samples.content import Grid, Head, SampleDocument
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.ledger import ledger
from jixiao.reports.samples.self_evaluation import SCORES, self_evaluation

DOCUMENTS = [accounts(), budget(), self_evaluation()]


@pytest.mark.parametrize("write", [as_text, as_html, as_docx, as_xlsx, as_pdf])
def test_the_same_content_gives_the_same_bytes(write) -> None:
    assert write(accounts()) == write(accounts())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_row_of_a_table_has_every_column(document: SampleDocument) -> None:
    for grid in (piece for piece in document.pieces if isinstance(piece, Grid)):
        assert {len(row) for row in grid.rows} == {grid.columns}


def test_classes_add_up_to_their_parents_and_to_the_total() -> None:
    (table,) = (p for p in accounts().pieces if isinstance(p, Grid) and p.title == "支出决算表")
    amounts = {row[0]: Decimal(row[2]) for row in table.rows}
    for code, amount in amounts.items():
        children = [value for other, value in amounts.items() if other[:-2] == code and len(other) > len(code)]
        assert not children or sum(children) == amount, code
    assert sum(value for code, value in amounts.items() if len(code) == 3) == amounts[""]


def test_the_points_of_the_score_table_make_a_hundred() -> None:
    assert sum(points for *_, points in SCORES) == 100


def test_the_stated_total_is_the_sum_of_the_scores() -> None:
    (table,) = (p for p in self_evaluation().pieces if isinstance(p, Grid) and "评分表" in p.title)
    *rows, total = table.rows
    assert sum(Decimal(row[-1]) for row in rows) == Decimal(total[-1])


def test_a_seed_gives_another_year() -> None:
    first, second = (ledger("示例局", "示例区", 2024, seed).total("spent") for seed in (1, 2))
    assert first != second


def test_a_cell_of_the_head_covers_its_places() -> None:
    heads = ((Head("项目", 2), Head("合计", rows=2)), (Head("编码"), Head("名称")))
    assert Grid("表", "元", heads, ()).placed_heads == [
        [(0, heads[0][0]), (2, heads[0][1])],
        [(0, heads[1][0]), (1, heads[1][1])],
    ]


def test_words_and_tables_state_the_same_total() -> None:
    text = as_text(accounts()).decode()
    (stated,) = re.findall(r"本年支出合计(\d+\.\d\d)万元", text)
    assert f"本年支出合计\t{stated}\n" in text
