"""A goal table on one page: where it stands, its words, its indicators to be filled in where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.goals import binding, content, lint, queries, stages, telling
from jixiao.web.modules.goals.actions import tables as actions
from jixiao.web.modules.goals.actions.locking import mark_of
from jixiao.web.modules.goals.actions.moving import missing_of
from jixiao.web.modules.goals.models import ASKED, ASPECTS, MARKS
from jixiao.web.modules.goals.standing import funds_of, past_of, standing_of
from jixiao.web.modules.goals.views.asked import INVALID, STALE, is_partial, rights, say, table_of, words_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.registers.indicators.models import BINDINGS, KINDS, LEVELS, OPERATORS, GoalTable
from jixiao.web.registers.indicators.queries import reached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.goals.fields import Words
    from jixiao.web.modules.goals.lint import Finding
    from jixiao.web.modules.goals.queries import Peers
    from jixiao.web.modules.goals.standing import Funds, Past, Standing
    from jixiao.web.registers.indicators.models import Actual, Indicator

NEW = 0


@dataclass
class Entered:
    """What could not be saved: of which row (`NEW`, or None for the words), as written, why, what stands there now."""

    row: int | None
    words: Words
    text: Text | None = None
    theirs: Any = None
    covers: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The answer that goes with it."""
        return STALE if self.theirs is not None else INVALID


@dataclass
class Line:
    """A row as the editor shows it."""

    row: Indicator | None
    written: Mapping[str, str]
    covers: list[str]
    findings: list[Finding]
    past: Past | None = None
    peers: Peers | None = None
    actual: Actual | None = None
    bound: Text | None = None
    faults: Mapping[str, Text] = field(default_factory=dict)
    text: Text | None = None
    theirs: list[tuple[Text, str]] = field(default_factory=list)


def written_of(row: Indicator) -> dict[str, str]:
    """A row as its form writes it."""
    weight = "" if row.weight is None else f"{row.weight.normalize():f}"
    title = binding.title_of(row)
    return {
        "kind": row.kind, "name": row.name, "operator": row.operator, "target": row.target, "unit": row.unit,
        "weight": weight, "basis": row.basis, "binding": row.binding, "source": title.zh if title else row.source,
    }  # fmt: skip


def theirs_of(row: Indicator, words: Words) -> list[tuple[Text, str]]:
    """What stands in a row now where it is not what this person wrote."""
    now_ = written_of(row)
    differing = [name for name in now_ if now_[name] != " ".join(words.written.get(name, "").split())]
    return [(content.TITLES[name], content.said(name, now_[name]) or "—") for name in differing]


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a table."""
    return page(request, table_of(request, pk))


@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the goals in words."""
    table_of(request, pk, stages.FILL)
    said = words_of(request)
    summary, long_term = said.paragraphs("summary"), said.paragraphs("long_term")
    entered = None
    try:
        if said.faults:
            entered = Entered(None, said)
        else:
            actions.set_words(
                pk=pk, summary=summary, long_term=long_term, version=said.whole("version"), by=request.user, at=now()
            )
    except Stale as stale:
        entered = Entered(None, said, stale.text, stale.current)
    except Refused as refusal:
        entered = Entered(None, said, refusal.text)
    if is_partial(request):
        fresh = table_of(request, pk)
        context = page_context(request, fresh, entered) | {"is_partial": True}
        return render(request, "goals/words_state.html", context, status=entered.status if entered else 200)
    if entered is not None:
        return page(request, table_of(request, pk), entered)
    say(request, Text("已保存。", "Saved."))
    return redirect("goals:table", pk)


def page(request: HttpRequest, table: GoalTable, entered: Entered | None = None) -> HttpResponse:
    """The whole page; what could not be saved stays in its fields."""
    context = page_context(request, table, entered)
    context |= {
        "history": telling.history(table.pk),
        "revisions": _revisions(table),
        "facts": binding.facts().values(),
        "measures": binding.sources("measure").values(),
    }
    return render(request, "goals/table.html", context, status=entered.status if entered else 200)


def page_context(request: HttpRequest, table: GoalTable, entered: Entered | None = None) -> dict[str, Any]:
    """What the page and its parts show."""
    organisations = [table.organisation]
    funds, past = funds_of(organisations, table.year), past_of(organisations, table.year)
    held = standing_of(table, funds, past)
    own = rights(request.user, table.organisation)
    lines = _lines(held, past, entered)
    approval = table.approvals.select_related("by").first()
    current = content.content_of(table, held.rows)
    return {
        "table": table,
        "held": held,
        "rights": own,
        "may_edit": own["fill"] and stages.is_open(table.stage),
        "lines": lines,
        "groups": _grouped(lines),
        "fresh": _fresh(entered),
        "entered": entered,
        "choices": {"kinds": KINDS, "levels": LEVELS, "operators": OPERATORS, "bindings": BINDINGS},
        "weights": _weights(held),
        "projects": sorted(funds.of_projects(table.organisation_id).values(), key=lambda one: one.code),
        "project_total": _project_total(table, funds),
        "approval": approval,
        "changed": content.differences(approval.content, current) if approval and table.stage != "approved" else [],
        "has_past": any(key[:2] == (table.organisation_id, table.project) for key in past),
        **_next(table, held, own),
    }


def _weights(held: Standing) -> str:
    total = sum((row.weight for row in held.rows if row.weight is not None), Decimal(0))
    return f"{total.normalize():f}" if total else ""


def _project_total(table: GoalTable, funds: Funds) -> int:
    return sum(one.money.adjusted for one in funds.of_projects(table.organisation_id).values())


def _lines(held: Standing, past: Mapping[tuple[int, str, str], Past], entered: Entered | None) -> list[Line]:
    table = held.table
    peers = queries.peers_of(table.organisation, table.year, [row.name for row in held.rows])
    actuals = reached(held.rows, min(today(), date(table.year, 12, 31))) if held.rows else {}
    found = []
    for row in held.rows:
        line = Line(
            row, written_of(row), row.covers, held.weak_rows.get(row.pk, []),
            past.get((table.organisation_id, table.project, lint.plain(row.name))), peers.get(row.name),
            actuals.get(row.pk), binding.title_of(row),
        )  # fmt: skip
        if entered is not None and entered.row == row.pk:
            line.written, line.faults, line.text = entered.words.written, entered.words.faults, entered.text
            line.covers = entered.covers
            line.theirs = theirs_of(row, entered.words) if entered.theirs is not None else []
        found.append(line)
    return found


def _grouped(lines: list[Line]) -> list[tuple[Text, Text, list[Line]]]:
    """The rows under the name of their level and kind, in the order of the official table."""
    found = []
    for kind, (level, name) in KINDS.items():
        own = [line for line in lines if line.row is not None and line.row.kind == kind]
        if own:
            found.append((LEVELS[level], name, own))
    return found


def _fresh(entered: Entered | None) -> Line:
    """The empty row at the foot; what could not be added stays in it."""
    if entered is not None and entered.row == NEW:
        return Line(None, entered.words.written, entered.covers, [], faults=entered.words.faults, text=entered.text)
    return Line(None, {"kind": "quantity", "operator": "ge", "binding": "hand"}, [], [])


def _next(table: GoalTable, held: Standing, own: dict[str, bool]) -> dict[str, Any]:
    """The bar of stages, the moves that this person may make, what stands in their way."""
    names = {"fill": stages.FILL, "sign": stages.SIGN, "submit": stages.SUBMIT, "review": stages.REVIEW}
    permissions = {names[name] for name, has in own.items() if has}
    missing = missing_of(held)
    moves = []
    for move in stages.TABLE.moves_from(table.stage):
        if move.id in stages.BY_BUTTON and move.permission in permissions:
            against = refusals(stages.TABLE, move.id, table.stage, permissions, missing, note="yes")
            moves.append((move, [refusal.what for refusal in against]))
    reviews = list(table.reviews.select_related("by"))
    current = [one for one in reviews if one.revision == table.revision]
    line = stages.TABLE.main_line()
    at = [stage.id for stage in line].index("draft" if table.stage == "returned" else table.stage)
    return {
        "bar": [(stage, "done" if place < at else "now" if place == at else "") for place, stage in enumerate(line)],
        "moves": moves,
        "missing": [*missing["content"], *missing["bar"]] if stages.is_open(table.stage) else [],
        "mark": mark_of(table, held.rows),
        "reviews": [(one, [(ASPECTS[key], MARKS[mark]) for key, mark in one.marks.items()]) for one in reviews],
        "returned_for": current[0] if current else None,
        "is_barred": bool(current) and current[0].verdict == "poor",
        "aspects": [(key, name, ASKED[key]) for key, name in ASPECTS.items()],
        "marks": MARKS,
        "may_review": own["review"] and table.stage == "submitted",
        "since_review": content.differences(current[0].content, content.content_of(table, held.rows))
        if current
        else [],
    }


def _revisions(table: GoalTable) -> list[tuple[Any, list[tuple[Text, Text, str, str]]]]:
    """Every approval with what it changed against the one before."""
    approvals = list(table.approvals.select_related("by"))
    older = [*approvals[1:], None][: len(approvals)]
    return [
        (one, content.differences(before.content, one.content) if before else [])
        for one, before in zip(approvals, older, strict=True)
    ]


@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as the official form, for printing."""
    table = table_of(request, pk)
    return render(request, "goals/print.html", page_context(request, table))
