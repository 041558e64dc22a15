"""What expressions have in common, so that an engine computes it once.

Equal parts become one object; a part that is used twice gets a name and a layer, and the layers are computed
one after the other. No printer then needs to repeat a text or a tree, however deep the sharing goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.core.kernel.traversal import Node


@dataclass(frozen=True, slots=True)
class Plan:
    """Outputs by name over named parts in layers: a layer reads the inputs and the layers before it."""

    outputs: Mapping[str, Node]
    layers: tuple[Mapping[str, Node], ...]
    names: Mapping[int, str] = field(repr=False)

    def name(self, node: Node) -> str | None:
        """The name under which a part of these outputs is computed, if it has one of its own."""
        return self.names.get(id(node))


def share(outputs: Mapping[str, Node], prefix: str) -> Plan:
    """Give every part that occurs twice a name `prefix` + number and a layer."""
    pool = _Pool()
    unified = {name: pool.unified(node) for name, node in outputs.items()}
    uses = _uses(unified.values())
    depth: dict[int, int] = {}
    named: dict[int, Node] = {}
    for node in _in_order(unified.values()):
        below = max((depth[id(part)] for part in parts(node)), default=0)
        is_named = uses[id(node)] > 1 and not _is_trivial(node)
        if is_named:
            named[id(node)] = node
        depth[id(node)] = below + is_named
    names = {key: f"{prefix}{number}" for number, key in enumerate(named)}
    count = max((depth[key] for key in named), default=0)
    layers = tuple(
        {names[key]: node for key, node in named.items() if depth[key] == level} for level in range(1, count + 1)
    )
    return Plan(unified, layers, names)


def _is_trivial(node: Node) -> bool:
    """Cheaper to write again than to keep."""
    if isinstance(node, x.Negation):
        return _is_trivial(node.item)
    return isinstance(node, x.Constant | x.Column | x.Always | x.Known)


def _uses(roots: Iterable[Node]) -> dict[int, int]:
    """How often each part is used: by other parts, and as an output."""
    uses: dict[int, int] = {}
    for root in roots:
        uses[id(root)] = uses.get(id(root), 0) + 1
    for node in _in_order(roots):
        # Printers name the items of an extreme twice: to compare them, and to ask whether they are known.
        times = 2 if isinstance(node, x.Extreme) else 1
        for part in parts(node):
            uses[id(part)] = uses.get(id(part), 0) + times
    return uses


def _in_order(roots: Iterable[Node]) -> list[Node]:
    """Every part once, parts before what is made of them."""
    seen: set[int] = set()
    order: list[Node] = []

    def visit(node: Node) -> None:
        if id(node) not in seen:
            seen.add(id(node))
            for part in parts(node):
                visit(part)
            order.append(node)

    for root in roots:
        visit(root)
    return order


class _Pool:
    """One object for all equal nodes; parts are unified first, so equality is decided by their ids."""

    def __init__(self) -> None:
        self._by_shape: dict[tuple[object, ...], Node] = {}
        self._done: dict[int, tuple[Node, Node]] = {}

    def unified(self, node: Node) -> Node:
        """The one object that stands for this node and all equal to it."""
        if id(node) not in self._done:
            rebuilt = self._rebuilt(node)
            own = tuple(id(part) for part in parts(rebuilt))
            shape = (type(node), _label(node), *own)
            self._done[id(node)] = node, self._by_shape.setdefault(shape, rebuilt)
        return self._done[id(node)][1]

    def _integer(self, node: x.Integer) -> x.Integer:
        found = self.unified(node)
        assert isinstance(found, x.Integer)  # noqa: S101  # unifying keeps the kind
        return found

    def _condition(self, node: x.Condition) -> x.Condition:
        found = self.unified(node)
        assert isinstance(found, x.Condition)  # noqa: S101  # unifying keeps the kind
        return found

    def _rebuilt(self, node: Node) -> Node:  # noqa: C901  # one case for each kind of node
        match node:
            case x.Constant() | x.Column() | x.Always():
                return node
            case x.Known(column):
                found = self.unified(column)
                return x.Known(found) if isinstance(found, x.Column) else node
            case x.Sum(terms):
                return x.Sum(tuple(map(self._integer, terms)))
            case x.Product(left, right):
                return x.Product(self._integer(left), self._integer(right))
            case x.Quotient(dividend, divisor):
                return x.Quotient(self._integer(dividend), self._integer(divisor))
            case x.Extreme(which, items):
                return x.Extreme(which, tuple(map(self._integer, items)))
            case x.Choice(branches, otherwise):
                kept = tuple((self._condition(c), self._integer(v)) for c, v in branches)
                return x.Choice(kept, self._integer(otherwise))
            case x.Compare(operator, left, right):
                return x.Compare(operator, self._integer(left), self._integer(right))
            case x.Every(items):
                return x.Every(tuple(map(self._condition, items)))
            case x.Some(items):
                return x.Some(tuple(map(self._condition, items)))
            case x.Negation(item):
                return x.Negation(self._condition(item))
            case _:
                assert_never(node)


def _label(node: Node) -> object:
    """What tells two nodes with the same parts apart."""
    match node:
        case x.Constant(value):
            return value
        case x.Always(value):
            return value
        case x.Column(name, low, high):
            return name, low, high
        case x.Extreme(which):
            return which
        case x.Compare(operator):
            return operator
        case _:
            return None
