"""How a file stores a column, in the few kinds that decide how its cells are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.faults import Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    import polars as pl

    from jixiao.columnar.table import InputColumn

Kind = Literal["integer", "decimal", "text", "boolean", "empty", "float", "other"]


@dataclass(frozen=True, slots=True)
class Stored:
    """The kind of a column; `digits` and `scale` where it is a number; `shown` for messages."""

    kind: Kind
    shown: str
    digits: int = 0
    scale: int = 0


def stored(dtype: pl.DataType) -> Stored:
    """The kind of a Polars type."""
    import polars as pl

    shown = str(dtype)
    if isinstance(dtype, pl.Decimal):
        return Stored("decimal", shown, dtype.precision, dtype.scale)
    if dtype.is_integer():
        return Stored("integer", shown, 39 if dtype in (pl.Int128, pl.UInt64) or "128" in shown else 19)
    if dtype.is_float():
        return Stored("float", shown)
    if dtype in (pl.String, pl.Categorical) or isinstance(dtype, pl.Enum | pl.Categorical):
        return Stored("text", shown)
    if dtype == pl.Boolean:
        return Stored("boolean", shown)
    return Stored("empty" if dtype == pl.Null else "other", shown)


def type_problem(column: InputColumn, found: Stored, where: str) -> Problem | None:
    """What is wrong with the type of an input column, if anything."""
    if found.kind in ("integer", "decimal", "text", "empty"):
        return None
    if found.kind == "boolean" and column.kind == "met":
        return None
    place = f"{where}: {column.name}"
    expected = Text(f"{column.type}，或写成文本", f"{column.type}, or text")
    if found.kind != "float":
        what = Text(f"“{column.label.zh}”这一列的类型不能当作数读", f"the type of “{column.label.en}” is no number")
        return Problem(what, place, expected, found.shown)
    what = Text(
        f"“{column.label.zh}”是浮点数：0.1 这样的数在其中已不准确，恰在分档线上的数会判错",
        f"“{column.label.en}” is floating point: 0.1 is no longer exact in it, and ties with a limit go wrong",
    )
    remedy = Text(
        f"从源头按定点小数或文本导出，例如 CAST({column.name} AS {column.type.upper()})",
        f"export it as a decimal or as text from the source: CAST({column.name} AS {column.type.upper()})",
    )
    return Problem(what, place, expected, found.shown, remedy)
