"""While only people's decisions are missing, the score lies in a range; while a figure is missing, anywhere."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.framework import BuiltRule, Group, Indicator, Reading
from jixiao.core.scoring.inputs import Workbench
from jixiao.core.scoring.points import Shape
from jixiao.core.scoring.score import score
from jixiao.core.scoring.score_expression import score_expression
from jixiao.core.scoring.shapes.checklist import Checklist, Line
from jixiao.core.scoring.shapes.tiered_choice import Option, TieredChoice
from tests.unit.filed import DAY, figures, filing, framework, judged, vocabulary
from tests.unit.scoring.published import result_of

FRAMEWORK = framework()
PROCURED = figures(procurement_plan="19.50 万元", procurement_actual="2.96 万元")


def possible(indicator: str, facts=(), judgements=()) -> tuple[str, str] | None:
    found = result_of(score(FRAMEWORK, filing(facts, judgements), DAY), indicator)
    assert found.outcome is Outcome.CANNOT_TELL
    return None if found.possible is None else (f"{found.possible[0]:f}", f"{found.possible[1]:f}")


def alone(shape: Shape, points: Fraction) -> Indicator:
    """An indicator of the test's own."""
    bench = Workbench(vocabulary(), "own", points)
    built = shape.build(bench)
    rule = BuiltRule(built, score_expression(built, points, 2), bench.inputs)
    like = FRAMEWORK.indicator("asset_safety")
    reading = Reading("standard", like.name, rule)
    return replace(like, id="own", points=points, readings=(reading,), default_reading="standard")


def scored(indicator: Indicator, judgements=()):
    one = replace(FRAMEWORK, groups=(Group("all", indicator.name, indicator.points, indicators=(indicator,)),))
    return score(one, filing((), judgements), DAY).results[0]


def test_nothing_decided_leaves_everything_open():
    assert possible("asset_safety") == ("0.00", "2.00")
    assert possible("budget_compliance") == ("0.00", "5.00")


def test_every_decision_narrows_the_range():
    half = [judged("asset_safety.custody", "0.50")]
    assert possible("asset_safety", (), half) == ("0.50", "1.50")


def test_what_figures_give_is_certain_already():
    assert possible("procurement", PROCURED) == ("0.15", "1.15")


def test_a_veto_that_is_not_decided_may_take_everything():
    facts = figures(initial_budget="100 万元", adjusted_budget="100 万元")
    decided = [judged(f"financial_compliance.{name}", True) for name in ("spending", "accounting")]
    assert possible("financial_compliance", facts, decided) == ("0.00", "3.00")
    cleared = [judged("financial_compliance.violation", False)]
    assert possible("financial_compliance", facts, cleared) == ("1.00", "3.00")


def test_a_missing_figure_leaves_no_range():
    assert possible("procurement", PROCURED[:1]) is None
    assert possible("fiscal_staff") is None


def test_a_choice_is_at_least_its_poorest_option():
    options = (Option("good", "好", "good", Fraction(3, 2)), Option("poor", "差", "poor", Fraction(1, 2)))
    found = scored(alone(TieredChoice("own_choice", "认定", "choice", options), Fraction(3, 2)))
    assert found.possible == (Decimal("0.50"), Decimal("1.50"))


def test_an_exemption_that_nobody_claims_widens_nothing():
    published = [judged("budget_disclosure.budget", "partial")]
    assert possible("budget_disclosure", (), published) == ("1.00", "2.50")


def test_a_figure_in_doubt_leaves_no_range():
    facts = [*PROCURED[:1], *figures(procurement_actual="2.96 万元 以上")]
    assert possible("procurement", facts) is None


def test_what_is_scored_has_no_range():
    judgements = [judged("asset_safety.custody", True), judged("asset_safety.disposal", True)]
    found = result_of(score(FRAMEWORK, filing((), judgements), DAY), "asset_safety")
    assert found.possible is None


@pytest.mark.parametrize(("clauses", "is_shown"), [(7, True), (8, False)])
def test_with_too_many_open_clauses_no_range_is_shown(clauses, is_shown):
    lines = tuple(Line(f"c{n}", f"第 {n} 款", f"clause {n}", Fraction(1)) for n in range(clauses))
    found = scored(alone(Checklist(lines), Fraction(clauses)))
    assert (found.possible is not None) is is_shown


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from((None, "0.00", "0.40", "1.00")), min_size=5, max_size=5))
def test_the_range_is_that_of_all_decisions(given_):
    clauses = ["duties", "priorities", "special_funds", "classification", "not_rigid"]
    decided = {clause: value for clause, value in zip(clauses, given_, strict=True) if value is not None}
    judgements = [judged(f"budget_reasonableness.{clause}", value) for clause, value in decided.items()]
    result = result_of(score(FRAMEWORK, filing((), judgements), DAY), "budget_reasonableness")
    free = [clause for clause in clauses if clause not in decided]
    known = sum(map(Decimal, decided.values()))
    totals = [known + sum(chosen) for chosen in product((0, 1), repeat=len(free))]
    if free:
        assert result.possible == (min(totals), max(totals))
    else:
        assert result.score == known
