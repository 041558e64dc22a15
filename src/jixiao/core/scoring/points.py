"""What a shape gives: exact terms of points, when they may be computed, what is wanted, and the steps to explain."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.rational import Rational

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader

    Explain = Callable[[Reader], list[Text]]


@dataclass(frozen=True, slots=True)
class Want:
    """Something a rule needs: satisfied when `met` is true; `what` names it to a person."""

    met: x.Condition
    what: Text


@dataclass(frozen=True, slots=True)
class Points:
    """The result of a shape: the sum of `terms`, none of which is ever negative."""

    terms: tuple[Rational, ...]
    defined: x.Condition
    best: Fraction
    wants: tuple[Want, ...]
    explain: Explain
    inapplicable: x.Condition = x.FALSE
    starred: x.Condition = x.FALSE

    @property
    def total(self) -> Rational:
        """The terms as one rational."""
        total = self.terms[0]
        for term in self.terms[1:]:
            total = total.plus(term)
        return total


class Shape(Protocol):
    """A named way of scoring with its parameters; one file of `shapes/` each."""

    def build(self, bench: Workbench) -> Points:
        """The exact expression and its explanation; raises `RuleFault` when the parameters do not fit."""
        ...


def constant(value: Fraction) -> tuple[Rational, ...]:
    """A constant number of points as terms."""
    return (Rational.of(value),)
