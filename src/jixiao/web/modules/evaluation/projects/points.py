"""Dividing a group's points among its goals, to the hundredth, so that they add up exactly."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP = Decimal("0.01")


def divided(points: Decimal, weights: Sequence[Decimal | None]) -> list[Decimal]:
    """By the weights; equally where one is missing or none is more than nothing. The largest rests are rounded up."""
    if not weights:
        return []
    known = [one for one in weights if one is not None and one > 0]
    parts = known if len(known) == len(weights) else [Decimal(1)] * len(weights)
    whole = sum(parts)
    exact = [points * part / whole for part in parts]
    found = [one.quantize(STEP, ROUND_FLOOR) for one in exact]
    left = int((points - sum(found)) / STEP)
    for place in sorted(range(len(found)), key=lambda one: (found[one] - exact[one], one))[:left]:
        found[place] += STEP
    return found
