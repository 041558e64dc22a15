"""Writing a project's self-evaluation: begin, answer, describe, move."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.moving import refusals
from jixiao.reports.score_json import score_document
from jixiao.web.modules.evaluation import stages
from jixiao.web.modules.evaluation.models import ProjectAnswer, ProjectStep, ProjectYear
from jixiao.web.modules.evaluation.offers import graded
from jixiao.web.modules.evaluation.projects.dues import signals, unexplained, unstated
from jixiao.web.modules.evaluation.projects.filing import FRAMEWORK, Known, card_of, filled, known
from jixiao.web.modules.evaluation.stages import PERMISSIONS, PROJECT_TABLE
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.core.kernel.text import Text as Words
    from jixiao.web.platform.people.models import Organisation, Person

_SCORE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?\Z")
MOST = Decimal(100)
CLOSED = Text("已签署，内容不能改动；要修改请先退回填报", "it is signed; send it back before changing it")
CHANGED = Text("别人刚改过，您的内容还没有保存", "someone else has just changed it; yours is not saved")
NO_PROJECTS = Text("本年度预算中没有项目", "the year's budget has no projects")


@transaction.atomic
def begin_all(*, organisation: Organisation, year: int, by: Person, at: datetime) -> int:
    """Begin the self-evaluation of every project with money in the year; those that exist stay. Says how many."""
    registers = known([organisation], year)
    there = set(ProjectYear.objects.filter(organisation=organisation, year=year).values_list("project", flat=True))
    mine = [one for (unit, _), one in registers.money.items() if unit == organisation.pk]
    if not mine:
        raise Refused(NO_PROJECTS)
    made = []
    for one in mine:
        if one.code not in there:
            row = ProjectYear(
                organisation=organisation, year=year, project=one.code, name=one.name, framework=FRAMEWORK, by=by, at=at
            )
            keep_standing(row, *_scored(row, registers, ()))
            made.append(row)
    ProjectYear.objects.bulk_create(made)
    after = {"year": year, "projects": [one.project for one in made]}
    target = f"project_years/{organisation.pk}/{year}"
    record("evaluation.begin_projects", target, by=by, at=at, organisation=organisation, after=after)
    return len(made)


@transaction.atomic
def answer(*, pk: int, indicator: str, version: int, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    """What came of an indicator and why; `words` are actual, level, percent and reason. Raises `Stale`, `Refused`."""
    row = _open(pk)
    old = ProjectAnswer.objects.select_for_update().filter(year=row, indicator=indicator).first()
    if (0 if old is None else old.version) != version:
        raise Stale(CHANGED, old)
    before = {} if old is None else {name: str(getattr(old, name) or "") for name in words}
    if old is None:
        ProjectAnswer.objects.create(year=row, indicator=indicator, **words, by=by, at=at)
    else:
        ProjectAnswer.objects.filter(pk=old.pk).update(**words, by=by, at=at, version=F("version") + 1)
    refresh(row)
    after = {"indicator": indicator, **{name: str(value or "") for name, value in words.items()}}
    record("evaluation.project_answer", _target(row), by=by, at=at, organisation=row.organisation, before=before,
           after=after)  # fmt: skip


@transaction.atomic
def describe(*, pk: int, version: int, summary: str, stated: str, by: Person, at: datetime) -> None:
    """What the project reached as a whole, and the total that the unit states."""
    row = _open(pk)
    if row.version != version:
        raise Stale(CHANGED, row)
    before = {"summary": row.summary, "stated": str(row.stated or "")}
    row.summary, row.stated = summary.strip()[:4000], _score(stated, "stated")
    refresh(row)
    after = {"summary": row.summary, "stated": str(row.stated or "")}
    record("evaluation.project_describe", _target(row), by=by, at=at, organisation=row.organisation, before=before,
           after=after)  # fmt: skip


@transaction.atomic
def move(
    *, pk: int, name: str, version: int, note: str, by: Person, at: datetime, reviewed: str = ""
) -> ProjectYear:  # fmt: skip
    """Make a move; raises `PermissionDenied`, `Stale`, or `Refused` with all that is missing."""
    row = _locked(pk)
    step = PROJECT_TABLE.moves[name]
    held = {one for one in PERMISSIONS if may(by, one, row.organisation)}
    if step.permission not in held:
        raise PermissionDenied(step.permission)
    if row.version != version:
        raise Stale(CHANGED, row)
    if name == "accept":
        row.reviewed = _score(reviewed, "reviewed")
    gaps = missing(row, step.due, note)
    found = [one.what for one in refusals(PROJECT_TABLE, name, row.stage, held, gaps, note)]
    if found:
        raise Refused(Text("；".join(one.zh for one in found), "; ".join(one.en for one in found)))
    if row.is_open:
        row.content, row.result = standing(row)
        if row.stated is None:
            row.stated = row.computed
    before, row.stage = row.stage, step.target
    if name in ("accept", "return"):
        row.remark = note.strip()
    if row.is_open:
        row.content = row.result = None
    row.version += 1
    row.save()
    words = {"move": name, "source": before, "target": row.stage, "note": note.strip()}
    ProjectStep.objects.create(year=row, **words, by=by, at=at)
    record(f"evaluation.project_{name}", _target(row), by=by, at=at, organisation=row.organisation,
           before={"stage": before}, after={**words, "reviewed": str(row.reviewed or "")})  # fmt: skip
    return row


def missing(year: ProjectYear, names: tuple[str, ...], note: str = "") -> dict[str, list[Words]]:
    """For each name of what is due: what is missing of it."""
    if not names:
        return {}
    if stages.REVIEWED in names:
        return {stages.REVIEWED: _unreviewed(year, note)}
    content, result = standing(year)
    return {
        stages.EXPLAINED: [text for _, text in unexplained(content, result)],
        stages.STATED: unstated(year, result),
    }


def _unreviewed(year: ProjectYear, note: str) -> list[Words]:
    if year.reviewed is None:
        return [Text("须填写复核分", "a review score is due")]
    if year.reviewed != year.stated and not note.strip():
        return [Text("与自评分不同，须写明意见", "not the stated score: say why")]
    return []


def standing(year: ProjectYear) -> tuple[dict[str, Any], dict[str, Any]]:
    """Content and result as they stand: from the registers while it is open, else as they were signed."""
    if not year.is_open and year.content is not None and year.result is not None:
        return year.content, year.result
    registers = known([year.organisation], year.year)
    return _scored(year, registers, list(year.answers.all()))


def refresh(year: ProjectYear) -> None:
    """Keep how it stands, for lists."""
    keep_standing(year, *standing(year))
    year.version += 1
    year.save()


def keep_standing(year: ProjectYear, content: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    """Put the sums of a result into the row; it is not saved here."""
    money = content["money"] or {"adjusted": 0, "spent": 0}
    year.adjusted, year.spent = money["adjusted"], money["spent"]
    year.computed = Decimal(result["total"])
    year.open_points = Decimal(result["undecided_points"] or 0)
    year.to_explain = len(unexplained(content, result))
    year.signals = signals(content, result)
    year.grade = graded(year.framework, year.year, year.computed) if not year.open_points else ""


def _scored(
    year: ProjectYear, registers: Known, answers: Any  # noqa: ANN401 - a list of answers, or none
) -> tuple[dict[str, Any], dict[str, Any]]:  # fmt: skip
    content = filled(year, registers, answers)
    try:
        return content, score_document(card_of(content))
    except InputFault as fault:
        raise Refused(Text(fault.said("zh"), fault.said("en"))) from None


def _score(words: str, field: str) -> Decimal | None:
    tidy = words.strip()
    if not tidy:
        return None
    if not _SCORE.match(tidy) or Decimal(tidy) > MOST:
        what = Text("得分应为 0 到 100、不超过两位小数的数", "a score is a number from 0 to 100, two decimals at most")
        raise Refused(what, field)
    return Decimal(tidy)


def _locked(pk: int) -> ProjectYear:
    return ProjectYear.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)


def _open(pk: int) -> ProjectYear:
    row = _locked(pk)
    if not row.is_open:
        raise Refused(CLOSED)
    return row


def _target(year: ProjectYear) -> str:
    return f"project_year/{year.pk}"
