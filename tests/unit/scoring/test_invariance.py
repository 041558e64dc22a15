"""What must not matter: the order of facts, the unit a figure is printed in, and how often one asks."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing
from jixiao.core.scoring.score import score
from jixiao.core.scoring.scorecard import Scorecard
from tests.unit.filed import DAY, framework, vocabulary
from tests.unit.scoring.published import filed

NAMES = ("futian-2020-self-evaluation", "futian-2022-self-evaluation", "futian-2024-self-evaluation")
FEN_UNITS = ("元", "千元", "万元", "百万元", "亿元")


def scored(filing: Filing) -> Scorecard:
    return score(framework(filing.framework or ""), filing, DAY)


def answers(card: Scorecard) -> dict[str, tuple[object, ...]]:
    """Everything that is decided; which of several equal facts stands behind it is not."""
    return {
        result.indicator.id: (
            result.outcome,
            result.basis,
            result.score,
            [(one.name, one.raw) for one in result.readings],
            [text.zh for text in result.missing],
            result.reproduces,
            result.possible,
        )
        for result in card.results
    }


@cache
def as_filed(name: str) -> dict[str, tuple[object, ...]]:
    """The answers for an example as it is."""
    return answers(scored(filed(name)))


def in_unit(fact: Fact, symbol: str) -> Fact:
    """The same amount printed in another unit, with every digit."""
    unit = vocabulary().units[symbol]
    return replace(fact, unit=unit, printed=unit.from_base(fact.value))


def is_money(fact: Fact) -> bool:
    return fact.concept.dimension.id == "money"


def test_scoring_twice_gives_equal_scorecards():
    for name in NAMES:
        one, two = scored(filed(name)), scored(filed(name))
        assert one.results == two.results
        assert one == two


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_the_order_of_facts_and_judgements_does_not_matter(name: str, random: Random):
    filing = filed(name)
    facts, judgements = list(filing.facts.facts), list(filing.judgements)
    random.shuffle(facts)
    random.shuffle(judgements)
    shuffled = replace(filing, facts=FactSet(facts), judgements=tuple(judgements))
    assert answers(scored(shuffled)) == as_filed(name)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_the_unit_an_amount_is_printed_in_does_not_matter(name: str, random: Random):
    filing = filed(name)
    units = {fact.concept.id: random.choice(FEN_UNITS) for fact in filing.facts.facts}
    facts = [in_unit(fact, units[fact.concept.id]) if is_money(fact) else fact for fact in filing.facts.facts]
    assert answers(scored(replace(filing, facts=FactSet(facts)))) == as_filed(name)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.integers(2, 1000))
def test_amounts_all_larger_by_one_factor_leave_every_rate_and_score_as_it_was(name: str, factor: int):
    filing = filed(name)
    facts = [
        replace(fact, printed=fact.printed * Decimal(factor)) if is_money(fact) else fact for fact in filing.facts.facts
    ]
    assert answers(scored(replace(filing, facts=FactSet(facts)))) == as_filed(name)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_taking_a_figure_away_never_gives_a_score_where_there_was_none(name: str, data: st.DataObject):
    filing = filed(name)
    position = data.draw(st.integers(0, len(filing.facts.facts) - 1))
    gone = filing.facts.facts[position]
    facts = [fact for fact in filing.facts.facts if fact.concept.id != gone.concept.id]
    for result in scored(replace(filing, facts=FactSet(facts))).results:
        if result.score is not None:
            assert as_filed(name)[result.indicator.id][2] is not None


def test_a_figure_of_a_part_changes_nothing():
    filing = filed("futian-2022-self-evaluation")
    parts = [replace(fact, printed=fact.printed + 1, dimensions=(("part", "一部分"),)) for fact in filing.facts.facts]
    more = replace(filing, facts=FactSet([*parts, *filing.facts.facts]))
    assert answers(scored(more)) == as_filed("futian-2022-self-evaluation")
    assert scored(more).filing.facts.conflicts() == scored(filing).filing.facts.conflicts()
