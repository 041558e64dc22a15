"""Posts and delegations: by an administrator on the page of a person, by the holder on the page of the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.actions import posts as actions
from jixiao.web.modules.administration.forms import LastDay, Lending, NewPost
from jixiao.web.modules.administration.queries import (
    organisations_of_administrator,
    people_within,
    posts_with_delegations,
    stand_ins,
)
from jixiao.web.modules.administration.rights import LINE_ROLES, looks_after_district
from jixiao.web.modules.administration.words import NotPossible, language_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Delegation, Post, Role

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.platform.people.models import Person

PERMISSION = "administration.people"


@dataclass(frozen=True)
class Card:
    """A post as a page shows it, with what may be done to it."""

    post: Post
    state: str
    may_end: bool
    may_lend: bool


def state_of(one: Post | Delegation) -> str:
    """Whether it is ahead, holds, or is over."""
    day = today()
    if one.since > day:
        return "ahead"
    return "over" if one.until is not None and one.until < day else "now"


def post_cards(request: HttpRequest, person: Person) -> list[Card]:
    """The posts of a person; an administrator sees those of the own subtree."""
    posts = Post.objects.filter(person=person)
    if person.pk != request.user.pk:
        posts = posts.filter(organisation__in=organisations_of_administrator(request.user).order_by().values("pk"))
    cards = []
    for post in posts_with_delegations(posts):
        state = state_of(post)
        for one in post.lent:  # fetched with the posts
            one.state = state_of(one)
        over = state == "over" or not person.is_active
        cards.append(
            Card(
                post,
                state,
                not over and actions.may_end(request.user, post),
                not over and actions.may_lend(request.user, post),
            )
        )
    return cards


def may_give_posts(request: HttpRequest, person: Person) -> bool:
    """Whether one more post may be given to a person."""
    return (
        person.pk != request.user.pk
        and person.is_active
        and organisations_of_administrator(request.user).filter(closed_on=None).exists()
    )


def _post_form(request: HttpRequest, person: Person) -> NewPost:
    """The form for one more post."""
    inside = organisations_of_administrator(request.user).filter(closed_on=None)
    everything = any(looks_after_district(request.user, top) for top in inside[:1])
    return NewPost(
        request.POST if request.method == "POST" else None,
        organisations=inside,
        roles=[role.value for role in (tuple(Role) if everything else LINE_ROLES)],
        lang=language_of(request),
        initial={"since": today(), "organisation": person.home_id},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post."""
    inside = organisations_of_administrator(request.user)
    if not inside.exists():
        raise PermissionDenied(PERMISSION)
    person = people_within(inside).filter(pk=pk).first()
    if person is None:
        raise Http404
    if not may_give_posts(request, person):
        raise PermissionDenied(PERMISSION)
    lang = language_of(request)
    form = _post_form(request, person)
    if form.is_bound and form.is_valid():
        try:
            actions.add_post(person=person, **form.cleaned_data, by=request.user, at=now())
        except NotPossible as no:
            form.add_error(None, no.said.said(lang))
        else:
            messages.success(request, Text("任职已新增。", "The post is given.").said(lang))
            return redirect("administration:person", pk)
    shown = {"form": form, "person": person, "what": "add", "back": _address(request, person.pk)}
    return render(request, "administration/post_form.html", shown, status=422 if form.is_bound else 200)


def _address(request: HttpRequest, person: int) -> str:
    """The own account, or the page of the person."""
    if person == request.user.pk:
        return reverse("administration:account")
    return reverse("administration:person", args=[person])


def _form_page(request: HttpRequest, form: forms.Form, post: Post, what: str) -> HttpResponse:
    """A form about one post, on a page of its own."""
    shown = {"form": form, "post": post, "person": post.person, "what": what}
    shown["back"] = _address(request, post.person_id)
    return render(request, "administration/post_form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post with a day."""
    post = get_object_or_404(Post.objects.select_related("organisation", "person"), pk=pk)
    if not actions.may_end(request.user, post):
        raise PermissionDenied(PERMISSION)
    lang = language_of(request)
    form = LastDay(request.POST if request.method == "POST" else None, lang=lang, initial={"last": today()})
    if form.is_bound and form.is_valid():
        try:
            actions.end_post(post=post, last=form.cleaned_data["last"], by=request.user, at=now())
        except NotPossible as no:
            form.add_error("last", no.said.said(lang))
        else:
            messages.success(request, Text("已记下最后一天。", "The last day is set.").said(lang))
            return redirect(_address(request, post.person_id))
    return _form_page(request, form, post, "end")


@require_http_methods(["GET", "HEAD", "POST"])
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend a post for a time."""
    post = get_object_or_404(Post.objects.select_related("organisation", "person"), pk=pk)
    if not actions.may_lend(request.user, post):
        raise PermissionDenied(PERMISSION)
    lang = language_of(request)
    form = Lending(
        request.POST if request.method == "POST" else None,
        stand_ins=stand_ins(post, today()).exclude(pk=request.user.pk),
        lang=lang,
        initial={"since": max(today(), post.since), "until": post.until},
    )
    if form.is_bound and form.is_valid():
        try:
            made = actions.lend_post(post=post, **form.cleaned_data, by=request.user, at=now())
        except NotPossible as no:
            form.add_error(None, no.said.said(lang))
        else:
            said = Text(f"已委托给“{made.to.name}”，到期自动收回。", f"Lent to {made.to.name}. It ends by itself.")
            messages.success(request, said.said(lang))
            return redirect(_address(request, post.person_id))
    return _form_page(request, form, post, "lend")


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation at once."""
    found = get_object_or_404(Delegation.objects.select_related("post__organisation", "post__person"), pk=pk)
    if not actions.may_lend(request.user, found.post):
        raise PermissionDenied(PERMISSION)
    lang = language_of(request)
    try:
        actions.take_back(delegation=found, by=request.user, at=now())
    except NotPossible as no:
        messages.warning(request, no.said.said(lang))
    else:
        messages.success(request, Text("委托已收回。", "The delegation has ended.").said(lang))
    return redirect(_address(request, found.post.person_id))
