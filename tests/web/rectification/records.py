"""Records that tests of this folder begin with."""

from __future__ import annotations

from datetime import datetime

from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import Organisation, Person


def project_line(
    organisation: Organisation, year: int, *, by: Person, at: datetime, initial: int = 100_000_000, spent: int = 0
) -> None:
    """A project of the library with a line in a year's budget, in fen; through the budget's own models."""
    from jixiao.web.modules.budget.models import Budget, Line, Project

    assert modules()  # the models above belong to an installed module
    project, _ = Project.objects.get_or_create(
        organisation=organisation, code="X01",
        defaults={"name": "招商资料制作", "level": 1, "duty": "招商", "task": "招商", "since": 2020},
    )  # fmt: skip
    budget, _ = Budget.objects.get_or_create(organisation=organisation, year=year)
    Line.objects.create(
        budget=budget, number="001", project=project, is_basic=False, name=project.name, functional="2150805",
        economic="30227", fund="general_public", initial=initial, spent=spent,
    )  # fmt: skip
