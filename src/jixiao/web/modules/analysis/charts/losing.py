"""Where points are lost: a bar for each level, every loss by its size, readings that differ."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.charts.chart import EMPTY, Chart, Head, plain, points, two
from jixiao.web.platform.manifest import Cell
from jixiao.web.registers.scores.queries import card

if TYPE_CHECKING:
    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.platform.people.models import Organisation

_POINTS = Text("分", "points")
SOURCE = Text("来源：绩效自评的得分表", "Source: the scorecard of the self-evaluation")
_ZERO = Decimal(0)
_LONGEST = 160


def charts(scope: Scope, organisation: Organisation, url: str) -> list[Chart]:
    """Levels, losses and readings of a department's scorecard; none without one, or where it has letters."""
    document = card(organisation, scope.year)
    if document is None:
        return []
    found = [one for one in document.get("indicators", []) if _decimal(one.get("max")) is not None]
    if not found:
        return []
    return [levels(scope, found), losses(scope, found, url), *readings(scope, found, url)]


def levels(scope: Scope, found: list[dict[str, Any]]) -> Chart:
    """Reached, lost and not decided, for each first level."""
    sums: dict[str, list[Decimal]] = {}
    for one in found:
        groups = one.get("groups") or [_name(scope, one)]
        most, score = _decimal(one["max"]) or _ZERO, _decimal(one.get("score"))
        kept = sums.setdefault(groups[0], [_ZERO, _ZERO, _ZERO])
        if score is not None:
            kept[0] += score
            kept[1] += most - score
        elif one.get("outcome") != "not_applicable":
            kept[2] += most
    words = (Text("得分", "reached"), Text("失分", "lost"), Text("不能判断", "cannot be told"))
    heads = (plain("一级指标", "Level"), *(Head(one, _POINTS) for one in words))
    totals = [sum((kept[place] for kept in sums.values()), _ZERO) for place in range(3)]
    return Chart(
        "levels", "levels", Text("分丢在哪一级", "Where points are lost"), _POINTS, SOURCE, heads,
        tuple((Cell(name), *(points(value) for value in kept)) for name, kept in sums.items()),
        {
            "levels": [{"name": name, "parts": [two(value) for value in kept]} for name, kept in sums.items()],
            "words": [one.said(scope.lang) for one in words],
        },
        foot=(Cell(Text("合计", "Total").said(scope.lang)), *(points(value) for value in totals)),
    )  # fmt: skip


def losses(scope: Scope, found: list[dict[str, Any]], url: str) -> Chart:
    """Every indicator that lost points, the largest loss first, and what would win some back."""
    rows = []
    for one in found:
        most, score = _decimal(one["max"]), _decimal(one.get("score"))
        if most is not None and score is not None and score < most:
            rows.append((most - score, one, score, most))
    rows.sort(key=lambda row: (-row[0], row[1].get("id", "")))
    heads = (
        plain("指标", "Indicator"), Head(Text("失分", "Lost"), _POINTS),
        Head(Text("得分", "Score"), _POINTS), Head(Text("满分", "Full"), _POINTS),
        plain("怎样算得", "How it was computed"),
        plain("怎样多得分", "What would win points"),
    )  # fmt: skip
    return Chart(
        "losses", "losses", Text("失分从多到少", "Losses by their size"), _POINTS, SOURCE, heads,
        tuple(
            (Cell(_name(scope, one), url), points(lost), points(score), points(most), Cell(_explained(one)),
             Cell(_lever(one)))
            for lost, one, score, most in rows
        ),
        {"rows": [{"name": _name(scope, one), "lost": two(lost)} for lost, one, _score, _most in rows[:12]]},
        None if rows else Text("没有失分的指标。", "No indicator lost points."),
        is_open=True,
    )  # fmt: skip


def readings(scope: Scope, found: list[dict[str, Any]], url: str) -> list[Chart]:
    """The same score as dots on a line, one for each reading, the stated one ringed."""
    rows, drawn = [], []
    for one in found:
        told = {name: _decimal(value) for name, value in (one.get("readings") or {}).items()}
        dots = {name: value for name, value in told.items() if value is not None}
        if len(set(dots.values())) < 2:
            continue
        stated = _decimal(one.get("stated"))
        said = " · ".join(f"{name} {value:f}" for name, value in dots.items())
        rows.append((Cell(_name(scope, one), url), Cell(said), Cell(str(one.get("reading") or "—")), points(stated)))
        drawn.append({
            "name": _name(scope, one), "dots": [[name, f"{value:f}"] for name, value in dots.items()],
            "stated": None if stated is None else f"{stated:f}",
        })  # fmt: skip
    if not rows:
        return []
    heads = (plain("指标", "Indicator"), plain("各读法得分", "Score by reading"),
             plain("采用", "Used"), Head(Text("自评", "Stated"), _POINTS))  # fmt: skip
    return [
        Chart(
            "readings", "readings", Text("读法不同，得分不同", "Where readings differ"), _POINTS, SOURCE, heads,
            tuple(rows),
            {"rows": drawn, "stated": Text("自评", "stated").said(scope.lang)},
            Text("官方文字有空白时，每种填法是一个读法；带圈的是自评分。",
                 "Where the official text leaves a gap, each way to fill it is a reading; the stated score is ringed."),
        )
    ]  # fmt: skip


def _decimal(words: object) -> Decimal | None:
    try:
        value = Decimal(words) if isinstance(words, str) else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _name(scope: Scope, one: dict[str, Any]) -> str:
    name = one.get("name_en") if scope.lang == "en" else None
    return str(name or one.get("name") or one.get("id") or EMPTY.words)


def _explained(one: dict[str, Any]) -> str:
    words = " ".join(str(one.get("explanation") or "").split("\n"))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _lever(one: dict[str, Any]) -> str:
    return next((str(lever.get("text") or "") for lever in one.get("levers") or []), "")
