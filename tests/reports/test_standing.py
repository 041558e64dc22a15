"""What every form of report shares: states, marks, the division of points, the order of sections."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from jixiao.core.kernel.citation import Citation
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.scoring.scorecard import IndicatorResult
from jixiao.reports import standing
from jixiao.reports.evidence import evidence
from jixiao.reports.figures import exact, points, range_of, signed
from tests.reports.sample import REPORT, fact, facts, scorecard


def result(name: str, card=None) -> IndicatorResult:
    return next(one for one in (card or scorecard()).results if one.indicator.id == name)


def test_every_indicator_stands_in_one_state():
    states = {one.indicator.id: standing.state(one) for one in scorecard().results}
    assert states == {
        "reasonableness": "full",
        "goal_completeness": "stated",
        "procurement": "lost",
        "adjustment": "lost",
        "off_establishment": "lost",
        "asset_use": "full",
        "petitions": "not_applicable",
        "execution": "full",
        "timeliness": "untold",
        "operating_cost": "untold",
        "benefit": "stated",
        "satisfaction": "untold",
    }


def test_the_parts_of_the_points_add_up():
    card = scorecard()
    parts = standing.parts(card.results)
    assert parts.points == 100
    assert (parts.evidenced, parts.evidenced_points) == (Fraction(card.total), Fraction(card.decided_points))
    assert (parts.stated, parts.undecided, parts.not_applicable) == (58, 10, 5)
    assert standing.parts([]).points == 0


def test_lost_points_are_ordered_by_the_loss():
    assert [one.indicator.id for one in standing.losing(scorecard())] == [
        "off_establishment",
        "procurement",
        "adjustment",
    ]


def test_steps_that_earned_everything_do_not_tell_why_points_were_lost():
    steps = [step.zh for step in standing.telling_steps(result("procurement"))]
    assert len(steps) == 2
    assert not any("采购政策" in step for step in steps)


def test_a_figure_wears_the_mark_of_its_source():
    card = scorecard()
    assert [one.mark for one in evidence(card, result("procurement", card))] == [None, None, "pen"]
    assert [one.mark for one in evidence(card, result("satisfaction", card))] == ["split"]


def test_a_figure_that_nobody_can_look_up_wears_an_open_circle():
    nowhere = replace(facts()[6], source=Citation(REPORT))
    card = scorecard(facts=FactSet([*facts()[:6], nowhere]))
    marks = {one.column: one.mark for one in evidence(card, result("off_establishment", card))}
    assert marks == {"off_establishment_staff": "open", "staff_in_post": None}


def test_numbers_have_true_minus_signs_and_their_decimals():
    assert (points(Decimal(4)), points(None)) == ("4.00", "—")
    assert (signed(Decimal("-0.5")), signed(Decimal("0.1")), signed(Decimal(0))) == ("−0.50", "+0.10", "0.00")
    assert (exact(Fraction(5)), exact(Decimal("1.155")), exact(None)) == ("5.00", "1.155", None)


def test_a_printed_figure_says_what_it_stands_for():
    assert range_of(fact("procurement_actual", "2.96", "万元")).zh == "≥ 2.955，< 2.965 万元"
    assert range_of(fact("satisfaction", "95", "%", hedge="以上")).en == "≥ 95 %"
