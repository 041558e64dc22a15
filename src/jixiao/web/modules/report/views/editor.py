"""The editor: outline left, text in the middle with its figures as chips, what stands against a signature right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import joined, same
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.report.actions import moving
from jixiao.web.modules.report.checking import LIGHTS, fingerprint
from jixiao.web.modules.report.dues import standing_of
from jixiao.web.modules.report.outline.reading import read_outline
from jixiao.web.modules.report.paper.building import standing
from jixiao.web.modules.report.stages import FILL, PERMISSIONS, TABLE
from jixiao.web.modules.report.views.asked import STALE, language, number_in, report_of, rights, say
from jixiao.web.modules.report.views.page import nodes
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.models import ROLES, Role
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from jixiao.reports.self_evaluation.paper import Paper
    from jixiao.web.modules.report.dues import Standing
    from jixiao.web.modules.report.models import Report, Signed, Step


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it stands."""
    return shown(request, report_of(request, pk))


def shown(request: HttpRequest, row: Report, status: int = 200, **more: object) -> HttpResponse:
    """The editor's page."""
    at = now()
    paper, signed, figures = standing(row, at)
    how = standing_of(row, figures, fingerprint(paper))
    held = rights(request, row)
    outline = read_outline(row.outline)
    moves, steps = moves_of(row, how, held), list(row.steps.select_related("by"))
    context = {
        "report": row, "paper": paper, "signed": signed, "at": at, "nodes": nodes(row, outline, paper, how),
        "line": _line(row, steps), "may_fill": FILL in held and row.is_open,
        "step": next((one for one in moves if not one["move"].is_back), None),
        "back": [one for one in moves if one["move"].is_back],
        "ahead": _ahead(row),
        "steps": [{"step": one, "name": TABLE.moves[one.move].name} for one in steps],
        **side(row, how, paper, signed),
        **more,
    }  # fmt: skip
    return render(request, "report/report.html", context, status=status)


def side(row: Report, how: Standing, paper: Paper, signed: Signed | None) -> dict[str, Any]:
    """The right side: gaps, the check, its findings with their answers."""
    running = row.checks.filter(content_sha256="").select_related("job").first()
    if running is not None and (running.job is None or running.job.state == "done"):
        running = None
    findings = [] if how.check is None else how.check.findings
    titles = block_titles(row)
    return {
        "how": how,
        "gaps": [{"gap": one, "title": titles.get(one.block, "")} for one in how.gaps],
        "running": running if running is not None and not running.job.is_over else None,
        "failed": running if running is not None and running.job.is_over else None,
        "findings": [
            {
                "row": one, "light": LIGHTS[one["severity"]], "answer": how.answers.get(one["key"]),
                "title": titles.get(one["block"], ""),
            }
            for one in findings
        ],
        "errors": sum(one["severity"] == "error" for one in findings),
        "figures_shown": len(paper["figures"]),
        "is_signed": signed is not None,
    }  # fmt: skip


def block_titles(row: Report) -> dict[str, str]:
    """The heading above each block."""
    outline = read_outline(row.outline)
    return {one.id: section.heading for _, section in outline.walk() for one in section.blocks}


def moves_of(row: Report, how: Standing, held: set[str]) -> list[dict[str, Any]]:
    """The moves that the person may make, each with what is missing for it."""
    return [
        {"move": move, "missing": [one.what for one in refusals(TABLE, move.id, row.stage, held, how.missing, "-")]}
        for move in TABLE.moves_from(row.stage)
        if move.permission in held
    ]


def _line(row: Report, steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The stages on the way, each done, now or next, with who made them."""
    line = list(TABLE.main_line())
    now_at = line.index(TABLE.stages[row.stage])
    is_over = not TABLE.moves_from(row.stage)
    made = {one.target: one for one in steps}
    found = []
    for place, stage in enumerate(line):
        state = "done" if place < now_at + is_over else "now" if place == now_at else ""
        step = made.get(stage.id) if state else None
        day = None if step is None else timezone.localtime(step.at).date()
        found.append({"stage": stage, "state": state, "step": step, "day": day})
    return found


def _ahead(row: Report) -> dict[str, Any] | None:
    """The next step and whose it is; nothing where none follows."""
    move = next((one for one in TABLE.moves_from(row.stage) if not one.is_back), None)
    if move is None:
        return None
    roles = [ROLES[Role(one)] for one in PERMISSIONS[move.permission]]
    return {"move": move, "who": joined(roles, "、", ", ")}


@require_GET
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """The door of a figure: what it is, where it comes from, how it was computed, when it was read."""
    row = report_of(request, pk)
    name = request.GET.get("name", "").replace("\x00", "")[:120]
    paper, signed, figures = standing(row, now())
    door = paper["figures"].get(name)
    one = figures.find(name) if figures is not None else None
    if (
        door is None
        and one is None
        and not any(run.get("figure") == name for part in paper["parts"] for run in part.get("runs", ()))
    ):
        raise Http404
    titles = block_titles(row)
    places = list(dict.fromkeys(
        (part["block"], titles.get(part["block"], "")) for part in paper["parts"]
        for run in part.get("runs", ()) if run.get("figure") == name
    ))  # fmt: skip
    door = door or ({} if one is None else {
        "label": one.label, "shown": one.shown(), "exact": one.exact, "source_zh": one.source.zh,
        "source_en": one.source.en, "steps": one.steps, "url": one.url, "mark": one.mark,
    })  # fmt: skip
    context = {"report": row, "door": door, "name": name, "signed": signed, "at": now(), "places": places}
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "report/door.html" if is_part else "report/door_page.html", context)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make a move."""
    row = report_of(request, pk)
    if name not in TABLE.moves:
        raise Http404
    if TABLE.moves[name].permission not in rights(request, row):
        raise PermissionDenied(name)
    version, note = number_in(request.POST.get("version")), request.POST.get("note", "")
    try:
        moving.move(report=row.pk, name=name, version=version, note=note, by=request.user, at=now())
    except Stale as stale:
        return shown(request, report_of(request, pk), STALE, refused=stale.text, note=note)
    except Refused as refused:
        return shown(request, report_of(request, pk), 422, refused=refused.text, note=note)
    done = TABLE.moves[name].name.said(language(request)) + ("：已完成。" if language(request) == "zh" else ": done.")
    say(request, same(done))
    return redirect("report:report", pk)
