"""The page of one document: how far its audit is, what it found, whose it is, what became of the round before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.reports.audit.rounds import words as round_words
from jixiao.reports.facts import fact_words
from jixiao.web.modules.documents import actions, identity, queries, words
from jixiao.web.modules.documents.background.auditing import is_given_up
from jixiao.web.modules.documents.background.records import across_of, catalogue, rounds_of
from jixiao.web.modules.documents.cards import title_of
from jixiao.web.modules.documents.forms import UnitForm
from jixiao.web.modules.documents.models import Decision, Document, Finding
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, may, organisations_with

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.reports.audit.rounds import Changes
    from jixiao.web.platform.people.models import Person


def document_for(person: Person, number: int, permission: str = "documents.read") -> Document:
    """A document that a person may see: not found before not permitted."""
    document = get_object_or_404(Document.objects.select_related("file", "organisation", "by", "earlier"), pk=number)
    demand(person, permission, document.organisation, document.year)
    return document


@require_GET
def document(request: HttpRequest, number: int) -> HttpResponse:
    """One document."""
    found = document_for(request.user, number)
    context = _standing(found)
    is_foreign = identity.is_foreign(found)
    may_file = may(request.user, "documents.file", found.organisation)
    mine = organisations_with(request.user, "documents.file")
    context |= {
        "kind": fact_words.kind(found.kind or "other"),
        "is_foreign": is_foreign,
        "proposed": identity.proposed(found.entity, mine) if is_foreign and may_file else None,
        "may_file": may_file,
        "units": list(mine.order_by("path")) if may_file else [],
        "later": found.later.select_related("file").order_by("-at").first(),
    }
    if found.record:
        context |= _found(found)
    return render(request, "documents/document.html", context)


@require_GET
def standing(request: HttpRequest, number: int) -> HttpResponse:
    """How far the audit is, as a part of the page that asks again by itself; the whole page once it is over."""
    found = document_for(request.user, number)
    response = render(request, "documents/standing.html", _standing(found))
    if found.state in ("done", "failed"):
        response["HX-Refresh"] = "true"
    return response


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Audit a document again."""
    found = document_for(request.user, number, "documents.file")
    if not actions.audit_again(document=found, by=request.user, at=now()):
        said = Text("这份文书已在排队或核查中。", "This document is waiting or being audited already.")
        messages.info(request, said.said(words.language(request)))
    return redirect("documents:document", number)


@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """File a document for another organisation."""
    found = document_for(request.user, number, "documents.file")
    lang = words.language(request)
    form = UnitForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, Text("请选择单位", "Choose an organisation").said(lang))
        return redirect("documents:document", number)
    to = form.cleaned_data["organisation"]
    demand(request.user, "documents.file", to)
    try:
        actions.move(document=found, to=to, by=request.user, at=now())
    except actions.AlreadyThere as there:
        said = Text(
            f"{to.name}已有同一份文件，没有移动；打开的是那份记录。", f"{to.name} has this file already; this is it."
        )
        messages.warning(request, said.said(lang))
        return redirect("documents:document", there.document.pk)
    messages.success(request, Text(f"已改归{to.name}。", f"It now belongs to {to.name}.").said(lang))
    return redirect("documents:document", number)


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a document belongs where it is although it names another unit."""
    found = document_for(request.user, number, "documents.file")
    actions.confirm_unit(document=found, by=request.user, at=now())
    return redirect("documents:document", number)


@require_GET
def rounds(request: HttpRequest, number: int) -> HttpResponse:
    """A document against that of the round before."""
    found = document_for(request.user, number)
    lang = words.language(request)
    try:
        compared = rounds_of(found)
    except OSError:
        messages.error(request, words.UNREADABLE.said(lang))
        return redirect("documents:document", number)
    if compared is None:
        return redirect("documents:document", number)
    changes = compared.all()
    known = catalogue()
    groups = [
        {
            "name": name,
            "shape": shape,
            "title": word,
            "rows": [
                {
                    "message": round_words.message(row, lang),
                    "severity": row["severity"],
                    "label": round_words.severity(row, lang),
                    "page": round_words.page(row, lang),
                    "more": more,
                    "check": title_of(row["check"], known),
                }
                for row, more in round_words.rows_of(changes, name, lang)
            ],
        }
        for name, shape, word in round_words.OUTCOMES
    ]
    context = {"document": found, "groups": groups, "line": round_words.count_line(_said(changes), lang)}
    return render(request, "documents/rounds.html", context)


def _said(changes: Changes) -> Changes:
    return changes.without_notes()


def _standing(found: Document) -> dict[str, object]:
    """How far the audit is, in words."""
    return {
        "document": found,
        "state": words.STATES[found.state],
        "shape": words.STATE_SHAPES[found.state],
        "reason": Text(found.reason_zh, found.reason_en),
        "is_over": found.state in ("done", "failed"),
        "is_given_up": is_given_up(found, now()),
        "ahead": queries.ahead_of(found) if found.state == "waiting" else 0,
    }


def _found(found: Document) -> dict[str, object]:
    """What the audit found: by check, worst first, and how much was decided."""
    here = Finding.objects.filter(document=found, is_across=False)
    own = list(here.only("document_id", "key", "severity", "check_code"))
    across = across_of(found)
    decided = set(
        Decision.objects.filter(document__in={one.document_id for one in (*own, *across)})
        .exclude(state="undecided")
        .values_list("document_id", "key")
    )
    known = catalogue()
    groups: dict[tuple[str, str], list[int]] = {}
    for one in (*own, *across):
        of = groups.setdefault((one.severity, one.check_code), [0, 0])
        of[0] += 1
        of[1] += (one.document_id, one.key) in decided
    order = ("error", "suspicious", "rounding")
    rows = [
        {"severity": severity, "title": title_of(code, known), "code": code, "count": count, "decided": done}
        for (severity, code), (count, done) in groups.items()
    ]
    rows.sort(key=lambda row: (order.index(str(row["severity"])), -int(str(row["count"])), str(row["code"])))
    notes = [Text(one["zh"], one["en"]) for one in found.summary.get("notes", [])]
    failed = found.summary.get("across_failed")
    return {
        "groups": rows,
        "across": len(across),
        "total": len(own) + len(across),
        "decided": sum(int(str(row["decided"])) for row in rows),
        "notes": notes,
        "across_failed": Text(failed["zh"], failed["en"]) if failed else None,
    }
