"""What several facts say of one thing: agreeing ones give the most precise, contradicting ones are all kept."""

from itertools import permutations

from jixiao.core.kernel.period import Period
from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet, Resolution
from tests.unit.filed import YEAR, figure


def found(*facts: Fact, prefer: str | None = None) -> Resolution:
    return FactSet(facts).find(facts[0].concept.id, YEAR, prefer)


def said(resolution: Resolution) -> tuple[str, list[str]]:
    return str(resolution.chosen), [str(fact) for fact in resolution.rivals]


def test_nothing_stated_is_nothing_found():
    resolution = FactSet(()).find("staff_in_post", YEAR)
    assert (resolution.chosen, resolution.agreeing, resolution.is_conflict) == (None, (), False)


def test_a_figure_of_another_period_says_nothing_of_this_one():
    facts = FactSet([figure("staff_in_post", "52 人")])
    assert facts.find("staff_in_post", Period.parse("2021")).chosen is None
    assert facts.find("staff_in_post", Period.parse("2022-Q4")).chosen is None


def test_a_figure_said_twice_alike_is_no_conflict():
    resolution = found(figure("staff_in_post", "52 人"), figure("staff_in_post", "52 人", "table"))
    assert (resolution.is_conflict, len(resolution.agreeing)) == (False, 2)


def test_restatements_of_different_precision_agree_and_the_finest_is_used():
    coarse, fine = figure("expenditure", "14.26 亿元"), figure("expenditure", "142,585.54 万元")
    for order in ((coarse, fine), (fine, coarse)):
        assert said(found(*order)) == ("142,585.54 万元", [])


def test_a_rounding_that_is_wrong_in_its_last_digit_contradicts():
    wrong, fine = figure("expenditure", "14.25 亿元"), figure("expenditure", "142,585.54 万元")
    assert said(found(fine, wrong)) == ("142,585.54 万元", ["14.25 亿元"])


def test_the_next_rounding_on_either_side_of_the_line():
    # 14.255 亿元 rounds up to 14.26; anything less does not.
    on_the_line, below = figure("expenditure", "142,550.00 万元"), figure("expenditure", "142,549.99 万元")
    coarse = figure("expenditure", "14.26 亿元")
    assert found(coarse, on_the_line).is_conflict is False
    assert found(coarse, below).is_conflict is True


def test_a_plain_figure_is_used_before_a_hedged_one_that_agrees():
    hedged, plain = figure("satisfaction", "95 % 以上"), figure("satisfaction", "96 %")
    for order in ((hedged, plain), (plain, hedged)):
        assert said(found(*order)) == ("96 %", [])


def test_contradicting_facts_are_all_kept_and_the_first_is_chosen():
    first, second, third = (figure("dispatched_staff", f"{n} 人") for n in (34, 35, 36))
    assert said(found(first, second, third)) == ("34 人", ["35 人", "36 人"])
    assert said(found(third, first, second)) == ("36 人", ["34 人", "35 人"])


def test_a_contradiction_said_five_times_is_one_rival():
    facts = [figure("dispatched_staff", f"{n} 人") for n in (34, 35, 35, 34, 35)]
    resolution = found(*facts)
    assert said(resolution) == ("34 人", ["35 人"])
    assert len(resolution.agreeing) == 2


def test_a_vague_figure_that_agrees_with_both_does_not_hide_their_contradiction():
    vague = figure("satisfaction", "95 % 以上")
    low, high = figure("satisfaction", "96 %"), figure("satisfaction", "98 %")
    for order in permutations((vague, low, high)):
        resolution = found(*order)
        assert resolution.is_conflict
        assert {str(resolution.chosen), *map(str, resolution.rivals)} == {"96 %", "98 %"}


def test_one_kind_of_source_may_be_preferred():
    text, table = figure("satisfaction", "95 % 以上", "text"), figure("satisfaction", "90 %", "table")
    assert said(found(text, table, prefer="text")) == ("95 %以上", [])
    assert said(found(text, table, prefer="table")) == ("90 %", [])
    assert said(found(text, table)) == ("95 %以上", ["90 %"])


def test_where_the_preferred_kind_says_nothing_the_others_are_heard():
    assert said(found(figure("satisfaction", "95 %", "text"), prefer="table")) == ("95 %", [])


def test_a_preferred_kind_that_contradicts_itself_is_a_conflict_still():
    facts = [figure("satisfaction", "90 %", "table"), figure("satisfaction", "91 %", "table")]
    assert said(found(*facts, figure("satisfaction", "95 %"), prefer="table")) == ("90 %", ["91 %"])


def test_a_figure_of_a_part_does_not_speak_for_the_whole():
    part = figure("petitions", "3 件", dimensions=(("channel", "省信访系统"),))
    whole = figure("petitions", "4 件")
    assert FactSet([part]).find("petitions", YEAR).chosen is None
    assert said(found(whole, part)) == ("4 件", [])


def test_all_conflicts_of_a_filing_are_named():
    facts = FactSet(
        [
            figure("dispatched_staff", "34 人"),
            figure("staff_in_post", "52 人"),
            figure("dispatched_staff", "35 人"),
            figure("staff_in_post", "52 人"),
            figure("petitions", "3 件", dimensions=(("channel", "甲"),)),
            figure("petitions", "1 件", dimensions=(("channel", "乙"),)),
        ]
    )
    assert [said(conflict) for conflict in facts.conflicts()] == [("34 人", ["35 人"])]
