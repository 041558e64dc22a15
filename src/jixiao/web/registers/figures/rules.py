"""The rulebook of the program: its files are read once, and each framework is built once for each day asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jixiao.rulebook_loader.rulebook import SHIPPED, Rulebook

if TYPE_CHECKING:
    from datetime import date

    from jixiao.core.scoring.framework import Framework


class KeptRulebook(Rulebook):
    """A rulebook that keeps the frameworks it has built: building one takes as long as scoring by it."""

    def framework(self, name: str, on: date | None = None) -> Framework:
        """A framework, whole, with the shared thresholds of a day; raises `InputFault`."""
        return _built(self, name, on)

    def build(self, name: str, on: date | None) -> Framework:
        """The framework, made anew."""
        return super().framework(name, on)


@cache
def _built(rulebook: KeptRulebook, name: str, on: date | None) -> Framework:
    return rulebook.build(name, on)


@cache
def rulebook() -> KeptRulebook:
    """The shipped rulebook; a new one comes with a new version of the program."""
    return KeptRulebook([SHIPPED])
