"""The list of people, and the page of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.actions import accounts
from jixiao.web.modules.administration.forms import NewPerson, PersonName, indented
from jixiao.web.modules.administration.queries import (
    organisations_of_administrator,
    people_within,
    searched,
    with_posts,
)
from jixiao.web.modules.administration.rights import may_look_after
from jixiao.web.modules.administration.views.posts import may_give_posts, post_cards
from jixiao.web.modules.administration.words import NotPossible, Stale, language_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import OutsideIdentity
from jixiao.web.platform.people.second_factor import factor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.platform.people.models import Person

PERMISSION = "administration.people"
EACH = 50
SHOWN = ("active", "closed", "all")
STALE = Text(
    "别人刚刚改过这个人的姓名。下面是现在的和您填的，请确认后再保存。",
    "Somebody else has just changed the name. Compare what stands now with what you entered.",
)


@require_GET
def show_list(request: HttpRequest) -> HttpResponse:
    """People of the subtree, by name, organisation and state."""
    inside = organisations_of_administrator(request.user)
    if not inside.exists():
        raise PermissionDenied(PERMISSION)
    words, shown = request.GET.get("words", "")[:60], request.GET.get("shown", "active")
    shown = shown if shown in SHOWN else "active"
    chosen = request.GET.get("organisation", "")
    top = inside.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() and len(chosen) < 16 else None
    within = inside.filter(path__startswith=top.path) if top else inside
    found = with_posts(searched(people_within(within), words.replace("\x00", ""), shown), today())
    pages = Paginator(found, EACH)
    asked = request.GET.copy()
    asked.pop("page", None)
    named = indented(inside)
    return render(
        request,
        "administration/people.html",
        {
            "page": pages.get_page(request.GET.get("page")),
            "words": words,
            "shown": shown,
            "top": top,
            "organisations": [(one.pk, named(one)) for one in inside],
            "asked": asked.urlencode(),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is shown once, here."""
    homes = organisations_of_administrator(request.user).filter(closed_on=None)
    if not homes.exists():
        raise PermissionDenied(PERMISSION)
    lang = language_of(request)
    form = NewPerson(request.POST or None, homes=homes, lang=lang, initial={"home": request.GET.get("home", "")[:12]})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("username", "name", "home")}
            try:
                person, password = accounts.add_person(**given, by=request.user, at=now())
            except NotPossible as no:
                form.add_error("username", no.said.said(lang))
            else:
                return render(request, "administration/password_given.html", {"person": person, "password": password})
    return render(request, "administration/person_add.html", {"form": form}, status=status)


def _asked(request: HttpRequest, pk: int) -> Person:
    """The person of an address, if somebody of the subtree."""
    inside = organisations_of_administrator(request.user)
    if not inside.exists():
        raise PermissionDenied(PERMISSION)
    found = people_within(inside).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, person: Person, status: int = 200, **extra: Any) -> HttpResponse:  # noqa: ANN401
    """The page of a person."""
    lang = language_of(request)
    shown = {
        "person": person,
        "may_care": may_look_after(request.user, person, today()),
        "is_self": person.pk == request.user.pk,
        "rename": PersonName(initial={"name": person.name, "version": person.version}, lang=lang),
        "cards": post_cards(request, person),
        "may_give": may_give_posts(request, person),
        "factor": factor_of(person),
        "identity": OutsideIdentity.objects.filter(person=person).first(),
        **extra,
    }
    return render(request, "administration/person.html", shown, status=status)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: the account, posts, delegations."""
    return _page(request, _asked(request, pk))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name."""
    person, lang = _asked(request, pk), language_of(request)
    form = PersonName(request.POST, lang=lang)
    if not form.is_valid():
        return _page(request, person, 422, rename=form)
    given = form.cleaned_data
    try:
        accounts.rename_person(person=person, name=given["name"], version=given["version"], by=request.user, at=now())
    except Stale as stale:
        again = PersonName(initial={"name": given["name"], "version": stale.theirs.version}, lang=lang)
        shown = {"stale": STALE.said(lang), "theirs": stale.theirs.name, "yours": given["name"]}
        return _page(request, stale.theirs, 409, rename=again, **shown)
    messages.success(request, Text("姓名已保存。", "The name is saved.").said(lang))
    return redirect("administration:person", pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account."""
    person = _asked(request, pk)
    accounts.open_or_close_account(person=person, is_active=False, by=request.user, at=now())
    said = Text("账号已停用；记录都保留。", "The account is closed. Its records stay.")
    messages.success(request, said.said(language_of(request)))
    return redirect("administration:person", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the account again."""
    person = _asked(request, pk)
    accounts.open_or_close_account(person=person, is_active=True, by=request.user, at=now())
    messages.success(request, Text("账号已恢复。", "The account is open again.").said(language_of(request)))
    return redirect("administration:person", pk)


@never_cache
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a password for one sign-in, shown once, here."""
    person = _asked(request, pk)
    try:
        given = accounts.give_password(person=person, by=request.user, at=now())
    except NotPossible as no:
        return _page(request, person, 409, refused=no.said.said(language_of(request)))
    return render(request, "administration/password_given.html", {"person": person, "password": given})
