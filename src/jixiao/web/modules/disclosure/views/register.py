"""The register: what has to be published, by when, what is missing; and entering it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.disclosure.forms import BadRecord, DutyForm, PublishForm, WithdrawForm, record_in
from jixiao.web.platform.chosen import chosen, years
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.names import BadName
from jixiao.web.platform.people.permissions import demand, may, organisations_with
from jixiao.web.registers.publications import actions
from jixiao.web.registers.publications.deadlines import TERMS
from jixiao.web.registers.publications.models import KINDS, Duty, Kind, Publication
from jixiao.web.registers.publications.queries import OWING, row, rows

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from jixiao.web.platform.people.models import Person

PAGE = 90
STATES = {
    "all": Text("全部", "everything"),
    "open": Text("还缺内容的", "what lacks something"),
    "red": Text("逾期的", "what is overdue"),
}


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Everything owed in a year, the most pressing first."""
    units = organisations_with(request.user, "disclosure.register").order_by("path")
    choice = chosen(request)
    if not units.exists():
        demand(request.user, "disclosure.register", Organisation(path="/"))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years() else choice.year
    if choice.unit is not None:
        units = units.filter(path__startswith=choice.unit.path)
    state = request.GET.get("state", "all")
    found = rows(units, year, today())
    shown = [
        one for one in found
        if state not in STATES or state == "all" or (one.is_open if state == "open" else one.standing.light == "red")
    ]  # fmt: skip
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "years": years(),
        "state": state,
        "states": STATES,
        "counts": Counter(one.standing.light for one in found),
        "terms": [(KINDS[Kind(kind)], term) for kind, term in TERMS.items()],
    }
    return render(request, "disclosure/register.html", context)


def _matter(request: HttpRequest, pk: int, year: int, kind: str, permission: str) -> Organisation:
    """The organisation of a matter; 404 for what cannot be owed, 403 for what is not theirs."""
    organisation = get_object_or_404(Organisation, pk=pk, kind__in=OWING)
    if kind not in KINDS or year not in range(2000, 2101):
        raise Http404
    demand(request.user, permission, organisation)
    return organisation


def _shown(request: HttpRequest, organisation: Organisation, year: int, kind: str, **more: object) -> HttpResponse:
    """The page of a matter, with what was entered where it was refused."""
    known = {"organisation": organisation, "year": year, "kind": kind}
    all_of_it = list(Publication.objects.filter(**known).defer("content").select_related("file", "by", "withdrawn_by"))
    current = next((one for one in all_of_it if one.withdrawn is None), None)
    duty = Duty.objects.filter(**known).first()
    title = f"{organisation.name} {year} 年{KINDS[Kind(kind)].zh}"
    start = {} if duty is None else {"approved": duty.approved, "is_exempt": duty.is_exempt, "reason": duty.reason}
    # What was said last time is in the form already; only what changed has to be entered anew.
    again = {} if current is None else {"title": current.title, "address": current.address, "words": current.words}
    context = {
        "organisation": organisation,
        "row": row(organisation, year, Kind(kind), duty, current, today()),
        "publications": all_of_it,
        "current": current,
        "kinds": {one.value: words for one, words in KINDS.items()},
        "term": TERMS.get(kind),
        "may_publish": may(request.user, "disclosure.publish", organisation),
        "duty_form": DutyForm(initial={**start, "version": 0 if duty is None else duty.version}),
        "publish_form": PublishForm(initial={"day": today(), "title": title, **again}),
        **more,
    }
    return render(request, "disclosure/matter.html", context, status=422 if more else 200)


@require_GET
def matter(request: HttpRequest, pk: int, year: int, kind: str) -> HttpResponse:
    """One thing that is owed: how it stands, what was published, what to do."""
    organisation = _matter(request, pk, year, kind, "disclosure.register")
    return _shown(request, organisation, year, kind)


@require_POST
def set_duty(request: HttpRequest, pk: int, year: int, kind: str) -> HttpResponse:
    """Keep the day of approval, or the exemption."""
    organisation = _matter(request, pk, year, kind, "disclosure.publish")
    form = DutyForm(request.POST)
    if kind not in TERMS:
        raise Http404
    if not form.is_valid():
        return _shown(request, organisation, year, kind, duty_form=form)
    try:
        known: dict[str, Any] = {"organisation": organisation, "year": year, "kind": kind}
        actions.set_duty(**known, by=request.user, at=now(), **form.cleaned_data)
    except actions.Refused as refused:
        return _shown(request, organisation, year, kind, duty_form=form, refused=refused.said)
    except actions.Stale as stale:
        # What they entered stays in the fields; it counts against what stands now, so saving again is a decision.
        entered = {**form.cleaned_data, "version": stale.current.version}
        return _shown(request, organisation, year, kind, duty_form=DutyForm(initial=entered), theirs=stale.current)
    messages.success(request, _said(request, Text("已保存。", "Saved.")))
    return redirect("disclosure:matter", pk, year, kind)


@require_POST
def publish(request: HttpRequest, pk: int, year: int, kind: str) -> HttpResponse:
    """Publish; from then on everyone sees it."""
    organisation = _matter(request, pk, year, kind, "disclosure.publish")
    form = PublishForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, organisation, year, kind, publish_form=form)
    given, moment = form.cleaned_data, now()
    brought = given.pop("file")
    try:
        record = record_in(brought)
        file = None if record is not None or brought is None else _kept(brought, organisation, request.user, moment)
        known: dict[str, Any] = {"organisation": organisation, "year": year, "kind": kind}
        made = actions.publish(**known, record=record, file=file, by=request.user, at=moment, **given)
    except (actions.Refused, BadName, BadRecord) as refused:
        return _shown(request, organisation, year, kind, publish_form=form, refused=refused.said)
    messages.success(request, _said(request, Text(f"已公开：{made.title}", f"Published: {made.title}")))
    return redirect("disclosure:matter", pk, year, kind)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a publication, with the reason."""
    one = get_object_or_404(Publication.objects.select_related("organisation").defer("content"), pk=pk)
    demand(request.user, "disclosure.publish", one.organisation)
    form = WithdrawForm(request.POST)
    refused = Text("撤回要写明理由。", "A withdrawal needs its reason.")
    if form.is_valid():
        try:
            actions.withdraw(publication=one, because=form.cleaned_data["because"], by=request.user, at=now())
        except BadName as bad:
            refused = bad.said
        else:
            messages.success(request, _said(request, Text("已撤回。", "Withdrawn.")))
            return redirect("disclosure:matter", one.organisation_id, one.year, one.kind)
    return _shown(request, one.organisation, one.year, one.kind, refused=refused)


def _kept(brought: UploadedFile, organisation: Organisation, by: Person, at: datetime) -> StoredFile:
    from jixiao.web.platform.files.download import fit_name

    digest, size = keep(brought.chunks(), brought.size)
    given = {"name": fit_name(brought.name), "size": size, "by": by, "at": at}
    return StoredFile.objects.get_or_create(organisation=organisation, sha256=digest, defaults=given)[0]


def _said(request: HttpRequest, text: Text) -> str:
    return text.said("en" if request.COOKIES.get("lang") == "en" else "zh")
