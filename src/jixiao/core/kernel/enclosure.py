"""What an expression may give while some of its columns are only known to lie in a range.

An enclosure is never too small: where it is a single value, every row within the ranges gives that value. It may be
too wide (a column that stands twice is not seen to be the same), so `is_constant` halves the ranges until each part
is decided, two parts are found to differ, or it has tried long enough and says no.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple, assert_never

from jixiao.core.kernel import expression as x

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Range = tuple[int, int]
    Box = Mapping[str, Range | None]

# Parts that are looked at before the answer is "not certain".
PATIENCE = 400


class Span(NamedTuple):
    """The least and the greatest value; `may_be_unknown` where some rows give none."""

    low: int
    high: int
    may_be_unknown: bool = False


def enclosure(node: x.Integer, box: Box) -> Span | None:
    """What the node may give within the ranges of a box; None when it is unknown in every row.

    `box`: the range of each column, both ends included, or None for a column that is not known.
    """
    match node:
        case x.Constant(value):
            return Span(value, value)
        case x.Column(name):
            ends = box[name]
            return None if ends is None else Span(*ends)
        case x.Sum(terms):
            return _joined([enclosure(term, box) for term in terms], _sum)
        case x.Product(left, right):
            return _joined([enclosure(left, box), enclosure(right, box)], _product)
        case x.Quotient(dividend, divisor):
            return _quotient(enclosure(dividend, box), enclosure(divisor, box))
        case x.Extreme(which, items):
            spans = [enclosure(item, box) for item in items]
            return _joined(spans, _least if which == "least" else _greatest)
        case x.Choice(branches, otherwise):
            return _choice(branches, otherwise, box)
        case _:
            assert_never(node)


def truths(node: x.Condition, box: Box) -> frozenset[bool | None]:
    """Every truth value (true, false, None for unknown) that the condition may have within the box."""
    match node:
        case x.Always(value):
            return frozenset((value,))
        case x.Known(column):
            return frozenset((box[column.name] is not None,))
        case x.Compare(operator, left, right):
            return _comparison(operator, enclosure(left, box), enclosure(right, box))
        case x.Every(items):
            return _connected([truths(item, box) for item in items], decisive=False)
        case x.Some(items):
            return _connected([truths(item, box) for item in items], decisive=True)
        case x.Negation(item):
            return frozenset(None if value is None else not value for value in truths(item, box))
        case _:
            assert_never(node)


def is_constant(nodes: Iterable[x.Integer], box: Mapping[str, Range | None], values: Iterable[int | None]) -> bool:
    """Whether every row of the box certainly gives these values of the nodes."""
    wanted = list(zip(nodes, values, strict=True))
    parts = [dict(box)]
    for _ in range(PATIENCE):
        if not parts:
            return True
        part = parts.pop()
        spans = [(enclosure(node, part), value) for node, value in wanted]
        if any(_excludes(span, value) for span, value in spans):
            return False
        if not all(_is_exactly(span, value) for span, value in spans):
            halves = _halved(part)
            if not halves:
                return False
            parts.extend(halves)
    return not parts


def _excludes(span: Span | None, value: int | None) -> bool:
    if span is None:
        return value is not None
    return not span.may_be_unknown if value is None else not span.low <= value <= span.high


def _is_exactly(span: Span | None, value: int | None) -> bool:
    return span == (None if value is None else Span(value, value))


def _halved(part: dict[str, Range | None]) -> list[dict[str, Range | None]]:
    ranges = {name: ends for name, ends in part.items() if ends is not None and ends[0] < ends[1]}
    if not ranges:
        return []
    name, (low, high) = max(ranges.items(), key=lambda item: item[1][1] - item[1][0])
    middle = (low + high) // 2
    return [{**part, name: (low, middle)}, {**part, name: (middle + 1, high)}]


def _joined(spans: list[Span | None], ends: Callable[[list[Span]], Range]) -> Span | None:
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    low, high = ends(known)
    return Span(low, high, any(span[2] for span in known))


def _sum(spans: list[Span]) -> Range:
    return sum([span[0] for span in spans]), sum([span[1] for span in spans])


def _product(spans: list[Span]) -> Range:
    (a, b, _), (c, d, _) = spans
    if a >= 0 and c >= 0:
        return a * c, b * d
    corners = (a * c, a * d, b * c, b * d)
    return min(corners), max(corners)


def _least(spans: list[Span]) -> Range:
    return min(span.low for span in spans), min(span.high for span in spans)


def _greatest(spans: list[Span]) -> Range:
    return max(span.low for span in spans), max(span.high for span in spans)


def _quotient(dividend: Span | None, divisor: Span | None) -> Span | None:
    if dividend is None or divisor is None or divisor.high == 0:
        return None
    unknown = dividend.may_be_unknown or divisor.may_be_unknown or divisor.low <= 0
    return Span(max(dividend.low, 0) // divisor.high, dividend.high // max(divisor.low, 1), unknown)


def _choice(branches: tuple[tuple[x.Condition, x.Integer], ...], otherwise: x.Integer, box: Box) -> Span | None:
    spans: list[Span | None] = []
    for condition, value in branches:
        possible = truths(condition, box)
        if True in possible:
            spans.append(enclosure(value, box))
        if possible == {True}:
            break
    else:
        spans.append(enclosure(otherwise, box))
    known = [span for span in spans if span is not None]
    if not known:
        return None
    unknown = len(known) < len(spans) or any(span.may_be_unknown for span in known)
    return Span(min(span.low for span in known), max(span.high for span in known), unknown)


def _comparison(operator: x.Operator, left: Span | None, right: Span | None) -> frozenset[bool | None]:
    if left is None or right is None:
        return frozenset((None,))
    found: set[bool | None] = {None} if left.may_be_unknown or right.may_be_unknown else set()
    if operator == "==":
        if left.low <= right.high and right.low <= left.high:
            found.add(True)
        if not left.low == left.high == right.low == right.high:
            found.add(False)
    else:
        is_strict = operator == "<"
        if left.low < right.high or (left.low == right.high and not is_strict):
            found.add(True)
        if left.high > right.low or (left.high == right.low and is_strict):
            found.add(False)
    return frozenset(found)


def _connected(items: list[frozenset[bool | None]], *, decisive: bool) -> frozenset[bool | None]:
    found: frozenset[bool | None] = frozenset((not decisive,))
    for item in items:
        pairs = product(found, item)
        found = frozenset(decisive if decisive in pair else None if None in pair else not decisive for pair in pairs)
    return found
