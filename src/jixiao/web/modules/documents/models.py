"""Documents that people filed, what the audit found in each, and what was decided of each finding."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.people.models import Organisation


class Document(models.Model):
    """A file that was brought to be audited.

    `record` is the hash under which the record of its audit lies; `earlier` is the document of the round before;
    `is_current` says that no later round has replaced it.
    """

    class State(models.TextChoices):
        """Where the work on it stands."""

        WAITING = "waiting"
        WORKING = "working"
        DONE = "done"
        FAILED = "failed"

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="document")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    reason_zh = models.TextField(default="")
    reason_en = models.TextField(default="")
    record = models.CharField(max_length=64, default="")
    kind = models.CharField(max_length=40, default="")
    entity = models.TextField(default="")
    title = models.TextField(default="")
    year = models.IntegerField(null=True)
    pages = models.IntegerField(null=True)
    is_entity_confirmed = models.BooleanField(default=False)
    # What a page says without loading the record: coverage, notes, counts of checks, what failed between documents.
    summary = models.JSONField(default=dict)
    errors = models.IntegerField(default=0)
    leads = models.IntegerField(default=0)
    roundings = models.IntegerField(default=0)
    earlier = models.ForeignKey("self", models.SET_NULL, null=True, related_name="later")
    is_current = models.BooleanField(default=True)

    class Meta:
        """The worst first."""

        ordering: ClassVar = ["-errors", "-leads", "-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-errors", "-leads", "-at", "-id"], name="documents_worst_first"),
            models.Index(fields=["organisation", "kind", "year"], name="documents_by_unit"),
        ]

    def __str__(self) -> str:
        return self.title or self.file.name


class Finding(models.Model):
    """A finding of an audit. It belongs to the document of its first place; `is_across` where it names others too.

    `key` stays the same when the same file is audited again; `row` is the finding as the record has it.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    key = models.CharField(max_length=24)
    number = models.IntegerField()
    check_code = models.CharField(max_length=120)
    severity = models.CharField(max_length=12)
    is_across = models.BooleanField(default=False)
    row = models.JSONField()

    class Meta:
        """A finding once in a document."""

        ordering: ClassVar = ["document_id", "is_across", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "key"], name="a_finding_once")]
        indexes: ClassVar = [models.Index(fields=["severity", "check_code"], name="findings_by_check")]


class Decision(models.Model):
    """What people decided of a finding; it outlives a further audit of the same file."""

    class State(models.TextChoices):
        """What may be decided."""

        UNDECIDED = "undecided"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        FIXED = "fixed"

    document = models.ForeignKey(Document, models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=24)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.TextField(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        """One decision for a finding; the trail keeps those before it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "key"], name="one_decision_for_a_finding"),
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(reason=""), name="a_rejection_has_a_reason"
            ),
        ]
