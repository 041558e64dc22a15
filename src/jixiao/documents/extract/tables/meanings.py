"""What a cell means: by the rules of its column and its row, the class of its row, and the table they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.layout import Meaning
from jixiao.documents.extract.tables.class_codes import CLASS_KEYS
from jixiao.documents.structure.heads import is_year, matches_any, matches_path, name_of
from jixiao.documents.structure.known_tables import is_total

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from jixiao.core.document.layout import ColumnRule, Key, RowRule, Side, TableLayout
    from jixiao.core.document.statement import Dimensions
    from jixiao.documents.extract.tables.class_codes import ClassNames, ClassWalk
    from jixiao.documents.structure.known_tables import Column, ColumnGroup

_NO_MEANING = Meaning()


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What names a row: its words as printed and bare, the category to its left, its class code as printed.

    `is_category`: the row has no words of its own, only its category.
    """

    printed: str
    bare: str
    category: str
    code: str | None
    is_category: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """The meaning of a cell; without a concept it is a generic figure, which keeps the class it belongs to."""

    concept: str | None
    dimensions: Dimensions = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """What holds for every row of a group: layout, side, column rules; whether only one row states figures."""

    layout: TableLayout | None
    side: Side | None
    rules: dict[int, ColumnRule]
    is_alone: bool


def side_of(layout: TableLayout | None, number: int, group: ColumnGroup) -> Side | None:
    """The side of a layout that a group of columns is: by its heads, else by its place."""
    if layout is None:
        return None
    for side in layout.sides:
        if side.heads and any(matches_any(side.heads, head) for head in group.heads):
            return side
    if len(layout.sides) == 1:
        return None if layout.sides[0].heads else layout.sides[0]
    return layout.sides[number] if number < len(layout.sides) else None


def column_rules(side: Side | None, columns: Iterable[Column]) -> dict[int, ColumnRule]:
    """The rules of a side for columns, by their index; those that none of them covers are left out."""
    if side is None:
        return {}
    found = {}
    for column in columns:
        for rule in side.columns:
            if any(matches_path(head, column.path) for head in rule.heads):
                found[column.index] = rule
                break
    return found


class RowSense:
    """What the row says, asked for every cell of it."""

    def __init__(self, group: Grouping, label: RowLabel, above: Collection[str]) -> None:
        """`above`: the labels of the rows before it."""
        self.group = group
        self.layout = group.layout
        self.side = side = group.side
        self.label = label
        self.rule = None if side is None or label.code else _row_rule(side, label, above)
        self.is_whole = not label.bare or is_total(label.bare) or is_year(label.bare)
        self._class: tuple[str, str] | None = None

    def find_class(self, names: ClassNames, walk: ClassWalk) -> None:
        """Look up the class of the row: by its code, or by its name where the layout says that rows are classes."""
        key = self.side.key if self.side is not None else None
        code = self.label.code
        if code is None and key in CLASS_KEYS and self.rule is None and not self.is_whole:
            code = walk.named(key, self.label.bare)
        if code is not None and (found := names.key_of(code)) is not None and key in (None, found):
            self._class = (found, code)

    def at(self, column: Column) -> Sense:
        """The meaning of the row's cell in a column."""
        generic = Sense(None, (self._class,) if self._class else ())
        if self.side is None or self.layout is None:
            return generic
        rule = self.group.rules.get(column.index)
        if rule is None and self.side.columns:
            return generic
        row = self.rule.meaning if self.rule is not None else _NO_MEANING
        head = rule.meaning if rule is not None else _NO_MEANING
        concept, is_own = _concept(row, head)
        own = self._own_dimensions()
        if concept is None or own is None:
            return Sense(None, generic.dimensions, head.unit)
        dimensions = {**dict(self.layout.dimensions), **dict(head.dimensions), **own, **dict(row.dimensions)}
        if not is_own and "scope" not in dimensions and self.rule is not None and self.rule.key is None:
            dimensions["scope"] = name_of(self.label.printed).removesuffix("小计")
        return Sense(concept, tuple(sorted(dimensions.items())), head.unit or row.unit)

    def _own_dimensions(self) -> dict[str, str] | None:
        """What the row itself is: a class, a project, the whole; None where the layout does not say what it is."""
        if self._class is not None:
            return dict([self._class])
        key = self.side.key if self.side is not None and self.rule is None else None
        if self.rule is not None:
            return _named(self.rule.key, self.label) if self.rule.key is not None else {}
        if self.is_whole or (key == "unit" and self.group.is_alone):
            return {}
        return _named(key, self.label)


def _named(key: Key | None, label: RowLabel) -> dict[str, str] | None:
    """The dimension that a label stands for; a class that was not found stands for nothing."""
    if key in ("project", "task", "respondents"):
        return {key: name_of(label.printed)}
    return {"scope": name_of(label.printed)} if key == "unit" else None


def _concept(row: Meaning, head: Meaning) -> tuple[str | None, bool]:
    """The concept where a row and a column meet, and whether it is one of the row's own or names its stage."""
    for own, other in ((row, head), (head, row)):
        concept = own.concept_for(other.role)
        if concept is not None:
            return concept, True
    if row.concept is not None:
        return row.concept, True
    if row.role is not None and head.concepts:
        return None, False
    return head.concept, not row.concepts


def _row_rule(side: Side, label: RowLabel, above: Collection[str]) -> RowRule | None:
    return next((rule for rule in side.rows if _applies(rule, label, above)), None)


def _applies(rule: RowRule, label: RowLabel, above: Collection[str]) -> bool:
    if not (rule.blank and label.is_category) and not matches_any(rule.labels, label.bare):
        return False
    if rule.under and not matches_any(rule.under, label.category):
        return False
    return not rule.after or any(matches_any(rule.after, each) for each in above)
