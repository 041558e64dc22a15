"""The reader: the document on the left, its findings on the right, and what people decide of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.modules.documents import actions, words
from jixiao.web.modules.documents.cards import reader_of, script, style
from jixiao.web.modules.documents.forms import DecisionForm
from jixiao.web.modules.documents.models import Decision, Finding
from jixiao.web.modules.documents.record_views import document_for
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.modules.documents.models import Document

_KEY = re.compile(r"[0-9a-f]{16}(-[0-9]{1,6})?")


@require_GET
def reader(request: HttpRequest, number: int) -> HttpResponse:
    """A document with its findings."""
    found = document_for(request.user, number)
    if not found.record:
        return redirect("documents:document", number)
    try:
        drawn = reader_of(found)
    except OSError:
        messages.error(request, words.UNREADABLE.said(words.language(request)))
        return redirect("documents:document", number)
    context = {
        "document": found,
        "reader": drawn,
        "may_decide": may(request.user, "documents.decide", found.organisation),
        "style": style()[1],
        "script": script()[1],
        "states": list(words.DECISIONS.items()),
        "commands": list(words.COMMANDS.items()),
        "decided": sum(one.state != "undecided" for one in drawn.cards),
    }
    return render(request, "documents/reader.html", context)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Decide on a finding; a part of the page for a script, else back to the reader."""
    found = document_for(request.user, number, "documents.decide")
    finding = _finding(found, request.POST.get("key", ""))
    demand(request.user, "documents.decide", finding.document.organisation)
    form = DecisionForm(request.POST)
    lang = words.language(request)
    if not form.is_valid():
        known = Decision.objects.filter(document=finding.document_id, key=finding.key).select_related("by").first()
        typed = {"complaint": form.complaint(lang), "typed": request.POST.get("reason", "")[:2000]}
        return _answer(request, found, finding, known, status=422, **typed)
    data = form.cleaned_data
    try:
        known = actions.decide(
            finding=finding,
            state=data["state"],
            reason=data["reason"],
            version=data["version"],
            by=request.user,
            at=now(),
        )
    except Finding.DoesNotExist:
        raise Http404 from None
    except actions.Stale as stale:
        mine = {"typed": data["reason"], "mine": words.DECISIONS[data["state"]]}
        return _answer(request, found, finding, stale.current, status=409, **mine)
    if not request.htmx:
        return redirect(f"{reverse('documents:reader', args=[number])}#k-{finding.key}")
    return _answer(request, found, finding, known)


@require_GET
def sheet(_request: HttpRequest, version: str) -> HttpResponse:
    """The style sheet of audits; an address for each version, so that it may be kept."""
    written, current = style()
    if version != current:
        raise Http404
    response = HttpResponse(written, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@require_GET
def reading(_request: HttpRequest, version: str) -> HttpResponse:
    """The script for reading an audit; an address for each version, as for the style sheet."""
    written, current = script()
    if version != current:
        raise Http404
    response = HttpResponse(written, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _finding(document: Document, key: str) -> Finding:
    """A finding that the reader of a document shows: its own, or one between documents that names it."""
    if _KEY.fullmatch(key) is None:
        raise Http404
    own = Finding.objects.select_related("document__organisation", "document__file")
    found = own.filter(document=document, key=key).first()
    if found is not None:
        return found
    across = own.filter(document__organisation=document.organisation_id, is_across=True)
    one = get_object_or_404(across, key=key)
    if not any(place["path"] == str(document.pk) for place in one.row["places"]):
        raise Http404
    return one


def _answer(
    request: HttpRequest,
    document: Document,
    finding: Finding,
    decision: Decision | None,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """The decision of one finding: the block of its card, or a page of its own where there is no script."""
    shown = {
        "document": document,
        "finding": finding,
        "decision": decision,
        "state": "undecided" if decision is None else decision.state,
        "may_decide": True,
        "states": list(words.DECISIONS.items()),
        "commands": list(words.COMMANDS.items()),
        **context,
    }
    name = "documents/decision.html" if request.htmx else "documents/decision_page.html"
    return render(request, name, shown, status=status)
