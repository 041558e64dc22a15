"""A second round of review begins with what the first one accepted, where nothing of it has changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jixiao.web.modules.evaluation.models import Remark

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.modules.evaluation.models import DepartmentYear, Run

# What has to be the same for a verdict to hold on.
SAME = ("score", "stated", "outcome", "reading", "max", "inputs")


def carry_over(year: DepartmentYear, at: datetime) -> None:
    """Take the accepted indicators of the round before into this one, where their results are the same."""
    runs = list(year.runs.all()[:2])
    if year.round < 2 or len(runs) < 2:
        return
    now, before = (_results(run) for run in runs)
    kept = year.remarks.filter(round=year.round - 1, verdict="accepted").select_related("by")
    there = set(year.remarks.filter(round=year.round).values_list("indicator", flat=True))
    Remark.objects.bulk_create(
        Remark(
            year=year, round=year.round, indicator=one.indicator, score=one.score, text=one.text,
            verdict="accepted", by=one.by, at=at,
        )
        for one in kept
        if one.indicator not in there and now.get(one.indicator) == before.get(one.indicator, {})
    )  # fmt: skip


def _results(run: Run) -> dict[str, dict[str, Any]]:
    return {one["id"]: {name: one[name] for name in SAME} for one in json.loads(run.result)["indicators"]}


def closed_indicators(year: DepartmentYear) -> frozenset[str]:
    """The indicators that the round before accepted: only what was sent back is worked on again."""
    if year.round < 2 or not year.is_open:
        return frozenset()
    earlier = year.remarks.filter(round=year.round - 1)
    told = {one.indicator: one.verdict for one in earlier}
    if "returned" not in told.values():
        return frozenset()
    return frozenset(name for name, verdict in told.items() if verdict == "accepted")
