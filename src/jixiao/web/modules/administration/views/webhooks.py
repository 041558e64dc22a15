"""Webhooks of organisations: registered, changed, tested, and what was delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.api_forms import WebhookForm
from jixiao.web.modules.administration.trail_words import action_said
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.api import webhooks as actions
from jixiao.web.platform.api.models import Delivery, Webhook
from jixiao.web.platform.api.signing import secret_of
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.platform.people.models import Person

PERMISSION = "administration.webhooks"
A_PAGE = 30


def may_see_webhooks(person: Person) -> bool:
    """Whether a person keeps the webhooks of anything."""
    return may_anywhere(person, PERMISSION)


def _one(request: HttpRequest, pk: int) -> Webhook:
    """A webhook that is there and theirs to keep."""
    found = get_object_or_404(Webhook.objects.select_related("organisation", "by"), pk=pk, is_removed=False)
    demand(request.user, PERMISSION, found.organisation)
    return found


@require_GET
def show_list(request: HttpRequest) -> HttpResponse:
    """The webhooks of my organisations."""
    if not may_see_webhooks(request.user):
        raise PermissionDenied(PERMISSION)
    mine = organisations_with(request.user, PERMISSION).order_by().values("pk")
    found = Webhook.objects.filter(organisation__in=mine, is_removed=False).select_related("organisation")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "administration/webhooks.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Register one."""
    lang = language_of(request)
    mine = organisations_with(request.user, PERMISSION).filter(closed_on=None).order_by("path")
    if not may_see_webhooks(request.user):
        raise PermissionDenied(PERMISSION)
    form = WebhookForm(request.POST if request.method == "POST" else None, organisations=mine, lang=lang)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.add(
                organisation=given["organisation"], name=given["name"], address=given["address"], events=form.wanted,
                by=request.user, at=now(),
            )  # fmt: skip
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.text.said(lang))
        else:
            messages.success(
                request, Text("推送已登记，请把密钥交给接收方。", "Registered. Hand its secret over.").said(lang)
            )
            return redirect("administration:webhook", made.pk)
    return render(request, "administration/webhook_form.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One, with its deliveries."""
    one = _one(request, pk)
    found = Delivery.objects.filter(webhook=one).select_related("event__organisation")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for each in page:
        each.words = action_said(each.event.action, language_of(request))
    return render(request, "administration/webhook.html", {"one": one, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, address and events."""
    one = _one(request, pk)
    lang = language_of(request)
    groups = [event for event in one.events if event.endswith(".*")]
    single = [event for event in one.events if not event.endswith(".*")]
    before = {
        "name": one.name, "address": one.address, "version": one.version,
        "events": groups, "actions": "\n".join(single),
    }  # fmt: skip
    form = WebhookForm(request.POST if request.method == "POST" else None, lang=lang, initial=before)
    shown: dict[str, Any] = {"form": form, "one": one}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change(
                webhook=one, name=given["name"], address=given["address"], events=form.wanted,
                version=given["version"] or 0, by=request.user, at=now(),
            )  # fmt: skip
        except Stale as stale:
            shown["theirs"], status = stale.current, 409
            form.data = form.data.copy()
            form.data["version"] = stale.current.version
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.text.said(lang))
        else:
            messages.success(request, Text("推送已更改。", "The webhook is changed.").said(lang))
            return redirect("administration:webhook", pk)
    return render(request, "administration/webhook_form.html", shown, status=status)


def _done(request: HttpRequest, pk: int, work: Callable[[], object], said: Text) -> HttpResponse:
    """Do something to a webhook, and say on its page that it is done, or why not."""
    lang = language_of(request)
    try:
        work()
    except Refused as no:
        messages.warning(request, no.text.said(lang))
    else:
        messages.success(request, said.said(lang))
    return redirect("administration:webhook", pk)


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Off, or on again."""
    one = _one(request, pk)
    is_active = request.POST.get("active") == "1"
    said = Text("推送已启用。", "Switched on.") if is_active else Text("推送已停用。", "Switched off.")
    return _done(request, pk, lambda: actions.switch(webhook=one, is_active=is_active, by=request.user, at=now()), said)


@never_cache
@require_POST
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the secret, or make another one first."""
    one = _one(request, pk)
    if request.POST.get("renew") == "1":
        one = actions.renew_secret(webhook=one, by=request.user, at=now())
    return render(request, "administration/webhook_secret.html", {"one": one, "secret": secret_of(one)})


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test."""
    one = _one(request, pk)
    said = Text("测试事件已排队，稍后刷新看结果。", "A test is queued; look again in a moment.")
    return _done(request, pk, lambda: actions.test(webhook=one, by=request.user, at=now()), said)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the list."""
    one = _one(request, pk)
    lang = language_of(request)
    try:
        actions.remove(webhook=one, by=request.user, at=now())
    except Refused as no:
        messages.warning(request, no.text.said(lang))
    else:
        messages.success(request, Text("推送已移除。", "The webhook is removed.").said(lang))
    return redirect("administration:webhooks")


@require_POST
def redeliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a delivery again."""
    found = get_object_or_404(Delivery.objects.select_related("webhook"), pk=pk)
    one = _one(request, found.webhook_id)
    said = Text("已重新排队。", "It is queued again.")
    return _done(request, one.pk, lambda: actions.redeliver(delivery=found, by=request.user, at=now()), said)
