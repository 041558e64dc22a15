"""Which framework a score table belongs to, and what differs where it belongs to none."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jixiao.core.document.figure import Figure
from jixiao.core.document.statement import Piece, ScoreRow
from jixiao.core.kernel.numerals import read_decimal
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.framework_match import known_score_names, match_framework

BOOK = load_rulebook()
EARLIER, LATER = "shenzhen-department-2020", "shenzhen-department-2022"


def row(name, points, damage=None):
    figure = None if points is None else Figure(0, 1, read_decimal(str(points)))
    return ScoreRow(("", ""), Piece(0, len(name), name), figure, None, damage=damage)


def table(framework):
    return [row(one.name.zh, one.points) for one in BOOK.framework(framework).indicators]


def without(rows, name):
    return [one for one in rows if one.name.text != name]


@pytest.mark.parametrize("framework", [EARLIER, LATER])
def test_a_table_belongs_to_the_framework_with_its_names_and_points(framework):
    match = match_framework([*table(framework), row("合计", None)], BOOK)
    assert (match.framework, match.candidate, match.missing, match.unknown) == (framework, framework, (), ())
    assert match.indicators[0] == BOOK.framework(framework).indicators[0].id


def test_the_order_of_rows_and_a_lost_row_do_not_matter():
    rows = without(table(EARLIER)[::-1], "预算编制规范性")
    match = match_framework(rows, BOOK, "深圳市示例区", 2020)
    assert (match.framework, match.missing) == (EARLIER, ("budget_compliance",))


def test_a_local_word_in_a_name_is_still_that_name():
    rows = [row("社会公众或服务对象满意度" if "满意度" in one.name.text else one.name.text, one.points.number)
            for one in table(LATER)]  # fmt: skip
    match = match_framework(rows, BOOK)
    assert match.framework == LATER
    assert "satisfaction" in match.indicators.values()


def test_damaged_rows_do_not_speak_against_a_framework():
    rows = [*without(table(LATER), "项目监管"), row("项目", 2, "self_score_missing")]
    rows[0] = replace(rows[0], points=None, damage="nothing_readable")
    assert match_framework(rows, BOOK).framework == LATER


def test_other_points_are_told_and_belong_to_no_framework():
    rows = [row("预算执行率", 9) if one.name.text == "预算执行率" else one for one in table(LATER)]
    match = match_framework(rows, BOOK)
    assert (match.framework, match.candidate) == (None, LATER)
    (differing,) = match.differing
    assert (differing.indicator, differing.expected, differing.printed) == ("budget_execution", 6, Fraction(9))


def test_a_row_of_its_own_is_told_and_belongs_to_no_framework():
    match = match_framework([*table(LATER), row("示例加分项", 5)], BOOK)
    assert (match.framework, match.candidate, match.unknown) == (None, LATER, (21,))


def test_half_a_table_could_be_any():
    match = match_framework(table(LATER)[:9], BOOK)
    assert match.framework is None
    assert len(match.missing) == 12


def test_another_region_or_year_is_told():
    elsewhere = match_framework(table(LATER), BOOK, "示例市示例区", 2024)
    too_early = match_framework(table(LATER), BOOK, "深圳市示例区", 2020)
    assert (elsewhere.framework, elsewhere.candidate, elsewhere.fits_region) == (None, LATER, False)
    assert (too_early.framework, too_early.candidate, too_early.fits_year) == (None, LATER, False)


@pytest.mark.parametrize("rows", [[], [row("示例甲", 50), row("示例乙", 50)]])
def test_a_table_like_none_has_no_candidate(rows):
    match = match_framework(rows, BOOK)
    assert (match.framework, match.candidate, len(match.unknown)) == (None, None, len(rows))


def test_the_names_of_groups_and_indicators_are_anchors():
    names = known_score_names(BOOK)
    assert {"部门决策", "预算编制", "预算执行率"} <= set(names)
    assert len(names) == len(set(names))
