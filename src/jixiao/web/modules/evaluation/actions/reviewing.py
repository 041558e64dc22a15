"""The finance bureau's part: remarks and scores of its own, and samples drawn by a seed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.freshness import expect, locked, refresh
from jixiao.web.modules.evaluation.models import Draw, Remark
from jixiao.web.modules.evaluation.sampling import drawn
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from jixiao.core.scoring.scorecard import IndicatorResult
    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person

# ASCII digits only; what is longer cannot be points of an indicator.
_SCORE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?\Z")
NOT_IN_REVIEW = Text("现在不在复核阶段", "the year is not in review")


@transaction.atomic
def remark(*, year: int, said: Mapping[str, tuple[int, str, str]], by: Person, at: datetime) -> None:
    """Write remarks and scores: indicator -> (version seen, score as written, remark); all of them or none.

    Raises `Stale` where someone else has written one meanwhile, and `InputFault` with every problem.
    """
    row = locked(year)
    if row.stage != "in_review":
        raise InputFault([Problem(NOT_IN_REVIEW, "")])
    results = {one.indicator.id: one for one in standing_card(row).results}
    known = {one.indicator: one for one in row.remarks.filter(round=row.round).select_for_update()}
    problems = [
        problem
        for name, (_, score, text) in said.items()
        for problem in ([_strange(name)] if name not in results else _problems(results[name], score, text))
    ]
    if problems:
        raise InputFault(problems)
    changes = {name: _write(row, known.get(name), name, *words, by, at) for name, words in said.items()}
    refresh(row)
    after = {name: change for name, change in changes.items() if change}
    target = f"department_year/{row.pk}"
    record("evaluation.remark", target, by=by, at=at, organisation=row.organisation, after=after)


def _write(
    year: DepartmentYear, old: Remark | None, indicator: str, version: int, score: str, text: str,
    by: Person, at: datetime,
) -> str:  # fmt: skip
    given = Decimal(score) if score else None
    if old is None and given is None and not text and not version:
        return ""
    if old is not None and (old.score, old.text) == (given, text):
        return ""
    expect(old, version)
    if old is None:
        Remark.objects.create(year=year, round=year.round, indicator=indicator, score=given, text=text, by=by, at=at)
    else:
        Remark.objects.filter(pk=old.pk).update(score=given, text=text, by=by, at=at, version=F("version") + 1)
    return f"{score} {text}".strip() or "-"


def _strange(name: str) -> Problem:
    return Problem(Text("没有这项指标", "no such indicator"), name)


def _problems(result: IndicatorResult, score: str, text: str) -> list[Problem]:
    """A score is a number from 0 to the points, in two decimals; one that is not the computed one says why."""
    name = result.indicator.name.zh
    if not score:
        return []
    if not _SCORE.match(score):
        what = Text("复核分应为不超过两位小数的数", "a review score is a number with two decimals at most")
        return [Problem(what, name, received=score)]
    if Decimal(score) > result.points:
        return [Problem(Text("复核分超过满分", "more than the points"), name, received=score)]
    if Decimal(score) != result.score and not text:
        return [Problem(Text("与算得的分不同，须写明意见", "not the computed score: say why"), name, received=score)]
    return []


@transaction.atomic
def draw(*, year: int, count: int, seed: str, among: Collection[int], by: Person, at: datetime) -> Draw:
    """Draw some of the accepted years by a seed, and keep who could have been drawn; raises `InputFault`."""
    if not seed.strip() or not 0 < count <= len(among):
        what = Text("写明种子；抽取数不少于 1，不多于可抽数", "name a seed; draw at least 1 and at most all")
        raise InputFault([Problem(what, "", received=f"{count} / {len(among)}")])
    ordered = sorted(among)
    made = Draw.objects.create(
        year=year, count=count, seed=seed.strip(), among=ordered, drawn=drawn(ordered, count, seed.strip()),
        by=by, at=at,
    )  # fmt: skip
    after = {"year": year, "count": count, "seed": made.seed, "among": ordered, "drawn": made.drawn}
    record("evaluation.draw", f"draw/{made.pk}", by=by, at=at, after=after)
    return made
