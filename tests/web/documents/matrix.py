"""The module's rows of the permission matrix."""

from __future__ import annotations

from typing import Any

from jixiao.web.modules.documents.cards import script, style
from jixiao.web.modules.documents.models import Document, Finding
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from tests.web.administration.permission_rows import ELSEWHERE, LET_IN, ROLES, TRIED, Place, Row

FILES = ("filler", "section_head", "unit_head", "reviewer")
READS = (*FILES, "leader", "auditor", "evaluator")
DECIDES = ("reviewer", "auditor", "unit_head")
KEY = "0123456789abcdef"


def _made(place: Place) -> Document:
    """A document whose audit failed, so that it has no record; its original can be taken away."""
    digest, size = keep([b"# accounts"], 100)
    known = {"organisation": place.organisation, "by": place.author, "at": place.at}
    file = StoredFile.objects.create(sha256=digest, name="决算.md", size=size, **known)
    return Document.objects.create(file=file, state="failed", **known)


def _document(place: Place) -> dict[str, Any]:
    return {"number": _made(place).pk}


def _found(place: Place) -> dict[str, Any]:
    """A document with an error on which someone may decide."""
    document = _made(place)
    row = {"places": [], "message": {"zh": "不等", "en": "differs"}}
    Finding.objects.create(document=document, key=KEY, number=1, check_code="sum", severity="error", row=row)
    return {"number": document.pk}


def _to(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"organisation": place.organisation.pk}


DECISION = {"key": KEY, "state": "accepted", "reason": "", "version": 0}
# Another department's organisation is no choice in the form.
NO_CHOICE = {(role, ELSEWHERE): (422,) for role in FILES}

ROWS = (
    Row("documents:list", may=READS, everywhere=True, answer=(200,)),
    Row("documents:upload", may=FILES, everywhere=True, answer=(200,)),
    Row("documents:upload", "POST", may=FILES, data=_to, answer=(422,), but=NO_CHOICE),
    Row("documents:trends", may=READS, everywhere=True, answer=(200,)),
    Row("documents:style", may=TRIED, everywhere=True, record=lambda _place: {"version": style()[1]}, answer=(200,)),
    Row("documents:script", may=TRIED, everywhere=True, record=lambda _place: {"version": script()[1]}, answer=(200,)),
    Row("documents:document", may=READS, record=_document, answer=(200,)),
    Row("documents:standing", may=READS, record=_document, answer=(200,)),
    Row("documents:again", "POST", may=FILES, record=_document, answer=(302,)),
    Row("documents:move", "POST", may=FILES, record=_document, data=_to, answer=(302,)),
    Row("documents:confirm", "POST", may=FILES, record=_document, answer=(302,)),
    Row("documents:rounds", may=READS, record=_document, answer=(302,)),
    Row("documents:reader", may=READS, record=_document, answer=(302,)),
    Row("documents:decide", "POST", may=DECIDES, record=_found, data=lambda _place, _kwargs: DECISION, answer=LET_IN),
    Row("documents:original", may=READS, record=_document, answer=(200,)),
    # No record, no memo: the 404 of who may, the 403 of who may not.
    Row("documents:form", may=READS, record=lambda place: {**_document(place), "name": "memo.docx"}, answer=(404,)),
)
assert set(READS) <= set(ROLES)
