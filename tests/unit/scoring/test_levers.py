"""What would change a score: the smallest change of one figure, found again here by trying every step."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.scoring.binding import bind
from jixiao.core.scoring.score import score
from tests.unit.filed import DAY, figure, figures, filing, framework, judged
from tests.unit.scoring.published import card, result_of

FRAMEWORK = framework()
WINDOW = 300

_AMOUNT = re.compile(r"(?P<name>.+)再(?P<way>增加|减少) (?P<number>[\d,.]+) (?P<unit>\S+)，得 (?P<score>[\d.]+) 分（")


def levers_of(indicator: str, facts, judgements=()) -> list[str]:
    found = result_of(score(FRAMEWORK, filing(facts, judgements), DAY), indicator)
    return [lever.text.zh for lever in found.levers]


def changes(indicator: str, facts, judgements=()) -> dict[tuple[str, int], tuple[int, Decimal]]:
    """The levers as (figure, direction) -> (steps, score), for figures printed as whole numbers."""
    matches = [_AMOUNT.match(text) for text in levers_of(indicator, facts, judgements)]
    return {
        (match["name"], 1 if match["way"] == "增加" else -1): (int(match["number"]), Decimal(match["score"]))
        for match in matches
        if match
    }


def by_trying(indicator: str, facts, judgements=()) -> dict[tuple[str, int], tuple[int, Decimal]]:
    """The same, by trying every step up to the window: the first that raises the score, else the first that lowers."""
    rule = FRAMEWORK.indicator(indicator).reading().rule
    reader = bind(filing(facts, judgements), rule.inputs)
    now, _ = rule.expression.evaluate(reader.row)
    assert now is not None
    found = {}
    for name, binding in reader.bindings.items():
        if binding.fact is None or binding.integer is None:
            continue
        for way in (1, -1):
            trials = (binding.integer + way * count * binding.fact.step for count in range(1, WINDOW + 1))
            values = [
                (count, rule.expression.evaluate({**reader.row, name: value})[0])
                for count, value in enumerate(trials, 1)
                if 0 <= value <= binding.input.column.high
            ]
            raising = [(count, value) for count, value in values if value is not None and value >= now + 5]
            lowering = [(count, value) for count, value in values if value is not None and value <= now - 5]
            if raising or lowering:
                count, value = (raising or lowering)[0]
                found[binding.input.name.zh, way] = (count, Decimal(value).scaleb(-2))
    return found


def test_eleven_fewer_of_sixteen_give_half_a_point():
    facts = figures(staff_in_post="52 人", off_establishment_staff="16 人")
    assert levers_of("off_establishment_staff", facts) == [
        "编外人员再减少 11 人，得 0.50 分（+0.50）",
        "实有在编人数再增加 92 人，得 0.50 分（+0.50）",
    ]
    # 6 of 58 are 10.34 %, 5 of 57 are 8.77 %; 16 of 160 are 10 % exactly.
    fewer = figures(staff_in_post="52 人", off_establishment_staff="6 人")
    assert "得 0.50" in levers_of("off_establishment_staff", fewer)[0]
    assert "再减少 1 人" in levers_of("off_establishment_staff", fewer)[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 90), st.integers(0, 40))
def test_no_smaller_change_of_staff_would_do(staff, hired):
    facts = figures(staff_in_post=f"{staff} 人", off_establishment_staff=f"{hired} 人")
    if staff + hired == 0:
        return
    found = changes("off_establishment_staff", facts)
    for key, expected in by_trying("off_establishment_staff", facts).items():
        if key in found and found[key][0] > WINDOW:
            # A gain beyond the window is named rather than a loss within it.
            assert found[key][1] > expected[1]
        else:
            assert found.get(key) == expected


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 200), st.integers(1, 200))
def test_no_smaller_change_of_posts_would_do(posts, staff):
    facts = figures(authorised_posts=f"{posts} 人", staff_in_post=f"{staff} 人")
    assert changes("fiscal_staff", facts) == by_trying("fiscal_staff", facts)


def test_a_gain_that_is_a_trace_is_replaced_by_one_that_a_person_can_act_on():
    facts = figures(procurement_plan="19.50 万元", procurement_actual="2.96 万元")
    first = levers_of("procurement", facts, [judged("procurement.policy", "1.00")])[0]
    # 0.01 万元 more would already give 0.0005 points; 1.82 is the least that gives a tenth of a point.
    assert first == "实际采购金额再增加 1.82 万元，得 1.25 分（+0.10）"


@pytest.mark.parametrize(("more", "gives"), [("1.81", "1.24"), ("1.82", "1.25")])
def test_the_tenth_of_a_point_is_reached_by_that_amount_and_not_by_less(more, gives):
    actual = Decimal("2.96") + Decimal(more)
    facts = figures(procurement_plan="19.50 万元", procurement_actual=f"{actual} 万元")
    found = result_of(score(FRAMEWORK, filing(facts, [judged("procurement.policy", "1.00")]), DAY), "procurement")
    assert f"{found.score:f}" == gives


def test_where_nothing_can_be_gained_the_nearest_loss_is_named():
    facts = figures(authorised_posts="54 人", staff_in_post="52 人")
    assert levers_of("fiscal_staff", facts) == [
        "实有在编人数再增加 3 人，得 0.00 分（−1.00）",
        "核定编制数再减少 3 人，得 0.00 分（−1.00）",
    ]


def test_gains_stand_before_losses():
    for name in ("futian-2020-self-evaluation", "futian-2022-self-evaluation", "futian-2024-self-evaluation"):
        for result in card(name).results:
            gains = [lever.gain > 0 for lever in result.levers]
            assert gains == sorted(gains, reverse=True)


def test_every_lever_is_what_it_says_gain_and_score():
    for name in ("futian-2022-self-evaluation", "futian-2024-self-evaluation", "project-sample"):
        for result in card(name).results:
            for lever in result.levers:
                assert result.score is not None
                assert lever.score == result.score + lever.gain
                assert lever.gain != 0
                assert 0 <= lever.score <= result.points


def test_the_change_is_one_in_the_last_printed_place_of_the_figure():
    coarse = [figure("satisfaction", "90 %")]
    fine = [figure("satisfaction", "90.00 %")]
    assert "再增加 5 个百分点" in levers_of("satisfaction", coarse)[0]
    assert "再增加 5.00 个百分点" in levers_of("satisfaction", fine)[0]
    # 6 points in whole percentages, 5.01 in hundredths, would be needed from 89.99 %.
    assert "再增加 0.01 个百分点，得 4.00" in levers_of("satisfaction", [figure("satisfaction", "89.99 %")])[0]


def test_a_clause_is_decided_as_a_whole():
    judgements = [judged("asset_safety.custody", "0.40"), judged("asset_safety.disposal", True)]
    (text,) = levers_of("asset_safety", (), judgements)
    assert text.endswith("得 2.00 分（+0.60）")
    assert "若认定为满分" in text


def test_a_count_of_items_is_changed_by_one():
    assert levers_of("budget_compliance", (), [judged("budget_compliance.nonconforming", 2)])[0].endswith(
        "再减少 1 项，得 4.00 分（+1.00）"
    )


def test_finding_irregular_spending_is_said_as_a_finding():
    decided = [judged(f"financial_compliance.{name}", True) for name in ("spending", "accounting")]
    decided += [judged("financial_compliance.violation", False)]
    facts = figures(initial_budget="100 万元", adjusted_budget="100 万元")
    assert any(
        text.startswith("若发现“") and "得 0.00 分" in text
        for text in levers_of("financial_compliance", facts, decided)
    )


def test_what_cannot_be_told_has_no_lever():
    found = result_of(score(FRAMEWORK, filing([figure("satisfaction", "约 95 %")]), DAY), "satisfaction")
    assert found.levers == ()
