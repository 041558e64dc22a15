"""Writes to the counts of staff: the people of an organisation on a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import GONE, day_of, hold_version
from jixiao.web.modules.budget.models import StaffCount
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from jixiao.web.platform.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class StaffFields:
    """What a count is made of."""

    day: date
    authorised: int
    in_post: int
    hired: int
    dispatched: int
    note: str


def count(*, organisation: Organisation, fields: StaffFields, by: Person, at: datetime) -> StaffCount:
    """Enter the staff of a day; raises `Refused` where the day has its count or has not come."""
    _hold(fields, at)
    try:
        with transaction.atomic():
            found = StaffCount.objects.create(organisation=organisation, **asdict(fields))
            record(
                "budget.staff.count", f"budget.staff/{found.pk}", by=by, at=at, organisation=organisation,
                after=_told(fields),
            )  # fmt: skip
    except IntegrityError:
        raise Refused(Text("这一天已有记录，请修改那一条", "that day has its count; change that one"), "day") from None
    return found


def correct(*, pk: int, fields: StaffFields, version: int, by: Person, at: datetime) -> StaffCount:
    """Correct a count; raises `Stale` or `Refused`."""
    _hold(fields, at)
    with transaction.atomic():
        found = StaffCount.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=pk).first()
        if found is None:
            raise Refused(GONE)
        hold_version(found, version)
        other = StaffCount.objects.filter(organisation=found.organisation, day=fields.day).exclude(pk=pk)
        if other.exists():
            raise Refused(Text("这一天已有另一条记录", "that day has another count"), "day")
        old = StaffFields(found.day, found.authorised, found.in_post, found.hired, found.dispatched, found.note)
        for name, value in asdict(fields).items():
            setattr(found, name, value)
        found.version += 1
        found.save()
        before, after = _told(old), _told(fields)
        differing = [name for name in after if before[name] != after[name]]
        record(
            "budget.staff.correct", f"budget.staff/{pk}", by=by, at=at, organisation=found.organisation,
            before={name: before[name] for name in differing}, after={name: after[name] for name in differing},
        )  # fmt: skip
    return found


def _hold(fields: StaffFields, at: datetime) -> None:
    if fields.day > day_of(at):
        raise Refused(Text("日期不能晚于今天", "the day has not come yet"), "day")


def _told(fields: StaffFields) -> dict[str, str | int]:
    return asdict(fields) | {"day": fields.day.isoformat()}
