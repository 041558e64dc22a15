"""How reports word their figures and assertions: data that a rulebook gives, in the order of its files.

All words are those of the field, without blanks and quotation marks, as a sentence is folded before it is compared. In
words, `#` stands for a number and `…` for anything short within a sentence; in phrases `@` stands for another number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

    from jixiao.core.document.statement import Dimensions

Relation = Literal["increase", "decrease", "same", "share", "completion", "parts", "each", "reason"]
# What a figure means by its subject alone, without a word for its side.
OWN = "own"
# Where figures are thresholds, definitions or points rather than statements about the unit.
NOT_STATED = ("附件", "名词解释", "主要履职情况", "主要履职目标")


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures may be about, and for each aspect (initial, spent ...) the concepts that they then have.

    A concept may carry a relative period (`cumulative_expenditure@q4`); among several, those of the figure's own
    dimension hold. `beside`: only in a sentence that also says one of these, or of a class with one in its name.
    `named`: the dimension that takes the words for which `*` stands.
    """

    id: str
    words: tuple[str, ...]
    concepts: Mapping[str, tuple[str, ...]]
    dimensions: Dimensions = ()
    beside: tuple[str, ...] = ()
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A whole turn of phrase around one number, where subject and aspect alone would not do.

    With `adds`, the number has also what its subject and aspect make of it.
    """

    id: str
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    dimensions: Dimensions = ()
    adds: bool = False


@dataclass(frozen=True, slots=True)
class InWords:
    """A number that is written as words: of an aspect of the subject before it, or of concepts of its own.

    `equals`: the number is the one that the document states for this concept.
    """

    id: str
    words: tuple[str, ...]
    number: Decimal
    unit: str
    aspect: str | None = None
    concepts: tuple[str, ...] = ()
    equals: str | None = None


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change that the vocabulary knows by a name of its own: of what, in which direction, as amount and as rate."""

    of: str
    direction: Literal["increase", "decrease"]
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class SentenceLayout:
    """One field of reporting: for which kinds of documents and in which sections its words hold.

    `default` is the subject of a sentence that names none, unless one of `unless` stands in it, or its aspect is a word
    of `weak`; `of_classes` are the subjects where only a class of expenditure is named. `quarterly` says what a concept
    is when a quarter is spoken of.
    """

    id: str
    kinds: tuple[str, ...]
    source: str
    section: tuple[str, ...] = ()
    not_section: tuple[str, ...] = NOT_STATED
    default: str | None = None
    unless: tuple[str, ...] = ()
    of_classes: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    aspects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: tuple[Subject, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    in_words: tuple[InWords, ...] = ()
    relations: Mapping[Relation, tuple[str, ...]] = field(default_factory=dict)
    changes: tuple[NamedChange, ...] = ()
    quarterly: Mapping[str, str] = field(default_factory=dict)

    def holds_for(self, kind: str, path: tuple[str, ...]) -> bool:
        """Whether the layout holds in a section of a kind of document."""
        if kind not in self.kinds or any(word in title for title in path for word in self.not_section):
            return False
        return not self.section or any(word in title for title in path for word in self.section)


@dataclass(frozen=True, slots=True)
class AssertedClause:
    """Words by which a report says that a clause of an indicator is met; `unless`: words that take it back."""

    indicator: str
    clause: str
    value: bool | int | str
    words: tuple[str, ...]
    section: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssertionLayout:
    """The clauses of some frameworks that reports assert in words."""

    id: str
    frameworks: tuple[str, ...]
    source: str
    clauses: tuple[AssertedClause, ...]
