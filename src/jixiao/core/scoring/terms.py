"""Terms: how a rule names what it measures - a figure, a signed sum, a rate, a magnitude, the first that is known.

Written in a rule file as

    expenditure                                   a figure of the vocabulary, of the year scored
    cumulative_expenditure@q1                     of a quarter, a month (m04) or the year before (prior_year)
    [staff_in_post, off_establishment_staff]      a sum; a leading "-" subtracts
    {of: expenditure, to: adjusted_budget}        a rate
    {size: [adjusted_budget, -initial_budget]}    a magnitude, without its sign
    {first_known: [term, term]}                   the first term whose figures are all known
    {figure: satisfaction, prefer: table}         a figure, from one kind of source where it is stated twice
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import percent, shortest
from jixiao.core.kernel.rational import Rational, choose_rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import PERIODS, RuleFault
from jixiao.core.scoring.points import Want

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader

FORMS = Text(
    "概念名、概念名的列表、{of: …, to: …}、{size: …}、{first_known: […]} 或 {figure: …, prefer: …}",
    "a concept, a list of concepts, {of: …, to: …}, {size: …}, {first_known: […]} or {figure: …, prefer: …}",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured quantity: exact value, when it is defined, what it wants, how it is written with numbers.

    `zero_base` holds when all figures of a rate are known and its base is zero.
    """

    value: Rational
    dimension: str
    defined: x.Condition
    wants: tuple[Want, ...]
    written: Callable[[Reader], str]
    name: Text
    zero_base: x.Condition = x.FALSE


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the vocabulary; `prefer` picks a kind of source when facts conflict.

    `stated_only`: nothing is derived. What a figure is derived from must itself be stated, so that explanations stay
    one step long and expressions small.
    """

    reference: str
    prefer: str | None = None
    stated_only: bool = False

    def measure(self, bench: Workbench) -> Measure:
        """The figure itself, or what the vocabulary derives it from while nobody states it."""
        item = bench.figure(self.reference, self.prefer)
        known = x.Known(item.column)
        stated = Rational(item.column, x.Constant(10**item.scale))
        derived = [] if self.stated_only else _derived(bench, self.reference)
        value = choose_rational(
            [(known, stated), *((d.defined, d.value) for d in derived[:-1])],
            derived[-1].value if derived else stated,
        )
        defined = x.some(known, *(d.defined for d in derived))

        def written(reader: Reader) -> str:
            if not reader.holds(known):
                for one in derived:
                    if reader.holds(one.defined):
                        return one.written(reader)
            return reader.printed(item.column.name)

        dimension = item.concept.dimension.id if item.concept else ""
        return Measure(value, dimension, defined, (Want(defined, item.name),), written, item.name)


def _derived(bench: Workbench, reference: str) -> list[Measure]:
    """What the vocabulary derives a figure from, in its order of preference.

    A concept that is never below its minimum is not derived from figures that would put it there: those
    contradict one another, so nothing follows from them.
    """
    name, _, at = reference.partition("@")
    concept = bench.vocabulary.concepts[name]
    found = []
    for rule in concept.derivations:
        inputs = [_placed(item, at) for item in rule.inputs]
        figures = tuple(Figure(item.lstrip("-"), stated_only=True) for item in inputs)
        signs = tuple(item.startswith("-") for item in inputs)
        term = Rate(figures[0], figures[1]) if rule.kind == "ratio" else Total(figures, signs)
        measure = term.measure(bench)
        if concept.minimum is not None:
            least = Fraction(concept.minimum)
            possible = x.every(measure.defined, measure.value.relates(">=", least))
            measure = replace(measure, value=measure.value.at_least(least), defined=possible)
        found.append(measure)
    return found


def _placed(item: str, at: str) -> str:
    """An input of a derivation in the period of what is derived, unless it names its own."""
    name, marked, own = item.partition("@")
    place = own if own else at if marked or at == "prior_year" else ""
    return f"{name}@{place}" if place else name


@dataclass(frozen=True, slots=True)
class Total:
    """A signed sum of figures of one dimension; `negative` says which are subtracted."""

    figures: tuple[Figure, ...]
    negative: tuple[bool, ...]

    def measure(self, bench: Workbench) -> Measure:
        """The sum; every figure must be known."""
        parts = [(sign, figure.measure(bench)) for sign, figure in zip(self.negative, self.figures, strict=True)]
        dimensions = {part.dimension for _, part in parts}
        if len(dimensions) != 1:
            raise RuleFault(
                Text(
                    f"相加的各项量纲不同：{'、'.join(sorted(dimensions))}",
                    f"the terms of a sum differ in dimension: {', '.join(sorted(dimensions))}",
                )
            )
        value = Rational.of(0)
        for negative, part in parts:
            value = value.minus(part.value) if negative else value.plus(part.value)

        def written(reader: Reader) -> str:
            signs = ["- " if negative else "+ " for negative, _ in parts]
            words = [sign + part.written(reader) for sign, (_, part) in zip(signs, parts, strict=True)]
            return "(" + " ".join(words).removeprefix("+ ").replace("- ", "− ") + ")"

        wants = tuple(want for _, part in parts for want in part.wants)
        words = Text(
            *(
                " ".join(("− " if n else "+ ") + word for n, word in words).removeprefix("+ ")
                for words in ([(n, p.name.zh) for n, p in parts], [(n, p.name.en) for n, p in parts])
            )
        )
        name = words if len(parts) == 1 else Text(f"({words.zh})", f"({words.en})")
        return Measure(value, dimensions.pop(), x.every(*(p.defined for _, p in parts)), wants, written, name)


@dataclass(frozen=True, slots=True)
class Rate:
    """A ratio of two terms; undefined while the base is zero."""

    of: Term
    to: Term

    def measure(self, bench: Workbench) -> Measure:
        """The rate; both terms must have the same dimension, and the base must be positive."""
        above, below = self.of.measure(bench), self.to.measure(bench)
        if above.dimension != below.dimension:
            raise RuleFault(
                Text(
                    f"比率的分子是 {above.dimension}，分母是 {below.dimension}",
                    f"the rate divides {above.dimension} by {below.dimension}",
                )
            )
        positive = below.value.relates(">", 0)
        value = above.value.over(below.value)
        base = Want(
            x.some(x.negate(below.defined), positive),
            Text(f"{below.name.zh}为零，不能作分母", f"{below.name.en} is zero: no base to divide by"),
        )

        def written(reader: Reader) -> str:
            known = reader.value(value)
            result = "？" if known is None else percent(known)
            return f"{above.written(reader)} ÷ {below.written(reader)} = {result}"

        defined = x.every(above.defined, below.defined, positive)
        zero = x.every(above.defined, below.defined, x.negate(positive))
        name = Text(f"{above.name.zh} ÷ {below.name.zh}", f"{above.name.en} ÷ {below.name.en}")
        return Measure(value, "ratio", defined, (*above.wants, *below.wants, base), written, name, zero)


@dataclass(frozen=True, slots=True)
class Size:
    """The magnitude of a term, without its sign."""

    of: Term

    def measure(self, bench: Workbench) -> Measure:
        """The greater of the term and its opposite."""
        inner = self.of.measure(bench)
        above = x.greatest(inner.value.above, x.multiply(inner.value.above, -1))
        value = Rational(above, inner.value.below)
        return Measure(
            value,
            inner.dimension,
            inner.defined,
            inner.wants,
            lambda reader: "|" + inner.written(reader).strip("()") + "|",
            Text(f"|{inner.name.zh.strip('()')}|", f"|{inner.name.en.strip('()')}|"),
        )


@dataclass(frozen=True, slots=True)
class FirstKnown:
    """The first of several terms whose figures are all known."""

    alternatives: tuple[Term, ...]

    def measure(self, bench: Workbench) -> Measure:
        """The first defined alternative; the first one's wants are reported when none is."""
        options = [term.measure(bench) for term in self.alternatives]
        value = choose_rational([(o.defined, o.value) for o in options[:-1]], options[-1].value)
        defined = x.some(*(option.defined for option in options))

        def written(reader: Reader) -> str:
            found = [option for option in options if reader.holds(option.defined)]
            return (found or options)[0].written(reader)

        wants = tuple(Want(x.some(defined, want.met), want.what) for want in options[0].wants)
        return Measure(value, options[0].dimension, defined, wants, written, options[0].name)


def check_threshold(measure: Measure, threshold: Fraction) -> None:
    """Raise `RuleFault` for a threshold of a rate that can only be a percentage without its sign."""
    if measure.dimension == "ratio" and threshold > LARGEST_RATE:
        written = shortest(threshold)
        raise RuleFault(
            Text(
                f"比率的界限写成了 {written}，即 {written} 倍；百分数须写 %",
                f"the limit of a rate is written {written}, that is {written} times; write percentages with %",
            )
        )


LARGEST_RATE = 10

Term = Figure | Total | Rate | Size | FirstKnown


def read_term(raw: object) -> Term:
    """A term as written in a rule file; raises `RuleFault` for any other form."""
    if isinstance(raw, str) and raw:
        return _figure(raw)
    if isinstance(raw, list) and raw and all(isinstance(item, str) for item in raw):
        return Total(tuple(_figure(item.lstrip("-")) for item in raw), tuple(item.startswith("-") for item in raw))
    if isinstance(raw, dict):
        match sorted(raw):
            case ["of", "to"]:
                return Rate(read_term(raw["of"]), read_term(raw["to"]))
            case ["size"]:
                return Size(read_term(raw["size"]))
            case ["first_known"] if isinstance(raw["first_known"], list) and raw["first_known"]:
                return FirstKnown(tuple(read_term(item) for item in raw["first_known"]))
            case ["figure", "prefer"]:
                return Figure(_figure(raw["figure"]).reference, raw["prefer"])
            case _:
                pass
    raise RuleFault(Text(f"不是可度量的项；可写 {FORMS.zh}", f"not a measurable term; write {FORMS.en}"))


def _figure(reference: str) -> Figure:
    _, marked, at = reference.partition("@")
    if marked and at not in PERIODS:
        raise RuleFault(
            Text(
                f"相对期间 @{at} 不存在；可写 @q1–@q4、@m01–@m12、@prior_year",
                f"no relative period @{at}; write @q1-@q4, @m01-@m12 or @prior_year",
            )
        )
    return Figure(reference)


__all__ = ["Figure", "FirstKnown", "Measure", "Rate", "Size", "Term", "Total", "read_term"]
