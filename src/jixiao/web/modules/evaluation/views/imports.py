"""Bringing a file: read it, look at what it says and what is wrong with it, take it in, undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.numerals import hedged
from jixiao.web.modules.evaluation.actions import importing
from jixiao.web.modules.evaluation.actions.files import keep_file
from jixiao.web.modules.evaluation.bringing import FACT_FILES, read_brought
from jixiao.web.modules.evaluation.models import Import
from jixiao.web.modules.evaluation.scoring import card_of, standing_card
from jixiao.web.modules.evaluation.tasks import read
from jixiao.web.modules.evaluation.views.frame import fault_text, language, open_year_for, said, year_for, year_page
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.store import content_of as bytes_of
from jixiao.web.registers.figures.queries import holding
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.text import Language
    from jixiao.web.modules.evaluation.models import DepartmentYear


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest, pk: int) -> HttpResponse:
    """What was brought so far, and another file."""
    year = open_year_for(request, pk) if request.method == "POST" else year_for(request, pk)
    lang, problems = language(request), []
    file = request.FILES.get("file")
    if request.method == "POST":
        try:
            if file is None:
                problems = ["请选择文件" if lang == "zh" else "choose a file"]
            else:
                return redirect("evaluation:import", pk, _brought(request, year, file).pk)
        except InputFault as fault:
            problems = said(fault.problems, lang)
    rows = year.imports.select_related("file", "by", "job")
    card = standing_card(year)
    return year_page(
        request, "imports", year, card, tab="imports", status=400 if problems else 200, rows=rows, problems=problems
    )


def _brought(request: HttpRequest, year: DepartmentYear, file: Any) -> Import:  # noqa: ANN401  # Django's upload
    """Keep the file; a fact file is read at once, a document in the background."""
    who: dict[str, Any] = {"by": request.user, "at": now()}
    kept = keep_file(organisation=year.organisation, name=Path(file.name).name, chunks=file.chunks(), **who)
    if Path(file.name).suffix.lower() in FACT_FILES:
        brought = read_brought(year, Path(file.name).name, bytes_of(kept.sha256))
        return importing.keep(year=year, file=kept, brought=brought, **who)
    with transaction.atomic():
        one = importing.keep_unread(year=year, file=kept, form="document", **who)
        one.job = read.start(organisation=year.organisation, **who, kept=one.pk)
        one.save(update_fields=["job"])
    return one


@require_GET
def preview(request: HttpRequest, pk: int, kept: int) -> HttpResponse:
    """What a file says, what is wrong with it, what it would replace."""
    year = year_for(request, pk)
    one = _import(year, kept)
    lang = language(request)
    content = json.loads(one.content) if one.content else None
    new = card_of(content, year.readings) if content else None
    reading = one.job is not None and not one.job.is_over
    return year_page(
        request, "import", year, standing_card(year), tab="imports", one=one, reading=reading,
        new=new, facts=_facts(content, lang), content=content,
        problems=[{key: item.get(f"{key}_{lang}", item.get(key, "")) for key in
                   ("where", "what", "expected", "received", "remedy")} for item in one.problems],
        doubts=[item[lang] for item in one.doubts],
        standing=holding(year.organisation, year.year).count(),
        can_undo=one.applied_at is not None and one.undone_at is None and one.applied_version == year.version,
    )  # fmt: skip


def _facts(content: dict[str, Any] | None, lang: Language) -> list[dict[str, Any]]:
    """The figures that a file brings, with their names."""
    concepts = rulebook().vocabulary.concepts
    return [
        {
            **fact,
            "shown": hedged(fact["value"], fact.get("hedge")),
            "name": concepts[fact["concept"]].term.said(lang),
            "title": _title(content, fact),
        }
        for fact in (content or {}).get("facts") or ()
    ]


def _title(content: dict[str, Any] | None, fact: dict[str, Any]) -> str:
    return str((content or {})["documents"][fact["source"]["document"]]["title"])


@require_POST
def apply(request: HttpRequest, pk: int, kept: int) -> HttpResponse:
    """Take it in; where the file names another unit, somebody has to say that it is meant."""
    year = open_year_for(request, pk)
    one, lang = _import(year, kept), language(request)
    if one.doubts and not request.POST.get("meant"):
        zh, en = "文件写的单位不同：核对后勾选“仍然导入”", "the unit differs: tick “import all the same”"
        messages.error(request, zh if lang == "zh" else en)
        return redirect("evaluation:import", pk, kept)
    try:
        importing.apply(kept=one.pk, by=request.user, at=now())
    except InputFault as fault:
        messages.error(request, fault_text(fault).said(lang))
        return redirect("evaluation:import", pk, kept)
    messages.success(request, "已导入，记分卡已重算。" if lang == "zh" else "Imported; the scorecard is made anew.")
    return redirect("evaluation:year", pk)


@require_POST
def undo(request: HttpRequest, pk: int, kept: int) -> HttpResponse:
    """Put back what stood there."""
    year = open_year_for(request, pk)
    one, lang = _import(year, kept), language(request)
    try:
        importing.undo(kept=one.pk, by=request.user, at=now())
    except InputFault as fault:
        messages.error(request, fault_text(fault).said(lang))
    else:
        messages.success(request, "已撤销导入。" if lang == "zh" else "The import is undone.")
    return redirect("evaluation:imports", pk)


def _import(year: DepartmentYear, pk: int) -> Import:
    found = Import.objects.select_related("file", "by", "job").filter(pk=pk, year=year).first()
    if found is None:
        raise Http404
    return found
