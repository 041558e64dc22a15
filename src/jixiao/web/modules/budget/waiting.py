"""What waits for a person: budgets that they move on; changes, ex-ante evaluations and mergers that they decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import parameters, stages
from jixiao.web.modules.budget.models import Assessment, Budget, Change
from jixiao.web.platform.manifest import Waiting
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.platform.reorganisations.models import Reorganisation

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Person

MOST = 50
# Stages in which nothing happens until someone moves the budget on; execution runs by itself for a year.
_WAITING = ("first_submission", "first_reply", "second_submission", "second_reply")


def waiting_for(person: Person) -> list[Waiting]:
    """Budgets to fill in, to submit or to answer; changes, evaluations and mergers to decide."""
    return [*_budgets(person), *_changes(person), *_assessments(person), *_mergers(person)]


def _budgets(person: Person) -> list[Waiting]:
    found = []
    for permission in (stages.FILL, stages.SUBMIT, stages.APPROVE):
        if not may_anywhere(person, permission):
            continue
        steps = {
            name: next(move for move in stages.TABLE.moves_from(name) if not move.is_back).permission
            for name in _WAITING
        }
        names = [name for name in _WAITING if permission in (steps[name], stages.TABLE.stages[name].held_by)]
        budgets = Budget.objects.filter(organisation__in=organisations_with(person, permission), stage__in=names)
        found += list(budgets.select_related("organisation").order_by("year", "organisation__path")[:MOST])
    budgets = list({budget.pk: budget for budget in found}.values())
    values = parameters.in_force_for((budget.organisation, budget.year) for budget in budgets)
    return [
        Waiting(
            Text(f"{budget.year} 年预算：{budget.now.name.zh}", f"Budget {budget.year}: {budget.now.name.en}"),
            budget.organisation.name,
            reverse("budget:budget", args=[budget.pk]),
            parameters.until(own, budget.stage),
        )
        for budget, own in zip(budgets, values, strict=True)
    ]


def _changes(person: Person) -> list[Waiting]:
    if not may_anywhere(person, stages.APPROVE):
        return []
    allowed = organisations_with(person, stages.APPROVE)
    changes = Change.objects.filter(state="proposed", budget__organisation__in=allowed).exclude(proposed_by=person)
    return [
        Waiting(
            Text(
                f"{change.kind_name.zh} {in_ten_thousands(change.amount)} 万元",
                f"{change.kind_name.en} of {in_ten_thousands(change.amount)} (ten thousand yuan)",
            ),
            change.budget.organisation.name,
            reverse("budget:change", args=[change.pk]),
        )
        for change in changes.select_related("budget__organisation").order_by("proposed_at")[:MOST]
    ]


def _assessments(person: Person) -> list[Waiting]:
    """Ex-ante evaluations: those that finance judges, and those that a unit has begun or got back."""
    found = []
    for permission, stage in ((stages.APPROVE, "reviewing"), (stages.FILL, "drafting")):
        if may_anywhere(person, permission):
            allowed = organisations_with(person, permission)
            rows = Assessment.objects.filter(stage=stage, project__organisation__in=allowed)
            found += list(rows.select_related("project__organisation").order_by("year", "pk")[:MOST])
    return [
        Waiting(
            Text(f"事前绩效评估：{one.project.name}", f"Ex-ante evaluation: {one.project.name}"),
            one.project.organisation.name,
            reverse("budget:assessment", args=[one.pk]),
        )
        for one in found
    ]


def _mergers(person: Person) -> list[Waiting]:
    """Mergers that are planned, for finance, which carries them out from their day on."""
    if not may_anywhere(person, stages.APPROVE):
        return []
    allowed = organisations_with(person, stages.APPROVE)
    events = Reorganisation.objects.filter(state="planned", source__in=allowed, target__in=allowed)
    return [
        Waiting(
            Text(f"机构合并待办理：{one.source.name}", f"Merger to carry out: {one.source.name}"),
            f"{one.source.name} → {one.target.name}",
            reverse("budget:reorganisation", args=[one.pk]),
            one.day.isoformat(),
        )
        for one in events.select_related("source", "target").order_by("day", "pk")[:MOST]
    ]
