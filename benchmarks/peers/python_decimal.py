"""Plain Python with Decimal: row by row, division in 28 digits, rounding half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from benchmarks.oracle import POINTS
from benchmarks.synthetic import WORTH

if TYPE_CHECKING:
    from pathlib import Path

    Row = dict[str, Any]
    Known = Decimal | None

CENT = Decimal("0.01")
ONE, NOTHING = Decimal(1), Decimal(0)


def run(source: Path, target: Path) -> None:
    """Score a Parquet file into another."""
    frame = pl.read_parquet(source)
    rows = [scored(row) for row in frame.iter_rows(named=True)]
    columns = {name: pl.Series([row[name] for row in rows], dtype=pl.Decimal(9, 2)) for name in rows[0]}
    frame.select("unit", "year").with_columns(**columns).write_parquet(target)


def scored(row: Row) -> dict[str, Known]:
    """Every indicator's score in points, then the totals."""
    found = {**{name: _given(row, name) for name in WORTH}, **_computed(row), **_banded(row)}
    ordered = {name: found[name] for name in POINTS}
    decided = sum((Decimal(POINTS[name]) / 100 for name, score in ordered.items() if score is not None), NOTHING)
    total = sum((score for score in ordered.values() if score is not None), NOTHING)
    return {**ordered, "total": total, "decided_points": decided}


def _computed(row: Row) -> dict[str, Known]:
    bought = _rate(row["procurement_actual"], row["procurement_plan"])
    policy, judged = row["procurement__policy"], _given(row, "financial_compliance")
    before, after = row["initial_budget"], row["adjusted_budget"]
    moved = None if before is None or after is None else _rate(abs(after - before), before)
    violation = row["financial_compliance__violation"]
    financial: Known = None
    if violation:
        financial = NOTHING
    elif violation is not None and moved is not None and judged is not None:
        off = max(NOTHING, (moved - Decimal("0.1")) * 100) * Decimal("0.1")
        financial = _rounded(max(NOTHING, 1 - off) + judged)
    done = _rate(row["projects_completed"], row["projects_planned"])
    progress = [row[f"expenditure_progress_q{n}"] for n in range(1, 5)]
    execution: Known = None
    if None not in progress:
        quarters = sum((part / (Decimal(n) / 4) for n, part in enumerate(progress, 1)), NOTHING)
        execution = min(Decimal(6), _rounded(quarters + 2 * quarters / 4))
    return {
        "procurement": None
        if bought is None or policy is None
        else _rounded((NOTHING if bought > 1 else bought) + policy),
        "financial_compliance": financial,
        "project_timeliness": None if done is None else _rounded(min(ONE, done) * 6),
        "budget_execution": execution,
        "budget_compliance": _less(row["budget_compliance__nonconforming"], 5, 1),
        "goal_completeness": _less(row["goal_completeness__nonconforming"], 3, 1),
        "key_tasks": _less(row["key_tasks_unfinished"], 8, 4),
    }


def _banded(row: Row) -> dict[str, Known]:
    inside, outside = row["staff_in_post"], row["off_establishment_staff"]
    all_staff = None if inside is None or outside is None else inside + outside
    three = row["initial_three_public"] if row["adjusted_three_public"] is None else row["adjusted_three_public"]
    budget, accounts = row["budget_disclosure__budget"], row["budget_disclosure__accounts"]
    disclosed = None if budget is None or accounts is None else budget + accounts
    rates = (
        _rate(row["three_public_expenditure"], three),
        _rate(row["operating_expenditure"], row["adjusted_operating"]),
    )
    answered = [_from(row[name], [("1", "1")], "0") for name in ("petition_reply_rate", "petition_on_time_rate")]
    return {
        "budget_disclosure": Decimal(3) if row["budget_disclosure__classified"] else disclosed,
        "fixed_asset_utilisation": _from(
            _rate(row["fixed_assets_in_use"], row["fixed_assets"]), [("0.9", "1"), ("0.75", "0.7"), ("0.6", "0.4")], "0"
        ),
        "fiscal_staff": _under(_rate(inside, row["authorised_posts"]), [], ("1", "1")),
        "off_establishment_staff": _under(_rate(outside, all_staff), [("0.05", "1")], ("0.1", "0.5")),
        "operating_cost": _sum([_under(rate, [("0.9", "3")], ("1", "2")) for rate in rates]),
        "satisfaction": _from(row["satisfaction"], [("0.95", "6"), ("0.9", "4"), ("0.8", "2")], "1"),
        "petition_handling": _sum([row["petition_handling__channel"], *answered]),
    }


def _given(row: Row, indicator: str) -> Known:
    return _sum([row[f"{indicator}__{clause}"] for clause in WORTH[indicator]])


def _sum(parts: list[Known]) -> Known:
    known = [part for part in parts if part is not None]
    return sum(known, NOTHING) if len(known) == len(parts) else None


def _rate(of: Decimal | int | None, to: Decimal | int | None) -> Known:
    return None if of is None or not to else Decimal(of) / Decimal(to)


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(CENT, ROUND_HALF_UP)


def _less(count: int | None, full: int, off: int) -> Known:
    return None if count is None else Decimal(max(0, full - off * count))


def _from(rate: Known, limits: list[tuple[str, str]], below: str) -> Known:
    if rate is None:
        return None
    return Decimal(next((points for limit, points in limits if rate >= Decimal(limit)), below))


def _under(rate: Known, under: list[tuple[str, str]], up_to: tuple[str, str]) -> Known:
    if rate is None:
        return None
    for limit, points in under:
        if rate < Decimal(limit):
            return Decimal(points)
    return Decimal(up_to[1]) if rate <= Decimal(up_to[0]) else NOTHING
