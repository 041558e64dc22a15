"""Moving a report from stage to stage. The first signature freezes its figures; the second makes its files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from jixiao.core.kernel.text import Text, joined
from jixiao.core.lifecycle.moving import refusals
from jixiao.reports.self_evaluation.paper import written
from jixiao.reports.self_evaluation.pdf import report_pdf
from jixiao.reports.self_evaluation.word import report_docx
from jixiao.web.modules.report.actions.locking import CHANGED, locked, tell
from jixiao.web.modules.report.actions.writing import clean_text
from jixiao.web.modules.report.checking import byline, fingerprint
from jixiao.web.modules.report.dues import standing_of
from jixiao.web.modules.report.models import Report, Signed, Step
from jixiao.web.modules.report.paper.building import live
from jixiao.web.modules.report.stages import PERMISSIONS, TABLE
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.registers.publications import actions as publications
from jixiao.web.registers.scores.queries import card

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

LARGEST_FILE = 64 * 2**20
BROKEN = Text(
    "签署的内容与其校验值不符，不能继续；请退回重签。", "What was signed no longer has its hash; send it back."
)


@transaction.atomic
def move(*, report: int, name: str, version: int, note: str, by: Person, at: datetime) -> Report:
    """Make a move; raises `PermissionDenied`, `Stale`, or `Refused` with all that is missing."""
    row = locked(report)
    step = TABLE.moves[name]
    held = {one for one in PERMISSIONS if may(by, one, row.organisation)}
    # Who may not hears that first: what is missing is nobody else's business.
    if step.permission not in held:
        raise PermissionDenied(step.permission)
    if row.version != version:
        raise Stale(CHANGED, row)
    note = clean_text(note)[:2000]
    paper, figures = live(row, at) if row.is_open else (None, None)
    known = standing_of(row, figures, fingerprint(paper) if paper else "").missing if step.due else {}
    found = refusals(TABLE, name, row.stage, held, known, note)
    if found:
        raise Refused(joined([one.what for one in found], "；", "; "))
    if name == "sign_section" and paper is not None:
        content = written(paper)
        Signed.objects.create(report=row, content=content, sha256=fingerprint(paper), by=by, at=at)
    elif name in ("sign_unit", "submit", "publish"):
        signed = sound(row)
        if name == "sign_unit":
            make_files(row, signed, by=by, at=at)
        if name == "publish":
            _publish(row, signed, by=by, at=at)
    before, row.stage, row.version = row.stage, step.target, row.version + 1
    row.save()
    Step.objects.create(report=row, move=name, target=row.stage, note=note, by=by, at=at)
    last = row.signed.first()
    after = {"stage": row.stage, "note": note, "sha256": last.sha256 if last else ""}
    tell(name, row, by=by, at=at, before={"stage": before}, after=after)
    return row


def sound(row: Report) -> Signed:
    """What was signed last, proven by its hash; raises `Refused`."""
    signed = row.signed.first()
    if signed is None or fingerprint(json.loads(signed.content)) != signed.sha256:
        raise Refused(BROKEN)
    return signed


def make_files(row: Report, signed: Signed, *, by: Person, at: datetime) -> None:
    """Make the files of what was signed, once; from then on they are what is downloaded."""
    paper = json.loads(signed.content)
    line, name = byline(row.organisation.name, row.organisation.region), file_name(row)
    for form, content in (("docx", report_docx(paper, line)), ("pdf", report_pdf(paper, line))):
        digest, size = keep([content], LARGEST_FILE)
        said = {"name": f"{name}.{form}", "size": size, "by": by, "at": at}
        known = {"organisation": row.organisation, "sha256": digest}
        setattr(signed, form, StoredFile.objects.get_or_create(**known, defaults=said)[0])
    signed.save(update_fields=["docx", "pdf"])


def file_name(row: Report) -> str:
    """The name of the report's files, without their suffix."""
    return f"{row.organisation.name}{row.year}年度部门整体支出绩效自评报告"[:190]


def _publish(row: Report, signed: Signed, *, by: Person, at: datetime) -> None:
    try:
        row.publication = publications.publish(
            organisation=row.organisation, year=row.year, kind="self_evaluation", title=file_name(row), address="",
            record=card(row.organisation, row.year), day=timezone.localdate(at), by=by, at=at, file=signed.pdf,
        )  # fmt: skip
    except publications.Refused as refused:
        raise Refused(refused.said) from None
