"""What a wound is: one printed thing of a document replaced by another, and where that may be noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.wounds.shifting import Span


@dataclass(frozen=True, slots=True)
class Wound:
    """`new` in place of the text from `start` to `end`.

    `figures` are the figures that are changed. A finding notices the wound when it names one of `places`: what was
    changed, and what the answers that cover it looked at. `by` names the checks that cover it.
    """

    kind: str
    start: int
    end: int
    new: str
    places: tuple[Span, ...]
    figures: tuple[Span, ...] = ()
    by: tuple[str, ...] = ()
    ratio: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Candidates:
    """All wounds of a kind that something covers; `printed` counts the places of that kind, covered or not."""

    printed: int
    wounds: tuple[Wound, ...]
