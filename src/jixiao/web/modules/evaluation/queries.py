"""Reads: the years that a person may see, what waits for whom, the queue, the parts of an indicator's card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation import stages
from jixiao.web.modules.evaluation.models import DepartmentYear, ProjectYear, Step
from jixiao.web.modules.evaluation.stages import PERMISSIONS, READ, REVIEW, TABLE
from jixiao.web.platform.manifest import Hit, Waiting
from jixiao.web.platform.people.models import ROLES, Post, Role
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with, records_with

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.core.scoring.inputs import Clause, Input
    from jixiao.core.scoring.scorecard import IndicatorResult
    from jixiao.web.platform.people.models import Organisation, Person

MOST_WAITING = 50
MOST_HITS = 10


def years_of(person: Person, permission: str = READ) -> QuerySet[DepartmentYear]:
    """The years over which a person has a permission."""
    return DepartmentYear.objects.filter(records_with(person, permission)).select_related("organisation")


def listed(person: Person, wanted: Mapping[str, str]) -> QuerySet[DepartmentYear]:
    """The years that a list asks for: by year, stage, words of the unit, and those that differ."""
    found = years_of(person)
    if wanted.get("year", "").isascii() and wanted.get("year", "").isdigit() and len(wanted["year"]) == 4:
        found = found.filter(year=int(wanted["year"]))
    if wanted.get("stage") in TABLE.stages:
        found = found.filter(stage=wanted["stage"])
    if wanted.get("unit"):
        found = found.filter(Q(organisation__name__icontains=wanted["unit"]) | Q(entity__icontains=wanted["unit"]))
    return found


def totals(found: QuerySet[DepartmentYear]) -> dict[str, Any]:
    """The foot of a list: how many, how many accepted, the averages of what is known."""
    return found.order_by().aggregate(
        count=Count("pk"), accepted=Count("pk", filter=Q(stage="accepted")), stated=Avg("stated"),
        reviewed=Avg("reviewed"),
    )  # fmt: skip


def newest_year(person: Person, unit: Organisation | None) -> int | None:
    """The newest year that has self-evaluations for a person, below a unit where one is named."""
    found = years_of(person)
    if unit is not None:
        found = found.filter(organisation__path__startswith=unit.path)
    return found.order_by("-year").values_list("year", flat=True).first()


def queue(person: Person) -> QuerySet[DepartmentYear]:
    """What the finance bureau has to do, the longest waiting first."""
    return years_of(person, REVIEW).filter(stage__in=("submitted", "in_review")).order_by("at", "pk")


def holders(year: DepartmentYear, day: date) -> Text:
    """Who holds a year now: the people with the post, else the name of the post; nobody where nothing follows."""
    permission = TABLE.stages[year.stage].held_by
    roles = PERMISSIONS.get(permission or "", ())
    if year.stage == "draft" and not year.to_explain:
        roles = PERMISSIONS[stages.SIGN_SECTION]
    above = year.organisation.line
    posts = Post.objects.filter(role__in=roles, organisation__in=above, since__lte=day)
    posts = posts.filter(Q(until=None) | Q(until__gte=day)).select_related("person").order_by("pk")
    signer = _signers([year.pk]).get(year.pk) if year.stage == "section_signed" else None
    able = [post.person for post in posts if post.person.is_active and post.person_id != signer]
    names = list(dict.fromkeys(person.name for person in able))
    words = Text("、".join(ROLES[Role(role)].zh for role in roles), ", ".join(ROLES[Role(role)].en for role in roles))
    if not names:
        return words
    rest = len(names) - 3
    return Text(
        "、".join(names[:3]) + (f" 等 {len(names)} 人" if rest > 0 else ""),
        ", ".join(names[:3]) + (f" and {rest} more" if rest > 0 else ""),
    )


def _signers(years: Collection[int]) -> dict[int, int]:
    """Who signed for the section last, by year: the office is someone else."""
    rows = Step.objects.filter(move="sign_section", year__in=years).order_by("year_id", "-pk").distinct("year_id")
    return dict(rows.values_list("year_id", "by_id"))


# By stage: the permission of whom it waits for, what they are told, and which page they go to.
_WAITS = {
    "draft": (stages.FILL, Text("填报自评", "Fill in the self-evaluation"), "evaluation:fill"),
    "returned": (stages.FILL, Text("自评被退回，请按意见修改", "Returned: work on the remarks"), "evaluation:review"),
    "section_signed": (stages.SIGN_OFFICE, Text("自评待办公室签署", "To be signed for the office"), "evaluation:year"),
    "office_signed": (stages.SIGN_UNIT, Text("自评待单位签署", "To be signed for the unit"), "evaluation:year"),
    "unit_signed": (stages.FILL, Text("自评待报送财政", "To be submitted to finance"), "evaluation:year"),
    "submitted": (stages.REVIEW, Text("自评待复核", "To be reviewed"), "evaluation:review"),
    "in_review": (stages.REVIEW, Text("自评复核中", "In review"), "evaluation:review"),
}
_TO_SIGN = (stages.SIGN_SECTION, Text("自评待科室签署", "To be signed for the section"), "evaluation:year")


def waiting(person: Person) -> list[Waiting]:
    """What waits for a person: by stage, for those who can take it on; two queries for each permission held."""
    held = {
        name: set(organisations_with(person, name).values_list("pk", flat=True))
        for name in PERMISSIONS
        if name != READ and may_anywhere(person, name)
    }
    mine = set().union(*held.values()) if held else set()
    asked = DepartmentYear.objects.filter(organisation__in=mine, stage__in=_WAITS).select_related("organisation")
    rows = list(asked.order_by("at"))
    signers = _signers([one.pk for one in rows if one.stage == "section_signed"])
    found = []
    for year in rows:
        if signers.get(year.pk) == person.pk:
            continue
        permission, title, url = _TO_SIGN if year.stage == "draft" and not year.to_explain else _WAITS[year.stage]
        if year.organisation_id in held.get(permission, ()):
            left = f"，还有 {year.to_explain} 项须说明" if year.stage == "draft" and year.to_explain else ""
            detail = f"{year.organisation.name} {year.year} 年{left}"
            found.append(Waiting(title, detail, reverse(url, args=[year.pk])))
    return [*found, *_projects_waiting(held, rows=MOST_WAITING)][:MOST_WAITING]


# By stage of a project: whom it waits for and what they are told.
_PROJECTS_WAIT = {
    "draft": (stages.FILL, Text("填报项目自评", "Fill in self-evaluations of projects")),
    "returned": (stages.FILL, Text("项目自评被退回", "Projects were sent back")),
    "section_signed": (stages.SIGN_UNIT, Text("项目自评待单位签署", "Projects to be signed for the unit")),
    "submitted": (stages.REVIEW, Text("项目自评待复核", "Projects to be reviewed")),
}


def _projects_waiting(held: Mapping[str, set[int]], rows: int) -> list[Waiting]:
    """Projects that wait, one line for each unit, year and stage; one query."""
    mine = set().union(*held.values()) if held else set()
    counted = (
        ProjectYear.objects.filter(organisation__in=mine, stage__in=_PROJECTS_WAIT)
        .order_by()
        .values_list("organisation", "organisation__name", "year", "stage")
        .annotate(count=Count("pk"))
        .order_by("-year", "organisation__path", "stage")[:rows]
    )
    found = []
    for organisation, name, year, stage, count in counted:
        permission, title = _PROJECTS_WAIT[stage]
        if organisation in held.get(permission, ()):
            url = f"{reverse('evaluation:projects')}?{urlencode({'year': year, 'stage': stage, 'words': name})}"
            found.append(Waiting(title, f"{name} {year} 年，{count} 个项目", url))
    return found


def search(person: Person, words: str) -> list[Hit]:
    """Years by the name of the unit or the year."""
    if not may_anywhere(person, READ):
        return []
    asked = Q(organisation__name__icontains=words) | Q(entity__icontains=words)
    if words.isascii() and words.isdigit() and len(words) == 4:
        asked |= Q(year=int(words))
    hits = [
        Hit(
            Text(f"{one.organisation.name} {one.year} 年绩效自评", f"{one.organisation.name} {one.year}: evaluation"),
            TABLE.stages[one.stage].name.zh,
            reverse("evaluation:year", args=[one.pk]),
        )
        for one in years_of(person).filter(asked)[:MOST_HITS]
    ]
    named = ProjectYear.objects.filter(records_with(person, READ)).defer("content", "result")
    projects = named.filter(Q(name__icontains=words) | Q(project__iexact=words)).select_related("organisation")
    hits += [
        Hit(
            Text(f"{one.name} {one.year} 年项目自评", f"{one.name} {one.year}: project self-evaluation"),
            one.organisation.name,
            reverse("evaluation:project", args=[one.pk]),
        )
        for one in projects[:MOST_HITS]
    ]
    return hits


@dataclass(frozen=True, slots=True)
class Needed:
    """A figure that an indicator reads: its concept, the period that is meant, and how it is called."""

    item: Input
    concept: str
    period: str
    name: Text


def needed_figures(result: IndicatorResult, year: DepartmentYear) -> list[Needed]:
    """The figures that an indicator reads under any of its readings."""
    from jixiao.core.kernel.period import Period

    whole = Period.parse(str(year.year))
    found: dict[str, Needed] = {}
    for item in _inputs(result).values():
        if item.concept is not None:
            period = whole.at(item.at).name if item.at else whole.name
            found.setdefault(item.column.name, Needed(item, item.concept.id, period, item.name))
    return list(found.values())


def clauses_of(result: IndicatorResult) -> list[Clause]:
    """The clauses that people decide for an indicator, under any of its readings."""
    found = {item.clause.id: item.clause for item in _inputs(result).values() if item.clause is not None}
    return list(found.values())


def _inputs(result: IndicatorResult) -> dict[str, Input]:
    readings = result.indicator.readings
    used = sorted(readings, key=lambda one: one.name != result.reading)
    return {name: item for reading in used for name, item in reading.rule.inputs.items()}
