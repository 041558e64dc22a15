"""The account of whoever is signed in: posts, what is lent to and by them, the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.actions import accounts
from jixiao.web.modules.administration.forms import OwnPassword
from jixiao.web.modules.administration.queries import delegations_to
from jixiao.web.modules.administration.views.posts import post_cards, state_of
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people import sessions
from jixiao.web.platform.people.permissions import outside_posts
from jixiao.web.platform.people.second_factor import factor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """My posts, my delegations, my password."""
    lent = delegations_to(request.user, today())
    for one in lent:
        one.state = state_of(one)  # for the page
    shown = {
        "cards": post_cards(request, request.user),
        "lent_to_me": lent,
        "factor": factor_of(request.user),
        "sessions": sessions.sessions_of(request, request.user),
        "is_outside": bool(outside_posts(request.user, today())),
    }
    return render(request, "administration/account.html", shown)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose another password; other sessions of the account end with it."""
    lang = language_of(request)
    form = OwnPassword(request.POST if request.method == "POST" else None, person=request.user, lang=lang)
    if request.method == "POST" and form.is_valid():
        accounts.change_own_password(person=request.user, password=form.cleaned_data["first"], at=now())
        before = request.session.session_key
        update_session_auth_hash(request, request.user)
        sessions.follow(request, before)
        sessions.end(request.user, but=request.session.session_key)
        messages.success(request, Text("密码已更改。", "The password is changed.").said(lang))
        return redirect("administration:account")
    return render(request, "administration/password.html", {"form": form}, status=422 if form.is_bound else 200)
