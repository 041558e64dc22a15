"""All together: a document's text in, everything that it states out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table
from jixiao.core.document.statement import Statements
from jixiao.documents.extract.assertions import assertions
from jixiao.documents.extract.claims import claims
from jixiao.documents.extract.goals import goal_rows
from jixiao.documents.extract.plain import plain_facts
from jixiao.documents.extract.publications import publications
from jixiao.documents.extract.scores import score_facts, score_rows
from jixiao.documents.extract.sentence_facts import read_sentences, sentence_facts
from jixiao.documents.extract.tables import table_facts
from jixiao.documents.normalise import UnitWords
from jixiao.documents.normalise.figures import figures
from jixiao.documents.structure.heads import unit_names
from jixiao.documents.structure.identity import identity
from jixiao.documents.structure.known_tables import known_tables
from jixiao.documents.structure.outline import Outline, outline
from jixiao.documents.structure.sentences import Sentence, sentence_spans, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.knowledge import Knowledge
    from jixiao.core.document.statement import Assertion, ScoreRow, StatedFact

# A goal table names its levels, a score table says what each indicator is worth: without these words there is none.
_LEVELS = re.compile(r"[一二三]\s*级\s*指\s*标")
_POINTS = re.compile(r"分\s*值")
# A cell with more characters than this is words, in which figures may stand; a shorter one is a label or a number.
_WORDY = 12


def extract(document: DocumentText, knowledge: Knowledge) -> Statements:
    """What a document states. Assertions come with a framework: see `asserted`."""
    words = UnitWords(knowledge.vocabulary)
    units = unit_names(knowledge.vocabulary.units)
    who = identity(document, knowledge.kinds)
    sections = outline(document)
    tables = known_tables(document, knowledge.tables, units, who.kind)
    scores = score_rows(document, knowledge.indicators()) if _POINTS.search(document.text) else []
    goals = goal_rows(document, words) if _LEVELS.search(document.text) else []
    in_tables = table_facts(document, tables, knowledge.vocabulary, who.year, words)
    projects = tuple(dict.fromkeys(name for fact in in_tables for key, name in fact.dimensions if key == "project"))
    running = sentences(document)
    readings = read_sentences(
        document,
        running,
        _figures(document, running, words),
        sections,
        who,
        knowledge.sentences,
        knowledge.vocabulary,
        projects,
    )
    scored = score_facts(scores, who.year) if who.year is not None else []
    facts = _each_once(
        scored,
        _apart(in_tables, scores),
        sentence_facts(readings),
        # Remarks in cells speak of their row, which a sentence alone does not tell: they stay generic.
        plain_facts(document, [*running, *_in_cells(document, scores)], words, who.year),
    )
    return Statements(
        who,
        tuple(_placed(fact, sections) for fact in facts),
        tuple(goals),
        tuple(scores),
        tuple(claims(document, readings, knowledge.vocabulary)),
        (),
        tuple(table.found for table in tables),
        tuple(publications(document, running)),
    )


def asserted(document: DocumentText, framework: str, knowledge: Knowledge) -> list[Assertion]:
    """Which clauses of a framework the document itself says it meets."""
    return assertions(document, sentences(document), outline(document), framework, knowledge.assertions)


def _figures(document: DocumentText, running: Iterable[Sentence], words: UnitWords) -> list[Figure]:
    """All figures of running text; a block is read at once, for its list numbers tell one another."""
    blocks: dict[int, tuple[int, int]] = {}
    for sentence in running:
        start, _ = blocks.get(sentence.block, (sentence.start, 0))
        blocks[sentence.block] = (start, sentence.end)
    return [one for start, end in blocks.values() for one in figures(document.text, start, end, words)]


def _in_cells(document: DocumentText, scores: Iterable[ScoreRow]) -> list[Sentence]:
    """The sentences of wordy cells, but for criteria."""
    spent = _spans(scores)
    found = []
    cells = (cell for block in document.blocks if isinstance(block, Table) for cell in block.cells)
    for number, cell in enumerate(cells, len(document.blocks)):
        if cell.end - cell.start > _WORDY and not any(start < cell.end and cell.start < end for start, end in spent):
            spans = sentence_spans(document.text, cell.start, cell.end)
            found += [Sentence(start, end, number) for start, end in spans]
    return found


def _spans(scores: Iterable[ScoreRow]) -> list[tuple[int, int]]:
    """Where the words of score rows stand: thresholds and points of criteria are no facts about the unit."""
    pieces = [piece for row in scores for piece in (row.name, row.definition, *row.criteria) if piece is not None]
    return [(piece.start, piece.end) for piece in pieces]


def _apart(facts: Iterable[StatedFact], scores: Iterable[ScoreRow]) -> list[StatedFact]:
    """The facts of tables without figures of criteria."""
    spent = _spans(scores)
    return [fact for fact in facts if not any(start <= fact.figure.start < end for start, end in spent)]


def _each_once(*sources: Iterable[StatedFact]) -> list[StatedFact]:
    """Every meaning of a figure once, a generic fact only for a figure without one; in the order of the text."""
    facts = [fact for source in sources for fact in source]
    meant = {fact.figure.start for fact in facts if fact.concept is not None}
    found: dict[tuple[object, ...], StatedFact] = {}
    for fact in facts:
        if fact.concept is not None:
            found.setdefault((fact.figure.start, fact.concept, fact.period, fact.dimensions), fact)
        elif fact.figure.start not in meant:
            found.setdefault((fact.figure.start,), fact)
    return sorted(found.values(), key=lambda fact: (fact.figure.start, fact.figure.end))


def _placed(fact: StatedFact, sections: Outline) -> StatedFact:
    if fact.section:
        return fact
    path = sections.section_at(fact.figure.start)
    return replace(fact, section=" / ".join(path[-2:])) if path else fact
