"""Filling in from the year's own records: a preview of what is added, replaced and kept; conflicts are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.taking import take_figures
from jixiao.web.modules.evaluation.proposing import proposals
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.modules.evaluation.stages import FILL
from jixiao.web.modules.evaluation.views.frame import language, said, year_for, year_page
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.funds.queries import year_money

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ORDER = {"conflict": 0, "newer": 1, "new": 2, "same": 3}
KINDS = {
    "conflict": Text("与已填的不同", "differs from what stands"),
    "newer": Text("台账已更新", "the records have changed"),
    "new": Text("新增", "new"),
    "same": Text("一致", "the same"),
}


@require_http_methods(["GET", "POST"])
def from_year(request: HttpRequest, pk: int) -> HttpResponse:
    """What the records say, beside what stands; what was chosen is taken as a whole."""
    year, lang = year_for(request, pk), language(request)
    problems: list[str] = []
    if request.method == "POST":
        if not may(request.user, FILL, year.organisation) or not year.is_open:
            raise PermissionDenied(FILL)
        chosen = {key[5:]: value for key, value in request.POST.items() if key.startswith("take:")}
        try:
            done = take_figures(year=year.pk, chosen=chosen, by=request.user, at=now())
        except Refused as refused:
            problems = [refused.text.said(lang)]
        except InputFault as fault:
            problems = said(fault.problems, lang)
        else:
            text = Text(
                f"已填入：新增 {done['added']} 项，更新 {done['replaced']} 项，保留 {done['kept']} 项。",
                f"Filled in: {done['added']} added, {done['replaced']} replaced, {done['kept']} kept.",
            )
            messages.success(request, text.said(lang))
            return redirect("evaluation:fill", pk)
    found = proposals(year)
    rows = sorted(found or (), key=lambda one: ORDER[one.kind])
    counts = [(KINDS[kind], sum(one.kind == kind for one in rows)) for kind in ORDER]
    money = year_money([year.organisation], year.year).get(year.organisation_id)
    return year_page(
        request, "from_year", year, standing_card(year), tab="fill", status=409 if problems else 200,
        rows=[{"one": one, "kind": KINDS[one.kind], "choice": request.POST.get(f"take:{one.key}", "")} for one in rows],
        counts=[one for one in counts if one[1]], is_kept=found is not None, problems=problems,
        ledger="" if money is None else money.url,
    )  # fmt: skip
