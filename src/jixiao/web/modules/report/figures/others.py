"""Figures from the other registers: facts as printed, scores, goals and what was reached, problems."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

from jixiao.core.kernel.numerals import sides
from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.figures.figure import Figure
from jixiao.web.modules.report.figures.names import FACT, ITEM, STATIC
from jixiao.web.platform.money import share
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jixiao.web.registers.figures.models import Figure as Stated
    from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator
    from jixiao.web.registers.problems.models import Problem

SCORED = Text("绩效自评：按指标体系计算", "the self-evaluation: computed by its framework")
GOALS = Text("绩效目标表和填报的完成值", "the goal tables and what was reported as reached")
PROBLEMS = Text("整改台账", "the register of problems")


def stated_figures(stated: Iterable[Stated], year: int) -> Iterator[Figure]:
    """Facts as their papers print them; of two that differ the first is shown, and marked."""
    kept: dict[str, list[Stated]] = {}
    for one in stated:
        if not one.dimensions:
            at = "" if one.period == str(year) else f"@{one.period}"
            kept.setdefault(f"{FACT}{one.concept}{at}", []).append(one)
    concepts = rulebook().vocabulary.concepts
    for name, rows in kept.items():
        first, source = rows[0], rows[0].source
        concept = concepts.get(first.concept)
        label = first.concept if concept is None else concept.term.zh
        label += "" if first.period == str(year) else f" {first.period}"
        is_by_hand = source.get("kind") == "person" or not source.get("document")
        mark = "split" if len({(one.printed, one.unit) for one in rows}) > 1 else "pen" if is_by_hand else ""
        before, behind = sides(first.hedge)
        yield Figure(name, label, before + first.number, first.unit + behind, _place(first), mark=mark)


def _place(one: Stated) -> Text:
    document = one.source.get("document") or {}
    title = f"《{document['title']}》" if document.get("title") else ""
    where = " ".join(str(one.source[key]) for key in ("section", "place") if one.source.get(key))
    if one.source.get("kind") == "person" or not title:
        return Text(f"{one.by.name} 填报 {where}".strip(), f"entered by {one.by.name} {where}".strip())
    return Text(f"{title}{where}", f"{title} {where}".strip())


def score_figures(card: Mapping[str, Any] | None, url: str) -> Iterator[Figure]:
    """The total, the grade and the scores of the indicators."""
    if card is None:
        return
    total = card.get("combined_total") or card.get("total")
    points = sum((Decimal(str(one["max"])) for one in card["indicators"] if one.get("max")), Decimal(0))
    losing = losses(card)
    lost = sum((one["lost"] for one in losing), Decimal("0.00"))
    rows: list[tuple[str, str, str]] = [
        ("score.total", str(total or ""), "分"),
        ("score.full", f"{points:f}", "分"),
        ("score.lost", f"{lost:f}", "分"),
        ("score.grade", str(card.get("stated_grade") or card.get("grade") or ""), ""),
        ("score.open", str(card.get("undecided_points") or "0.00"), "分"),
        ("score.losing", str(len(losing)), "项"),
    ]
    steps = {"score.total": "各三级指标得分之和；不能由系统计算的指标用自评分"}
    for name, number, unit in rows:
        if number:
            yield Figure(name, STATIC[name], number, unit, SCORED, url, steps=steps.get(name, ""))
    for one in card["indicators"]:
        score = taken(one)
        if score is not None:
            steps_of = str(one.get("explanation") or "")
            yield Figure(f"{ITEM}{one['id']}", f"{one['name']}得分", f"{score:f}", "分", SCORED, url, steps=steps_of)


def taken(one: Mapping[str, Any]) -> Decimal | None:
    """The score of an indicator that the report states: the computed one, else the stated one."""
    for key in ("score", "stated"):
        try:
            if one.get(key) is not None:
                return Decimal(str(one[key]))
        except InvalidOperation:
            continue
    return None


def losses(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The indicators that lost points, the most first."""
    found = []
    for one in card["indicators"]:
        score = taken(one)
        if score is not None and one.get("max") and score < Decimal(str(one["max"])):
            found.append({**one, "taken": score, "lost": Decimal(str(one["max"])) - score})
    return sorted(found, key=lambda one: -one["lost"])


def outcome(indicator: Indicator, actual: Actual | None) -> bool | None:
    """Whether a target was reached; None where nothing was reported, or where only people can tell."""
    if actual is None:
        return None
    if not indicator.is_number:
        return True if actual.value.strip() == indicator.target.strip() else None
    try:
        reached = Decimal(actual.value.replace(",", "").rstrip("%％ "))
        target = Decimal(indicator.target.replace(",", "").rstrip("%％ "))
    except InvalidOperation:
        return None
    answers = {
        "ge": reached >= target, "gt": reached > target, "le": reached <= target, "lt": reached < target,
        "eq": reached == target,
    }  # fmt: skip
    return answers[indicator.operator]


def goal_figures(
    tables: Sequence[GoalTable], indicators: Sequence[Indicator], reached: Mapping[int, Actual], url: str
) -> Iterator[Figure]:
    """How many indicators there are and how many were reached."""
    if not tables:
        return
    counts = Counter(outcome(one, reached.get(one.pk)) for one in indicators)
    rows = {
        "tables": (len(tables), "张"),
        "indicators": (len(indicators), "项"),
        "reached": (counts[True], "项"),
        "missed": (counts[False], "项"),
        "unknown": (counts[None], "项"),
    }
    for name, (count, unit) in rows.items():
        yield Figure(f"goals.{name}", STATIC[f"goals.{name}"], str(count), unit, GOALS, url)
    told = counts[True] + counts[False]
    if told:
        steps = f"{counts[True]} ÷ {told}（有完成值且可比较的指标）"
        rate = share(counts[True], told).replace(" ", "")
        yield Figure("goals.rate", STATIC["goals.rate"], rate, "", GOALS, url, steps=steps)


def problem_figures(problems: Sequence[Problem], url: str) -> Iterator[Figure]:
    """How many problems there are and how many were put right."""
    done = sum(one.stage == "accepted" for one in problems)
    left = sum(one.stage in ("open", "working", "reported") for one in problems)
    for name, count in (("all", len(problems)), ("accepted", done), ("open", left)):
        yield Figure(f"problems.{name}", STATIC[f"problems.{name}"], str(count), "项", PROBLEMS, url)


def address(name: str) -> str:
    """Where a list of another module stands; nothing where that module is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
