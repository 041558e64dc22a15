"""Scores as spreadsheet formulas: scaled exactly, folded, printed with unknowns as errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import columns, largest
from jixiao.core.scoring.scorecard import IndicatorResult
from jixiao.reports.workbook.exact_scaling import LIMIT, Scaling
from jixiao.reports.workbook.folding import ABSENT, folded
from jixiao.reports.workbook.formula import condition_formula, integer_formula
from jixiao.reports.workbook.inputs_sheet import Inputs
from jixiao.reports.workbook.live import cell_of, live_score, scaling_of
from tests.reports.sample import scorecard

A, B = x.Column("a", 0, 10**16), x.Column("b", 0, 10**16)
CELLS = {"a": "A1", "b": "B1", "absent": "NA()"}
TOLD = {"range": "out", "not_applicable": "n/a", "cannot_tell": "?"}


def scored() -> list[IndicatorResult]:
    return [result for result in scorecard().results if result.score is not None]


@pytest.mark.parametrize("result", scored(), ids=lambda result: result.indicator.id)
@given(data=st.data())
def test_scaling_changes_no_score(result: IndicatorResult, data: st.DataObject):
    """The scaled expression over counts gives what the engines' expression gives over the figures."""
    expression = result.indicator.reading(result.reading).rule.expression
    names = [column.name for column in columns(expression.score, expression.outcome)]
    multiples = {name: data.draw(st.sampled_from([1, 100, 10_000]), name) for name in names}
    counts = {name: data.draw(st.none() | st.integers(0, 10**6), name) for name in names}
    row = {name: None if counts[name] is None else counts[name] * multiples[name] for name in names}
    scaling = Scaling(multiples, 10**14)
    for part in (expression.score, expression.outcome):
        assert evaluation.integer(scaling.integer(part))(counts) == evaluation.integer(part)(row)


@pytest.mark.parametrize("result", scored(), ids=lambda result: result.indicator.id)
def test_every_score_of_the_sample_fits_into_a_spreadsheet(result: IndicatorResult):
    inputs = Inputs(scorecard(), "数据")
    cells, addresses = inputs.of(result)
    scaling = scaling_of(result, cells)
    assert scaling is not None
    expression = result.indicator.reading(result.reading).rule.expression
    assert largest(scaling.integer(folded(expression.score, frozenset()))) <= LIMIT
    live = live_score(result, 2, cells, addresses, TOLD)
    assert live.reason is None
    assert all(address in live.formula for address in addresses.values())


def test_a_figure_counts_in_its_last_printed_place():
    result = next(one for one in scored() if one.indicator.id == "procurement")
    cell = cell_of(result.inputs[0])
    assert (str(cell.value), cell.multiple, cell.count) == ("2.96", 10_000, 296)


def test_figures_that_do_not_fit_are_refused_with_the_reason():
    result = next(one for one in scored() if one.indicator.id == "adjustment")
    cells = {binding.input.column.name: cell_of(binding) for binding in result.inputs if binding.integer is not None}
    assert cells["adjusted_budget"].multiple == 1
    live = live_score(result, 2, cells, dict.fromkeys(cells, "A1"), TOLD)
    assert live.formula == ""
    assert live.reason is not None
    assert "电子表格" in live.reason.zh


def test_shared_factors_go_and_others_stay():
    ratio = x.quotient(x.multiply(A, 200), x.multiply(B, 2))
    scaled = Scaling({"a": 10_000, "b": 10_000}, 10**14).integer(ratio)
    assert integer_formula(scaled, CELLS) == "INT((A1*100)/(B1))"
    mixed = Scaling({"a": 10_000, "b": 1}, 10**14).integer(x.add(A, B))
    assert integer_formula(mixed, CELLS) == "(A1*10000+B1)"


def test_a_veto_below_the_line_does_not_spoil_the_shared_factor():
    hit = x.Known(x.Column("veto", 0, 1))
    above, below = x.choose([(hit, x.ZERO)], x.multiply(A, 10_000)), x.choose([(hit, x.ONE)], x.multiply(B, 10_000))
    scaled = Scaling({"a": 1, "b": 1, "veto": 1}, 10**9).integer(x.quotient(above, below))
    assert integer_formula(scaled, {**CELLS, "veto": "C1"}) == "IF(ISNUMBER(C1),0,INT((A1)/(B1)))"


def test_a_branch_is_taken_only_when_its_condition_is_certain():
    less = x.compare(A, "<", B)
    assert condition_formula(less, CELLS) == "IFERROR(A1<B1,FALSE)"
    assert condition_formula(x.negate(less), CELLS) == "IFERROR(A1>=B1,FALSE)"
    both = x.every(x.Known(A), less)
    assert condition_formula(x.negate(both), CELLS) == "OR(NOT(ISNUMBER(A1)),IFERROR(A1>=B1,FALSE))"


def test_what_nobody_states_leaves_the_formula():
    fallback = x.choose([(x.Known(A), A)], x.add(A, B))
    assert folded(fallback, frozenset({"b"})) == A
    assert folded(x.add(A, B), frozenset({"b"})) == ABSENT
    assert integer_formula(folded(x.choose([(x.compare(A, "<", x.ONE), A)], B), frozenset({"b"})), CELLS).endswith(
        "NA())"
    )
