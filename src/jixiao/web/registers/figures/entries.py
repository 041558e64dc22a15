"""What is entered: a figure before it stands in the register, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jixiao.rulebook_loader.filing_file import FORM
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import Source
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.web.registers.figures.models import Figure

SOURCE_WORDS = ("section", "kind", "page", "place", "quote")
DOCUMENT_WORDS = ("key", "title", "publisher", "sha256", "url")
# Under this name stands whatever someone typed without naming a document.
BY_HAND = {"key": "hand", "title": "本单位填报"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as somebody writes it; see `models.Figure` for the words."""

    concept: str
    period: str
    printed: str
    unit: str
    source: Mapping[str, Any]
    hedge: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)

    @property
    def what(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What it is a figure of."""
        return self.concept, self.period, tuple(sorted(self.dimensions.items()))


def entry_of(figure: Figure) -> Entry:
    """A figure of the register as it was entered."""
    return Entry(
        figure.concept, figure.period, figure.printed, figure.unit, figure.source, figure.hedge, figure.dimensions
    )


def fact_of(entry: Entry, document: str) -> dict[str, Any]:
    """The figure as an entry of a fact file that knows its document by a name."""
    source = {"document": document, **_given(entry.source, SOURCE_WORDS)}
    fact: dict[str, Any] = {"concept": entry.concept, "value": entry.printed, "unit": entry.unit}
    fact |= {"period": entry.period}
    fact |= {"hedge": entry.hedge} if entry.hedge else {}
    fact |= {"dimensions": dict(entry.dimensions)} if entry.dimensions else {}
    return {**fact, "source": source}


def document_of(source: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a source, as a fact file writes it."""
    return _given(source.get("document") or BY_HAND, DOCUMENT_WORDS[1:])


def check(entry: Entry) -> None:
    """Raises `InputFault` where a figure cannot be one: unknown concept or unit, no number, out of range."""
    value = {
        "schema": FORM,
        "entity": "-",
        "region": "-",
        "period": entry.period[:4],
        "kind": "self_evaluation",
        "documents": {"source": document_of(entry.source)},
        "facts": [fact_of(entry, "source")],
    }
    filing_of(Source("figure", value), rulebook().vocabulary)


def _given(words: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: words[name] for name in names if words.get(name) not in (None, "")}
