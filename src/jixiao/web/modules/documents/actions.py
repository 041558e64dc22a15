"""What people do with documents: file them, move them, have them audited again, decide on findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from jixiao.web.modules.documents.background.auditing import is_given_up
from jixiao.web.modules.documents.models import Decision, Document, Finding
from jixiao.web.modules.documents.tasks import queue_audit, queue_comparison
from jixiao.web.platform.files.download import fit_name
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person


class Stale(Exception):
    """Somebody else decided in between; `current` is what stands now."""

    def __init__(self, current: Decision) -> None:
        super().__init__(f"decision {current.pk} is at version {current.version}")
        self.current = current


class AlreadyThere(Exception):
    """The organisation has the same file already."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"document {document.pk}")
        self.document = document


@transaction.atomic
def file_document(
    *, content: bytes, name: str, organisation: Organisation, by: Person, at: datetime
) -> tuple[Document, bool]:
    """Take a file in and have it audited; returns the document and whether it is new: the same file is one record."""
    digest, size = keep([content], settings.LARGEST_UPLOAD)
    # Two uploads at once of one file: the second waits here and then finds the first.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    known = Document.objects.filter(organisation=organisation, file__sha256=digest).select_related("file").first()
    if known is not None:
        return known, False
    file, _ = StoredFile.objects.get_or_create(
        organisation=organisation,
        sha256=digest,
        defaults={"name": fit_name(name), "size": size, "by": by, "at": at},
    )
    document = Document.objects.create(file=file, organisation=organisation, by=by, at=at)
    after = {"name": file.name, "sha256": digest, "size": size}
    record("documents.filed", _target(document), by=by, at=at, organisation=organisation, after=after)
    queue_audit(document.pk)
    return document, True


@transaction.atomic
def audit_again(*, document: Document, by: Person, at: datetime) -> bool:
    """Have a document audited again; False where it is waiting or being worked on already."""
    found = Document.objects.select_for_update().get(pk=document.pk)
    if found.state in ("waiting", "working") and not is_given_up(found, at):
        return False
    before = {"state": found.state}
    found.state, found.started = Document.State.WAITING, None
    found.save(update_fields=["state", "started"])
    record("documents.again", _target(found), by=by, at=at, organisation=found.organisation, before=before)
    queue_audit(found.pk)
    return True


@transaction.atomic
def move(*, document: Document, to: Organisation, by: Person, at: datetime) -> None:
    """File a document for another organisation; raises `AlreadyThere` where that one has the same file."""
    units = Organisation.objects.filter(pk__in=(document.organisation_id, to.pk)).order_by("pk")
    list(units.select_for_update(no_key=True))
    found = Document.objects.select_for_update(of=("self",)).select_related("file", "organisation").get(pk=document.pk)
    start = found.organisation
    if start.pk == to.pk:
        return
    same = Document.objects.filter(organisation=to, file__sha256=found.file.sha256).first()
    if same is not None:
        raise AlreadyThere(same)
    # The file stays where it was brought, for others may name it; the document takes one of its new organisation.
    old = found.file
    file, _ = StoredFile.objects.get_or_create(
        organisation=to, sha256=old.sha256, defaults={"name": old.name, "size": old.size, "by": by, "at": at}
    )
    Finding.objects.filter(document__organisation=start, is_across=True).delete()
    found.organisation, found.file, found.earlier, found.is_current = to, file, None, True
    found.save(update_fields=["organisation", "file", "earlier", "is_current"])
    before, after = {"organisation": start.name}, {"organisation": to.name}
    record("documents.moved", _target(found), by=by, at=at, organisation=to, before=before, after=after)
    for one in (start, to):
        queue_comparison(one.pk)


@transaction.atomic
def confirm_unit(*, document: Document, by: Person, at: datetime) -> None:
    """Say that a document is filed rightly although it names another unit."""
    found = Document.objects.select_for_update().get(pk=document.pk)
    if found.is_entity_confirmed:
        return
    found.is_entity_confirmed = True
    found.save(update_fields=["is_entity_confirmed"])
    after = {"entity": found.entity, "organisation": found.organisation.name}
    record("documents.confirmed", _target(found), by=by, at=at, organisation=found.organisation, after=after)


@transaction.atomic
def decide(*, finding: Finding, state: str, reason: str, version: int, by: Person, at: datetime) -> Decision:
    """Decide on a finding; the same decision sent twice by the same person is one decision.

    Raises `Stale` where another decision stands than the one that the person saw, and `Finding.DoesNotExist` where the
    document was audited again in between.
    """
    Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    known = Decision.objects.filter(document_id=finding.document_id, key=finding.key).select_related("by").first()
    if known is not None and (known.state, known.reason, known.by_id) == (state, reason, by.pk):
        return known
    if known is not None and known.version != version:
        raise Stale(known)
    before = {} if known is None else {"state": known.state, "reason": known.reason}
    if known is None:
        known = Decision(document_id=finding.document_id, key=finding.key, version=0)
    known.state, known.reason, known.by, known.at = state, reason, by, at
    known.version += 1
    known.save()
    record(
        "documents.decided",
        f"{_target(finding.document)}/finding/{finding.key}",
        by=by,
        at=at,
        organisation=finding.document.organisation,
        before=before,
        after={"state": state, "reason": reason},
    )
    return known


def _target(document: Document) -> str:
    return f"document/{document.pk}"
