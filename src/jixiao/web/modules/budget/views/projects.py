"""The project library: the list, a project over the years, adding and changing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import projects as actions
from jixiao.web.modules.budget.fields import project_fields
from jixiao.web.modules.budget.models import Project
from jixiao.web.modules.budget.views.asked import (
    INVALID,
    STALE,
    organisation_of,
    project_of,
    rights,
    say,
    searched,
    words_of,
)
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.kept import kept_of
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.platform.people.models import Organisation


PAGE = 100


def narrowed(request: HttpRequest) -> tuple[QuerySet[Project], dict[str, Any]]:
    """The projects that a list asks for, and its filter."""
    words = searched(request)
    unit = organisation_of(request, request.GET.get("unit", ""), stages.READ) or chosen(request).unit
    return queries.projects_for(request.user, under=unit, words=words), {"words": words, "unit": unit}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The library."""
    found, asked = narrowed(request)
    rows = Paginator(found.order_by("organisation__path", "code"), PAGE)
    rows.count = kept_of(queries.count_of, found)
    page = rows.get_page(request.GET.get("page"))
    page.object_list = kept_of(list, page.object_list)
    context = {
        "page": page,
        "asked": asked,
        "year": today().year,
        "may_add": may_anywhere(request.user, stages.FILL),
        "filter": urlencode({"words": asked["words"], "unit": asked["unit"].pk if asked["unit"] else ""}),
    }
    return render(request, "budget/projects.html", context)


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A project: what it is for, its budgets over the years, what lies above and below it."""
    project = project_of(request, pk)
    assessments = list(project.assessments.all())
    context = {
        "project": project,
        "rights": rights(request.user, project.organisation),
        "lines": queries.lines_of_project(project, request.user),
        "assessments": assessments,
        "gated": project.since not in {one.year for one in assessments} and project.since >= today().year,
        "children": project.children.select_related("organisation"),
        "history": queries.history(f"budget.project/{project.pk}"),
    }
    return render(request, "budget/project.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a project."""
    units, words = organisations_with(request.user, stages.FILL), words_of(request)
    if request.method == "POST":
        unit = organisation_of(request, request.POST.get("organisation", ""), stages.FILL)
        fields = project_fields(words, _parents(unit)) if unit else None
        if unit is None:
            words.faults["organisation"] = Text("请选您可以填报的单位", "choose a unit that you fill in for")
        if unit is not None and fields is not None:
            try:
                project = actions.add_project(organisation=unit, fields=fields, by=request.user, at=now())
            except Refused as refusal:
                words.faults[refusal.field or "code"] = refusal.text
            else:
                say(request, Text("项目已登记。", "The project is in the library."))
                return redirect("budget:project", project.pk)
    elif not may_anywhere(request.user, stages.FILL):
        say(request, Text("只有填报人和科室负责人可以登记项目。", "Only fillers add projects."), is_error=True)
        return redirect("budget:projects")
    choice = chosen(request)
    start = {
        "since": str(choice.year), "organisation": str(choice.unit.pk if choice.unit else ""),
        "parent": request.GET.get("parent", ""),
    }  # fmt: skip
    context = _form(words, words.written or start, _parents_for(units)) | {"units": units}
    return render(request, "budget/project_form.html", context, status=INVALID if words.faults else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project; where someone else did so meanwhile, both texts are shown."""
    project = project_of(request, pk, stages.FILL)
    words, status, version, theirs = words_of(request), 200, project.version, None
    parents = {key: one for key, one in _parents(project.organisation).items() if one.pk != project.pk}
    if request.method == "POST":
        fields, status = project_fields(words, parents), INVALID
        try:
            if fields is not None:
                actions.edit_project(pk=pk, fields=fields, version=words.whole("version"), by=request.user, at=now())
                say(request, Text("已保存。", "Saved."))
                return redirect("budget:project", pk)
        except Stale as stale:
            status, version, theirs = STALE, stale.current.version, _differing(stale.current, words)
            words.faults[""] = stale.text
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    context = _form(words, words.written or _written(project), list(parents.values()))
    context |= {"project": project, "version": version, "theirs": theirs}
    return render(request, "budget/project_form.html", context, status=status)


def _parents_for(units: QuerySet[Organisation]) -> list[Project]:
    """Everything in the library of some units that a project may stand under."""
    return list(Project.objects.filter(organisation__in=units, level__lt=3).select_related("organisation"))


def _parents(unit: Organisation) -> dict[str, Project]:
    """By id as written: what a project of a unit may stand under; the library of the units above it counts too."""
    above = unit.line
    return {str(one.pk): one for one in Project.objects.filter(organisation__in=above, level__lt=3)}


def _written(project: Project) -> dict[str, str]:
    return {
        "code": project.code, "name": project.name, "duty": project.duty, "task": project.task,
        "since": str(project.since), "until": str(project.until or ""), "parent": str(project.parent_id or ""),
    }  # fmt: skip


def _differing(project: Project, words: Words) -> dict[str, str]:
    """What stands in a project now where it is not what this person wrote, as people read it."""
    now_ = _written(project)
    said = now_ | {"parent": str(project.parent or "")}
    return {name: said[name] or "—" for name in now_ if now_[name] != words.written.get(name, "").strip()}


def _form(words: Words, written: Any, parents: list[Project]) -> dict[str, Any]:  # noqa: ANN401 - a mapping of words
    return {"written": written, "faults": words.faults, "problem": words.faults.get(""), "parents": parents}
