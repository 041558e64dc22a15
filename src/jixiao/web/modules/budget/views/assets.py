"""The register of fixed assets: the list with its rate of use, one with what happened to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import assets as actions
from jixiao.web.modules.budget.models import ASSET_CATEGORIES, ASSET_STATES, Asset, AssetEvent
from jixiao.web.modules.budget.pages.forms import Field, Form
from jixiao.web.modules.budget.pages.tables import Column, Link, State, Table
from jixiao.web.modules.budget.register import worth_of
from jixiao.web.modules.budget.views.asked import (
    INVALID,
    STALE,
    organisation_of,
    rights,
    say,
    searched,
    sound,
    words_of,
)
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.modules.budget.views.staff import choices
from jixiao.web.platform import money
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import demand, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words

LIGHTS = {"in_use": "green", "idle": "amber", "disposed": "none"}


def _day(request: HttpRequest) -> date:
    """The day as of which the register is read: the end of the year chosen, or today within it."""
    return min(date(chosen(request).year, 12, 31), today())


def _asked(request: HttpRequest) -> dict[str, str]:
    state, category = request.GET.get("state", ""), request.GET.get("category", "")
    return {
        "state": state if state in ASSET_STATES else "",
        "category": category if category in ASSET_CATEGORIES else "",
        "words": searched(request),
    }


def _events(request: HttpRequest) -> QuerySet[AssetEvent]:
    """What happened to the assets that the person may read, of the unit chosen or of all."""
    unit = chosen(request).unit
    found = AssetEvent.objects.filter(asset__organisation__in=organisations_with(request.user, stages.READ))
    return found if unit is None else found.filter(asset__organisation__path__startswith=unit.path)


def _table(request: HttpRequest) -> Table:
    """The assets that were there on the day, each as it stood then."""
    asked, found = _asked(request), _events(request).filter(day__lte=_day(request))
    latest = found.order_by("asset_id", "-day", "-pk").distinct("asset_id").values("pk")
    events = AssetEvent.objects.filter(pk__in=latest).select_related("asset__organisation")
    events = events.filter(state=asked["state"]) if asked["state"] else events.exclude(state="disposed")
    if asked["category"]:
        events = events.filter(asset__category=asked["category"])
    if asked["words"]:
        words = asked["words"]
        events = events.filter(Q(asset__name__icontains=words) | Q(asset__code__icontains=words))
    shown = list(events.order_by("asset__organisation__path", "asset__code")[: queries.MOST_LISTED])
    columns = (
        Column(Text("资产", "Asset")), Column(Text("单位", "Unit")), Column(Text("类别", "Kind")),
        Column(Text("存放地点", "Place")), Column(Text("保管人", "Keeper")), Column(Text("购置日期", "Acquired")),
        Column(Text("原值", "Cost"), "fen"), Column(Text("状态", "State")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            Link(str(one.asset), reverse("budget:asset", args=[one.asset_id])), one.asset.organisation.name,
            one.asset.category_name, one.asset.place, one.asset.keeper, one.asset.acquired.isoformat(), one.cost,
            State(ASSET_STATES[one.state], LIGHTS[one.state]),
        )
        for one in shown
    ]  # fmt: skip
    foot = (Text("合计", "Total"), "", "", "", "", "", sum(one.cost for one in shown), "")
    empty = Text(
        "这里列出固定资产。现在的条件下没有。", "The fixed assets stand here. There is none under this filter."
    )
    return Table(Text("固定资产", "Fixed assets"), columns, rows, foot, empty)


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The register as of the end of the year chosen, with the rate of use."""
    asked = _asked(request)
    worth = worth_of(_events(request), _day(request))
    table = _table(request)
    context = {
        "table": table,
        "asked": asked,
        "day": _day(request),
        "worth": worth,
        "rate": money.share(worth.in_use, worth.total),
        "states": ASSET_STATES,
        "categories": ASSET_CATEGORIES,
        "more": len(table.rows) >= queries.MOST_LISTED,
        "may_add": may_anywhere(request.user, stages.FILL),
        "filter": urlencode(asked),
    }
    return render(request, "budget/assets.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    return sheets(f"固定资产 {_day(request)}", [_table(request)])


def _of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Asset:
    asset = get_object_or_404(Asset.objects.select_related("organisation"), pk=sound(pk))
    demand(request.user, permission, asset.organisation)
    return asset


def _context(request: HttpRequest, asset: Asset) -> dict[str, Any]:
    return {
        "asset": asset,
        "light": LIGHTS[asset.state],
        "rights": rights(request.user, asset.organisation),
        "events": [
            (one, actions.EVENTS[one.kind], ASSET_STATES[one.state]) for one in asset.events.select_related("by")
        ],
        "counts": asset.counts.select_related("inventory__organisation").order_by("-inventory__year"),
        "kinds": [(kind, name) for kind, name in actions.KINDS.items() if actions.LEADS_TO.get(kind) != asset.state],
        "written": {"day": today().isoformat(), "place": asset.place, "keeper": asset.keeper,
                    "cost": money.as_input(asset.cost)},
        "crumbs": [(Text("固定资产", "Fixed assets"), reverse("budget:assets"))],
        "version": asset.version,
        "history": queries.history(f"budget.asset/{asset.pk}"),
    }  # fmt: skip


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """An asset with everything that happened to it."""
    return render(request, "budget/asset.html", _context(request, _of(request, pk)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an asset."""
    units, words = organisations_with(request.user, stages.FILL), words_of(request)
    if request.method == "POST":
        unit, fields = organisation_of(request, words.written.get("organisation", ""), stages.FILL), _read(words)
        if unit is None:
            words.faults["organisation"] = Text("请选您可以填报的单位", "choose a unit that you fill in for")
        elif fields is not None:
            try:
                asset = actions.acquire(organisation=unit, fields=fields, by=request.user, at=now())
                say(request, Text("资产已登记。", "The asset is in the register."))
                return redirect("budget:asset", asset.pk)
            except Refused as refusal:
                words.faults[refusal.field or ""] = refusal.text
    elif not units.exists():
        say(request, Text("只有填报人和科室负责人可以登记资产。", "Only fillers enter assets."), is_error=True)
        return redirect("budget:assets")
    choice = chosen(request)
    start = {"acquired": today().isoformat(), "organisation": str(choice.unit.pk) if choice.unit else ""}
    fields_ = (
        Field("organisation", Text("单位", "Unit"), "choice", choices(units)),
        Field("code", Text("资产编号", "Code")), Field("name", Text("资产名称", "Name")),
        Field("category", Text("类别", "Kind"), "choice", list(ASSET_CATEGORIES.items())),
        Field("cost", Text("原值，万元", "Cost, ten thousand yuan"), "money"),
        Field("acquired", Text("购置日期", "Day acquired"), "day"),
        Field("place", Text("存放地点（可不填）", "Place (may be empty)")),
        Field("keeper", Text("保管人（可不填）", "Keeper (may be empty)")),
    )  # fmt: skip
    form = Form(Text("登记固定资产", "Enter an asset"), fields_, reverse("budget:assets"),
                [(Text("固定资产", "Fixed assets"), reverse("budget:assets"))], written=words.written or start,
                faults=words.faults)  # fmt: skip
    return form.page(request)


def _read(words: Words) -> actions.AssetFields | None:
    code, name = words.text("code", 40), words.text("name", 120)
    category, acquired, cost = words.choice("category", ASSET_CATEGORIES), words.day("acquired"), words.amount("cost")
    place, keeper = words.text("place", 120, needed=False), words.text("keeper", 60, needed=False)
    if words.faults or acquired is None:
        return None
    return actions.AssetFields(code, name, category, place, keeper, acquired, cost)


@require_POST
def happened(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what happened to an asset."""
    asset, words = _of(request, pk, stages.FILL), words_of(request)
    kind, day, note = words.choice("kind", actions.KINDS), words.day("day"), words.text("note", 300)
    cost = words.amount("cost") if kind == "change" and words.written.get("cost", "").strip() else None
    place, keeper = words.text("place", 120, needed=False), words.text("keeper", 60, needed=False)
    status, more = INVALID, dict[str, Any]()
    try:
        if not words.faults and day is not None:
            what = actions.Happened(kind, day, note, cost, place, keeper)
            actions.happen(pk=pk, what=what, version=words.whole("version"), by=request.user, at=now())
            say(request, Text("已登记。", "Recorded."))
            return redirect("budget:asset", pk)
    except Stale as stale:
        status, more = STALE, {"problem": stale.text, "version": stale.current.version, "asset": stale.current}
    except Refused as refusal:
        words.faults[refusal.field or "note"] = refusal.text
    context = _context(request, asset) | more | {"faults": words.faults, "written": words.written}
    return render(request, "budget/asset.html", context, status=status)
