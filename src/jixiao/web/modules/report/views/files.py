"""The report as a file: what was signed, byte for byte, else a draft that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_GET

from jixiao.reports.self_evaluation.pdf import drawing_png, report_pdf
from jixiao.reports.self_evaluation.word import report_docx
from jixiao.web.modules.report.actions.moving import file_name
from jixiao.web.modules.report.checking import byline
from jixiao.web.modules.report.paper.building import standing
from jixiao.web.modules.report.paper.saving import chart_workbook, standalone
from jixiao.web.modules.report.views.asked import report_of
from jixiao.web.modules.report.views.page import CHART_FORMS
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.download import attachment, stored

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FORMS = {"docx": report_docx, "pdf": report_pdf}
DRAFT, HALF = "草稿　数据截至生成时，未签署", "科室已签，单位未签"


@require_GET
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """DOCX or PDF."""
    row = report_of(request, pk)
    if form not in FORMS:
        raise Http404
    paper, signed, _ = standing(row, now())
    kept = None if signed is None else getattr(signed, form)
    if kept is not None:
        return stored(kept)
    mark = DRAFT if signed is None else HALF
    content = FORMS[form](paper, byline(row.organisation.name, row.organisation.region), mark)
    suffix = "草稿" if signed is None else "待单位签署"
    return attachment(content, f"{file_name(row)}（{suffix}）.{form}")


@require_GET
def chart(request: HttpRequest, pk: int, key: str, form: str) -> HttpResponse:
    """A chart of the report as it stands: the drawing, or the table behind it."""
    row = report_of(request, pk)
    paper, _, _ = standing(row, now())
    found = (one for one in paper["parts"] if one["kind"] == "chart" and one["block"] == key)
    part = next(found, None)
    if part is None or form not in CHART_FORMS or (form == "xlsx" and not part.get("rows")):
        raise Http404
    drawing = part.get("drawing", {})
    made = {"svg": standalone, "png": drawing_png}[form](drawing) if form in ("svg", "png") else chart_workbook(part)
    return attachment(made, f"{row.organisation.name} {row.year} {part.get('title', '')}.{form}")
