"""Reading the layouts of sentences and of assertions: strict YAML, every concept and every unit a known one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from jixiao.core.document.sentence_layout import (
    NOT_STATED,
    AssertedClause,
    AssertionLayout,
    InWords,
    NamedChange,
    Phrase,
    SentenceLayout,
    Subject,
)
from jixiao.core.kernel.faults import suggestion
from jixiao.core.kernel.text import Text
from jixiao.rulebook_loader.cited import Cited
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import Reading, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from jixiao.core.document.sentence_layout import Relation
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.rulebook_loader.strict_yaml import Path_

_Words = tuple[str, ...]
_OTHER_NAME = Text("id 与文件名不同", "the id differs from the file's name")
_PERIODS = ("q1", "q2", "q3", "q4")


@dataclass(eq=False, repr=False)
class SubjectEntry:
    """A subject as written: its words, and its concepts by aspect."""

    words: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    dimensions: dict[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    named: str | None = None


@dataclass(eq=False, repr=False)
class PhraseEntry:
    """A phrase as written."""

    words: tuple[str, ...]
    concepts: tuple[str, ...]
    dimensions: dict[str, str] = field(default_factory=dict)
    adds: bool = False


@dataclass(eq=False, repr=False)
class InWordsEntry:
    """A number in words as written."""

    words: tuple[str, ...]
    number: Decimal = Decimal(0)
    unit: str = "万元"
    aspect: str | None = None
    concepts: tuple[str, ...] = ()
    equals: str | None = None


@dataclass(eq=False, repr=False)
class ChangeEntry:
    """A change with a name of its own as written."""

    of: str
    direction: Literal["increase", "decrease"]
    concepts: tuple[str, ...]


@dataclass(eq=False, repr=False)
class SentenceLayoutFile:
    """layouts/sentences/*.yaml."""

    id: str
    kinds: tuple[str, ...]
    source: Cited
    section: tuple[str, ...] = ()
    not_section: tuple[str, ...] | None = None
    default: str | None = None
    unless: tuple[str, ...] = ()
    of_classes: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    aspects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: dict[str, SubjectEntry] = field(default_factory=dict)
    phrases: dict[str, PhraseEntry] = field(default_factory=dict)
    in_words: dict[str, InWordsEntry] = field(default_factory=dict)
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changes: tuple[ChangeEntry, ...] = ()
    quarterly: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class ClauseEntry:
    """An asserted clause as written; exactly one of `met`, `count` and `option` gives its value."""

    indicator: str
    clause: str
    words: tuple[str, ...]
    met: bool | None = None
    count: int | None = None
    option: str | None = None
    section: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class AssertionLayoutFile:
    """layouts/assertions/*.yaml."""

    id: str
    frameworks: tuple[str, ...]
    source: Cited
    clauses: tuple[ClauseEntry, ...]


def read_sentence_layouts(folders: Iterable[Path], vocabulary: Vocabulary) -> tuple[SentenceLayout, ...]:
    """The sentence layouts of several rulebook folders, by id; one in a later folder stands in for one of the same id.

    Raises `InputFault`.
    """
    layouts = (_sentence_layout(path, vocabulary) for path in _files(folders, "sentences"))
    return tuple({layout.id: layout for layout in layouts}.values())


def read_assertion_layouts(folders: Iterable[Path]) -> tuple[AssertionLayout, ...]:
    """The assertion layouts of several rulebook folders, by id; one in a later folder stands in for one of the same id.

    Raises `InputFault`.
    """
    return tuple({layout.id: layout for layout in map(_assertion_layout, _files(folders, "assertions"))}.values())


def _files(folders: Iterable[Path], kind: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((folder / "layouts" / kind).glob("*.yaml"))


def _sentence_layout(path: Path, vocabulary: Vocabulary) -> SentenceLayout:
    reading = Reading(read_source(path))
    file = reading.record(SentenceLayoutFile, reading.source.value)
    reading.check()
    if file is None:
        raise RuntimeError("a sentence layout was neither read nor refused")
    _check(reading, path, file, vocabulary)
    reading.check()
    relations: dict[Relation, tuple[str, ...]] = {**file.relations}  # type: ignore[dict-item]  # checked above
    return SentenceLayout(
        file.id,
        file.kinds,
        str(file.source),
        file.section,
        NOT_STATED if file.not_section is None else file.not_section,
        file.default,
        file.unless,
        file.of_classes,
        file.weak,
        file.aspects,
        tuple(
            Subject(name, one.words, one.concepts, _sorted(one.dimensions), one.beside, one.named)
            for name, one in file.subjects.items()
        ),
        tuple(
            Phrase(name, one.words, one.concepts, _sorted(one.dimensions), one.adds)
            for name, one in file.phrases.items()
        ),
        tuple(
            InWords(name, one.words, one.number, one.unit, one.aspect, one.concepts, one.equals)
            for name, one in file.in_words.items()
        ),
        relations,
        tuple(NamedChange(one.of, one.direction, one.concepts) for one in file.changes),
        file.quarterly,
    )


def _sorted(dimensions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dimensions.items()))


_RELATIONS = ("increase", "decrease", "same", "share", "completion", "parts", "each", "reason")


def _check(reading: Reading, path: Path, file: SentenceLayoutFile, vocabulary: Vocabulary) -> None:
    if file.id != path.stem:
        reading.problem(("id",), _OTHER_NAME, Text(path.stem, path.stem), file.id)
    defaults = [("default", file.default)] if file.default is not None else []
    for key, name in (*defaults, *(("of_classes", name) for name in file.of_classes)):
        if name not in file.subjects:
            what = Text("没有这个主体", "no such subject")
            reading.problem((key,), what, received=name, remedy=suggestion(name, file.subjects))
    for relation in file.relations:
        if relation not in _RELATIONS:
            what = Text("没有这种关系", "no such relation")
            reading.problem(("relations", relation), what, Text("、".join(_RELATIONS), ", ".join(_RELATIONS)), relation)
    for name, phrase in file.phrases.items():
        for number, word in enumerate(phrase.words):
            if word.count("#") != 1:
                what = Text("短语须恰有一个 #，表示数字所在", "a phrase has exactly one #, where the number stands")
                reading.problem(("phrases", name, "words", number), what, received=word)
    _check_vocabulary(reading, file, vocabulary)


def _check_vocabulary(reading: Reading, file: SentenceLayoutFile, vocabulary: Vocabulary) -> None:
    for place, concept in _concepts(file):
        name, _, period = concept.partition("@")
        if name not in vocabulary.concepts or (period and period not in _PERIODS):
            what = Text("词表中没有这个概念", "no such concept in the vocabulary")
            reading.problem(place, what, received=concept, remedy=suggestion(name, vocabulary.concepts))
    for name, words in file.in_words.items():
        if words.unit not in vocabulary.units:
            what = Text("没有这个单位", "no such unit")
            reading.problem(("in_words", name, "unit"), what, received=words.unit)
    for place, dimension, code in _dimensions(file):
        known = vocabulary.fact_dimensions.get(dimension)
        if known is None or not known.admits(code):
            what = Text("没有这个维度或代码", "no such dimension or code")
            remedy = suggestion(dimension, vocabulary.fact_dimensions)
            reading.problem(place, what, received=f"{dimension}: {code}", remedy=remedy)


def _concepts(file: SentenceLayoutFile) -> Iterator[tuple[Path_, str]]:
    for name, subject in file.subjects.items():
        for aspect, concepts in subject.concepts.items():
            yield from _each(("subjects", name, "concepts", aspect), concepts)
    for name, phrase in file.phrases.items():
        yield from _each(("phrases", name, "concepts"), phrase.concepts)
    for name, words in file.in_words.items():
        yield from _each(("in_words", name, "concepts"), words.concepts)
        if words.equals is not None:
            yield ("in_words", name, "equals"), words.equals
    for number, change in enumerate(file.changes):
        yield ("changes", number, "of"), change.of
        yield from _each(("changes", number, "concepts"), change.concepts)
    for key, value in file.quarterly.items():
        yield ("quarterly", key), key
        yield ("quarterly", key), value


def _each(place: Path_, concepts: tuple[str, ...]) -> Iterator[tuple[Path_, str]]:
    return (((*place, number), concept) for number, concept in enumerate(concepts))


def _dimensions(file: SentenceLayoutFile) -> Iterator[tuple[Path_, str, str]]:
    for name, subject in file.subjects.items():
        for key, code in subject.dimensions.items():
            yield ("subjects", name, "dimensions", key), key, code
    for name, phrase in file.phrases.items():
        for key, code in phrase.dimensions.items():
            yield ("phrases", name, "dimensions", key), key, code


def _assertion_layout(path: Path) -> AssertionLayout:
    reading = Reading(read_source(path))
    file = reading.record(AssertionLayoutFile, reading.source.value)
    reading.check()
    if file is None:
        raise RuntimeError("an assertion layout was neither read nor refused")
    if file.id != path.stem:
        reading.problem(("id",), _OTHER_NAME, Text(path.stem, path.stem), file.id)
    clauses = tuple(_clause(reading, number, entry) for number, entry in readable(enumerate(file.clauses)))
    reading.check()
    return AssertionLayout(file.id, file.frameworks, str(file.source), tuple(one for one in clauses if one is not None))


def _clause(reading: Reading, number: int, entry: ClauseEntry) -> AssertedClause | None:
    values = [value for value in (entry.met, entry.count, entry.option) if value is not None]
    if len(values) != 1:
        what = Text("须恰有 met、count、option 之一", "exactly one of met, count and option is needed")
        reading.problem(("clauses", number), what)
        return None
    return AssertedClause(entry.indicator, entry.clause, values[0], entry.words, entry.section, entry.unless)
