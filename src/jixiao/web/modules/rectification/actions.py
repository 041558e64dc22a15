"""Writes: moving a problem on, entering and taking over problems, deciding what a result means for next year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao.core.kernel.text import Text, joined
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.rectification.models import DECISIONS, Consequence
from jixiao.web.modules.rectification.stages import PERMISSIONS, TABLE, WORK
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.problems.actions import enter
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from jixiao.web.platform.files.models import StoredFile
    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.problems.queries import Candidate

STALE = Text("刚有人改过，请看过再保存", "someone has just changed it; look at it and save again")
OWN_WORK = Text("报送的人不能自己验收", "who reported it cannot accept it")
NOT_OF_THE_UNIT = Text("责任人应在本单位任职", "the owner should have a post in the unit")
IN_THE_PAST = Text("期限已经过去", "the deadline has passed already")
MOST_WORDS = 5000


@dataclass(frozen=True, slots=True)
class Step:
    """What comes with a move: who shall put it right until when, what was done with which proof, or a note."""

    owner: Person | None = None
    until: date | None = None
    done: str = ""
    proof: StoredFile | None = None
    note: str = ""


def _locked(pk: int, version: int) -> Problem:
    problem = Problem.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
    if problem.version != version:
        raise Stale(STALE, problem)
    return problem


def _told(problem: Problem) -> dict[str, Any]:
    return {
        "stage": problem.stage,
        "owner": None if problem.owner is None else problem.owner.name,
        "until": None if problem.until is None else problem.until.isoformat(),
        "done": problem.done,
    }


@transaction.atomic
def move(*, pk: int, name: str, version: int, step: Step, by: Person, at: datetime) -> Problem:
    """Move a problem on or back. Raises `PermissionDenied`, `Stale`, or `Refused` with what is missing."""
    problem = _locked(pk, version)
    held = {one for one in PERMISSIONS if may(by, one, problem.organisation)}
    if TABLE.moves[name].permission not in held:
        raise PermissionDenied(TABLE.moves[name].permission)
    before = _told(problem)
    if name == "assign":
        problem.owner, problem.until = step.owner or problem.owner, step.until or problem.until
    if name == "report":
        problem.done = step.done.strip()[:MOST_WORDS]
        problem.proof = step.proof or problem.proof
    found = refusals(TABLE, name, problem.stage, held, _missing(problem, at), step.note)
    if name == "accept" and by == _reporter(problem):
        raise Refused(OWN_WORK)
    if found:
        raise Refused(joined([one.what for one in found]))
    problem.stage = TABLE.moves[name].target
    problem.accepted_by = by if name == "accept" else None
    problem.version += 1
    problem.save()
    after = {**_told(problem), "note": step.note.strip()}
    record(
        f"rectification.{name}", f"problem/{pk}", by=by, at=at, organisation=problem.organisation, before=before,
        after=after,
    )  # fmt: skip
    return problem


def _missing(problem: Problem, at: datetime) -> dict[str, list[Text]]:
    owner, until = problem.owner, problem.until
    needed: dict[str, list[Text]] = {"owner": [], "until": [], "done": []}
    if owner is None:
        needed["owner"].append(Text("指定责任人", "name an owner"))
    elif not may(owner, WORK, problem.organisation):
        needed["owner"].append(NOT_OF_THE_UNIT)
    if until is None:
        needed["until"].append(Text("定下期限", "set a deadline"))
    elif until < at.date():
        needed["until"].append(IN_THE_PAST)
    if not problem.done:
        needed["done"].append(Text("写明怎样整改的", "say what was done"))
    return needed


def _reporter(problem: Problem) -> Person | None:
    from jixiao.web.platform.trail.models import Event

    told = Event.objects.filter(target=f"problem/{problem.pk}", action="rectification.report").order_by("-pk").first()
    return None if told is None else told.by


@transaction.atomic
def use(*, pk: int, version: int, use: str, changed: str, by: Person, at: datetime) -> Problem:
    """Say what a problem should change in next year's budget, and what it really changed; raises `Stale`."""
    problem = _locked(pk, version)
    before = {"use": problem.use, "changed": problem.changed}
    problem.use, problem.changed = use.strip()[:MOST_WORDS], changed.strip()[:MOST_WORDS]
    problem.version += 1
    problem.save()
    after = {"use": problem.use, "changed": problem.changed}
    place = problem.organisation
    record("rectification.use", f"problem/{pk}", by=by, at=at, organisation=place, before=before, after=after)
    return problem


def add(
    *, organisation: Organisation, year: int, title: str, detail: str, project: str, by: Person, at: datetime
) -> Problem:
    """Enter a problem by hand."""
    return enter(
        organisation=organisation, year=year, origin="hand", key=uuid4().hex, title=title, detail=detail,
        project=project, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def take_over(
    *, organisation: Organisation, year: int, chosen: Iterable[Candidate], by: Person, at: datetime
) -> list[Problem]:
    """Make problems of what modules offered; what is there already is not made twice."""
    return [
        enter(
            organisation=organisation, year=year, origin=one.origin, key=one.key, title=one.title, detail=one.detail,
            url=one.url, project=one.project, by=by, at=at,
        )
        for one in chosen
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided for a project's next budget."""

    project: str
    name: str
    verdict: str
    proposed: str
    decision: str
    amount: int | None
    reason: str


@transaction.atomic
def decide(
    *, organisation: Organisation, year: int, decision: Decision, version: int, by: Person, at: datetime
) -> Consequence:
    """Decide what a project's result means for the next budget; `version` 0 where nothing was decided yet.

    Raises `Stale`, and `Refused` where it is not what the verdict proposes and no reason is given.
    """
    if decision.decision not in DECISIONS:
        raise Refused(Text("请选择怎样应用", "choose what follows"), "decision")
    if decision.proposed and decision.decision != decision.proposed and not decision.reason.strip():
        proposed = DECISIONS[decision.proposed]
        what = Text(f"与建议（{proposed.zh}）不同，须写明理由", f"not what is proposed ({proposed.en}): say why")
        raise Refused(what, "reason")
    known = {"organisation": organisation, "year": year, "project": decision.project}
    row = Consequence.objects.select_for_update(of=("self",)).filter(**known).first()
    if (0 if row is None else row.version) != version:
        raise Stale(STALE, row)
    before = {} if row is None else {"decision": row.decision, "amount": row.amount, "reason": row.reason}
    row = row or Consequence(**known, version=0)
    row.name, row.verdict, row.decision = decision.name, decision.verdict, decision.decision
    row.amount = decision.amount if decision.decision == "cut" else None
    row.reason, row.by, row.at = decision.reason.strip()[:500], by, at
    row.version += 1
    row.save()
    after = {"project": row.project, "decision": row.decision, "amount": row.amount, "reason": row.reason}
    target = f"consequence/{row.pk}"
    record("rectification.decide", target, by=by, at=at, organisation=organisation, before=before, after=after)
    return row


@transaction.atomic
def explain(*, pk: int, version: int, explained: str, by: Person, at: datetime) -> Consequence:
    """Say why a decision was not followed; raises `Stale`, or `Refused` without words."""
    row = Consequence.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
    if row.version != version:
        raise Stale(STALE, row)
    if not explained.strip():
        raise Refused(Text("写明为什么没有照办", "say why it was not followed"), "explained")
    before, row.explained = {"explained": row.explained}, explained.strip()[:500]
    row.version += 1
    row.save(update_fields=["explained", "version"])
    after = {"explained": row.explained}
    place = row.organisation
    record("rectification.explain", f"consequence/{pk}", by=by, at=at, organisation=place, before=before, after=after)
    return row
