"""Files to save: the list of a round as a workbook, the official form of a unit as a workbook and as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_GET

from jixiao.reports.html.drawing import standalone
from jixiao.web.modules.monitoring import pictures
from jixiao.web.modules.monitoring.printing.form import form_of
from jixiao.web.modules.monitoring.printing.form_docx import as_docx
from jixiao.web.modules.monitoring.printing.form_xlsx import as_xlsx
from jixiao.web.modules.monitoring.printing.in_time import in_time_table
from jixiao.web.modules.monitoring.printing.listing import listing
from jixiao.web.modules.monitoring.views.asked import filing_of, language, round_of, sheet_of
from jixiao.web.modules.monitoring.views.rounds import asked_of, rows_of
from jixiao.web.platform.files.download import attachment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def round_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of a round shows, as a workbook."""
    one = round_of(request, pk)
    content = listing(one, rows_of(request, one, asked_of(request)))
    return attachment(content, f"{one.name.zh}.xlsx")


@require_GET
def form(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The official form of a unit: its own sheet and those of its projects."""
    if kind not in ("xlsx", "docx"):
        raise Http404
    filing = filing_of(request, pk)
    sheets = [form_of(sheet, filing) for sheet in filing.sheets.all()]
    content = as_xlsx(sheets) if kind == "xlsx" else as_docx(sheets)
    return attachment(content, f"{filing.organisation.name} {filing.round.name.zh}表.{kind}")


@require_GET
def in_time(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The drawing of a sheet's spending as SVG, or the table behind it as a workbook."""
    sheet = sheet_of(request, pk)
    if kind not in ("svg", "xlsx") or not sheet.adjusted:
        raise Http404
    month, lang = sheet.filing.round.month, language(request)
    if kind == "xlsx":
        content = in_time_table(sheet, month)
    else:
        content = standalone(pictures.cumulative(sheet, month, lang), pictures.WIDTH, pictures.HEIGHT)
    name = sheet.filing.organisation.name if sheet.is_of_department else f"{sheet.project} {sheet.name}"
    return attachment(content, f"{name} {sheet.filing.round.name.zh} 支出进度.{kind}")
