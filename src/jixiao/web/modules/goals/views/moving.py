"""Moving a table on: signing, submitting, reviewing, revising, confirming after money moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import stages
from jixiao.web.modules.goals.actions import moving as actions
from jixiao.web.modules.goals.models import ASPECTS, MARKS
from jixiao.web.modules.goals.views.asked import say, table_of, words_of
from jixiao.web.platform.clock import now
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.indicators.models import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.goals.fields import Words

MOST_NOTE = 500


def _note(words: Words) -> str:
    note = words.paragraphs("note", MOST_NOTE)
    if "note" in words.faults:
        raise Refused(words.faults["note"], "note")
    return note


def _done(request: HttpRequest, pk: int, act: Callable[[], Text]) -> HttpResponse:
    """Do it, say so, go back to the table; a refusal is said there."""
    try:
        say(request, act())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:table", pk)


@require_POST
def moved(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make a move that has a button."""
    if name not in stages.BY_BUTTON:
        raise Http404
    step = stages.TABLE.moves[name]
    table_of(request, pk, step.permission)
    words = words_of(request)

    def act() -> Text:
        mark = words.written.get("mark", "")
        actions.move(pk=pk, name=name, mark=mark, by=request.user, at=now(), note=_note(words))
        target = STAGES[step.target]
        return Text(f"已{step.name.zh}，现为“{target.zh}”。", f"Done; the table is now “{target.en}”.")

    return _done(request, pk, act)


@require_POST
def reviewed(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the review sheet; its verdict decides."""
    table_of(request, pk, stages.REVIEW)
    words = words_of(request)

    def act() -> Text:
        marks = {key: words.written.get(key, "") for key in ASPECTS}
        if not set(marks.values()) <= set(MARKS):
            raise Refused(Text("四个方面都要给出优、良、中、差", "mark all four aspects"))
        mark = words.written.get("mark", "")
        made = actions.review(pk=pk, marks=marks, mark=mark, note=_note(words), by=request.user, at=now())
        stage, verdict = made.table.stage_name, made.verdict_name
        return Text(
            f"结论为“{verdict.zh}”，目标表{stage.zh}。", f"The verdict is “{verdict.en}”; the table is {stage.en}."
        )

    return _done(request, pk, act)


@require_POST
def lifted(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a barred table be handed in again."""
    table_of(request, pk, stages.REVIEW)
    words = words_of(request)

    def act() -> Text:
        actions.lift(pk=pk, mark=words.written.get("mark", ""), note=_note(words), by=request.user, at=now())
        return Text("已解除，可以修改后重报。", "The bar is lifted; the goals may be mended and handed in again.")

    return _done(request, pk, act)


@require_POST
def confirmed(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the goals stay although money moved."""
    table_of(request, pk, stages.FILL)
    words = words_of(request)

    def act() -> Text:
        actions.confirm(pk=pk, mark=words.written.get("mark", ""), note=_note(words), by=request.user, at=now())
        return Text("已确认目标不变。", "The goals are confirmed.")

    return _done(request, pk, act)
