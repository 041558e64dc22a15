"""Files to take away: the original, the memo, the workbook, the marked PDF, the JSON."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.documents import words
from jixiao.web.modules.documents.background.records import book_of, rounds_of
from jixiao.web.modules.documents.record_views import document_for
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.download import attachment, stored
from jixiao.web.platform.files.store import content_of
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.text import Language
    from jixiao.web.modules.documents.models import Document

FORMS = {
    "memo.docx": Text("审核意见", "review"),
    "workbook.xlsx": Text("核查结果", "findings"),
    "marked.pdf": Text("标注", "marked"),
    "audit.json": Text("核查数据", "audit"),
}


@require_GET
def original(request: HttpRequest, number: int) -> HttpResponse:
    """The file as it was brought."""
    found = document_for(request.user, number)
    try:
        return _noted(request, found, "original", stored(found.file))
    except OSError:
        return _gone(request, number)


@require_GET
def form(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The audit in one of its forms."""
    found = document_for(request.user, number)
    if name not in FORMS or not found.record:
        raise Http404
    lang = words.language(request)
    try:
        content = _written(found, name, lang)
    except OSError:
        return _gone(request, number)
    except InputFault as fault:
        messages.warning(request, fault.said(lang))
        return redirect("documents:document", number)
    title = f"{PurePath(found.file.name).stem}-{FORMS[name].said(lang)}{PurePath(name).suffix}"
    return _noted(request, found, name, attachment(content, title))


def _written(document: Document, name: str, lang: Language) -> bytes:
    if name == "marked.pdf":
        from jixiao.reports.audit.marked_pdf import marked_pdf

        book = book_of(document, all_of_it=False)
        return marked_pdf(content_of(document.file.sha256), dict(book.records[0]), lang)
    if name == "audit.json":
        from jixiao.reports.audit.audit_json import audit_json

        return "".join(audit_json(book_of(document, all_of_it=True), lang, rounds_of(document))).encode()
    book = book_of(document, all_of_it=False)
    if name == "workbook.xlsx":
        from jixiao.reports.audit.workbook import audit_workbook

        return audit_workbook(book, lang, rounds=rounds_of(document))
    from jixiao.reports.audit.memo import audit_memo

    return audit_memo(book, lang, rounds=rounds_of(document), as_of=timezone.localdate(now()))


def _noted(request: HttpRequest, document: Document, name: str, response: HttpResponse) -> HttpResponse:
    """Whoever takes a file away is written down."""
    record(
        "documents.taken",
        f"document/{document.pk}",
        by=request.user,
        at=now(),
        organisation=document.organisation,
        after={"form": name},
    )
    return response


def _gone(request: HttpRequest, number: int) -> HttpResponse:
    messages.error(request, words.UNREADABLE.said(words.language(request)))
    return redirect("documents:document", number)
