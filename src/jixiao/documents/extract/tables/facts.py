"""Facts of tables: every figure of a cell, with what its row, its column and the table's layout say it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.core.document.statement import StatedFact
from jixiao.documents.extract.tables.class_codes import ClassNames, ClassWalk
from jixiao.documents.extract.tables.meanings import Grouping, RowLabel, RowSense, column_rules, side_of
from jixiao.documents.normalise.figures import cell_figure
from jixiao.documents.structure.heads import (
    bare_label,
    class_code,
    is_line_of_numbers,
    is_year,
    matches_any,
    plain,
    unit_in_brackets,
    without_units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.layout import Side
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.documents.extract.tables.meanings import Sense
    from jixiao.documents.normalise.unit_words import UnitWords
    from jixiao.documents.structure.heads import Units
    from jixiao.documents.structure.known_tables import Column, ColumnGroup, KnownTable
    from jixiao.documents.structure.tables import GridRow

# Heads and labels of what no unit of money counts, whatever the table's unit is.
_OTHER_MEASURE = re.compile(
    r"(?:率|比例|占比|比重|进度|增幅|降幅|幅度|人数|个数|件数|次数|户数|数量|面积|频次|分值|得分|权重|指标值|目标值|完成值)\Z"
)
_YEAR_IN_HEAD = re.compile(r"(20\d\d)年")
_QUARTER = re.compile(r"(?:截至)?第?([一二三四])季度(?:末|累计)?\Z")
_YEAR_WORDS = re.compile(r"年|时间|日期|期间")
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[^\W\d_]{2}")
MOST_LABEL = 60
# A cell with more signs than this holds text; its figures are those of sentences.
MOST_FIGURE = 60


def table_facts(
    document: DocumentText, tables: Sequence[KnownTable], vocabulary: Vocabulary, year: int | None, words: UnitWords
) -> list[StatedFact]:
    """Every figure in the cells of the tables, in the order of tables and rows."""
    names = ClassNames(vocabulary, tables)
    reader = _TableReader(document, vocabulary, names, str(year or ""), words)
    return [fact for table in tables for fact in reader.facts(table)]


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell and what stands around it."""

    table: KnownTable
    row: GridRow
    at: int
    column: Column
    label: RowLabel


@dataclass(frozen=True, slots=True)
class _TableReader:
    """Reads the tables of one document."""

    document: DocumentText
    vocabulary: Vocabulary
    names: ClassNames
    period: str
    words: UnitWords

    def facts(self, table: KnownTable) -> list[StatedFact]:
        """The facts of one table, row by row."""
        found: list[StatedFact] = []
        for number, group in enumerate(table.groups):
            found.extend(self._of_group(table, number, group))
        return sorted(found, key=lambda fact: (fact.row or 0, fact.column or 0))

    def _of_group(self, table: KnownTable, number: int, group: ColumnGroup) -> Iterator[StatedFact]:
        side = side_of(table.layout, number, group)
        label_column, categories = _label_columns(group, side)
        naming = {label_column, *categories}
        stating = [column for column in (*group.names, *group.figures) if column not in naming]
        walk, category, above = ClassWalk(self.names), "", set[str]()
        is_alone = sum(any(row.words[each.index] for each in group.figures) for row in table.rows) == 1
        grouping = Grouping(table.layout, side, column_rules(side, stating), is_alone)
        for index, row in enumerate(table.rows):
            if is_line_of_numbers(row.words):
                continue
            own = " ".join(dict.fromkeys(word for each in categories if (word := row.words[each.index])))
            own = own or _words_of_code(row, group)
            category = own or category
            label = _label(row, label_column, (own, category), walk.printed(row, group), table.units)
            if side is None and own and not label.is_category:
                # Nobody said which of several columns of words names the row: all of them do.
                label = replace(label, printed=f"{' '.join(own.split())} {label.printed}"[:MOST_LABEL])
            sense = RowSense(grouping, label, above)
            sense.find_class(self.names, walk)
            for column in stating:
                place = _Place(table, row, table.first_row + len(table.head_rows) + index, column, label)
                if (figure := self._figure(place)) is not None:
                    yield self._fact(figure, place, sense.at(column))
            above.add(label.bare)

    def _figure(self, place: _Place) -> Figure | None:
        """The figure of a cell; a cell merged from above or the left has stated it already, and a year is none."""
        index, row = place.column.index, place.row
        cell = row.cells[index]
        word = row.words[index]
        if cell is None or not row.starts(index) or len(word) > MOST_FIGURE or _DIGIT.search(word) is None:
            return None
        if is_year(word) and _is_dated(place):
            return None
        return cell_figure(self.document.text, cell.start, cell.end, self.words)

    def _fact(self, figure: Figure, place: _Place, sense: Sense) -> StatedFact:
        unit = figure.unit or sense.unit or self._unit(place)
        concept = sense.concept if self._fits(sense.concept, unit) else None
        layout = place.table.layout
        by = f"tables/{layout.id}" if layout is not None else "tables/unknown"
        head = "/".join(place.column.path[-2:])
        return StatedFact(
            figure=figure,
            concept=concept,
            label=" · ".join(each for each in (place.label.printed, head) if each),
            unit=unit,
            period=_year_of(place) or _quarter_of(place, self.period) or self.period,
            kind="table",
            by=f"{by}:{concept}" if concept else by,
            dimensions=sense.dimensions if concept or sense.concept is None else (),
            section=place.table.title,
            table=place.table.number,
            row=place.at,
            column=place.column.index,
        )

    def _unit(self, place: _Place) -> str:
        """The unit that holds for a bare number: of its head, of its label, of the table; none where it is unclear."""
        unit = place.column.unit or unit_in_brackets(place.label.printed, place.table.units)
        if unit is not None:
            return unit
        heads = place.column.path[-1:]
        if any(_OTHER_MEASURE.search(words) for words in (*heads, place.label.bare)):
            return ""
        return place.table.unit

    def _fits(self, concept: str | None, unit: str) -> bool:
        """Whether a unit measures what a concept is about."""
        known = self.vocabulary.concepts.get(concept) if concept is not None else None
        return (
            known is not None
            and unit in self.vocabulary.units
            and self.vocabulary.units[unit].dimension == known.dimension
        )


def _is_dated(place: _Place) -> bool:
    """Whether the head of a cell, or what stands to its left, speaks of years."""
    beside = next((word for word in reversed(place.row.words[: place.column.index]) if word), "")
    return _YEAR_WORDS.search("".join((*place.column.path[-1:], beside))) is not None


def _label_columns(group: ColumnGroup, side: Side | None) -> tuple[Column | None, tuple[Column, ...]]:
    """The column that names the rows, and those to its left, which put rows together."""
    if not group.names:
        return None, ()
    wanted = side.label if side is not None else ()
    for column in group.names:
        if wanted and column.path and matches_any(wanted, column.path[-1]):
            chosen = column
            break
    else:
        first = min((column.index for column in group.figures), default=group.names[-1].index + 1)
        before = [column for column in group.names if column.index < first]
        chosen = before[-1] if before else group.names[0]
    return chosen, tuple(column for column in group.names if column.index < chosen.index)


def _label(
    row: GridRow, column: Column | None, categories: tuple[str, str], code: str | None, units: Units
) -> RowLabel:
    """The label of a row: where its own column is blank, the category that this row itself prints."""
    own, category = categories
    words = row.words[column.index] if column is not None else ""
    printed = " ".join((words or own).split())
    if code is None and class_code(printed.split(" ")[0]) and " " in printed:
        # Code and name in one cell: 208 社会保障和就业支出.
        code, _, printed = printed.partition(" ")
    bare = bare_label(without_units(printed, units))
    return RowLabel(printed[:MOST_LABEL], bare, bare_label(category), code, not words and bool(own))


def _words_of_code(row: GridRow, group: ColumnGroup) -> str:
    """The words that stand in place of a class code: 合计, 人员经费合计."""
    words = (row.words[column.index] for column in group.codes)
    return next((word for word in words if _NAME.search(word)), "")


def _quarter_of(place: _Place, year: str) -> str | None:
    """The quarter that a row or the lowest head is named after."""
    for words in (place.label.bare, *place.column.path[-1:]):
        match = _QUARTER.match(words)
        if match is not None and year:
            return f"{year}-Q{'一二三四'.index(match[1]) + 1}"
    return None


def _year_of(place: _Place) -> str | None:
    """The year that a row or a head names: 2021年, 2023年预算执行数."""
    if is_year(place.label.bare):
        return plain(place.label.bare)[:4]
    for words in reversed(place.column.path):
        match = _YEAR_IN_HEAD.search(words)
        if match is not None:
            return match[1]
    return None
