"""Reading one document: its text, and what it states; and the work of a worker, which keeps the record of that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.documents.limits import LIMITS

if TYPE_CHECKING:
    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.knowledge import Knowledge
    from jixiao.core.document.statement import Statements
    from jixiao.documents.limits import Limits
    from jixiao.rulebook_loader import Rulebook


@dataclass(frozen=True)
class ReadDocument:
    """A document as read, with everything that was found in it."""

    document: DocumentText
    statements: Statements
    path: Path


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """A file to read, and where its record is kept."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What all tasks of a run share: the folder of records, the rule folders and the hash of what is in them."""

    folder: Path
    rule_folders: tuple[Path, ...]
    rules: str
    seconds: int = LIMITS.seconds


def read_document(path: Path, rulebook: Rulebook, limits: Limits | None = None) -> ReadDocument:
    """Open a file and find what it states; raises `InputFault` where it cannot be read."""
    from jixiao.documents.extraction import extract
    from jixiao.documents.opening import open_document

    document = open_document(path) if limits is None else open_document(path, limits)
    return ReadDocument(document, extract(document, knowledge_of(rulebook)), path)


def keep_reading(order: ReadingOrder, task: ReadingTask) -> int:
    """Read a file and keep its record; returns the number of its facts."""
    from jixiao.reports.facts.record import fact_record
    from jixiao.usecases.reading_memory import ReadingMemory

    rulebook = rulebook_of(order.rule_folders, order.rules)
    read = read_document(task.path, rulebook, replace(LIMITS, seconds=order.seconds))
    record = fact_record(read.document, read.statements, rulebook.vocabulary)
    ReadingMemory(order.folder, order.rules).keep(task.key, record)
    return len(record["facts"])


@lru_cache(maxsize=4)
def knowledge_of(rulebook: Rulebook) -> Knowledge:
    """What reading needs to know from a rulebook, gathered once."""
    from jixiao.usecases.knowing import knowledge

    return knowledge(rulebook)


@lru_cache(maxsize=4)
def rulebook_of(folders: tuple[Path, ...], rules: str) -> Rulebook:
    """The rules of a run, read once; `rules` is their hash, so that changed files are read anew."""
    from jixiao.rulebook_loader import Rulebook

    return Rulebook(folders)


def shared_rulebook(book: Rulebook) -> Rulebook:
    """The same rules as the workers have, so that a call that reads and writes loads them once."""
    from jixiao.usecases.reading_memory import rules_hash

    return rulebook_of(tuple(book.folders), rules_hash(book.folders))
