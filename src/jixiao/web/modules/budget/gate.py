"""No budget without support: a new project from a certain amount on needs an ex-ante evaluation that supports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import parameters, stages
from jixiao.web.modules.budget.models import Assessment, Line
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from jixiao.web.modules.budget.models import Budget, Project


def threshold(budget: Budget) -> int | None:
    """The amount in fen from which a new project of a budget is evaluated first; None in a year without such a rule."""
    return parameters.ex_ante_fen(parameters.in_force(budget.organisation, budget.year))


def against(project: Project, year: int, amount: int, least: int | None, assessment: Assessment | None) -> Text | None:
    """Why a project may not have so much in a year; nothing where it may. `least` is the amount of the gate."""
    if project.since != year or project.continues_id is not None or least is None or amount < least:
        return None
    asked = in_ten_thousands(amount)
    if assessment is None or assessment.stage not in (stages.SUPPORTED, stages.PARTLY):
        at = Text("尚未评估", "not evaluated yet") if assessment is None else assessment.now.name
        return Text(
            f"“{project}”是 {year} 年新增项目，预算 {asked} 万元达到 {in_ten_thousands(least)} 万元，"
            f"须先通过事前绩效评估（现在：{at.zh}）",
            f"“{project}” is new in {year} and asks for {asked} (ten thousand yuan): it needs ex-ante evaluation first "
            f"(now: {at.en})",
        )
    if assessment.supported is not None and amount > assessment.supported:
        most = in_ten_thousands(assessment.supported)
        return Text(
            f"“{project}”事前绩效评估支持 {most} 万元，预算 {asked} 万元超出",
            f"the ex-ante evaluation of “{project}” supports {most} (ten thousand yuan), not {asked}",
        )
    return None


def hold_support(budget: Budget, project: Project | None, initial: int, without: int | None = None) -> None:
    """Raises `Refused` where a line of so much takes its project past the gate; `without` is the line as it was."""
    if project is None or project.since != budget.year:
        return
    others = Line.objects.filter(budget=budget, project=project).exclude(pk=without)
    amount = initial + (others.aggregate(total=Sum("initial"))["total"] or 0)
    assessment = Assessment.objects.filter(project=project, year=budget.year).first()
    text = against(project, budget.year, amount, threshold(budget), assessment)
    if text is not None:
        raise Refused(text, "initial")


def unsupported(budget: Budget) -> list[Text]:
    """The same for every new project of a budget, as when the amount of the gate was lowered afterwards."""
    lines = Line.objects.filter(budget=budget, project__since=budget.year).select_related("project")
    sums: dict[int, int] = {}
    projects = {}
    for line in lines:
        sums[line.project_id] = sums.get(line.project_id, 0) + line.initial
        projects[line.project_id] = line.project
    if not sums:
        return []
    least = threshold(budget)
    known = {one.project_id: one for one in Assessment.objects.filter(project__in=sums, year=budget.year)}
    found = (against(projects[pk], budget.year, amount, least, known.get(pk)) for pk, amount in sums.items())
    return [text for text in found if text is not None]
