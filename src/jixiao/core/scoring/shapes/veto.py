"""Veto (一票否决): while one of the conditions holds, the whole gives nothing - or, for an exemption, everything.

A condition is a finding that people record, or a rate beyond a threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import share
from jixiao.core.kernel.rational import Rational, choose_rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import Clause, RuleFault
from jixiao.core.scoring.points import Points, Shape, Want
from jixiao.core.scoring.terms import check_threshold

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader
    from jixiao.core.scoring.terms import Term


@dataclass(frozen=True, slots=True)
class Trigger:
    """A recorded finding (`id`, `zh`, `en`), or a `rate` that lies `above` a threshold.

    `assumed_absent`: without a record the finding counts as not made (rare exemptions); the explanation says so.
    """

    id: str | None = None
    zh: str = ""
    en: str = ""
    assumed_absent: bool = False
    rate: Term | None = None
    above: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """The triggers, what they force, and the rule that holds without them."""

    shape: ClassVar[str] = "veto"
    when: tuple[Trigger, ...]
    of: Shape
    gives: Literal["zero", "full"] = "zero"

    def build(self, bench: Workbench) -> Points:
        """Every term of the inner rule, or the forced amount while a trigger holds."""
        inner = self.of.build(bench)
        triggers = [_condition(bench, trigger) for trigger in self.when]
        hit = x.some(*(holds for holds, _, _ in triggers))
        clear = x.every(*(want.met for _, want, _ in triggers))
        forced = inner.best if self.gives == "full" else Fraction(0)
        amounts = [forced] + [Fraction(0)] * (len(inner.terms) - 1)
        terms = [
            choose_rational([(hit, Rational.of(amount))], term)
            for amount, term in zip(amounts, inner.terms, strict=True)
        ]

        def explain(reader: Reader) -> list[Text]:
            for holds, _, name in triggers:
                if reader.holds(holds):
                    end = Text("，按满分计", ": full points") if forced else Text("，本项得 0", ": the item gives 0")
                    return [name + end]
            clean = [_clear(reader, want, name) for _, want, name in triggers]
            return [*inner.explain(reader), *clean]

        # Once one trigger holds, neither the others nor the inner rule are wanted any more.
        wanted = (*inner.wants, *(want for _, want, _ in triggers))
        wants = tuple(Want(x.some(hit, want.met), want.what) for want in wanted)
        return Points(
            tuple(terms),
            x.some(hit, x.every(inner.defined, clear)),
            inner.best,
            wants,
            explain,
            x.every(inner.inapplicable, x.negate(hit)) if self.when else inner.inapplicable,
            inner.starred,
        )


def _condition(bench: Workbench, trigger: Trigger) -> tuple[x.Condition, Want, Text]:
    """When the trigger holds (never unknown), what it wants, and its name."""
    if trigger.rate is not None and trigger.above is not None:
        measure = trigger.rate.measure(bench)
        check_threshold(measure, trigger.above)
        limit = share(trigger.above)
        name = Text(f"{measure.name.zh}超过 {limit}", f"{measure.name.en} above {limit}")
        holds = x.every(measure.defined, measure.value.relates(">", trigger.above))
        return holds, Want(measure.defined, measure.name), name
    if trigger.id is None:
        raise RuleFault(Text("否决条件须写 id（人工认定）或 rate 与 above", "a trigger takes id, or rate and above"))
    name = Text(trigger.zh, trigger.en)
    item = Clause(bench.indicator, trigger.id, name, "met", Fraction(1), (), trigger.assumed_absent)
    column = bench.clause(item).column
    known = x.TRUE if trigger.assumed_absent else x.Known(column)
    holds = x.every(x.Known(column), x.compare(column, ">", x.ZERO))
    return holds, Want(known, name), name


def _clear(reader: Reader, want: Want, name: Text) -> Text:
    if reader.holds(want.met):
        return Text(f"未发现：{name.zh}", f"not found: {name.en}")
    return Text(f"未认定：{name.zh}", f"undecided: {name.en}")
