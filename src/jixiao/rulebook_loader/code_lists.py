"""Reading code lists and the dimensions of facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.faults import suggestion
from jixiao.core.kernel.text import Text
from jixiao.core.ledger.code_list import Code, CodeList, FactDimension
from jixiao.rulebook_loader.cited import Cited
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jixiao.core.kernel.interval import HedgeKind


@dataclass(eq=False, repr=False)
class CodeEntry:
    """A code: its official name, and the words that documents use for it."""

    zh: str
    en: str
    synonyms: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class HedgeEntry:
    """A hedge word: the kind of range it stands for, and on which side of the number it is written."""

    kind: Literal["around", "below_near", "above", "at_least", "at_most", "below"]
    position: Literal["before", "after"]
    en: str


@dataclass(eq=False, repr=False)
class HedgesFile:
    """code_lists/hedges.yaml."""

    code_list: Literal["hedges"]
    zh: str
    en: str
    source: Cited
    codes: dict[str, HedgeEntry]


@dataclass(eq=False, repr=False)
class CodeListFile:
    """code_lists/*.yaml."""

    code_list: str
    zh: str
    en: str
    source: Cited
    codes: dict[str, CodeEntry]


@dataclass(eq=False, repr=False)
class DimensionFileEntry:
    """A dimension of facts as written in fact_dimensions.yaml."""

    zh: str
    en: str
    code_list: str | None = None
    finer: bool = False


@dataclass(eq=False, repr=False)
class FactDimensionsFile:
    """fact_dimensions.yaml."""

    fact_dimensions: dict[str, DimensionFileEntry] = field(default_factory=dict)


def read_code_list(path: Path) -> CodeList:
    """A code list; raises `InputFault`."""
    reading = Reading(read_source(path))
    file = reading.record(CodeListFile, reading.source.value)
    reading.check()
    if file is None:
        raise RuntimeError("a code list was neither read nor refused")
    if file.code_list != path.stem:
        what = Text("code_list 与文件名不同", "code_list differs from the file's name")
        reading.problem(("code_list",), what, Text(path.stem, path.stem), file.code_list)
        reading.check()
    codes = {name: Code(name, Text(one.zh, one.en), one.synonyms) for name, one in file.codes.items()}
    return CodeList(file.code_list, Text(file.zh, file.en), codes, str(file.source))


def read_hedges(path: Path) -> dict[str, HedgeKind]:
    """The hedge words and the kind of range each stands for; raises `InputFault`."""
    reading = Reading(read_source(path))
    file = reading.record(HedgesFile, reading.source.value)
    reading.check()
    return {word: one.kind for word, one in file.codes.items()} if file else {}


def read_fact_dimensions(path: Path, lists: Mapping[str, Callable[[], CodeList]]) -> dict[str, FactDimension]:
    """The dimensions of facts; raises `InputFault`, also for a code list that is not there."""
    reading = Reading(read_source(path))
    file = reading.record(FactDimensionsFile, reading.source.value)
    reading.check()
    found = {}
    for name, one in file.fact_dimensions.items() if file else ():
        codes = None if one.code_list is None else lists.get(one.code_list)
        if one.code_list is not None and codes is None:
            what = Text("没有这个代码表", "no such code list")
            here = ("fact_dimensions", name, "code_list")
            reading.problem(here, what, received=one.code_list, remedy=suggestion(one.code_list, lists))
        found[name] = FactDimension(name, Text(one.zh, one.en), codes, one.finer)
    reading.check()
    return found
