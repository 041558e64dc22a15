"""Totals: what was computed or decided, what is only stated, what is open; one is never filled up with another."""

from decimal import Decimal

import pytest

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.ledger.filing import StatedScore
from jixiao.core.scoring.score import score
from tests.spec.rulebooks import framework_named
from tests.unit.filed import DAY, figures, filing, framework, judged
from tests.unit.scoring.published import card, result_of

FRAMEWORK = framework()
STAFF = figures(staff_in_post="52 人", authorised_posts="54 人", off_establishment_staff="16 人")
NAMES = [indicator.id for indicator in FRAMEWORK.indicators]
FULL = {indicator.id: f"{float(indicator.points):.2f}" for indicator in FRAMEWORK.indicators}


def scored(facts=(), judgements=(), stated=None, **more):
    return score(FRAMEWORK, filing(facts, judgements, stated, **more), DAY)


def test_a_filing_that_says_nothing_earns_nothing_and_has_no_grade():
    nothing = scored()
    assert (nothing.total, nothing.decided_points, nothing.undecided_points) == (0, 0, 100)
    assert (nothing.combined_total, nothing.grade, nothing.stated_sum, nothing.stated_foots) == (None,) * 4
    assert {result.outcome for result in nothing.results} == {Outcome.CANNOT_TELL}


def test_silence_is_never_a_pass_and_always_says_what_is_missing():
    assert all(result.missing for result in scored().results)


def test_full_marks_that_are_only_stated_are_not_earned():
    claimed = scored(stated=FULL)
    assert (claimed.total, claimed.stated_only, claimed.stated_only_points) == (0, 100, 100)
    assert claimed.combined_total == 100
    assert {result.basis for result in claimed.results} == {"stated"}


def test_a_stated_score_never_completes_the_total():
    without, with_stated = scored(STAFF), scored(STAFF, stated=FULL)
    assert without.total == with_stated.total == 1
    assert with_stated.stated_only == 98
    assert with_stated.combined_total == 99


def test_a_computed_score_counts_before_the_stated_one():
    result = result_of(scored(STAFF, stated=FULL), "off_establishment_staff")
    assert (result.score, result.stated_value, result.counted, result.differs) == (0, 1, 0, True)


def test_every_basis_has_its_own_word():
    card = scored(
        STAFF, [judged("asset_safety.custody", True), judged("asset_safety.disposal", "0.50")], {"key_tasks": "8"}
    )
    basis = {result.indicator.id: result.basis for result in card.results}
    assert basis["fiscal_staff"] == "computed"
    assert basis["asset_safety"] == "decided"
    assert basis["key_tasks"] == "stated"
    assert basis["social_benefit"] == "undecided"
    assert result_of(card, "asset_safety").score == Decimal("1.50")


def test_what_does_not_apply_is_neither_earned_nor_open():
    optional = framework_named("optional-procurement")
    nothing_planned = filing(figures(procurement_plan="0 万元", procurement_actual="0 万元"))
    (result,) = score(optional, nothing_planned, DAY).results
    assert (result.outcome, result.basis, result.score) == (Outcome.NOT_APPLICABLE, "not_applicable", None)
    assert (result.missing, result.levers, result.steps) == ((), (), ())
    done = score(optional, nothing_planned, DAY)
    assert (done.total, done.decided_points, done.undecided_points) == (0, 0, 0)


def test_the_four_parts_of_the_points_make_all_of_them():
    for name in ("futian-2020-self-evaluation", "futian-2022-self-evaluation", "futian-2024-self-evaluation"):
        one = card(name)
        assert one.decided_points + one.stated_only_points + one.undecided_points == 100


def test_the_groups_add_up_to_the_whole():
    one = card("futian-2022-self-evaluation")
    groups = [one.of_group(group) for group in one.framework.groups]
    assert [result for group in groups for result in group] == list(one.results)
    earned = sum((result.score or 0 for group in groups for result in group), Decimal(0))
    assert earned == one.total


def test_results_come_in_the_order_of_the_framework():
    assert [result.indicator.id for result in scored().results] == NAMES


def test_stated_scores_foot_or_do_not_and_with_one_missing_nobody_can_tell():
    total = StatedScore(Decimal("100.00"))
    assert scored(stated=FULL, stated_total=total).stated_foots is True
    assert scored(stated={**FULL, "key_tasks": "7.99"}, stated_total=total).stated_foots is False
    partly = {name: value for name, value in FULL.items() if name != "key_tasks"}
    assert scored(stated=partly, stated_total=total).stated_foots is None
    assert scored(stated=FULL).stated_foots is None


def test_a_stated_score_differs_by_its_value_not_by_its_decimals():
    assert result_of(scored(STAFF, stated={"fiscal_staff": "1"}), "fiscal_staff").differs is False
    assert result_of(scored(STAFF, stated={"fiscal_staff": "0.99"}), "fiscal_staff").differs is True


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_a_grade_begins_on_its_limit(total, grade):
    scores = {**dict.fromkeys(NAMES, "0"), "social_benefit": "25"}
    rest = Decimal(total) - 25
    for name in NAMES:
        if name != "social_benefit" and rest > 0:
            scores[name] = str(min(rest, Decimal(FULL[name])))
            rest -= Decimal(scores[name])
    if Decimal(total) < 25:
        scores["social_benefit"] = total
    claimed = scored(stated=scores)
    assert claimed.combined_total == Decimal(total)
    assert claimed.grade is not None
    assert claimed.grade.name.zh == grade


def test_points_lost_are_those_not_earned():
    result = result_of(scored(STAFF), "off_establishment_staff")
    assert (result.points, result.lost) == (1, 1)
    assert result_of(scored(), "off_establishment_staff").lost is None
