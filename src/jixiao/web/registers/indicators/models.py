"""Goal tables, their indicators, and actual values. An actual value is added and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.people.models import Organisation

PERSON = settings.AUTH_USER_MODEL
STAGES = {
    "draft": Text("填报中", "being filled in"),
    "section_signed": Text("科室已审", "signed for the section"),
    "submitted": Text("待财政审核", "waiting for finance"),
    "returned": Text("已退回", "sent back"),
    "approved": Text("已批复", "approved"),
}
LEVELS = {
    "output": Text("产出指标", "output"),
    "benefit": Text("效益指标", "benefit"),
    "satisfaction": Text("满意度指标", "satisfaction"),
}
# The second level, with the first that it stands under (财预〔2015〕88号, and the goal tables of the city).
KINDS = {
    "quantity": ("output", Text("数量指标", "quantity")),
    "quality": ("output", Text("质量指标", "quality")),
    "timeliness": ("output", Text("时效指标", "timeliness")),
    "cost": ("output", Text("成本指标", "cost")),
    "economic": ("benefit", Text("经济效益指标", "economic benefit")),
    "social": ("benefit", Text("社会效益指标", "social benefit")),
    "ecological": ("benefit", Text("生态效益指标", "ecological benefit")),
    "sustainable": ("benefit", Text("可持续影响指标", "lasting effect")),
    "satisfaction": ("satisfaction", Text("服务对象满意度指标", "satisfaction of those served")),
}
OPERATORS = {
    "ge": Text("≥", "≥"),
    "gt": Text("＞", ">"),
    "le": Text("≤", "≤"),
    "lt": Text("＜", "<"),
    "eq": Text("＝", "="),
    "text": Text("定性", "qualitative"),
}
BINDINGS = {
    "hand": Text("人工填报", "reported by hand"),
    "fact": Text("取自数据", "taken from a figure"),
    "measure": Text("取自业务记录", "counted from records"),
}


class GoalTable(models.Model):
    """The goals of a department (no project) or of a project of its library, for a year.

    `amount` is the money, in fen, that the goals were approved for; `revision` counts approvals; `revision_due` says
    that money was moved since, and the goals with it should be looked at again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    project = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    long_term = models.TextField(blank=True)
    stage = models.CharField(max_length=16, default="draft")
    amount = models.BigIntegerField(null=True)
    revision = models.PositiveSmallIntegerField(default=0)
    revision_due = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for each project and year."""

        ordering: ClassVar = ["organisation__path", "project"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "project"], name="a_goal_table_once"),
            models.CheckConstraint(condition=Q(stage__in=list(STAGES)), name="a_known_stage_of_goals"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="no_goals_for_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def is_of_department(self) -> bool:
        """Whether it is the table of the whole department."""
        return not self.project

    @property
    def stage_name(self) -> Text:
        """Where it stands, in both languages."""
        return STAGES[self.stage]


class Indicator(models.Model):
    """An indicator of a goal table: what is to be reached, by when nothing else is said by the end of the year.

    `target` is the number as printed, or words where `operator` is `text`. `source` is the concept or the measure where
    `binding` is not `hand`. `covers` lists the codes of the projects whose money a department's indicator stands for.
    """

    table = models.ForeignKey(GoalTable, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    operator = models.CharField(max_length=4)
    target = models.CharField(max_length=200)
    unit = models.CharField(max_length=20, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    basis = models.CharField(max_length=300, blank=True)
    binding = models.CharField(max_length=8, default="hand")
    source = models.CharField(max_length=80, blank=True)
    covers = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the table; known words only; what is bound names its source."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="a_known_kind_of_indicator"),
            models.CheckConstraint(condition=Q(operator__in=list(OPERATORS)), name="a_known_operator"),
            models.CheckConstraint(
                condition=Q(binding="hand", source="") | (Q(binding__in=("fact", "measure")) & ~Q(source="")),
                name="what_is_bound_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> str:
        """The first level: output, benefit or satisfaction."""
        return KINDS[self.kind][0]

    @property
    def is_number(self) -> bool:
        """Whether the target is a number."""
        return self.operator != "text"

    @property
    def shown(self) -> str:
        """The target as people read it: ≥95 %."""
        sign = OPERATORS[self.operator].zh if self.is_number else ""
        return f"{sign}{self.target}{f' {self.unit}' if self.unit else ''}"


class Approval(models.Model):
    """A goal table as it was approved: its words and indicators, frozen."""

    table = models.ForeignKey(GoalTable, models.PROTECT, related_name="approvals")
    revision = models.PositiveSmallIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A revision is approved once."""

        ordering: ClassVar = ["-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "revision"], name="a_revision_is_approved_once")
        ]


class Actual(models.Model):
    """What an indicator had reached on a day, as reported or as counted; the newest of a day holds.

    `source` tells how it came about where it was not reported by hand: {"fact": …} or {"measure": …, "records": n}.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actuals")
    day = models.DateField()
    value = models.CharField(max_length=200)
    said = models.TextField(blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    source = models.JSONField(default=dict)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["indicator", "-day"], name="actuals_of_an_indicator")]
