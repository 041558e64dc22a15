"""Reading projects' self-evaluations: lists with their totals, what waits, the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.models import ProjectYear
from jixiao.web.modules.evaluation.projects.dues import execution_wants_reason, wants_reason
from jixiao.web.modules.evaluation.projects.filing import EXECUTION
from jixiao.web.modules.evaluation.stages import PROJECT_TABLE, READ
from jixiao.web.platform.people.permissions import records_with
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to."""

    year: int
    unit: Organisation | None = None
    stage: str = ""
    words: str = ""


def projects_of(person: Person, permission: str = READ) -> QuerySet[ProjectYear]:
    """The projects' years over which a person has a permission."""
    return ProjectYear.objects.filter(records_with(person, permission)).select_related("organisation")


def listed(person: Person, wanted: Wanted) -> QuerySet[ProjectYear]:
    """The projects of a list, without the papers that were signed."""
    found = projects_of(person).filter(year=wanted.year).defer("content", "result")
    if wanted.unit is not None:
        found = found.filter(organisation__path__startswith=wanted.unit.path)
    if wanted.stage in PROJECT_TABLE.stages:
        found = found.filter(stage=wanted.stage)
    if wanted.words:
        words = wanted.words
        found = found.filter(
            Q(name__icontains=words) | Q(project__icontains=words) | Q(organisation__name__icontains=words)
        )
    return found


def totals(found: QuerySet[ProjectYear]) -> dict[str, Any]:
    """The foot of a list: how many, their money, how many are accepted."""
    return found.order_by().aggregate(
        count=Count("pk"), adjusted=Sum("adjusted"), spent=Sum("spent"),
        accepted=Count("pk", filter=Q(stage="accepted")),
    )  # fmt: skip


def newest_year(person: Person) -> int | None:
    """The newest year that has projects for a person."""
    return projects_of(person).order_by("-year").values_list("year", flat=True).first()


def levels(framework: str, year: int) -> list[tuple[str, Text, Decimal, Decimal]]:
    """The levels of goals in words: name, words, and the band of percentages."""
    from datetime import date

    day = max(date(year, 12, 31), rulebook().head(framework).valid_from)
    for top in rulebook().framework(framework, day).groups:
        for group in top.walk():
            if group.goals is not None and group.goals.levels:
                return [
                    (one.id, Text(one.zh, one.en), _percent(one.low), _percent(one.high)) for one in group.goals.levels
                ]
    return []


def framework_name(framework: str) -> Text:
    """What a framework is called; its id where the rules no longer know it."""
    try:
        head = rulebook().head(framework)
    except (InputFault, KeyError):
        return Text(framework, framework)
    return Text(head.zh, head.en)


def department_of(organisation: Organisation) -> Organisation:
    """The department that answers for an organisation: itself, or the nearest one above it."""
    one: Organisation | None = organisation
    while one is not None and one.kind != "department":
        one = one.parent
    return one or organisation


def _percent(part: Any) -> Decimal:  # noqa: ANN401 - a fraction
    return Decimal(part.numerator * 100) / Decimal(part.denominator)


def shown_rows(content: Mapping[str, Any], result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The indicators with their scores and what wants words, in the order of the printed form."""
    told = {one["id"]: one for one in result["indicators"]}
    rows = []
    for row in content["rows"]:
        scored = told.get(row["id"])
        why = wants_reason(row, scored)
        rows.append(
            {
                **row, "level_name": Text(row["level_zh"], row["level_en"]),
                "kind_name": Text(row["kind_zh"], row["kind_en"]), "told": scored, "why": why,
                "is_due": why is not None and not row["reason"], "is_empty": row.get("is_empty", False),
            }
        )  # fmt: skip
    return rows


def execution(content: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    """The line of the money: its score and what wants words."""
    told = next((one for one in result["indicators"] if one["id"] == EXECUTION), None)
    why = execution_wants_reason(told)
    reason = content["execution_reason"]
    return {"id": EXECUTION, "told": told, "why": why, "reason": reason, "is_due": why is not None and not reason}


def waiting_count(person: Person, permission: str, stage: str) -> int:
    """How many projects at a stage wait for a person."""
    return projects_of(person, permission).filter(stage=stage).count()
