"""A document as the checks see it: what was read, what it states, and the indexes that many checks share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from jixiao.core.audit.finding import Place
from jixiao.core.audit.term import Term, term
from jixiao.core.document.block import Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import Dimensions, StatedFact, Statements
    from jixiao.core.kernel.text import Text
    from jixiao.core.ledger.concept import Vocabulary

Made = TypeVar("Made")
Key = tuple[str, str, "Dimensions"]
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？\n]?")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ReadScore:
    """What one reading of a criterion gives: from `low` to `high` where people have clauses left to decide."""

    name: str
    label: Text
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What the rules make of one row of the score table: `row` indexes the statements' scores.

    `score`: under the reading that the framework takes by itself, `default`. `readings`: each that could be computed;
    `untold`: those for which figures are missing. `explanation`: the arithmetic, or the figures where a clause is open.
    `cannot_tell` says what is missing where there is no score. `places`: start and end of the figures that were used.
    `is_computed`: from printed figures alone, none of which another contradicts; else words or people decided parts.
    """

    row: int
    indicator: str
    score: Decimal | None
    readings: tuple[ReadScore, ...] = ()
    explanation: Text | None = None
    cannot_tell: Text | None = None
    default: str = ""
    untold: tuple[Text, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    is_computed: bool = False
    is_contradicted: bool = False


@dataclass(frozen=True)
class Audited:
    """One document of an audit; `index` is its number in places. `path` is how people know it."""

    index: int
    path: str
    document: DocumentText
    statements: Statements
    vocabulary: Vocabulary
    recomputed: tuple[Recomputed, ...] = field(default=())

    def place(self, start: int, end: int) -> Place:
        """A place in this document."""
        return Place(self.index, start, end)

    @cached_property
    def _terms(self) -> dict[int, Term | None]:
        return {}

    def term(self, fact: StatedFact) -> Term | None:
        """The figure of a fact as a term; None where its unit is unknown. One object for one fact, always."""
        known = self._terms
        if id(fact) not in known:
            known[id(fact)] = term(fact, self.index, self.vocabulary)
        return known[id(fact)]

    @cached_property
    def facts_by_key(self) -> Mapping[Key, list[StatedFact]]:
        """All statements of one quantity: same concept, period and dimensions."""
        found: dict[Key, list[StatedFact]] = defaultdict(list)
        for fact in self.statements.facts:
            if fact.concept is not None:
                found[fact.concept, fact.period, fact.dimensions].append(fact)
        return found

    @cached_property
    def keys_by_concept(self) -> Mapping[str, list[Key]]:
        """The quantities of each concept."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.facts_by_key:
            found[key[0]].append(key)
        return found

    @cached_property
    def _made(self) -> dict[str, object]:
        return {}

    def once(self, name: str, make: Callable[[Audited], Made]) -> Made:
        """What several checks need of a document, made when the first of them asks."""
        if name not in self._made:
            self._made[name] = make(self)
        return cast("Made", self._made[name])

    @cached_property
    def facts_by_table(self) -> Mapping[int, list[StatedFact]]:
        """The facts of each table, by the table's number."""
        found: dict[int, list[StatedFact]] = defaultdict(list)
        for fact in self.statements.facts:
            if fact.table is not None:
                found[fact.table].append(fact)
        return found

    @cached_property
    def _running_facts(self) -> tuple[list[int], list[StatedFact]]:
        """The facts of running text, each figure once, in the order of the text."""
        facts = {fact.figure.start: fact for fact in self.statements.facts if fact.table is None}
        starts = sorted(facts)
        return starts, [facts[start] for start in starts]

    def facts_in(self, start: int, end: int) -> list[StatedFact]:
        """The facts of running text between two offsets."""
        starts, facts = self._running_facts
        return facts[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Running text and headings."""
        return tuple(block for block in self.document.blocks if isinstance(block, Paragraph))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every sentence of running text, semicolons ending one too."""
        text = self.document.text
        return tuple(
            (match.start(), match.end())
            for block in self.paragraphs
            for match in _SENTENCE.finditer(text, block.start, block.end)
            if match[0].strip()
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table block, as it stands on its page."""
        return tuple(block for block in self.document.blocks if isinstance(block, Table))

    def words(self, start: int, end: int) -> str:
        """Words of the document without the blanks and line ends that the page put in."""
        return _BLANKS.sub("", self.document.text[start:end])
