"""What waits for a person: budgets at a stage that they move on, changes of money that they decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import parameters, stages
from jixiao.web.modules.budget.models import Budget, Change
from jixiao.web.platform.manifest import Waiting
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Person

MOST = 50
# Stages in which nothing happens until someone moves the budget on; execution runs by itself for a year.
_WAITING = ("first_submission", "first_reply", "second_submission", "second_reply")


def waiting_for(person: Person) -> list[Waiting]:
    """Budgets to fill in, to submit or to answer, and changes to decide."""
    return [*_budgets(person), *_changes(person)]


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
