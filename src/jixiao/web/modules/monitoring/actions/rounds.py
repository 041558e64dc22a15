"""Issuing a round, changing its deadline, adding what came later, taking the figures anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.monitoring import judging, taking
from jixiao.web.modules.monitoring.actions.locking import hold_version
from jixiao.web.modules.monitoring.models import Filing, Round, Sheet
from jixiao.web.modules.monitoring.queries import organisations_of
from jixiao.web.modules.monitoring.rules import in_force, kept, limits_of
from jixiao.web.modules.monitoring.stages import TABLE
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from jixiao.web.modules.monitoring.taking import Taken
    from jixiao.web.platform.people.models import Organisation, Person

_OPEN = tuple(stage.id for stage in TABLE.stages.values() if stage.is_open)


@dataclass(frozen=True, slots=True)
class RoundFields:
    """What a round is made of."""

    year: int
    month: int
    until: date
    levels: tuple[int, ...]
    escalate_after: int
    pause_after: int
    warns: bool
    note: str = ""


def issue(*, organisation: Organisation, fields: RoundFields, by: Person, at: datetime) -> Round:
    """Issue a round, with a filing for each organisation and a sheet for it and each of its projects."""
    rules = in_force(taking.local_day(at))
    if rules is None:
        raise Refused(Text("规则库里还没有绩效监控的参数", "the rulebook has no parameters of monitoring for this day"))
    try:
        with transaction.atomic():
            one = Round.objects.create(
                organisation=organisation, year=fields.year, month=fields.month, until=fields.until,
                levels=list(fields.levels), escalate_after=fields.escalate_after, pause_after=fields.pause_after,
                warns=fields.warns, rules=kept(rules), note=fields.note, by=by, at=at,
            )  # fmt: skip
            filings, sheets = cover(one, organisations_of(one), by=by, at=at)
            after = {"round": str(one), "until": one.until.isoformat(), "filings": filings, "sheets": sheets}
            record(
                "monitoring.issue", f"monitoring.round/{one.pk}", by=by, at=at, organisation=organisation, after=after
            )
    except IntegrityError:
        said = Text("这个月份的监控已经下发", "monitoring up to this month has been issued already")
        raise Refused(said, "month") from None
    return one


def complete(*, pk: int, by: Person, at: datetime) -> tuple[int, int]:
    """Add filings and sheets for organisations and projects that came after the round was issued; says how many."""
    with transaction.atomic():
        one = Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
        filings, sheets = cover(one, organisations_of(one), by=by, at=at)
        if filings or sheets:
            after = {"filings": filings, "sheets": sheets}
            target = f"monitoring.round/{one.pk}"
            record("monitoring.complete", target, by=by, at=at, organisation=one.organisation, after=after)
    return filings, sheets


def cover(one: Round, organisations: Sequence[Organisation], *, by: Person, at: datetime) -> tuple[int, int]:
    """Make what is missing for organisations, in bulk; inside the transaction and the event of the caller."""
    have = {filing.organisation_id: filing for filing in one.filings.filter(organisation__in=organisations)}
    added = [Filing(round=one, organisation=each, moved_at=at) for each in organisations if each.pk not in have]
    Filing.objects.bulk_create(added)
    known: dict[int, set[str]] = {}
    for filing, project in Sheet.objects.filter(filing__in=have.values()).values_list("filing_id", "project"):
        known.setdefault(filing, set()).add(project)
    taken = taking.take(organisations, one.year, one.month)
    named = {each.pk: each for each in organisations}
    sheets: list[Sheet] = []
    for filing in (*have.values(), *added):
        if filing.stage in _OPEN:
            filing.round, filing.organisation = one, named[filing.organisation_id]
            sheets += taking.new_sheets(filing, taken, known.get(filing.pk, ()), by=by, at=at)
    Sheet.objects.bulk_create(sheets)
    return len(added), len(sheets)


def change(*, pk: int, until: date, note: str, version: int, by: Person, at: datetime) -> Round:
    """Change the deadline and the note of a round; raises `Stale`."""
    with transaction.atomic():
        one = Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
        hold_version(one, version)
        before = {"until": one.until.isoformat(), "note": one.note}
        one.until, one.note, one.version = until, note, one.version + 1
        one.save(update_fields=["until", "note", "version"])
        after = {"until": until.isoformat(), "note": note}
        target = f"monitoring.round/{pk}"
        record("monitoring.change", target, by=by, at=at, organisation=one.organisation, before=before, after=after)
    return one


def refresh(*, filing: int, by: Person, at: datetime) -> int:
    """Take money and goals anew for a filing that is open; says how many sheets have changed."""
    with transaction.atomic():
        row = Filing.objects.select_for_update(of=("self",)).select_related("round", "organisation").get(pk=filing)
        if not row.is_open:
            said = f"“{row.now.name.zh}”阶段数据已固定，退回后才能重新取数"
            raise Refused(Text(said, f"at “{row.now.name.en}” the figures are fixed; have it returned first"))
        changed = retake(row, at=at)
        after = {"sheets": changed}
        target = f"monitoring.filing/{row.pk}"
        record("monitoring.refresh", target, by=by, at=at, organisation=row.organisation, after=after)
    return len(changed)


def retake(row: Filing, *, at: datetime, taken: Taken | None = None) -> list[str]:
    """Take everything anew for the sheets of a filing and keep what follows; returns the names of those changed."""
    sheets = list(row.sheets.select_for_update())
    taken = taken or taking.take([row.organisation], row.round.year, row.round.month)
    changed = []
    for sheet in sheets:
        before = _held(sheet)
        taking.fill(sheet, row.organisation, row.round, taken, at)
        judging.keep(sheet, limits_of(row.round), taking.local_day(at))
        changed += [sheet.name] if _held(sheet) != before else []
    Sheet.objects.bulk_update(sheets, [*taking.TAKEN, *judging.KEPT])
    return changed


def _held(sheet: Sheet) -> Iterable[object]:
    return (sheet.adjusted, sheet.spent, sheet.months, sheet.goals, sheet.light)
