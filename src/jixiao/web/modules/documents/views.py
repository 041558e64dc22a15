"""Lists of documents, bringing documents, and what trends there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.reports.facts import fact_words
from jixiao.web.modules.documents import actions, queries, words
from jixiao.web.modules.documents.background.records import catalogue
from jixiao.web.modules.documents.cards import title_of
from jixiao.web.modules.documents.forms import FilterForm, UnitForm
from jixiao.web.modules.documents.intake import MEBIBYTE, MOST_FILES, content_of
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.download import fit_name
from jixiao.web.platform.people.permissions import demand, may_anywhere

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.documents.models import Document
    from jixiao.web.platform.people.models import Organisation


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Documents, the worst first."""
    _demand_anywhere(request, "documents.read")
    data = request.GET.copy()
    unit = chosen(request).unit
    if unit is not None and "organisation" not in data:
        data["organisation"] = str(unit.pk)
    wanted = FilterForm(request.user, data).wanted()
    page = Paginator(queries.listed(request.user, wanted), queries.A_PAGE).get_page(request.GET.get("page"))
    offered = queries.choices(request.user)
    kept = data.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "wanted": wanted,
        "check_title": title_of(wanted.check, catalogue()) if wanted.check else None,
        "address": kept.urlencode(),
        "states": list(words.STATES.items()),
        "may_file": may_anywhere(request.user, "documents.file"),
        **offered,
        "kinds": [(one, fact_words.kind(one)) for one in offered["kinds"]],
    }
    return render(request, "documents/list.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring documents: several at once, for one organisation."""
    _demand_anywhere(request, "documents.file")
    if request.method == "GET":
        unit = chosen(request).unit
        form = UnitForm(request.user, initial={"organisation": unit.pk if unit else None})
        return _upload_page(request, form)
    form = UnitForm(request.user, request.POST)
    files = request.FILES.getlist("files")
    lang = words.language(request)
    if not form.is_valid() or not files or len(files) > MOST_FILES:
        missing = _missing(form, len(files))
        return _upload_page(request, form, status=422, missing=[one.said(lang) for one in missing])
    organisation = form.cleaned_data["organisation"]
    demand(request.user, "documents.file", organisation)
    taken, refused = _taken(request, files, organisation)
    if refused:
        return _upload_page(request, form, status=422, taken=taken, refused=refused)
    for document, is_new in taken:
        if not is_new:
            said = Text(
                f"《{document}》已经交过，打开的是原来的记录。", f"{document} is there already; this is its record."
            )
            messages.info(request, said.said(lang))
    if len(taken) == 1:
        return redirect("documents:document", taken[0][0].pk)
    fresh = sum(is_new for _, is_new in taken)
    said = Text(f"收到 {fresh} 份新文书，正在核查。", f"{fresh} new documents are being audited.")
    messages.success(request, said.said(lang))
    return redirect("documents:list")


@require_GET
def trends(request: HttpRequest) -> HttpResponse:
    """Errors by check and department."""
    _demand_anywhere(request, "documents.read")
    wanted = FilterForm(request.user, {"year": request.GET.get("year", "")}).wanted()
    found = queries.trend(request.user, wanted.year)
    known = catalogue()
    rows = [
        {
            "code": code,
            "title": title_of(code, known),
            "total": total,
            "cells": list(zip([one for one, _, _ in found.departments], counts, strict=True)),
        }
        for code, total, counts in found.rows
    ]
    years = queries.choices(request.user)["years"]
    return render(request, "documents/trends.html", {"trend": found, "rows": rows, "years": years, "year": wanted.year})


def _demand_anywhere(request: HttpRequest, permission: str) -> None:
    """A page about many organisations needs the permission over one of them; what it shows is narrowed by it."""
    if not may_anywhere(request.user, permission):
        raise PermissionDenied(permission)


def _missing(form: UnitForm, count: int) -> list[Text]:
    found = []
    if form.errors:
        found.append(Text("请选择文书所属的单位", "Choose the organisation to which the documents belong"))
    if not count:
        found.append(Text("请选择要核查的文件", "Choose the files to be audited"))
    if count > MOST_FILES:
        found.append(Text(f"一次最多 {MOST_FILES} 份，请分批", f"At most {MOST_FILES} files at once"))
    return found


def _taken(
    request: HttpRequest, files: list[UploadedFile], organisation: Organisation
) -> tuple[list[tuple[Document, bool]], list[tuple[str, str]]]:
    """What was taken in, and what was refused with the reason."""
    taken, refused = [], []
    for file in files:
        name = fit_name(file.name or "")
        try:
            content = content_of(file, name)
        except InputFault as fault:
            refused.append((name, fault.said(words.language(request)).removeprefix(f"{name}: ")))
            continue
        taken.append(
            actions.file_document(content=content, name=name, organisation=organisation, by=request.user, at=now())
        )
    return taken, refused


def _upload_page(request: HttpRequest, form: UnitForm, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401
    units = list(form.fields["organisation"].queryset)
    value = form["organisation"].value()
    picked = str(value) if value else (str(units[0].pk) if len(units) == 1 else "")
    shown = {
        "units": units,
        "picked": picked,
        "most": MOST_FILES,
        "largest": settings.LARGEST_UPLOAD // MEBIBYTE,
        **context,
    }
    return render(request, "documents/upload.html", shown, status=status)
