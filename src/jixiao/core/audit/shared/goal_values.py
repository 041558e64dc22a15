"""Targets and results of goals as values: what kind of thing each is, and whether the target was reached.

Numbers are compared in the base unit of their dimension; a hedged or open result (约, ≥ 5) is a range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jixiao.core.audit.finding import Finding, Severity, failed
from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import EXACT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.figure import Figure, Operator
    from jixiao.core.document.statement import GoalRow, Piece
    from jixiao.core.kernel.interval import HedgeKind
    from jixiao.core.kernel.text import Text
    from jixiao.core.kernel.units import Unit
    from jixiao.core.ledger.concept import Vocabulary

# day: a day or a month. mixed: words with figures that are not one number. nothing: 不适用, a dash.
Kind = Literal["percent", "amount", "day", "mixed", "words", "nothing"]
MOST_APART = 3
_BLANKS = re.compile(r"\s+")
_NOTHING = re.compile(r"(?:不适用|无|未填|未填报|N/?A|[-—–－_/／\\、.。]*|空)[。]?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}\s*年|\d{1,2}\s*月|年[底末初内]|月[底末初]前?|季度")
_DIGIT = re.compile(r"\d")
# Qualities that no number was set for, and that no number answers.
VAGUE = re.compile(
    r"明显|显著|有效|逐步|不断|持续|进一步|有所|大力|长期|稳步|较好|良好|优良|完善|健全"
    r"|(?:提升|提高|改善|增强|促进|保障|优化|加强|推动|营造)[^\d]*\Z"
)
_SMALLER = re.compile(
    r"成本|控制|投诉|事故|差错|误差|故障|能耗|下降后|压缩|耗时|时长|响应时间|处理时间|死亡|违[规纪法]|损失|缺陷"
)
_OPEN: dict[Operator, HedgeKind] = {">=": "at_least", ">": "above", "<=": "at_most", "<": "below"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A target and its result, both numbers of one dimension, in its base unit.

    `is_met` is None where the range of the result leaves it open. `is_clear`: the target prints which way is better,
    and both are plain numbers in units of one kind.
    """

    goal: GoalRow
    operator: Operator
    target: Decimal
    actual: Decimal
    range: Interval
    is_clear: bool

    @property
    def is_met(self) -> bool | None:
        """Whether the target was reached."""
        low, high = self.range.low, self.range.high
        if self.operator in ("<=", "<"):
            return _at_most(high, low, self.target, strict=self.operator == "<")
        if self.operator == "=" and _SMALLER.search(self.goal.name.text):
            return True if self.range == Interval(self.target, self.target) else None
        return _at_least(low, high, self.target, strict=self.operator == ">")

    @property
    def times(self) -> Fraction | None:
        """How many times the target was reached, where more is better and the target is not nothing."""
        is_more = self.operator in (">=", ">") or (self.operator == "=" and not _SMALLER.search(self.goal.name.text))
        return Fraction(self.actual) / Fraction(self.target) if is_more and self.target > 0 else None


def _at_least(low: Decimal | None, high: Decimal | None, target: Decimal, *, strict: bool) -> bool | None:
    if low is not None and (low > target or (low == target and not strict)):
        return True
    return False if high is not None and (high < target or (high == target and strict)) else None


def _at_most(high: Decimal | None, low: Decimal | None, target: Decimal, *, strict: bool) -> bool | None:
    if high is not None and (high < target or (high == target and not strict)):
        return True
    return False if low is not None and (low > target or (low == target and strict)) else None


def kind_of(piece: Piece | None, figure: Figure | None) -> Kind:
    """What kind of thing a target or a result is."""
    words = "" if piece is None else _BLANKS.sub("", piece.text)
    if _NOTHING.fullmatch(words):
        return "nothing"
    if figure is not None:
        return "percent" if figure.unit in ("%", "％", "‰", "百分点", "个百分点") else "amount"
    if _DAY.search(words):
        return "day"
    return "mixed" if _DIGIT.search(words) else "words"


def compared(goal: GoalRow, vocabulary: Vocabulary) -> Compared | None:
    """The target beside its result; None where they are not two numbers that can be compared."""
    target, actual = goal.target_figure, goal.actual_figure
    if target is None or actual is None or target.operator is None:
        return None
    units = vocabulary.units.get(target.unit), vocabulary.units.get(actual.unit)
    if not are_alike(*units):
        return None
    factors = [Decimal(1) if None in units or unit is None else unit.factor for unit in units]
    hedge = _hedge(actual, vocabulary)
    number = actual.number
    meant = Interval(number, number) if hedge is None else printed_interval(number, hedge)
    plain = hedge is None and _hedge(target, vocabulary) in (None, _OPEN.get(target.operator))
    is_clear = target.operator != "=" and plain and (target.unit == actual.unit)
    return Compared(
        goal,
        target.operator,
        EXACT.multiply(target.number, factors[0]),
        EXACT.multiply(number, factors[1]),
        meant.scaled(factors[1]),
        is_clear,
    )


def are_alike(one: Unit | None, other: Unit | None) -> bool:
    """Whether numbers in these units count the same: of one dimension and one kind, or one of them without a unit."""
    if one is None or other is None:
        known = one or other
        return known is None or known.dimension.id != "ratio"
    return one.dimension == other.dimension and (one.dimension.id != "count" or _counts_alike(one, other))


def _counts_alike(one: Unit, other: Unit) -> bool:
    """People are no visits and no lectures; things are counted in many words."""
    kinds = {_counted(unit.symbol.lstrip("万亿")) for unit in (one, other)}
    return len(kinds - {"any"}) < 2


def _counted(symbol: str) -> str:
    if symbol in ("个", "项"):
        return "any"
    if symbol in ("人", "名", "位"):
        return "people"
    if symbol in ("次", "场", "场次", "期", "轮", "批", "批次", "班次"):
        return "events"
    return "visits" if symbol.endswith("次") else "things"


def _hedge(figure: Figure, vocabulary: Vocabulary) -> HedgeKind | None:
    if figure.operator in _OPEN:
        return _OPEN[figure.operator]
    return vocabulary.hedges.get(figure.hedge) if figure.hedge else None


def table_at(audited: Audited, start: int) -> int | None:
    """The number of the found table that holds a place of the text, over all the pages that carry it."""
    blocks = audited.document.blocks
    for table in audited.statements.tables:
        if any(blocks[part].start <= start < blocks[part].end for part in table.parts):
            return table.number
    return None


def shown(piece: Piece) -> str:
    """Words of a cell as a message quotes them: without blanks, cut where they are long."""
    words = _BLANKS.sub("", piece.text)
    return words if len(words) <= 24 else f"{words[:23]}…"


def leads(findings: Sequence[Finding], together: Callable[[int], Text]) -> Iterator[Answer]:
    """Leads of one kind: each by itself while they are few, else one finding with all their places."""
    if len(findings) <= MOST_APART:
        yield from map(failed, findings)
        return
    places = tuple(one.places[0] for one in findings)
    likelihood = max(one.likelihood for one in findings)
    yield failed(Finding(Severity.SUSPICIOUS, together(len(findings)), places, likelihood=likelihood))
