"""Reading the vocabulary: units, hedge words and concepts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.text import Text, same
from jixiao.core.kernel.units import Dimension, Unit
from jixiao.core.ledger.concept import Concept, Derivation, Vocabulary
from jixiao.core.scoring.inputs import PERIODS
from jixiao.rulebook_loader.cited import Bilingual, Cited
from jixiao.rulebook_loader.code_lists import read_code_list, read_fact_dimensions, read_hedges
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import Raw, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jixiao.core.kernel.interval import HedgeKind
    from jixiao.core.ledger.code_list import FactDimension


@dataclass(eq=False, repr=False)
class DimensionEntry:
    """A dimension as written in units.yaml."""

    base: str
    scale: int
    limit: Decimal


@dataclass(eq=False, repr=False)
class UnitEntry:
    """A unit as written in units.yaml."""

    id: str
    dimension: str
    factor: Decimal
    en: str
    kind: str | None = None
    zh: str | None = None


@dataclass(eq=False, repr=False)
class UnitsFile:
    """units.yaml."""

    dimensions: dict[str, DimensionEntry]
    units: dict[str, UnitEntry]


@dataclass(eq=False, repr=False)
class ConceptEntry:
    """A concept as written in concepts/*.yaml."""

    zh: str
    en: str
    dimension: str
    source: Cited
    kind: Literal["stock", "flow"] = "flow"
    synonyms: tuple[str, ...] = ()
    min: Decimal | None = Decimal(0)
    max: Decimal | None = None
    derive: tuple[Raw, ...] = ()
    definition: Bilingual | None = None


@dataclass(eq=False, repr=False)
class ConceptsFile:
    """concepts/*.yaml."""

    concepts: dict[str, ConceptEntry] = field(default_factory=dict)


def load_vocabulary(folders: Iterable[Path]) -> Vocabulary:
    """Read the vocabularies of several rulebook folders into one; later folders add to earlier ones.

    Raises `InputFault` for anything malformed, for a concept defined twice, and for derivations that name unknown
    concepts or go round in circles.
    """
    units: dict[str, Unit] = {}
    dimensions: dict[str, Dimension] = {}
    hedges: dict[str, HedgeKind] = {}
    concepts: dict[str, Concept] = {}
    places: dict[str, str] = {}
    folders = tuple(folders)
    for folder in folders:
        if (folder / "units.yaml").exists():
            _read_units(folder / "units.yaml", units, dimensions)
        if (folder / "code_lists" / "hedges.yaml").exists():
            hedges.update(read_hedges(folder / "code_lists" / "hedges.yaml"))
        for path in sorted((folder / "concepts").glob("*.yaml")):
            _read_concepts(path, dimensions, concepts, places)
    problems = [*_unknown_inputs(concepts, places), *_misfits(concepts, places), *_circles(concepts, places)]
    if problems:
        raise InputFault(problems)
    return Vocabulary(units, concepts, hedges, lambda: _read_dimensions(folders))


def _read_units(path: Path, units: dict[str, Unit], dimensions: dict[str, Dimension]) -> None:
    reading = Reading(read_source(path))
    file = reading.record(UnitsFile, reading.source.value)
    reading.check()
    if file is None:
        return
    for name, entry in file.dimensions.items():
        dimensions[name] = Dimension(name, entry.base, entry.scale, entry.limit)
    for symbol, unit in file.units.items():
        if unit.dimension not in dimensions:
            reading.problem(
                ("units", symbol, "dimension"),
                Text("没有这个量纲", "no such dimension"),
                received=unit.dimension,
                remedy=suggestion(unit.dimension, dimensions),
            )
            continue
        if unit.factor <= 0:
            what = Text("换算系数须大于 0", "the factor must be above 0")
            reading.problem(("units", symbol, "factor"), what, received=unit.factor)
            continue
        units[symbol] = Unit(symbol, unit.id, dimensions[unit.dimension], unit.factor, unit.en)
    for name, entry in file.dimensions.items():
        _check_dimension(reading, name, entry, {unit.id for unit in file.units.values()})
    reading.check()


def _check_dimension(reading: Reading, name: str, entry: DimensionEntry, units: set[str]) -> None:
    here = ("dimensions", name)
    if entry.base not in units:
        what = Text("没有这个基本单位", "no such base unit")
        reading.problem((*here, "base"), what, received=entry.base, remedy=suggestion(entry.base, units))
    if not 0 <= entry.scale <= MOST_SCALE:
        what = Text("小数位数超出范围", "the scale is out of range")
        reading.problem((*here, "scale"), what, Text(f"0–{MOST_SCALE}", f"0-{MOST_SCALE}"), entry.scale)
    if entry.limit <= 0:
        reading.problem((*here, "limit"), Text("上限须大于 0", "the limit must be above 0"), received=entry.limit)


# Decimals beyond these would leave no room for amounts in the integers of the engines.
MOST_SCALE = 8


def _read_dimensions(folders: tuple[Path, ...]) -> dict[str, FactDimension]:
    """The dimensions of facts with the code lists that close them."""
    lists = {
        path.stem: partial(read_code_list, path)
        for folder in folders
        for path in sorted((folder / "code_lists").glob("*.yaml"))
        if path.stem != "hedges"
    }
    found: dict[str, FactDimension] = {}
    for folder in folders:
        if (folder / "fact_dimensions.yaml").exists():
            found.update(read_fact_dimensions(folder / "fact_dimensions.yaml", lists))
    return found


def _read_concepts(
    path: Path, dimensions: Mapping[str, Dimension], concepts: dict[str, Concept], places: dict[str, str]
) -> None:
    reading = Reading(read_source(path))
    file = reading.record(ConceptsFile, reading.source.value)
    reading.check()
    for name, entry in file.concepts.items() if file else ():
        here = ("concepts", name)
        if entry.dimension not in dimensions:
            reading.problem(
                (*here, "dimension"),
                Text("没有这个量纲", "no such dimension"),
                received=entry.dimension,
                remedy=suggestion(entry.dimension, dimensions),
            )
        elif name in concepts:
            reading.problem(here, Text(f"概念 {name} 已在 {places[name]} 定义", f"{name} is defined in {places[name]}"))
        else:
            concepts[name] = _concept(reading, name, entry, dimensions[entry.dimension])
            places[name] = reading.source.place(here)
    reading.check()


def _concept(reading: Reading, name: str, entry: ConceptEntry, dimension: Dimension) -> Concept:
    derivations = []
    for number, rule in enumerate(entry.derive):
        derivation = _derivation(rule)
        if derivation is None:
            reading.problem(
                ("concepts", name, "derive", number),
                Text("推导写法不对", "malformed derivation"),
                Text("{sum: [...]} 或 {ratio: [a, b]}", "{sum: [...]} or {ratio: [a, b]}"),
            )
        else:
            derivations.append(derivation)
    definition = None if entry.definition is None else Text(entry.definition.zh, entry.definition.en)
    concept = Concept(
        name,
        Text(entry.zh, entry.en),
        dimension,
        entry.kind,
        entry.min,
        entry.max,
        tuple(derivations),
        entry.synonyms,
        definition,
        str(entry.source),
    )
    try:
        low, high = concept.integer_range
        if low > high:
            reading.problem(("concepts", name), Text("min 大于 max", "min is above max"))
    except NumberFault as fault:
        reading.problem(("concepts", name), fault.text)
    return concept


def _derivation(rule: object) -> Derivation | None:
    """A derivation as written; None when it is none."""
    if not isinstance(rule, dict) or len(rule) != 1:
        return None
    match rule:
        case {"sum": [_, *_] as inputs} if _are_names(inputs):
            return Derivation("sum", tuple(map(str, inputs)))
        case {"ratio": [above, below]} if _are_names([above, below]) and "-" not in f"{above}{below}":
            return Derivation("ratio", (str(above), str(below)))
        case _:
            return None


def _are_names(inputs: list[object]) -> bool:
    return all(isinstance(one, str) and _bare(one) for one in inputs)


def _bare(reference: str) -> str:
    return reference.lstrip("-").partition("@")[0]


def _unknown_inputs(concepts: Mapping[str, Concept], places: Mapping[str, str]) -> Iterator[Problem]:
    for name, concept in concepts.items():
        for rule in concept.derivations:
            for reference in rule.inputs:
                if _bare(reference) not in concepts:
                    yield Problem(
                        Text(f"推导用到未知的概念 {reference}", f"derived from an unknown concept: {reference}"),
                        places[name],
                        remedy=suggestion(_bare(reference), concepts),
                    )


def _misfits(concepts: Mapping[str, Concept], places: Mapping[str, str]) -> Iterator[Problem]:
    """Derivations whose inputs differ in dimension, or that name a period there is not."""
    for name, concept in concepts.items():
        for rule in concept.derivations:
            for reference in rule.inputs:
                period = reference.partition("@")[2]
                if period and period not in PERIODS:
                    what = Text(f"没有相对期间 @{period}", f"no relative period @{period}")
                    yield Problem(what, places[name], received=reference, remedy=suggestion(period, PERIODS))
            dimensions = {concepts[_bare(one)].dimension.id for one in rule.inputs if _bare(one) in concepts}
            wanted = {concept.dimension.id} if rule.kind == "sum" else dimensions
            is_odd_ratio = rule.kind == "ratio" and (concept.dimension.id != "ratio" or len(dimensions) > 1)
            if is_odd_ratio or dimensions - wanted:
                what = Text("推导的各项与概念的量纲不符", "the parts of a derivation do not fit its dimension")
                listed = "、".join(rule.inputs)
                yield Problem(what, places[name], same(concept.dimension.id), listed)


def _circles(concepts: Mapping[str, Concept], places: Mapping[str, str]) -> Iterator[Problem]:
    """A concept that is derived, over however many steps, from itself."""
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> Iterator[Problem]:
        if name in above:
            circle = " → ".join((*above[above.index(name) :], name))
            yield Problem(Text(f"推导成环：{circle}", f"derived from itself: {circle}"), places[name])
            return
        if name in done or name not in concepts:
            return
        for rule in concepts[name].derivations:
            for reference in rule.inputs:
                yield from visit(_bare(reference), (*above, name))
        done.add(name)

    for name in concepts:
        yield from visit(name, ())
