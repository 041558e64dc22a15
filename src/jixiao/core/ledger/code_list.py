"""Code lists, and the dimensions by which facts are broken down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list: its official name and the words that documents use for it."""

    id: str
    name: Text
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes with its source."""

    id: str
    name: Text
    codes: Mapping[str, Code]
    source: str


@dataclass(frozen=True, slots=True)
class FactDimension:
    """Something a fact may be broken down by; `codes` closes its values, `finer` admits codes that extend one."""

    id: str
    name: Text
    codes: CodeList | None = None
    finer: bool = False

    def admits(self, value: str) -> bool:
        """Whether a fact may carry this value."""
        if self.codes is None or value in self.codes.codes:
            return bool(value.strip())
        return self.finer and value.isdigit() and any(value.startswith(code) for code in self.codes.codes)
