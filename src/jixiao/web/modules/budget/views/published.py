"""A published budget: brought, read in the background, looked at with its quotes, taken in by choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.shortcuts import redirect, render

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import codes, stages
from jixiao.web.modules.budget.actions import published as actions
from jixiao.web.modules.budget.models import FIGURE_KINDS, Import, Project
from jixiao.web.modules.budget.published.choosing import Choices, first_choices, plans, read_choices
from jixiao.web.modules.budget.published.reading import TOTALS
from jixiao.web.modules.budget.tasks import read
from jixiao.web.modules.budget.views.asked import INVALID, say, words_of
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.published.choosing import Plan

_THREE_PUBLIC = tuple(kind for kind in FIGURE_KINDS if kind != "procurement")
_UNREADABLE = (".xls", ".csv", ".txt")


def bring(request: HttpRequest, pk: int, file: UploadedFile[Any]) -> Import:
    """Keep a document and have it read; raises `Refused`."""
    name = Path((file.name or "").replace("\x00", "")).name
    if name.lower().endswith(_UNREADABLE):
        raise Refused(
            Text(
                "预算文书请用 PDF、Word、WPS 或网页文件；表格请用上面的模板导入", "bring a PDF, Word or web page here"
            ),
            "file",
        )
    with transaction.atomic():
        batch = actions.bring(pk=pk, file=name, chunks=file.chunks(), by=request.user, at=now())
        batch.job = read.start(organisation=batch.budget.organisation, by=request.user, at=now(), batch=batch.pk)
        batch.save(update_fields=["job"])
    return batch


def page(
    request: HttpRequest, batch: Import, choices: Choices | None = None, refused: Refused | None = None
) -> HttpResponse:
    """What a document says, and what becomes of it; or how far its reading is; or what it did."""
    told, budget = batch.told, batch.budget
    context: dict[str, Any] = {
        "batch": batch, "budget": budget, "told": told, "refused": refused,
        "may_fill": may(request.user, stages.FILL, budget.organisation),
        "is_running": batch.state == "reading" and batch.job is not None and not batch.job.is_over,
    }  # fmt: skip
    if told:
        chosen = choices or first_choices(told)
        found, library = plans(budget, told, chosen) if batch.state == "previewed" else ([], [])
        items = {row["functional"]: row["name"] for row in told["rows"] if row["functional"] and not row["project"]}
        context |= {
            "plans": found, "library": library, "choices": chosen, "funds": codes.fund_types(),
            "items": {**items, **{plan.functional: plan.row["name"] for plan in found if plan.row["functional"]}},
            "sums": _sums(told, found), "unknown_fund": any(not row["fund"] for row in told["rows"]),
            "figures": [(FIGURE_KINDS[one["kind"]], one) for one in told["figures"]],
            "missing": sum(1 for one in found if one.is_written and not one.is_basic and not one.project),
            "counts": _counts(found), "since": chosen.since or budget.year,
            "suggestions": codes.suggestions("economic_classes", codes.ECONOMIC),
        }  # fmt: skip
    if batch.state == "applied":
        context |= {
            "lines": batch.lines.select_related("line__project").order_by("line__number"),
            "projects": Project.objects.filter(pk__in=batch.made.get("projects", [])).order_by("code"),
        }
    return render(request, "budget/published.html", context, status=INVALID if refused else 200)


def take(request: HttpRequest, batch: Import) -> HttpResponse:
    """Take a document in as its form says; what was chosen stays where it cannot be done."""
    words = words_of(request)
    choices = read_choices(words, batch.told or {"rows": []})
    try:
        if "since" in words.faults:
            raise Refused(words.faults["since"], "since")
        actions.take_published(pk=batch.pk, choices=choices, by=request.user, at=now())
    except Refused as refusal:
        if batch.state == "previewed" and batch.told:
            return page(request, batch, choices, refusal)
        say(request, refusal.text, is_error=True)
        return redirect("budget:import-shown", batch.pk)
    say(request, Text("已导入；有误时可以撤销。", "Imported; it can be undone."))
    return redirect("budget:import-shown", batch.pk)


def _sums(told: dict[str, Any], found: list[Plan]) -> list[dict[str, Any]]:
    """The totals that the document prints against the sums of what would be taken in; the difference to the fen."""
    taken = [one for one in found if not one.choice.is_skipped]
    own = {
        "all": sum(one.fen for one in taken),
        "basic": sum(one.fen for one in taken if one.is_basic),
        "project": sum(one.fen for one in taken if not one.is_basic),
        "three_public": sum(one["fen"] for one in told["figures"] if one["kind"] in _THREE_PUBLIC),
    }
    return [
        {
            "title": title,
            "printed": one["fen"],
            "place": one["place"],
            "own": own[name],
            "apart": own[name] - one["fen"],
        }
        for name, (_, title) in TOTALS.items()
        if (one := told["printed"].get(name)) is not None
    ]


def _counts(found: list[Plan]) -> dict[str, int]:
    written = [one for one in found if one.is_written]
    return {
        "adds": sum(not one.lines for one in written), "changes": sum(bool(one.lines) for one in written),
        "same": sum(one.is_there and not one.choice.is_skipped for one in found),
    }  # fmt: skip
