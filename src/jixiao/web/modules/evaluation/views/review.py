"""The finance bureau: the queue of submitted years, and the review of one beside its self-evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.outcome import Outcome
from jixiao.web.modules.evaluation import queries
from jixiao.web.modules.evaluation.actions import reviewing
from jixiao.web.modules.evaluation.actions.freshness import Stale
from jixiao.web.modules.evaluation.dues import review_score, review_total
from jixiao.web.modules.evaluation.models import VERDICTS
from jixiao.web.modules.evaluation.scorecard import chip, symbols
from jixiao.web.modules.evaluation.scoring import replayed, standing_card
from jixiao.web.modules.evaluation.stages import REVIEW, TABLE
from jixiao.web.modules.evaluation.views.filling import STALE
from jixiao.web.modules.evaluation.views.frame import language, said, year_for, year_page
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, may, may_anywhere

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.web.modules.evaluation.models import DepartmentYear, Remark


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What was submitted and is in review."""
    if not may_anywhere(request.user, REVIEW):
        raise PermissionDenied(REVIEW)
    rows = [{"year": one, "stage": TABLE.stages[one.stage]} for one in queries.queue(request.user)]
    done = queries.years_of(request.user, REVIEW).filter(stage__in=("accepted", "returned"))
    later = [{"year": one, "stage": TABLE.stages[one.stage]} for one in done[:50]]
    return render(request, "evaluation/queue.html", {"rows": rows, "later": later})


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Self score, computed score and review score of every indicator, with remarks; recomputed on asking."""
    year = year_for(request, pk)
    problems: list[str] = []
    theirs: Remark | None = None
    lang = language(request)
    if request.method == "POST":
        demand(request.user, REVIEW, year.organisation)
        try:
            reviewing.remark(year=year.pk, said=_said(request), by=request.user, at=now())
            messages.success(request, "已保存。" if lang == "zh" else "Saved.")
            return redirect("evaluation:review", pk)
        except InputFault as fault:
            problems = said(fault.problems, lang)
        except Stale as stale:
            theirs, problems = stale.current, [STALE[lang]]
    card = standing_card(year)
    run = year.runs.first()
    differs = replayed(run)[1] if run is not None and "recompute" in request.GET else None
    status = 409 if theirs else 400 if problems else 200
    counts = _counts(year)
    return year_page(
        request, "review", year, card, tab="review", status=status, problems=problems, theirs=theirs,
        rows=_rows(request, year, card, theirs), run=run, differs=differs, symbols=symbols(),
        total=review_total(card, _remarks(year)), older=_older(year, card),
        verdicts=list(VERDICTS.items()), counts=counts, open_count=len(card.results) - sum(counts.values()),
        may_write=year.stage == "in_review" and may(request.user, REVIEW, year.organisation),
    )  # fmt: skip


def _remarks(year: DepartmentYear) -> dict[str, Remark]:
    return {one.indicator: one for one in year.remarks.select_related("by") if one.round == year.round}


def _counts(year: DepartmentYear) -> dict[str, int]:
    """How many indicators of this round are accepted, and how many go back."""
    told = [one.verdict for one in year.remarks.all() if one.round == year.round]
    return {name: told.count(name) for name in VERDICTS}


def _rows(request: HttpRequest, year: DepartmentYear, card: Scorecard, theirs: Remark | None) -> list[dict[str, Any]]:
    """A line for each indicator; what was just entered and could not be saved stands in its fields."""
    remarks, reasons = _remarks(year), {one.indicator: one for one in year.reasons.all()}
    rows = []
    for result in card.results:
        name = result.indicator.id
        remark = remarks.get(name)
        score = review_score(result, remark)
        stated = result.stated_value
        rows.append(
            {
                "result": result, "chip": chip(result), "remark": remark, "score": score,
                "gap": None if score is None or stated is None else score - stated,
                "needed": score is None and result.outcome is not Outcome.NOT_APPLICABLE,
                "reason": reasons.get(name), "theirs": theirs if theirs and theirs.indicator == name else None,
                "own": request.POST.get(f"score:{name}", _own(remark)),
                "text": request.POST.get(f"text:{name}", remark.text if remark else ""),
                "verdict": request.POST.get(f"verdict:{name}", remark.verdict if remark else ""),
            }
        )  # fmt: skip
    return rows


def _own(remark: Remark | None) -> str:
    return "" if remark is None or remark.score is None else f"{remark.score:.2f}"


def _older(year: DepartmentYear, card: Scorecard) -> list[dict[str, Any]]:
    """Remarks of the rounds before."""
    names = {one.indicator.id: one.indicator.name for one in card.results}
    found = year.remarks.exclude(text="").filter(round__lt=year.round).select_related("by")
    return [{"remark": one, "name": names.get(one.indicator)} for one in found if one.indicator in names]


def _said(request: HttpRequest) -> dict[str, tuple[int, str, str, str]]:
    """What was written for each indicator: the version that was seen, the score, the remark, the verdict."""
    found = {}
    for key, text in request.POST.items():
        kind, _, name = key.partition(":")
        if kind == "text":
            version = request.POST.get(f"version:{name}", "")
            seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
            score, verdict = request.POST.get(f"score:{name}", "").strip(), request.POST.get(f"verdict:{name}", "")
            found[name] = (seen, score, text.replace("\x00", "").strip()[:2000], verdict)
    return found
