"""Decisions must fit their clause: of its kind, within its worth, and no finer than it is kept."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.core.scoring.fitting import check_fit
from jixiao.core.scoring.framework import Group
from jixiao.core.scoring.shapes.qualitative import Level, Qualitative
from tests.unit.filed import DAY, filing, framework, judged
from tests.unit.scoring.test_possible import alone

FRAMEWORK = framework()
LEVELS = (Level("all", "全部", "all", Fraction(0), Fraction(1)),)
OWN = alone(Qualitative("own_level", "评价", "level", Fraction(2), LEVELS), Fraction(2))
QUALITATIVE = replace(FRAMEWORK, groups=(Group("all", OWN.name, OWN.points, indicators=(OWN,)),))


def refusal(judgement, rules=FRAMEWORK) -> str:
    with pytest.raises(InputFault) as caught:
        check_fit(rules, filing((), [judgement]))
    return caught.value.said("zh")


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("procurement.policy", "0.00"),
        ("procurement.policy", "1.00"),
        ("procurement.policy", True),
        ("budget_compliance.nonconforming", 0),
        ("budget_compliance.nonconforming", 10_000),
        ("budget_disclosure.budget", "partial"),
        ("financial_compliance.violation", False),
    ],
)
def test_a_decision_that_fits_is_accepted_up_to_its_limits(clause, value):
    check_fit(FRAMEWORK, filing((), [judged(clause, value)]))


@pytest.mark.parametrize(
    ("clause", "value", "words"),
    [
        ("procurement.policy", "1.01", "认定分数超过该条款满分"),
        ("procurement.policy", "0.005", "最多两位小数"),
        ("procurement.policy", 1, "应为：points 或 met"),
        ("procurement.policy", "full", "应为：points 或 met"),
        ("budget_compliance.nonconforming", 10_001, "应为：≤ 10,000"),
        ("budget_compliance.nonconforming", True, "应为：count: 整数"),
        ("budget_disclosure.budget", "partially", "full、partial、none"),
        ("financial_compliance.violation", "1.00", "应为：met: true 或 false"),
        ("procurement.polciy", "1.00", "是否想写 policy"),
        ("procurment.policy", "1.00", "是否想写 procurement"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(clause, value, words):
    assert words in refusal(judged(clause, value))


def percentage(value: str):
    return replace(judged("own.own_level", "0"), points=None, percent=Decimal(value), on=DAY)


@pytest.mark.parametrize("value", ["0", "100", "66.66"])
def test_a_percentage_up_to_a_hundred_fits(value):
    check_fit(QUALITATIVE, filing((), [percentage(value)]))


@pytest.mark.parametrize(
    ("value", "words"), [("100.01", "应为：≤ 100"), ("-1", "超出范围"), ("66.666", "最多两位小数")]
)
def test_a_percentage_beyond_is_refused(value, words):
    assert words in refusal(percentage(value), QUALITATIVE)
