"""When figures are hedged or contradict one another: the score stands only where every possible figure gives it."""

import pytest

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.score import score
from jixiao.core.scoring.scorecard import IndicatorResult
from tests.unit.filed import DAY, figure, figures, filing, framework, judged

FRAMEWORK = framework()
POLICY = judged("procurement.policy", "1.00")


def scored(indicator: str, facts, judgements=(), reading: str | None = None) -> IndicatorResult:
    card = score(FRAMEWORK, filing(facts, judgements), DAY, {indicator: reading} if reading else None)
    return next(result for result in card.results if result.indicator.id == indicator)


def said(result: IndicatorResult) -> str:
    """The score, or what a person is told."""
    return f"{result.score:f}" if result.score is not None else "；".join(text.zh for text in result.missing)


# 满意度 gives 6 from 95 %, 4 from 90 %, 2 from 80 %, 1 below.
@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("95 % 以上", "6.00"),
        ("超过 95 %", "6.00"),
        ("近 95 %", None),
        ("约 97 %", "6.00"),
        ("约 96 %", "6.00"),
        ("约 95 %", None),
        ("94.9 % 以上", None),
        ("不足 95 %", None),
        ("不足 80 %", "1.00"),
        ("80 % 以下", None),
        ("约 92 %", "4.00"),
        ("约 92.5 %", "4.00"),
        ("近 92 %", "4.00"),
        ("近 91 %", "4.00"),
        ("近 90.1 %", "4.00"),
    ],
)
def test_a_hedged_figure_gives_a_score_only_when_all_it_may_mean_gives_that_score(written, points):
    result = scored("satisfaction", [figure("satisfaction", written)])
    assert (None if result.score is None else f"{result.score:f}") == points
    if points is None:
        assert result.outcome is Outcome.CANNOT_TELL
        assert "不足以判断落在哪一档" in said(result)


def test_a_figure_below_a_threshold_is_not_scored_as_if_it_stood_on_it():
    # 60 % itself gives 0.4; anything below gives nothing.
    assert said(scored("fixed_asset_utilisation", [figure("fixed_asset_utilisation", "60 %")])) == "0.40"
    assert said(scored("fixed_asset_utilisation", [figure("fixed_asset_utilisation", "不足 60 %")])) == "0.00"


def test_a_proportion_of_a_hedged_figure_cannot_be_told():
    facts = figures(projects_planned="49 个", projects_completed="40 个 以上")
    assert "40 个以上" in said(scored("project_timeliness", facts))


def test_a_hedged_figure_that_reaches_the_cap_can_be_told():
    facts = figures(projects_planned="49 个", projects_completed="49 个 以上")
    assert said(scored("project_timeliness", facts)) == "6.00"


def test_equal_scores_at_both_ends_do_not_hide_what_lies_between():
    # Nothing bought gives 0, more than planned gives 0 as well; in between the rate counts.
    facts = figures(procurement_plan="19.50 万元", procurement_actual="不足 20 万元")
    result = scored("procurement", facts, [POLICY])
    assert result.outcome is Outcome.CANNOT_TELL
    assert "不足20 万元" in said(result)


def test_a_hedged_figure_beyond_the_plan_can_be_told():
    facts = figures(procurement_plan="19.50 万元", procurement_actual="超过 20 万元")
    assert said(scored("procurement", facts, [POLICY])) == "1.00"


def test_two_hedged_figures_that_only_decide_together_cannot_be_told():
    # 310/(2801+310) = 9.96 % and 319/(2900+319) = 9.91 %, but 319/(2801+319) = 10.22 %.
    staff, hired = {"staff_in_post": "约 2,900 人"}, {"off_establishment_staff": "约 310 人"}
    one = scored("off_establishment_staff", figures(**staff, off_establishment_staff="310 人"))
    other = scored("off_establishment_staff", figures(staff_in_post="2,900 人", **hired))
    assert (said(one), said(other)) == ("0.50", "0.50")
    both = said(scored("off_establishment_staff", figures(**staff, **hired)))
    assert "约2,900 人" in both
    assert "约310 人" in both


def test_a_large_hedged_figure_is_decided_though_it_stands_above_and_below_the_line():
    facts = figures(staff_in_post="52 人", off_establishment_staff="16 人 以上")
    assert said(scored("off_establishment_staff", facts)) == "0.00"
    facts = figures(staff_in_post="52 人", off_establishment_staff="5 人 以上")
    assert "5 人以上" in said(scored("off_establishment_staff", facts))


def test_a_plain_figure_that_agrees_removes_the_doubt():
    facts = [figure("satisfaction", "90 % 以上"), figure("satisfaction", "93.5 %", "table")]
    assert said(scored("satisfaction", facts, reading="text")) != "4.00"
    assert said(scored("satisfaction", facts, reading="table")) == "4.00"


def test_a_contradiction_that_changes_nothing_is_shown_and_scored():
    facts = figures(staff_in_post="38 人") + [figure("off_establishment_staff", f"{n} 人") for n in (34, 35)]
    result = scored("off_establishment_staff", facts)
    assert said(result) == "0.00"
    assert [str(fact) for fact in result.conflicts[0].rivals] == ["35 人"]
    assert [(str(one.fact), f"{one.score:f}") for one in result.alternatives] == [("35 人", "0.00")]


def test_a_contradiction_that_decides_cannot_be_told_and_both_scores_are_shown():
    facts = figures(authorised_posts="54 人") + [figure("staff_in_post", f"{n} 人") for n in (54, 55)]
    result = scored("fiscal_staff", facts)
    assert said(result) == "实有在编人数的来源互相矛盾：54 人 / 55 人"
    assert [(str(one.fact), f"{one.score:f}") for one in result.alternatives] == [("55 人", "0.00")]
    assert result.readings[0].shown == "1.00"


def test_two_contradictions_that_only_decide_together_cannot_be_told():
    # Each rival alone leaves 0.5 points; 21/(188+21) = 10.05 % together gives none.
    staff = [figure("staff_in_post", f"{n} 人") for n in (190, 188)]
    hired = [figure("off_establishment_staff", f"{n} 人") for n in (20, 21)]
    result = scored("off_establishment_staff", staff + hired)
    assert [f"{one.score:f}" for one in result.alternatives] == ["0.50", "0.50"]
    assert result.outcome is Outcome.CANNOT_TELL
    assert "实有在编人数" in said(result)
    assert "编外人员" in said(result)


def test_a_hedged_rival_counts_with_all_it_may_mean():
    # 不足 95 % is not 95 %: it would give 4 points or less.
    facts = [figure("satisfaction", "96 %"), figure("satisfaction", "不足 95 %")]
    result = scored("satisfaction", facts)
    assert result.outcome is Outcome.CANNOT_TELL
    assert [(one.outcome, one.score) for one in result.alternatives] == [(Outcome.CANNOT_TELL, None)]


def test_a_reading_that_prefers_one_source_settles_a_contradiction_which_is_shown_all_the_same():
    facts = [figure("satisfaction", "95 % 以上", "text"), figure("satisfaction", "90 %", "table")]
    by_text, by_table = (scored("satisfaction", facts, reading=one) for one in ("text", "table"))
    assert (said(by_text), said(by_table)) == ("6.00", "4.00")
    for result in (by_text, by_table):
        assert [str(result.conflicts[0].chosen), *map(str, result.conflicts[0].rivals)] == ["95 %以上", "90 %"]
        assert result.alternatives == ()


def test_so_many_contradictions_that_they_cannot_all_be_tried_cannot_be_told():
    facts = [figure("staff_in_post", f"{n} 人") for n in range(100, 190, 10)]
    facts += [figure("off_establishment_staff", f"{n} 人") for n in range(100, 190, 10)]
    assert scored("off_establishment_staff", facts).outcome is Outcome.CANNOT_TELL


def test_what_is_in_doubt_earns_nothing_and_rests_on_the_stated_score_alone():
    facts = [figure("satisfaction", "约 95 %")]
    card = score(FRAMEWORK, filing(facts, stated={"satisfaction": "6.00"}), DAY)
    assert (card.total, card.stated_only) == (0, 6)
