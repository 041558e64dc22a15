"""Code lists, and the dimensions by which facts are broken down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


@dataclass(frozen=True)
class FactDimension:
    """Something a fact may be broken down by; `codes` closes its values, `finer` admits codes that extend one.

    `read_codes` gives the list when it is first needed: most facts carry dimensions without one.
    """

    id: str
    name: Text
    read_codes: Callable[[], CodeList] | None = None
    finer: bool = False

    @cached_property
    def codes(self) -> CodeList | None:
        """The list that closes the values, if one does."""
        return None if self.read_codes is None else self.read_codes()

    def admits(self, value: str) -> bool:
        """Whether a fact may carry this value."""
        if self.codes is None or value in self.codes.codes:
            return bool(value.strip())
        return self.finer and value.isdigit() and any(value.startswith(code) for code in self.codes.codes)
