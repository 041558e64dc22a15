"""Sign-in: name and password or a provider of identities, then the second factor where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import now
from jixiao.web.platform.people import guesses, oidc, sessions
from jixiao.web.platform.people.accounts_elsewhere import found_or_made
from jixiao.web.platform.people.middleware import for_everyone
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.people.names import shown
from jixiao.web.platform.people.second_factor import Checked, check, factor_of
from jixiao.web.platform.people.sign_in import address_of, counted, hashed
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record
from jixiao.web.portal.context import language_of

if TYPE_CHECKING:
    from datetime import datetime

    from django import forms
    from django.http import HttpRequest

BACKEND = "django.contrib.auth.backends.ModelBackend"
# The first step is passed, the second is to come.
HALFWAY, HALFWAY_FOR = "halfway", 600
LONGEST_NAME = 300
WRONG_CODE = Text(
    "验证码不对、已用过或已过时，请输入设备上最新的一个。", "The code is wrong, used or over. Enter the newest one."
)
TOO_MANY_CODES = Text(
    "错了五次，一刻钟后再试。恢复码同样要等。", "Five codes were wrong. Try again in a quarter of an hour."
)


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignIn(LoginView):
    """Name and password. How long wrong ones make a name wait is told in `platform/people/guesses.py`."""

    template_name = "portal/sign_in.html"
    redirect_authenticated_user = True
    for_everyone = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """With the provider's button, where there is one."""
        return super().get_context_data(provider=oidc.provider(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
        """Look at the password, unless the name waits."""
        name = _name(request)
        waits = name and (
            guesses.waits(request, name, now()) or not AxesProxyHandler.is_allowed(request, {"username": counted(name)})
        )
        return render(request, "portal/locked.html", status=429) if waits else super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Go on to the second factor, or in."""
        return _go_on(self.request, form.get_user(), how="password", is_strong=False, then=self.get_redirect_url())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Count it, and tell the trail: who, where the name is known; else a hash, since it may be a password."""
        name = _name(self.request)
        if name and self.request.POST.get("password"):
            at = now()
            guesses.note(self.request, name, at)
            known = Person.objects.filter(username__iexact=name.strip()).first()
            after = {"address": address_of(self.request)}
            if known is None:
                record("people.sign_in_failed", "person/", by=None, at=at, after=after | {"hash": hashed(name)[:12]})
            else:
                _note("people.sign_in_failed", known, at, by=None, after=after)
        return super().form_invalid(form)


def _name(request: HttpRequest) -> str:
    """The name that was entered, cut to what a table can hold."""
    return str(request.POST.get("username", ""))[:LONGEST_NAME].replace("\x00", "")


def _go_on(request: HttpRequest, person: Person, *, how: str, is_strong: bool, then: str) -> HttpResponse:
    """After the first step: in, or to the second one."""
    if is_strong or factor_of(person) is None:
        return _entered(request, person, how=how, is_strong=is_strong, then=then)
    request.session[HALFWAY] = {
        "person": person.pk,
        "hash": person.get_session_auth_hash(),
        "at": int(now().timestamp()),
        "how": how,
        "next": then,
    }
    return redirect("sign-in-code")


@transaction.atomic
def _entered(request: HttpRequest, person: Person, *, how: str, is_strong: bool, then: str) -> HttpResponse:
    """Begin the session, in the trail as well."""
    at = now()
    request.session.pop(HALFWAY, None)
    sessions.enter(request, person, backend=BACKEND, is_strong=is_strong, at=at)
    after = {"how": how, "second_factor": is_strong, "address": address_of(request)}
    _note("people.signed_in", person, at, by=person, after=after)
    response = redirect(_inside(request, then) or "home")
    if how == "password":
        guesses.remember(request, response, person.username)
    return response


def _inside(request: HttpRequest, then: str) -> str:
    """An address of ours, or nothing."""
    is_ours = url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure())
    return then if is_ours else ""


def _note(action: str, person: Person, at: datetime, *, by: Person | None, after: dict[str, Any]) -> None:
    """An event about a person, at the organisation that keeps the account or where the first post is."""
    where = person.home or Organisation.objects.filter(posts__person=person).order_by("path").first()
    record(action, f"person/{person.pk}", by=by, at=at, organisation=where, after=after)


def _halfway(request: HttpRequest) -> tuple[Person, dict[str, Any]] | None:
    """Who has passed the first step in this browser a moment ago, with a password that has not changed since."""
    kept = request.session.get(HALFWAY)
    if not isinstance(kept, dict) or now().timestamp() - kept["at"] > HALFWAY_FOR:
        return None
    person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(person.get_session_auth_hash(), kept["hash"]):
        return None
    return person, kept


@for_everyone
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code from the device, or a recovery code."""
    halfway = _halfway(request)
    if halfway is None:
        request.session.pop(HALFWAY, None)
        return redirect("sign-in")
    person, kept = halfway
    said, status = None, 200
    if request.method == "POST":
        at = now()
        found = check(person=person, code=request.POST.get("code", ""), at=at)
        if found.is_right:
            return _right(request, person, kept, found)
        waits = found is Checked.WAITS
        said, status = (TOO_MANY_CODES, 429) if waits else (WRONG_CODE, 422)
        after = {"address": address_of(request)}
        _note(
            "people.second_factor_locked" if waits else "people.second_factor_failed", person, at, by=None, after=after
        )
    return render(request, "portal/second_factor.html", {"said": said, "person": person}, status=status)


def _right(request: HttpRequest, person: Person, kept: dict[str, Any], found: Checked) -> HttpResponse:
    """In by a code; a recovery code is one less, which is said."""
    response = _entered(request, person, how=kept["how"], is_strong=True, then=kept["next"])
    if found is Checked.BY_RECOVERY:
        factor = factor_of(person)
        left = 0 if factor is None else factor.recovery_codes.filter(used=None).count()
        _note("people.recovery_code_used", person, now(), by=person, after={"left": left})
        said = Text(
            f"用掉了一个恢复码，还剩 {left} 个。设备丢了的话，请在“我的账户”更换。",
            f"A recovery code is used up; {left} are left. If the device is lost, set up another under My account.",
        )
        messages.warning(request, said.said(language_of(request)))
    return response


@for_everyone
@never_cache
@require_GET
def provider(request: HttpRequest) -> HttpResponse:
    """To the provider of identities. A plain link, since forms of ours may not lead to other sites."""
    one = oidc.provider()
    if one is None:
        raise Http404
    then = _inside(request, request.GET.get("next", ""))
    try:
        return redirect(oidc.begin(one, request.session, back=_back_here(request), then=then, at=now()))
    except Refused as no:
        return _refused(request, no)


@for_everyone
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: whoever it vouches for goes on as with a password."""
    one = oidc.provider()
    if one is None:
        raise Http404
    at = now()
    try:
        told = oidc.finish(one, request.session, request.GET, back=_back_here(request), at=at)
    except Refused as no:
        return _refused(request, no)
    try:
        person, is_new = found_or_made(told, creates=one.creates, at=at)
    except Refused as no:
        after = {"how": "provider", "address": address_of(request), "hash": hashed(told.username)[:12]}
        record("people.sign_in_failed", "person/", by=None, at=at, after=after)
        return _refused(request, no)
    if is_new:
        after = {"username": person.username, "name": person.name, "how": "provider"}
        _note("people.made_by_provider", person, at, by=None, after=after)
    return _go_on(request, person, how="provider", is_strong=told.is_strong, then=told.next)


def _back_here(request: HttpRequest) -> str:
    return str(request.build_absolute_uri(reverse("sign-in-back")))


def _refused(request: HttpRequest, no: Refused) -> HttpResponse:
    """Back to the first page, with what went wrong."""
    messages.error(request, shown(no.text.said(language_of(request))))
    return redirect("sign-in")
