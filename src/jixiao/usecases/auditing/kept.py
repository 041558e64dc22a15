"""Kept records in their place in an audit, each loaded when it is asked for and forgotten again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, overload

from jixiao.reports.audit.record import placed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jixiao.reports.audit.record import Sheet

Row = TypeVar("Row", bound="Sheet")


@dataclass(frozen=True, slots=True)
class Position:
    """A document of an audit: its file, its path in words, how many findings and causes come before its own."""

    file: Path
    path: str
    findings: int
    causes: int


class Kept(Sequence[Row]):
    """Records, or sheets, in the order of the audit."""

    def __init__(self, load: Callable[[Path], Row], positions: Sequence[Position]) -> None:
        """`load` gives what is kept of a file."""
        self._load = load
        self.positions = positions

    def __len__(self) -> int:
        return len(self.positions)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return Kept(self._load, self.positions[index])
        at = self.positions[index]
        row = self._load(at.file)
        placed(row, at.path, at.findings, at.causes)
        return row
