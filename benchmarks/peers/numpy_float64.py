"""NumPy with 64-bit floats: whole columns at once, rates by division, rounding half up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benchmarks.oracle import POINTS
from benchmarks.synthetic import WORTH

if TYPE_CHECKING:
    from pathlib import Path

    Floats = np.ndarray[Any, np.dtype[np.float64]]


def run(source: Path, target: Path) -> None:
    """Score a Parquet file into another."""
    frame = pl.read_parquet(source)
    columns = {name: frame[name].cast(pl.Float64).to_numpy() for name in frame.columns if name not in ("unit", "year")}
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = score(columns)
    total = np.nansum(list(scores.values()), axis=0)
    decided = np.sum([np.where(np.isnan(scores[name]), 0, most / 100) for name, most in POINTS.items()], axis=0)
    written = {**scores, "total": _rounded(total), "decided_points": decided}
    frame.select("unit", "year").with_columns(
        pl.Series(name, values, nan_to_null=True) for name, values in written.items()
    ).write_parquet(target)


def score(c: dict[str, Floats]) -> dict[str, Floats]:
    """Every indicator's score in points, NaN where it cannot be told."""
    given = {name: sum((c[f"{name}__{clause}"] for clause in clauses), np.zeros(1)) for name, clauses in WORTH.items()}
    plan = _base(c["procurement_plan"])
    bought = c["procurement_actual"] / plan
    moved = np.abs(c["adjusted_budget"] - c["initial_budget"]) / _base(c["initial_budget"])
    adjustment = np.clip(1 - np.clip((moved - 0.1) * 100, 0, None) * 0.1, 0, None)
    violation = c["financial_compliance__violation"]
    staff = c["staff_in_post"] + c["off_establishment_staff"]
    three_public = np.where(np.isnan(c["adjusted_three_public"]), c["initial_three_public"], c["adjusted_three_public"])
    disclosed = c["budget_disclosure__budget"] + c["budget_disclosure__accounts"]
    done = c["projects_completed"] / _base(c["projects_planned"])
    held = {
        "budget_compliance": np.maximum(0, 5 - c["budget_compliance__nonconforming"]),
        "goal_completeness": np.maximum(0, 3 - c["goal_completeness__nonconforming"]),
        "key_tasks": np.maximum(0, 8 - 4 * c["key_tasks_unfinished"]),
        "procurement": _rounded(np.where(bought > 1, 0 * bought, bought) + given["procurement"]),
        "financial_compliance": np.where(
            violation == 1, 0.0, _rounded(adjustment + given["financial_compliance"] + 0 * violation)
        ),
        "budget_disclosure": np.where(c["budget_disclosure__classified"] == 1, 3.0, disclosed),
        "fixed_asset_utilisation": _bands(
            c["fixed_assets_in_use"] / _base(c["fixed_assets"]), [(0.9, 1.0), (0.75, 0.7), (0.6, 0.4)], 0.0
        ),
        "fiscal_staff": _under(c["staff_in_post"] / _base(c["authorised_posts"]), [], (1.0, 1.0)),
        "off_establishment_staff": _under(c["off_establishment_staff"] / _base(staff), [(0.05, 1.0)], (0.1, 0.5)),
        "operating_cost": _under(c["three_public_expenditure"] / _base(three_public), [(0.9, 3.0)], (1.0, 2.0))
        + _under(c["operating_expenditure"] / _base(c["adjusted_operating"]), [(0.9, 3.0)], (1.0, 2.0)),
        "project_timeliness": _rounded(np.minimum(done, 1) * 6),
        "budget_execution": _execution(c),
        "satisfaction": _bands(c["satisfaction"], [(0.95, 6.0), (0.9, 4.0), (0.8, 2.0)], 1.0),
        "petition_handling": given["petition_handling"]
        + _bands(c["petition_reply_rate"], [(1.0, 1.0)], 0.0)
        + _bands(c["petition_on_time_rate"], [(1.0, 1.0)], 0.0),
    }
    return {name: held[name] if name in held else given[name] for name in POINTS}


def _execution(c: dict[str, Floats]) -> Floats:
    relative = [c[f"expenditure_progress_q{n}"] / (n / 4) for n in range(1, 5)]
    quarters = relative[0] + relative[1] + relative[2] + relative[3]
    return np.minimum(6, _rounded(quarters + 2 * quarters / 4))


def _base(of: Floats) -> Floats:
    return np.where(of == 0, np.nan, of)


def _rounded(points: Floats) -> Floats:
    return np.floor(points * 100 + 0.5) / 100


def _bands(rate: Floats, limits: list[tuple[float, float]], below: float) -> Floats:
    """The points of the first limit that the rate reaches."""
    found = np.select([rate >= limit for limit, _ in limits], [points for _, points in limits], below)
    return np.where(np.isnan(rate), np.nan, found)


def _under(rate: Floats, under: list[tuple[float, float]], up_to: tuple[float, float]) -> Floats:
    """The points of the first limit that the rate stays under, then of the last that it does not pass."""
    tests = [rate < limit for limit, _ in under] + [rate <= up_to[0]]
    found = np.select(tests, [points for _, points in under] + [up_to[1]], 0.0)
    return np.where(np.isnan(rate), np.nan, found)
