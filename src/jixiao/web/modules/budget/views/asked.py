"""What every page asks first: the language, the record, the rights of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.fields import Words
from jixiao.web.modules.budget.models import Budget, Line, Project
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, may, organisations_with

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language, Text
    from jixiao.web.platform.people.models import Person

# Ids beyond this are no ids; the database would refuse the number itself.
MOST_ID = 2**62
INVALID, STALE = 422, 409

Record = TypeVar("Record", bound="Model")


def language(request: HttpRequest) -> Language:
    """The language of the page."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"


def say(request: HttpRequest, text: Text, *, is_error: bool = False) -> None:
    """A message on the next page."""
    (messages.error if is_error else messages.success)(request, text.said(language(request)))


def words_of(request: HttpRequest) -> Words:
    """The fields of a form as written."""
    return Words({name: str(value) for name, value in request.POST.items()})


def searched(request: HttpRequest, name: str = "words") -> str:
    """The words that a list is searched for; nothing in them that the database could not hold."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())[:80]


def rights(person: Person, organisation: Organisation) -> dict[str, bool]:
    """What a person may do to what belongs to an organisation, for buttons."""
    wanted = {"fill": stages.FILL, "submit": stages.SUBMIT, "approve": stages.APPROVE}
    return {name: may(person, permission, organisation) for name, permission in wanted.items()}


def budget_of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Budget:
    """A budget, if the person has the permission over it."""
    budget = get_object_or_404(Budget.objects.select_related("organisation"), pk=sound(pk))
    demand(request.user, permission, budget.organisation)
    return budget


def line_of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Line:
    """A line, if the person has the permission over its budget."""
    line = get_object_or_404(Line.objects.select_related("budget__organisation", "project"), pk=sound(pk))
    demand(request.user, permission, line.budget.organisation)
    return line


def project_of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Project:
    """A project, if the person has the permission over it."""
    project = get_object_or_404(
        Project.objects.select_related("organisation", "parent", "continues__organisation"), pk=sound(pk)
    )
    demand(request.user, permission, project.organisation)
    return project


def organisation_of(request: HttpRequest, words: str, permission: str) -> Organisation | None:
    """One of the organisations over which the person has the permission, by the id that a form names."""
    if not (words.isascii() and words.isdecimal() and len(words) < 18):
        return None
    return organisations_with(request.user, permission).filter(pk=int(words)).first()


def sound(pk: int) -> int:
    """An id that the database can hold; raises `Http404` for a larger one."""
    if pk > MOST_ID:
        raise Http404
    return pk
