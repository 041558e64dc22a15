"""The words of all sentence layouts that hold in one section, ready to be looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from jixiao.documents.extract.sentences.folding import FIGURE, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jixiao.core.document.sentence_layout import InWords, NamedChange, Phrase, SentenceLayout, Subject

CLASS_MARKS = ("(类)", "(款)", "(项)")
Role = Literal["subject", "aspect", "relation", "in_words"]
# What `…` and `*` stand for: anything within a sentence, and a name.
_ANYTHING = rf"[^。；{FIGURE}]{{0,500}}?"
# A comparison names nothing: 较2021年预算 is of no project called 较2021年.
_NAME = rf"(?!相?[比较](?:于|上|去|20\d\d年))[^，。；：、{FIGURE}]{{2,30}}?"
_TITLE_MARK = r"^(?:[(（]?[\d#一二三四五六七八九十]{1,3}(?:[)）、．.]|、))*"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word may stand for, in which layout."""

    role: Role
    layout: SentenceLayout
    subject: Subject | None = None
    name: str = ""
    in_words: InWords | None = None


@dataclass(frozen=True, slots=True)
class PhraseEntry:
    """A phrase of a layout as a pattern; the figure it gives a meaning stands at the `#`."""

    layout: SentenceLayout
    phrase: Phrase
    pattern: re.Pattern[str]
    first: str


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """A subject whose name stands where its words have a `*`."""

    entry: Entry
    pattern: re.Pattern[str]


class Lexicon:
    """Words -> what they may stand for."""

    def __init__(self, layouts: tuple[SentenceLayout, ...]) -> None:
        """Layouts that name a section come first: where they and a general one differ, they hold."""
        self.layouts = tuple(sorted(layouts, key=lambda layout: not layout.section))

    @cached_property
    def words(self) -> Mapping[str, tuple[Entry, ...]]:
        """Every plain word."""
        found: dict[str, list[Entry]] = {}
        for word, entry in self._entries():
            if "*" not in word:
                found.setdefault(folded_words(word), []).append(entry)
        return {word: tuple(entries) for word, entries in found.items()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, the longest first."""
        return re.compile("|".join(map(re.escape, sorted(self.words, key=lambda w: (-len(w), w)))) or r"(?!)")

    @cached_property
    def phrases(self) -> tuple[PhraseEntry, ...]:
        """Every phrase."""
        return tuple(
            PhraseEntry(layout, phrase, _phrase_pattern(word), _longest_piece(word))
            for layout in self.layouts
            for phrase in layout.phrases
            for word in phrase.words
        )

    @cached_property
    def named(self) -> tuple[NamedEntry, ...]:
        """Subjects with a name in them."""
        return tuple(NamedEntry(entry, _named_pattern(word)) for word, entry in self._entries() if "*" in word)

    @cached_property
    def changes(self) -> Mapping[tuple[str, str], NamedChange]:
        """Changes with a name of their own, by what changes and its direction."""
        return {(change.of, change.direction): change for layout in self.layouts for change in layout.changes}

    @cached_property
    def quarterly(self) -> Mapping[str, str]:
        """What a concept is when a quarter is spoken of."""
        return {key: value for layout in reversed(self.layouts) for key, value in layout.quarterly.items()}

    @cached_property
    def defaults(self) -> tuple[tuple[Subject, SentenceLayout], ...]:
        """The subjects of sentences that name none, those of sections first."""
        return tuple(
            (subject, layout) for layout in self.layouts for subject in layout.subjects if subject.id == layout.default
        )

    def layout_of(self, subject: Subject) -> str:
        """The id of the layout that a subject is of."""
        return next((layout.id for layout in self.layouts if any(subject is one for one in layout.subjects)), "")

    def is_narrow(self, subject: Subject) -> bool:
        """Whether the subject is of a layout for this very section."""
        return any(subject is one for layout in self.layouts if layout.section for one in layout.subjects)

    def is_weak(self, word: str) -> bool:
        """Whether a word says too little to stand without a subject."""
        return any(word in layout.weak for layout in self.layouts)

    def says_something(self, text: str) -> bool:
        """Whether a folded text without figures names a class, or a number in words."""
        return any(word in text for word in (*CLASS_MARKS, *self._telling))

    @cached_property
    def _telling(self) -> tuple[str, ...]:
        return tuple(word for word, entries in self.words.items() if any(map(_is_number, entries)))

    @cached_property
    def has_equals(self) -> bool:
        """Whether any words say that one number is as large as another."""
        return any(rule.equals is not None for layout in self.layouts for rule in layout.in_words)

    @cached_property
    def of_classes(self) -> tuple[Subject, ...]:
        """What a class of expenditure stands for where only the class is named."""
        return tuple(
            subject for layout in self.layouts for subject in layout.subjects if subject.id in layout.of_classes
        )

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        for layout in self.layouts:
            for subject in layout.subjects:
                yield from _each(subject.words, Entry("subject", layout, subject))
            for aspect, words in layout.aspects.items():
                yield from _each(words, Entry("aspect", layout, name=aspect))
            for relation, words in layout.relations.items():
                yield from _each(words, Entry("relation", layout, name=relation))
            for rule in layout.in_words:
                yield from _each(rule.words, Entry("in_words", layout, in_words=rule))


def _is_number(entry: Entry) -> bool:
    """Whether a word is a number by itself: 无支出, 持平."""
    return entry.role == "in_words" or (entry.role == "relation" and entry.name == "same")


def _each(words: Iterable[str], entry: Entry) -> Iterator[tuple[str, Entry]]:
    return ((word, entry) for word in words)


def _longest_piece(word: str) -> str:
    return max(re.split("[…#@]", folded_words(word)), key=len)


def _phrase_pattern(word: str) -> re.Pattern[str]:
    """`#` is the number in question, `@` any other one."""
    pieces = (re.escape(piece).replace(re.escape(FIGURE), f"(?P<figure>{FIGURE})") for piece in _folded(word, "…"))
    return re.compile(_ANYTHING.join(pieces).replace("@", FIGURE))


def _named_pattern(word: str) -> re.Pattern[str]:
    """`*` is the name, or all that stands in braces around it: `{*转办}`."""
    is_title, folded = word.startswith("^"), re.escape(folded_words(word.removeprefix("^")))
    if r"\{" not in folded:
        folded = folded.replace(r"\*", r"\{\*\}")
    pattern = folded.replace(r"\*", _NAME).replace(r"\{", "(").replace(r"\}", ")")
    return re.compile((_TITLE_MARK if is_title else "") + pattern)


def _folded(word: str, at: str) -> list[str]:
    return [folded_words(piece) for piece in word.split(at)]


def matches_words(words: str, text: str) -> re.Match[str] | None:
    """Where words (with `…`) stand in a folded text."""
    return _words_pattern(words).search(text)


@lru_cache(maxsize=1024)
def _words_pattern(words: str) -> re.Pattern[str]:
    return re.compile(_ANYTHING.replace(FIGURE, "").join(re.escape(piece) for piece in _folded(words, "…")))
