"""Reports, the texts that people write in them, what the checks said, what was signed; templates of a bureau."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.stages import STAGE_CHOICES, TABLE
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.jobs.models import Job
from jixiao.web.platform.people.models import Organisation
from jixiao.web.registers.publications.models import Publication

PERSON = settings.AUTH_USER_MODEL


class Template(models.Model):
    """A template of a bureau, for everything below it. A changed one is a new number; reports keep theirs.

    One without text says that from then on the shipped template holds again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first; a number once."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="a_report_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def is_shipped(self) -> bool:
        """Whether it only says that the shipped one holds."""
        return not self.text


class Report(models.Model):
    """The self-evaluation report of an organisation's year. `outline` is the text of its template."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=16, choices=STAGE_CHOICES, default=TABLE.first.id)
    outline = models.TextField()
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="+")
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for each year."""

        ordering: ClassVar = ["-year", "organisation__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year"], name="a_report_once"),
            models.CheckConstraint(
                condition=Q(stage__in=[name for name, _ in STAGE_CHOICES]), name="a_known_stage_of_a_report"
            ),
            models.CheckConstraint(condition=Q(year__gte=2000) & Q(year__lte=2100), name="a_report_is_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its texts may change."""
        return TABLE.stages[self.stage].is_open

    @property
    def stage_name(self) -> Text:
        """Where it stands."""
        return TABLE.stages[self.stage].name


class Block(models.Model):
    """A text that people write: paragraphs divided by line ends, figures as {{name}}."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once in a report."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "key"], name="a_block_once")]


class Revision(models.Model):
    """A text as it stood before it was changed."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first; a version once."""

        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["block", "version"], name="a_revision_once")]


class Check(models.Model):
    """What our checks said of the report as it read then: `content_sha256` tells which text; a row for each finding."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="checks")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    content_sha256 = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]


class Answer(models.Model):
    """Why an error that the checks found may stand; it holds for the very same finding in later checks."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=32)
    text = models.CharField(max_length=500)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for a finding."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "key"], name="an_answer_once")]


class Signed(models.Model):
    """The report as it was signed: frozen text of form jixiao/report/1 with its hash, and the files made of it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="signed")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]


class Step(models.Model):
    """A move that was made."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    target = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they were made."""

        ordering: ClassVar = ["pk"]
