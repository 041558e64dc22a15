"""Publishing, withdrawing, and keeping the days from which terms run."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.names import plain_name
from jixiao.web.platform.trail.record import record as add_event
from jixiao.web.registers.publications.models import FIRST_YEAR, LAST_YEAR, Duty, Kind, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from jixiao.web.platform.files.models import StoredFile
    from jixiao.web.platform.people.models import Person

FORMS = {
    Kind.BUDGET: ("jixiao/facts/1",),
    Kind.ACCOUNTS: ("jixiao/facts/1",),
    Kind.SELF_EVALUATION: ("jixiao/facts/1", "jixiao/score/1"),
    Kind.SCORECARD: ("jixiao/score/1",),
    Kind.FACTS: ("jixiao/facts/1",),
}
LARGEST_RECORD = 16 * 2**20
LONGEST_WORDS = 2000


class Refused(ValueError):
    """Something cannot be published as it is; `said` tells why, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


class Stale(Exception):
    """Someone else changed the duty meanwhile; `current` is what stands now."""

    def __init__(self, current: Duty) -> None:
        super().__init__(f"duty {current.pk} is at version {current.version}")
        self.current = current


def publish(
    *,
    organisation: Organisation,
    year: int,
    kind: str,
    record: Mapping[str, Any] | None,
    title: str,
    address: str,
    day: date,
    by: Person,
    at: datetime,
    file: StoredFile | None = None,
    words: str = "",
) -> Publication:
    """Publish something of an organisation's year; what is published already in the very same form is not repeated.

    `record` is a document jixiao/score/1 or jixiao/facts/1, frozen as it is; `words` say plainly what it is about.
    Raises `Refused`, or `BadName` for the title.
    """
    checked = _checked(kind, year, record, address, day, at, file)
    content = "" if record is None else _written(record)
    given = {**_stated_words(title, address, words), **_proof(record, content), "file": file}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)  # one at a time for an organisation
        known = {"organisation": organisation, "year": year, "kind": checked}
        standing = Publication.objects.filter(**known, withdrawn=None).first()
        if standing is not None and all(getattr(standing, name) == value for name, value in given.items()):
            return standing
        made = Publication.objects.create(**known, **given, content=content, day=day, by=by, at=at)
        after = {
            "year": year,
            "kind": checked.value,
            "day": day.isoformat(),
            "title": made.title,
            "sha256": made.sha256,
        }
        add_event("disclosure.publish", f"publication/{made.pk}", by=by, at=at, organisation=organisation, after=after)
    return made


def _stated_words(title: str, address: str, words: str) -> dict[str, Any]:
    return {"title": plain_name(title, 200), "address": address.strip(), "words": words.strip()[:LONGEST_WORDS]}


def _proof(record: Mapping[str, Any] | None, content: str) -> dict[str, Any]:
    """The form of a record, and the hash that proves that it is still the same."""
    if record is None:
        return {"form": "", "sha256": ""}
    return {"form": str(record["schema"]), "sha256": sha256(content.encode()).hexdigest()}


def _checked(
    kind: str,
    year: int,
    record: Mapping[str, Any] | None,
    address: str,
    day: date,
    at: datetime,
    file: StoredFile | None,
) -> Kind:
    if kind not in Kind.values:
        raise Refused(Text(f"没有“{kind}”这种公开内容。", f"There is no kind “{kind}”."))
    found = Kind(kind)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(Text(f"年度 {year} 不在范围内。", f"The year {year} is out of reach."))
    if day > timezone.localdate(at):
        raise Refused(Text("公开日期在将来。", "The day of publication lies in the future."))
    if record is None and not address.strip() and file is None:
        raise Refused(Text("要有文件、记录或网址。", "A file, a record or an address is needed."))
    if address.strip() and not address.strip().startswith(("https://", "http://")):
        raise Refused(Text("网址要以 https:// 或 http:// 开头。", "An address begins with https:// or http://."))
    form = None if record is None else record.get("schema")
    if record is not None and form not in FORMS[found]:
        wanted = " / ".join(FORMS[found])
        raise Refused(Text(f"记录的格式应为 {wanted}。", f"The form of the record should be {wanted}."))
    return found


def _written(record: Mapping[str, Any]) -> str:
    """The record as text, the same for the same record."""
    content = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode()
    if len(content) > LARGEST_RECORD:
        raise Refused(Text("记录过大。", "The record is too large."))
    return content


def withdraw(*, publication: Publication, because: str, by: Person, at: datetime) -> None:
    """Withdraw a publication; it is no longer shown, and the register keeps it with the reason. Raises `BadName`."""
    reason = plain_name(because, 200)
    with transaction.atomic():
        one = Publication.objects.select_for_update().get(pk=publication.pk)
        if one.withdrawn is not None:
            return
        one.withdrawn, one.withdrawn_by, one.withdrawn_because = at, by, reason
        one.save(update_fields=["withdrawn", "withdrawn_by", "withdrawn_because"])
        add_event(
            "disclosure.withdraw", f"publication/{one.pk}", by=by, at=at, organisation=one.organisation,
            before={"title": one.title}, after={"because": reason},
        )  # fmt: skip


def set_duty(
    *,
    organisation: Organisation,
    year: int,
    kind: str,
    approved: date | None,
    is_exempt: bool,
    reason: str,
    version: int,
    by: Person,
    at: datetime,
) -> Duty:
    """Keep when something was approved, or why it is exempt; `version` 0 is for a duty that was not yet kept.

    Raises `Stale` where someone else was quicker, `Refused` for an exemption without a reason.
    """
    if is_exempt and not reason.strip():
        raise Refused(Text("免于公开要写明理由。", "An exemption needs its reason."))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        duty = Duty.objects.filter(organisation=organisation, year=year, kind=kind).first()
        if duty is not None and duty.version != version:
            raise Stale(duty)
        duty = duty or Duty(organisation=organisation, year=year, kind=kind, version=0)
        before = _stated(duty)
        duty.approved, duty.is_exempt, duty.reason = approved, is_exempt, reason.strip()[:200]
        duty.version += 1
        duty.save()
        add_event(
            "disclosure.duty", f"duty/{duty.pk}", by=by, at=at, organisation=organisation,
            before=before, after=_stated(duty) | {"year": year, "kind": kind},
        )  # fmt: skip
    return duty


def _stated(duty: Duty) -> dict[str, Any]:
    approved = None if duty.approved is None else duty.approved.isoformat()
    return {"approved": approved, "is_exempt": duty.is_exempt, "reason": duty.reason}
