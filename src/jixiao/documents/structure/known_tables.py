"""Which table it is, by what it holds, with the title as one sign among others; which columns belong together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from jixiao.core.document.statement import FoundTable
from jixiao.documents.structure.heads import (
    CODE_PARTS,
    TOTALS,
    Units,
    bare_label,
    class_code,
    is_amount,
    is_line_of_numbers,
    is_part_of_code,
    is_year,
    matches,
    matches_any,
    matches_path,
    plain,
    unit_in_brackets,
    without_units,
)
from jixiao.documents.structure.tables import GridRow, GridTable, joined_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.layout import Sign, TableLayout

ColumnKind = Literal["code", "serial", "words", "figures", "blank"]
_CODE_HEADS = (*CODE_PARTS, "*编码", "*代码")
_SERIAL_HEADS = ("序号", "行次", "栏次", "编号")
_NAME_HEADS = ("*名称", "项目", "*科目", "*单位")
_FIGURE_HEADS = ("*数", "*额", "*计", "*算", "*支出", "*收入", "*费", "*拨款", "*率", "*结余")


@dataclass(frozen=True)
class Column:
    """A column: the heads above it from the top down (plain, without units), their unit, and what it holds."""

    index: int
    path: tuple[str, ...]
    unit: str | None
    kind: ColumnKind


@dataclass(frozen=True)
class ColumnGroup:
    """Columns that are read together: codes and words that name a row, then its figures."""

    names: tuple[Column, ...]
    codes: tuple[Column, ...]
    figures: tuple[Column, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True)
class KnownTable:
    """A table, or the part of a larger one that stands by itself, with the layout that knows it if one does."""

    number: int
    title: str
    unit: str
    parts: tuple[int, ...]
    head_rows: tuple[GridRow, ...]
    rows: tuple[GridRow, ...]
    first_row: int
    layout: TableLayout | None
    units: Units

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns."""
        return columns_of(self.head_rows, self.rows, self.units)

    @cached_property
    def groups(self) -> tuple[ColumnGroup, ...]:
        """The groups of columns, from the left."""
        sides = len(self.layout.sides) if self.layout is not None else 1
        return _groups(self.columns, sides)

    @property
    def found(self) -> FoundTable:
        """The table as it is listed among what was found."""
        layout = self.layout.id if self.layout is not None else None
        labels = tuple("·".join(column.path) for column in self.columns)
        return FoundTable(self.number, layout, self.title, self.unit, self.parts, len(self.head_rows), labels)


def known_tables(
    document: DocumentText, layouts: Iterable[TableLayout], units: Units, kind: str | None = None
) -> tuple[KnownTable, ...]:
    """The tables of a document, in reading order. `kind` of document keeps out layouts of other kinds."""
    fitting = [one for one in layouts if not one.kinds or kind in (None, "other") or kind in one.kinds]
    tables: list[KnownTable] = []
    for grid in joined_tables(document, units):
        for start, stop, heads, layout in _stretches(grid, fitting, units):
            head_rows, rows = tuple(grid.rows[start : start + heads]), tuple(grid.rows[start + heads : stop])
            chosen = layout or _chosen(head_rows, rows, grid.title, fitting, units)
            unit = chosen.unit if chosen is not None and chosen.unit is not None else grid.unit
            parts = tuple(dict.fromkeys(row.block for row in (*head_rows, *rows))) or tuple(grid.parts)
            number = len(tables) + 1
            tables.append(KnownTable(number, grid.title, unit, parts, head_rows, rows, start, chosen, units))
    return tuple(tables)


def found_tables(
    document: DocumentText, layouts: Iterable[TableLayout], units: Units, kind: str | None = None
) -> tuple[FoundTable, ...]:
    """The same tables, as they are listed among the statements of a document."""
    return tuple(table.found for table in known_tables(document, layouts, units, kind))


def columns_of(heads: Sequence[GridRow], rows: Sequence[GridRow], units: Units) -> tuple[Column, ...]:
    """The columns under the head rows."""
    width = max((len(row.words) for row in (*heads, *rows)), default=0)
    naming = [row for row in heads if not is_line_of_numbers(row.words)]
    table = [[row.words[column] for column in range(width)] for row in naming]
    for number, words in enumerate(table):
        for column in range(1, width):
            below = range(number + 1, len(table))
            # A head goes no further than the head that it stands under.
            is_apart = number > 0 and table[number - 1][column] != table[number - 1][column - 1]
            if words[column] or is_apart:
                continue
            if any(table[r][column] for r in below) and any(table[r][column - 1] for r in below):
                # Text has no merged cells: a head stands over the blanks to its right that have heads below.
                words[column] = words[column - 1]
    found: list[Column] = []
    for column in range(width):
        printed = tuple(dict.fromkeys(words[column] for words in table if words[column]))
        path = tuple(bare for each in printed if (bare := bare_label(without_units(each, units))))
        held = [row.words[column] for row in rows if row.words[column] and row.starts(column)]
        kind = _kind(path, held, found[-1] if found else None, units)
        unit = next((unit for each in reversed(printed) if (unit := unit_in_brackets(each, units))), None)
        found.append(Column(column, path, unit, kind))
    return tuple(found)


def _kind(path: Sequence[str], words: Sequence[str], left: Column | None, units: Units) -> ColumnKind:
    """What a column holds, by its lowest head and its words."""
    last = path[-1] if path else ""
    if matches_any(_SERIAL_HEADS, last):
        return "serial"
    if _is_code(path, words, left):
        return "code"
    amounts = [word for word in words if is_amount(word, units) and not is_year(word)]
    if amounts and 2 * len(amounts) >= len(words):
        return "figures"
    if words or matches_any(_NAME_HEADS, last):
        return "words"
    return "figures" if matches_any(_FIGURE_HEADS, last) else "blank"


def _is_code(path: Sequence[str], words: Sequence[str], left: Column | None) -> bool:
    """Whether a column holds class codes, or the part of them that 类, 款 or 项 is."""
    last = path[-1] if path else ""
    parts = [word for word in words if plain(word) in CODE_PARTS]
    digits = [word for word in words if class_code(word) or is_part_of_code(word)]
    if matches_any(_CODE_HEADS, last) or parts:
        return 2 * len(digits) >= len(words) - len(parts)
    if not words or len(digits) < len(words):
        return False
    if left is not None and left.kind == "code" and (not path or path == left.path):
        return all(len(plain(word)) < 3 for word in words)
    return len(words) > 1 and all(class_code(word) for word in words) and not matches_any(_FIGURE_HEADS, last)


def _groups(columns: Sequence[Column], sides: int) -> tuple[ColumnGroup, ...]:
    """Columns cut where names follow figures, if these names are those of the first group or the layout has sides."""
    stretches: list[list[Column]] = [[]]
    for column in columns:
        held = {each.kind for each in stretches[-1]}
        if column.kind in ("words", "code") and "figures" in held and _begins(column, stretches[0], sides):
            stretches.append([])
        stretches[-1].append(column)
    groups = [_group(stretch) for stretch in stretches]
    if len(groups) > 1 and not groups[-1].figures:
        last = groups.pop()
        groups[-1] = ColumnGroup(groups[-1].names + last.names, groups[-1].codes, groups[-1].figures, groups[-1].heads)
    return tuple(groups)


def _begins(column: Column, first: Sequence[Column], sides: int) -> bool:
    if sides > 1:
        return True
    heads = {each.path[-1] for each in first if each.kind in ("words", "code") and each.path}
    return bool(column.path) and column.path[-1] in heads


def _group(columns: Sequence[Column]) -> ColumnGroup:
    names = tuple(column for column in columns if column.kind == "words")
    codes = tuple(column for column in columns if column.kind == "code")
    figures = tuple(column for column in columns if column.kind == "figures")
    heads = tuple(dict.fromkeys(head for column in columns for head in column.path))
    return ColumnGroup(names, codes, figures, heads)


def _stretches(
    grid: GridTable, layouts: Sequence[TableLayout], units: Units
) -> list[tuple[int, int, int, TableLayout | None]]:
    """Where the table, and each one inside it, begins and ends; how many head rows; the layout that begins there."""
    marks: list[tuple[int, int, TableLayout | None]] = [(0, grid.heads, None)]
    for number, row in enumerate(grid.rows):
        words = [without_units(word, units) for word in row.words if word]
        for layout in layouts:
            if layout.begins and all(any(matches_any([each], word) for word in words) for each in layout.begins):
                heads = _heads_from(grid.rows, number, layout, units)
                if marks[-1][2] is not layout:
                    marks.append((number, heads, layout))
                break
    if len(marks) > 1 and all(row.words == () for row in grid.rows[: marks[1][0]]):
        marks.pop(0)
    stops = [start for start, _, _ in marks[1:]] + [len(grid.rows)]
    return [
        (start, stop, min(heads, stop - start), layout)
        for (start, heads, layout), stop in zip(marks, stops, strict=True)
        if stop > start
    ]


def _heads_from(rows: Sequence[GridRow], first: int, layout: TableLayout, units: Units) -> int:
    """How many head rows begin here: this one, and those below that say nothing where its own words stand."""
    naming = layout.sides[0].label or layout.begins
    own = {c for c, word in enumerate(rows[first].words) if word and matches_any(naming, without_units(word, units))}
    count = 1
    for row in rows[first + 1 :]:
        rest = [word for column, word in enumerate(row.words) if word and column not in own and row.starts(column)]
        named = [row.words[column] for column in own if row.words[column] and row.starts(column)]
        if named or not rest or any(is_amount(word, units) for word in rest):
            break
        count += 1
    return count


def _chosen(
    heads: Sequence[GridRow], rows: Sequence[GridRow], title: str, layouts: Iterable[TableLayout], units: Units
) -> TableLayout | None:
    """The layout with the most signs, all the required ones among them."""
    paths = [column.path for column in columns_of(heads, rows, units)]
    labels = {bare_label(word) for row in rows for word in row.words if word and not is_amount(word, units)}

    def has(sign: Sign) -> bool:
        match sign.where:
            case "title":
                return matches_any(sign.words, plain(title))
            case "head":
                return any(
                    matches_path(words, path[: n + 1])
                    for words in sign.words
                    for path in paths
                    for n in range(len(path))
                )
            case "row":
                # Most words are whole labels; only those with a star look at every label of a long table.
                return any(plain(word) in labels for word in sign.words) or any(
                    matches(word, label) for word in sign.words if "*" in word for label in labels
                )

    def strength(layout: TableLayout) -> int:
        signs = layout.signs
        if layout.begins or not all(map(has, signs.every)) or any(map(has, signs.never)):
            return 0
        return 2 * len(signs.every) + 2 * sum(map(has, signs.helps))

    best = max(layouts, key=strength, default=None)
    return best if best is not None and strength(best) > 0 else None


def is_total(label: str) -> bool:
    """Whether a bare label says that the row adds up the whole table."""
    return label in TOTALS
