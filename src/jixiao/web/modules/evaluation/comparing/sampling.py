"""Drawing a sample that anyone can draw again: each candidate has a hash with the seed, the smallest are drawn."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def drawn(among: Iterable[int], count: int, seed: str) -> list[int]:
    """So many of the candidates, in the order of the draw; the order of the candidates does not matter."""
    return sorted(among, key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest())[:count]
