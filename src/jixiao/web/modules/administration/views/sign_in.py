"""The own second factor and sessions; what an administrator clears of others; the rules of sign-in that hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.actions import sign_in as actions
from jixiao.web.modules.administration.queries import organisations_of_administrator, people_within
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people import oidc, second_factor, sessions
from jixiao.web.platform.people.models import OUTSIDE, ROLES, Post, Role
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.platform.people.models import Person

PERMISSION = "administration.people"
# The secret that is being set up, enciphered, until its first code is right.
PENDING = "pending_factor"


@never_cache
@sensitive_post_parameters("present", "code")
@sensitive_variables("secret", "codes")
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """The own second factor: how it stands, or how to set one up."""
    person = request.user
    kept = second_factor.factor_of(person)
    if kept is not None:
        if not sessions.is_strong(request) and second_factor.is_required(person):
            logout(request)  # this session began before the device was set up elsewhere
            return redirect("sign-in")
        return redirect("administration:account") if request.method == "POST" else _standing(request)
    secret = _pending(request)
    said: Refused | None = None
    if request.method == "POST":
        try:
            _demand_present(request)
            here = request.session.session_key
            codes = actions.set_up(person=person, secret=secret, code=_code(request), here=here, at=now())
        except Refused as no:
            said = no
        else:
            request.session.pop(PENDING, None)
            sessions.mark_strong(request)
            return render(request, "administration/recovery_codes.html", {"codes": codes, "is_new": True})
    width, path = second_factor.picture(second_factor.address(secret, person.username, _issuer(request)))
    shown = {
        "width": width,
        "path": path,
        "spelled": second_factor.spelled(secret),
        "said": said,
        "is_required": second_factor.is_required(person),
        "asks_password": _asks_password(request),
    }
    return render(request, "administration/factor_new.html", shown, status=422 if said else 200)


def _issuer(request: HttpRequest) -> str:
    return f"jixiao {request.get_host().partition(':')[0]}"


def _pending(request: HttpRequest) -> bytes:
    """The secret of a device that is being set up; the same while the session lasts, or until it is used."""
    kept = request.session.get(PENDING)
    secret = second_factor.opened(kept) if isinstance(kept, str) else None
    if secret is None:
        secret = second_factor.new_secret()
        request.session[PENDING] = second_factor.sealed(secret)
    return secret


def _code(request: HttpRequest) -> str:
    return str(request.POST.get("code", ""))


def _asks_password(request: HttpRequest) -> bool:
    """Whoever sits at an open screen sets up no device of their own."""
    return request.user.has_usable_password() and not sessions.is_fresh(request, now())


def _demand_present(request: HttpRequest) -> None:
    if _asks_password(request) and not request.user.check_password(request.POST.get("present", "")):
        raise Refused(Text("现在的密码不对。", "The present password is wrong."), "present")


def _standing(request: HttpRequest, said: Refused | None = None) -> HttpResponse:
    """The device that is set up."""
    kept = second_factor.factor_of(request.user)
    if kept is None:
        return redirect("administration:second-factor")
    left = kept.recovery_codes.filter(used=None).count()
    shown = {"factor": kept, "left": left, "said": said, "is_required": second_factor.is_required(request.user)}
    return render(request, "administration/factor.html", shown, status=422 if said else 200)


@never_cache
@sensitive_post_parameters("code")
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Recovery codes anew."""
    try:
        codes = actions.new_codes(person=request.user, code=_code(request), at=now())
    except Refused as no:
        return _standing(request, no)
    return render(request, "administration/recovery_codes.html", {"codes": codes, "is_new": False})


@sensitive_post_parameters("code")
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Forget the own device."""
    try:
        actions.remove(person=request.user, code=_code(request), at=now())
    except Refused as no:
        return _standing(request, no)
    request.session.pop(sessions.STRONG, None)
    messages.success(request, Text("第二因素已移除。", "The second factor is removed.").said(language_of(request)))
    return redirect("administration:second-factor")


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out elsewhere, in one place."""
    if not actions.end_sessions(person=request.user, only=pk, here=None, at=now()):
        raise Http404
    return _ended(request)


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    actions.end_sessions(person=request.user, only=None, here=request.session.session_key, at=now())
    return _ended(request)


def _ended(request: HttpRequest) -> HttpResponse:
    messages.success(request, Text("已在那里退出。", "Signed out there.").said(language_of(request)))
    return redirect("administration:account")


def _asked(request: HttpRequest, pk: int) -> Person:
    """The person of an address, if somebody of the subtree."""
    inside = organisations_of_administrator(request.user)
    if not inside.exists():
        raise PermissionDenied(PERMISSION)
    found = people_within(inside).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
def clear_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget somebody's device."""
    done = actions.clear_factor(person=_asked(request, pk), by=request.user, at=now())
    said = Text("第二因素已清除；此人的登录已全部失效。", "The second factor is cleared; every session has ended.")
    none = Text("此人没有第二因素。", "There was no second factor.")
    (messages.success if done else messages.info)(request, (said if done else none).said(language_of(request)))
    return redirect("administration:person", pk)


@require_POST
def unbind(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget who somebody is to the provider."""
    done = actions.unbind(person=_asked(request, pk), by=request.user, at=now())
    said = Text("绑定已解除；此人的登录已全部失效。", "The bond is undone; every session has ended.")
    none = Text("此人没有绑定统一身份。", "There was no bond.")
    (messages.success if done else messages.info)(request, (said if done else none).said(language_of(request)))
    return redirect("administration:person", pk)


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of sign-in that hold here, and who does not yet have what they ask for."""
    inside = organisations_of_administrator(request.user)
    if not inside.exists():
        raise PermissionDenied(PERMISSION)
    roles = [role for role in Role if role in settings.SECOND_FACTOR_ROLES]
    day = today()
    posts = Post.objects.filter(
        organisation__in=inside.order_by().values("pk"),
        role__in=roles,
        since__lte=day,
        person__is_active=True,
        person__second_factor=None,
    ).exclude(until__lt=day)
    shown: dict[str, Any] = {
        "roles": [ROLES[role] for role in roles],
        "missing": posts.select_related("person", "organisation").order_by("person__name", "pk")[:200],
        "provider": oidc.provider(),
        "idle": settings.IDLE_MINUTES,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "outside": [ROLES[role] for role in Role if role in OUTSIDE],
    }
    return render(request, "administration/sign_in_rules.html", shown)
