"""Made-up department-years for shenzhen-department-2022, in integers from a seed: nothing here comes from a document.

Three rows of ten sit exactly on an edge: a rate on the limit of its band, or a score whose third decimal is a 5. A
cell in two hundred is empty and a base in a hundred is zero. Values are integers of the column's scale throughout;
no floating-point number is ever made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Integers = np.ndarray[tuple[int], np.dtype[np.int64]]
    Marks = np.ndarray[tuple[int], np.dtype[np.bool_]]

FRAMEWORK = "shenzhen-department-2022"
BLOCK = 250_000
MONEY, RATIO, COUNT, POINTS = 2, 8, 0, 2
EXACT_IN_TEN = 3

# Clauses worth points, by indicator, in hundredths of a point.
WORTH = {
    "budget_reasonableness": {
        "duties": 100,
        "priorities": 100,
        "special_funds": 100,
        "classification": 100,
        "not_rigid": 100,
    },
    "indicator_clarity": {
        "broken_down": 200,
        "benefits": 200,
        "measurable": 100,
        "quantified": 100,
        "grounded": 100,
    },
    "procurement": {"policy": 100},
    "financial_compliance": {"spending": 100, "accounting": 100},
    "project_supervision": {"mechanism": 100, "inspection": 100},
    "project_procedure": {"approval": 100, "execution": 100},
    "asset_safety": {"custody": 100, "disposal": 100},
    "management_system": {"established": 50, "effective": 150, "integrated": 100},
    "social_benefit": {"effect": 2500},
    "petition_handling": {"channel": 100},
}


@dataclass(frozen=True)
class Made:
    """Rows by column: integers of `10 ** -scale` base units, and where a cell is empty."""

    values: dict[str, Integers]
    scales: dict[str, int]
    empty: dict[str, Marks]

    @property
    def rows(self) -> int:
        """How many rows were made."""
        return len(next(iter(self.values.values())))

    def frame(self) -> pl.DataFrame:
        """The rows as a file would hold them: decimals and whole numbers."""
        return pl.DataFrame([self._series(name) for name in self.values])

    def _series(self, name: str) -> pl.Series:
        series = pl.Series(name, self.values[name])
        if self.scales[name]:
            series = series.cast(pl.Int128).reinterpret(dtype=pl.Decimal(18, self.scales[name]))
        if name not in self.empty:
            return series
        known = pl.Series(~self.empty[name])
        return series.to_frame().select(pl.when(known).then(pl.col(name)).alias(name)).to_series()

    def optional(self, name: str) -> list[int | None]:
        """A column as Python integers, None where it is empty."""
        empty = self.empty.get(name)
        numbers: list[int | None] = self.values[name].tolist()
        if empty is not None:
            for place in np.flatnonzero(empty).tolist():
                numbers[place] = None
        return numbers


class _Maker:
    """Makes one block; `exact` marks the rows whose numbers sit on an edge."""

    def __init__(self, rows: int, first: int, seed: int) -> None:
        self.rows = rows
        self.random = np.random.default_rng([seed, first])
        self.values: dict[str, Integers] = {}
        self.scales: dict[str, int] = {}
        self.exact: Marks = self.random.integers(0, 10, rows) < EXACT_IN_TEN

    def whole(self, low: int, high: int) -> Integers:
        """Random whole numbers from `low` to `high`, both included."""
        return self.random.integers(low, high + 1, self.rows)

    def one_of(self, *numbers: int) -> Integers:
        """Each row one of the numbers."""
        return np.array(numbers, dtype=np.int64)[self.whole(0, len(numbers) - 1)]

    def put(self, name: str, scale: int, plain: Integers, exact: Integers | None = None) -> None:
        """A column; in the exact rows it holds `exact`."""
        self.values[name] = plain if exact is None else np.where(self.exact, exact, plain)
        self.scales[name] = scale


def make(rows: int, seed: int = 2022, first: int = 0) -> Made:
    """`rows` rows; `first` is the number of the first, and part of the seed."""
    maker = _Maker(rows, first, seed)
    for part in (_money, _staff, _projects, _progress, _rates, _clauses):
        part(maker)
    bases = ("procurement_plan", "initial_budget", "fixed_assets", "adjusted_three_public", "adjusted_operating")
    for name in (*bases, "initial_three_public", "authorised_posts", "projects_planned"):
        maker.values[name] = np.where(maker.whole(1, 100) == 1, 0, maker.values[name])
    empty = {name: maker.whole(1, 200) == 1 for name in maker.values}
    keys = {"unit": np.arange(first, first + rows, dtype=np.int64), "year": np.full(rows, 2022, dtype=np.int64)}
    return Made({**keys, **maker.values}, {**dict.fromkeys(keys, 0), **maker.scales}, empty)


def _money(maker: _Maker) -> None:
    """Amounts in fen. In the exact rows rates lie on 90 %, 75 %, 60 %, 100 %, 10 %, or give a 5 at the third place."""
    base = maker.whole(1_000_000, 10**10)
    plan = 200 * maker.whole(100, 10**7)
    maker.put("procurement_plan", MONEY, maker.whole(10**6, 10**9), plan)
    halves = plan // 200 * (2 * maker.whole(0, 110) + 1)
    maker.put("procurement_actual", MONEY, maker.whole(0, 11 * 10**8), np.where(maker.whole(0, 3) == 0, plan, halves))
    step = maker.whole(1_000, 10**7)
    maker.put("initial_budget", MONEY, 10 * base, 2_000 * step)
    moved = np.where(maker.whole(0, 2) == 0, 200 * step, step * (200 + 2 * maker.whole(0, 1_000) + 1))
    sign = maker.one_of(-1, 1)
    wanted = maker.values["initial_budget"] + sign * moved
    drift = maker.values["initial_budget"] // 100 * maker.whole(70, 135) + maker.whole(0, 10**6)
    maker.put("adjusted_budget", MONEY, drift, np.where(wanted < 0, 2_200 * step, wanted))
    maker.put("reallocation", MONEY, drift // 10, moved)
    for of, to, edges in (
        ("fixed_assets_in_use", "fixed_assets", (90, 75, 60, 100)),
        ("operating_expenditure", "adjusted_operating", (90, 100)),
    ):
        hundredth = maker.whole(1_000, 10**8)
        maker.put(to, MONEY, base, 100 * hundredth)
        share = maker.whole(40, 120) if to != "fixed_assets" else maker.whole(40, 99)
        maker.put(of, MONEY, base // 100 * share + maker.whole(0, 99), maker.one_of(*edges) * hundredth)
    hundredth = maker.whole(1_000, 10**6)
    maker.put("initial_three_public", MONEY, base // 1_000, 80 * hundredth)
    maker.put("adjusted_three_public", MONEY, base // 900, 100 * hundredth)
    spent = base // 100_000 * maker.whole(40, 120) + maker.whole(0, 99)
    maker.put("three_public_expenditure", MONEY, spent, maker.one_of(90, 100, 72, 80) * hundredth)


def _staff(maker: _Maker) -> None:
    """Persons. In the exact rows posts are just filled, and outside staff are 5 % or 10 % of all."""
    some = maker.whole(1, 40)
    of_twenty = maker.one_of(19, 9)
    maker.put("staff_in_post", COUNT, maker.whole(0, 400), of_twenty * some)
    maker.put("authorised_posts", COUNT, maker.whole(1, 400), of_twenty * some)
    maker.put("off_establishment_staff", COUNT, maker.whole(0, 60), some)


def _projects(maker: _Maker) -> None:
    """Projects done of those planned; in the exact rows 6 x done / planned has a 5 at the third place."""
    planned = 1_200 * maker.whole(1, 5)
    done = np.where(maker.whole(0, 4) == 0, planned, planned // 1_200 * (2 * maker.whole(0, 599) + 1))
    maker.put("projects_planned", COUNT, maker.whole(1, 90), planned)
    maker.put("projects_completed", COUNT, maker.whole(0, 95), done)
    maker.put("key_tasks_unfinished", COUNT, np.maximum(0, maker.whole(-6, 3)))


def _progress(maker: _Maker) -> None:
    """Cumulative progress per quarter. Not capped, the score is 6a + 3b + 2c + 1.5d: d makes its third place a 5."""
    percent = 10**4
    quarters = [maker.whole(0, top) * percent for top in (3_500, 6_500, 9_000, 10_200)]
    for number, plain in enumerate(quarters[:3], 1):
        maker.put(f"expenditure_progress_q{number}", RATIO, plain)
    a, b, c, d = quarters
    rest = 500_000 - (6 * a + 3 * b + 2 * c)
    half = (rest % 10**6) * 666_667 % 10**6  # 666 667 undoes a multiplication by 3 modulo a million
    maker.put("expenditure_progress_q4", RATIO, d, 2 * half + 2 * 10**6 * maker.whole(0, 49))


def _rates(maker: _Maker) -> None:
    """Rates that a survey or a register states; in the exact rows on the limit of a band."""
    percent = 10**6
    satisfaction = maker.whole(7_000, 10_000) * (percent // 100)
    maker.put("satisfaction", RATIO, satisfaction, maker.one_of(80, 90, 95, 100) * percent)
    for name in ("petition_reply_rate", "petition_on_time_rate"):
        maker.put(name, RATIO, maker.whole(9_000, 10_000) * (percent // 100), maker.one_of(100, 100, 99) * percent)


def _clauses(maker: _Maker) -> None:
    """What people decide: mostly full points, else any hundredth between."""
    for indicator, clauses in WORTH.items():
        for clause, most in clauses.items():
            given = np.where(maker.whole(0, 2) == 0, maker.whole(0, most), most)
            maker.put(f"{indicator}__{clause}", POINTS, given)
    for clause in ("budget", "accounts"):
        maker.put(f"budget_disclosure__{clause}", POINTS, maker.one_of(150, 150, 100, 0))
    for name in ("budget_compliance", "goal_completeness"):
        maker.put(f"{name}__nonconforming", COUNT, np.maximum(0, maker.whole(-9, 7)))
    for name in ("financial_compliance__violation", "budget_disclosure__classified"):
        maker.put(name, COUNT, (maker.whole(1, 50) == 1).astype(np.int64))


def blocks(rows: int, seed: int = 2022) -> Iterator[Made]:
    """The rows in blocks, so that millions of them need little memory."""
    for first in range(0, rows, BLOCK):
        yield make(min(BLOCK, rows - first), seed, first)


def write(path: Path, rows: int, seed: int = 2022) -> None:
    """One Parquet file of `rows` rows."""
    from polars.io.plugins import register_io_source

    def source(*_: object) -> Iterator[pl.DataFrame]:
        for block in blocks(rows, seed):
            yield block.frame()

    schema = make(1, seed).frame().schema
    register_io_source(source, schema=schema, is_pure=True).sink_parquet(path)
