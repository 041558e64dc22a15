"""Facts as Parquet: a row per fact, exact: the value as text, and as an integer with its scale."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.numerals import NumberFault
from jixiao.reports.facts.plain_words import sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.units import Dimension
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.reports.facts.record import FactRow, Record

# Column -> its type in Polars. Dimensions of facts follow, each in a column of its own.
COLUMNS = {
    "path": "String", "sha256": "String", "document_kind": "String", "entity": "String", "region": "String",
    "document_period": "String", "number": "Int32", "concept": "String", "label": "String", "value": "String",
    "integer": "Int64", "scale": "Int8", "unit": "String", "decimals": "Int16", "printed": "String",
    "printed_unit": "String", "period": "String", "hedge": "String", "operator": "String", "kind": "String",
    "by": "String", "section": "String", "page": "Int32", "start": "Int64", "end": "Int64", "context": "String",
    "table": "Int32", "row": "Int32", "column": "Int32", "dimensions": "String",
}  # fmt: skip
AS_THEY_ARE = (
    "concept", "label", "value", "unit", "decimals", "printed", "printed_unit", "period", "hedge", "operator", "kind",
    "by",
)  # fmt: skip
FROM_SOURCE = ("section", "page", "start", "end", "context", "table", "row", "column")


def facts_parquet(documents: Iterable[tuple[str, Record]], vocabulary: Vocabulary) -> bytes:
    """The facts of all documents as one Parquet file.

    `integer` times ten to the power of minus `scale` is the value in `unit`; it is null where the value is finer or
    larger than the engines take, and `value` then still says it exactly.
    """
    import polars as pl

    axes = sorted(vocabulary.fact_dimensions)
    kinds: dict[str, Any] = {name: getattr(pl, kind) for name, kind in COLUMNS.items()}
    kinds |= {f"dimension_{axis}": pl.String for axis in axes}
    counted = dimensions_by_unit(vocabulary)
    # A frame per document: rows of Python objects would need many times the memory.
    frames = [pl.DataFrame(schema=kinds)]
    for path, record in documents:
        columns: dict[str, list[object]] = {name: [] for name in kinds}
        for number, fact in enumerate(record["facts"]):
            row = _row(path, record, number, fact, counted.get(fact["unit"]))
            row |= {f"dimension_{axis}": fact["dimensions"].get(axis) for axis in axes}
            for name, value in row.items():
                columns[name].append(sound(value) if isinstance(value, str) else value)
        frames.append(pl.DataFrame(columns, schema=kinds, strict=True))
    out = BytesIO()
    pl.concat(frames).write_parquet(out, compression="zstd")
    return out.getvalue()


def dimensions_by_unit(vocabulary: Vocabulary) -> dict[str, Dimension]:
    """What a unit counts, by the id of the unit."""
    found = {unit.dimension.base: unit.dimension for unit in vocabulary.units.values()}
    return {**{unit.id: unit.dimension for unit in vocabulary.units.values()}, **found}


def _row(path: str, record: Record, number: int, fact: FactRow, dimension: Dimension | None) -> dict[str, object]:
    integer, scale = _integer(fact["value"], dimension)
    return {
        "path": path,
        "sha256": record["sha256"],
        "document_kind": record["kind"],
        "entity": record["entity"],
        "region": record["region"],
        "document_period": record["period"],
        "number": number,
        "integer": integer,
        "scale": scale,
        "dimensions": json.dumps(fact["dimensions"], ensure_ascii=False, sort_keys=True),
        **{name: fact[name] for name in AS_THEY_ARE},  # type: ignore[literal-required]
        **{name: fact["source"][name] for name in FROM_SOURCE},  # type: ignore[literal-required]
    }


def _integer(value: str, dimension: Dimension | None) -> tuple[int | None, int | None]:
    if dimension is None:
        return None, None
    try:
        integer = dimension.to_integer(Decimal(value))
    except NumberFault:
        return None, None
    return (integer, dimension.scale) if abs(integer) < 2**63 else (None, None)
