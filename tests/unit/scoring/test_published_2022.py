"""深圳市福田区投资推广和企业服务中心 2022: every figure that its report prints, computed again from what it states.

The report states 96.76; two of its scores are worth a second look: 预算执行率 follows from one reading of four, and
财务合规性 from none.
"""

from decimal import Decimal

import pytest

from jixiao.core.kernel.outcome import Outcome
from tests.unit.scoring.published import card, result_of, shown, told

CARD = card("futian-2022-self-evaluation")

SCORES = {
    "goal_completeness": "3.00",
    "indicator_clarity": "7.00",
    "procurement": "1.15",
    "financial_compliance": "2.00",
    "budget_disclosure": "3.00",
    "project_supervision": "2.00",
    "fixed_asset_utilisation": "1.00",
    "asset_safety": "2.00",
    "fiscal_staff": "1.00",
    "off_establishment_staff": "0.00",
    "management_system": "3.00",
    "operating_cost": "6.00",
    "project_timeliness": "6.00",
    "budget_execution": "5.15",
    "satisfaction": "6.00",
    "petition_handling": "3.00",
}
UNTOLD = {"budget_compliance", "budget_reasonableness", "project_procedure", "key_tasks", "social_benefit"}


def test_the_framework_of_2022_holds():
    assert CARD.framework.id == "shenzhen-department-2022"


@pytest.mark.parametrize("indicator", SCORES)
def test_each_score_that_follows_from_the_report(indicator):
    result = result_of(CARD, indicator)
    assert (result.outcome, f"{result.score:f}") == (Outcome.SCORED, SCORES[indicator])


def test_what_the_report_only_asserts_is_not_scored():
    assert {result.indicator.id for result in CARD.untold} == UNTOLD
    assert {result.basis for result in CARD.untold} == {"stated"}
    assert all(result.missing for result in CARD.untold)


def test_procurement_is_the_rate_and_the_policy_clause():
    assert "2.96 万元 ÷ 19.50 万元 = 15.18 %" in told(result_of(CARD, "procurement"))
    assert "1.151795… → 1.15 分（满分 2）" in told(result_of(CARD, "procurement"))


def test_sixteen_of_sixty_eight_are_off_the_establishment():
    assert "16 人 ÷ (52 人 + 16 人) = 23.53 %" in told(result_of(CARD, "off_establishment_staff"))


def test_operating_cost_is_full_whatever_the_base():
    result = result_of(CARD, "operating_cost")
    assert shown(result) == {"adjusted": "6.00", "initial": "6.00"}
    assert "= 31.43 %" in told(result)
    assert "165.90 万元 ÷ 314.74 万元 = 52.71 %" in told(result)


def test_budget_execution_is_reproduced_by_one_reading_alone():
    result = result_of(CARD, "budget_execution")
    four = {name: shown(result)[name] for name in "ABCD"}
    assert four == {"A": "5.15", "B": "5.10", "C": "4.60", "D": "5.08"}
    assert result.reproduces == ("A",)
    assert "5.14905 → 5.15" in told(result)


def test_financial_compliance_is_reproduced_by_no_reading():
    result = result_of(CARD, "financial_compliance")
    assert result.stated_value == Decimal("2.46")
    assert result.reproduces == ()
    assert {"2.00", "3.00"} <= set(shown(result).values())
    assert {name: score for name, score in shown(result).items() if name.endswith("linear")} == {
        "net_change+linear": "2.00",
        "declared+linear": "3.00",
        "own_control+linear": None,
    }
    assert result.differs


def test_financial_compliance_shows_its_arithmetic():
    assert "|144,915.61 万元 − 44,350.00 万元| ÷ 44,350.00 万元 = 226.75 %" in told(
        result_of(CARD, "financial_compliance")
    )


def test_it_is_the_only_score_that_differs():
    assert [result.indicator.id for result in CARD.differing] == ["financial_compliance"]


def test_the_stated_scores_add_up_to_the_stated_total():
    assert (CARD.stated_sum, CARD.stated_total, CARD.stated_foots) == (Decimal("96.76"), Decimal("96.76"), True)


def test_the_total_is_what_could_be_scored_and_the_rest_stands_beside_it():
    assert CARD.total == sum(map(Decimal, SCORES.values())) == Decimal("51.30")
    assert CARD.decided_points == 55
    assert (CARD.stated_only, CARD.stated_only_points) == (45, 45)
    assert CARD.undecided_points == 0
    assert CARD.combined_total == Decimal("96.30")


def test_the_grade_is_that_of_the_combined_total():
    assert CARD.grade is not None
    assert CARD.grade.name.zh == "优"


def test_what_people_decided_is_told_apart_from_what_was_computed():
    basis = {result.indicator.id: result.basis for result in CARD.results}
    assert basis["off_establishment_staff"] == "computed"
    assert basis["procurement"] == "decided"
    assert basis["social_benefit"] == "stated"


def test_an_undecided_clause_leaves_a_range():
    assert result_of(CARD, "project_procedure").possible == (Decimal("1.00"), Decimal("2.00"))
    # A figure that is missing could be anything: no range.
    assert result_of(CARD, "key_tasks").possible is None


def test_eleven_fewer_off_the_establishment_would_give_half_a_point():
    levers = [lever.text.zh for lever in result_of(CARD, "off_establishment_staff").levers]
    assert "编外人员再减少 11 人，得 0.50 分（+0.50）" in levers


def test_a_gain_that_lies_far_off_is_found_although_it_is_lost_again_beyond():
    # The adjusted budget must come within 19.05 % of the initial one; beyond, it leaves it on the other side.
    levers = [lever.text.zh for lever in result_of(CARD, "financial_compliance").levers]
    assert levers[0] == "调整后预算再减少 92,116.94 万元，得 2.10 分（+0.10）"
