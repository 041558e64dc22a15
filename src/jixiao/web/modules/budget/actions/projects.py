"""Writes to the project library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import GONE, hold_version
from jixiao.web.modules.budget.models import Line, Project
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.modules.budget.fields import ProjectFields
    from jixiao.web.platform.people.models import Organisation, Person


def written(project: Project) -> dict[str, Any]:
    """The fields of a project as the trail keeps them."""
    return {
        "code": project.code,
        "name": project.name,
        "level": project.level,
        "parent": str(project.parent) if project.parent else "",
        "duty": project.duty,
        "task": project.task,
        "since": project.since,
        "until": project.until,
    }


def add_project(*, organisation: Organisation, fields: ProjectFields, by: Person, at: datetime) -> Project:
    """Add a project to the library; raises `Refused` for a code that is taken."""
    with transaction.atomic():
        project = Project(organisation=organisation)
        _fill(project, fields)
        project.save()
        record(
            "budget.project.add", f"budget.project/{project.pk}", by=by, at=at, organisation=organisation,
            after=written(project),
        )  # fmt: skip
    return project


def edit_project(*, pk: int, fields: ProjectFields, version: int, by: Person, at: datetime) -> Project:
    """Change a project; raises `Stale` or `Refused`."""
    with transaction.atomic():
        found = Project.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=pk).first()
        if found is None:
            raise Refused(GONE)
        hold_version(found, version)
        before = written(found)
        _fill(found, fields)
        years = Line.objects.filter(project=found).values_list("budget__year", flat=True).distinct()
        outside = sorted(year for year in years if not found.runs_in(year))
        if outside:
            named = "、".join(map(str, outside))
            raise Refused(
                Text(f"{named} 年已有预算，年限必须包含它", f"it has budget lines in {', '.join(map(str, outside))}"),
                "since",
            )
        found.version += 1
        found.save()
        after = written(found)
        changed = [name for name in after if before[name] != after[name]]
        record(
            "budget.project.edit", f"budget.project/{pk}", by=by, at=at, organisation=found.organisation,
            before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
        )  # fmt: skip
    return found


def _fill(project: Project, fields: ProjectFields) -> None:
    """Put the fields in; raises `Refused` where the library would not hold together."""
    for name in ("code", "name", "duty", "task", "since", "until", "level", "parent"):
        setattr(project, name, getattr(fields, name))
    taken = Project.objects.filter(organisation_id=project.organisation_id, code=project.code).exclude(pk=project.pk)
    if taken.exists():
        raise Refused(Text(f"编码 {project.code} 已被使用", f"the code {project.code} is taken"), "code")
    if project.pk and project.children.exclude(level=project.level + 1).exists():
        raise Refused(
            Text("它已有下级项目，不能改变级次", "it has projects below it; its level cannot change"), "parent"
        )
