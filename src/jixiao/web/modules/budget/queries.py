"""Reads. Sums are made by the database, never by adding up what a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.models import Budget, Change, Execution, ImportedLine, Line, Project
from jixiao.web.platform.people.permissions import organisations_with
from jixiao.web.platform.trail.models import Event

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation, Person

AMOUNTS = ("initial", "carried", "supplemented", "reallocated", "transferred", "adjusted", "spent")
# What a page lists at most; the rest is reached by narrowing the list, and is in the export.
MOST_LISTED = 500
MOST_HISTORY = 200


def _sums(prefix: str = "") -> dict[str, Any]:
    return {name: Coalesce(Sum(f"{prefix}{name}"), 0) for name in AMOUNTS}


def budgets_for(
    person: Person, *, year: int | None = None, under: Organisation | None = None, stage: str = ""
) -> QuerySet[Budget]:
    """The budgets that a person may read, with the sums of their lines."""
    found = Budget.objects.filter(organisation__in=organisations_with(person, stages.READ))
    if year is not None:
        found = found.filter(year=year)
    if under is not None:
        found = found.filter(organisation__path__startswith=under.path)
    if stage:
        found = found.filter(stage=stage)
    return found.select_related("organisation").annotate(**_sums("lines__"), count=Count("lines"))


def newest_year(person: Person, under: Organisation | None) -> int | None:
    """The newest year with a budget that a person may read, of a unit or of all."""
    return budgets_for(person, under=under).order_by("-year").values_list("year", flat=True).first()


def sums_over(budgets: QuerySet[Budget]) -> dict[str, int]:
    """The sums over the lines of several budgets."""
    return Line.objects.filter(budget__in=budgets.order_by().values("pk")).aggregate(**_sums())


def sums_of(budget: Budget, *, basic: bool | None = None) -> dict[str, int]:
    """The sums over the lines of a budget, or over its basic or its project lines."""
    lines = Line.objects.filter(budget=budget)
    if basic is not None:
        lines = lines.filter(is_basic=basic)
    return lines.aggregate(**_sums())


def lines_of(budget: Budget, *, nature: str = "", words: str = "") -> QuerySet[Line]:
    """The lines of a budget, narrowed by nature and by words in number, name, code or project."""
    found = Line.objects.filter(budget=budget).select_related("project")
    if nature in ("basic", "project"):
        found = found.filter(is_basic=nature == "basic")
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(number__icontains=words)
            | Q(project__name__icontains=words)
            | Q(project__code__icontains=words)
            | Q(functional__startswith=words)
            | Q(economic__startswith=words)
        )
    return found.order_by("number")


def moved_between_lines(budget: Budget) -> int:
    """How much was reallocated between lines altogether; the sum over the lines is always zero."""
    found = budget.changes.filter(kind="reallocation", state="approved")
    return int(found.aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def changed_so_far(budget: Budget) -> int:
    """The money changed in the year and still asked to be, which the limit of changes is held against."""
    found = budget.changes.filter(state__in=("approved", "proposed"))
    return int(found.aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def months_of(budget: Budget) -> dict[int, int]:
    """What a budget spent in each month."""
    rows = Execution.objects.filter(line__budget=budget).values("month").annotate(total=Sum("amount"))
    return {row["month"]: row["total"] for row in rows.order_by("month")}


def months_of_line(line: Line) -> dict[int, int]:
    """What a line spent in each month."""
    return dict(line.months.values_list("month", "amount"))


def projects_under(organisation: Organisation) -> dict[str, Project]:
    """The projects that a budget of an organisation may use, by code: its own before those of what lies below it."""
    found: dict[str, Project] = {}
    rows = Project.objects.filter(organisation__path__startswith=organisation.path).select_related("organisation")
    for project in rows.order_by("organisation__path"):
        found.setdefault(project.code, project)
    return found


def projects_for(person: Person, *, under: Organisation | None = None, words: str = "") -> QuerySet[Project]:
    """The projects that a person may read."""
    found = Project.objects.filter(organisation__in=organisations_with(person, stages.READ))
    if under is not None:
        found = found.filter(organisation__path__startswith=under.path)
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(code__icontains=words) | Q(duty__icontains=words) | Q(task__icontains=words)
        )
    return found.select_related("organisation", "parent").annotate(count=Count("lines"))


def count_of(projects: QuerySet[Project]) -> int:
    """How many there are; the sums of each are not made for that."""
    return projects.order_by().values("pk").count()


def lines_of_project(project: Project, person: Person) -> QuerySet[Line]:
    """The lines of a project over the years, in budgets that the person may read."""
    allowed = organisations_with(person, stages.READ)
    found = Line.objects.filter(project=project, budget__organisation__in=allowed)
    return found.select_related("budget__organisation").order_by("-budget__year", "number")


def history_of_line(line: Line) -> list[Event]:
    """Every change of a line from the trail: its own events, those of its changes of money, those of its imports."""
    changes = Change.objects.filter(Q(source=line) | Q(target=line)).values_list("pk", flat=True)
    imports = ImportedLine.objects.filter(line=line).values_list("batch_id", flat=True)
    targets = [
        f"budget.line/{line.pk}",
        *(f"budget.change/{pk}" for pk in changes),
        *(f"budget.import/{pk}" for pk in imports),
    ]
    return list(Event.objects.filter(target__in=targets).select_related("by")[:MOST_HISTORY])


def history(target: str) -> list[Event]:
    """The events of one thing."""
    return list(Event.objects.filter(target=target).select_related("by")[:MOST_HISTORY])
