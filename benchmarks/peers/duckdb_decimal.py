"""DuckDB with DECIMAL columns: what an analyst would write. DECIMAL / DECIMAL is a DOUBLE there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from benchmarks.oracle import POINTS
from benchmarks.synthetic import WORTH

if TYPE_CHECKING:
    from pathlib import Path


def run(source: Path, target: Path) -> None:
    """Score a Parquet file into another."""
    scores = _scores()
    listed = ",\n".join(f"{scores[name]} AS {name}" for name in POINTS)
    total = " + ".join(f"coalesce({name}, 0)" for name in POINTS)
    decided = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE {most / 100} END" for name, most in POINTS.items())
    cast = ", ".join(f"CAST({name} AS DECIMAL(9,2)) AS {name}" for name in POINTS)
    query = f"""
        SELECT unit, year, {cast}, CAST({total} AS DECIMAL(9,2)) AS total, CAST({decided} AS DECIMAL(9,2))
            AS decided_points
        FROM (SELECT unit, year, {listed} FROM read_parquet('{source}'))
    """
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT PARQUET, COMPRESSION ZSTD)")


def _scores() -> dict[str, str]:
    given = {name: " + ".join(f"{name}__{clause}" for clause in clauses) for name, clauses in WORTH.items()}
    bought = "(procurement_actual / nullif(procurement_plan, 0))"
    moved = "(abs(adjusted_budget - initial_budget) / nullif(initial_budget, 0))"
    adjustment = f"greatest(0, 1 - greatest(0, ({moved} - 0.1) * 100) * 0.1)"
    staff = "(off_establishment_staff / nullif(staff_in_post + off_establishment_staff, 0))"
    three = "(three_public_expenditure / nullif(coalesce(adjusted_three_public, initial_three_public), 0))"
    daily = "(operating_expenditure / nullif(adjusted_operating, 0))"
    quarters = " + ".join(f"expenditure_progress_q{n} / {n / 4}" for n in range(1, 5))
    used = "(fixed_assets_in_use / nullif(fixed_assets, 0))"
    posts = "(staff_in_post / nullif(authorised_posts, 0))"
    # greatest() passes over nulls, so unknown rates are taken out before.
    return {
        **given,
        "budget_compliance": _if(
            "budget_compliance__nonconforming", "greatest(0, 5 - budget_compliance__nonconforming)"
        ),
        "goal_completeness": _if(
            "goal_completeness__nonconforming", "greatest(0, 3 - goal_completeness__nonconforming)"
        ),
        "key_tasks": _if("key_tasks_unfinished", "greatest(0, 8 - 4 * key_tasks_unfinished)"),
        "procurement": f"round(CASE WHEN {bought} > 1 THEN 0 ELSE {bought} END + {given['procurement']}, 2)",
        "financial_compliance": (
            "CASE WHEN financial_compliance__violation = 1 THEN 0 WHEN financial_compliance__violation = 0 THEN "
            + _if(moved, f"round({adjustment} + {given['financial_compliance']}, 2)")
            + " END"
        ),
        "budget_disclosure": (
            "CASE WHEN budget_disclosure__classified = 1 THEN 3 "
            "ELSE budget_disclosure__budget + budget_disclosure__accounts END"
        ),
        "fixed_asset_utilisation": _bands(used, [(">= 0.9", 1), (">= 0.75", 0.7), (">= 0.6", 0.4)], 0),
        "fiscal_staff": _bands(posts, [("<= 1", 1)], 0),
        "off_establishment_staff": _bands(staff, [("< 0.05", 1), ("<= 0.1", 0.5)], 0),
        "operating_cost": " + ".join(_bands(rate, [("< 0.9", 3), ("<= 1", 2)], 0) for rate in (three, daily)),
        "project_timeliness": _if(
            "(projects_completed / nullif(projects_planned, 0))",
            "round(least(1, projects_completed / nullif(projects_planned, 0)) * 6, 2)",
        ),
        "budget_execution": _if(f"({quarters})", f"least(6, round(({quarters}) + 2 * ({quarters}) / 4, 2))"),
        "satisfaction": _bands("satisfaction", [(">= 0.95", 6), (">= 0.9", 4), (">= 0.8", 2)], 1),
        "petition_handling": " + ".join(
            [
                given["petition_handling"],
                _bands("petition_reply_rate", [(">= 1", 1)], 0),
                _bands("petition_on_time_rate", [(">= 1", 1)], 0),
            ]
        ),
    }


def _if(known: str, value: str) -> str:
    return f"CASE WHEN {known} IS NOT NULL THEN {value} END"


def _bands(rate: str, limits: list[tuple[str, float]], otherwise: float) -> str:
    whens = " ".join(f"WHEN {rate} {limit} THEN {points}" for limit, points in limits)
    return f"(CASE WHEN {rate} IS NULL THEN NULL {whens} ELSE {otherwise} END)"
