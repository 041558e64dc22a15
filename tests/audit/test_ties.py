"""Ties: what the printed precision excuses, and what it does not."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.core.audit.finding import Severity, Verdict
from jixiao.core.audit.forms import AtMost, ChangeRate, RateOfAmount, Ratio, Sum
from jixiao.core.audit.tie import Tie, judge, would_hold
from jixiao.core.audit.tie_answer import answer
from jixiao.core.kernel.text import Text
from tests.audit.terms import printed, terms

WHAT = Text("比率", "a rate")


def state(form, *written: str) -> str:
    return judge(Tie(form, terms(*written), WHAT)).state


@pytest.mark.parametrize(
    ("form", "written", "expected"),
    [
        (Sum((1, 1)), ("30.00 万元", "10.00 万元", "20.00 万元"), "holds"),
        # Two parts of two places may miss their sum by 0.01, not by 0.02.
        (Sum((1, 1)), ("30.01 万元", "10.00 万元", "20.00 万元"), "rounding"),
        (Sum((1, 1)), ("30.02 万元", "10.00 万元", "20.00 万元"), "broken"),
        (Sum((1, -1)), ("80.00 万元", "100.00 万元", "20.00 万元"), "holds"),
        # One quantity printed twice: a unit of the last place is rounding, two are not.
        (Sum((1,)), ("236.63 万元", "236.64 万元"), "rounding"),
        (Sum((1,)), ("236.62 万元", "236.64 万元"), "broken"),
        (Sum((1,)), ("350.35 万元", "3,503,499 元"), "holds"),
        # What is counted one by one is not rounded.
        (Sum((1, 1)), ("5 人", "2 人", "3 人"), "holds"),
        (Sum((1, 1)), ("6 人", "2 人", "3 人"), "broken"),
        (Ratio(), ("66.67 %", "133.33 万元", "200.00 万元"), "holds"),
        (Ratio(), ("66.67 %", "133.35 万元", "200.00 万元"), "rounding"),
        (Ratio(), ("66.67 %", "133.37 万元", "200.00 万元"), "broken"),
        (Ratio(), ("0.00 %", "0.00 万元", "0.00 万元"), "open"),
        (ChangeRate(1), ("20.00 %", "120.00 万元", "100.00 万元"), "holds"),
        (ChangeRate(-1), ("20.00 %", "80.00 万元", "100.00 万元"), "holds"),
        (ChangeRate(-1), ("20.00 %", "120.00 万元", "100.00 万元"), "broken"),
        (RateOfAmount(1), ("12.08 %", "1062.85 万元", "9859.38 万元"), "holds"),
        (RateOfAmount(1), ("12.80 %", "1062.85 万元", "9859.38 万元"), "broken"),
        (RateOfAmount(-1), ("8.65 %", "13.52 万元", "142.80 万元"), "holds"),
        (AtMost(), ("142.80 万元", "480.66 万元"), "holds"),
        (AtMost(), ("480.67 万元", "480.66 万元"), "rounding"),
        (AtMost(), ("480.68 万元", "480.66 万元"), "broken"),
    ],
)
def test_state(form, written, expected):
    assert state(form, *written) == expected


def test_a_hedge_is_a_wide_interval():
    near = Tie(Sum((1,)), (printed("300 人", hedge="around"), printed("309 人", 10)), WHAT)
    far = Tie(Sum((1,)), (printed("300 人", hedge="around"), printed("450 人", 10)), WHAT)
    assert judge(near).state == "holds"
    assert judge(far).state == "broken"


def test_the_finding_tells_the_arithmetic():
    found = answer(Tie(Ratio(), terms("95.45 %", "9746.50 万元", "10210.34 万元"), WHAT))
    assert found.verdict is Verdict.FAILED
    assert found.finding is not None
    assert found.finding.severity is Severity.ERROR
    assert found.finding.message.zh == "比率：9,746.50 万元 ÷ 10,210.34 万元 = 95.46%，此处为 95.45%"
    assert (found.finding.expected, found.finding.found) == ("95.46%", "95.45%")
    assert found.finding.difference == "−0.01%"
    assert found.finding.tolerance == "±0.0051%"


def test_figures_brought_together_by_nearness_only_give_a_lead():
    tie = Tie(Sum((1, 1)), terms("31.00 万元", "10.00 万元", "20.00 万元"), WHAT, firm=False)
    finding = answer(tie).finding
    assert finding is not None
    assert finding.severity is Severity.SUSPICIOUS


def test_digits_cut_off_in_a_coarser_print_are_a_lead():
    cut = answer(Tie(Sum((1, 1)), terms("359 万元", "358.55 万元", "1.30 万元"), WHAT)).finding
    wrong = answer(Tie(Sum((1, 1)), terms("358 万元", "358.55 万元", "1.30 万元"), WHAT)).finding
    assert cut is not None
    assert wrong is not None
    assert (cut.severity, wrong.severity) == (Severity.SUSPICIOUS, Severity.ERROR)


cents = st.integers(min_value=1, max_value=10**9).map(lambda number: Decimal(number).scaleb(-2))


def rounded(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(st.lists(cents, min_size=1, max_size=8))
def test_the_true_sum_of_what_is_printed_always_holds(parts):
    written = [f"{sum(parts)} 万元", *(f"{one} 万元" for one in parts)]
    assert state(Sum((1,) * len(parts)), *written) == "holds"


@given(cents, cents)
def test_a_rate_rounded_from_exact_amounts_is_never_broken(above, below):
    rate = rounded(Fraction(above) / Fraction(below) * 100, 2)
    assert state(Ratio(), f"{rate} %", f"{above} 万元", f"{below} 万元") in ("holds", "rounding")


@given(st.lists(st.integers(1, 10**8), min_size=2, max_size=6))
def test_amounts_rounded_one_by_one_never_contradict_their_rounded_sum(yuan):
    written = [f"{rounded(Fraction(one, 10000), 2)} 万元" for one in (sum(yuan), *yuan)]
    assert state(Sum((1,) * len(yuan)), *written) != "broken"


@given(cents, cents, st.integers(0, 2))
def test_what_a_form_asks_of_a_figure_makes_it_hold(one, other, index):
    tie = Tie(Sum((1, 1)), terms("1.00 万元", f"{one} 万元", f"{other} 万元"), WHAT)
    value = tie.form.solve([Fraction(term.value) for term in tie.terms], index)
    assert value is not None
    assert would_hold(tie, {tie.terms[index].place: tie.terms[index].rounded(value)})
