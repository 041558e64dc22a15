"""Moving a filing from stage to stage; what is submitted red, or with a problem, goes to the register of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from jixiao.core.kernel.text import Text, joined
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.monitoring.actions.locking import hold_version, locked_filing
from jixiao.web.modules.monitoring.actions.rounds import retake
from jixiao.web.modules.monitoring.deciding import standing
from jixiao.web.modules.monitoring.judging import judge
from jixiao.web.modules.monitoring.rules import limits_of
from jixiao.web.modules.monitoring.stages import DECIDED, FILLED, TABLE
from jixiao.web.modules.monitoring.taking import local_day
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.problems.actions import enter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from jixiao.web.modules.monitoring.models import Filing, Round, Sheet
    from jixiao.web.platform.people.models import Person


def move(*, pk: int, name: str, version: int, note: str, by: Person, at: datetime) -> Filing:
    """Move a filing; raises `Refused` with all that is missing, or `Stale`. Permissions are the caller's to demand.

    Money and goals are taken a last time when filling in is finished; from then on they stand still.
    """
    step, day = TABLE.moves[name], local_day(at)
    with transaction.atomic():
        filing = locked_filing(pk)
        hold_version(filing, version)
        if name == "finish" and filing.is_open:
            retake(filing, at=at)
        sheets = list(filing.sheets.all())
        against = refusals(TABLE, name, filing.stage, {step.permission}, missing(sheets, filing.round, day), note)
        if against:
            raise Refused(joined([one.what for one in against]))
        before = {"stage": filing.stage}
        filing.stage, filing.note, filing.moved_at = step.target, note.strip(), at
        filing.version += 1
        filing.save(update_fields=["stage", "note", "moved_at", "version"])
        after = {"stage": filing.stage, "note": filing.note}
        target = f"monitoring.filing/{pk}"
        record(f"monitoring.{name}", target, by=by, at=at, organisation=filing.organisation, before=before, after=after)
        if name == "submit":
            report_problems(filing, sheets, by=by, at=at)
    return filing


def missing(sheets: Iterable[Sheet], one: Round, day: date) -> dict[str, list[Text]]:
    """What is missing of all that a move may have due."""
    found: dict[str, list[Text]] = {FILLED: [], DECIDED: []}
    for sheet in sheets:
        if sheet.gaps:
            said = Text(f"{sheet.name}还缺 {sheet.gaps} 项", f"{sheet.name}: {sheet.gaps} things are missing")
            found[FILLED].append(said)
        if standing(sheet, one, day).state in ("open", "told"):
            found[DECIDED].append(
                Text(f"{sheet.name}是红灯，请先决定继续、调整或取消", f"{sheet.name} is red: decide over it first")
            )
    return found


def report_problems(filing: Filing, sheets: Iterable[Sheet], *, by: Person, at: datetime) -> int:
    """Enter red sheets, and problems that were written down, into the register; each once."""
    found = problems_of(filing, sheets)
    for one in found:
        enter(**one, by=by, at=at)
    return len(found)


def problems_of(filing: Filing, sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """The problems that a filing brings, as the register takes them."""
    one, found = filing.round, []
    for sheet in sheets:
        if sheet.light != "red" and not sheet.problem:
            continue
        judged = judge(sheet, limits_of(one))
        red = [goal.row["name"] for goal in judged.goals if goal.judged.light == "red"]
        told = [sheet.problem] if sheet.problem else []
        told += [judged.money.steps[-1].zh] if judged.money.light == "red" else []
        told += [f"指标红灯：{'、'.join(red)}"] if red else []
        told += [f"措施：{sheet.measure}"] if sheet.measure else []
        found.append(
            {
                "organisation": filing.organisation,
                "year": one.year,
                "origin": "monitoring",
                "key": f"{one.pk}/{sheet.project or 'department'}",
                "title": f"{one.name.zh}：{sheet.name}{'红灯' if sheet.light == 'red' else '存在问题'}",
                "detail": "\n".join(told),
                "url": reverse("monitoring:sheet", args=[sheet.pk]),
                "project": sheet.project,
            }
        )
    return found
