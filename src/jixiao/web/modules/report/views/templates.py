"""Templates of the bureau: which holds, the numbers before it, a changed one looked at and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.actions.templates import save_template
from jixiao.web.modules.report.figures.gather import gather
from jixiao.web.modules.report.figures.names import STATIC
from jixiao.web.modules.report.models import Template
from jixiao.web.modules.report.outline.reading import CHARTS, TABLES, read_outline, shipped_text
from jixiao.web.modules.report.paper.building import build, first_text
from jixiao.web.modules.report.paper.comparing import compared
from jixiao.web.modules.report.stages import TEMPLATES
from jixiao.web.modules.report.views.asked import INVALID, STALE, language, number_in, say
from jixiao.web.modules.report.views.page import preview
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.people.permissions import organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from jixiao.web.platform.people.models import Organisation

SAVED = Text("已保存为新的一版；此后起草的报告用它。", "Saved as a new number; reports drafted from now on use it.")
MOST_BYTES = 512 * 2**10
UNREADABLE = Text(
    "文件不是 UTF-8 文本或超过 512 KB，请另存为 UTF-8。", "The file is not UTF-8 text, or larger than 512 KB."
)


def _bureau(request: HttpRequest) -> Organisation:
    """The bureau whose templates the person keeps: the highest organisation over which they may."""
    found = organisations_with(request.user, TEMPLATES).order_by("path").first()
    if found is None:
        raise PermissionDenied(TEMPLATES)
    return found


@require_http_methods(["GET", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """The template in force, to be changed; a look at what a report would be like; every number there was."""
    bureau = _bureau(request)
    newest = Template.objects.filter(organisation=bureau).first()
    text = shipped_text() if newest is None or newest.is_shipped else newest.text
    more: dict[str, Any] = {"text": text, "note": "", "after": 0 if newest is None else newest.number}
    if request.method == "GET":
        return _page(request, bureau, 200, **more)
    more |= {"text": request.POST.get("text", ""), "note": request.POST.get("note", "")[:200]}
    more |= {"after": number_in(request.POST.get("after"))}
    try:
        more["text"] = _brought(request) or more["text"]
        if request.POST.get("do") != "save":
            # Looking saves nothing; what is wrong is told just the same.
            return _page(request, bureau, 200, **more, preview=_preview(request, bureau, more["text"]))
        save_template(
            organisation=bureau, text=more["text"], note=more["note"], after=more["after"], by=request.user, at=now()
        )  # fmt: skip
    except InputFault as fault:
        problems = [one.said(language(request)) for one in fault.problems]
        return _page(request, bureau, INVALID, **more, problems=problems)
    except Stale as stale:
        told = {"theirs": stale.current, "changes": compared(stale.current.text, more["text"]), "refused": stale.text}
        return _page(request, bureau, STALE, **(more | {"after": stale.current.number}), **told)
    except Refused as refused:
        return _page(request, bureau, INVALID, **more, refused=refused.text)
    say(request, SAVED)
    return redirect("report:templates")


def _page(request: HttpRequest, bureau: Organisation, status: int, **more: object) -> HttpResponse:
    rows = Template.objects.filter(organisation=bureau).select_related("by").all()
    context = {
        "bureau": bureau, "rows": rows, "figures": STATIC.items(), "charts": CHARTS, "tables": TABLES, **more,
    }  # fmt: skip
    return render(request, "report/templates.html", context, status=status)


def _brought(request: HttpRequest) -> str:
    """The text of a file that was brought instead of typing; raises `Refused`."""
    file = request.FILES.get("file")
    if file is None:
        return ""
    if file.size > MOST_BYTES:
        raise Refused(UNREADABLE, "file")
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(UNREADABLE, "file") from None
    return str(text)


def _preview(request: HttpRequest, bureau: Organisation, text: str) -> SafeString:
    """What a report would be like for the chosen unit, else for the first one below the bureau."""
    outline = read_outline(f"{text.replace(chr(13), '').strip()}\n")
    choice = chosen(request)
    unit = choice.unit or bureau.children.order_by("path").first() or bureau
    year = min(choice.year, today().year)
    figures = gather(unit, year, now())
    texts = {one.id: first_text(one, figures) for one in outline.blocks.values() if one.kind == "text"}
    return preview(build(outline, texts, figures, unit.name, year))


@require_GET
def template(request: HttpRequest, number: int) -> HttpResponse:
    """A number as a file; 0 is the shipped one."""
    bureau = _bureau(request)
    if number == 0:
        return attachment(shipped_text().encode(), "自评报告模板-随系统.yaml")
    row = Template.objects.filter(organisation=bureau, number=min(number, 2**31 - 1)).exclude(text="").first()
    if row is None:
        raise Http404
    return attachment(row.text.encode(), f"自评报告模板-{row.number}.yaml")
