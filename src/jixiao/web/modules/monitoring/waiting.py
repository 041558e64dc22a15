"""What waits for a person, what a search finds, what the boards show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from jixiao.core.kernel.text import Text
from jixiao.core.monitoring.lights import NAMES
from jixiao.web.modules.monitoring import stages
from jixiao.web.modules.monitoring.deciding import standing
from jixiao.web.modules.monitoring.models import Filing, Sheet
from jixiao.web.modules.monitoring.queries import latest_sheets
from jixiao.web.modules.monitoring.stages import PERMISSIONS, READ, TABLE
from jixiao.web.platform.clock import today
from jixiao.web.platform.manifest import Cell, Hit, Waiting
from jixiao.web.platform.money import share
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from jixiao.web.modules.monitoring.deciding import Standing
    from jixiao.web.platform.people.models import Organisation, Person

MOST = 50
MOST_HITS = 10
# The lights of the portal's style.
CLASSES = {"red": "red", "yellow": "amber", "green": "green", "blue": "blue", "none": "none"}
_TITLES = {
    "issued": Text("填报绩效监控表", "Fill in the monitoring"),
    "returned": Text("绩效监控被退回，请修改", "Monitoring was returned"),
    "filled": Text("绩效监控待科室签署", "Monitoring to be signed for the section"),
    "section_signed": Text("绩效监控待报送财政", "Monitoring to be submitted"),
    "submitted": Text("绩效监控待接收", "Monitoring to be accepted"),
}


def waiting_for(person: Person) -> list[Waiting]:
    """Filings at a stage that the person moves on, and red lights that nobody has decided over."""
    held = {
        name: set(organisations_with(person, name).values_list("pk", flat=True))
        for name in PERMISSIONS
        if name != READ and may_anywhere(person, name)
    }
    if not held:
        return []
    return [*_filings(held), *_red(held)]


def _filings(held: Mapping[str, set[int]]) -> list[Waiting]:
    wanted = Q(pk=None)
    for name in _TITLES:
        wanted |= Q(stage=name, organisation__in=held.get(TABLE.stages[name].held_by or "", ()))
    rows = Filing.objects.filter(wanted).select_related("organisation", "round").order_by("round__until", "pk")[:MOST]
    return [
        Waiting(
            _TITLES[row.stage],
            f"{row.organisation.name} {row.round.name.zh}",
            reverse("monitoring:filing", args=[row.pk]),
            row.round.until.isoformat(),
        )
        for row in rows
    ]


def _red(held: Mapping[str, set[int]]) -> list[Waiting]:
    """For heads of units what they have to decide; for the bureau what was not decided in time, one line a unit."""
    heads, bureau = held.get(stages.DECIDE, set()), held.get(stages.REVIEW, set())
    rows = Sheet.objects.filter(light="red", decision="", filing__organisation__in=heads | bureau)
    rows = rows.exclude(filing__stage="accepted").select_related("filing__round", "filing__organisation")
    day, found = today(), dict[int, tuple[Filing, list["Standing"]]]()
    for sheet in rows.order_by("red_since", "pk")[: MOST * 20]:
        one = standing(sheet, sheet.filing.round, day)
        if one.is_pressing or (one.waits and sheet.filing.organisation_id in heads):
            found.setdefault(sheet.filing_id, (sheet.filing, []))[1].append(one)
    return [_line(filing, every, day) for filing, every in list(found.values())[:MOST]]


def _line(filing: Filing, every: list[Standing], day: date) -> Waiting:
    count, paused = len(every), sum(one.state == "paused" for one in every)
    title = Text(f"{count} 项红灯待决定", f"{count} red lights to decide over")
    if paused:
        title = Text(f"{count} 项红灯未决定，{paused} 项已暂停", f"{count} red lights undecided, {paused} paused")
    until = min((one.until for one in every if one.until), default=day)
    where = reverse("monitoring:filing", args=[filing.pk]) + "?light=red"
    return Waiting(title, f"{filing.organisation.name} {filing.round.name.zh}", where, until.isoformat())


def search(person: Person, words: str) -> list[Hit]:
    """Filings and sheets by the name of the unit or the project, or its code."""
    if not may_anywhere(person, READ):
        return []
    allowed = organisations_with(person, READ)
    asked = Q(name__icontains=words) | Q(project__istartswith=words)
    rows = Sheet.objects.filter(asked, filing__organisation__in=allowed)
    rows = rows.select_related("filing__round", "filing__organisation")
    return [
        Hit(
            Text(f"{sheet.name}：{sheet.filing.round.name.zh}", f"{sheet.name}: {sheet.filing.round.name.en}"),
            f"{sheet.filing.organisation.name} {NAMES[sheet.light].zh}",
            reverse("monitoring:sheet", args=[sheet.pk]),
        )
        for sheet in rows.order_by("-filing__round__year", "-filing__round__month", "pk")[:MOST_HITS]
    ]


def money_cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    """The money light of the last round."""
    return {
        key: Cell(
            f"{NAMES[sheet.money_light].zh} {share(sheet.spent, sheet.adjusted)}",
            reverse("monitoring:light", args=[sheet.pk, "money"]),
            CLASSES[sheet.money_light],
        )
        for key, sheet in latest_sheets(organisations, year).items()
    }


def goal_cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    """The goal light of the last round."""
    return {
        key: Cell(
            NAMES[sheet.goal_light].zh if sheet.goals else "没有目标",
            reverse("monitoring:light", args=[sheet.pk, "goals"]),
            CLASSES[sheet.goal_light],
        )
        for key, sheet in latest_sheets(organisations, year).items()
    }


def stage_cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    """Where the filing of the last round stands."""
    return {
        key: Cell(sheet.filing.now.name.zh, reverse("monitoring:filing", args=[sheet.filing_id]))
        for key, sheet in latest_sheets(organisations, year).items()
    }
