"""Where pages ask how far a job is: small JSON, a request every second or two."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.models import OVER, Job
from jixiao.web.platform.jobs.task import TASKS
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_LISTED = 20


@require_GET
def job(request: HttpRequest, pk: int) -> JsonResponse:
    """One job: for whoever started it, and whoever holds a post over its organisation."""
    one = get_object_or_404(Job.objects.select_related("organisation"), pk=pk)
    mine = one.by_id == request.user.pk
    if not mine and not any(post.organisation.covers(one.organisation) for post in posts_of(request.user)):
        raise PermissionDenied(f"job {pk}")
    return JsonResponse(_told(one))


@require_GET
def mine(request: HttpRequest) -> JsonResponse:
    """My jobs that are not over, and those that ended within a day."""
    recent = Q(ended=None) | Q(ended__gte=now() - timedelta(days=1))
    found = Job.objects.filter(recent, by=request.user)[:MOST_LISTED]
    return JsonResponse({"jobs": [_told(one) for one in found]})


@require_POST
def cancel(request: HttpRequest, pk: int) -> JsonResponse:
    """Ask a job of mine to end; it does so at its next step. What it has written by then stays."""
    one = get_object_or_404(Job, pk=pk)
    if one.by_id != request.user.pk:
        raise PermissionDenied(f"job {pk}")
    with transaction.atomic():
        if Job.objects.filter(pk=pk, cancel_asked=False).exclude(state__in=OVER).update(cancel_asked=True):
            record("job.cancel", f"job/{pk}", by=request.user, at=now(), organisation=one.organisation)
    one.refresh_from_db()
    return JsonResponse(_told(one))


def _told(one: Job) -> dict[str, Any]:
    task = TASKS.get(one.kind)
    return {
        "id": one.pk,
        "kind": one.kind,
        "title": {"zh": task.title.zh, "en": task.title.en} if task else {"zh": one.kind, "en": one.kind},
        "state": one.state,
        "over": one.is_over,
        "done": one.done,
        "of": one.of,
        "seconds_left": _seconds_left(one),
        "message": {"zh": one.message_zh, "en": one.message_en},
        "cancel_asked": one.cancel_asked,
        "result": one.result,
    }


def _seconds_left(one: Job) -> int | None:
    """How long it will take from here at the pace so far; None while that cannot be told."""
    if one.state != Job.State.RUNNING or one.started is None or not 0 < one.done <= one.of:
        return None
    spent = (now() - one.started) // timedelta(milliseconds=1)
    return -(-spent * (one.of - one.done) // (one.done * 1000))
