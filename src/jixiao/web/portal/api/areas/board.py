"""The boards: a cell for each organisation and column, as modules offer them. Monitoring stands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.permissions import organisations_with
from jixiao.web.portal.api.access import caller, permission_of
from jixiao.web.portal.api.areas.organisations import within
from jixiao.web.portal.api.errors import not_found
from jixiao.web.portal.api.forms import (
    LimitQuery,
    OrganisationQuery,
    PageOut,
    PageQuery,
    YearQuery,
    operation,
    paged,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from jixiao.web.platform.manifest import Cell, Column
    from jixiao.web.platform.people.models import Organisation

router = Router(tags=["board"])


class ColumnOut(Schema):
    """A column: what it is called, in which unit."""

    id: str
    title: str
    title_en: str
    module: str
    unit: str | None


class CellOut(Schema):
    """A cell: its words, its light (green, amber, red, none or nothing), its amount as a string where it has one."""

    words: str
    light: str
    amount: str | None


class LineOut(Schema):
    """An organisation with its cells, by the id of the column; a column without a word on it is missing."""

    organisation: int
    organisation_name: str
    year: int
    cells: dict[str, CellOut]


class ColumnsOut(Schema):
    """Every column of the boards."""

    items: list[ColumnOut]


@router.get("/board/columns", **operation("board:read", Text("总览的列", "Columns of the boards"), ColumnsOut))
def columns(request: HttpRequest) -> dict[str, Any]:
    """What stands on the boards: budgets, goals, monitoring and the rest, as far as their modules offer a column."""
    return {
        "items": [
            {
                "id": column.id,
                "title": column.title.zh,
                "title_en": column.title.en,
                "module": module,
                "unit": None if column.unit is None else column.unit.zh,
            }
            for module, _permission, column in _readable()
        ]
    }


@router.get("/board", **operation("board:read", Text("总览", "The board of a year"), PageOut[LineOut]))
def board(
    request: HttpRequest,
    year: YearQuery,
    organisation: OrganisationQuery = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """The cells of organisations; of each module only where the caller may read it."""
    found = within(request)
    if organisation is not None:
        found = found.filter(pk=organisation)
        if not found.exists():
            raise not_found()
    listed = paged(request, found, page, limit)
    places: list[Organisation] = listed["items"]
    cells = _cells(request, places, year)
    listed["items"] = [
        {
            "organisation": one.pk,
            "organisation_name": one.name,
            "year": year,
            "cells": {column: _told(found[one.pk]) for column, found in cells.items() if one.pk in found},
        }
        for one in places
    ]
    return listed


def _readable() -> list[tuple[str, str, Column]]:
    """The columns of modules that say who may read them."""
    found = [(one.name, permission_of(one.name), one.columns) for one in modules()]
    return [(name, permission, column) for name, permission, columns in found if permission for column in columns]


def _cells(request: HttpRequest, places: Sequence[Organisation], year: int) -> dict[str, dict[int, Cell]]:
    """The cells of every column, by organisation."""
    found: dict[str, dict[int, Cell]] = {}
    allowed: dict[str, list[Organisation]] = {}
    for _module, permission, column in _readable():
        if permission not in allowed:
            keys = set(organisations_with(caller(request), permission, year).values_list("pk", flat=True))
            allowed[permission] = [one for one in places if one.pk in keys]
        found[column.id] = dict(column.cells(allowed[permission], year))
    return found


def _told(cell: Cell) -> dict[str, Any]:
    amount = None if cell.amount is None else format(cell.amount, "f")
    return {"words": str(cell.words), "light": cell.light, "amount": amount}
