"""Staff at dates: posts authorised, filled, and staff off the establishment, with the two rates that are judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import staff as actions
from jixiao.web.modules.budget.models import StaffCount
from jixiao.web.modules.budget.pages.forms import Field, Form, differing
from jixiao.web.modules.budget.pages.tables import Column, Link, Table
from jixiao.web.modules.budget.views.asked import organisation_of, say, sound, words_of
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.platform import money
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import demand, may, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.platform.people.models import Organisation

HOME = (Text("人员", "Staff"), "budget:staff")


def choices(found: QuerySet[Organisation]) -> list[tuple[str, Text]]:
    """Organisations as the choices of a field."""
    return [(str(one.pk), Text(one.name, one.name)) for one in found.order_by("path")]


def _table(request: HttpRequest) -> Table:
    """The counts up to the end of the year chosen, the newest first; each row opens its form for who may fill in."""
    choice = chosen(request)
    found = StaffCount.objects.filter(organisation__in=organisations_with(request.user, stages.READ))
    found = found.filter(day__lte=date(choice.year, 12, 31)).select_related("organisation")
    if choice.unit is not None:
        found = found.filter(organisation__path__startswith=choice.unit.path)
    columns = (
        Column(Text("日期", "Day")), Column(Text("单位", "Unit")), Column(Text("核定编制", "Posts"), "count"),
        Column(Text("实有在编", "In post"), "count"), Column(Text("编外聘用", "Hired"), "count"),
        Column(Text("劳务派遣", "Dispatched"), "count"), Column(Text("编外合计", "Off the establishment"), "count"),
        Column(Text("财政供养人员控制率", "Staff rate"), "rate"),
        Column(Text("编外人员控制率", "Off-establishment rate"), "rate"), Column(Text("说明", "Note")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            Link(one.day.isoformat(), reverse("budget:edit-staff", args=[one.pk]))
            if may(request.user, stages.FILL, one.organisation) else one.day.isoformat(),
            one.organisation.name, one.authorised, one.in_post, one.hired, one.dispatched, one.off,
            money.share(one.in_post, one.authorised), money.share(one.off, one.in_post + one.off), one.note,
        )
        for one in found.order_by("-day", "organisation__path")[: queries.MOST_LISTED]
    ]  # fmt: skip
    empty = Text(
        "这里按日期列出编制、在编和编外人数。还没有记录。", "Posts and staff at dates stand here. There is none yet."
    )
    return Table(Text("人员", "Staff"), columns, rows, None, empty)


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Staff at dates."""
    context = {"table": _table(request), "may_add": may_anywhere(request.user, stages.FILL)}
    return render(request, "budget/staff.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The counts as a workbook."""
    return sheets("人员", [_table(request)])


_FIELDS = (
    Field("day", Text("日期", "Day"), "day"),
    Field("authorised", Text("核定编制", "Authorised posts"), "count"),
    Field("in_post", Text("实有在编", "In post"), "count"),
    Field("hired", Text("编外聘用", "Hired off the establishment"), "count"),
    Field("dispatched", Text("劳务派遣", "Dispatched"), "count"),
    Field("note", Text("说明（可不填）", "Note (may be empty)")),
)


def _read(words: Words) -> actions.StaffFields | None:
    day = words.day("day")
    authorised, in_post = words.count("authorised") or 0, words.count("in_post") or 0
    hired, dispatched = words.count("hired") or 0, words.count("dispatched") or 0
    note = words.text("note", 200, needed=False)
    if words.faults or day is None:
        return None
    return actions.StaffFields(day, authorised, in_post, hired, dispatched, note)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter the staff of a day."""
    units, words = organisations_with(request.user, stages.FILL), words_of(request)
    if request.method == "POST":
        unit, fields = organisation_of(request, words.written.get("organisation", ""), stages.FILL), _read(words)
        if unit is None:
            words.faults["organisation"] = Text("请选您可以填报的单位", "choose a unit that you fill in for")
        elif fields is not None:
            try:
                actions.count(organisation=unit, fields=fields, by=request.user, at=now())
                say(request, Text("人员数已登记。", "The staff is recorded."))
                return redirect("budget:staff")
            except Refused as refusal:
                words.faults[refusal.field or ""] = refusal.text
    elif not units.exists():
        say(request, Text("只有填报人和科室负责人可以登记人员数。", "Only fillers enter staff."), is_error=True)
        return redirect("budget:staff")
    choice = chosen(request)
    start = {"day": today().isoformat(), "organisation": str(choice.unit.pk) if choice.unit else ""}
    fields_ = (Field("organisation", Text("单位", "Unit"), "choice", choices(units)), *_FIELDS)
    form = Form(Text("登记人员数", "Enter the staff of a day"), fields_, reverse("budget:staff"),
                [(HOME[0], reverse(HOME[1]))], written=words.written or start, faults=words.faults)  # fmt: skip
    return form.page(request)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a count."""
    found = get_object_or_404(StaffCount.objects.select_related("organisation"), pk=sound(pk))
    demand(request.user, stages.FILL, found.organisation)
    words, theirs, version = words_of(request), None, found.version
    if request.method == "POST":
        fields = _read(words)
        try:
            if fields is not None:
                actions.correct(pk=pk, fields=fields, version=words.whole("version"), by=request.user, at=now())
                say(request, Text("已保存。", "Saved."))
                return redirect("budget:staff")
        except Stale as stale:
            theirs, version = differing(_now(stale.current), words.written), stale.current.version
            words.faults[""] = stale.text
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    form = Form(
        Text(f"修改人员数：{found.organisation.name}", f"Staff of {found.organisation.name}"), _FIELDS,
        reverse("budget:staff"), [(HOME[0], reverse(HOME[1]))], written=words.written or _now(found),
        faults=words.faults, theirs=theirs, version=version,
    )  # fmt: skip
    return form.page(request)


def _now(found: StaffCount) -> dict[str, str]:
    names = ("authorised", "in_post", "hired", "dispatched", "note")
    return {"day": found.day.isoformat(), **{name: str(getattr(found, name)) for name in names}}
