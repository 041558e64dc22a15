"""One cause behind several findings."""

from jixiao.core.audit.causes import find_causes
from jixiao.core.audit.forms import ChangeRate, Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.audit.tie_answer import answer
from jixiao.core.kernel.text import Text
from tests.audit.terms import printed

WHAT = Text("合计", "a sum")


def answers(*ties: Tie):
    return [answer(tie) for tie in ties]


def causes(*ties: Tie):
    found = answers(*ties)
    return find_causes(found, [one for one in found if one.finding is not None])


def tie(*figures, signs=None):
    return Tie(Sum(signs or (1,) * (len(figures) - 1)), figures, WHAT)


def test_two_swapped_digits_that_break_two_sums_are_named_once():
    above = printed("8013 人", 20)
    whole = tie(printed("13459 人", 0), above, printed("5356 人", 40))
    inner = tie(above, printed("7998 人", 60), printed("105 人", 80))
    (cause,) = causes(whole, inner)
    assert (cause.printed, cause.likely) == ("8,013 人", "8,103 人")
    assert cause.findings == (0, 1)
    assert cause.is_slip
    assert "两位数字颠倒" in cause.message.zh


def test_a_value_that_three_relations_ask_for_is_named_without_a_slip():
    wrong, right = printed("352.67 万元", 0), printed("350.35 万元", 20)
    rate = Tie(ChangeRate(1), (printed("0.53 %", 40), wrong, printed("348.52 万元", 60)), WHAT)
    (cause,) = causes(tie(wrong, right), rate)
    assert cause.likely == "350.35 万元"
    assert not cause.is_slip


def test_a_change_that_would_break_what_holds_is_no_cause():
    shared = printed("20.00 万元", 20)
    broken = tie(printed("35.00 万元", 0), printed("10.00 万元", 10), shared)
    holds = tie(shared, printed("12.00 万元", 40), printed("8.00 万元", 50))
    assert causes(broken, holds) == ()


def test_a_cell_that_repeats_the_wrong_one_changes_with_it():
    total, column = printed("358.55 万元", 0), printed("358.55 万元", 20)
    row = tie(total, column, printed("0.00 万元", 40))
    above = tie(printed("357.85 万元", 60), total, printed("0.70 万元", 80))
    below = tie(column, printed("300.00 万元", 100), printed("57.15 万元", 120))
    (cause,) = causes(row, above, below)
    assert cause.likely == "357.15 万元"
    assert cause.findings == (0, 1)


def test_one_broken_sum_alone_may_be_wrong_anywhere():
    assert causes(tie(printed("35.00 万元", 0), printed("10.00 万元", 10), printed("20.00 万元", 20))) == ()


def test_notes_of_rounding_have_no_cause():
    assert causes(tie(printed("30.01 万元", 0), printed("10.00 万元", 10), printed("20.00 万元", 20))) == ()


def test_a_hundred_findings_of_a_reading_gone_wrong_are_left_alone():
    ties = [tie(printed("1.00 万元", 30 * n), printed("9.00 万元", 30 * n + 10)) for n in range(250)]
    assert causes(*ties) == ()
