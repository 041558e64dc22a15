"""Published budgets: kept, read, taken in by choice as a whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import gate
from jixiao.web.modules.budget.actions.imports import locked_batch, write_lines
from jixiao.web.modules.budget.actions.locking import hold_open, locked_budget
from jixiao.web.modules.budget.actions.projects import add_project
from jixiao.web.modules.budget.fields import LineFields, ProjectFields
from jixiao.web.modules.budget.models import Figure, Import, Project
from jixiao.web.modules.budget.published.choosing import plans
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.platform.money import YUAN
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from jixiao.web.modules.budget.models import Budget
    from jixiao.web.modules.budget.published.choosing import Choices, Plan
    from jixiao.web.platform.people.models import Person


def bring(*, pk: int, file: str, chunks: Iterable[bytes], by: Person, at: datetime) -> Import:
    """Keep a document that is to be read; raises `Refused` where it is too large or the lines are fixed."""
    with transaction.atomic():
        budget = locked_budget(pk)
        hold_open(budget)
        try:
            digest, size = keep(chunks, settings.LARGEST_UPLOAD)
        except ValueError:
            most = settings.LARGEST_UPLOAD // 2**20
            raise Refused(Text(f"文件超过 {most} MB", f"the file is larger than {most} MB"), "file") from None
        said = {"name": file[:200], "size": size, "by": by, "at": at}
        stored, _ = StoredFile.objects.get_or_create(
            organisation=budget.organisation, sha256=digest, defaults=said
        )  # fmt: skip
        Import.objects.filter(budget=budget, by=by, state__in=("reading", "previewed")).update(
            state="discarded", rows=[], told={}
        )
        batch = Import.objects.create(
            budget=budget, form="document", file=file[:200], stored=stored, by=by, at=at, state="reading", rows=[],
            columns={}, unit=YUAN, faults=0,
        )  # fmt: skip
        record(
            "budget.import.read", f"budget.import/{batch.pk}", by=by, at=at, organisation=budget.organisation,
            after={"file": batch.file, "sha256": digest},
        )  # fmt: skip
    return batch


def tell(*, batch: int, told: dict[str, Any]) -> None:
    """Keep what a document says, for someone to look at; not where it was let go meanwhile."""
    Import.objects.filter(pk=batch, state="reading").update(state="previewed", told=told)


def take_published(*, pk: int, choices: Choices, by: Person, at: datetime) -> Import:
    """Make the lines, projects and figures of a document, all of them or none; raises `Refused`."""
    with transaction.atomic():
        batch, budget = locked_batch(pk, "previewed")
        hold_open(budget)
        if batch.told["doubts"] and not choices.is_meant:
            raise Refused(
                Text("请先核对文书的单位，并勾选“已核对”", "look at whose document it is, and tick it"), "meant"
            )
        wanted = [one for one in plans(budget, batch.told, choices)[0] if one.is_written]
        bad = [one for one in wanted if one.problem is not None]
        if bad:
            raise Refused(
                Text(
                    f"还有 {len(bad)} 行要先处理；没有导入任何内容",
                    f"{len(bad)} rows need a choice; nothing was imported",
                )
            )
        added = _add_projects(budget, wanted, choices, by, at)
        figures = _set_figures(budget, batch.told["figures"]) if choices.takes_figures else {}
        if not wanted and not figures:
            raise Refused(Text("没有可导入的内容", "there is nothing to import"))
        made, changed = write_lines(budget, batch, [_fields(one, added) for one in wanted])
        for against in gate.unsupported(budget):
            raise Refused(against)
        batch.state = "applied"
        batch.made = {"projects": sorted(one.pk for one in added.values()), "figures": figures}
        batch.save(update_fields=["state", "made"])
        record(
            "budget.import.apply", f"budget.import/{batch.pk}", by=by, at=at, organisation=budget.organisation,
            after={
                "file": batch.file, "added": len(made), "changed": len(changed), "projects": len(added),
                "figures": len(figures), "total": sum(line.initial for line in (*made, *changed)),
            },
        )  # fmt: skip
    return batch


def _fields(plan: Plan, added: Mapping[str, Project]) -> LineFields:
    project = None if plan.is_basic else plan.project or added[plan.suggested]
    line = plan.line
    name = line.name if line else plan.row["name"][:120] if project is None else project.name
    economic = line.economic if line else plan.economic
    number = line.number if line else ""
    return LineFields(number, name, plan.is_basic, project, plan.functional, economic, plan.fund, plan.fen)


def _add_projects(
    budget: Budget, wanted: Sequence[Plan], choices: Choices, by: Person, at: datetime
) -> dict[str, Project]:
    """The projects that were ticked, by name, each once; they run from the year that the person says."""
    missing = {one.suggested: one for one in wanted if one.adds}
    if missing and choices.since is None:
        raise Refused(Text("请填新加项目的起始年", "write the year in which the added projects began"), "since")
    if missing and choices.since is not None and choices.since > budget.year:
        raise Refused(Text("起始年不能晚于预算年度", "they cannot begin after the year of the budget"), "since")
    taken = set(Project.objects.filter(organisation=budget.organisation).values_list("code", flat=True))
    numbers = (f"{budget.year}-{number:03d}" for number in range(1, 10_000))
    free = (code for code in numbers if code not in taken)
    found = {}
    for name, plan in missing.items():
        duty, task = (plan.row["above"] or plan.row["name"])[:200], plan.row["name"][:200]
        fields = ProjectFields(next(free), name, 1, None, duty, task, choices.since or budget.year, None)
        found[name] = add_project(organisation=budget.organisation, fields=fields, by=by, at=at)
    return found


def _set_figures(budget: Budget, figures: Sequence[Mapping[str, Any]]) -> dict[str, list[int | None]]:
    """Plan what the document plans; returns each kind with its plan before and after."""
    known = {one.kind: one for one in Figure.objects.select_for_update().filter(budget=budget).order_by("pk")}
    changed: dict[str, list[int | None]] = {}
    for one in figures:
        kind, fen, old = one["kind"], int(one["fen"]), known.get(one["kind"])
        if old is not None and old.planned == fen:
            continue
        changed[kind] = [None if old is None else old.planned, fen]
        Figure.objects.update_or_create(budget=budget, kind=kind, defaults={"planned": fen})
    if changed:
        budget.version += 1
        budget.save(update_fields=["version"])
    return changed
