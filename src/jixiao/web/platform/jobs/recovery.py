"""Jobs whose process ended without a word: back into the queue, and in the end given up with a word.

Exactly one process works at the queue (`worker.py` holds a lock of the database while it lives), so whatever is still
marked as running when a new one starts has lost its own.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.models import OVER, Job
from jixiao.web.platform.jobs.task import MOST_TRIES

logger = logging.getLogger("jixiao.jobs")

# Seconds before a job that lost its process is begun again, by how often it has. A process also ends for other reasons
# than its job: it is stopped, or the database goes away. So the job is begun again at once at first, then ever later,
# when such times are over; meanwhile others get their turn. What takes its process down that often, without having come
# any further, will do so again.
WAITS = (0, 0, 5, 15, 60, 300)
GIVEN_UP = Text(
    "处理进程几次中途结束，已放弃；材料也许过大。请告知维护人员。",
    "The process doing it ended several times midway, so it was given up; the material may be too large. "
    "Please tell the maintainers.",
)


def recover() -> tuple[int, int]:
    """Queue again what lost its process; returns how many were queued and how many given up."""
    again = given_up = 0
    for queued in list(ProcrastinateJob.objects.filter(status="doing").values("id", "attempts")):
        if _came_further(queued["id"]):
            queued["attempts"] = 0
        if queued["attempts"] + 1 < MOST_TRIES:
            wait = WAITS[min(queued["attempts"], len(WAITS) - 1)]
            # At once means in the past, however much the clocks of program and database differ.
            seconds = wait or -300
            app.job_manager.retry_job_by_id(queued["id"], retry_at=now() + timedelta(seconds=seconds))
            again += 1
        else:
            _give_up(queued["id"])
            given_up += 1
    given_up += close_lost()
    if again or given_up:
        logger.warning("jobs had lost their process", extra={"queued_again": again, "given_up": given_up})
    return again, given_up


def close_lost() -> int:
    """Close rows that wait while nothing in the queue will ever come to them, so that nobody waits in vain."""
    alive = ProcrastinateJob.objects.filter(status__in=("todo", "doing")).values("id")
    lost = Job.objects.exclude(state__in=OVER).exclude(queued__in=alive)
    return lost.update(state=Job.State.FAILED, ended=now(), message_zh=GIVEN_UP.zh, message_en=GIVEN_UP.en)


def _came_further(queued: int) -> bool:
    """Whether a job had done more this time than ever before; its tries are then counted anew."""
    further = Job.objects.filter(queued=queued, done__gt=F("furthest"))
    with transaction.atomic():
        if not further.update(furthest=F("done")):
            return False
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET attempts = 0 WHERE id = %s", [queued])
    return True


def _give_up(queued: int) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT procrastinate_finish_job_v1(%s, %s::procrastinate_job_status, false)",
                [queued, Status.FAILED.value],
            )
        Job.objects.filter(queued=queued).exclude(state__in=OVER).update(
            state=Job.State.FAILED, ended=now(), message_zh=GIVEN_UP.zh, message_en=GIVEN_UP.en
        )
