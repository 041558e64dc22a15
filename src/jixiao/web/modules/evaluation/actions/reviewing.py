"""The finance bureau's part: remarks and scores of its own, and samples drawn by a seed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.freshness import expect, locked, refresh
from jixiao.web.modules.evaluation.comparing.sampling import drawn
from jixiao.web.modules.evaluation.models import VERDICTS, Draw, Remark
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
Said = tuple[int, str, str] | tuple[int, str, str, str]
NOT_IN_REVIEW = Text("现在不在复核阶段", "the year is not in review")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of an indicator: the version that was seen, a score as written, a remark, a verdict."""

    version: int
    score: str
    text: str
    verdict: str = ""


@transaction.atomic
def remark(*, year: int, said: Mapping[str, Said], by: Person, at: datetime) -> None:
    """Write remarks, scores and verdicts, by indicator; all of them or none.

    Raises `Stale` where someone else has written one meanwhile, and `InputFault` with every problem.
    """
    row = locked(year)
    if row.stage != "in_review":
        raise InputFault([Problem(NOT_IN_REVIEW, "")])
    results = {one.indicator.id: one for one in standing_card(row).results}
    known = {one.indicator: one for one in row.remarks.filter(round=row.round).select_for_update()}
    words = {name: Words(*one) for name, one in said.items()}
    problems = [
        problem
        for name, one in words.items()
        for problem in ([_strange(name)] if name not in results else _problems(results[name], one))
    ]
    if problems:
        raise InputFault(problems)
    changes = {name: _write(row, known.get(name), name, one, by, at) for name, one in words.items()}
    refresh(row)
    after = {name: change for name, change in changes.items() if change}
    target = f"department_year/{row.pk}"
    record("evaluation.remark", target, by=by, at=at, organisation=row.organisation, after=after)


def _write(year: DepartmentYear, old: Remark | None, indicator: str, said: Words, by: Person, at: datetime) -> str:
    given = Decimal(said.score) if said.score else None
    words = {"score": given, "text": said.text, "verdict": said.verdict}
    if old is None and given is None and not said.text and not said.verdict and not said.version:
        return ""
    if old is not None and (old.score, old.text, old.verdict) == (given, said.text, said.verdict):
        return ""
    expect(old, said.version)
    if old is None:
        Remark.objects.create(year=year, round=year.round, indicator=indicator, **words, by=by, at=at)
    else:
        Remark.objects.filter(pk=old.pk).update(**words, by=by, at=at, version=F("version") + 1)
    return f"{said.score} {said.verdict} {said.text}".strip() or "-"


def _strange(name: str) -> Problem:
    return Problem(Text("没有这项指标", "no such indicator"), name)


def _problems(result: IndicatorResult, said: Words) -> list[Problem]:
    """A score is a number from 0 to the points, in two decimals; one that is not the computed one says why."""
    name, score, text = result.indicator.name.zh, said.score, said.text
    if said.verdict and said.verdict not in VERDICTS:
        return [Problem(Text("没有这种处理", "no such verdict"), name, received=said.verdict)]
    if said.verdict == "returned" and not text:
        return [Problem(Text("退回须写明意见", "say why it goes back"), name)]
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
