"""The yearly inventory: begun from the books, counted row by row, differences explained, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import inventories as actions
from jixiao.web.modules.budget.models import Inventory
from jixiao.web.modules.budget.pages.forms import Field, Form
from jixiao.web.modules.budget.pages.tables import Column, Link, State, Table
from jixiao.web.modules.budget.views.asked import INVALID, STALE, organisation_of, rights, say, sound, words_of
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.modules.budget.views.staff import choices
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import demand, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words

ON_A_PAGE = 100
MOST_COUNTED = 99_999
CRUMBS = (
    (Text("固定资产", "Fixed assets"), "budget:assets"),
    (Text("盘点", "Inventories"), "budget:inventories"),
)


def _crumbs(count: int = 2) -> list[tuple[Text | str, str]]:
    return [(words, reverse(name)) for words, name in CRUMBS[:count]]


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The inventories of all years, the newest first."""
    choice = chosen(request)
    found = Inventory.objects.filter(organisation__in=organisations_with(request.user, stages.READ))
    if choice.unit is not None:
        found = found.filter(organisation__path__startswith=choice.unit.path)
    counted = Q(rows__counted__isnull=False)
    rows_ = found.select_related("organisation").annotate(
        all=Count("rows"), done=Count("rows", filter=counted),
        differing=Count("rows", filter=counted & ~Q(rows__counted=F("rows__book"))),
    )  # fmt: skip
    columns = (
        Column(Text("单位", "Unit")), Column(Text("年度", "Year")), Column(Text("基准日", "As of")),
        Column(Text("账面项数", "In the books"), "count"), Column(Text("已盘", "Counted"), "count"),
        Column(Text("有差异", "Differing"), "count"), Column(Text("状态", "State")),
    )  # fmt: skip
    cells: list[Any] = [
        (
            Link(one.organisation.name, reverse("budget:inventory", args=[one.pk])), str(one.year),
            one.day.isoformat(), one.all, one.done, one.differing, _state(one),
        )
        for one in rows_[: queries.MOST_LISTED]
    ]  # fmt: skip
    empty = Text("还没有盘点。每年从账面开始一次。", "No inventory yet. It begins from the books once a year.")
    context = {
        "table": Table(Text("盘点", "Inventories"), columns, cells, None, empty), "crumbs": _crumbs(1),
        "may_add": may_anywhere(request.user, stages.FILL),
    }  # fmt: skip
    return render(request, "budget/inventories.html", context)


def _state(one: Inventory) -> State:
    return State(Text("已结束", "closed"), "green") if one.is_closed else State(Text("盘点中", "counting"), "blue")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin an inventory with what the books have."""
    units, words = organisations_with(request.user, stages.FILL), words_of(request)
    if request.method == "POST":
        unit, day = organisation_of(request, words.written.get("organisation", ""), stages.FILL), words.day("day")
        if unit is None:
            words.faults["organisation"] = Text("请选您可以填报的单位", "choose a unit that you fill in for")
        elif day is not None:
            try:
                found = actions.begin(organisation=unit, day=day, by=request.user, at=now())
                say(request, Text("盘点已开始，请逐项填实盘数。", "The inventory has begun; count row by row."))
                return redirect("budget:inventory", found.pk)
            except Refused as refusal:
                words.faults[refusal.field or ""] = refusal.text
    elif not units.exists():
        say(request, Text("只有填报人和科室负责人可以盘点。", "Only fillers take inventories."), is_error=True)
        return redirect("budget:inventories")
    choice = chosen(request)
    start = {"day": today().isoformat(), "organisation": str(choice.unit.pk) if choice.unit else ""}
    fields = (
        Field("organisation", Text("单位", "Unit"), "choice", choices(units)),
        Field("day", Text("基准日", "As of"), "day"),
    )
    form = Form(Text("开始盘点", "Begin an inventory"), fields, reverse("budget:inventories"), _crumbs(),
                button=Text("开始", "Begin"), written=words.written or start, faults=words.faults)  # fmt: skip
    return form.page(request)


def _of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Inventory:
    found = get_object_or_404(Inventory.objects.select_related("organisation", "by"), pk=sound(pk))
    demand(request.user, permission, found.organisation)
    return found


def _context(request: HttpRequest, found: Inventory) -> dict[str, Any]:
    rows = found.rows.select_related("asset").order_by("pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    counted = Q(counted__isnull=False)
    sums = found.rows.aggregate(
        all=Count("pk"), done=Count("pk", filter=counted),
        differing=Count("pk", filter=counted & ~Q(counted=F("book"))),
    )  # fmt: skip
    return {
        "found": found,
        "state": _state(found),
        "page": page,
        "rows": [(row, "" if row.counted is None else str(row.counted), row.explanation, None) for row in page],
        "sums": sums,
        "rights": rights(request.user, found.organisation),
        "crumbs": _crumbs(),
        "version": found.version,
        "history": queries.history(f"budget.inventory/{found.pk}"),
    }


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """An inventory: book, counted, difference, explanation."""
    return render(request, "budget/inventory.html", _context(request, _of(request, pk)))


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was found of the rows of a page."""
    found, words = _of(request, pk, stages.FILL), words_of(request)
    context = _context(request, found)
    rows = {
        row.pk: (
            words.count(f"counted-{row.pk}", MOST_COUNTED, needed=False),
            words.text(f"explanation-{row.pk}", 300, needed=False),
        )
        for row, *_ in context["rows"]
        if f"counted-{row.pk}" in words.written
    }
    return _stepped(
        request, found, words, context,
        lambda: actions.count(pk=pk, rows=rows, version=words.whole("version"), by=request.user, at=now()),
    )  # fmt: skip


def _stepped(request: HttpRequest, found: Inventory, words: Words, context: dict[str, Any], step: Any) -> HttpResponse:  # noqa: ANN401 - what is to be done
    """Do a step; where it cannot be done, the page with what was written."""
    status, more = INVALID, dict[str, Any]()
    try:
        if not words.faults:
            step()
            say(request, Text("已保存。", "Saved."))
            number = context["page"].number
            return redirect(reverse("budget:inventory", args=[found.pk]) + (f"?page={number}" if number > 1 else ""))
    except Stale as stale:
        status, more = STALE, {"problem": stale.text, "version": stale.current.version}
    except Refused as refusal:
        more = {"problem": refusal.text}
    context["rows"] = [
        (
            row, words.written.get(f"counted-{row.pk}", value), words.written.get(f"explanation-{row.pk}", said),
            words.faults.get(f"counted-{row.pk}") or words.faults.get(f"explanation-{row.pk}"),
        )
        for row, value, said, _ in context["rows"]
    ]  # fmt: skip
    written = {"faults": words.faults, "written": words.written}
    return render(request, "budget/inventory.html", context | written | more, status=status)


@require_POST
def add_found(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter something that the books do not have."""
    found, words = _of(request, pk, stages.FILL), words_of(request)
    name, number = words.text("name", 120), words.count("counted", MOST_COUNTED)
    explanation = words.text("explanation", 300)
    return _stepped(
        request, found, words, _context(request, found),
        lambda: actions.add_found(
            pk=pk, name=name, counted=number or 0, explanation=explanation, version=words.whole("version"),
            by=request.user, at=now(),
        ),
    )  # fmt: skip


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an inventory."""
    _of(request, pk, stages.FILL)
    try:
        actions.close(pk=pk, version=words_of(request).whole("version"), by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        say(request, Text("盘点已结束。", "The inventory is closed."))
    return redirect("budget:inventory", pk)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """An inventory as a workbook: the sheet that people carry along while counting."""
    found = _of(request, pk)
    columns = (
        Column(Text("资产", "Asset")), Column(Text("存放地点", "Place")), Column(Text("保管人", "Keeper")),
        Column(Text("原值", "Cost"), "fen"), Column(Text("账面数", "Book"), "count"),
        Column(Text("实盘数", "Counted"), "count"), Column(Text("差异", "Difference"), "count"),
        Column(Text("说明", "Explanation")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            row.name, row.asset.place if row.asset else "", row.asset.keeper if row.asset else "", row.cost, row.book,
            row.counted, row.difference, row.explanation,
        )
        for row in found.rows.select_related("asset")
    ]  # fmt: skip
    table = Table(Text("盘点", "Inventory"), columns, rows)
    return sheets(f"盘点 {found.organisation.name} {found.year}", [table])
