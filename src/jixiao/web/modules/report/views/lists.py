"""The reports of a year: every unit that writes one, and where it stands; drafting; the list as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.actions.drafting import draft as draft_report
from jixiao.web.modules.report.queries import NONE, STATES, Line, lines
from jixiao.web.modules.report.stages import FILL, READ, TEMPLATES
from jixiao.web.modules.report.views.asked import language, number_in, say
from jixiao.web.platform.chosen import chosen, years
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.text import Language

A_PAGE = 100
DRAFTED = Text(
    "已起草：正文和图表取自本年数据，请逐段核对修改。", "Drafted from the year's data; go through each part."
)


def _asked(request: HttpRequest) -> tuple[dict[str, Any], list[Line]]:
    """What the list is narrowed to, and its lines."""
    if not may_anywhere(request.user, READ):
        raise PermissionDenied(READ)
    choice, year = chosen(request), number_in(request.GET.get("year"))
    # Next year's budget can be chosen in the head line; a report of next year cannot.
    year = year if year in years() else min(choice.year, today().year)
    state = request.GET.get("state", "")
    allowed = organisations_with(request.user, READ, year)
    if choice.unit is not None:
        allowed = allowed.filter(path__startswith=choice.unit.path)
    state = state if state in STATES else ""
    found = lines(allowed, year, state)
    # Units below a department that neither evaluate nor report are shown to who asks for them, or works on one.
    own = choice.unit.pk if choice.unit is not None else None
    shown = [one for one in found if not one.is_bare or one.organisation.pk == own]
    every = request.GET.get("all") == "1" or state == NONE
    asked = {"year": year, "state": state, "unit": choice.unit, "all": every, "hidden": len(found) - len(shown)}
    return asked, found if every else shown


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every unit's report of the year."""
    asked, found = _asked(request)
    fills = set(organisations_with(request.user, FILL).values_list("pk", flat=True))
    counts: dict[str, int] = {}
    for one in found:
        counts[one.state] = counts.get(one.state, 0) + 1
    context = {
        "asked": asked, "years": [one for one in years() if one <= today().year], "states": STATES,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "fills": fills,
        "counts": [(STATES[name], counts[name]) for name in STATES if name in counts],
        "may_template": may_anywhere(request.user, TEMPLATES),
    }  # fmt: skip
    return render(request, "report/list.html", context)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft a report in one step."""
    if not may_anywhere(request.user, FILL):
        raise PermissionDenied(FILL)
    unit = organisations_with(request.user, FILL).filter(pk=number_in(request.POST.get("organisation"))).first()
    if unit is None:
        raise Http404
    try:
        made = draft_report(
            organisation=unit, year=number_in(request.POST.get("year")), by=request.user, at=now()
        )  # fmt: skip
    except Refused as refused:
        say(request, refused.text, is_error=True)
        return redirect("report:list")
    say(request, DRAFTED)
    return redirect("report:report", made.pk)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, as a workbook."""
    asked, found = _asked(request)
    return attachment(_workbook(found, language(request)), f"自评报告{asked['year']}.xlsx")


def _workbook(found: list[Line], lang: Language) -> bytes:
    import xlsxwriter

    out = BytesIO()
    # What begins with = stays text: it is a name, not a formula.
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("自评报告" if lang == "zh" else "Reports")
        heads = (
            Text("单位", "Unit"), Text("状态", "State"), Text("得分", "Score"), Text("得分来源", "Which score"),
            Text("等级", "Grade"), Text("最后修改", "Last change"),
        )  # fmt: skip
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head.said(lang))
        for row, one in enumerate(found, 1):
            kind = one.kind.said(lang) if one.kind else ""
            cells = (one.organisation.name, STATES[one.state].said(lang), one.score, kind, one.grade, one.changed)
            for column, words in enumerate(cells):
                sheet.write_string(row, column, words)
        sheet.set_column(0, 0, 32)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
