"""What runs in the background, from the queue in the database."""

from __future__ import annotations

from procrastinate.contrib.django import app

from jixiao.web.modules.documents.background import auditing
from jixiao.web.platform.jobs.task import RETRY


@app.task(name="documents.audit", retry=RETRY)
def audit_document(document_id: int) -> None:
    """Audit a document that was filed."""
    auditing.work(document_id)


@app.task(name="documents.compare", retry=RETRY)
def compare_unit(organisation_id: int) -> None:
    """Hold the documents of a unit against each other after one came or left."""
    auditing.work_on_unit(organisation_id)


def queue_audit(document_id: int) -> None:
    """Queue the audit of a document, in the transaction of the caller; never two at once for the same one."""
    audit_document.configure(lock=f"document/{document_id}").defer(document_id=document_id)


def queue_comparison(organisation_id: int) -> None:
    """Queue the comparison of a unit's documents, in the transaction of the caller."""
    compare_unit.configure(lock=f"documents-of/{organisation_id}").defer(organisation_id=organisation_id)
