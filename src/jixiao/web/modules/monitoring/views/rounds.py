"""The rounds of a year, issuing one, a round with all that file in it, its rules, what it does not cover yet."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.core.monitoring.lights import NAMES
from jixiao.rulebook_loader.monitoring import GROUPS
from jixiao.web.modules.monitoring import queries, rules, taking
from jixiao.web.modules.monitoring.actions import rounds as actions
from jixiao.web.modules.monitoring.deciding import standing
from jixiao.web.modules.monitoring.fields import round_fields
from jixiao.web.modules.monitoring.models import Round, Sheet
from jixiao.web.modules.monitoring.stages import REVIEW, TABLE
from jixiao.web.modules.monitoring.views.asked import (
    INVALID,
    STALE,
    round_of,
    say,
    searched,
    unit_of,
    words_of,
)
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, may, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.registers.funds.queries import months_done, project_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.monitoring.fields import Words
    from jixiao.web.platform.people.models import Person

# How long a round lasts that the rulebook has no deadline for.
A_ROUND = timedelta(days=28)


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The rounds of the year of the head line."""
    choice = chosen(request)
    found = queries.rounds_for(request.user, choice.year, choice.unit)
    own = list(queries.filings_for(request.user, under=choice.unit).filter(round__in=found)[:2])
    context = {
        "rounds": found,
        "year": choice.year,
        "may_issue": may_anywhere(request.user, REVIEW),
        # Whoever has one filing only goes straight to it.
        "single": {filing.round_id: filing for filing in own} if len({one.organisation_id for one in own}) == 1 else {},
        "day": today(),
    }
    return render(request, "monitoring/rounds.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a round; what the rulebook says is filled in already."""
    places = organisations_with(request.user, REVIEW).exclude(kind="section").order_by("path")
    top = places.first()
    if top is None:
        return _refused(request)
    demand(request.user, REVIEW, top)
    words = words_of(request)
    if request.method == "POST":
        place = _place(places, words)
        fields = round_fields(words)
        if place is not None and fields is not None:
            try:
                one = actions.issue(organisation=place, fields=fields, by=request.user, at=now())
            except Refused as refusal:
                words.faults[refusal.field or "month"] = refusal.text
            else:
                say(request, Text("监控已下发，覆盖情况见下。", "The round is issued; its coverage stands below."))
                return redirect("monitoring:round", one.pk)
    year = chosen(request).year
    in_force = rules.in_force(today())
    context = {
        "places": places if len(places) > 1 else [],
        "written": words.written or _prefilled(year, in_force, today(), top),
        "issued": _issued(top, year),
        "faults": words.faults,
        "rules": in_force,
        "sources": [] if in_force is None else _sources(rules.kept(in_force)),
        "levels": (1, 2, 3),
    }
    return render(request, "monitoring/issue.html", context, status=INVALID if words.faults else 200)


def _refused(request: HttpRequest) -> HttpResponse:
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied(f"{REVIEW} {request.path}")


def _place(places: Any, words: Words) -> Organisation | None:  # noqa: ANN401 - a set of organisations
    written = words.written.get("organisation", "")
    if not written:
        found: Organisation | None = places.first()
    else:
        is_id = written.isascii() and written.isdecimal() and len(written) < 18
        found = places.filter(pk=int(written)).first() if is_id else None
    if found is None:
        words.faults["organisation"] = Text("请选您负责的范围", "choose a place that you review")
    return found


def _issued(top: Organisation, year: int) -> set[int]:
    """The months up to which a year has been monitored already."""
    return set(Round.objects.filter(organisation=top, year=year).values_list("month", flat=True))


def _prefilled(year: int, found: Any, day: date, top: Organisation) -> dict[str, str]:  # noqa: ANN401 - rules or nothing
    """The form as the rulebook has it; the deadline lies in the year that is monitored."""
    if found is None:
        return {"year": str(year)}
    term, decision = found.term, found.decision
    month = term.to_month if months_done(year, day) >= term.to_month else max(months_done(year, day), 1)
    until = date(year, term.until_month, term.until_day)
    if month in _issued(top, year) and months_done(year, day) > month:
        # The round of the rulebook is out: the next one looks at all months that are over.
        month, until = months_done(year, day), day + A_ROUND
    written = {
        "year": str(year), "month": str(month), "until": until.isoformat(),
        "escalate_after": str(decision.escalate_after), "pause_after": str(decision.pause_after),
    }  # fmt: skip
    written |= {f"level-{level}": "on" for level in _levels(top, year, term.levels)}
    if found.warnings is not None and top.region.startswith(found.warnings_region):
        written["warns"] = "on"
    return written


def _levels(top: Organisation, year: int, usual: Sequence[int]) -> set[int]:
    """The levels of the rulebook, and the finest one of each unit that has no project of these levels."""
    found = set(usual)
    held: dict[int, set[int]] = defaultdict(set)
    for one in project_money(list(Organisation.objects.filter(path__startswith=top.path)), year, months=False):
        held[one.organisation].add(one.level)
    return found | {max(levels) for levels in held.values() if not levels & found}


def _sources(kept: dict[str, Any]) -> list[dict[str, Any]]:
    """The sources of each group of parameters, in words."""
    return [{"title": GROUPS[name], "since": since, "words": words} for name, (since, words) in kept["sources"].items()]


def asked_of(request: HttpRequest) -> dict[str, Any]:
    """What a list of a round is narrowed by; the address bar holds it."""
    wanted = {"light": request.GET.get("light", ""), "stage": request.GET.get("stage", "")}
    known = {"light": queries.LIGHTS, "stage": TABLE.stages}
    found: dict[str, Any] = {name: value if value in known[name] else "" for name, value in wanted.items()}
    return found | {"words": searched(request), "unit": unit_of(request)}


def rows_of(request: HttpRequest, one: Round, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a round: an organisation's sheet, what its projects look like, how its decision stands."""
    sheets = list(queries.narrowed(request.user, one, asked)[: queries.MOST_LISTED])
    counts = queries.project_counts([sheet.filing_id for sheet in sheets])
    day = today()
    return [
        {
            "sheet": sheet,
            "filing": sheet.filing,
            "counts": counts.get(sheet.filing_id, {}),
            "standing": standing(sheet, one, day),
            "is_late": sheet.filing.stage in ("issued", "returned", "filled", "section_signed") and one.until < day,
        }
        for sheet in sheets
    ]


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: what it covers and what it does not, everyone who files in it."""
    one = round_of(request, pk)
    asked = asked_of(request)
    found = queries.narrowed(request.user, one, asked)
    is_bureau = may(request.user, REVIEW, one.organisation)
    context = {
        "round": one,
        "rows": rows_of(request, one, asked),
        "sums": queries.sums_over(found),
        "asked": asked,
        "lights": list(NAMES.items()),
        "stages": TABLE.stages.values(),
        "is_bureau": is_bureau,
        "coverage": coverage(request.user, one, whole=is_bureau),
        "filter": urlencode({name: getattr(value, "pk", value) or "" for name, value in asked.items()}),
        "day": today(),
    }
    return render(request, "monitoring/round.html", context)


def coverage(person: Person, one: Round, *, whole: bool) -> dict[str, Any]:
    """How much of a round is filed; for the bureau also what has no sheet yet, by name."""
    mine = queries.filings_for(person).filter(round=one)
    counts = queries.project_counts([filing.pk for filing in mine]).values()
    found: dict[str, Any] = {
        "filings": len(counts),
        "sheets": sum(row["all"] for row in counts),
        "filled": sum(row["filled"] for row in counts),
        "red": sum(row["red_sheets"] for row in counts),
        "missing": [],
    }
    if whole:
        found["missing"] = _missing(one)
    found["wanted"] = found["sheets"] + len(found["missing"])
    return found


def _missing(one: Round) -> list[str]:
    """Organisations and projects that should have a sheet and have none."""
    places = queries.organisations_of(one)
    taken = taking.take(places, one.year, one.month, before=False)
    have: dict[int, set[str]] = {}
    rows = Sheet.objects.filter(filing__round=one).values_list("filing__organisation", "project")
    for organisation, project in rows:
        have.setdefault(organisation, set()).add(project)
    found = []
    for place in places:
        known = have.get(place.pk, set())
        found += [] if "" in known else [place.name]
        found += [
            f"{place.name}：{each.name}" for each in taken.covered(place.pk, one.levels) if each.code not in known
        ]
    return found


@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Add sheets for what came after the round was issued."""
    one = round_of(request, pk, REVIEW)
    filings, sheets = actions.complete(pk=one.pk, by=request.user, at=now())
    said = Text(f"已补发 {filings} 个单位、{sheets} 张监控表。", f"{filings} units and {sheets} sheets were added.")
    say(request, said if sheets else Text("没有需要补发的。", "Nothing was missing."))
    return redirect("monitoring:round", pk)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the deadline of a round."""
    one = round_of(request, pk, REVIEW)
    words, status, theirs, version = words_of(request), 200, None, one.version
    if request.method == "POST":
        until, note = words.day("until"), words.text("note", 500)
        status = INVALID
        if not words.faults and until is not None:
            try:
                actions.change(pk=pk, until=until, note=note, version=words.version(), by=request.user, at=now())
            except Stale as stale:
                theirs, version, status = stale.current, stale.current.version, STALE
            else:
                say(request, Text("已保存。", "Saved."))
                return redirect("monitoring:round", pk)
    written = words.written or {"until": one.until.isoformat(), "note": one.note}
    context = {"round": one, "written": written, "faults": words.faults, "theirs": theirs, "version": version}
    return render(request, "monitoring/change.html", context, status=status)


@require_GET
def parameters(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules that a round judges by, with their sources."""
    one = round_of(request, pk)
    context = {"round": one, "limits": rules.limits_of(one), "sources": _sources(one.rules), "kept": one.rules}
    return render(request, "monitoring/rules.html", context)
