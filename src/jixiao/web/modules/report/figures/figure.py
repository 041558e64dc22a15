"""A figure that a report can show: its name, how it is written, where it comes from. And all of a year together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

# How a figure may be asked for, in the words of templates and in those that people read in the browser.
FORMS = {"number": "数值", "yuan": "元"}
_FORM_OF = {word: name for name, word in FORMS.items()} | {name: name for name in FORMS} | {"wan": "number"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `number` and `unit` are how it is printed, `exact` how it is in full; `steps` how it was computed.

    `mark` is how its chip is marked: nothing, `open` (no source), `split` (in conflict), `pen` (typed by hand).
    """

    name: str
    label: str
    number: str
    unit: str
    source: Text
    url: str = ""
    exact: str = ""
    steps: str = ""
    mark: str = ""

    def shown(self, form: str = "") -> str:
        """The figure in a form: with its unit, the number alone, or exact."""
        form = _FORM_OF.get(form, form)
        if form == "number":
            return self.number
        if form == "yuan" and self.exact:
            return self.exact
        return f"{self.number}{self.unit}"


def is_form(word: str) -> bool:
    """Whether a figure may be asked for in a form of that name."""
    return word in _FORM_OF


@dataclass(frozen=True)
class Figures:
    """The figures of an organisation's year at a moment, by name and by label, and what tables are made of."""

    at: datetime
    known: Mapping[str, Figure]
    data: Mapping[str, Any] = field(default_factory=dict)

    def find(self, name: str) -> Figure | None:
        """A figure by its name, with or without `fact:` before it, or by its label."""
        name = name.removeprefix("fact:").strip()
        return self.known.get(name) or self.known.get(self.labels.get(name, ""))

    @cached_property
    def labels(self) -> dict[str, str]:
        """The names of figures by their labels."""
        return {one.label: one.name for one in self.known.values()}


def by_name(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Figures by name; of two that would read alike the second is called by where it comes from as well."""
    found: dict[str, Figure] = {}
    labels: set[str] = set()
    for one in figures:
        if one.name in found:
            continue
        kept = one if one.label not in labels else Figure(
            one.name, f"{one.label}（{one.name}）", one.number, one.unit, one.source, one.url, one.exact, one.steps,
            one.mark,
        )  # fmt: skip
        labels.add(kept.label)
        found[kept.name] = kept
    return found
