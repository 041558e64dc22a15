"""What is read against figures that people located by hand; the texts are not part of the project."""

import pytest

from tools.reading_quality import PAGE, Measured, gold_files, measure, page

pytestmark = pytest.mark.skipif(not gold_files(), reason="the published texts are not at hand")


@pytest.fixture(scope="module")
def measured() -> list[Measured]:
    return [measure(path) for path in gold_files()]


def test_nearly_every_figure_and_cell_is_found(measured: list[Measured]) -> None:
    for each in measured:
        assert 100 * each.figures.found >= 95 * each.figures.asked, (each.name, each.figures.missing)
        assert 100 * each.cells.found >= 98 * each.cells.asked, (each.name, each.cells.missing)


def test_every_goal_and_every_readable_score_is_found(measured: list[Measured]) -> None:
    for each in measured:
        assert each.goals.found == each.goals.asked, (each.name, each.goals.wrong, each.goals.missing)
        assert each.scores.found == each.scores.asked, (each.name, each.scores.wrong, each.scores.missing)


def test_hardly_anything_is_read_wrong(measured: list[Measured]) -> None:
    for each in measured:
        wrong = [*each.figures.wrong, *each.cells.wrong]
        assert 1000 * len(wrong) <= 5 * (each.figures.asked + each.cells.asked), (each.name, wrong)


def test_every_fact_quotes_the_text_at_its_place(measured: list[Measured]) -> None:
    for each in measured:
        assert each.quotes == each.facts > 0


def test_the_published_table_is_what_is_measured(measured: list[Measured]) -> None:
    assert PAGE.read_text("utf-8") == page(measured), "python tools/reading_quality.py writes it anew"
