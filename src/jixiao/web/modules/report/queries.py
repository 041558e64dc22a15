"""Reads: the list of a year, what waits for whom, what a search finds, the column of the board."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report import stages
from jixiao.web.modules.report.actions.drafting import REPORTING
from jixiao.web.modules.report.models import Report
from jixiao.web.modules.report.stages import READ, TABLE
from jixiao.web.platform.manifest import Cell, Hit, Waiting
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with, records_with
from jixiao.web.registers.scores.queries import scores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.scores.queries import Score

MOST_WAITING, MOST_HITS = 50, 10
_CENT = Decimal("0.01")
NONE = "none"
STATES = {NONE: Text("尚未起草", "not begun"), **{one.id: one.name for one in TABLE.stages.values()}}
LIGHTS = {NONE: "none", "draft": "amber", "section_signed": "amber", "unit_signed": "amber", "submitted": "blue",
          "published": "green"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of the list with its report, if it has one."""

    organisation: Organisation
    report: Report | None
    state: str
    score: str
    kind: Text | None
    grade: str
    changed: str

    @property
    def is_bare(self) -> bool:
        """A unit below a department with neither an evaluation nor a report: often it writes none."""
        return self.report is None and not self.score and not self.grade and self.organisation.kind != "department"

    @property
    def light(self) -> str:
        """The light of its state."""
        return LIGHTS[self.state]

    @property
    def state_name(self) -> Text:
        """Its state in words."""
        return STATES[self.state]


def lines(allowed: QuerySet[Organisation], year: int, state: str = "") -> list[Line]:
    """Every unit that writes a report of the year, with it; three queries and those of the scores."""
    units = list(allowed.filter(kind__in=REPORTING).order_by("path"))
    held = {one.organisation_id: one for one in Report.objects.filter(organisation__in=units, year=year)}
    known = scores(units, year)
    found = []
    for unit in units:
        report, score = held.get(unit.pk), known.get(unit.pk)
        if report is None and unit.closed_on is not None and unit.closed_on.year < year:
            continue
        said, kind = _counting(score)
        changed = "" if report is None else timezone.localtime(report.at).strftime("%Y-%m-%d")
        found.append(
            Line(
                unit,
                report,
                NONE if report is None else report.stage,
                "" if said is None else f"{said.quantize(_CENT, ROUND_HALF_UP):f}",
                kind,
                "" if score is None else score.grade,
                changed,
            )
        )
    return [one for one in found if not state or one.state == state]


def _counting(score: Score | None) -> tuple[Decimal | None, Text | None]:
    """The score that counts and which one it is: reviewed, else stated, else computed.

    What can be computed may lack the parts that nothing proves; so it stands last.
    """
    named = () if score is None else (
        (score.reviewed, Text("复核", "reviewed")), (score.stated, Text("自评", "stated")),
        (score.computed, Text("计算", "computed")),
    )  # fmt: skip
    return next(((said, kind) for said, kind in named if said is not None), (None, None))


# By stage: the permission of whom it waits for, and what they are told.
_WAITS = {
    "draft": (stages.FILL, Text("起草自评报告", "Write the self-evaluation report")),
    "section_signed": (stages.SIGN_UNIT, Text("自评报告待单位签署", "A report to be signed for the unit")),
    "unit_signed": (stages.FILL, Text("自评报告待报送", "A report to be submitted")),
    "submitted": (stages.PUBLISH, Text("自评报告待公开", "A report to be published")),
}


def waiting(person: Person) -> list[Waiting]:
    """What waits for a person: reports in the stages that they can take on."""
    held = {
        name: set(organisations_with(person, name).values_list("pk", flat=True))
        for name in {one for one, _ in _WAITS.values()}
        if may_anywhere(person, name)
    }
    mine = set().union(*held.values()) if held else set()
    rows = Report.objects.filter(organisation__in=mine, stage__in=_WAITS).select_related("organisation")
    found = []
    for one in rows.order_by("at"):
        permission, title = _WAITS[one.stage]
        if one.organisation_id in held.get(permission, ()):
            detail = f"{one.organisation.name} {one.year} 年"
            found.append(Waiting(title, detail, reverse("report:report", args=[one.pk])))
    return found[:MOST_WAITING]


def search(person: Person, words: str) -> list[Hit]:
    """Reports by the name of the unit or the year."""
    if not may_anywhere(person, READ):
        return []
    asked = Q(organisation__name__icontains=words)
    if words.isascii() and words.isdigit() and len(words) == 4:
        asked |= Q(year=int(words))
    found = Report.objects.filter(asked & records_with(person, READ))
    return [
        Hit(
            Text(f"{one.organisation.name} {one.year} 年自评报告", f"{one.organisation.name} {one.year}: report"),
            one.stage_name.zh,
            reverse("report:report", args=[one.pk]),
        )
        for one in found.select_related("organisation")[:MOST_HITS]
    ]


def cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    """The column of the board: where each unit's report stands."""
    rows = Report.objects.filter(organisation__in=organisations, year=year).only("organisation", "stage", "year")
    return {
        one.organisation_id: Cell(one.stage_name.zh, reverse("report:report", args=[one.pk]), LIGHTS[one.stage])
        for one in rows
    }
