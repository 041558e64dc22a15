"""A project's year as a fact file: its money from the budget, its goals and what they reached from the registers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.rulebook_loader.filing_file import FORM
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import Source
from jixiao.usecases.scoring import score_filing
from jixiao.web.modules.evaluation.projects.points import divided
from jixiao.web.registers.figures.rules import rulebook
from jixiao.web.registers.funds.queries import project_money
from jixiao.web.registers.indicators.models import KINDS, LEVELS
from jixiao.web.registers.indicators.queries import reached, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.web.modules.evaluation.models import ProjectAnswer, ProjectYear
    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.registers.funds.queries import ProjectMoney
    from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator

FRAMEWORK = "project-self-evaluation"
GROUPS = {"output": "outputs", "benefit": "benefits", "satisfaction": "satisfaction"}
OPERATORS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "=", "text": "text"}
EXECUTION = "project_execution"
# What the engine takes: up to four decimals.
_NUMBER = re.compile(r"\d{1,11}(?:\.\d{1,4})?\Z", re.ASCII)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


@dataclass(frozen=True)
class Known:
    """What the registers know of the projects of organisations in a year, asked for once for all of them."""

    money: Mapping[tuple[int, str], ProjectMoney]
    tables: Mapping[tuple[int, str], GoalTable]
    actuals: Mapping[int, Actual]


def known(organisations: Sequence[Organisation], year: int) -> Known:
    """Money, goals and what was reached by the end of the year; seven queries at most."""
    money = {(one.organisation, one.code): one for one in project_money(organisations, year)}
    found = {(one.organisation_id, one.project): one for one in tables(organisations, year) if one.project}
    indicators = [one for table in found.values() for one in table.indicators.all()]
    return Known(money, found, reached(indicators, date(year, 12, 31)))


def number_of(words: str, unit: str = "") -> str:
    """The number in what people wrote, without separators and its own unit; nothing where there is none."""
    tidy = re.sub(r"[\s,]", "", words.translate(_FULL_WIDTH))
    for end in (unit, "%"):
        tidy = tidy.removesuffix(end) if end else tidy
    return tidy if _NUMBER.match(tidy) else ""


def filled(year: ProjectYear, registers: Known, answers: Iterable[ProjectAnswer]) -> dict[str, Any]:
    """`rows` for the page and the printed form, `money`, `goal`, and the fact file under `filing`."""
    key = (year.organisation_id, year.project)
    table, money = registers.tables.get(key), registers.money.get(key)
    given = {one.indicator: one for one in answers}
    rows = [] if table is None else [
        _row(one, registers.actuals.get(one.pk), given.get(f"i{one.pk}")) for one in table.indicators.all()
    ]  # fmt: skip
    _give_points(rows, year.framework)
    rows += _empty_groups(rows, year.framework)
    return {
        "rows": rows,
        "money": _money(money),
        "url": "" if money is None else money.url,
        "goal": "" if table is None else table.summary,
        "execution_reason": given[EXECUTION].reason if EXECUTION in given else "",
        "execution_version": given[EXECUTION].version if EXECUTION in given else 0,
        "filing": _filing(year, rows, money),
    }


def card_of(content: Mapping[str, Any]) -> Scorecard:
    """The scorecard of a project's fact file; raises `InputFault`."""
    filing = filing_of(Source("", dict(content["filing"])), rulebook().vocabulary)
    return score_filing(filing, rulebook())


def _money(money: ProjectMoney | None) -> dict[str, int] | None:
    if money is None:
        return None
    return {"initial": money.money.initial, "adjusted": money.money.adjusted, "spent": money.money.spent}


def _row(one: Indicator, actual: Actual | None, answer: ProjectAnswer | None) -> dict[str, Any]:
    """An indicator as the page shows it: what was aimed at, what came of it and who says so."""
    typed = "" if answer is None else answer.actual
    reported = "" if actual is None else actual.value
    percent = None if answer is None or answer.percent is None else f"{answer.percent:f}"
    return {
        "id": f"i{one.pk}",
        "name": one.name,
        "group": GROUPS[one.level],
        "level_zh": LEVELS[one.level].zh,
        "level_en": LEVELS[one.level].en,
        "kind_zh": KINDS[one.kind][1].zh,
        "kind_en": KINDS[one.kind][1].en,
        "operator": OPERATORS[one.operator],
        "target": number_of(one.target, one.unit) if one.is_number else "",
        "shown": one.shown,
        "unit": one.unit,
        "weight": None if one.weight is None else f"{one.weight:f}",
        "actual": typed or reported,
        "reported": reported,
        "reported_on": "" if actual is None else actual.day.isoformat(),
        "is_typed": bool(typed) and typed != reported,
        "level": "" if answer is None else answer.level,
        "percent": percent,
        "reason": "" if answer is None else answer.reason,
        "version": 0 if answer is None else answer.version,
    }


def _groups(framework: str) -> dict[str, Decimal]:
    """The points of each group that is scored by goals."""
    day = max(rulebook().head(framework).valid_from, date(2000, 1, 1))
    groups = (one for top in rulebook().framework(framework, day).groups for one in top.walk())
    return {one.id: Decimal(one.points.numerator) / Decimal(one.points.denominator) for one in groups if one.goals}


def _give_points(rows: list[dict[str, Any]], framework: str) -> None:
    for group, points in _groups(framework).items():
        mine = [row for row in rows if row["group"] == group]
        weights = [Decimal(row["weight"]) if row["weight"] is not None else None for row in mine]
        for row, part in zip(mine, divided(points, weights), strict=True):
            row["points"] = f"{part:f}"


def _empty_groups(rows: list[dict[str, Any]], framework: str) -> list[dict[str, Any]]:
    """A group without a goal cannot be told: its points stay open rather than going elsewhere."""
    level_of = {group: level for level, group in GROUPS.items()}
    there = {row["group"] for row in rows}
    return [
        {
            "id": f"none_{group}", "name": "未设指标", "group": group, "level_zh": LEVELS[level_of[group]].zh,
            "level_en": LEVELS[level_of[group]].en, "kind_zh": "", "kind_en": "", "operator": ">=", "target": "1",
            "shown": "", "unit": "", "actual": "", "reported": "", "reported_on": "", "is_typed": False, "level": "",
            "percent": None, "reason": "", "version": 0, "points": f"{points:.2f}", "is_empty": True,
        }
        for group, points in _groups(framework).items()
        if group not in there
    ]  # fmt: skip


def _filing(year: ProjectYear, rows: list[dict[str, Any]], money: ProjectMoney | None) -> dict[str, Any]:
    facts = []
    for concept, place, fen in () if money is None else (
        ("project_budget_initial", "年初预算数", money.money.initial),
        ("project_budget_adjusted", "全年预算数", money.money.adjusted),
        ("project_spent", "全年执行数", money.money.spent),
    ):  # fmt: skip
        source = {"document": "ledger", "section": f"{year.project} {year.name}", "kind": "ledger", "place": place}
        value = f"{Decimal(fen) / 100:.2f}"
        facts.append({"concept": concept, "value": value, "unit": "元", "period": str(year.year), "source": source})
    return {
        "schema": FORM,
        "entity": year.organisation.name,
        "region": year.organisation.region,
        "period": str(year.year),
        "kind": "project_self_evaluation",
        "framework": year.framework,
        "documents": {"ledger": {"title": "预算台账"}, "goals": {"title": "项目绩效目标表"}},
        "facts": facts,
        "judgements": [],
        "goals": [_goal(row) for row in rows],
    }


def _goal(row: Mapping[str, Any]) -> dict[str, Any]:
    goal: dict[str, Any] = {"id": row["id"], "zh": row["name"], "group": row["group"], "points": row["points"]}
    source = {"document": "goals", "kind": "table", "section": row["kind_zh"] or row["level_zh"]}
    if row["operator"] == "text" and row["level"] and row["percent"] is not None:
        return goal | {"operator": "text", "level": row["level"], "percent": row["percent"], "source": source}
    if row["operator"] == "text" or not row["target"]:
        # Not judged yet, or a target that is no number: its points stay open.
        return goal | {"operator": ">=", "target": "1", "source": source}
    actual = number_of(row["actual"], row["unit"])
    told = {"actual": actual} if actual else {}
    told |= {"unit": row["unit"]} if row["unit"] else {}
    return goal | {"operator": row["operator"], "target": row["target"], **told, "source": source}
