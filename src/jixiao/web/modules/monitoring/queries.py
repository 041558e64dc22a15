"""Reads: rounds and filings that a person may see, what a round covers, the cells of the boards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from jixiao.web.modules.monitoring.models import Filing, Round, Sheet
from jixiao.web.modules.monitoring.stages import READ, TABLE
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import organisations_with
from jixiao.web.platform.remembered import remembered
from jixiao.web.platform.trail.models import Event
from jixiao.web.registers.funds.queries import year_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Person

MOST_LISTED = 500
MOST_HISTORY = 100
LIGHTS = ("red", "yellow", "green", "blue", "none")
DONE = ("submitted", "accepted")


def organisations_of(one: Round) -> list[Organisation]:
    """Whom a round covers: every department below, and whatever else below has a budget of its own in the year."""
    below = Organisation.objects.filter(path__startswith=one.organisation.path, closed_on=None).exclude(kind="section")
    every = list(below.order_by("path"))
    with_money = year_money(every, one.year)
    return [each for each in every if each.kind == Organisation.Kind.DEPARTMENT or each.pk in with_money]


def filings_for(person: Person, *, under: Organisation | None = None) -> QuerySet[Filing]:
    """The filings that a person may read."""
    found = Filing.objects.filter(organisation__in=organisations_with(person, READ))
    if under is not None:
        found = found.filter(organisation__path__startswith=under.path)
    return found.select_related("organisation", "round")


def rounds_for(person: Person, year: int, under: Organisation | None) -> list[Round]:
    """The rounds of a year in which a person sees a filing, with counts over what they see; two queries."""
    mine = filings_for(person, under=under).filter(round__year=year)
    seen = Q(filings__in=mine.order_by().values("pk"))
    counts = {
        "count": Count("filings", filter=seen),
        "open_count": Count("filings", filter=seen & Q(filings__stage__in=("issued", "returned"))),
        "done_count": Count("filings", filter=seen & Q(filings__stage__in=DONE)),
        "accepted_count": Count("filings", filter=seen & Q(filings__stage="accepted")),
    }
    own = Q(organisation__in=organisations_with(person, READ))
    rounds = list(
        Round.objects.filter(year=year)
        .annotate(**counts)
        .filter(own | Q(count__gt=0))
        .select_related("organisation")
        .order_by("-month", "organisation__path")
    )
    rows = Sheet.objects.filter(filing__in=mine.order_by().values("pk")).order_by().values("filing__round")
    sheets = {
        row["filing__round"]: row
        for row in rows.annotate(
            all=Count("pk"), filled=Count("pk", filter=Q(gaps=0)), red=Count("pk", filter=Q(light="red"))
        )
    }
    for one in rounds:
        one.sheets = sheets.get(one.pk, {"all": 0, "filled": 0, "red": 0})
    return rounds


def narrowed(person: Person, one: Round, asked: dict[str, Any]) -> QuerySet[Sheet]:
    """The organisations' own sheets of a round as a list asks for them."""
    found = Sheet.objects.filter(filing__round=one, project="")
    found = found.filter(filing__organisation__in=organisations_with(person, READ))
    if asked.get("unit") is not None:
        found = found.filter(filing__organisation__path__startswith=asked["unit"].path)
    if asked.get("light") in LIGHTS:
        found = found.filter(Q(money_light=asked["light"]) | Q(goal_light=asked["light"]))
    if asked.get("stage") in TABLE.stages:
        found = found.filter(filing__stage=asked["stage"])
    if asked.get("words"):
        found = found.filter(filing__organisation__name__icontains=asked["words"])
    return found.select_related("filing__organisation").order_by("filing__organisation__path")


def sums_over(sheets: QuerySet[Sheet]) -> dict[str, int]:
    """The totals over sheets, made by the database."""
    names = ("initial", "adjusted", "spent", "forecast")
    return sheets.order_by().aggregate(**{name: Coalesce(Sum(name), 0) for name in names})


def project_counts(filings: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many projects of each filing have which light, and how many sheets are complete; one query."""
    lights = {name: Count("pk", filter=Q(light=name) & ~Q(project="")) for name in LIGHTS}
    rows = Sheet.objects.filter(filing__in=filings).order_by().values("filing")
    found = rows.annotate(
        all=Count("pk"),
        projects=Count("pk", filter=~Q(project="")),
        filled=Count("pk", filter=Q(gaps=0)),
        red_sheets=Count("pk", filter=Q(light="red")),
        undecided=Count("pk", filter=Q(light="red", decision="")),
        **lights,
    )
    return {row["filing"]: row for row in found}


@remembered
def latest_sheets(organisations: Sequence[Organisation], year: int) -> dict[int, Sheet]:
    """The own sheet of each organisation in the last round of a year, by the organisation's key; one query."""
    rows = Sheet.objects.filter(project="", filing__round__year=year, filing__organisation__in=organisations)
    return {
        sheet.filing.organisation_id: sheet
        for sheet in rows.select_related("filing__round").order_by("filing__round__month")
    }


def history(target: str) -> list[Event]:
    """What happened to a record, the newest first."""
    return list(Event.objects.filter(target=target).select_related("by").order_by("-at", "-pk")[:MOST_HISTORY])
