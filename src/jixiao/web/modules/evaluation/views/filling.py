"""Filling in: what is still missing, the card of an indicator, the stated total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.faults import InputFault
from jixiao.web.modules.evaluation.actions import filling
from jixiao.web.modules.evaluation.actions.carrying import closed_indicators
from jixiao.web.modules.evaluation.actions.freshness import Stale
from jixiao.web.modules.evaluation.comparing.dots import dots
from jixiao.web.modules.evaluation.content import TOTAL, content_of
from jixiao.web.modules.evaluation.dues import TOTAL_NAME, deviations, undecided, unexplained
from jixiao.web.modules.evaluation.forms import (
    DecisionForm,
    FigureForm,
    StatementForm,
    decision_initial,
    statement_initial,
)
from jixiao.web.modules.evaluation.queries import clauses_of, needed_figures
from jixiao.web.modules.evaluation.scorecard import chip, door, symbols
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.modules.evaluation.stages import FILL
from jixiao.web.modules.evaluation.views.frame import language, result_for, said, year_for, year_page
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import may
from jixiao.web.registers.figures.queries import holding

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.web.modules.evaluation.models import DepartmentYear, Evidence

STALE = {"zh": "别人刚改过这一项。两份内容都在下面，您的还没有保存。",
         "en": "Someone else has just changed this. Both texts stand below; yours is not saved yet."}  # fmt: skip


@require_GET
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Every indicator by group: what it lacks, what wants a reason."""
    year = year_for(request, pk)
    card = standing_card(year)
    reasons = {one.indicator: one for one in year.reasons.all()}
    open_dues = {due.indicator: due for due in unexplained(card, reasons)}
    closed = closed_indicators(year)
    sent_back = _sent_back(year)
    groups: dict[str, dict[str, Any]] = {}
    for result in card.results:
        group = result.path[-1]
        rows = groups.setdefault(group.id, {"path": [node.name for node in result.path], "rows": []})["rows"]
        name = result.indicator.id
        rows.append(
            {
                "result": result, "chip": chip(result), "due": open_dues.get(name), "is_closed": name in closed,
                "is_back": name in sent_back,
            }
        )  # fmt: skip
    return year_page(
        request, "fill", year, card, tab="fill",
        groups=groups.values(), dues=list(open_dues.values()), symbols=symbols(),
    )  # fmt: skip


def _sent_back(year: DepartmentYear) -> set[str]:
    """The indicators that the review of the round before marked to go back."""
    earlier = year.remarks.filter(round=year.round - 1, verdict="returned") if year.is_open else year.remarks.none()
    return set(earlier.values_list("indicator", flat=True))


@dataclass(frozen=True, slots=True)
class _Entered:
    """What a person has just entered and could not be saved: the form, what is wrong, what stands there instead."""

    part: str
    form: FigureForm | DecisionForm | StatementForm | None
    problems: list[str]
    text: str
    theirs: Any = None

    @property
    def yours(self) -> dict[str, object]:
        """What was entered, for the eye."""
        if self.form is None:
            return {"text": self.text}
        cleaned = getattr(self.form, "cleaned_data", {})
        return {name: cleaned[name] for name in ("value", "unreadable", "evidence") if cleaned.get(name)}


@require_http_methods(["GET", "POST"])
def indicator(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """The card of an indicator: its figures, decisions, stated score, reading and reason; what they make."""
    year = year_for(request, pk)
    card = standing_card(year)
    result = result_for(card, indicator)
    entered = None
    if request.method == "POST":
        _demand_open(request, year)
        entered = _save(request, year, result)
        if entered is None:
            return redirect("evaluation:indicator", pk, indicator)
    status = 200 if entered is None else 409 if entered.theirs is not None else 400
    order = [one.indicator.id for one in card.results]
    place = order.index(indicator)
    files = _evidence(year, indicator)
    parts = _parts(request, year, card, result, entered)
    for clause in parts["clauses"]:
        clause["files"] = files.get(clause["clause"].id, [])
    return year_page(
        request, "indicator", year, card, tab="fill", status=status,
        result=result, entered=entered, door=door(card, result), stale=STALE[language(request)],
        is_closed=indicator in closed_indicators(year), files_of_all=files.get("", []),
        dots=dots(result, language(request)),
        before=order[place - 1] if place else None, after=order[place + 1] if place + 1 < len(order) else None,
        **parts,
    )  # fmt: skip


def _evidence(year: DepartmentYear, indicator: str) -> dict[str, list[Evidence]]:
    """The files behind each clause of an indicator; those behind the indicator itself under no name."""
    found: dict[str, list[Evidence]] = {}
    for one in year.evidence.filter(indicator=indicator, removed=None).select_related("file", "by"):
        found.setdefault(one.clause, []).append(one)
    return found


@require_http_methods(["GET", "POST"])
def total(request: HttpRequest, pk: int) -> HttpResponse:
    """The stated total, and why it is not the sum of its parts."""
    year = year_for(request, pk)
    entered = None
    if request.method == "POST":
        _demand_open(request, year)
        entered = _save(request, year, None)
        if entered is None:
            return redirect("evaluation:total", pk)
        year.refresh_from_db()
    card = standing_card(year)
    status = 200 if entered is None else 409 if entered.theirs is not None else 400
    statement = year.statements.filter(indicator=TOTAL).first()
    documents = content_of(year)["documents"]
    lang = language(request)
    form = _kept(entered, "state") or StatementForm(
        documents=documents, lang=lang, prefix="state", initial=statement_initial(statement)
    )
    return year_page(
        request, "total", year, card, tab="fill", status=status, entered=entered, stale=STALE[lang],
        statement=statement, statement_form=form, name=TOTAL_NAME,
        due=next((one for one in deviations(card) if one.indicator == TOTAL), None),
        reason=year.reasons.filter(indicator=TOTAL).first(),
        names=_names(request, year, entered), grades=card.framework.grades,
    )  # fmt: skip


def _names(request: HttpRequest, year: DepartmentYear, entered: _Entered | None) -> dict[str, str]:
    """The names on the papers; what could not be saved stays in the fields."""
    if entered is not None and entered.part == "names":
        return {key: request.POST.get(key, "") for key in ("entity", "region", "grade")}
    return {"entity": year.entity, "region": year.region, "grade": year.stated_grade}


def _demand_open(request: HttpRequest, year: DepartmentYear) -> None:
    if not may(request.user, FILL, year.organisation) or not year.is_open:
        raise PermissionDenied(FILL)


def _kept(entered: _Entered | None, part: str) -> forms.Form | None:
    return entered.form if entered is not None and entered.part == part else None


def _parts(
    request: HttpRequest, year: DepartmentYear, card: Scorecard, result: IndicatorResult, entered: _Entered | None
) -> dict[str, Any]:
    """The parts of the card, each with its form; a form that could not be saved keeps what was entered."""
    lang, name = language(request), result.indicator.id
    documents = content_of(year)["documents"]
    standing = list(holding(year.organisation, year.year))
    figures = []
    for need in needed_figures(result, year):
        rows = [one for one in standing if (one.concept, one.period, one.dimensions) == (need.concept, need.period, {})]
        first = {"concept": need.concept, "period": need.period, "document": "hand"}
        part = f"figure:{need.concept}:{need.period}"
        form = _kept(entered, part) or FigureForm(documents=documents, lang=lang, prefix=part, initial=first)
        is_wanted = not rows and need.name in result.missing
        figures.append({"need": need, "rows": rows, "form": form, "part": part, "is_wanted": is_wanted})
    decided = {one.clause: one for one in year.decisions.filter(indicator=name).select_related("by")}
    clauses = []
    for clause in clauses_of(result):
        decision, part = decided.get(clause.id), f"clause:{clause.id}"
        form = _kept(entered, part) or DecisionForm(
            documents=documents, lang=lang, clause=clause, prefix=part,
            initial=decision_initial(decision, request.user.name),
        )  # fmt: skip
        clauses.append({"clause": clause, "decision": decision, "form": form, "part": part})
    statement = year.statements.filter(indicator=name).select_related("by").first()
    form = _kept(entered, "state") or StatementForm(
        documents=documents, lang=lang, prefix="state", initial=statement_initial(statement)
    )
    dues = [one for one in (*undecided(card), *deviations(card)) if one.indicator == name]
    return {
        "figures": figures,
        "clauses": clauses,
        "statement": statement,
        "statement_form": form,
        "dues": dues,
        "reason": year.reasons.filter(indicator=name).select_related("by").first(),
        "remarks": year.remarks.filter(indicator=name).select_related("by"),
    }


def _save(request: HttpRequest, year: DepartmentYear, result: IndicatorResult | None) -> _Entered | None:
    """Save the part of the card that was sent; what could not be saved comes back."""
    part, lang = request.POST.get("part", ""), language(request)
    form = _form(request, year, result, part)
    text = request.POST.get("text", "")[:4000]
    if form is not None and not form.is_valid() and not _takes_back(request):
        return _Entered(part, form, [], text)
    try:
        _write(request, year, result, part, form)
    except Stale as stale:
        theirs = stale.current if stale.current is not None else ("已被删去" if lang == "zh" else "removed")
        return _Entered(part, form, [], text, theirs)
    except InputFault as fault:
        return _Entered(part, form, said(fault.problems, lang), text)
    messages.success(request, "已保存。" if lang == "zh" else "Saved.")
    return None


def _takes_back(request: HttpRequest) -> bool:
    return "take_back" in request.POST


def _form(
    request: HttpRequest, year: DepartmentYear, result: IndicatorResult | None, part: str
) -> FigureForm | DecisionForm | StatementForm | None:
    documents, lang = content_of(year)["documents"], language(request)
    kind, _, rest = part.partition(":")
    if kind == "figure":
        return FigureForm(request.POST, documents=documents, lang=lang, prefix=part)
    if kind == "clause" and result is not None:
        clause = next((one for one in clauses_of(result) if one.id == rest), None)
        if clause is None:
            raise PermissionDenied(part)
        return DecisionForm(request.POST, documents=documents, lang=lang, clause=clause, prefix=part)
    if kind == "state":
        return StatementForm(request.POST, documents=documents, lang=lang, prefix=part)
    return None


def _write(
    request: HttpRequest, year: DepartmentYear, result: IndicatorResult | None, part: str, form: forms.Form | None
) -> None:
    """Call the action of the part."""
    name = TOTAL if result is None else result.indicator.id
    who: dict[str, Any] = {"year": year.pk, "by": request.user, "at": now()}
    written = request.POST.get("version", "")
    version = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
    takes_back = _takes_back(request)
    if isinstance(form, FigureForm):
        filling.add_figure(**who, entry=form.entry())
    elif isinstance(form, DecisionForm):
        words = None if takes_back else form.words()
        filling.decide(**who, indicator=name, clause=form.clause.id, version=version, words=words)
    elif isinstance(form, StatementForm):
        filling.state(**who, indicator=name, version=version, words=None if takes_back else form.words())
    elif part == "reason":
        text = "" if takes_back else request.POST.get("text", "")[:4000]
        filling.explain(**who, indicator=name, version=version, text=text)
    elif part == "names" and result is None:
        words = {key: request.POST.get(key, "")[:120] for key in ("entity", "region", "grade")}
        filling.name(**who, version=version, **words)
    elif part == "reading" and result is not None:
        filling.choose_reading(**who, indicator=name, reading=request.POST.get("reading", "")[:120])
    else:
        raise PermissionDenied(part)
