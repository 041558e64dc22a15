"""A document to wound: as read, what it states, its audit, and by what each of its prints is covered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from benchmarks.wounds.shifting import edges
from jixiao.core.audit.audited import Audited
from jixiao.core.audit.document_audit import audit_document
from jixiao.core.audit.finding import Verdict
from jixiao.documents.extraction import extract
from jixiao.documents.opening import open_document
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.audit_recompute import recompute
from jixiao.usecases.reading import knowledge_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.wounds.shifting import Span
    from jixiao.core.audit.document_audit import DocumentAudit
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.tie import Tie
    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import StatedFact
    from jixiao.rulebook_loader import Rulebook

# An answer's place covers a word when it is little more than that word: a whole sentence covers nothing by itself.
MOST_BESIDE = 6
MOST_WORDS = 40
TOLD = (Verdict.PASSED, Verdict.FAILED)


@cache
def rulebook() -> Rulebook:
    """The rules of the program, loaded once a process."""
    return load_rulebook()


def audit_of(name: str, document: DocumentText) -> tuple[Audited, DocumentAudit]:
    """What a document states, and what the checks make of it."""
    book = rulebook()
    statements = extract(document, knowledge_of(book))
    audited = Audited(0, name, document, statements, book.vocabulary, recompute(document, statements, book))
    return audited, audit_document(audited, checks_of(book))


@dataclass(frozen=True)
class Case:
    """An unwounded document; all places are offsets of its text."""

    name: str
    audited: Audited
    audit: DocumentAudit

    @property
    def document(self) -> DocumentText:
        """Its text with blocks and pages."""
        return self.audited.document

    @cached_property
    def ties(self) -> Mapping[Span, list[tuple[str, Tie]]]:
        """By the place of each figure: the ties that were judged, with the codes of their checks."""
        found: dict[Span, list[tuple[str, Tie]]] = defaultdict(list)
        for check, answer in self.audit.answers:
            if answer.tie is not None and answer.verdict in TOLD:
                for place in dict.fromkeys(one.place for one in answer.tie.terms):
                    found[place.start, place.end].append((check.code, answer.tie))
        return dict(found)

    @cached_property
    def answers(self) -> Mapping[Span, list[tuple[str, Answer]]]:
        """By place: the answers that looked at something other than the figures of a tie."""
        found: dict[Span, list[tuple[str, Answer]]] = defaultdict(list)
        for check, answer in self.audit.answers:
            if answer.verdict in TOLD and check.code not in self._sweeping:
                places = answer.places if answer.tie is None else answer.tie.words
                for place in dict.fromkeys(places):
                    found[place.start, place.end].append((check.code, answer))
        return dict(found)

    @cached_property
    def _sweeping(self) -> frozenset[str]:
        """The checks that look at whole sentences, and so at no number or word of them in particular."""
        return frozenset(
            check.code
            for check, answer in self.audit.answers
            if answer.tie is None and answer.verdict in TOLD
            if any(one.end - one.start > MOST_WORDS for one in answer.places[:1])
        )

    def answers_at(self, start: int, end: int, beside: int = MOST_BESIDE) -> list[tuple[str, Answer]]:
        """The answers that looked at a word: at the stretch itself, or at one little longer."""
        return [
            one
            for (first, last), answers in self.answers.items()
            if first < end and start < last and last - first <= end - start + beside
            for one in answers
        ]

    @cached_property
    def figures(self) -> Mapping[Span, list[StatedFact]]:
        """By place: what each figure of the document states."""
        found: dict[Span, list[StatedFact]] = defaultdict(list)
        for fact in self.audited.statements.facts:
            found[fact.figure.start, fact.figure.end].append(fact)
        return dict(found)

    @cached_property
    def edges(self) -> list[int]:
        """Where blocks, cells and pages begin and end."""
        return edges(self.document)


def read_case(path: Path, name: str | None = None) -> Case:
    """Read a file and audit it; raises `InputFault` where it cannot be read."""
    name = name or path.name
    return Case(name, *audit_of(name, open_document(path)))
