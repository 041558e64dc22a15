"""Figures: numbers as they stand in a text, with unit, hedge and operator, and how they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Operator = Literal[">=", ">", "=", "<=", "<"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a document.

    `start` to `end` is the number itself as it stands (digits, separators, sign, blanks inside), without its unit;
    `number` is its exact value in `unit`, a symbol of the vocabulary's units, or "" where none is printed beside it.
    `steps` tell each conversion that was needed, in the words of `normalise` (full_width, blanks, thousands ...).
    """

    start: int
    end: int
    number: Decimal
    unit: str = ""
    unit_start: int | None = None
    unit_end: int | None = None
    hedge: str | None = None
    operator: Operator | None = None
    steps: tuple[str, ...] = ()
