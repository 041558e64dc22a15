"""Writes to ex-ante evaluations: begun by the unit, its aspects written, moved on, judged by finance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text, joined
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.actions.locking import GONE, hold_version
from jixiao.web.modules.budget.models import Aspect, Assessment, Line
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.budget.models import Project
    from jixiao.web.platform.people.models import Person

# Of an aspect: score, grounds, evidence.
Written = tuple[int | None, str, str]


def begin(*, project: Project, year: int, requested: int, by: Person, at: datetime) -> Assessment:
    """Begin the ex-ante evaluation of a project for a year; raises `Refused` where there is one."""
    if not project.runs_in(year):
        raise Refused(Text(f"项目年限不含 {year} 年", f"the project does not run in {year}"), "year")
    try:
        with transaction.atomic():
            one = Assessment.objects.create(project=project, year=year, requested=requested, by=by, at=at)
            Aspect.objects.bulk_create(Aspect(assessment=one, name=name) for name in stages.ASPECTS)
            record(
                "budget.assessment.begin", _target(one), by=by, at=at, organisation=project.organisation,
                after={"project": str(project), "year": year, "amount": requested},
            )  # fmt: skip
    except IntegrityError:
        raise Refused(Text("这个项目当年已有事前评估", "it has an ex-ante evaluation already"), "year") from None
    return one


def write(
    *, pk: int, requested: int, aspects: Mapping[str, Written], version: int, by: Person, at: datetime
) -> Assessment:
    """Write what is asked for and the aspects, while it is being written. Raises `Stale` or `Refused`."""
    with transaction.atomic():
        one = _locked(pk)
        hold_version(one, version)
        if not one.now.is_open:
            raise Refused(Text("已提交，退回后才能修改", "it is with finance; it can be changed once sent back"))
        before: dict[str, Any] = {"amount": one.requested}
        after: dict[str, Any] = {"amount": requested}
        for aspect in one.aspects.all():
            new = aspects[aspect.name]
            old = (aspect.score, aspect.grounds, aspect.evidence)
            if old != new:
                aspect.score, aspect.grounds, aspect.evidence = new
                aspect.save()
                before[aspect.name], after[aspect.name] = _told(old), _told(new)
        one.requested, one.version = requested, one.version + 1
        one.save(update_fields=["requested", "version"])
        _record("budget.assessment.write", one, by, at, before, after)
    return one


def move(
    *, pk: int, move: str, version: int, by: Person, at: datetime, note: str = "", supported: int | None = None
) -> Assessment:
    """Move an evaluation on or back; a verdict is such a move. Raises `Stale` or `Refused`."""
    step = stages.EX_ANTE.moves[move]
    with transaction.atomic():
        one = _locked(pk)
        hold_version(one, version)
        before = {"stage": one.stage, "supported": one.supported}
        amount = {"support": one.requested, "support_partly": supported}.get(move)
        missing = missing_of(one) | {"amount": _amount(one, supported)}
        against = refusals(stages.EX_ANTE, move, one.stage, {step.permission}, missing, note)
        if against:
            raise Refused(joined([refusal.what for refusal in against]))
        is_verdict = move in stages.VERDICTS
        if is_verdict and one.by_id == by.pk:
            raise Refused(Text("不能评估自己编写的材料", "nobody judges what they wrote themselves"))
        one.stage, one.supported, one.opinion = step.target, amount, note.strip()
        one.decided_by, one.decided_at = (by, at) if is_verdict else (None, None)
        one.version += 1
        one.save()
        after = {"stage": one.stage, "supported": one.supported, "note": one.opinion}
        _record("budget.assessment.move", one, by, at, before, after)
    return one


def missing_of(one: Assessment) -> dict[str, list[Text]]:
    """What is missing for a move: words and scores of the aspects; a verdict that lines rest on stays."""
    lacking = [aspect.title for aspect in one.aspects.all() if aspect.score is None or not aspect.grounds]
    found: dict[str, list[Text]] = {"aspects": [], "lines": [], "amount": []}
    if lacking:
        zh, en = "、".join(text.zh for text in lacking), ", ".join(text.en for text in lacking)
        found["aspects"].append(Text(f"请写全：{zh}", f"still to be written: {en}"))
    if Line.objects.filter(project=one.project, budget__year=one.year).exists():
        found["lines"].append(Text("已据此编列预算，不能重新评估", "a budget line rests on it; it stands"))
    return found


def _amount(one: Assessment, supported: int | None) -> list[Text]:
    if supported is None or not 0 < supported < one.requested:
        return [Text("部分支持要填支持金额，大于零、少于申请金额", "say how much, below what was asked for")]
    return []


def _told(aspect: Written) -> str:
    score, grounds, evidence = aspect
    return f"{'—' if score is None else score}；{grounds}；{evidence}"[:300]


def _target(one: Assessment) -> str:
    return f"budget.assessment/{one.pk}"


def _record(
    action: str, one: Assessment, by: Person, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    record(action, _target(one), by=by, at=at, organisation=one.project.organisation, before=before, after=after)


def _locked(pk: int) -> Assessment:
    found = Assessment.objects.select_for_update(of=("self",)).select_related("project__organisation").filter(pk=pk)
    one = found.first()
    if one is None:
        raise Refused(GONE)
    return one
