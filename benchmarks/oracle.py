"""The scores of shenzhen-department-2022 by fractions, written from the printed criteria and from nothing else.

It shares no code with jixiao, knows no expressions and no engine: each function is one criterion with its clauses in
their printed order. Arguments are integers of a column's scale (fen, hundredths of a point, 10 ** -8 for rates) or
None for unknown. A result is the score in hundredths of a point, or None where it cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from benchmarks.synthetic import WORTH

Known = int | None
Row = Mapping[str, Known]
HALF = Fraction(1, 2)
RATIO = 10**8


def rounded(points: Fraction) -> int:
    """Points in hundredths, half up, once."""
    return int((points * 100 + HALF) // 1)


def rate(of: Known, to: Known) -> Fraction | None:
    """A ratio of two figures; none without both, none over zero."""
    return None if of is None or not to else Fraction(of, to)


def added(row: Row, indicator: str) -> int | None:
    """The points that people gave for the clauses of an indicator; all must be decided."""
    total = 0
    for clause in WORTH[indicator]:
        points = row[f"{indicator}__{clause}"]
        if points is None:
            return None
        total += points
    return total


def less_per_item(count: Known, full: int, off: int) -> int | None:
    """Full points less so much for each item, until nothing is left."""
    return None if count is None else max(0, full - off * count) * 100


def procurement(row: Row, reading: str) -> int | None:
    """Rate x 1, 0 when more was bought than planned; policy 1."""
    share = rate(row["procurement_actual"], row["procurement_plan"])
    policy = row["procurement__policy"]
    if share is not None and share > 1 and reading == "indicator":
        return 0
    if share is None or policy is None:
        return None
    return rounded((Fraction(0) if share > 1 else share) + Fraction(policy, 100))


def financial_compliance(row: Row, reading: str) -> int | None:
    """1 for spending, 1 for adjustments within 10 %, 0.1 off for each point beyond, 1 for the accounts; a veto."""
    if row["financial_compliance__violation"] is None:
        return None
    if row["financial_compliance__violation"]:
        return 0
    amount, step = reading.split("+")
    before, after = row["initial_budget"], row["adjusted_budget"]
    if amount == "declared":
        moved = row["reallocation"]
    else:
        moved = None if before is None or after is None else abs(after - before)
    share, judged = rate(moved, before), added(row, "financial_compliance")
    if share is None or judged is None:
        return None
    beyond = max(Fraction(0), (share - Fraction(10, 100)) * 100)
    if step == "full_points":
        beyond = Fraction(beyond // 1)
    elif step == "started":
        beyond = Fraction(-(-beyond // 1))
    return rounded(max(Fraction(0), 1 - Fraction(1, 10) * beyond) + Fraction(judged, 100))


def budget_disclosure(row: Row) -> int | None:
    """1.5 / 1 / 0 for the budget and for the accounts; departments that may not publish get full points."""
    if row["budget_disclosure__classified"]:
        return 300
    budget, accounts = row["budget_disclosure__budget"], row["budget_disclosure__accounts"]
    return None if budget is None or accounts is None else budget + accounts


def fixed_asset_utilisation(row: Row) -> int | None:
    """From 90 %: 1, from 75 %: 0.7, from 60 %: 0.4, below: 0."""
    share = rate(row["fixed_assets_in_use"], row["fixed_assets"])
    if share is None:
        return None
    for limit, points in ((90, 100), (75, 70), (60, 40)):
        if share >= Fraction(limit, 100):
            return points
    return 0


def fiscal_staff(row: Row) -> int | None:
    """Staff in post within the authorised posts: 1, else 0."""
    share = rate(row["staff_in_post"], row["authorised_posts"])
    return None if share is None else 100 if share <= 1 else 0


def off_establishment_staff(row: Row) -> int | None:
    """Below 5 % of all staff: 1, from 5 % to 10 %: 0.5, above: 0."""
    inside, outside = row["staff_in_post"], row["off_establishment_staff"]
    share = None if inside is None or outside is None else rate(outside, inside + outside)
    if share is None:
        return None
    return 100 if share < Fraction(5, 100) else 50 if share <= Fraction(10, 100) else 0


def operating_cost(row: Row, reading: str) -> int | None:
    """Two rates of control, each below 90 %: 3, up to 100 %: 2, above: 0."""
    base = row["initial_three_public"] if reading == "initial" else row["adjusted_three_public"]
    if base is None:
        base = row["initial_three_public"]
    total = 0
    for share in (
        rate(row["three_public_expenditure"], base),
        rate(row["operating_expenditure"], row["adjusted_operating"]),
    ):
        if share is None:
            return None
        total += 300 if share < Fraction(90, 100) else 200 if share <= 1 else 0
    return total


def project_timeliness(row: Row) -> int | None:
    """Projects completed of those planned x 6, at most 6."""
    share = rate(row["projects_completed"], row["projects_planned"])
    return None if share is None else rounded(min(share, Fraction(1)) * 6)


def budget_execution(row: Row, reading: str) -> int | None:
    """A point for each quarter against 25, 50, 75, 100 %, two for the mean; the reading says what is held."""
    done = [row[f"expenditure_progress_q{n}"] for n in range(1, 5)]
    progress = [Fraction(part, RATIO) for part in done if part is not None]
    if len(progress) < len(done):
        return None
    relative = [part / Fraction(n, 4) for n, part in enumerate(progress, 1)]
    held = [min(part, Fraction(1)) for part in relative]
    quarters = sum(held if reading in "BDE" else relative, Fraction(0))
    averaged = {"C": progress, "D": held}.get(reading, relative)
    mean = sum(averaged, Fraction(0)) / 4
    if reading == "E":
        mean = min(mean, Fraction(1))
    return min(600, rounded(quarters + 2 * mean))


def satisfaction(row: Row) -> int | None:
    """From 95 %: 6, from 90 %: 4, from 80 %: 2, below: 1."""
    stated = row["satisfaction"]
    if stated is None:
        return None
    share = Fraction(stated, RATIO)
    for limit, points in ((95, 600), (90, 400), (80, 200)):
        if share >= Fraction(limit, 100):
            return points
    return 100


def petition_handling(row: Row) -> int | None:
    """1 for the channel, 1 when all petitions were answered, 1 when all were answered in time."""
    channel, replies, in_time = (row[f"petition_{n}"] for n in ("handling__channel", "reply_rate", "on_time_rate"))
    if channel is None or replies is None or in_time is None:
        return None
    return channel + sum(100 for stated in (replies, in_time) if Fraction(stated, RATIO) >= 1)


DEFAULTS = {
    "procurement": "clause",
    "financial_compliance": "net_change+linear",
    "operating_cost": "adjusted",
    "budget_execution": "A",
}
POINTS = {
    "budget_compliance": 500,
    "budget_reasonableness": 500,
    "goal_completeness": 300,
    "indicator_clarity": 700,
    "procurement": 200,
    "financial_compliance": 300,
    "budget_disclosure": 300,
    "project_supervision": 200,
    "project_procedure": 200,
    "fixed_asset_utilisation": 100,
    "asset_safety": 200,
    "fiscal_staff": 100,
    "off_establishment_staff": 100,
    "management_system": 300,
    "operating_cost": 600,
    "project_timeliness": 600,
    "key_tasks": 800,
    "budget_execution": 600,
    "social_benefit": 2500,
    "satisfaction": 600,
    "petition_handling": 300,
}


def criteria(readings: Mapping[str, str] | None = None) -> dict[str, Callable[[Row], int | None]]:
    """Each indicator's criterion under its reading, in the order of `POINTS`."""
    chosen = {**DEFAULTS, **(readings or {})}
    own: dict[str, Callable[[Row], int | None]] = {
        "budget_compliance": lambda row: less_per_item(row["budget_compliance__nonconforming"], 5, 1),
        "goal_completeness": lambda row: less_per_item(row["goal_completeness__nonconforming"], 3, 1),
        "key_tasks": lambda row: less_per_item(row["key_tasks_unfinished"], 8, 4),
        "procurement": lambda row: procurement(row, chosen["procurement"]),
        "financial_compliance": lambda row: financial_compliance(row, chosen["financial_compliance"]),
        "budget_disclosure": budget_disclosure,
        "fixed_asset_utilisation": fixed_asset_utilisation,
        "fiscal_staff": fiscal_staff,
        "off_establishment_staff": off_establishment_staff,
        "operating_cost": lambda row: operating_cost(row, chosen["operating_cost"]),
        "project_timeliness": project_timeliness,
        "budget_execution": lambda row: budget_execution(row, chosen["budget_execution"]),
        "satisfaction": satisfaction,
        "petition_handling": petition_handling,
    }
    return {name: own.get(name) or _clauses_of(name) for name in POINTS}


def _clauses_of(indicator: str) -> Callable[[Row], int | None]:
    return lambda row: added(row, indicator)


def scores(columns: Mapping[str, Sequence[Known]], readings: Mapping[str, str] | None = None) -> dict[str, list[Any]]:
    """Every indicator's scores for rows given by column, then `total` and `decided_points`, all in hundredths."""
    rules = list(criteria(readings).items())
    found: dict[str, list[Any]] = {name: [] for name in (*POINTS, "total", "decided_points")}
    names = [name for name in columns if name not in ("unit", "year")]
    for cells in zip(*(columns[name] for name in names), strict=True):
        row = dict(zip(names, cells, strict=True))
        total = decided = 0
        for name, rule in rules:
            score = rule(row)
            found[name].append(score)
            if score is not None:
                total += score
                decided += POINTS[name]
        found["total"].append(total)
        found["decided_points"].append(decided)
    return found
