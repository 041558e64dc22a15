"""The tree of organisations, and the page of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.actions import organisations as actions
from jixiao.web.modules.administration.forms import NewOrganisation, OrganisationName, Version
from jixiao.web.modules.administration.queries import in_force, line_above, tree
from jixiao.web.modules.administration.words import NotPossible, Stale, language_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Organisation, Person, Post
from jixiao.web.platform.people.permissions import demand, organisations_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PERMISSION = "administration.organisations"
STALE = Text(
    "别人刚刚保存过这个机构。下面是现在的内容和您填的内容，请确认后再保存。",
    "Somebody else has just saved this organisation. Compare what stands now with what you entered.",
)
LOOK_AGAIN = Text(
    "别人刚刚改过这个机构，请看清现在的内容后再操作。", "Somebody else has just changed it. Look again, then decide."
)


@require_GET
def show_tree(request: HttpRequest) -> HttpResponse:
    """Every organisation of the subtree."""
    found = organisations_with(request.user, PERMISSION)
    lines = tree(found, today())
    if not lines:
        raise PermissionDenied(PERMISSION)
    return render(request, "administration/organisations.html", {"lines": lines})


def _asked(request: HttpRequest, pk: int) -> Organisation:
    """The organisation of an address, if the person may look after it."""
    found = get_object_or_404(Organisation.objects.select_related("parent"), pk=pk)
    demand(request.user, PERMISSION, found)
    return found


def _page(request: HttpRequest, organisation: Organisation, status: int = 200, **extra: Any) -> HttpResponse:  # noqa: ANN401
    """The page of an organisation."""
    lang = language_of(request)
    kinds = actions.kinds_below(organisation)
    posts = Post.objects.filter(in_force(today()), organisation=organisation).select_related("person")
    shown = {
        "organisation": organisation,
        "above": line_above(organisation),
        "below": organisation.children.order_by("closed_on", "pk"),
        "posts": posts.order_by("role", "person__name"),
        "members": Person.objects.filter(home=organisation).count(),
        "rename": OrganisationName(initial={"name": organisation.name, "version": organisation.version}, lang=lang),
        "add": NewOrganisation(kinds=kinds, lang=lang, prefix="new") if kinds else None,
        **extra,
    }
    return render(request, "administration/organisation.html", shown, status=status)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: its name, what stands below it, who holds posts."""
    return _page(request, _asked(request, pk))


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an organisation below."""
    parent, lang = _asked(request, pk), language_of(request)
    form = NewOrganisation(request.POST, kinds=actions.kinds_below(parent), lang=lang, prefix="new")
    if not form.is_valid():
        return _page(request, parent, 422, add=form)
    try:
        made = actions.add_organisation(
            parent=parent, name=form.cleaned_data["name"], kind=form.cleaned_data["kind"], by=request.user, at=now()
        )
    except NotPossible as no:
        form.add_error("name", no.said.said(lang))
        return _page(request, parent, 422, add=form)
    messages.success(request, Text(f"已新增“{made.name}”。", f"{made.name} is added.").said(lang))
    return redirect("administration:organisation", parent.pk)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give another name."""
    organisation, lang = _asked(request, pk), language_of(request)
    form = OrganisationName(request.POST, lang=lang)
    if not form.is_valid():
        return _page(request, organisation, 422, rename=form)
    given = form.cleaned_data
    try:
        actions.rename_organisation(
            organisation=organisation, name=given["name"], version=given["version"], by=request.user, at=now()
        )
    except NotPossible as no:
        form.add_error("name", no.said.said(lang))
        return _page(request, organisation, 422, rename=form)
    except Stale as stale:
        again = OrganisationName(initial={"name": given["name"], "version": stale.theirs.version}, lang=lang)
        shown = {"stale": STALE.said(lang), "theirs": stale.theirs.name, "yours": given["name"]}
        return _page(request, stale.theirs, 409, rename=again, **shown)
    messages.success(request, Text("名称已保存。", "The name is saved.").said(lang))
    return redirect("administration:organisation", pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the organisation."""
    return _turned(request, pk, actions.close_organisation, Text("机构已停用。", "The organisation is closed."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the organisation again."""
    return _turned(request, pk, actions.reopen_organisation, Text("机构已恢复。", "The organisation is open again."))


def _turned(request: HttpRequest, pk: int, action: Callable[..., Organisation], done: Text) -> HttpResponse:
    """Close or open, and say what came of it."""
    organisation, lang = _asked(request, pk), language_of(request)
    form = Version(request.POST, lang=lang)
    if not form.is_valid():
        return _page(request, organisation, 422)
    try:
        action(organisation=organisation, version=form.cleaned_data["version"], by=request.user, at=now())
    except NotPossible as no:
        return _page(request, organisation, 409, refused=no.said.said(lang))
    except Stale as stale:
        return _page(request, stale.theirs, 409, refused=LOOK_AGAIN.said(lang))
    messages.success(request, done.said(lang))
    return redirect("administration:organisation", pk)
