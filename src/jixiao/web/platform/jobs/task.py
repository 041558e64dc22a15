"""`@task`: a function that runs in the background, and the row by which people follow it.

    @task("documents.read", Text("读取文书", "Reading a document"))
    def read(progress: Progress, *, document: int) -> dict[str, Any]:
        for number, page in enumerate(pages, 1):
            progress.tell(number, len(pages), Text("读取第 …… 页", "reading page ..."))
        return {"document": document}

    read.start(organisation=department, by=person, at=now(), document=7)

Tasks stand in the module's `tasks.py`, which is found by its name. A task that its process did not survive is started
again, so it must bear being done twice: look whether the work is there already, and write in one transaction.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import InterfaceError, OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.models import OVER, Job
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from procrastinate.types import JSONValue

    from jixiao.web.platform.people.models import Organisation, Person

logger = logging.getLogger("jixiao.jobs")

# How often a job is begun that lost its process or its database midway, and no more.
MOST_TRIES = 7
# A database that goes away for a moment ends no job.
RETRY = RetryStrategy(
    max_attempts=MOST_TRIES, wait=2, linear_wait=3, retry_exceptions={InterfaceError, OperationalError}
)
OWN_FAULT = Text(
    "程序自身的错误，已记入日志；请告知维护人员，数据没有改动。",
    "A fault of the program itself, kept in the log. Please tell its maintainers; no data were changed.",
)
CANCELLED = Text("已取消。", "Cancelled.")

TASKS: dict[str, Task] = {}


class Cancelled(Exception):
    """Whoever started the job wants it no more; raised by `Progress.tell`."""


class Progress:
    """By this a running task says how far it is."""

    def __init__(self, job: int) -> None:
        self.job = job

    def tell(self, done: int, of: int, message: Text | None = None) -> None:
        """Say how far; raises `Cancelled` where the job is wanted no more. Call it outside of transactions."""
        told: dict[str, Any] = {"done": min(done, of) if of else done, "of": of}
        if message is not None:
            told |= {"message_zh": message.zh, "message_en": message.en}
        if not Job.objects.filter(pk=self.job, cancel_asked=False).update(**told):
            raise Cancelled


class Task:
    """A function under a name, and what people read while it runs."""

    def __init__(self, kind: str, title: Text, work: Callable[..., dict[str, Any] | None]) -> None:
        self.kind = kind
        self.title = title
        self.work = work
        self.__doc__ = work.__doc__

    def start(self, *, organisation: Organisation, by: Person, at: datetime, **arguments: JSONValue) -> Job:
        """Queue it, in the transaction of the caller; the arguments are written as JSON."""
        with transaction.atomic():
            job = Job.objects.create(kind=self.kind, organisation=organisation, by=by, at=at)
            job.queued = app.configure_task(self.kind).defer(job=job.pk, arguments=arguments)
            job.save(update_fields=["queued"])
            record("job.start", f"job/{job.pk}", by=by, at=at, organisation=organisation, after={"kind": self.kind})
        return job

    def run(self, job: int, arguments: dict[str, Any]) -> None:
        """Do it now, and keep in its row how it ended. A job that is over already is left alone."""
        wanted = Job.objects.filter(pk=job).exclude(state__in=OVER)
        if wanted.filter(cancel_asked=True).exists():
            _end(job, Job.State.CANCELLED, CANCELLED)
            return
        if not wanted.update(state=Job.State.RUNNING, started=now()):
            return
        try:
            result = self.work(Progress(job), **arguments)
        except Cancelled:
            _end(job, Job.State.CANCELLED, CANCELLED)
        except InputFault as fault:
            _end(job, Job.State.FAILED, Text(fault.said("zh"), fault.said("en")))
        except (InterfaceError, OperationalError):
            raise  # tried again
        except Exception:
            logger.exception("a task failed", extra={"job": job, "kind": self.kind})
            _end(job, Job.State.FAILED, OWN_FAULT)
        else:
            _end(job, Job.State.DONE, None, result or {})


def _end(job: int, state: str, message: Text | None, result: dict[str, Any] | None = None) -> None:
    ended: dict[str, Any] = {"state": state, "ended": now()}
    if message is not None:
        ended |= {"message_zh": message.zh, "message_en": message.en}
    if result is not None:
        ended["result"] = result
    Job.objects.filter(pk=job).update(**ended)


def task(kind: str, title: Text) -> Callable[[Callable[..., dict[str, Any] | None]], Task]:
    """Make a function a task: `kind` as module.verb, `title` as people read it."""

    def made(work: Callable[..., dict[str, Any] | None]) -> Task:
        TASKS[kind] = one = Task(kind, title, work)
        app.task(name=kind, retry=RETRY)(one.run)
        return one

    return made
