"""A department's year: what people decided and stated for it, its stages, its runs, its review."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.stages import PROJECT_STAGE_CHOICES, PROJECT_TABLE, STAGE_CHOICES, TABLE
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.jobs.models import Job
from jixiao.web.platform.people.models import Organisation

PERSON = settings.AUTH_USER_MODEL
VERDICTS = {
    "accepted": Text("接受", "accepted"),
    "returned": Text("退回", "sent back"),
}
VERDICT_CHOICES = [(name, text.zh) for name, text in VERDICTS.items()]
CLAUSE_KINDS = [("points", "得分"), ("met", "是否"), ("count", "项数"), ("option", "选项"), ("percent", "百分比")]


class DepartmentYear(models.Model):
    """The self-evaluation of an organisation for a year, by one framework.

    `entity` and `region` are the names that stand on its papers. `version` counts the changes, so that nobody signs
    what he has not seen. The last fields say how it stood after the last change, so that a list need not score.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    entity = models.CharField(max_length=120)
    region = models.CharField(max_length=60)
    kind = models.CharField(max_length=40, default="self_evaluation")
    framework = models.CharField(max_length=80)
    as_of = models.DateField(null=True)
    readings = models.JSONField(default=dict)
    stated_grade = models.CharField(max_length=10, blank=True)
    stage = models.CharField(max_length=20, choices=STAGE_CHOICES, default=TABLE.first.id)
    round = models.SmallIntegerField(default=1)
    version = models.IntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    computed = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    computed_points = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    open_points = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    stated = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    reviewed = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    to_explain = models.SmallIntegerField(default=0)

    class Meta:
        """One for each organisation and year."""

        ordering: ClassVar = ["-year", "organisation__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year"], name="a_department_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its content may change."""
        return TABLE.stages[self.stage].is_open

    @property
    def gap(self) -> object:
        """Review score minus self score, where both are known."""
        return None if self.reviewed is None or self.stated is None else self.reviewed - self.stated


class Edited(models.Model):
    """A record that people edit: who did it last, when, and how often; a stale version is refused."""

    version = models.IntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Only for others to build on."""

        abstract = True


class Decision(Edited):
    """A clause that people decided: `value` in the way of its kind (1.50, true, 3, full, 85), by whom, on which day."""

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="decisions")
    indicator = models.CharField(max_length=80)
    clause = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=CLAUSE_KINDS)
    value = models.CharField(max_length=60)
    decided_by = models.CharField(max_length=60)
    on = models.DateField()
    evidence = models.TextField()
    source = models.JSONField(null=True)

    class Meta:
        """A clause is decided once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "indicator", "clause"], name="a_clause_is_decided_once")
        ]


class Statement(Edited):
    """A score that the unit states for an indicator; for the total where `indicator` is empty."""

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="statements")
    indicator = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=20, blank=True)
    unreadable = models.CharField(max_length=200, blank=True)
    source = models.JSONField(null=True)

    class Meta:
        """A score is stated once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "indicator"], name="a_score_is_stated_once")]


class Reason(Edited):
    """Why an indicator is undecided, or why its score is not the stated one (the total where `indicator` is empty)."""

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="reasons")
    indicator = models.CharField(max_length=80, blank=True)
    text = models.TextField()

    class Meta:
        """One for each indicator."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "indicator"], name="one_reason")]


class Import(models.Model):
    """A file that was brought to fill in a year: what it says, what is wrong with it, what stood there before.

    `content` and `before` are fact files as JSON text; nothing of them is in the year before `applied_at`. A document
    takes a while, so a `job` reads it.
    """

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, choices=[("facts", "事实文件"), ("document", "文书")])
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+")
    content = models.TextField(blank=True)
    problems = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    before = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    applied_version = models.IntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]


class Run(models.Model):
    """A scoring run as it was signed: input, record and result, byte for byte; see `usecases.runs`."""

    year = models.ForeignKey(DepartmentYear, models.PROTECT, related_name="runs")
    record = models.TextField()
    input = models.TextField()
    result = models.TextField()
    result_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]


class Step(models.Model):
    """A move that was made, with the run that it stands on."""

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="steps")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In their order."""

        ordering: ClassVar = ["pk"]


class Remark(Edited):
    """What the finance bureau says of an indicator in a round of review: a remark, a score, whether it goes back."""

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="remarks")
    round = models.SmallIntegerField()
    indicator = models.CharField(max_length=80)
    score = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    text = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=VERDICT_CHOICES, blank=True)

    class Meta:
        """One for each indicator and round."""

        ordering: ClassVar = ["round", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "round", "indicator"], name="one_remark_in_a_round")
        ]


class Evidence(models.Model):
    """A file that stands behind a clause of an indicator, or behind the whole indicator where `clause` is empty.

    It is taken away from the clause by `removed`; the file itself stays, since an earlier round may have rested on it.
    """

    year = models.ForeignKey(DepartmentYear, models.CASCADE, related_name="evidence")
    indicator = models.CharField(max_length=80)
    clause = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        """A file stands behind a clause once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "indicator", "clause", "file"], condition=models.Q(removed=None),
                name="evidence_of_a_clause_once",
            )
        ]  # fmt: skip


class ProjectYear(models.Model):
    """The self-evaluation of a project of the library for a year.

    While it is open it is filled from the budget and the goals of the project; `content` and `result` are the fact file
    and the scorecard as they were signed. The last fields say how it stood after the last change.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    project = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    framework = models.CharField(max_length=80)
    stage = models.CharField(max_length=20, choices=PROJECT_STAGE_CHOICES, default=PROJECT_TABLE.first.id)
    version = models.IntegerField(default=1)
    summary = models.TextField(blank=True)
    stated = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    content = models.JSONField(null=True)
    result = models.JSONField(null=True)
    remark = models.TextField(blank=True)
    reviewed = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    computed = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    open_points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    to_explain = models.SmallIntegerField(default=0)
    adjusted = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    grade = models.CharField(max_length=10, blank=True)
    # What makes one look twice: `full` where nothing was lost, `on_target` where every result is the very target.
    signals = models.JSONField(default=list)

    class Meta:
        """One for each project and year."""

        ordering: ClassVar = ["-year", "organisation__path", "project"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "project"], name="a_project_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its content may change."""
        return PROJECT_TABLE.stages[self.stage].is_open

    @property
    def gap(self) -> object:
        """Review score minus self score, where both are known."""
        return None if self.reviewed is None or self.stated is None else self.reviewed - self.stated


class ProjectAnswer(Edited):
    """What was entered for an indicator of a project's goals, by the name that the project's fact file gives it.

    `actual` overrides what the register of indicators knows; `level` and `percent` judge a goal in words; `reason` says
    why a goal was missed, or passed by far.
    """

    year = models.ForeignKey(ProjectYear, models.CASCADE, related_name="answers")
    indicator = models.CharField(max_length=80)
    actual = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=20, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    reason = models.TextField(blank=True)

    class Meta:
        """One for each indicator."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "indicator"], name="one_answer_of_a_project")]


class ProjectStep(models.Model):
    """A move of a project's self-evaluation."""

    year = models.ForeignKey(ProjectYear, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In their order."""

        ordering: ClassVar = ["pk"]


class Draw(models.Model):
    """A sample of accepted years: who could be drawn, by which seed, and who was; anyone can draw it again."""

    year = models.SmallIntegerField()
    count = models.SmallIntegerField()
    seed = models.CharField(max_length=60)
    among = models.JSONField()
    drawn = models.JSONField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]
