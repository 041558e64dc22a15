"""A framework of letters has no points: every form of report shows the letters and leaves out what does not exist."""

from datetime import date

import pytest

from jixiao.core.kernel.period import Period
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing
from jixiao.core.scoring.score import score
from jixiao.core.scoring.scorecard import Scorecard
from jixiao.reports.html.index import index_html
from jixiao.reports.html.page import scorecard_html
from jixiao.reports.printed.docx import scorecard_docx
from jixiao.reports.printed.official_table import official_table
from jixiao.reports.printed.pdf import scorecard_pdf
from jixiao.reports.score_json import score_document
from jixiao.reports.terminal import scorecard_text
from jixiao.reports.workbook.book import scorecard_xlsx
from tests.spec.rulebooks import framework_named


@pytest.fixture(scope="module")
def card() -> Scorecard:
    """Nothing is known, so every letter is the lowest, with a star."""
    filing = Filing("某县", "某省", Period.parse("2023"), "self_evaluation", FactSet([]))
    return score(framework_named("letters"), filing, date(2024, 1, 1))


def test_letters_stand_where_points_would(card: Scorecard):
    assert "D*" in scorecard_text(card)
    assert official_table(card).rows[0].score == "D*"
    assert score_document(card)["indicators"][0]["score"] == "D*"


def test_there_is_no_total_no_bar_and_no_loss(card: Scorecard):
    page = scorecard_html(card)
    assert "D*" in page
    assert "已评级" in page
    assert "满分" not in page
    assert 'id="lost"' not in page
    assert 'id="levels"' not in page
    assert 'href="#t-evidenced"' not in page
    assert "等级评价，没有总分" in index_html([card], ["a.html"])


@pytest.mark.parametrize("make", [scorecard_docx, scorecard_pdf, scorecard_xlsx])
def test_every_paper_can_be_made(make, card: Scorecard):
    assert make(card) == make(card)
