"""What holds for every rule, however its shapes are nested and whatever is known: the closed set of answers."""

from fractions import Fraction
from itertools import count

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.traversal import bounds, columns, walk
from jixiao.core.scoring.inputs import Input, RuleFault
from jixiao.core.scoring.levers import levers
from jixiao.core.scoring.points import Shape
from jixiao.core.scoring.shapes.checklist import Checklist, Line
from jixiao.core.scoring.shapes.deduction_per_item import DeductionPerItem, Items
from jixiao.core.scoring.shapes.deduction_per_point import DeductionPerPoint
from jixiao.core.scoring.shapes.either_or import EitherOr
from jixiao.core.scoring.shapes.proportion import UNBOUNDED, Proportion
from jixiao.core.scoring.shapes.schedule import Schedule
from jixiao.core.scoring.shapes.sum import Sum
from jixiao.core.scoring.shapes.tiered_choice import Option, TieredChoice
from jixiao.core.scoring.shapes.tiers import Band, Tiers
from jixiao.core.scoring.shapes.veto import Trigger, Veto
from jixiao.core.scoring.terms import Term, read_term
from tests.properties.shape_trials import Trial

general = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
points = st.integers(1, 500).map(lambda cents: Fraction(cents, 100))

RATES = (
    {"of": "procurement_actual", "to": "procurement_plan"},
    {"of": {"size": ["adjusted_budget", "-initial_budget"]}, "to": "initial_budget"},
    {"of": "off_establishment_staff", "to": ["staff_in_post", "off_establishment_staff"]},
    {"first_known": [{"of": "fixed_assets_in_use", "to": "fixed_assets"}, "fixed_asset_utilisation"]},
    {"of": ["adjusted_budget", "-expenditure"], "to": "adjusted_budget"},
    "satisfaction",
    {"figure": "satisfaction", "prefer": "table"},
    "expenditure_progress@q2",
)


@st.composite
def measured(draw: st.DrawFn) -> Shape:
    """A shape that measures something."""
    rate: Term = read_term(draw(st.sampled_from(RATES)))
    match draw(st.sampled_from(("proportion", "tiers", "per_point", "schedule"))):
        case "proportion":
            above_full = draw(st.sampled_from(("cap", "zero")))
            return Proportion(rate, draw(points), above_full, draw(st.sampled_from(("cannot_tell", "not_applicable"))))
        case "tiers":
            limit = Fraction(draw(st.integers(1, 150)), 100)
            return Tiers(rate, (Band(draw(points), below=limit), Band(draw(points), at_least=limit)))
        case "per_point":
            step = draw(st.sampled_from(("linear", "full", "started")))
            return DeductionPerPoint(rate, Fraction(1, 10), Fraction(1, 10), draw(points), step)
        case _:
            each, mean, cap_each = draw(points), draw(points), draw(st.booleans())
            cap_mean = draw(st.sampled_from(("none", "each", "whole")))
            return Schedule("expenditure_progress", "quarter", each, mean, (), cap_each, "relative", cap_mean)


@st.composite
def decided(draw: st.DrawFn, names: "count[int]") -> Shape:
    """A shape that people decide, with clauses of its own."""
    worth = draw(st.lists(points, min_size=1, max_size=3))
    match draw(st.sampled_from(("per_item", "counted", "checklist", "choice"))):
        case "per_item":
            return DeductionPerItem(draw(points), draw(points), items=Items(f"i{next(names)}", "项", "items"))
        case "counted":
            return DeductionPerItem(draw(points), draw(points), count=read_term("key_tasks_unfinished"))
        case "checklist":
            return Checklist(tuple(Line(f"c{next(names)}", "款", "clause", one) for one in worth))
        case _:
            options = tuple(Option(f"o{n}", "项", "option", one) for n, one in enumerate(worth))
            return TieredChoice(f"t{next(names)}", "认定", "choice", options)


@st.composite
def shapes(draw: st.DrawFn, names: "count[int]", depth: int = 2) -> Shape:
    """A shape, nested up to a depth."""
    if depth == 0 or draw(st.booleans()):
        return draw(measured() | decided(names))
    inner = shapes(names, depth - 1)
    match draw(st.sampled_from(("sum", "either_or", "veto"))):
        case "sum":
            return Sum((draw(inner), draw(inner)))
        case "either_or":
            return EitherOr((draw(inner), draw(inner)))
        case _:
            rate: Term = read_term(draw(st.sampled_from(RATES)))
            finding = Trigger(f"v{next(names)}", "发现", "finding", assumed_absent=draw(st.booleans()))
            limit = Trigger(rate=rate, above=Fraction(draw(st.integers(1, 150)), 100))
            triggers = draw(st.sampled_from(((finding,), (limit,), (finding, limit))))
            return Veto(triggers, draw(inner), draw(st.sampled_from(("zero", "full"))))


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """A rule; many rates over many bases would not fit any engine, and are refused as they should be."""
    shape = draw(shapes(count()))
    try:
        return Trial(shape)
    except RuleFault as fault:
        assert "128" in str(fault)
        reject()
        raise


def rows(trial: Trial) -> st.SearchStrategy[dict[str, int | None]]:
    """Rows within the bounds of the columns, near zero more often than not, and often unknown."""

    def values(column: x.Column) -> st.SearchStrategy[int | None]:
        near = st.integers(column.low, min(column.high, column.low + 300))
        return st.none() | near | st.integers(column.low, column.high)

    return st.fixed_dictionaries({name: values(item.column) for name, item in trial.bench.inputs.items()})


@general
@given(st.data())
def test_a_score_lies_between_nothing_and_the_points(data):
    trial = data.draw(trials())
    row = data.draw(rows(trial))
    value, outcome = trial.expression.evaluate(trial.reader(row).row)
    assert (value is None) is (outcome is not Outcome.SCORED)
    if value is not None:
        assert 0 <= value <= trial.available * 100
        assert trial.raw(**row) * 100 >= value


@general
@given(st.data())
def test_it_cannot_be_told_exactly_when_something_is_wanted(data):
    trial = data.draw(trials())
    row = data.draw(rows(trial))
    reader = trial.reader(row)
    _, outcome = trial.expression.evaluate(reader.row)
    missing = [want.what.zh for want in trial.points.wants if not reader.holds(want.met)]
    if outcome is Outcome.CANNOT_TELL:
        assert missing
        assert all(missing)
    elif outcome is Outcome.SCORED:
        assert missing == []


@general
@given(st.data())
def test_what_is_scored_can_be_explained_to_the_exact_sum(data):
    trial = data.draw(trials())
    row = data.draw(rows(trial))
    reader = trial.reader(row)
    value, outcome = trial.expression.evaluate(reader.row)
    if outcome is Outcome.SCORED:
        steps = trial.points.explain(reader)
        assert steps
        assert all(step.zh and step.en for step in steps)
        exact = reader.exact(trial.points.total)
        assert exact >= 0
        assert abs(exact - trial.raw(**row)) <= Fraction(1, 200)
        assert value is not None


@general
@given(st.data())
def test_every_lever_leads_where_it_says(data):
    trial = data.draw(trials())
    row = data.draw(rows(trial))
    reader = trial.reader(row)
    value, _ = trial.expression.evaluate(reader.row)
    found = list(levers(reader, trial.expression, 2))
    assert value is not None or found == []
    for lever in found:
        assert lever.score * 100 == (value or 0) + lever.gain * 100
        assert 0 <= lever.score <= trial.available


@general
@given(st.data())
def test_knowing_more_never_changes_a_score_that_was_certain_without_it(data):
    # Unless what is known then goes before: the first known of several terms, a figure before its parts.
    trial = data.draw(trials().filter(lambda one: not _has_alternatives(one)))
    row = data.draw(rows(trial))
    known, outcome = trial.expression.evaluate(trial.reader(row).row)
    if outcome is Outcome.SCORED:
        inputs = trial.bench.inputs
        free = [name for name in inputs if row[name] is None and not _is_absent_unless_recorded(inputs[name])]
        low = {name: inputs[name].column.low for name in free}
        more = {**row, **{name: data.draw(st.integers(least, least + 50)) for name, least in low.items()}}
        assert trial.expression.evaluate(trial.reader(more).row) == (known, outcome)


def _has_alternatives(trial: Trial) -> bool:
    """Whether a choice in the value depends on what is known."""
    return any(isinstance(node, x.Known) for node in walk(trial.expression.score))


def _is_absent_unless_recorded(item: Input) -> bool:
    return item.clause is not None and item.clause.is_absent_unless_recorded


@general
@given(st.data())
def test_the_bounds_of_a_score_hold(data):
    trial = data.draw(trials())
    low, high = bounds(trial.expression.score)
    assert low >= 0
    assert high <= trial.available * 100
    read = columns(trial.expression.score, trial.expression.outcome)
    assert {column.name for column in read} <= set(trial.bench.inputs)
    row = data.draw(rows(trial))
    code = evaluation.integer(trial.expression.outcome)(trial.reader(row).row)
    assert code in (0, 1, 2)


def test_no_shape_of_these_is_unbounded():
    assert UNBOUNDED > 10_000
