"""Writing what people say of a sheet: values, reasons, measures, forecasts, the decision over a red light."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.monitoring import judging
from jixiao.web.modules.monitoring.actions.locking import hold_open, hold_version, locked_sheet
from jixiao.web.modules.monitoring.rules import limits_of
from jixiao.web.modules.monitoring.taking import last_day, local_day
from jixiao.web.platform.installed import measures
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures.queries import holding
from jixiao.web.registers.indicators.actions import report
from jixiao.web.registers.indicators.models import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from jixiao.web.modules.monitoring.models import Sheet
    from jixiao.web.platform.people.models import Organisation, Person

WORDS = ("reason", "problem", "measure", "method", "by_hand", "because")


@dataclass(frozen=True, slots=True)
class SheetFields:
    """What people write on a sheet; `values` and `entries` by the key of the indicator."""

    reason: str = ""
    problem: str = ""
    measure: str = ""
    method: str = "straight_line"
    by_hand: int | None = None
    because: str = ""
    values: Mapping[int, str] = field(default_factory=dict)
    entries: Mapping[int, dict[str, str]] = field(default_factory=dict)


def save(*, pk: int, fields: SheetFields, version: int, by: Person, at: datetime) -> Sheet:
    """Keep what was written; values go to the register of indicators. Raises `Refused` or `Stale`."""
    with transaction.atomic():
        sheet = locked_sheet(pk)
        hold_open(sheet.filing)
        hold_version(sheet, version)
        before = _told(sheet)
        for name in WORDS:
            setattr(sheet, name, getattr(fields, name))
        known = {str(row["id"]) for row in sheet.goals}
        sheet.entries = {str(key): entry for key, entry in fields.entries.items() if str(key) in known and entry}
        _report(sheet, fields.values, by, at)
        _keep(sheet, by, at)
        changed = {name: value for name, value in _told(sheet).items() if before.get(name) != value}
        old = {name: before.get(name) for name in changed}
        _record("monitoring.fill", sheet, by, at, old, changed)
    return sheet


def decide(*, pk: int, decision: str, reason: str, version: int, by: Person, at: datetime) -> Sheet:
    """Decide over a red light: go on, move the money, or give it up. Raises `Refused` or `Stale`."""
    with transaction.atomic():
        sheet = locked_sheet(pk)
        hold_version(sheet, version)
        if sheet.light != "red":
            raise Refused(Text("不是红灯，不用决定", "it is not red: nothing to decide"))
        if sheet.filing.stage == "accepted":
            raise Refused(Text("财政已接收，不能再改", "it has been accepted"))
        before = {"decision": sheet.decision, "reason": sheet.decision_reason}
        sheet.decision, sheet.decision_reason, sheet.decided_by, sheet.decided_at = decision, reason, by, at
        sheet.version += 1
        sheet.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at", "version"])
        _record("monitoring.decide", sheet, by, at, before, {"decision": decision, "reason": reason})
    return sheet


def _report(sheet: Sheet, values: Mapping[int, str], by: Person, at: datetime) -> None:
    """Hand new values to the register, and take those that are counted elsewhere from there."""
    place, year = sheet.filing.organisation, sheet.filing.round.year
    day = last_day(year, sheet.filing.round.month)
    wanted: dict[int, tuple[str, dict[str, Any]]] = {}
    for row in sheet.goals:
        if row["binding"] == "hand":
            wanted[row["id"]] = (values.get(row["id"], ""), {})
        else:
            wanted[row["id"]] = counted(place, year, day, row)
    changed = {row["id"]: wanted[row["id"]] for row in sheet.goals if wanted[row["id"]][0] not in ("", row["value"])}
    indicators = Indicator.objects.filter(pk__in=changed, table__organisation=place).select_related(
        "table__organisation"
    )
    found = {one.pk: one for one in indicators}
    for row in sheet.goals:
        if row["id"] in changed and row["id"] in found:
            value, source = changed[row["id"]]
            made = report(indicator=found[row["id"]], day=day, value=value, by=by, at=at, source=source)
            row["value"], row["day"] = made.value, day.isoformat()


def counted(place: Organisation, year: int, day: date, row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The value of an indicator that is bound to a measure or a figure, and where it comes from; "" where unknown."""
    if row["binding"] == "measure":
        measure = measures().get(row["source"])
        value = None if measure is None else measure.value(place, year, day)
        if measure is None or value is None:
            return "", {}
        return f"{value:f}", {"measure": measure.id, "records": len(measure.records(place, year, day))}
    figure = next((one for one in holding(place, year) if one.concept == row["source"]), None)
    return ("", {}) if figure is None else (figure.printed, {"fact": figure.concept, "figure": figure.pk})


def _keep(sheet: Sheet, by: Person, at: datetime) -> None:
    judging.keep(sheet, limits_of(sheet.filing.round), local_day(at))
    if sheet.light != "red":  # what was decided over a light that is gone is history
        sheet.decision, sheet.decision_reason, sheet.decided_by, sheet.decided_at = "", "", None, None
    sheet.version, sheet.by, sheet.at = sheet.version + 1, by, at
    sheet.save()


def _told(sheet: Sheet) -> dict[str, Any]:
    """What an event tells of a sheet: words, and each indicator by its name."""
    found: dict[str, Any] = {name: getattr(sheet, name) for name in WORDS}
    found |= {"light": sheet.light}
    for row in sheet.goals:
        found[row["name"]] = {"value": row["value"], **sheet.entries.get(str(row["id"]), {})}
    return found


def _record(name: str, sheet: Sheet, by: Person, at: datetime, before: dict[str, Any], after: dict[str, Any]) -> None:
    target, place = f"monitoring.filing/{sheet.filing_id}", sheet.filing.organisation
    after = {"sheet": sheet.pk, "name": sheet.name, **after}
    record(name, target, by=by, at=at, organisation=place, before=before, after=after)
