"""Assigning organisations to people from outside, what they avoid, and their own page."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration import assigning
from jixiao.web.modules.administration.actions import assignments as actions
from jixiao.web.modules.administration.assignment_forms import Assign, Avoid, Draw
from jixiao.web.modules.administration.assignment_sheets import as_xlsx
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Assignment, Avoidance
from jixiao.web.platform.people.permissions import may, may_anywhere, outside_posts
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.modules.administration.assignment_forms import Given
    from jixiao.web.platform.people.models import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _demand_sight(person: Person) -> None:
    if not may_anywhere(person, assigning.ASSIGN):
        raise PermissionDenied(assigning.ASSIGN)


def _demand_assigning(person: Person) -> None:
    if not assigning.organisations_to_assign(person).exists():
        raise PermissionDenied(assigning.ASSIGN)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What is assigned for the year of the head line, what is avoided, and which departments have nobody."""
    _demand_sight(request.user)
    asked, day = chosen(request), today()
    found = assigning.assignments_for(request.user, asked.year, asked.unit)
    mine = set(assigning.organisations_to_assign(request.user).values_list("pk", flat=True))
    lines = [(one, _state(one), one.until >= day and one.organisation_id in mine) for one in found]
    avoided = assigning.avoidances_for(request.user, asked.unit)
    shown = {
        "lines": lines,
        "year": asked.year,
        "people": len({one.person_id for one in found if one.until >= day}),
        "places": len({one.organisation_id for one in found if one.until >= day}),
        "avoided": [(one, one.organisation_id in mine and one.person_id != request.user.pk) for one in avoided],
        "without": assigning.without_anyone(request.user, asked.year, day),
        "may_assign": bool(mine),
    }
    return render(request, "administration/assignments.html", shown)


def _state(one: Assignment) -> str:
    day = today()
    if one.until < day:
        return "over"
    return "ahead" if one.since > day else "now"


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    _demand_sight(request.user)
    asked, lang = chosen(request), language_of(request)
    found = assigning.assignments_for(request.user, asked.year, asked.unit)
    name = f"assignments-{asked.year}-{today():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(as_xlsx(found, lang), content_type=XLSX, headers=headers)


def _form_page(request: HttpRequest, form: Given, what: str) -> HttpResponse:
    shown = {"form": form, "what": what}
    return render(request, "administration/assignment_form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Assign organisations to somebody by choice."""
    _demand_assigning(request.user)
    form, lang = Assign(request), language_of(request)
    if form.is_bound and form.is_valid():
        try:
            made = actions.assign(**form.cleaned_data, by=request.user, at=now())
        except Refused as no:
            form.add_error(no.field, no.text.said(lang))
        else:
            said = Text(f"已分派 {len(made)} 个单位。", f"Assigned: {len(made)}.")
            messages.success(request, said.said(lang))
            return redirect("administration:assignments")
    return _form_page(request, form, "assign")


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    """Draw who evaluates what."""
    _demand_assigning(request.user)
    form, lang = Draw(request, seed=secrets.token_hex(6)), language_of(request)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draw(**form.cleaned_data, by=request.user, at=now())
        except Refused as no:
            form.add_error(no.field, no.text.said(lang))
        else:
            said = Text(
                f"已抽取 {len(made)} 项，种子 {made[0].seed}；可抽名单和结果都在审计记录里。",
                f"{len(made)} drawn with the seed {made[0].seed}. Who could be drawn stands in the audit trail.",
            )
            messages.success(request, said.said(lang))
            return redirect("administration:assignments")
    return _form_page(request, form, "draw")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an assignment."""
    found = get_object_or_404(Assignment.objects.select_related("organisation"), pk=pk)
    _demand_over(request, found)
    _said(request, lambda: actions.end(assignment=found, by=request.user, at=now()), Text("分派已结束。", "Ended."))
    return redirect("administration:assignments")


def _demand_over(request: HttpRequest, found: Assignment | Avoidance) -> None:
    """Who may not even see it learns nothing of it."""
    if not may(request.user, assigning.ASSIGN, found.organisation):
        raise Http404


def _said(request: HttpRequest, act: object, done: Text) -> None:
    lang = language_of(request)
    try:
        act()  # type: ignore[operator]  # a call without arguments
    except Refused as no:
        messages.warning(request, no.text.said(lang))
    else:
        messages.success(request, done.said(lang))


@require_http_methods(["GET", "HEAD", "POST"])
def avoid(request: HttpRequest) -> HttpResponse:
    """Put an organisation on the list of what somebody avoids."""
    _demand_assigning(request.user)
    form = Avoid(request, own=False)
    if form.is_bound and form.is_valid() and _avoided(request, form):
        return redirect("administration:assignments")
    return _form_page(request, form, "avoid")


def _avoided(request: HttpRequest, form: Avoid) -> bool:
    """Whether it could be put on the list."""
    lang = language_of(request)
    try:
        ended = actions.avoid(**form.cleaned_data, by=request.user, at=now())
    except Refused as no:
        form.add_error(no.field, no.text.said(lang))
        return False
    said = Text("已记入回避清单。", "It is on the list.")
    if ended:
        said = Text(f"已记入回避清单；{ended} 项分派随即结束。", f"On the list; {ended} assignments ended with it.")
    messages.success(request, said.said(lang))
    return True


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an organisation off that list."""
    found = get_object_or_404(Avoidance.objects.select_related("organisation"), pk=pk)
    _demand_over(request, found)
    _said(request, lambda: actions.lift(avoidance=found, by=request.user, at=now()), Text("已移出清单。", "Taken off."))
    return redirect("administration:assignments")


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What is assigned to me, and what I avoid; by posting, one more that I avoid."""
    if not request.user.is_active or not outside_posts(request.user, today()):
        raise PermissionDenied("administration.mine")
    form = Avoid(request, own=True)
    if form.is_bound and form.is_valid() and _avoided(request, form):
        return redirect("administration:mine")
    shown = {
        "lines": [(one, _state(one)) for one in assigning.own(request.user)],
        "avoided": assigning.own_avoidances(request.user),
        "form": form,
    }
    return render(request, "administration/mine.html", shown, status=422 if form.is_bound else 200)
