"""深圳市福田区科技和工业信息化局 2024: readings that differ, sources that disagree, a progress that falls."""

from decimal import Decimal

from jixiao.core.kernel.outcome import Outcome
from tests.unit.scoring.published import card, result_of, shown, told

CARD = card("futian-2024-self-evaluation")


def score_of(indicator: str, *readings: str) -> str:
    score = result_of(card("futian-2024-self-evaluation", *readings), indicator).score
    return f"{score:f}"


def test_procurement():
    assert score_of("procurement") == "1.68"
    assert "448.01 万元 ÷ 657.77 万元 = 68.11 %" in told(result_of(CARD, "procurement"))


def test_forty_of_seventy_eight_are_off_the_establishment():
    result = result_of(CARD, "off_establishment_staff")
    assert f"{result.score:f}" == "0.00"
    assert "= 51.28 %" in told(result)


def test_the_dispatched_staff_of_the_annex_contradicts_the_text_without_changing_the_score():
    result = result_of(CARD, "off_establishment_staff")
    (conflict,) = result.conflicts
    assert (str(conflict.chosen), [str(fact) for fact in conflict.rivals]) == ("34 人", ["35 人"])
    assert [(str(one.fact), f"{one.score:f}") for one in result.alternatives] == [("35 人", "0.00")]


def test_operating_cost_is_six_by_the_adjusted_and_three_by_the_initial_budget():
    result = result_of(CARD, "operating_cost")
    assert shown(result) == {"adjusted": "6.00", "initial": "3.00"}
    assert (result.reading, result.reproduces) == ("adjusted", ("adjusted",))
    assert "9.21 万元 ÷ 13.50 万元 = 68.22 %" in told(result)
    by_initial = result_of(card("futian-2024-self-evaluation", "operating_cost=initial"), "operating_cost")
    assert f"{by_initial.score:f}" == "3.00"
    assert "9.21 万元 ÷ 8.65 万元 = 106.47 %" in told(by_initial)


def test_budget_execution_is_reproduced_by_capped_quarters():
    result = result_of(CARD, "budget_execution")
    assert shown(result) == {"A": "5.58", "B": "5.47", "C": "4.84", "D": "5.42", "E": "5.47"}
    # The same report also fits B with its mean held to 100 %: both are named.
    assert result.reproduces == ("B", "E")
    assert result.differs
    assert score_of("budget_execution", "budget_execution=B") == "5.47"


def test_a_cumulative_progress_that_falls_is_pointed_out():
    assert "累计进度由 55.25 % 回落到 53.38 %" in told(result_of(CARD, "budget_execution"))


def test_satisfaction_is_six_by_the_text_and_four_by_the_table_and_the_conflict_is_shown():
    result = result_of(CARD, "satisfaction")
    assert (result.outcome, shown(result)) == (Outcome.SCORED, {"text": "6.00", "table": "4.00"})
    (conflict,) = result.conflicts
    assert (str(conflict.chosen), [str(fact) for fact in conflict.rivals]) == ("95 %以上", ["90 %"])
    assert score_of("satisfaction", "satisfaction=table") == "4.00"


def test_fourteen_surveys_of_parts_do_not_speak_for_the_whole():
    bound = result_of(CARD, "satisfaction").inputs
    assert [str(one.fact) for one in bound if one.fact] == ["95 %以上"]


def test_financial_compliance_is_reproduced_by_all_readings_that_can_be_computed():
    result = result_of(CARD, "financial_compliance")
    assert f"{result.score:f}" == "3.00"
    assert "= 3.43 %" in told(result)
    assert set(result.reproduces) == {name for name, score in shown(result).items() if score == "3.00"}
    assert {name.split("+")[0] for name in result.reproduces} == {"net_change", "declared"}


def test_the_stated_scores_add_up():
    assert (CARD.stated_sum, CARD.stated_total, CARD.stated_foots) == (Decimal("96.15"), Decimal("96.15"), True)
    assert CARD.filing.stated_grade == "优"


def test_the_reading_of_the_report_changes_the_total_by_what_it_changes_the_indicator():
    read_as_stated = card("futian-2024-self-evaluation", "budget_execution=B")
    assert CARD.total - read_as_stated.total == Decimal("5.58") - Decimal("5.47")
    assert read_as_stated.differing == ()
