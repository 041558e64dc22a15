"""What stands behind a score: each figure or decision that an indicator read, with its source and its mark."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.numerals import shortest
from jixiao.core.kernel.text import Text, same
from jixiao.core.scoring.reader import plain
from jixiao.reports import words

if TYPE_CHECKING:
    from jixiao.core.kernel.citation import Citation
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.ledger.fact_set import Resolution
    from jixiao.core.ledger.filing import Judgement
    from jixiao.core.scoring.reader import Binding
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard

# A small open circle: no source. A split circle: sources in conflict. A pen: entered or decided by hand.
Mark = Literal["open", "split", "pen"]
MARK_WORDS: dict[Mark, Text] = {"open": words.NO_SOURCE, "split": words.CONFLICT, "pen": words.BY_HAND}
MARK_SHAPES: dict[Mark, str] = {"open": "○", "split": "◐", "pen": "✎"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure or decision: how it reads, where it comes from, what mark it wears.

    `value` is exact and in the base unit (points, yes = 1, items and percent for decisions of people). `citation` is
    None for a figure without any source; a decision's source is who decided, its citation optional.
    """

    column: str
    label: Text
    shown: Text
    value: Decimal
    citation: Citation | None
    fact: Fact | None = None
    judgement: Judgement | None = None
    resolution: Resolution | None = None

    @property
    def mark(self) -> Mark | None:
        """The mark that the figure wears wherever it is shown."""
        if self.resolution is not None and self.resolution.is_conflict:
            return "split"
        if self.judgement is not None or (self.citation is not None and self.citation.kind == "person"):
            return "pen"
        return None if is_placed(self.citation) else "open"

    @property
    def others(self) -> tuple[Fact, ...]:
        """The other facts about the same thing: those that agree, then those that contradict."""
        if self.resolution is None:
            return ()
        all_facts = (*self.resolution.agreeing, *self.resolution.rivals)
        return tuple(fact for fact in all_facts if fact is not self.fact)

    def is_told_in(self, result: IndicatorResult) -> bool:
        """Whether the steps use the evidence; a figure that only another way of computing needs stands beside."""
        return self.fact is None or not result.steps or any(self.shown.zh in step.zh for step in result.steps)


def is_placed(citation: Citation | None) -> bool:
    """Whether somebody could go and look: a citation names at least one place inside its document."""
    if citation is None:
        return False
    return any((citation.section, citation.page, citation.place, citation.quote))


def evidence(card: Scorecard, result: IndicatorResult) -> tuple[Evidence, ...]:
    """Everything known that the indicator read under the reading used, in the rule's order."""
    goal = next((one for one in card.filing.goals if one.id == result.indicator.id), None)
    default = None if goal is None else goal.source
    return tuple(_of(binding, default) for binding in result.inputs if binding.integer is not None)


def _of(binding: Binding, default: Citation | None) -> Evidence:
    item, fact, judgement = binding.input, binding.fact, binding.judgement
    value = Decimal(binding.integer or 0).scaleb(-item.scale)
    name = item.column.name
    if fact is not None:
        return Evidence(name, item.name, same(str(fact)), value, fact.source, fact, None, binding.overall)
    if judgement is not None:
        return Evidence(name, item.name, _decision(binding), value, judgement.source, judgement=judgement)
    return Evidence(name, item.name, same(plain(binding.integer or 0, item)), value, default)


def _decision(binding: Binding) -> Text:
    """What was decided, in words: met, so many points of so many, so many items, an option."""
    item, judgement = binding.input, binding.judgement
    number = plain(binding.integer or 0, item)
    if item.clause is None or judgement is None:
        return same(number)
    if item.clause.kind == "met":
        return Text("是", "yes") if binding.integer else Text("否", "no")
    if item.clause.kind == "count":
        return Text(f"{number} 项", f"{number} items")
    if item.clause.kind == "percent":
        return same(f"{number} %")
    most = shortest(item.clause.most)
    chosen = f"{judgement.option}：" if judgement.option else ""
    return Text(f"{chosen}{number} / {most} 分", f"{chosen.replace('：', ': ')}{number} of {most}")
