"""Moving a goal table between its stages: signing, submitting, reviewing, revising, confirming after money moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.core.kernel.text import Text, joined
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.goals import stages
from jixiao.web.modules.goals.actions.library import flow_back
from jixiao.web.modules.goals.actions.locking import CHANGED, locked, mark_of
from jixiao.web.modules.goals.content import content_of, says_the_same
from jixiao.web.modules.goals.models import ASPECTS, MARKS, Review
from jixiao.web.modules.goals.standing import funds_of, standing
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.indicators.models import Approval, GoalTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.goals.standing import Standing
    from jixiao.web.platform.people.models import Organisation, Person

ORDER = list(MARKS)


def missing_of(held: Standing) -> dict[str, list[Text]]:
    """What stands in the way of signing and submitting."""
    table = held.table
    found = [one.text for one in held.weak if one.is_error]
    bad = [row for row in held.rows if any(one.is_error for one in held.weak_rows.get(row.pk, ()))]
    if bad:
        named = "、".join(row.name for row in bad[:3]) + ("…" if len(bad) > 3 else "")
        found.append(Text(f"有误的指标：{named}", f"indicators with faults: {named}"))
    last = table.reviews.filter(revision=table.revision).first()
    bar: list[Text] = []
    if last is not None and last.verdict == "poor":
        bar.append(Text("评为“差”，不得进入预算；须财政解除后重报", "marked poor and barred until finance lifts it"))
    elif last is not None and table.stage != "submitted" and says_the_same(last.content, content_of(table, held.rows)):
        bar.append(Text("退回后还没有修改", "nothing was changed since it was sent back"))
    return {"content": found, "bar": bar}


@transaction.atomic
def move(*, pk: int, name: str, mark: str, by: Person, at: datetime, note: str = "") -> GoalTable:
    """Make one of the moves that have a button; raises `Refused` or `Stale`."""
    table = locked(pk)
    held = _seen(table, mark)
    step = stages.TABLE.moves[name]
    against = refusals(stages.TABLE, name, table.stage, {step.permission}, missing_of(held), note)
    if against:
        raise Refused(joined([refusal.what for refusal in against]))
    before = {"stage": table.stage}
    _put(table, step.target)
    after = {"stage": table.stage} | ({"note": note.strip()} if note.strip() else {})
    _told(name, table, by, at, before, after)
    return table


@transaction.atomic
def review(*, pk: int, marks: Mapping[str, str], mark: str, note: str, by: Person, at: datetime) -> Review:
    """Review a submitted table: the verdict is the worst of its four marks, and the verdict decides what follows."""
    table = locked(pk)
    held = _seen(table, mark)
    if table.stage != "submitted":
        name = table.stage_name
        raise Refused(Text(f"目标表处于“{name.zh}”，不能审核", f"the table is “{name.en}” and waits for no review"))
    verdict = max((marks[aspect] for aspect in ASPECTS), key=ORDER.index)
    if verdict != "excellent" and not note.strip():
        raise Refused(Text("不是全优时请写明问题和要求", "say what is wrong where not every mark is excellent"), "note")
    earlier = table.reviews.filter(revision=table.revision).first()
    content = content_of(table, held.rows)
    has_changed = earlier is not None and not says_the_same(earlier.content, content)
    target = stages.outcome(verdict, earlier is not None, has_changed)
    made = Review.objects.create(
        table=table, revision=table.revision, marks=dict(marks), verdict=verdict, note=note.strip(), content=content,
        by=by, at=at,
    )  # fmt: skip
    before = {"stage": table.stage, "amount": table.amount}
    if target == "approve":
        _approve(table, held, by, at)
    _put(table, stages.TABLE.moves[target].target)
    after = {"stage": table.stage, "verdict": verdict, "amount": table.amount, "note": note.strip()}
    _told("review", table, by, at, before, after)
    return made


def _approve(table: GoalTable, held: Standing, by: Person, at: datetime) -> None:
    """Freeze what is approved, for the money as it stands; its indicators go into the library."""
    table.revision += 1
    table.amount = held.money
    table.revision_due = False
    Approval.objects.create(table=table, revision=table.revision, content=content_of(table, held.rows), by=by, at=at)
    flow_back(organisation=table.organisation, rows=held.rows, by=by, at=at)


@transaction.atomic
def lift(*, pk: int, mark: str, note: str, by: Person, at: datetime) -> GoalTable:
    """Let a barred table be handed in again: finance says why."""
    table = locked(pk)
    held = _seen(table, mark)
    last = table.reviews.filter(revision=table.revision).first()
    if last is None or last.verdict != "poor":
        raise Refused(Text("这张表没有被禁止", "the table is not barred"))
    if not note.strip():
        raise Refused(Text("请写明解除的理由", "say why the bar is lifted"), "note")
    marks = {aspect: min(last.marks[aspect], "fair", key=ORDER.index) for aspect in ASPECTS}
    Review.objects.create(
        table=table, revision=table.revision, marks=marks, verdict="fair", note=note.strip(), content=last.content,
        by=by, at=at,
    )  # fmt: skip
    _put(table, table.stage)
    _told("lift", table, by, at, {"verdict": "poor"}, {"verdict": "fair", "note": note.strip()})
    return held.table


@transaction.atomic
def confirm(*, pk: int, mark: str, note: str, by: Person, at: datetime) -> GoalTable:
    """Say that the goals stay although money moved, with the reason; the amount follows."""
    table = locked(pk)
    held = _seen(table, mark)
    if not held.is_due or held.money is None:
        raise Refused(Text("资金没有变动，不必确认", "no money moved; there is nothing to confirm"))
    if not note.strip():
        raise Refused(Text("请写明目标不变的理由", "say why the goals stay"), "note")
    before = {"amount": table.amount}
    table.amount, table.revision_due = held.money, False
    _put(table, table.stage)
    _told("confirm", table, by, at, before, {"amount": table.amount, "note": note.strip()})
    return table


@transaction.atomic
def notice(*, organisation: Organisation, year: int, by: Person | None, at: datetime) -> int:
    """Mark the approved tables whose money is no longer the approved one; how many were marked.

    Offered as `funds.moved`: whoever moves money calls it, so that other modules see the mark at once.
    """
    found = list(
        GoalTable.objects.select_for_update(of=("self",), no_key=True)
        .filter(organisation__path__startswith=organisation.path, year=year, stage="approved", revision_due=False)
        .select_related("organisation")
        .order_by("pk")
    )
    if not found:
        return 0
    funds = funds_of(list({one.organisation_id: one.organisation for one in found}.values()), year)
    moved = [one for one in found if funds.moved(one)]
    for table in moved:
        table.revision_due = True
        table.save(update_fields=["revision_due"])
        now = funds.of(table.organisation_id, table.project)
        _told("revision_due", table, by, at, {"amount": table.amount}, {"amount": now})
    return len(moved)


def _seen(table: GoalTable, mark: str) -> Standing:
    held = standing(table)
    if mark_of(table, held.rows) != mark:
        raise Stale(CHANGED, table)
    return held


def _put(table: GoalTable, stage: str) -> None:
    table.stage = stage
    table.version += 1
    table.save(update_fields=["stage", "version", "amount", "revision", "revision_due"])


def _told(
    what: str, table: GoalTable, by: Person | None, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    record(
        f"goals.{what}", f"goals/{table.pk}", by=by, at=at, organisation=table.organisation, before=before, after=after
    )
