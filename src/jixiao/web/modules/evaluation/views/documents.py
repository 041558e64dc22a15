"""Downloads: the scorecard in every form, the fact file, kept runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_GET

from jixiao.web.modules.evaluation.content import written
from jixiao.web.modules.evaluation.downloads import FORMS
from jixiao.web.modules.evaluation.scoring import standing_card, standing_content
from jixiao.web.modules.evaluation.views.frame import language, year_for
from jixiao.web.platform.files.download import attachment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PARTS = ("record", "input", "result")


@require_GET
def scorecard(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The scorecard as a file; the JSON is what `jixiao score --json` writes, in Chinese whatever the page speaks."""
    year = year_for(request, pk)
    if form not in FORMS:
        raise Http404
    lang = "zh" if form == "json" else language(request)
    return attachment(FORMS[form](standing_card(year), lang), f"{year.entity}-{year.year}.{form}")


@require_GET
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """What the year says, as a fact file that `jixiao score` takes."""
    year = year_for(request, pk)
    return attachment(written(standing_content(year)).encode(), f"{year.entity}-{year.year}.facts.json")


@require_GET
def run(request: HttpRequest, pk: int, run: int, part: str) -> HttpResponse:
    """The record, the input or the result of a kept run; `jixiao replay` takes the first two from one folder."""
    year = year_for(request, pk)
    kept = year.runs.filter(pk=run).first()
    if kept is None or part not in PARTS:
        raise Http404
    name = {"record": "run.json", "input": "facts.json", "result": "result.json"}[part]
    return attachment(getattr(kept, part).encode(), name)
