"""What a rule reads: figures of the vocabulary and clauses that people decide, each an exact integer column."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.faults import nearest
from jixiao.core.kernel.numerals import shortest
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.ledger.concept import Concept, Vocabulary

ClauseKind = Literal["points", "met", "count", "option", "percent"]

# Scale of a clause column: points and percentages keep two decimals, counts and yes/no none.
CLAUSE_SCALE: dict[ClauseKind, int] = {"points": 2, "option": 2, "percent": 2, "count": 0, "met": 0}
MOST_ITEMS = 10_000


class RuleFault(ValueError):
    """A rule that cannot be built; `text` says why in both languages."""

    def __init__(self, text: Text) -> None:
        """Keep both languages; the English one is the exception's message."""
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a criterion that a person decides."""

    indicator: str
    id: str
    name: Text
    kind: ClauseKind
    most: Fraction
    options: tuple[tuple[str, Fraction], ...] = ()
    is_absent_unless_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One column: a figure (concept, relative period, preferred kind of source) or a clause.

    `step` is its last printed place as an integer where no fact says it; a `fixed` input is nobody's to change.
    """

    column: x.Column
    scale: int
    name: Text
    concept: Concept | None = None
    at: str | None = None
    prefer: str | None = None
    clause: Clause | None = None
    step: int = 1
    fixed: bool = False
    unit: str = ""


@dataclass
class Workbench:
    """What shape builders need: the vocabulary, the indicator at hand, and a place to note the inputs read."""

    vocabulary: Vocabulary
    indicator: str
    points: Fraction
    letters: tuple[str, ...] = ()
    inputs: dict[str, Input] = field(default_factory=dict)

    def figure(self, reference: str, prefer: str | None = None) -> Input:
        """The input for `concept` or `concept@period`; raises `RuleFault` for an unknown concept."""
        name, _, at = reference.partition("@")
        concept = self.vocabulary.concepts.get(name)
        if concept is None:
            near = nearest(name, self.vocabulary.concepts)
            hint_zh = f"；相近的有 {'、'.join(near)}" if near else ""
            hint_en = f"; near: {', '.join(near)}" if near else ""
            raise RuleFault(Text(f"词汇中没有概念 {name}{hint_zh}", f"no concept {name} in the vocabulary{hint_en}"))
        low, high = concept.integer_range
        column = x.Column(column_name(name, at), low, high)
        label = concept.term + _PERIODS[at] if at else concept.term
        return self._noted(Input(column, concept.dimension.scale, label, concept, at or None, prefer))

    def clause(self, clause: Clause) -> Input:
        """The input for a clause of this indicator; raises `RuleFault` when its id already means another one."""
        scale = CLAUSE_SCALE[clause.kind]
        for worth in (clause.most, *(worth for _, worth in clause.options)):
            if (worth * 10**scale).denominator != 1 and clause.kind in ("points", "option"):
                said = shortest(worth)
                raise RuleFault(
                    Text(
                        f"“{clause.name.zh}”的分值 {said} 超过 {scale} 位小数",
                        f"“{clause.name.en}” is worth {said}: at most {scale} decimals are kept",
                    )
                )
        high = MOST_ITEMS if clause.kind == "count" else int(clause.most * 10**scale)
        column = x.Column(f"{self.indicator}__{clause.id}", 0, high)
        noted = self._noted(Input(column, scale, clause.name, clause=clause))
        if noted.clause != clause:
            raise RuleFault(Text(f"两个不同的条款用了同一个 id：{clause.id}", f"two clauses share the id {clause.id}"))
        return noted

    def award(self, written: Fraction | str) -> Fraction:
        """Points as written, or the rank of a letter of the framework's scale."""
        if isinstance(written, Fraction):
            return written
        if written not in self.letters:
            raise RuleFault(
                Text(
                    f"等级 {written} 不在本框架的等级序列中",
                    f"letter {written} is not in the framework's scale",
                )
            )
        return Fraction(self.letters.index(written))

    def _noted(self, item: Input) -> Input:
        known = self.inputs.setdefault(item.column.name, item)
        if known.prefer != item.prefer and None not in (known.prefer, item.prefer):
            raise RuleFault(
                Text(
                    f"同一规则对“{item.name.zh}”既取 {known.prefer} 又取 {item.prefer}",
                    f"one rule takes “{item.name.en}” from {known.prefer} and from {item.prefer}",
                )
            )
        return known


def column_name(concept: str, at: str = "") -> str:
    """The name of a figure's column: `expenditure_progress@q1` -> `expenditure_progress_q1`."""
    return f"{concept}_{at}" if at else concept


_PERIODS: dict[str, Text] = {
    **{f"q{n}": Text(f"（{zh}季度末）", f" (end of Q{n})") for n, zh in enumerate("一二三四", 1)},
    **{f"m{n:02}": Text(f"（{n} 月末）", f" (end of month {n})") for n in range(1, 13)},
    "prior_year": Text("（上年）", " (last year)"),
}
PERIODS = tuple(_PERIODS)
