"""Goals of projects: target, operator and actual value; weights that must add up; levels that people decide."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing, Goal, StatedScore
from jixiao.core.scoring.fitting import check_fit
from jixiao.core.scoring.framework import GoalRules
from jixiao.core.scoring.goals import goal_bindings, goal_indicator
from jixiao.core.scoring.reader import Reader
from jixiao.core.scoring.score import score
from tests.unit.filed import DAY, YEAR, framework
from tests.unit.scoring.published import card, filed, result_of, told

FRAMEWORK = framework("project-self-evaluation")
SAMPLE = card("project-sample")


def goal(name: str = "goal", points: str = "50", **given: str) -> Goal:
    group = given.pop("group", "outputs")
    numbers = {key: Decimal(given.pop(key)) for key in ("target", "actual", "percent") if key in given}
    return Goal(name, name, group, Decimal(points), given.pop("operator", ">="), **numbers, **given)  # type: ignore[arg-type]


FILLING = (
    goal("benefit", "30", group="benefits", target="1", actual="1"),
    goal("pleased", "10", group="satisfaction", target="90", actual="95"),
)


def project(*goals: Goal, **stated: str) -> Filing:
    scores = {name: StatedScore(Decimal(value)) for name, value in stated.items()}
    return Filing("某单位", "某市", YEAR, "project_self_evaluation", FactSet(()), goals=goals, stated=scores)


def points_of(one: Goal) -> str:
    found = result_of(score(FRAMEWORK, project(one, *FILLING), DAY), one.id)
    return f"{found.score:f}"


def refusal(filing: Filing) -> str:
    with pytest.raises(InputFault) as caught:
        check_fit(FRAMEWORK, filing)
        score(FRAMEWORK, filing, DAY)
    return caught.value.said("zh")


def test_the_sample_adds_up_to_what_it_states():
    scores = {result.indicator.id: f"{result.score:f}" for result in SAMPLE.results}
    assert scores == {
        "project_execution": "9.24",
        "events_held": "12.00",
        "enterprises_served": "11.04",
        "deliverables_accepted": "10.00",
        "answer_time": "8.00",
        "cost_per_event": "7.27",
        "projects_signed": "12.00",
        "investment_signed": "9.20",
        "business_environment": "5.60",
        "enterprise_satisfaction": "10.00",
    }
    assert (SAMPLE.total, SAMPLE.decided_points) == (Decimal("94.35"), 100)
    assert SAMPLE.stated_total == SAMPLE.total


def test_goals_stand_in_the_groups_they_were_filed_for():
    groups = {result.indicator.id: result.path[-1].id for result in SAMPLE.results}
    assert groups["events_held"] == "outputs"
    assert groups["investment_signed"] == "benefits"
    assert groups["enterprise_satisfaction"] == "satisfaction"


def test_a_step_says_target_and_actual_as_they_were_written():
    assert "276 家 ≥ 300 家：未达到；完成度 92.00 % × 12 = 11.04" in told(result_of(SAMPLE, "enterprises_served"))
    assert "12.5 个工作日 ≤ 15 个工作日：达到目标，得 8" in told(result_of(SAMPLE, "answer_time"))


@pytest.mark.parametrize(
    ("operator", "actual", "points"),
    [
        (">=", "99", "49.50"),
        (">=", "100", "50.00"),
        (">=", "101", "50.00"),
        (">=", "0", "0.00"),
        (">", "99", "49.50"),
        (">", "100", "50.00"),
        (">", "101", "50.00"),
        ("=", "99", "49.50"),
        ("=", "100", "50.00"),
        ("=", "125", "40.00"),
        ("=", "0", "0.00"),
        ("<=", "99", "50.00"),
        ("<=", "100", "50.00"),
        ("<=", "125", "40.00"),
        ("<=", "0", "50.00"),
        ("<", "99", "50.00"),
        ("<", "125", "40.00"),
    ],
)
def test_a_target_of_100_from_both_sides(operator, actual, points):
    assert points_of(goal(operator=operator, target="100", actual=actual)) == points


@pytest.mark.parametrize(
    ("operator", "actual", "points"),
    [
        (">=", "0", "50.00"),
        ("=", "0", "50.00"),
        ("=", "1", "0.00"),
        ("<=", "0", "50.00"),
        ("<=", "1", "0.00"),
    ],
)
def test_a_target_of_zero_divides_nothing(operator, actual, points):
    assert points_of(goal(operator=operator, target="0", actual=actual)) == points


def test_a_third_is_rounded_once():
    assert points_of(goal(target="3", actual="1")) == "16.67"
    assert points_of(goal(target="3", actual="2")) == "33.33"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from((">=", "<=", "=")),
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.decimals(min_value=0, max_value=10**6, places=4),
)
def test_whatever_target_and_actual_the_score_is_the_rounded_proportion(operator, target, actual):
    more, less = Fraction(actual), Fraction(target)
    reached = {">=": more >= less, "<=": more <= less, "=": more == less}[operator]
    small, large = sorted((more, less))
    share = Fraction(1) if reached else small / large if small else Fraction(0)
    found = points_of(goal(operator=operator, target=str(target), actual=str(actual)))
    assert found == f"{half_up(share * 50, 2):f}"


def test_a_goal_without_its_actual_value_cannot_be_told():
    found = result_of(score(FRAMEWORK, project(goal(target="100"), *FILLING), DAY), "goal")
    assert found.outcome is Outcome.CANNOT_TELL
    assert [text.zh for text in found.missing] == ["goal实际值"]


def test_a_level_is_worth_its_percentage():
    one = goal(operator="text", level="partly", percent="70")
    assert points_of(one) == "35.00"
    found = result_of(score(FRAMEWORK, project(one, *FILLING), DAY), "goal")
    assert found.basis == "decided"
    assert "部分达成并具有一定效果，取 70 %，得 35" in told(found)


@pytest.mark.parametrize(
    ("level", "percent", "fits"),
    [
        ("achieved", "100", True),
        ("achieved", "100.01", False),
        ("achieved", "80", True),
        ("achieved", "79.99", False),
        ("partly", "80", True),
        ("partly", "80.01", False),
        ("partly", "60", True),
        ("partly", "59.99", False),
        ("missed", "60", True),
        ("missed", "0", True),
        ("missed", "-1", False),
        ("missed", "60.01", False),
    ],
)
def test_a_percentage_must_lie_in_the_band_of_its_level(level, percent, fits):
    filing = project(goal(operator="text", level=level, percent=percent), *FILLING)
    if fits:
        check_fit(FRAMEWORK, filing)
    else:
        assert "的区间内" in refusal(filing)


def test_a_level_that_does_not_exist_is_refused_with_those_that_do():
    said = refusal(project(goal(operator="text", level="splendid", percent="90"), *FILLING))
    assert "没有这个定性等级" in said
    assert "achieved、partly、missed" in said


def test_weights_that_do_not_add_up_are_refused_group_by_group():
    said = refusal(project(goal("one", "20", target="1", actual="1"), goal("two", "29.99", target="1", actual="1")))
    assert "“产出指标”各目标的分值合计不等于该组分值" in said
    assert "20 + 29.99 = 49.99" in said
    assert "应为：50" in said
    assert "“效益指标”各目标的分值合计不等于该组分值" in said
    assert "实为：0 = 0" in said


def test_weights_that_add_up_by_a_negative_one_are_refused():
    said = refusal(
        project(goal("one", "60", target="1", actual="1"), goal("two", "-10", target="1", actual="1"), *FILLING)
    )
    assert "goals.1.points: 目标的分值须大于 0" in said


def test_points_that_would_have_to_be_rounded_are_refused():
    parts = [goal(f"g{n}", points, target="1", actual="1") for n, points in enumerate(("16.665", "16.665", "16.67"))]
    assert "goals.0.points: 最多写 2 位小数" in refusal(project(*parts, *FILLING))


def test_numbers_that_would_lose_digits_are_refused():
    assert points_of(goal(target="0.0002", actual="0.0001")) == "25.00"
    said = refusal(project(goal(target="0.00002", actual="0.00001"), *FILLING))
    assert "goals.0.target: 最多写 4 位小数" in said
    assert "goals.0.actual: 最多写 4 位小数" in said


def test_numbers_beyond_what_engines_hold_are_refused_and_on_the_line_are_not():
    check_fit(FRAMEWORK, project(goal(target="1000000000000", actual="1"), *FILLING))
    said = refusal(project(goal(target="1000000000000.0001", actual="1"), *FILLING))
    assert "goals.0.target: 数值过大" in said
    assert "换用更大的计量单位" in said


def test_a_goal_of_an_unknown_group_is_refused_with_its_neighbours():
    said = refusal(project(goal(group="output", target="1", actual="1"), *FILLING))
    assert "没有可放置目标的这一组" in said
    assert "是否想写 outputs" in said


def test_a_goal_with_the_name_of_an_indicator_is_refused():
    assert "目标与框架的指标同名" in refusal(project(goal("project_execution", target="1", actual="1"), *FILLING))


def test_a_stated_score_of_a_goal_may_not_exceed_its_points():
    check_fit(FRAMEWORK, project(goal(target="1", actual="1"), *FILLING, goal="50.00"))
    assert "自报得分超过满分" in refusal(project(goal(target="1", actual="1"), *FILLING, goal="50.01"))


def test_a_stated_score_of_a_goal_is_compared():
    filing = project(goal(target="100", actual="99"), *FILLING, goal="50.00")
    found = result_of(score(FRAMEWORK, filing, DAY), "goal")
    assert (found.differs, f"{found.score:f}", found.reproduces) == (True, "49.50", ())


def excess(actual: str) -> str:
    """The score against a target of 100 where the framework deducts beyond 130 %."""
    one = goal(target="100", actual=actual)
    indicator = goal_indicator(one, GoalRules((), Fraction(3, 10)), FRAMEWORK)
    reader = Reader(goal_bindings(one, indicator, date(2022, 12, 31)))
    held, _ = indicator.reading().rule.expression.evaluate(reader.row)
    return f"{Decimal(held or 0).scaleb(-2):f}"


def test_a_target_far_too_low_costs_points_only_where_the_framework_says_so():
    assert points_of(goal(target="100", actual="1000")) == "50.00"
    assert [excess(actual) for actual in ("130", "130.01", "150", "230", "1000")] == [
        "50.00",
        "50.00",
        "40.00",
        "0.00",
        "0.00",
    ]


def test_no_lever_moves_a_target():
    for result in SAMPLE.results:
        assert not any("目标值" in lever.text.zh for lever in result.levers)


def test_the_filing_of_the_sample_has_no_facts_beside_its_budget():
    assert {fact.concept.id for fact in filed("project-sample").facts.facts} == {
        "project_budget_initial",
        "project_budget_adjusted",
        "project_spent",
    }
