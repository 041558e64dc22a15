"""Frameworks that give letters: the weakest link, the conversion table, and D* where nothing is known."""

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.score import score
from tests.spec.rulebooks import framework_named
from tests.unit.filed import DAY, figure, filing, judged
from tests.unit.scoring.published import result_of, told

FRAMEWORK = framework_named("letters")
FULL = judged("converted.published", "full")


def scored(indicator: str, facts=(), judgements=()):
    return result_of(score(FRAMEWORK, filing(facts, judgements), DAY), indicator)


def test_a_letter_stands_in_place_of_points():
    result = scored("converted", [figure("satisfaction", "96 %")], [FULL])
    assert (result.outcome, result.letter, result.score) == (Outcome.SCORED, "A", None)
    assert result.readings[0].shown == "A"
    assert told(result).endswith("结果：A")


def test_each_dimension_is_named_with_its_letter():
    text = told(scored("converted", [figure("satisfaction", "93 %")], [FULL]))
    assert "维度 1：B" in text
    assert "维度 2：A" in text


def test_no_information_is_the_lowest_letter_with_a_star():
    result = scored("converted")
    assert (result.outcome, result.letter) == (Outcome.SCORED, "D*")
    assert "维度 1：D*（没有资料）" in told(result)


def test_letters_have_no_total_no_grade_and_no_levers():
    card = score(FRAMEWORK, filing([figure("satisfaction", "96 %")], [FULL]), DAY)
    assert (card.framework.total, card.combined_total, card.grade) == (None, None, None)
    assert all(result.levers == () for result in card.results)


def test_a_contradiction_within_one_letter_is_harmless():
    facts = [figure("satisfaction", "96 %"), figure("satisfaction", "97 %")]
    result = scored("converted", facts, [FULL])
    assert (result.outcome, result.letter) == (Outcome.SCORED, "A")
    assert [(one.letter, one.score) for one in result.alternatives] == [("A", None)]


def test_a_contradiction_between_letters_cannot_be_told():
    facts = [figure("satisfaction", "96 %"), figure("satisfaction", "93 %")]
    result = scored("converted", facts, [FULL])
    assert (result.outcome, result.letter) == (Outcome.CANNOT_TELL, None)
    assert [one.letter for one in result.alternatives] == ["B+"]


def test_a_hedged_figure_on_the_line_between_letters_cannot_be_told():
    # A begins above 95 %.
    assert scored("converted", [figure("satisfaction", "超过 95 %")], [FULL]).letter == "A"
    assert scored("converted", [figure("satisfaction", "95 % 以上")], [FULL]).outcome is Outcome.CANNOT_TELL
