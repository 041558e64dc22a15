"""Evidence of clauses: brought, taken away, downloaded by whoever may read the very year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.faults import InputFault
from jixiao.web.modules.evaluation.actions import evidence as actions
from jixiao.web.modules.evaluation.actions.files import keep_file
from jixiao.web.modules.evaluation.queries import clauses_of
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.modules.evaluation.views.frame import fault_text, language, open_year_for, result_for, year_for
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.download import stored

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.evaluation.models import DepartmentYear, Evidence


@require_POST
def attach(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """Bring a file for a clause of an indicator, or for the indicator as a whole."""
    year, lang = open_year_for(request, pk), language(request)
    result = result_for(standing_card(year), indicator)
    clause = request.POST.get("clause", "")
    if clause and clause not in {one.id for one in clauses_of(result)}:
        raise Http404
    file = request.FILES.get("file")
    if file is None or not file.size:
        messages.error(request, "请选择文件（不能是空文件）" if lang == "zh" else "choose a file that is not empty")
        return redirect("evaluation:indicator", pk, indicator)
    try:
        kept = keep_file(
            organisation=year.organisation, name=Path(file.name or "").name or "file", chunks=file.chunks(),
            by=request.user, at=now(),
        )  # fmt: skip
        actions.attach(
            year=year.pk, indicator=indicator, clause=clause, title=request.POST.get("title", "")[:200], file=kept,
            by=request.user, at=now(),
        )  # fmt: skip
    except InputFault as fault:
        messages.error(request, fault_text(fault).said(lang))
    else:
        messages.success(request, "已附上。" if lang == "zh" else "Attached.")
    return redirect("evaluation:indicator", pk, indicator)


@require_POST
def detach(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a file away from its clause."""
    year, lang = open_year_for(request, pk), language(request)
    one = _evidence(year, number)
    actions.detach(evidence=one.pk, by=request.user, at=now())
    messages.success(request, "已取下，经过中仍可查。" if lang == "zh" else "Taken away; the trail keeps it.")
    return redirect("evaluation:indicator", pk, one.indicator)


@require_GET
def download(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The file itself."""
    year, lang = year_for(request, pk), language(request)
    one = _evidence(year, number)
    try:
        return stored(one.file)
    except OSError:
        lost = "文件缺失或被改动，请重新上传" if lang == "zh" else "the file is gone or was changed; bring it again"
        messages.error(request, lost)
        return redirect("evaluation:indicator", pk, one.indicator)


def _evidence(year: DepartmentYear, number: int) -> Evidence:
    """A file of this very year; another year's is not found here."""
    found = year.evidence.select_related("file").filter(pk=number).first()
    if found is None:
        raise Http404
    return found
