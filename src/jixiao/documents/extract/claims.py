"""Relations that sentences claim between figures: rates with their terms, changes, parts of a whole.

Nothing is judged here; whether a claim holds is the audit's to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from jixiao.core.document.statement import Claim, Piece
from jixiao.documents.extract.bases import base_before
from jixiao.documents.extract.sentences.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import Dimensions, StatedFact
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.documents.extract.sentence_facts import SentenceReading
    from jixiao.documents.extract.sentences.state import Meant

_REASON = re.compile(r"主\s*要\s*(?:原\s*因|是)\s*(?:是|为|在\s*于)?\s*[：:]?\s*")
Key = tuple[str | None, str, "Dimensions"]
_STOP = re.compile("[；;]")
# A rate may be told sentences after its terms, but not in another section.
_NEAR = 12


def claims(document: DocumentText, readings: Sequence[SentenceReading], vocabulary: Vocabulary) -> list[Claim]:
    """The claims of all sentences, in order of the text."""
    found: list[Claim] = []
    known: dict[Key, StatedFact] = {}
    for index, reading in enumerate(readings):
        known |= {_key(one.fact): one.fact for one in reading.meant if not one.relation}
        before = [
            one
            for other in readings[max(0, index - _NEAR) : index + 1]
            if other.path == reading.path
            for one in other.meant
        ]
        found.extend(_changes(document, readings, index, known))
        found.extend(_rates(reading, before, vocabulary, known))
        found.extend(_parts(reading, vocabulary))
    return found


def _key(fact: StatedFact) -> Key:
    return fact.concept, fact.period, fact.dimensions


def _printed(fact: StatedFact | None, known: dict[Key, StatedFact]) -> StatedFact | None:
    """The fact itself, or the one stated before of a thing that is only named here."""
    return fact if fact is None or fact.figure.end else known.get(_key(fact))


def _changes(
    document: DocumentText, readings: Sequence[SentenceReading], index: int, known: dict[Key, StatedFact]
) -> Iterator[Claim]:
    reading = readings[index]
    words = None
    for meant in reading.meant:
        if meant.relation == "change" and meant.direction is not None:
            words = words or fold(document.text, reading.start, reading.end, ())
            kind: Literal["change", "change_rate"] = "change_rate" if meant.fact.concept == "change_rate" else "change"
            start, end = meant.direction
            direction = Piece(start, end, document.text[start:end])
            figures = (meant.fact, _printed(meant.of, known), meant.other)
            yield Claim(
                kind,
                figures,
                reading.start,
                reading.end,
                direction,
                _reason(document, readings, index, meant.fact.figure.end),
                base_before(words, start),
            )


def _reason(document: DocumentText, readings: Sequence[SentenceReading], index: int, after: int) -> Piece | None:
    """The reason that stands behind a figure, up to the next semicolon, or with which the next sentence begins."""
    reading = readings[index]
    stop = _STOP.search(document.text, after, reading.end)
    end = stop.start() if stop is not None else reading.end
    match = _REASON.search(document.text, after, end)
    if match is None and stop is None and index + 1 < len(readings) and readings[index + 1].path == reading.path:
        end = readings[index + 1].end
        match = _REASON.match(document.text, readings[index + 1].start, end)
    if match is None:
        return None
    return Piece(match.end(), end, document.text[match.end() : end])


def _rates(
    reading: SentenceReading, before: list[Meant], vocabulary: Vocabulary, known: dict[Key, StatedFact]
) -> Iterator[Claim]:
    told: set[int] = set()
    for meant in reading.meant:
        if meant.fact.figure.start in told:
            continue
        terms: tuple[StatedFact | None, StatedFact | None] | None = None
        if meant.relation in ("share", "completion"):
            terms = (meant.of, _printed(meant.other, known))
        elif not meant.relation:
            terms = _terms(meant.fact, before, vocabulary)
        if terms is not None:
            told.add(meant.fact.figure.start)
            yield Claim("rate", (meant.fact, *terms), reading.start, reading.end)


def _terms(fact: StatedFact, before: list[Meant], vocabulary: Vocabulary) -> tuple[StatedFact, StatedFact] | None:
    """The two figures of which the vocabulary says that a rate is made, where both are told nearby."""
    concept = vocabulary.concepts.get(fact.concept or "")
    for derivation in concept.derivations if concept is not None else ():
        if derivation.kind == "ratio":
            terms = [_nearest(name.partition("@")[0], fact, before) for name in derivation.inputs]
            if terms[0] is not None and terms[1] is not None:
                return terms[0], terms[1]
    return None


def _nearest(concept: str, fact: StatedFact, before: list[Meant]) -> StatedFact | None:
    """The last figure of a concept for the rate's period, or for its year."""
    fitting = [
        one.fact
        for one in before
        if not one.relation and one.fact.concept == concept and one.fact.dimensions == fact.dimensions
    ]
    for period in (fact.period, fact.period[:4]):
        found = [one for one in fitting if one.period == period]
        if found:
            return found[-1]
    return None


def _parts(reading: SentenceReading, vocabulary: Vocabulary) -> Iterator[Claim]:
    """A whole and the parts told after `其中`: figures of the same kind of unit and the same side of the budget."""
    whole: Meant | None = None
    parts: list[StatedFact] = []
    for meant in [one for one in reading.meant if not one.relation]:
        if not meant.is_part:
            yield from _whole(whole, parts, reading)
            whole, parts = meant, []
        elif whole is not None and _alike(meant.fact, whole.fact, vocabulary):
            parts.append(meant.fact)
    yield from _whole(whole, parts, reading)


def _alike(part: StatedFact, whole: StatedFact, vocabulary: Vocabulary) -> bool:
    """Of one period, and in the same unit or both in money: a part in 元 beside a whole in 万元 is one all the same."""
    one, other = (vocabulary.units.get(fact.unit) for fact in (part, whole))
    in_money = one is not None and other is not None and one.dimension.id == other.dimension.id == "money"
    return part.period == whole.period and (part.unit == whole.unit or in_money)


def _whole(whole: Meant | None, parts: list[StatedFact], reading: SentenceReading) -> Iterator[Claim]:
    if whole is not None and len(parts) > 1:
        yield Claim("parts", (whole.fact, *parts), reading.start, reading.end)
