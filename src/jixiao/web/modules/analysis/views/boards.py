"""The bureau board, the cockpit, a department's year at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from jixiao.web.modules.analysis import board as boards
from jixiao.web.modules.analysis import sheets
from jixiao.web.modules.analysis.charts.comparing import year_charts
from jixiao.web.modules.analysis.cockpit import cockpit
from jixiao.web.modules.analysis.glance import glance
from jixiao.web.modules.analysis.rights import LEAD, READ
from jixiao.web.modules.analysis.scope import scope_of
from jixiao.web.modules.analysis.views.frame import frame, language, workbook
from jixiao.web.platform.manifest import Cell
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.analysis.board import Asked, Board
    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.platform.manifest import Column

_LONGEST = 40


def asked_of(request: HttpRequest) -> Asked:
    """How the address narrows and sorts; what it names wrongly does not count."""
    get = request.GET
    known = {column.id for column in boards.columns()}
    depth, state, side = get.get("depth", ""), get.get("state", ""), get.get("side", "")
    column, sort = get.get("column", ""), get.get("sort", "")
    return boards.Asked(
        depth=depth if depth in boards.DEPTHS else "departments",
        state=state if state in boards.STATES else "",
        words=get.get("words", "").replace("\x00", "").strip()[:_LONGEST],
        column=column if column in known else "",
        side=side if side in boards.SIDES else "below",
        value=boards.bound(get.get("value", "")[:_LONGEST]),
        sort=sort if sort in known else "",
        is_down=get.get("down") == "1",
        hidden=frozenset(get.getlist("hide")) & known,
    )


def _address(scope: Scope, asked: Asked, **changed: object) -> str:
    """The address of the same board with something changed."""
    kept: dict[str, object] = {
        "year": scope.year,
        "unit": "" if scope.unit is None else scope.unit.pk,
        "depth": asked.depth,
        "state": asked.state,
        "words": asked.words,
        "column": asked.column,
        "side": asked.side if asked.column else "",
        "value": "" if asked.value is None else f"{asked.value:f}",
        "sort": asked.sort,
        "down": "1" if asked.is_down else "",
        "hide": sorted(asked.hidden),
        **changed,
    }
    return urlencode([(name, value) for name, value in kept.items() if value or name == "unit"], doseq=True)


@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """The board."""
    scope, asked = scope_of(request, language(request)), asked_of(request)
    found = boards.board(scope, asked)
    is_empty = not any(any(row.cells) for row in found.rows)
    context = {
        **frame(request, scope, "board"),
        "board": found,
        "asked": asked,
        "heads": [_head(scope, asked, column) for column in found.columns],
        "foot": found.foot,
        "depths": boards.DEPTHS.items(),
        "states": boards.STATES.items(),
        "sides": boards.SIDES.items(),
        "is_narrowed": bool(asked.state or asked.words or asked.value is not None),
        "elsewhere": scope.newest_year() if is_empty and scope.organisations else None,
        "export": f"{reverse('analysis:board-xlsx')}?{_address(scope, asked)}",
        "plain": f"?{_address(scope, boards.Asked(depth=asked.depth))}",
    }
    return render(request, "analysis/board.html", context)


def _head(scope: Scope, asked: Asked, column: Column) -> dict[str, object]:
    """The head of a column: pressing it sorts by the column, pressing it again the other way round."""
    is_here = asked.sort == column.id
    down = "" if is_here and asked.is_down else "1" if is_here else ""
    address = _address(scope, asked, sort="" if is_here and asked.is_down else column.id, down=down)
    return {
        "column": column,
        "url": f"?{address}",
        "sorted": ("descending" if asked.is_down else "ascending") if is_here else "none",
    }


@require_GET
def exported(request: HttpRequest) -> HttpResponse:
    """The board as it is narrowed and sorted, as a workbook."""
    scope, asked = scope_of(request, language(request)), asked_of(request)
    found: Board = boards.board(scope, asked)
    is_zh = scope.lang == "zh"
    heads = ["单位" if is_zh else "Unit", *(_titled(column, scope) for column in found.columns)]
    rows = [(Cell(row.organisation.name), *(_told(cell, scope) for cell in row.cells)) for row in found.rows]
    title = f"{scope.year} 年各部门总览" if is_zh else f"Departments {scope.year}"
    about = [scope.day.isoformat()]
    return workbook(sheets.book(title, heads, rows, about), title)


def _titled(column: Column, scope: Scope) -> str:
    unit = f"（{column.unit.said(scope.lang)}）" if column.unit else ""
    return column.title.said(scope.lang) + unit


def _told(cell: Cell | None, scope: Scope) -> Cell | None:
    """A light is a word in a workbook."""
    if cell is None or cell.light not in boards.LIGHTS or cell.light == "none":
        return cell
    return Cell(f"{cell.words}（{boards.LIGHTS[cell.light].said(scope.lang)}）")


@require_GET
def cockpit_page(request: HttpRequest) -> HttpResponse:
    """The district in one look."""
    scope = scope_of(request, language(request), LEAD)
    one = cockpit(scope)
    context = {
        **frame(request, scope, "cockpit"),
        "cockpit": one,
        "charts": True,  # one is on its way
        "elsewhere": scope.newest_year() if not one.count and scope.organisations else None,
    }
    return render(request, "analysis/cockpit.html", context)


@require_GET
def trend(request: HttpRequest) -> HttpResponse:
    """The picture of three years, for the cockpit to put in."""
    scope = scope_of(request, language(request), LEAD)
    charts = [chart for chart in year_charts(scope) if chart.id == "rates"]
    return render(request, "analysis/trend.html", {**frame(request, scope, "cockpit"), "charts": charts})


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A department's year at a glance."""
    one = get_object_or_404(Organisation.objects.select_related("parent"), pk=pk)
    scope = scope_of(request, language(request))
    demand(request.user, READ, one, scope.year)
    return render(request, "analysis/unit.html", {**frame(request, scope, "unit"), "glance": glance(one, scope.year)})
