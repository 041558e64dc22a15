"""Readings: every gap of a criterion is filled by a named choice, and the others are shown beside it."""

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.score import resolve_reading, score
from tests.unit.filed import DAY, figure, figures, filing, framework, judged, rulebook
from tests.unit.scoring.published import result_of, shown, told

FRAMEWORK = framework()
COMPLIANCE = FRAMEWORK.indicator("financial_compliance")
DECIDED = [judged(f"financial_compliance.{name}", True) for name in ("spending", "accounting")]
DECIDED += [judged("financial_compliance.violation", False)]


def quarters(*progress: str):
    return [figure(f"expenditure_progress@q{n}", f"{value} %") for n, value in enumerate(progress, 1)]


def scored(indicator: str, facts, judgements=(), **readings: str):
    return result_of(score(FRAMEWORK, filing(facts, judgements), DAY, readings), indicator)


def refusal(**readings: str) -> str:
    with pytest.raises(InputFault) as caught:
        score(FRAMEWORK, filing(), DAY, readings)
    return caught.value.said("zh")


def test_without_a_choice_the_framework_default_holds():
    result = scored("budget_execution", quarters("25", "50", "75", "100"))
    assert (result.reading, f"{result.score:f}") == ("A", "6.00")


def test_a_reading_is_chosen_by_name_and_the_others_stay_in_sight():
    facts = quarters("11.05", "52.38", "71.94", "98.39")
    for name in "ABCDE":
        result = scored("budget_execution", facts, budget_execution=name)
        assert result.reading == name
        assert f"{result.score:f}" == shown(result)[name]
        assert list(shown(result)) == list("ABCDE")


def test_a_part_of_a_combined_name_will_do_and_the_default_fills_the_rest():
    assert COMPLIANCE.default_reading == "net_change+linear"
    expected = {
        "declared": "declared+linear",
        "full_points": "net_change+full_points",
        "started": "net_change+started",
        "declared+started": "declared+started",
        "started+declared": "declared+started",
        "net_change+linear": "net_change+linear",
    }
    assert {part: resolve_reading(COMPLIANCE, part) for part in expected} == expected


@pytest.mark.parametrize("wanted", ["", "declare", "declared+", "declared+net_change", "linear+full_points", "A"])
def test_what_names_no_reading_or_two_of_one_gap_fits_none(wanted):
    assert resolve_reading(COMPLIANCE, wanted) is None


def test_an_unknown_reading_is_refused_with_those_that_exist():
    said = refusal(budget_execution="Z")
    assert "指标“预算执行率”没有读法 Z" in said
    assert "应为：A、B、C、D、E" in said
    assert "--reading budget_execution=Z" in said


def test_an_unknown_indicator_is_refused_with_its_neighbours():
    said = refusal(budget_executon="A")
    assert "没有指标 budget_executon" in said
    assert "是否想写 budget_execution" in said


def test_all_wrong_choices_are_named_at_once():
    assert "共 3 处问题" in refusal(budget_execution="Z", nothing="A", procurement="both")


def test_a_result_above_the_points_is_shown_as_such_and_counts_only_up_to_them():
    result = scored("budget_execution", quarters("40", "70", "90", "100"))
    assert (shown(result)["A"], f"{result.score:f}") == ("7.80", "6.00")
    assert "7.80 分（满分 6）" in told(result)
    assert "超出满分，计入总分时按 6.00 计" in told(result)
    # Held to one point each and to 100 %, it cannot exceed.
    assert shown(result)["E"] == "6.00"


def test_a_stated_score_is_matched_with_what_the_reading_gives_after_the_cap():
    facts = quarters("40", "70", "90", "100")
    one = filing(facts, stated={"budget_execution": "6.00"})
    result = result_of(score(FRAMEWORK, one, DAY), "budget_execution")
    assert set(result.reproduces) >= {"A", "E"}


def test_a_reading_may_lack_what_another_has():
    facts = figures(initial_budget="100 万元", adjusted_budget="115.25 万元")
    result = scored("financial_compliance", facts, DECIDED, financial_compliance="declared")
    assert result.outcome is Outcome.CANNOT_TELL
    assert [text.zh for text in result.missing] == [rulebook().vocabulary.concepts["reallocation"].term.zh]
    assert shown(result)["net_change+linear"] == "2.48"


@pytest.mark.parametrize(
    ("adjusted", "linear", "full_points", "started"),
    [
        ("110", "3.00", "3.00", "3.00"),
        ("110.01", "3.00", "3.00", "2.90"),
        ("110.5", "2.95", "3.00", "2.90"),
        ("110.99", "2.90", "3.00", "2.90"),
        ("111", "2.90", "2.90", "2.90"),
        ("111.01", "2.90", "2.90", "2.80"),
        ("119.99", "2.00", "2.10", "2.00"),
        ("120", "2.00", "2.00", "2.00"),
        ("300", "2.00", "2.00", "2.00"),
        ("90", "3.00", "3.00", "3.00"),
        ("89", "2.90", "2.90", "2.90"),
    ],
)
def test_a_part_of_a_percentage_point_counts_by_the_reading(adjusted, linear, full_points, started):
    facts = figures(initial_budget="100 万元", adjusted_budget=f"{adjusted} 万元")
    gives = shown(scored("financial_compliance", facts, DECIDED))
    found = [gives[f"net_change+{step}"] for step in ("linear", "full_points", "started")]
    assert found == [linear, full_points, started]


@pytest.mark.parametrize(("actual", "clause", "indicator"), [("100", "2.00", "2.00"), ("100.01", "1.00", "0.00")])
def test_more_procured_than_planned_costs_the_clause_or_the_indicator(actual, clause, indicator):
    facts = figures(procurement_plan="100 万元", procurement_actual=f"{actual} 万元")
    result = scored("procurement", facts, [judged("procurement.policy", "1.00")])
    assert shown(result) == {"clause": clause, "indicator": indicator}
