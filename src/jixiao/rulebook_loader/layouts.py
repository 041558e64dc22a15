"""Reading table layouts: strict YAML in, core objects out; every name in them is checked against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from jixiao.core.document.layout import ColumnRule, Meaning, RowRule, Side, Sign, Signs, TableLayout
from jixiao.core.kernel.faults import InputFault, suggestion
from jixiao.core.kernel.text import Text
from jixiao.rulebook_loader.cited import Cited
from jixiao.rulebook_loader.code_lists import read_code_list
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import Reading, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jixiao.core.document.statement import Dimensions
    from jixiao.core.kernel.faults import Problem
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.rulebook_loader.strict_yaml import Path_

NO_UNIT = "none"


@dataclass(eq=False, repr=False)
class SignEntry:
    """A sign as written: words of a head, a row or the title."""

    head: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    title: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class SignsEntry:
    """The signs of a table."""

    every: tuple[SignEntry, ...] = ()
    helps: tuple[SignEntry, ...] = ()
    never: tuple[SignEntry, ...] = ()


@dataclass(eq=False, repr=False)
class ColumnEntry:
    """A rule for columns."""

    heads: tuple[str, ...]
    concept: str | None = None
    concepts: dict[str, str] = field(default_factory=dict)
    role: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    unit: str | None = None


@dataclass(eq=False, repr=False)
class RowEntry:
    """A rule for rows."""

    labels: tuple[str, ...] = ()
    concept: str | None = None
    concepts: dict[str, str] = field(default_factory=dict)
    role: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    unit: str | None = None
    under: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    key: Literal["functional_class", "economic_class", "project", "task", "unit", "respondents"] | None = None
    blank: bool = False


@dataclass(eq=False, repr=False)
class SideEntry:
    """A group of columns that is read by itself."""

    heads: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    key: Literal["functional_class", "economic_class", "project", "task", "unit", "respondents"] | None = None
    columns: tuple[ColumnEntry, ...] = ()
    rows: tuple[RowEntry, ...] = ()


@dataclass(eq=False, repr=False)
class TableLayoutFile:
    """layouts/tables/*.yaml. A table with one group of columns writes its rules at the top; others write `sides`."""

    id: str
    version: int
    zh: str
    en: str
    source: Cited
    signs: SignsEntry = field(default_factory=SignsEntry)
    begins: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    dimensions: dict[str, str] = field(default_factory=dict)
    unit: str | None = None
    sides: tuple[SideEntry, ...] = ()
    label: tuple[str, ...] = ()
    key: Literal["functional_class", "economic_class", "project", "task", "unit", "respondents"] | None = None
    columns: tuple[ColumnEntry, ...] = ()
    rows: tuple[RowEntry, ...] = ()


def load_table_layouts(folders: Iterable[Path], vocabulary: Vocabulary) -> tuple[TableLayout, ...]:
    """The table layouts of several rulebook folders, by id; one in a later folder stands in for one of the same id.

    Raises `InputFault` with every problem of every file.
    """
    folders = tuple(folders)
    kinds = _kinds(folders)
    found: dict[str, TableLayout] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted((folder / "layouts" / "tables").glob("*.yaml")):
            try:
                layout = _TableLayoutReader(path, folder, vocabulary, kinds).layout()
            except InputFault as fault:
                problems.extend(fault.problems)
            else:
                found[layout.id] = layout
    if problems:
        raise InputFault(problems)
    return tuple(found[name] for name in sorted(found))


def _kinds(folders: Sequence[Path]) -> frozenset[str]:
    paths = (folder / "vocabulary" / "code_lists" / "document_kinds.yaml" for folder in folders)
    return frozenset(code for path in paths if path.exists() for code in read_code_list(path).codes)


class _TableLayoutReader:
    """Reads one file and checks what it names."""

    def __init__(self, path: Path, folder: Path, vocabulary: Vocabulary, kinds: frozenset[str]) -> None:
        self.name = path.stem
        self.vocabulary = vocabulary
        self.kinds = kinds
        self.reading = Reading(read_source(path, str(path.relative_to(folder.parent))))

    def layout(self) -> TableLayout:
        """The layout; raises `InputFault`."""
        file = self.reading.record(TableLayoutFile, self.reading.source.value)
        self.reading.check()
        if file is None:
            raise RuntimeError("a layout was neither read nor refused")
        self._check_head(file)
        at_top = SideEntry((), file.label, file.key, file.columns, file.rows)
        entries: list[tuple[SideEntry, Path_]] = [(one, ("sides", n)) for n, one in readable(enumerate(file.sides))]
        sides = tuple(self._side(one, here) for one, here in entries or [(at_top, ())])
        signs = Signs(*(self._signs(file.signs, which) for which in ("every", "helps", "never")))
        dimensions = self._dimensions(file.dimensions, ("dimensions",))
        unit = self._unit(file.unit, ("unit",))
        self.reading.check()
        return TableLayout(
            file.id,
            file.version,
            file.zh,
            signs,
            sides,
            file.kinds,
            file.begins,
            dimensions,
            unit,
            str(file.source),
        )

    def _check_head(self, file: TableLayoutFile) -> None:
        if file.id != self.name:
            what = Text("id 与文件名不同", "the id differs from the file's name")
            self.reading.problem(("id",), what, Text(self.name, self.name), file.id)
        if not file.begins and not file.signs.every:
            self.reading.problem(
                ("signs",),
                Text("没有辨认这张表的标志", "no sign by which the table is known"),
                remedy=Text(
                    "在 signs.every 中写表头、行名或标题，或写 begins", "name heads, rows or the title in signs.every"
                ),
            )
        if file.sides and (file.columns or file.rows or file.key or file.label):
            what = Text("sides 之外又写了列、行或键", "columns, rows or keys stand beside sides")
            self.reading.problem(("sides",), what, remedy=Text("移到 sides 之内", "move them into sides"))
        for number, kind in enumerate(file.kinds):
            if kind not in self.kinds:
                what = Text(f"没有文书种类 {kind}", f"no kind of document {kind}")
                self.reading.problem(("kinds", number), what, _listed(self.kinds), kind, suggestion(kind, self.kinds))

    def _signs(self, signs: SignsEntry, which: str) -> tuple[Sign, ...]:
        found = []
        for number, entry in readable(enumerate(getattr(signs, which))):
            given = [Sign(where, words) for where in ("head", "row", "title") if (words := getattr(entry, where))]
            if len(given) != 1:
                what = Text("一个标志只写 head、row、title 之一", "a sign is one of head, row and title")
                self.reading.problem(("signs", which, number), what)
            found.extend(given[:1])
        return tuple(found)

    def _side(self, entry: SideEntry, here: Path_) -> Side:
        columns = tuple(
            ColumnRule(one.heads, self._meaning(one, (*here, "columns", number)))
            for number, one in readable(enumerate(entry.columns))
        )
        rows = tuple(
            RowRule(one.labels, self._meaning(one, (*here, "rows", number)), one.under, one.after, one.key, one.blank)
            for number, one in readable(enumerate(entry.rows))
        )
        self._check_roles(entry.columns, {one.role for one in entry.rows}, (*here, "columns"))
        self._check_roles(entry.rows, {one.role for one in entry.columns}, (*here, "rows"))
        return Side(entry.heads, entry.label, entry.key, columns, rows)

    def _check_roles(self, entries: Sequence[Any], roles: set[str | None], here: Path_) -> None:
        """Note concepts for roles that the other side never gives: nothing could ever mean them."""
        known = {role for role in roles if role is not None}
        for number, entry in readable(enumerate(entries)):
            for role in entry.concepts:
                if role not in known:
                    what = Text(f"没有哪一行或列给出 role {role}", f"no row or column gives the role {role}")
                    path = (*here, number, "concepts", role)
                    self.reading.problem(path, what, _listed(known), role, suggestion(role, known))

    def _meaning(self, entry: ColumnEntry | RowEntry, here: Path_) -> Meaning:
        if entry.concept is not None:
            self._check_concept(entry.concept, (*here, "concept"))
        for role, concept in entry.concepts.items():
            self._check_concept(concept, (*here, "concepts", role))
        return Meaning(
            entry.concept,
            tuple(entry.concepts.items()),
            entry.role,
            self._dimensions(entry.dimensions, (*here, "dimensions")),
            self._unit(entry.unit, (*here, "unit")),
        )

    def _check_concept(self, concept: str, here: Path_) -> None:
        if concept not in self.vocabulary.concepts:
            what = Text(f"词汇表里没有概念 {concept}", f"the vocabulary has no concept {concept}")
            remedy = suggestion(concept, self.vocabulary.concepts) or Text(
                "在 vocabulary/concepts 中加上它", "add it to vocabulary/concepts"
            )
            self.reading.problem(here, what, received=concept, remedy=remedy)

    def _dimensions(self, given: dict[str, str], here: Path_) -> Dimensions:
        for key, value in given.items():
            dimension = self.vocabulary.fact_dimensions.get(key)
            if dimension is None:
                known = self.vocabulary.fact_dimensions
                what = Text(f"没有维度 {key}", f"no dimension {key}")
                self.reading.problem((*here, key), what, _listed(known), key, suggestion(key, known))
            elif not dimension.admits(value):
                codes = dimension.codes.codes if dimension.codes is not None else ()
                what = Text(f"维度 {key} 没有代码 {value}", f"the dimension {key} has no code {value}")
                self.reading.problem((*here, key), what, _listed(codes), value, suggestion(value, codes))
        return tuple(sorted(given.items()))

    def _unit(self, unit: str | None, here: Path_) -> str | None:
        if unit is None or unit == NO_UNIT:
            return "" if unit == NO_UNIT else None
        if unit not in self.vocabulary.units:
            what = Text(f"没有单位 {unit}", f"no unit {unit}")
            expected = Text(f"词汇表的单位，或 {NO_UNIT}", f"a unit of the vocabulary, or {NO_UNIT}")
            self.reading.problem(here, what, expected, unit, suggestion(unit, self.vocabulary.units))
        return unit


def _listed(names: Iterable[str]) -> Text:
    listed = "、".join(sorted(names))
    return Text(listed, listed)
