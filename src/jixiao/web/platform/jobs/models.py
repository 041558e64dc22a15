"""What people see of work in the background: how far it is, what it says, how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jixiao.web.platform.people.models import Organisation


class Job(models.Model):
    """A piece of work that someone started for an organisation. `queued` is its place in the queue.

    `done` of `of` steps are done; `of` is 0 while nobody knows how many there are. `furthest` is how far it had come
    when it lost its process. `result` holds what the page that started it needs to go on, such as the number of the
    record that was made.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    furthest = models.PositiveIntegerField(default=0)
    message_zh = models.TextField(blank=True)
    message_en = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    queued = models.BigIntegerField(null=True, db_index=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        """The newest first; never more done than there is."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(of=0) | Q(done__lte=F("of")), name="a_job_does_not_overshoot")
        ]
        indexes: ClassVar = [models.Index(fields=["by", "state"], name="jobs_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER


OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)
