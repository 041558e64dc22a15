"""The rows of a table: add, change, take out; lint as one types; the page of an indicator with what it reached."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import binding, lint, queries, stages
from jixiao.web.modules.goals.actions import tables as actions
from jixiao.web.modules.goals.fields import IndicatorFields, indicator_fields
from jixiao.web.modules.goals.models import LibraryIndicator
from jixiao.web.modules.goals.standing import around, funds_of, past_of
from jixiao.web.modules.goals.views.asked import (
    INVALID,
    is_partial,
    row_of,
    say,
    sound,
    table_of,
    words_of,
)
from jixiao.web.modules.goals.views.tables import NEW, Entered, page, page_context
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.registers.indicators.actions import report
from jixiao.web.registers.indicators.models import Indicator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.goals.fields import Words
    from jixiao.web.registers.indicators.models import GoalTable

MOST_HISTORY = 50


def _fields(request: HttpRequest, table: GoalTable, words: Words) -> tuple[IndicatorFields | None, list[str]]:
    covers = request.POST.getlist("covers")[:200]
    projects = {} if table.project else funds_of([table.organisation], table.year).of_projects(table.organisation_id)
    return indicator_fields(words, projects, covers), covers


@require_POST
def added(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator."""
    table = table_of(request, pk, stages.FILL)
    words = words_of(request)
    fields, covers = _fields(request, table, words)
    try:
        if fields is not None:
            row = actions.add_row(pk=pk, fields=fields, by=request.user, at=now())
            return redirect(f"{reverse('goals:table', args=[pk])}#row-{row.pk}")
        refused = None
    except Refused as refusal:
        refused = refusal.text
    return page(request, table, Entered(NEW, words, refused, covers=covers))


@require_POST
def edited(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an indicator; by itself as one leaves a field, or with the page where there is no script."""
    row = row_of(request, pk, stages.FILL)
    words = words_of(request)
    fields, covers = _fields(request, row.table, words)
    entered = None
    try:
        if fields is None:
            entered = Entered(pk, words, covers=covers)
        else:
            actions.set_row(pk=pk, fields=fields, version=words.whole("version"), by=request.user, at=now())
    except Stale as stale:
        entered = Entered(pk, words, stale.text, stale.current, covers)
    except Refused as refusal:
        entered = Entered(pk, words, refusal.text, covers=covers)
    table = table_of(request, row.table_id)
    if is_partial(request):
        context = page_context(request, table, entered)
        line = next((one for one in context["lines"] if one.row.pk == pk), None)
        if line is None:
            raise Http404
        context |= {"line": line, "is_partial": True, "saved_at": now() if entered is None else None}
        return render(request, "goals/row_state.html", context, status=entered.status if entered else 200)
    if entered is not None:
        return page(request, table, entered)
    say(request, Text("已保存。", "Saved."))
    return redirect(f"{reverse('goals:table', args=[table.pk])}#row-{pk}")


@require_POST
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator out."""
    row = row_of(request, pk, stages.FILL)
    try:
        actions.remove_row(pk=pk, version=words_of(request).whole("version"), by=request.user, at=now())
        say(request, Text(f"已删除指标“{row.name}”。", f"The indicator “{row.name}” is gone."))
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:table", row.table_id)


@require_POST
def linted(request: HttpRequest, pk: int) -> HttpResponse:
    """What is weak in a row as it is being written; nothing is kept."""
    table = table_of(request, pk, stages.FILL)
    words = words_of(request)
    written = lint.Row(
        words.written.get("kind", "")[:16], words.line("name", 120), words.written.get("operator", "")[:4],
        words.line("target", 200), words.line("unit", 20), None, words.line("basis", 300),
    )  # fmt: skip
    own = words.whole("row")
    names = Counter(lint.plain(one.name) for one in table.indicators.all() if one.pk != own)
    names[lint.plain(written.name)] += 1
    past = past_of([table.organisation], table.year)
    known = written.kind in lint.LEVEL_OF and written.name and written.target
    found = lint.lint_row(written, around(table, names, written.name, past)) if known else []
    return render(request, "goals/lint.html", {"findings": found, "faults": words.faults, "key": own or "new"})


@require_POST
def from_library(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """Add an indicator of the library."""
    table_of(request, pk, stages.FILL)
    found = get_object_or_404(LibraryIndicator, pk=sound(one), retired_at=None)
    fields = IndicatorFields(found.kind, found.name, found.operator, found.target, found.unit, None, found.basis)
    try:
        row = actions.add_row(pk=pk, fields=fields, by=request.user, at=now())
        say(request, Text(f"已加入“{found.name}”，请核对目标值。", f"“{found.name}” is added; see to its target."))
        return redirect(f"{reverse('goals:table', args=[pk])}#row-{row.pk}")
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:table", pk)


@require_POST
def from_last_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring over last year's indicators that are not in the table yet."""
    table = table_of(request, pk, stages.FILL)
    known = {lint.plain(row.name) for row in table.indicators.all()}
    older = Indicator.objects.filter(
        table__organisation=table.organisation, table__year=table.year - 1, table__project=table.project
    )
    fields = [
        IndicatorFields(
            row.kind, row.name, row.operator, row.target, row.unit, row.weight, row.basis, row.binding, row.source,
            tuple(row.covers),
        )
        for row in older if lint.plain(row.name) not in known
    ]  # fmt: skip
    try:
        count = actions.add_rows(pk=pk, rows=fields, by=request.user, at=now())
        say(request, Text(f"已带入上年指标 {count} 个，请核对目标值。", f"{count} indicators were brought over."))
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:table", pk)


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator: what it is bound to, what it reached when, last year and peers."""
    return _page(request, row_of(request, pk))


def _page(
    request: HttpRequest, row: Indicator, words: Words | None = None, problem: Text | None = None, status: int = 200
) -> HttpResponse:
    table = row.table
    taken, untaken = None, None
    if row.binding != "hand":
        try:
            taken = binding.take(row, today())
        except Refused as refusal:
            untaken = refusal.text
    past = past_of([table.organisation], table.year)
    context = {
        "row": row,
        "table": table,
        "bound": binding.title_of(row),
        "taken": taken,
        "untaken": untaken,
        "records": list(taken.records)[:MOST_HISTORY] if taken else [],
        "actuals": row.actuals.select_related("by", "evidence")[:MOST_HISTORY],
        "past": past.get((table.organisation_id, table.project, lint.plain(row.name))),
        "peers": queries.peers_of(table.organisation, table.year, [row.name]).get(row.name),
        "may_fill": may(request.user, stages.FILL, table.organisation),
        "written": words.written if words else {"day": _last_day(table.year).isoformat()},
        "faults": words.faults if words else {},
        "problem": problem,
    }
    return render(request, "goals/row.html", context, status=status)


def _last_day(year: int) -> date:
    return min(today(), date(year, 12, 31))


@require_POST
def taken(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the value of a bound indicator now."""
    row = row_of(request, pk, stages.FILL)
    try:
        if row.binding == "hand":
            raise Refused(Text("这个指标由人工填报", "this indicator is reported by hand"))
        found = binding.take(row, today())
        report(indicator=row, day=found.day, value=found.value, by=request.user, at=now(), source=found.source)
        say(request, Text(f"已取数：{found.value}", f"Taken: {found.value}"))
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:row", pk)


@require_POST
def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what an indicator has reached."""
    row = row_of(request, pk, stages.FILL)
    words = words_of(request)
    value, said = words.line("value", 200, needed=True), words.paragraphs("said")
    day = _day(words, row.table.year)
    if row.is_number and value and lint.number_of(value) is None:
        words.faults["value"] = Text("请填数字", "write a number")
    if words.faults or day is None:
        return _page(request, row, words, status=INVALID)
    report(indicator=row, day=day, value=value, said=said, by=request.user, at=now())
    say(request, Text("已登记完成值。", "The value is reported."))
    return redirect("goals:row", pk)


def _day(words: Words, year: int) -> date | None:
    try:
        day = date.fromisoformat(words.written.get("day", "").strip()[:10])
    except ValueError:
        words.faults["day"] = Text("请填日期，如 2026-07-31", "write a day such as 2026-07-31")
        return None
    if not date(year, 1, 1) <= day <= _last_day(year):
        words.faults["day"] = Text(f"应在 {year} 年内，且不晚于今天", f"a day of {year}, not after today")
        return None
    return day
