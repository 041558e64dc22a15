"""深圳市福田区投资推广署 2020: a damaged score table, and quarters that nobody states."""

from decimal import Decimal

from jixiao.core.kernel.outcome import Outcome
from tests.unit.scoring.published import card, result_of, shown, told

CARD = card("futian-2020-self-evaluation")


def test_the_framework_of_2020_holds():
    assert CARD.framework.id == "shenzhen-department-2020"


def test_procurement():
    assert f"{result_of(CARD, 'procurement').score:f}" == "1.94"
    assert "50.52 万元 ÷ 53.87 万元 = 93.78 %" in told(result_of(CARD, "procurement"))


def test_financial_compliance_loses_the_whole_point_of_the_adjustment():
    result = result_of(CARD, "financial_compliance")
    assert f"{result.score:f}" == "2.00"
    assert "= 29.46 %" in told(result)
    assert result.reproduces == ("net_change+linear", "net_change+full_points", "net_change+started")


def test_a_reallocation_of_one_project_is_not_that_of_the_department():
    assert shown(result_of(CARD, "financial_compliance"))["declared+linear"] is None


def test_twelve_in_ten_posts_give_nothing():
    result = result_of(CARD, "fiscal_staff")
    assert f"{result.score:f}" == "0.00"
    assert "12 人 ÷ 10 人 = 120.00 %" in told(result)


def test_four_of_sixteen_are_off_the_establishment():
    result = result_of(CARD, "off_establishment_staff")
    assert f"{result.score:f}" == "0.00"
    assert "(1 人 + 3 人) ÷ (12 人 + (1 人 + 3 人)) = 25.00 %" in told(result)


def test_budget_execution_cannot_be_told_and_the_missing_quarters_are_named():
    result = result_of(CARD, "budget_execution")
    assert (result.outcome, result.basis, result.score) == (Outcome.CANNOT_TELL, "stated", None)
    assert [text.zh for text in result.missing] == [
        "支出进度（一季度末）",
        "支出进度（二季度末）",
        "支出进度（三季度末）",
    ]
    assert set(shown(result).values()) == {None}
    assert result.reproduces == ()
    assert result.stated_value == Decimal("5.47")


def test_the_rows_that_cannot_be_read_are_named():
    assert [result.indicator.id for result in CARD.unreadable] == [
        "budget_compliance",
        "fixed_asset_utilisation",
        "fiscal_staff",
        "off_establishment_staff",
        "satisfaction",
    ]
    assert all(result.stated and result.stated.unreadable for result in CARD.unreadable)


def test_what_can_be_read_does_not_add_up_to_the_total_and_says_neither_yes_nor_no():
    assert (CARD.stated_total, CARD.stated_sum) == (Decimal("95.41"), Decimal("83.41"))
    assert CARD.stated_foots is None


def test_while_something_is_undecided_there_is_no_total_of_all_and_no_grade():
    assert CARD.undecided_points == 11
    assert (CARD.combined_total, CARD.grade) == (None, None)
    assert CARD.total == Decimal("14.94")


def test_nothing_that_was_computed_differs_from_what_can_be_read():
    assert CARD.differing == ()
