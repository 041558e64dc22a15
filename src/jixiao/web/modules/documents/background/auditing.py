"""The background work: audit a document, then hold the documents of its unit against each other."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import InterfaceError, OperationalError, transaction

from jixiao.core.kernel.text import Text
from jixiao.usecases.reading_pool import Failure, run_all
from jixiao.web.modules.documents import words
from jixiao.web.modules.documents.background.child import PRELOADED, Kept, Reading, audit, compare, unpacked
from jixiao.web.modules.documents.background.outcome import count, keep_across, keep_outcome, thread_rounds
from jixiao.web.modules.documents.models import Document
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.store import keep, place_of
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeVar

    Task = TypeVar("Task")

# After so long whoever began an audit is gone.
GIVEN_UP = timedelta(minutes=10)
LARGEST_RECORD = 1 << 30
# Advice for those who call the program on a terminal.
_OPTIONS = re.compile(r"[；;:,，]?\s*(?:可用|try more)?\s*--\w+[^；;]*$")
_log = logging.getLogger(__name__)


def work(document_id: int) -> str:
    """Audit a document that waits; returns the state in which it ends, "" where there was nothing to do.

    It bears being done again after its process was lost: the queue never has two jobs for a document at once.
    """
    document = _begun(document_id, now())
    if document is None:
        return ""
    answer = _apart(Reading(str(place_of(document.file.sha256)), document.file.name), audit)
    if isinstance(answer, Failure):
        return _failed(document_id, answer, now())
    try:
        _keep(document_id, answer)
        work_on_unit(document.organisation_id, document_id)
    except (InterfaceError, OperationalError):
        raise  # the queue tries again
    except Exception as error:  # a fault of ours must not leave the document waiting for ever
        _log.exception("what was found in document %s was not kept", document_id)
        return _failed(document_id, Failure(Text(str(error), str(error)), own=True), now())
    return Document.State.DONE


def work_on_unit(organisation_id: int, audited: int | None = None) -> None:
    """Find out which document follows which, and hold the current ones of a unit against each other.

    `audited` is the document that was just read: with this its audit is done.
    """
    with transaction.atomic():
        unit = _locked(organisation_id)
        thread_rounds(unit)
        current = list(
            Document.objects.filter(organisation=unit, is_current=True)
            .exclude(record="")
            .select_related("file")
            .order_by("pk")
        )
        found = _compared(tuple(Kept(str(place_of(one.record)), f"{one.pk}/{one.file.name}") for one in current))
        if isinstance(found, Failure):
            _log.error("unit %s was not compared: %s", organisation_id, found.why.en)
        else:
            keep_across(unit, found["findings"])
        for one in current:
            one.summary = {**one.summary, **_told(found)}
            one.save(update_fields=["summary"])
        count(unit)
        if audited is not None:
            _end(audited, now())


def is_given_up(document: Document, at: datetime) -> bool:
    """Whether an audit began so long ago that nobody works on it any more."""
    return document.state == "working" and document.started is not None and document.started < at - GIVEN_UP


def _compared(task: tuple[Kept, ...]) -> dict[str, list[dict[str, Any]]] | Failure:
    if len(task) < 2:
        return {"findings": [], "checks": [], "faults": []}
    answer = _apart(task, compare)
    return answer if isinstance(answer, Failure) else unpacked(answer)


def _apart(task: Task, job: Callable[[Task], bytes]) -> bytes | Failure:
    """The answer of a process of its own, within limits of time and memory."""
    try:
        (answer,) = run_all([task], job, jobs=1, preloaded=PRELOADED)
    except RuntimeError as error:  # the processes that read do not start
        return Failure(Text(str(error), str(error)), own=True)
    return answer


def _told(found: dict[str, list[dict[str, Any]]] | Failure) -> dict[str, object]:
    """What a page says of the comparison: why there is none, or how much it looked at."""
    if isinstance(found, Failure):
        why = words.OUR_FAULT if found.own else _without_options(found)
        return {"across_failed": {"zh": why.zh, "en": why.en}, "across": 0}
    return {"across_failed": None, "across": sum(int(str(one["applied"])) for one in found["checks"])}


def _locked(organisation_id: int) -> Organisation:
    """A unit, for one at a time: who comes second sees what the first one kept. Taken before any of its documents."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _begun(document_id: int, at: datetime) -> Document | None:
    """Take a document on; None where it is gone or its audit is over."""
    with transaction.atomic():
        document = (
            Document.objects.select_for_update(of=("self",)).select_related("file").filter(pk=document_id).first()
        )
        if document is None or document.state not in ("waiting", "working"):
            return None
        document.state, document.started, document.finished = Document.State.WORKING, at, None
        document.save(update_fields=["state", "started", "finished"])
    return document


def _keep(document_id: int, packed: bytes) -> None:
    """Keep the record of an audit and take over what it found."""
    digest, _ = keep([packed], LARGEST_RECORD)
    with transaction.atomic():
        _locked(Document.objects.get(pk=document_id).organisation_id)
        document = Document.objects.select_for_update(of=("self",)).select_related("file").get(pk=document_id)
        keep_outcome(document, unpacked(packed))
        document.record = digest
        document.save()


def _end(document_id: int, at: datetime) -> None:
    document = Document.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=document_id)
    document.state, document.finished = Document.State.DONE, at
    document.reason_zh = document.reason_en = ""
    document.save(update_fields=["state", "finished", "reason_zh", "reason_en"])
    after = {"kind": document.kind, "year": document.year, "errors": document.errors, "leads": document.leads}
    record(
        "documents.audited", f"document/{document_id}", by=None, at=at, organisation=document.organisation, after=after
    )


def _failed(document_id: int, failure: Failure, at: datetime) -> str:
    why = words.OUR_FAULT if failure.own else _without_options(failure)
    if failure.own:
        _log.error("document %s was not audited: %s", document_id, failure.why.en)
    with transaction.atomic():
        document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
        document.state, document.finished = Document.State.FAILED, at
        document.reason_zh, document.reason_en = why.zh, why.en
        document.save(update_fields=["state", "finished", "reason_zh", "reason_en"])
        record(
            "documents.failed",
            f"document/{document_id}",
            by=None,
            at=at,
            organisation=document.organisation,
            after={"reason": why.zh},
        )
    return Document.State.FAILED


def _without_options(failure: Failure) -> Text:
    """Why it failed, without advice for terminals and without a character that a database refuses."""
    why = failure.why
    return Text(*(_OPTIONS.sub("", one).replace("\x00", "") for one in (why.zh, why.en)))
