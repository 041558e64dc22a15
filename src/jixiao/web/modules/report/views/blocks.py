"""One text of a report: shown, edited in place and saved as one types, its history, an earlier version put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.web.modules.report.actions import writing
from jixiao.web.modules.report.models import Block, Revision
from jixiao.web.modules.report.outline.reading import read_outline
from jixiao.web.modules.report.paper.building import live, section_key
from jixiao.web.modules.report.paper.comparing import compared
from jixiao.web.modules.report.paper.markers import filled
from jixiao.web.modules.report.stages import FILL
from jixiao.web.modules.report.views.asked import INVALID, STALE, number_in, report_of, rights, say
from jixiao.web.modules.report.views.page import node
from jixiao.web.platform.clock import now
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.report.models import Report


def _block(report: Report, key: str) -> Block:
    """A text of the report; 404 for what is none."""
    found = Block.objects.select_related("by").filter(report=report, key=key).first()
    if found is None:
        raise Http404
    return found


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _page(request: HttpRequest, report: Report, row: Block, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401
    """The form of a text: in its place on the page, or as a page of its own."""
    outline = read_outline(report.outline)
    _, figures = live(report, now())
    block = outline.blocks[row.key]
    heading = next(section.heading for _, section in outline.walk() if block in section.blocks)
    context = {
        "report": report, "row": row, "text": row.text, "version": row.version, "block": block,
        "heading": filled(heading, figures), "help": filled(block.help, figures),
        "insertable": [one for one in figures.known.values() if one.name not in ("unit", "region")],
        **more,
    }  # fmt: skip
    template = "report/edit.html" if _is_part(request) else "report/edit_page.html"
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The form of a text; saving it. With `view=shown` the text as it reads, for when one is done."""
    report = report_of(request, pk, FILL)
    row = _block(report, key)
    if request.method == "GET":
        if not report.is_open:
            return redirect("report:report", pk)
        return _shown(request, report, row) if request.GET.get("view") == "shown" else _page(request, report, row)
    over, version = number_in(request.POST.get("over")), number_in(request.POST.get("version"))
    text = request.POST.get("text", "")
    try:
        saved = writing.write(
            report=report.pk, key=key, text=text, version=over or version, by=request.user, at=now()
        )  # fmt: skip
    except Stale as stale:
        told = {"theirs": stale.current, "refused": stale.text, "text": text, "version": version}
        if _is_part(request):
            return render(request, "report/saved.html", {"report": report, "row": row, **told}, status=STALE)
        return _page(request, report, stale.current, STALE, **told)
    except Refused as refused:
        if _is_part(request):
            known = {"report": report, "row": row, "refused": refused.text, "version": version}
            return render(request, "report/saved.html", known, status=INVALID)
        return _page(request, report, row, INVALID, refused=refused.text, text=text, version=version)
    if _is_part(request):
        known = {"report": report, "row": saved, "version": saved.version, "is_saved": True}
        return render(request, "report/saved.html", known)
    return redirect(f"{reverse('report:report', args=[pk])}#{key}")


def _shown(request: HttpRequest, report: Report, row: Block) -> HttpResponse:
    """The text as it reads, in its place on the page."""
    paper, _ = live(report, now())
    outline = read_outline(report.outline)
    parts = [one for one in paper["parts"] if one["block"] == row.key]
    made = node(report, outline.blocks[row.key], parts, paper["figures"], row)
    return render(request, "report/block.html", {"report": report, "node": made, "may_fill": True})


@require_GET
def history(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The versions of a text, each held against the one before it."""
    report = report_of(request, pk)
    row = _block(report, key)
    versions: list[Block | Revision] = [row, *Revision.objects.filter(block=row).select_related("by")]
    rows = [
        {
            "version": one.version, "by": one.by, "at": one.at, "is_now": place == 0,
            "changes": compared(versions[place + 1].text if place + 1 < len(versions) else "", one.text),
        }
        for place, one in enumerate(versions)
    ]  # fmt: skip
    outline = read_outline(report.outline)
    heading = next((s.heading for _, s in outline.walk() for one in s.blocks if one.id == key), key)
    context = {
        "report": report, "row": row, "rows": rows, "heading": heading, "section": section_key(heading),
        "may_fill": FILL in rights(request, report) and report.is_open,
    }  # fmt: skip
    return render(request, "report/history.html", context)


@require_POST
def restore(request: HttpRequest, pk: int, key: str, number: int) -> HttpResponse:
    """Put an earlier version back."""
    report = report_of(request, pk, FILL)
    row = _block(report, key)
    if not Revision.objects.filter(block=row, version=min(number, 2**31 - 1)).exists():
        raise Http404
    version = number_in(request.POST.get("version"))
    try:
        writing.restore(report=pk, key=key, revision=number, version=version, by=request.user, at=now())
    except Refused as refused:  # someone was faster, or has signed: the page shows what stands there now
        say(request, refused.text, is_error=True)
        return redirect("report:history", pk, key)
    return redirect(f"{reverse('report:report', args=[pk])}#{key}")
