"""Templates of a bureau: a changed one is a new number; reports that were drafted keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.models import Template
from jixiao.web.modules.report.outline.reading import read_outline
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.names import BadName, plain_name
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

FASTER = Text("别人刚保存了新的一版，请对照后再保存。", "Someone has just saved a newer one; compare before you save.")


@transaction.atomic
def save_template(
    *, organisation: Organisation, text: str, note: str, after: int, by: Person, at: datetime
) -> Template:
    """Save a template as the next number after the one that was seen; no text puts the shipped one back in force.

    Raises `InputFault` with what is wrong in it, `Stale` where someone was faster, `Refused` for the note.
    """
    tidy = text.replace("\r\n", "\n").strip()
    name = read_outline(f"{tidy}\n").name if tidy else "随系统提供的模板"
    try:
        said = plain_name(note, 200) if note.strip() else ""
        called = plain_name(name, 120)
    except BadName as bad:
        raise Refused(bad.said, "note") from None
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one at a time for a bureau
    newest = Template.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
    if newest != after:
        raise Stale(FASTER, Template.objects.get(organisation=organisation, number=newest))
    kept = f"{tidy}\n" if tidy else ""
    made = Template.objects.create(
        organisation=organisation, number=newest + 1, name=called, text=kept, note=said, by=by, at=at
    )
    told = {"number": made.number, "name": called, "note": said}
    record("report.template", f"report_template/{made.pk}", by=by, at=at, organisation=organisation, after=told)
    return made
