"""What waits for a person, what a search finds, the column of the boards."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import stages
from jixiao.web.modules.goals.queries import overview
from jixiao.web.modules.goals.standing import funds_of
from jixiao.web.platform.clock import today
from jixiao.web.platform.initials import goes_by
from jixiao.web.platform.manifest import Cell, Hit, Waiting
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.registers.indicators.models import GoalTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.web.platform.people.models import Organisation, Person

MOST = 50
_HELD = {
    stages.FILL: ("draft", "returned"),
    stages.SIGN: ("draft", "returned"),
    stages.SUBMIT: ("section_signed",),
    stages.REVIEW: ("submitted",),
}
_TITLES = {
    "draft": Text("填报绩效目标", "Write goals"),
    "returned": Text("绩效目标已退回，须修改", "Goals were sent back"),
    "section_signed": Text("提交绩效目标", "Submit goals"),
    "submitted": Text("审核绩效目标", "Review goals"),
}


def waiting_for(person: Person) -> list[Waiting]:
    """Tables to write, to sign, to submit, to review; approved ones whose money was moved."""
    day = today()
    years = (day.year, day.year + 1)
    found: dict[int, GoalTable] = {}
    for permission, names in _HELD.items():
        if may_anywhere(person, permission):
            allowed = organisations_with(person, permission)
            rows = GoalTable.objects.filter(organisation__in=allowed, stage__in=names, year__in=years)
            ordered = rows.select_related("organisation").order_by("year", "organisation__path", "project")
            found |= {one.pk: one for one in ordered[:MOST]}
    return [*(_item(one, _TITLES[one.stage]) for one in found.values()), *_due(person, day.year)]


def _due(person: Person, year: int) -> list[Waiting]:
    if not may_anywhere(person, stages.FILL):
        return []
    allowed = organisations_with(person, stages.FILL)
    rows = list(
        GoalTable.objects.filter(organisation__in=allowed, stage="approved", year=year).select_related("organisation")
    )
    if not rows:
        return []
    funds = funds_of(list({row.organisation_id: row.organisation for row in rows}.values()), year)
    title = Text("资金已变动，须修订或确认目标", "Money moved: revise or confirm the goals")
    return [_item(row, title) for row in rows if funds.moved(row)][:MOST]


def _item(table: GoalTable, title: Text) -> Waiting:
    where = (
        f"{table.organisation.name} {table.year} {table.name}"
        if table.project
        else f"{table.organisation.name} {table.year}"
    )
    return Waiting(title, where, reverse("goals:table", args=[table.pk]))


def search(person: Person, words: str) -> list[Hit]:
    """Goal tables by the name of the department or the project, the newest years first."""
    allowed = organisations_with(person, stages.READ)
    rows = GoalTable.objects.filter(organisation__in=allowed).select_related("organisation").order_by("-year", "pk")
    named = rows.values_list("pk", "name", "year", "organisation__name")[:5000]
    found = [row for row in named if goes_by(f"{row[1]} {row[3]}", words)][:8]
    return [
        Hit(Text(f"{year} 年绩效目标：{name}", f"Goals {year}: {name}"), place, reverse("goals:table", args=[pk]))
        for pk, name, year, place in found
    ]


def cells(organisations: Sequence[Organisation], year: int) -> dict[int, Cell]:
    """How many tables of each department are approved, of how many there should be."""
    found, where = {}, reverse("goals:list")
    for row in overview(organisations, year):
        url = f"{where}?unit={row.organisation.pk}&year={year}"
        part = Decimal(row.approved) / Decimal(row.expected)
        found[row.organisation.pk] = Cell(f"{row.approved}/{row.expected}", url, row.light, part)
    return found
