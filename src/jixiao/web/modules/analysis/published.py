"""A column of the boards: how much of what a year owes is published."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import today
from jixiao.web.platform.kept import kept
from jixiao.web.platform.manifest import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.registers.publications.queries import Row

_PRESSING = ("red", "amber", "none", "green")


@kept
def rows_by_organisation(organisations: Sequence[Organisation], year: int) -> dict[int, list[Row]]:
    """The register of a year by organisation; two queries."""
    from jixiao.web.registers.publications.queries import rows

    found: dict[int, list[Row]] = {}
    for row in rows(organisations, year, today()):
        found.setdefault(row.organisation.pk, []).append(row)
    return found


def cell(rows: Sequence[Row], organisation: int, year: int) -> Cell:
    """`2/3`, in the light of what presses most; what is exempt is not owed."""
    owed = [row for row in rows if not (row.duty is not None and row.duty.is_exempt)]
    done = sum(row.publication is not None for row in owed)
    light = min((row.standing.light for row in owed), key=_PRESSING.index, default="none")
    url = f"{reverse('disclosure:register')}?{urlencode({'year': year, 'unit': organisation})}"
    return Cell(f"{done}/{len(owed)}", url, light, Decimal(done))


def _cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    return {key: cell(rows, key, year) for key, rows in rows_by_organisation(organisations, year).items()}


COLUMN = Column("analysis.published", Text("已公开", "Published"), _cells)
