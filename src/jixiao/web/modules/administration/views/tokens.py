"""Tokens of whoever is signed in: made, seen once, revoked. Nobody sees those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.api_forms import NewToken
from jixiao.web.modules.administration.views.webhooks import may_see_webhooks
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.api import tokens
from jixiao.web.platform.api.models import Token
from jixiao.web.platform.api.scopes import scope_said
from jixiao.web.platform.clock import now
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

MOST_LISTED = 100


def state_of(one: Token, at: datetime) -> str:
    """Whether it works, or why not."""
    if one.revoked is not None:
        return "revoked"
    return "expired" if one.expires <= at else "live"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """My tokens, and making one more; its words stand on this page once."""
    lang = language_of(request)
    form = NewToken(request.POST if request.method == "POST" else None, lang=lang)
    words = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            _made, words = tokens.make(
                name=given["name"], scopes=given["scopes"], days=given["days"], by=request.user, at=now()
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.text.said(lang))
        else:
            form = NewToken(None, lang=lang)
    listed = list(Token.objects.filter(person=request.user)[:MOST_LISTED])
    for one in listed:
        one.state = state_of(one, now())
        one.said = [scope_said(scope) for scope in one.scopes]
    shown = {"form": form, "tokens": listed, "words": words, "may_webhooks": may_see_webhooks(request.user)}
    return render(request, "administration/tokens.html", shown, status=422 if form.is_bound else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my tokens; those of others are as if they were not there."""
    found = Token.objects.filter(pk=pk, person=request.user).first()
    if found is None:
        raise Http404
    tokens.revoke(token=found, by=request.user, at=now())
    said = Text(f"令牌“{found.name}”已吊销。", f"The token {found.name} is revoked.")
    messages.success(request, said.said(language_of(request)))
    return redirect("administration:tokens")
