"""What a later rulebook does not know any more is taken out of an unsigned year, so that it can be filled in again."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.core.kernel.faults import InputFault
from jixiao.web.modules.evaluation.actions.freshness import locked_open, refresh
from jixiao.web.modules.evaluation.content import content_of
from jixiao.web.modules.evaluation.scoring import card_of
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures import actions as figures
from jixiao.web.registers.figures.queries import holding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person


@transaction.atomic
def drop_unfit(*, year: int, by: Person, at: datetime) -> int:
    """Withdraw the figures, and remove the decisions, scores and readings, that alone make a year unfit; how many.

    Raises `InputFault` where the year is unfit for another reason; then nothing has changed.
    """
    row = locked_open(year)
    content = content_of(row)
    bare = {**content, "facts": [], "judgements": []}
    bare.pop("stated", None)
    gone: dict[str, list[str]] = {"figures": [], "decisions": [], "scores": [], "readings": []}
    for figure, fact in zip(holding(row.organisation, row.year), content["facts"], strict=True):
        if _breaks(bare, facts=[fact]):
            figures.withdraw(figure=figure.pk, by=by, at=at)
            gone["figures"].append(f"{figure.concept} {figure.period} {figure.shown}")
    for decision, judgement in zip(row.decisions.all(), content["judgements"], strict=True):
        if _breaks(bare, judgements=[judgement]):
            gone["decisions"].append(f"{decision.indicator} {decision.clause} {decision.value}")
            decision.delete()
    scores = (content.get("stated") or {}).get("scores") or {}
    for name, score in scores.items():
        if _breaks(bare, stated={"scores": {name: score}}):
            row.statements.filter(indicator=name).delete()
            gone["scores"].append(name)
    _drop_readings(row, bare, gone)
    refresh(row)
    record("evaluation.drop_unfit", f"department_year/{row.pk}", by=by, at=at, organisation=row.organisation,
           before=gone)  # fmt: skip
    return sum(len(one) for one in gone.values())


def _breaks(bare: Mapping[str, Any], **part: Any) -> bool:  # noqa: ANN401 - a part of a fact file
    try:
        card_of({**copy.deepcopy(dict(bare)), **part}, {})
    except InputFault:
        return True
    return False


def _drop_readings(row: DepartmentYear, bare: Mapping[str, Any], gone: dict[str, list[str]]) -> None:
    for name, reading in list(row.readings.items()):
        try:
            card_of(bare, {name: reading})
        except InputFault:
            row.readings = {key: value for key, value in row.readings.items() if key != name}
            gone["readings"].append(f"{name} {reading}")
