"""A sheet: its money, its indicators, what people write on it; the decision; every light with its arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.core.monitoring import lights
from jixiao.core.monitoring.forecast import HAND, LAST_YEAR, METHODS, STRAIGHT
from jixiao.web.modules.monitoring import fields as forms
from jixiao.web.modules.monitoring import pictures
from jixiao.web.modules.monitoring.actions import filling as actions
from jixiao.web.modules.monitoring.deciding import standing
from jixiao.web.modules.monitoring.judging import judge
from jixiao.web.modules.monitoring.rules import limits_of
from jixiao.web.modules.monitoring.stages import CAUSES, CHANCES, DECIDE, DECISIONS, FILL
from jixiao.web.modules.monitoring.views.asked import (
    INVALID,
    STALE,
    language,
    say,
    sheet_of,
    stages_of,
    words_of,
)
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.registers.funds.queries import project_money, year_money

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.monitoring.fields import Words
    from jixiao.web.modules.monitoring.models import Sheet


@require_http_methods(["GET", "POST"])
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet; while its filing is open, whoever fills it in writes here."""
    if request.method == "GET":
        return _page(request, sheet_of(request, pk))
    sheet = sheet_of(request, pk, FILL)
    words = words_of(request)
    fields = forms.sheet_fields(words, sheet)
    if fields is None:
        return _page(request, sheet, words=words, status=INVALID)
    try:
        saved = actions.save(pk=pk, fields=fields, version=words.version(), by=request.user, at=now())
    except Stale as stale:
        return _page(request, sheet_of(request, stale.current.pk), words=words, problem=stale.text, status=STALE)
    except Refused as refusal:
        return _page(request, sheet, words=words, problem=refusal.text, status=INVALID)
    said = Text(f"已保存，还缺 {saved.gaps} 项。", f"Saved; {saved.gaps} things are missing.")
    say(request, said if saved.gaps else Text("已保存，填写齐全。", "Saved; nothing is missing."))
    following = _following(saved) if "next" in request.POST and not saved.gaps else None
    return redirect("monitoring:sheet", following or pk)


def _following(sheet: Sheet) -> int | None:
    """The next sheet of the filing that lacks something."""
    rows = type(sheet).objects.filter(filing=sheet.filing_id, gaps__gt=0).order_by("project")
    return rows.values_list("pk", flat=True).first()


def _page(
    request: HttpRequest, sheet: Sheet, *, words: Words | None = None, problem: Text | None = None, status: int = 200
) -> HttpResponse:
    filing, lang = sheet.filing, language(request)
    one = filing.round
    judged = judge(sheet, limits_of(one))
    current = forms.written_of(sheet)
    written = current if words is None else {**current, **words.written}
    theirs = {}
    if status == STALE and words is not None:
        theirs = {name: now_ for name, now_ in current.items() if words.written.get(name, "") != now_}
    siblings = list(filing.sheets.all())
    context: dict[str, Any] = {
        "sheet": sheet, "filing": filing, "round": one, "judged": judged, "written": written, "theirs": theirs,
        "faults": {} if words is None else words.faults, "problem": problem,
        "goals": [_goal(goal, written, theirs, one.month, lang) for goal in judged.goals],
        "standing": standing(sheet, one, today()),
        "decisions": DECISIONS, "causes": CAUSES, "chances": CHANCES, "levels": list(lights.LEVELS),
        "methods": [(name, METHODS[name]) for name in (STRAIGHT, LAST_YEAR, HAND)],
        "drawing": pictures.cumulative(sheet, one.month, lang), "running": pictures.running(sheet, one.month),
        "siblings": siblings, **stages_of(request, filing, siblings),
    }  # fmt: skip
    return render(request, "monitoring/sheet.html", context, status=status)


def _goal(goal: Any, written: dict[str, str], theirs: dict[str, str], month: int, lang: Any) -> dict[str, Any]:  # noqa: ANN401
    """An indicator with what is written of it, for its form."""
    key = goal.id
    names = ("value", "cause", "reason", "measure", "chance", "forecast", "because")
    return {
        "goal": goal,
        "key": key,
        "key_text": str(key),
        "picture": pictures.bullet(goal.done, Fraction(month, 12), goal.judged.light, lang),
        **{name: written.get(f"{name}-{key}", "") for name in names},
        "theirs": {name: theirs[f"{name}-{key}"] for name in names if f"{name}-{key}" in theirs},
    }


@require_POST
def decided(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide over a red light."""
    sheet = sheet_of(request, pk, DECIDE)
    words = words_of(request)
    decision, reason = words.choice("decision", DECISIONS), words.text("decision_reason", 500, needed=True)
    back = redirect(reverse("monitoring:sheet", args=[pk]) + "#decision")
    if not decision or words.faults:
        say(request, Text("请选一项决定，并写明理由。", "Choose a decision and say why."), is_error=True)
        return back
    try:
        actions.decide(
            pk=sheet.pk, decision=decision, reason=reason, version=words.version(), by=request.user, at=now()
        )
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        name = DECISIONS[decision]
        say(request, Text(f"已决定：{name.zh}。", f"Decided: {name.en}."))
    return back


@require_GET
def light(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """The arithmetic of a light: of the money, of all goals, or of one indicator."""
    sheet = sheet_of(request, pk)
    limits = limits_of(sheet.filing.round)
    judged = judge(sheet, limits)
    goals = judged.goals
    if which not in ("money", "goals"):
        goals = tuple(goal for goal in goals if str(goal.id) == which)
        if not goals:
            raise Http404
    context = {
        "sheet": sheet, "filing": sheet.filing, "round": sheet.filing.round, "which": which, "judged": judged,
        "goals": goals, "limits": limits, "origin": _origin(sheet) if which == "money" else "",
    }  # fmt: skip
    return render(request, "monitoring/light.html", context)


def _origin(sheet: Sheet) -> str:
    """Where the amounts of a sheet are kept."""
    place, year = sheet.filing.organisation, sheet.filing.round.year
    if sheet.is_of_department:
        found = year_money([place], year).get(place.pk)
        return found.url if found else ""
    return next((one.url for one in project_money([place], year) if one.code == sheet.project), "")
