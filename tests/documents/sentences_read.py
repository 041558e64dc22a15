"""Sentences of a made-up unit, read with the rulebook's own layouts, and their facts in one line each."""

from functools import cache
from pathlib import Path

from jixiao.core.document.block import Cell, Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.sentence_layout import SentenceLayout
from jixiao.core.document.statement import Claim, Identity, StatedFact
from jixiao.core.ledger.concept import Vocabulary
from jixiao.documents.extract.claims import claims
from jixiao.documents.extract.sentence_facts import SentenceReading, read_sentences, sentence_facts
from jixiao.documents.normalise.figures import figures
from jixiao.documents.normalise.unit_words import UnitWords
from jixiao.documents.structure.outline import outline
from jixiao.documents.structure.sentences import sentences
from jixiao.rulebook_loader import Rulebook, load_rulebook
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.sentence_layouts import read_sentence_layouts

YEAR = 2024


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def words() -> UnitWords:
    return UnitWords(rulebook().vocabulary)


@cache
def shipped_layouts() -> tuple[SentenceLayout, ...]:
    return read_sentence_layouts([SHIPPED], rulebook().vocabulary)


def layouts_with(folder: Path, vocabulary: Vocabulary) -> tuple[SentenceLayout, ...]:
    return read_sentence_layouts([SHIPPED, folder], vocabulary)


def document_of(text: str, table: tuple[tuple[str, ...], ...] = ()) -> DocumentText:
    """A paragraph per line, and a table at the end."""
    blocks: list[Paragraph | Table] = []
    at = 0
    for line in text.splitlines(keepends=True):
        blocks.append(Paragraph(at, at + len(line.rstrip("\n"))))
        at += len(line)
    text = text if text.endswith("\n") else text + "\n"
    if table:
        start, cells = len(text), []
        for row, labels in enumerate(table):
            for column, label in enumerate(labels):
                cells.append(Cell(row, column, len(text), len(text) + len(label)))
                text += label + ("\n" if column == len(labels) - 1 else "\t")
        blocks.append(Table(start, len(text), len(table), len(table[0]), tuple(cells)))
    return DocumentText("示例.txt", "0" * 64, "text", text, tuple(blocks))


def readings_of(
    document: DocumentText,
    kind: str = "self_evaluation",
    layouts: tuple[SentenceLayout, ...] | None = None,
    vocabulary: Vocabulary | None = None,
    projects: tuple[str, ...] = (),
) -> list[SentenceReading]:
    running = sentences(document)
    found = [one for part in running for one in figures(document.text, part.start, part.end, words())]
    return read_sentences(
        document,
        running,
        found,
        outline(document),
        Identity(kind, year=YEAR),
        shipped_layouts() if layouts is None else layouts,
        vocabulary or rulebook().vocabulary,
        projects,
    )


def facts_of(text: str, kind: str = "self_evaluation", **more: object) -> list[StatedFact]:
    return sentence_facts(readings_of(document_of(text), kind, **more))  # type: ignore[arg-type]


def claims_of(text: str, kind: str = "self_evaluation") -> list[Claim]:
    document = document_of(text)
    return claims(document, readings_of(document, kind), rulebook().vocabulary)


def line(fact: StatedFact) -> str:
    """`concept 12.5 万元`, then the period where it is not the year of the report, then the dimensions."""
    hedge = f" {fact.figure.hedge}" if fact.figure.hedge else ""
    period = "" if fact.period == str(YEAR) else f" @{fact.period}"
    dimensions = "".join(f" {key}={code}" for key, code in fact.dimensions)
    return f"{fact.concept} {fact.figure.number} {fact.unit}{hedge}{period}{dimensions}"


def lines(text: str, kind: str = "self_evaluation", **more: object) -> list[str]:
    return [line(fact) for fact in facts_of(text, kind, **more)]
