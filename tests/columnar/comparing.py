"""Comparing what an engine wrote with what the oracle says, to the last digit, over all indicators."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from benchmarks import oracle
from benchmarks.synthetic import Made


def expected(made: Made, readings: Mapping[str, str] | None = None) -> dict[str, list[int | None]]:
    """The oracle's scores in hundredths, by output column."""
    return oracle.scores({name: made.optional(name) for name in made.values}, readings)


def written(path: Path) -> pl.DataFrame:
    """A result in the order of its rows' numbers."""
    read = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
    return read.sort(pl.col("unit").cast(pl.Int64))


def hundredths(column: pl.Series) -> list[int | None]:
    """A column of decimals, or of their texts, as whole hundredths."""
    decimals = column.cast(pl.Decimal(18, 2))
    return [None if value is None else int(value * 100) for value in decimals.to_list()]


def differences(frame: pl.DataFrame, wanted: Mapping[str, Sequence[int | None]]) -> dict[str, list[int]]:
    """The row numbers that differ, by column; outcomes must say `scored` exactly where there is a score."""
    found: dict[str, list[int]] = {}
    for name, scores in wanted.items():
        got = hundredths(frame[name])
        assert len(got) == len(scores)
        wrong = [row for row, (a, b) in enumerate(zip(got, scores, strict=True)) if a != b]
        outcome = f"{name}_outcome"
        if outcome in frame.columns:
            words = frame[outcome].cast(pl.String).to_list()
            told = ["cannot_tell" if score is None else "scored" for score in scores]
            wrong += [row for row, (a, b) in enumerate(zip(words, told, strict=True)) if a != b]
        if wrong:
            found[name] = wrong[:5]
    return found
