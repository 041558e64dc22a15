"""Table layouts: by what a publisher's table is known, and what its rows and columns mean. Data; no code knows a table.

Words of a layout are compared with words of a document after both are made plain: blanks and quotation marks gone, full
width turned into half width, units in brackets and numbering cut off. `*` stands for anything. A head may name a path
over several head rows: 公务用车*/小计.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jixiao.core.document.statement import Dimensions

Key = Literal["functional_class", "economic_class", "project", "task", "unit", "respondents"]
Role = str
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something by which a table is known; any of its words will do."""

    where: Literal["head", "row", "title"]
    words: Words


@dataclass(frozen=True, slots=True)
class Signs:
    """`every` sign must be there, `helps` decide between layouts that would both do, `never` rule this one out."""

    every: tuple[Sign, ...] = ()
    helps: tuple[Sign, ...] = ()
    never: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a row or a column gives to its figures.

    A row and a column meet in a cell. `concepts` answer the `role` of the other side: a row that is a thing in several
    stages has concepts by stage, and the columns are the stages. `concept` holds whatever the other side says.
    """

    concept: str | None = None
    concepts: tuple[tuple[Role, str], ...] = ()
    role: Role | None = None
    dimensions: Dimensions = ()
    unit: str | None = None

    def concept_for(self, role: Role | None) -> str | None:
        """The concept for a role of the other side."""
        return dict(self.concepts).get(role) if role is not None else None


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """Columns under one of these heads."""

    heads: Words
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class RowRule:
    """Rows with one of these labels; `under` a category to their left, `after` another row further up.

    `key`: what the label itself stands for, where the rule covers many rows (`*`). `blank`: also rows that only a
    category to their left names.
    """

    labels: Words
    meaning: Meaning
    under: Words = ()
    after: Words = ()
    key: Key | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One group of columns: labels, then figures. A table of income beside expenditure has two.

    `heads` tell the groups apart; without heads the side holds for every group. `label`: heads of the column that names
    the row, where there are several columns of words. `key`: what codes and labels of rows without a rule stand for.
    """

    heads: Words = ()
    label: Words = ()
    key: Key | None = None
    columns: tuple[ColumnRule, ...] = ()
    rows: tuple[RowRule, ...] = ()


@dataclass(frozen=True)
class TableLayout:
    """A table as a publisher prints it, for kinds of documents (all, when none is named).

    `begins`: words that stand in one row where this table begins inside a larger one. `dimensions` and `unit` hold for
    every figure unless its column or row says otherwise; a unit of "" says that the larger table's does not hold here.
    """

    id: str
    version: int
    title: str
    signs: Signs
    sides: tuple[Side, ...]
    kinds: tuple[str, ...] = ()
    begins: Words = ()
    dimensions: Dimensions = ()
    unit: str | None = None
    source: str = ""
