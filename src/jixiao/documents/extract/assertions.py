"""What a report asserts of itself, clause by clause of a framework: short phrases in the section they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.document.statement import Assertion, Piece
from jixiao.documents.extract.sentences.folding import fold
from jixiao.documents.extract.sentences.lexicon import matches_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.sentence_layout import AssertedClause, AssertionLayout
    from jixiao.documents.extract.sentence_facts import Stretch
    from jixiao.documents.extract.sentences.folding import Folded
    from jixiao.documents.structure.outline import Outline


def assertions(
    document: DocumentText,
    sentences: Sequence[Stretch],
    outline: Outline,
    framework: str,
    layouts: Sequence[AssertionLayout],
) -> list[Assertion]:
    """The first assertion of each clause of a framework, in order of the text."""
    clauses = [clause for layout in layouts if framework in layout.frameworks for clause in layout.clauses]
    found: dict[tuple[str, str], Assertion] = {}
    for sentence in sentences:
        path = outline.section_at(sentence.start)
        open_ = [one for one in clauses if (one.indicator, one.clause) not in found and _holds(one, path)]
        if not open_:
            continue
        text = fold(document.text, sentence.start, sentence.end, ())
        for clause in open_:
            for piece in _pieces(document, text, clause):
                key = (clause.indicator, clause.clause)
                found.setdefault(key, Assertion(*key, clause.value, piece, " / ".join(path[-2:])))
    return sorted(found.values(), key=lambda one: one.evidence.start)


def _holds(clause: AssertedClause, path: tuple[str, ...]) -> bool:
    return any(word in title for title in path for word in clause.section) if clause.section else bool(path)


def _pieces(document: DocumentText, text: Folded, clause: AssertedClause) -> Iterator[Piece]:
    if any(matches_words(words, text.text) for words in clause.unless):
        return
    for words in clause.words:
        match = matches_words(words, text.text)
        if match is not None:
            start, end = text.places[match.start()], text.places[match.end() - 1] + 1
            yield Piece(start, end, document.text[start:end])
