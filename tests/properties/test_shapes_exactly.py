"""Each shape against plain fractions: whatever the parameters and the row, the same score to the last digit."""

from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.shapes.checklist import Checklist, Line
from jixiao.core.scoring.shapes.conversion_table import ConversionTable
from jixiao.core.scoring.shapes.deduction_per_item import DeductionPerItem, Items
from jixiao.core.scoring.shapes.deduction_per_point import DeductionPerPoint
from jixiao.core.scoring.shapes.either_or import EitherOr
from jixiao.core.scoring.shapes.proportion import Proportion
from jixiao.core.scoring.shapes.qualitative import Level, Qualitative
from jixiao.core.scoring.shapes.schedule import Schedule
from jixiao.core.scoring.shapes.sum import Sum
from jixiao.core.scoring.shapes.tiered_choice import Option, TieredChoice
from jixiao.core.scoring.shapes.tiers import Band, Tiers
from jixiao.core.scoring.shapes.veto import Trigger, Veto
from jixiao.core.scoring.shapes.weakest_link import WeakestLink
from jixiao.core.scoring.terms import read_term
from tests.properties.shape_trials import Trial, rounded

RATE = read_term({"of": "procurement_actual", "to": "procurement_plan"})
SHARE = read_term("satisfaction")
ONE = 10**8  # the integer of 100 %
LETTERS = ("D", "D+", "C", "C+", "B", "B+", "A")

fen = st.integers(0, 10**16)
some_fen = st.integers(1, 10**16) | st.integers(1, 5000)
shares = st.integers(0, ONE) | st.integers(0, 100).map(lambda percent: percent * ONE // 100)
points = st.integers(1, 3000).map(lambda cents: Fraction(cents, 100))
maybe = st.none().__or__
fast = settings(max_examples=60, deadline=None)


@fast
@given(points, some_fen, fen, st.sampled_from(("cap", "zero", "as_is")))
def test_a_proportion_loses_no_digit(worth, plan, actual, above_full):
    trial = Trial(Proportion(RATE, worth, above_full), worth)
    rate = Fraction(actual, plan)
    exact = {
        "cap": min(rate, 1) * worth,
        "zero": rate * worth if rate <= 1 else Fraction(0),
        "as_is": rate * worth,
    }[above_full]
    row = {"procurement_actual": actual, "procurement_plan": plan}
    assert trial.raw(**row) == rounded(exact)
    assert trial.score(**row) == min(rounded(exact), worth)


@fast
@given(points, some_fen, fen, st.integers(1, 10**6))
def test_a_capped_proportion_never_falls_while_more_is_done(worth, plan, actual, more):
    trial = Trial(Proportion(RATE, worth))
    scores = [
        trial.score(procurement_actual=amount, procurement_plan=plan) for amount in (actual, min(actual + more, 10**16))
    ]
    assert scores == sorted(scores)


@pytest.mark.parametrize(
    ("zero_base", "outcome"), [("cannot_tell", Outcome.CANNOT_TELL), ("not_applicable", Outcome.NOT_APPLICABLE)]
)
def test_nothing_planned_is_no_base(zero_base, outcome):
    trial = Trial(Proportion(RATE, Fraction(1), zero_base=outcome.value))
    assert trial.outcome(procurement_actual=5, procurement_plan=0) is outcome
    assert trial.outcome(procurement_actual=0, procurement_plan=0) is outcome
    # Nothing known is not nothing planned.
    assert trial.outcome(procurement_plan=0) is Outcome.CANNOT_TELL
    assert trial.outcome(procurement_actual=0) is Outcome.CANNOT_TELL


@st.composite
def ladders(draw: st.DrawFn) -> tuple[list[Fraction], list[bool], list[Fraction]]:
    """Thresholds, whether each belongs to the band above it, and the worth of each band."""
    limits = draw(st.lists(st.integers(1, 99).map(lambda n: Fraction(n, 100)), min_size=1, max_size=4, unique=True))
    ends = draw(st.lists(st.booleans(), min_size=len(limits), max_size=len(limits)))
    worth = draw(st.lists(points, min_size=len(limits) + 1, max_size=len(limits) + 1))
    return sorted(limits), ends, worth


def bands_of(limits: list[Fraction], ends: list[bool], worth: list[Fraction]) -> tuple[Band, ...]:
    bands = []
    for number, gives in enumerate(worth):
        low = {} if number == 0 else {"at_least" if ends[number - 1] else "above": limits[number - 1]}
        high = {} if number == len(limits) else {"below" if ends[number] else "at_most": limits[number]}
        bands.append(Band(gives, **low, **high))
    return tuple(bands)


@fast
@given(ladders(), shares, st.randoms(use_true_random=False))
def test_every_rate_falls_into_one_band_in_whatever_order_they_are_written(ladder, share, random):
    limits, ends, worth = ladder
    bands = list(bands_of(limits, ends, worth))
    random.shuffle(bands)
    above = sum(
        share > limit * ONE or (share == limit * ONE and closed) for limit, closed in zip(limits, ends, strict=True)
    )
    assert Trial(Tiers(SHARE, tuple(bands))).score(satisfaction=share) == worth[above]


@fast
@given(ladders(), st.integers(0, 3), st.sampled_from((-1, 1)))
def test_a_ladder_with_a_hole_or_an_overlap_is_refused(ladder, position, shift):
    limits, ends, worth = ladder
    bands = list(bands_of(limits, ends, worth))
    position %= len(limits)
    lower = bands[position]
    moved = limits[position] + Fraction(shift, 1000)
    # Only the lower band's upper end moves: away leaves a hole, into the next an overlap.
    fields = {"gives": lower.gives, "at_least": lower.at_least, "above": lower.above}
    bands[position] = Band(**fields, **({"below": moved} if ends[position] else {"at_most": moved}))
    with pytest.raises(RuleFault, match="hole" if shift < 0 else "overlap"):
        Trial(Tiers(SHARE, tuple(bands)))


@fast
@given(st.integers(0, 10_000), points, points)
def test_a_deduction_per_item_ends_at_zero(count, worth, off):
    shape = DeductionPerItem(off, worth, items=Items("wrong", "不合要求的项", "wrong items"))
    trial = Trial(shape)
    assert trial.score(trial__wrong=count) == max(worth - off * count, 0)
    if count:
        assert trial.score(trial__wrong=count) <= trial.score(trial__wrong=count - 1)


@fast
@given(
    st.integers(0, 50).map(lambda n: Fraction(n, 100)),
    st.integers(1, 100).map(lambda n: Fraction(n, 100)),
    points,
    st.sampled_from(("linear", "full", "started")),
    st.sampled_from(("above", "below")),
    shares,
)
def test_a_deduction_per_point_counts_parts_as_its_step_says(threshold, off, worth, step, side, share):
    trial = Trial(DeductionPerPoint(SHARE, threshold, off, worth, step, side))
    rate = Fraction(share, ONE)
    beyond = max((rate - threshold) * (1 if side == "above" else -1), 0) * 100
    floor = Fraction(beyond.numerator // beyond.denominator)
    counted = {"linear": beyond, "full": floor, "started": floor + (beyond > floor)}[step]
    assert trial.score(satisfaction=share) == rounded(max(worth - counted * off, Fraction(0)))


@fast
@given(
    st.lists(st.integers(0, 2 * ONE), min_size=4, max_size=4),
    st.lists(st.integers(1, 100).map(lambda n: Fraction(n, 100)), min_size=4, max_size=4),
    points,
    points,
    st.booleans(),
    st.sampled_from(("relative", "cumulative")),
    st.sampled_from(("none", "each", "whole")),
)
def test_a_schedule_under_every_convention(progress, planned, each, mean, cap_each, mean_of, cap_mean):
    shape = Schedule("expenditure_progress", "quarter", each, mean, tuple(planned), cap_each, mean_of, cap_mean)
    trial = Trial(shape)
    rates = [Fraction(one, ONE) for one in progress]
    relative = [rate / plan for rate, plan in zip(rates, planned, strict=True)]
    periods = sum((min(r, 1) if cap_each else r for r in relative), Fraction(0)) * each
    values = relative if mean_of == "relative" else rates
    average = sum((min(v, 1) if cap_mean == "each" else v for v in values), Fraction(0)) / 4
    exact = periods + mean * (min(average, 1) if cap_mean == "whole" else average)
    row = {f"expenditure_progress_q{n}": value for n, value in enumerate(progress, 1)}
    assert trial.raw(**row) == rounded(exact)
    assert trial.score(**row) == min(rounded(exact), trial.available)


@fast
@given(st.lists(fen, min_size=4, max_size=4), st.integers(1, 10**16))
def test_a_schedule_from_amounts_over_one_budget_is_exact_too(amounts, budget):
    trial = Trial(Schedule("expenditure_progress", "quarter", Fraction(1), Fraction(2)))
    relative = [Fraction(amount, budget) * 4 / n for n, amount in enumerate(amounts, 1)]
    row = {f"cumulative_expenditure_q{n}": amount for n, amount in enumerate(amounts, 1)}
    assert trial.raw(**row, adjusted_budget=budget) == rounded(sum(relative, Fraction(0)) * Fraction(3, 2))


@fast
@given(st.data())
def test_a_checklist_adds_what_was_awarded(data):
    worth = data.draw(st.lists(st.integers(1, 500), min_size=1, max_size=5))
    awarded = [data.draw(st.integers(0, most)) for most in worth]
    lines = tuple(Line(f"c{n}", f"第 {n} 款", f"clause {n}", Fraction(most, 100)) for n, most in enumerate(worth))
    trial = Trial(Checklist(lines))
    row = {f"trial__c{n}": cents for n, cents in enumerate(awarded)}
    assert trial.score(**row) == Fraction(sum(awarded), 100)
    assert trial.available == Fraction(sum(worth), 100)
    assert trial.outcome(**{**row, "trial__c0": None}) is Outcome.CANNOT_TELL


@fast
@given(st.lists(st.integers(0, 500), min_size=1, max_size=5), st.data())
def test_a_choice_gives_the_worth_of_its_option(worth, data):
    options = tuple(Option(f"o{n}", "选项", "option", Fraction(cents, 100)) for n, cents in enumerate(worth))
    trial = Trial(TieredChoice("choice", "认定", "choice", options))
    assert trial.score(trial__choice=data.draw(st.sampled_from(worth))) in {Fraction(cents, 100) for cents in worth}
    assert trial.available == Fraction(max(worth), 100)


@fast
@given(points, st.integers(0, 10_000))
def test_a_level_gives_its_percentage(worth, hundredths):
    levels = (Level("all", "全部", "all", Fraction(0), Fraction(1)),)
    trial = Trial(Qualitative("level", "评价", "level", worth, levels))
    assert trial.score(trial__level=hundredths) == rounded(worth * hundredths / 10_000)


def clause(name: str, cents: int) -> Checklist:
    return Checklist((Line(name, name, name, Fraction(cents, 100)),))


@fast
@given(some_fen, fen, points, st.integers(1, 300), st.data())
def test_a_sum_is_rounded_once(plan, actual, worth, most, data):
    awarded = data.draw(st.integers(0, most))
    thirds = Proportion(RATE, worth / 3)
    trial = Trial(Sum((thirds, clause("policy", most), thirds)))
    exact = 2 * min(Fraction(actual, plan), 1) * worth / 3 + Fraction(awarded, 100)
    row = {"procurement_actual": actual, "procurement_plan": plan, "trial__policy": awarded}
    assert trial.raw(**row) == rounded(exact)


@fast
@given(st.none() | st.integers(0, 200), st.none() | st.integers(0, 300), st.none() | st.integers(0, 300))
def test_either_or_is_the_better_one_and_certain_only_when_nothing_could_be_better(one, two, three):
    trial = Trial(EitherOr((clause("a", 200), clause("b", 300), clause("c", 300))))
    given_ = {"trial__a": one, "trial__b": two, "trial__c": three}
    known = [cents for cents in given_.values() if cents is not None]
    if len(known) == 3 or 300 in known:
        assert trial.score(**given_) == Fraction(max(known), 100)
    else:
        assert trial.outcome(**given_) is Outcome.CANNOT_TELL


@fast
@given(
    st.none() | st.sampled_from((0, 1)),
    st.none() | shares,
    st.none() | st.integers(0, 100),
    st.sampled_from(("zero", "full")),
)
def test_a_veto_decides_alone_and_is_needed_to_be_sure_of_the_rest(found, share, awarded, gives):
    finding = Trigger("violation", "违规", "violation")
    rate = Trigger(rate=SHARE, above=Fraction(1, 2))
    trial = Trial(Veto((finding, rate), clause("inner", 100), gives))
    row = {"trial__violation": found, "satisfaction": share, "trial__inner": awarded}
    is_hit = found == 1 or (share is not None and share > ONE // 2)
    if is_hit:
        assert trial.score(**row) == (0 if gives == "zero" else 1)
    elif None in (found, share, awarded):
        assert trial.outcome(**row) is Outcome.CANNOT_TELL
    else:
        assert trial.score(**row) == Fraction(awarded, 100)


@fast
@given(st.none() | st.sampled_from((0, 1)), st.integers(0, 100))
def test_a_finding_that_is_absent_unless_recorded_needs_no_record(found, awarded):
    exempt = Trigger("classified", "涉密", "classified", assumed_absent=True)
    trial = Trial(Veto((exempt,), clause("inner", 100), "full"))
    expected = Fraction(1) if found == 1 else Fraction(awarded, 100)
    assert trial.score(trial__classified=found, trial__inner=awarded) == expected


def dimensions(count: int) -> tuple[TieredChoice, ...]:
    plain = [letter for letter in LETTERS if not letter.endswith("+")]
    options = tuple(Option(letter, letter, letter, letter) for letter in plain)
    return tuple(TieredChoice(f"d{n}", f"维度 {n}", f"dimension {n}", options) for n in range(count))


ranks = st.none() | st.sampled_from([LETTERS.index(letter) for letter in "ABCD"])


def letter_of(trial: Trial, given_: list[int | None]) -> str:
    # A choice keeps two decimals, so a rank is held in hundredths.
    row = {f"trial__d{n}": None if rank is None else rank * 100 for n, rank in enumerate(given_)}
    value, outcome = trial.expression.evaluate(trial.reader(row).row)
    assert outcome is Outcome.SCORED
    assert value is not None
    star = "*" if trial.reader(row).holds(trial.points.starred) else ""
    return LETTERS[value] + star


@fast
@given(st.lists(ranks, min_size=1, max_size=4))
def test_the_weakest_link_decides_and_a_better_one_adds_a_plus(given_):
    trial = Trial(WeakestLink(dimensions(len(given_))), Fraction(len(LETTERS) - 1), LETTERS)
    known = [0 if rank is None else rank for rank in given_]
    plus = "+" if max(known) > min(known) else ""
    star = "*" if None in given_ else ""
    assert letter_of(trial, given_) == LETTERS[min(known)] + plus + star


TABLE = {"".join(pair): pair[0] for pair in combinations_with_replacement("ABCD", 2)}


@pytest.mark.parametrize("given_", list(product([None, *range(0, 7, 2)], repeat=2)))
def test_a_conversion_table_knows_no_order(given_):
    trial = Trial(ConversionTable(dimensions(2), TABLE), Fraction(len(LETTERS) - 1), LETTERS)
    letters = sorted(LETTERS[rank or 0] for rank in given_)
    assert letter_of(trial, list(given_)).rstrip("*") == TABLE["".join(letters)]
    assert letter_of(trial, list(given_)) == letter_of(trial, list(given_)[::-1])


@fast
@given(st.sampled_from(sorted(TABLE)))
def test_a_conversion_table_without_one_combination_is_refused(missing):
    table = {key: letter for key, letter in TABLE.items() if key != missing}
    with pytest.raises(RuleFault, match=f"lacks: {missing}"):
        Trial(ConversionTable(dimensions(2), table), Fraction(len(LETTERS) - 1), LETTERS)


@fast
@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_magnitude_has_no_sign(base, one, two):
    rate = read_term({"of": {"size": ["adjusted_budget", "-initial_budget"]}, "to": "initial_budget"})
    trial = Trial(Proportion(rate, Fraction(10)))
    assume(base)
    row = {"adjusted_budget": one, "initial_budget": base}
    assert trial.score(**row) == min(rounded(abs(Fraction(one - base, base)) * 10), 10)
    mirrored = {"adjusted_budget": 2 * base - one, "initial_budget": base}
    if mirrored["adjusted_budget"] >= 0:
        assert trial.score(**mirrored) == trial.score(**row)


def test_once_a_veto_holds_nothing_more_is_wanted():
    finding, rate = Trigger("violation", "违规", "violation"), Trigger(rate=SHARE, above=Fraction(1, 2))
    trial = Trial(Veto((finding, rate), clause("inner", 100)))

    def missing(**row: int | None) -> list[str]:
        return [want.what.zh for want in trial.points.wants if not trial.reader(row).holds(want.met)]

    assert missing() == ["inner", "违规", "公众或服务对象满意度"]
    assert missing(trial__violation=0, trial__inner=5) == ["公众或服务对象满意度"]
    assert missing(trial__violation=1) == []
    assert missing(satisfaction=ONE) == []
