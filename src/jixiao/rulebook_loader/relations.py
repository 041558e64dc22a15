"""Reading relations between concepts: strict YAML, `rulebook/relations/<id>.yaml`, every name a known one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.relation import Part, Relation
from jixiao.core.kernel.faults import InputFault, suggestion
from jixiao.core.kernel.text import Text
from jixiao.rulebook_loader.cited import Cited
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import Reading, readable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jixiao.core.kernel.faults import Problem
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.rulebook_loader.strict_yaml import Path_


@dataclass(eq=False, repr=False)
class PartEntry:
    """A figure of a relation as written; `minus` takes it off the sum."""

    concept: str
    dimensions: dict[str, str] = field(default_factory=dict)
    minus: bool = False
    optional: bool = False


@dataclass(eq=False, repr=False)
class RelationFile:
    """relations/*.yaml."""

    id: str
    version: int
    zh: str
    en: str
    source: Cited
    result: PartEntry
    operands: tuple[PartEntry, ...]
    form: Literal["sum", "ratio", "at_most"] = "sum"
    within: Literal["row", "table", "document"] = "table"
    kinds: tuple[str, ...] = ()
    severity: Literal["error", "suspicious"] = "error"
    totals_only: bool = False


def load_relations(folders: Iterable[Path], vocabulary: Vocabulary) -> tuple[Relation, ...]:
    """The relations of several rulebook folders, by id; one in a later folder stands in for one of the same id.

    Raises `InputFault` with every problem of every file.
    """
    found: dict[str, Relation] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted((folder / "relations").glob("*.yaml")):
            try:
                relation = _relation(path, folder, vocabulary)
            except InputFault as fault:
                problems.extend(fault.problems)
            else:
                found[relation.id] = relation
    if problems:
        raise InputFault(problems)
    return tuple(found[name] for name in sorted(found))


def _relation(path: Path, folder: Path, vocabulary: Vocabulary) -> Relation:
    reading = Reading(read_source(path, str(path.relative_to(folder.parent))))
    file = reading.record(RelationFile, reading.source.value)
    reading.check()
    if file is None:
        raise RuntimeError("a relation was neither read nor refused")
    if file.id != path.stem:
        what = Text("id 与文件名不同", "the id differs from the file's name")
        reading.problem(("id",), what, Text(path.stem, path.stem), file.id)
    wanted = {"ratio": 2, "at_most": 1}.get(file.form)
    if not file.operands or (wanted is not None and len(file.operands) != wanted):
        what = Text("这种形式的运算项个数不对", "this form takes another number of operands")
        expected = "1+" if wanted is None else str(wanted)
        reading.problem(("operands",), what, Text(expected, expected), len(file.operands))
    result = _part(reading, file.result, ("result",), vocabulary)
    operands = tuple(
        _part(reading, one, ("operands", number), vocabulary) for number, one in readable(enumerate(file.operands))
    )
    reading.check()
    return Relation(
        file.id,
        file.version,
        Text(file.zh, file.en),
        file.form,
        result,
        operands,
        file.within,
        str(file.source),
        file.kinds,
        Severity(file.severity),
        file.totals_only,
    )


def _part(reading: Reading, entry: PartEntry, here: Path_, vocabulary: Vocabulary) -> Part:
    if entry.concept not in vocabulary.concepts:
        what = Text(f"词汇表里没有概念 {entry.concept}", f"the vocabulary has no concept {entry.concept}")
        remedy = suggestion(entry.concept, vocabulary.concepts)
        reading.problem((*here, "concept"), what, received=entry.concept, remedy=remedy)
    for key, value in entry.dimensions.items():
        dimension = vocabulary.fact_dimensions.get(key)
        if dimension is None or not dimension.admits(value):
            what = Text(f"没有维度或代码 {key}: {value}", f"no such dimension or code, {key}: {value}")
            reading.problem((*here, "dimensions", key), what, received=value)
    return Part(entry.concept, tuple(sorted(entry.dimensions.items())), -1 if entry.minus else 1, entry.optional)
