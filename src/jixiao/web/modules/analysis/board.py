"""The bureau board: departments as rows, what the modules say of each as columns; sorted, narrowed, counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.published import COLUMN
from jixiao.web.platform.initials import goes_by
from jixiao.web.platform.installed import modules
from jixiao.web.platform.kept import kept
from jixiao.web.platform.manifest import Cell
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.people.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.platform.manifest import Column

    Asking = Callable[[Sequence[Organisation], int], Mapping[int, Cell]]

MOST = 500
LIGHTS = {
    "red": Text("红", "red"), "amber": Text("黄", "amber"), "green": Text("绿", "green"),
    "blue": Text("蓝", "blue"), "none": Text("未判断", "not judged"),
}  # fmt: skip
_PRESSING = {"red": 0, "amber": 1, "none": 3, "green": 4, "blue": 5}
DEPTHS = {
    "departments": Text("部门", "departments"),
    "units": Text("下属单位", "units below"),
    "all": Text("部门和下属单位", "departments and units"),
}
STATES = {
    "red": Text("有红灯的", "with a red light"),
    "amber": Text("有红灯或黄灯的", "with a red or amber light"),
    "silent": Text("什么都没有报的", "that filed nothing"),
}
SIDES = {"below": Text("低于", "below"), "above": Text("高于", "above")}
_NUMBER = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """How the board is narrowed and sorted; the address holds it."""

    depth: str = "departments"
    state: str = ""
    words: str = ""
    column: str = ""
    side: str = "below"
    value: Decimal | None = None
    sort: str = ""
    is_down: bool = False
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with its cells, in the order of the columns."""

    organisation: Organisation
    cells: tuple[Cell | None, ...]

    def lights(self, light: str) -> list[Cell]:
        """The cells that show a light."""
        return [cell for cell in self.cells if cell is not None and cell.light == light]


@dataclass(frozen=True, slots=True)
class Board:
    """What is shown: every column there is, those shown, the rows, the foot, how many rows there were at first."""

    every: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    count: int


def columns() -> tuple[Column, ...]:
    """The columns of the modules in their order; what is published stands where disclosure stands."""
    found: list[Column] = []
    for module in modules():
        found += module.columns
        if module.name == "disclosure" and not module.columns:
            found.append(COLUMN)
    return tuple(found)


def rows_of(organisations: Sequence[Organisation], year: int, shown: Sequence[Column]) -> list[Row]:
    """The cells of organisations; every column is asked once."""
    cells = [_cells(column.cells, organisations, year) for column in shown]
    return [Row(one, tuple(column.get(one.pk) for column in cells)) for one in organisations]


@kept
def _cells(ask: Asking, organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    return ask(organisations, year)


def board(scope: Scope, asked: Asked) -> Board:
    """The board of a scope as it was asked for."""
    every = columns()
    shown = tuple(column for column in every if column.id not in asked.hidden) or every
    wanted = of_depth(scope, asked.depth)
    found = rows_of(wanted, scope.year, shown)
    kept = [row for row in found if _is_asked(row, shown, asked)]
    return Board(every, shown, tuple(_sorted(kept, shown, asked)[:MOST]), _foot(kept, shown), len(wanted))


def of_depth(scope: Scope, depth: str) -> list[Organisation]:
    """Departments, or what lies below them; whoever sees no department sees their units."""
    departments = [one for one in scope.organisations if one.kind == Organisation.Kind.DEPARTMENT]
    if depth == "all" or (depth == "departments" and not departments):
        return list(scope.organisations)
    above = {one.pk for one in departments}
    return departments if depth == "departments" else [one for one in scope.organisations if one.pk not in above]


def number(cell: Cell | None) -> Decimal | None:
    """The number that a cell shows."""
    match = None if cell is None else _NUMBER.search(cell.words)
    return None if match is None else Decimal(match[0].replace(",", "").replace("−", "-"))


def bound(words: str) -> Decimal | None:
    """A number that someone wrote to hold a column against."""
    try:
        value = Decimal(words.strip().removesuffix("%").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10**15) else None


def _is_asked(row: Row, shown: Sequence[Column], asked: Asked) -> bool:
    if asked.words and not goes_by(row.organisation.name, asked.words):
        return False
    if asked.state == "silent" and any(row.cells):
        return False
    has_red, has_amber = bool(row.lights("red")), bool(row.lights("amber"))
    if (asked.state == "red" and not has_red) or (asked.state == "amber" and not (has_red or has_amber)):
        return False
    if asked.value is None or not asked.column:
        return True
    place = next((place for place, column in enumerate(shown) if column.id == asked.column), None)
    value = None if place is None else number(row.cells[place])
    return value is not None and (value < asked.value if asked.side == "below" else value > asked.value)


def _sorted(rows: list[Row], shown: Sequence[Column], asked: Asked) -> list[Row]:
    """In the order of the tree, or by a column: what has nothing there stands last, whichever way."""
    place = next((place for place, column in enumerate(shown) if column.id == asked.sort), None)
    if place is None:
        return rows
    told = [row for row in rows if row.cells[place] is not None]
    silent = [row for row in rows if row.cells[place] is None]
    return sorted(told, key=lambda row: _rank(row.cells[place]), reverse=asked.is_down) + silent


def _rank(cell: Cell | None) -> tuple[bool, Decimal, int, str]:
    if cell is None:
        return (True, Decimal(0), 0, "")
    return (cell.amount is None, cell.amount or Decimal(0), _PRESSING.get(cell.light, 2), cell.words)


def _foot(rows: list[Row], shown: Sequence[Column]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """For each column: its sum where it is money, else how often each light burns."""
    tops = [row for row in rows if not any(other is not row and other.organisation.covers(row.organisation)
                                           for other in rows)] if len(rows) <= MOST else rows  # fmt: skip
    found = []
    for place, column in enumerate(shown):
        counted = Counter(cell.light for row in rows if (cell := row.cells[place]) is not None and cell.light)
        lights = tuple((light, counted[light]) for light in LIGHTS if counted[light])
        total = _total([cell for row in tops if (cell := row.cells[place]) is not None]) if column.in_fen else ""
        found.append((total, lights))
    return tuple(found)


def _total(cells: list[Cell]) -> str:
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    return in_ten_thousands(int(sum(amounts))) if amounts else ""
