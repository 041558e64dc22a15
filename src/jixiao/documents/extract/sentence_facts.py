"""What the figures of sentences mean: by the words of the layouts, and by nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from jixiao.documents.extract.sentences.class_names import class_names
from jixiao.documents.extract.sentences.folding import fold
from jixiao.documents.extract.sentences.lexicon import Lexicon
from jixiao.documents.extract.sentences.state import Setting
from jixiao.documents.extract.sentences.tokens import tokens
from jixiao.documents.extract.sentences.walk import Walk, in_words
from jixiao.documents.structure.outline import MOST_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.sentence_layout import InWords, SentenceLayout
    from jixiao.core.document.statement import Identity, StatedFact
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.documents.extract.sentences.folding import Folded
    from jixiao.documents.extract.sentences.lexicon import PhraseEntry
    from jixiao.documents.extract.sentences.state import Meant, Subjects
    from jixiao.documents.extract.sentences.tokens import Token
    from jixiao.documents.structure.outline import Outline

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# 类, 款, 项: an item speaks of one class down to the last level.
_ITEM_LEVEL = 3
# No sentence is that long: it is a table without its lines, or damage.
_MOST = 6_000


class Stretch(Protocol):
    """A sentence: a stretch of the document's text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind its last one."""


@dataclass(frozen=True)
class SentenceReading:
    """A sentence with what its figures mean."""

    start: int
    end: int
    path: tuple[str, ...]
    meant: tuple[Meant, ...]


def sentence_facts(readings: Iterable[SentenceReading]) -> list[StatedFact]:
    """The facts of all sentences, in order of the text."""
    return [meant.fact for reading in readings for meant in reading.meant]


def read_sentences(
    document: DocumentText,
    sentences: Sequence[Stretch],
    figures: Sequence[Figure],
    outline: Outline,
    identity: Identity,
    layouts: Sequence[SentenceLayout],
    vocabulary: Vocabulary,
    projects: Sequence[str] = (),
) -> list[SentenceReading]:
    """Read the sentences of a document; `figures` are all figures of its running text, in order.

    `projects` are the names that the document's tables have for projects; text often shortens them. Nothing is read of
    a document whose year is not known.
    """
    if identity.year is None:
        return []
    reader = _Reader(document, outline, identity.kind, identity.year, tuple(layouts), vocabulary, tuple(projects))
    return reader.read(sentences, figures)


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int


def _whole(sentences: Sequence[Stretch], text: str) -> list[_Stretch]:
    """The sentences up to their full stops: what stands between semicolons shares its subject."""
    found: list[_Stretch] = []
    for sentence in sentences:
        last = found[-1] if found else None
        if last is not None and _goes_on(text, last, sentence):
            found[-1] = _Stretch(last.start, sentence.end)
        else:
            found.append(_Stretch(sentence.start, sentence.end))
    return found


def _goes_on(text: str, last: _Stretch, sentence: Stretch) -> bool:
    """Whether a sentence follows on a semicolon, and both together can still be one."""
    is_open = text[last.end - 1 : last.end] in ("；", ";")
    return is_open and sentence.end - last.start <= _MOST and not text[last.end : sentence.start].strip()


def _within(figures: Sequence[Figure], stretch: Stretch) -> Sequence[Figure]:
    first = bisect_left(figures, stretch.start, key=lambda one: one.start)
    return figures[first : bisect_left(figures, stretch.end, key=lambda one: one.start)]


@dataclass
class _Before:
    """What the sentences before have left behind, as long as their paragraph or item goes on."""

    place: int | None = None
    end: int = 0
    stated: Meant | None = None
    class_names: tuple[str, ...] = ()


@dataclass
class _Reader:
    document: DocumentText
    outline: Outline
    kind: str
    year: int
    layouts: tuple[SentenceLayout, ...]
    vocabulary: Vocabulary
    projects: tuple[str, ...]
    lexicons: dict[tuple[str, ...], Lexicon] = field(default_factory=dict)
    by_path: dict[tuple[str, ...], Lexicon] = field(default_factory=dict)
    titles: dict[tuple[int, int], tuple[Subjects, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find what holds for the whole document."""
        self.classes = class_names(self.document)
        self.starts = [block.start for block in self.document.blocks]

    def read(self, sentences: Sequence[Stretch], figures: Sequence[Figure]) -> list[SentenceReading]:
        """Sentence by sentence; a figure that is as large as another one comes last, when all are known."""
        before = _Before()
        readings = []
        for sentence in _whole(sentences, self.document.text):
            place = self._place(sentence.start)
            if place != before.place:
                before = _Before(place)
            reading = self._reading(sentence, _within(figures, sentence), before)
            if reading is not None:
                readings.append(reading)
        return self._with_equals(readings, figures)

    def _reading(self, sentence: _Stretch, figures: Sequence[Figure], before: _Before) -> SentenceReading | None:
        path = self.outline.section_at(sentence.start)
        lexicon = self._lexicon(path)
        if not lexicon.layouts or sentence.end - sentence.start > _MOST:
            return None
        text = fold(self.document.text, sentence.start, sentence.end, figures)
        if not text.figures and not lexicon.says_something(text.text):
            return SentenceReading(sentence.start, sentence.end, path, ())
        setting = Setting(
            text,
            lexicon,
            self.vocabulary,
            self.year,
            " / ".join(path[-2:]),
            self._titles(sentence.start, path, lexicon),
            self.classes,
            before.class_names,
            before.stated,
            self.projects,
            self.kind,
        )
        found = tokens(text.text, lexicon)
        if self._is_new_paragraph(before.end, sentence.start) and _names_another(found, lexicon):
            before.class_names = ()
            setting = replace(setting, class_names=(), previous=None)
        before.end = sentence.end
        meant = tuple(Walk(setting, found, _phrases(text, lexicon)).facts())
        spoken = [token.names for token in found if len(token.names) == _ITEM_LEVEL]
        before.class_names = spoken[-1] if spoken else before.class_names
        before.stated = next((one for one in meant if not one.relation), before.stated)
        return SentenceReading(sentence.start, sentence.end, path, meant)

    def _is_new_paragraph(self, end: int, start: int) -> bool:
        """Whether a blank line or a new block stands between two sentences."""
        is_apart = _BLANK_LINE.search(self.document.text, end, start) is not None
        return is_apart or bisect_right(self.starts, end) != bisect_right(self.starts, start)

    def _place(self, offset: int) -> int | None:
        """The numbered item, or else the paragraph, in which an offset stands; items count from below 0."""
        section = self.outline.at(offset)
        if section is not None and section.is_item:
            return -1 - section.start
        index = bisect_right(self.starts, offset) - 1
        return self.starts[index] if index >= 0 else None

    def _lexicon(self, path: tuple[str, ...]) -> Lexicon:
        if path not in self.by_path:
            holding = tuple(layout for layout in self.layouts if layout.holds_for(self.kind, path))
            key = tuple(layout.id for layout in holding)
            self.by_path[path] = self.lexicons.setdefault(key, Lexicon(holding))
        return self.by_path[path]

    def _titles(self, offset: int, path: tuple[str, ...], lexicon: Lexicon) -> tuple[Subjects, ...]:
        """The subjects that the headings above name, the nearest first; before them that of a numbered item."""
        section = self.outline.at(offset)
        key = (section.start if section is not None else -1, id(lexicon))
        if key not in self.titles:
            item = section.title.partition("。")[0] if section is not None and section.is_item else ""
            titles = [item, *reversed(path)] if len(item) <= MOST_TITLE else reversed(path)
            self.titles[key] = tuple(named for title in titles if (named := _named_in(title, lexicon)))
        return self.titles[key]

    def _with_equals(self, readings: list[SentenceReading], figures: Sequence[Figure]) -> list[SentenceReading]:
        """Add what is said in words to be as many as something else that the document states."""
        stated = {meant.fact.concept: meant for reading in readings for meant in reading.meant if not meant.relation}
        found = []
        for reading in readings:
            added: list[Meant] = []
            lexicon = self._lexicon(reading.path)
            if not lexicon.has_equals:
                found.append(reading)
                continue
            text = fold(self.document.text, reading.start, reading.end, _within(figures, reading))
            for token in tokens(text.text, lexicon):
                for entry in token.of_role("in_words"):
                    like = stated.get(entry.in_words.equals) if entry.in_words is not None else None
                    if entry.in_words is not None and like is not None and entry.in_words.equals is not None:
                        added.extend(_equal(text, token, entry.in_words, like, f"sentences/{entry.layout.id}"))
            found.append(replace(reading, meant=(*reading.meant, *added)) if added else reading)
        return found


def _names_another(found: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a paragraph begins with something else than the class of expenditure that was spoken of before."""
    for token in found:
        if token.kind in ("figure", "class"):
            return False
        if token.subjects():
            return not any(subject is one for subject in token.subjects() for one in lexicon.of_classes)
    return False


def _named_in(title: str, lexicon: Lexicon) -> Subjects:
    """The subjects of a title that names one thing; no names, and nothing that hangs on other words."""
    words = fold(title, 0, len(title), ()).text
    named = [token.subjects() for token in tokens(words, lexicon) if token.subjects()]
    return tuple(one for one in named[0] if not one.beside and not one.named) if len(named) == 1 else ()


def _equal(text: Folded, token: Token, rule: InWords, like: Meant, layout: str) -> list[Meant]:
    start, end = text.places[token.start], text.places[token.end - 1] + 1
    figure = in_words(start, end, like.fact.figure.number, like.fact.unit)
    fact = replace(like.fact, figure=figure, label=token.value, by=f"{layout}:{rule.id}")
    return [replace(like, fact=replace(fact, concept=concept)) for concept in rule.concepts]


def _phrases(text: Folded, lexicon: Lexicon) -> dict[int, PhraseEntry]:
    """The phrase that gives each figure its meaning; of two, that of a section's layout."""
    found: dict[int, PhraseEntry] = {}
    for entry in lexicon.phrases:
        if entry.first in text.text:
            for match in entry.pattern.finditer(text.text):
                found.setdefault(match.start("figure"), entry)
    return found
