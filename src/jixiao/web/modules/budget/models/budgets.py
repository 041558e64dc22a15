"""The project library, budgets with their lines, changes of money, execution. Amounts are whole fen.

The database itself holds the invariants: no line below zero or below what is spent, no line for a project outside the
library, no change without an amount.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jixiao.core.kernel.text import Text, same
from jixiao.core.lifecycle.table import Stage
from jixiao.web.modules.budget import codes, stages
from jixiao.web.platform.people.models import Organisation

LEVELS = {1: Text("一级项目", "level 1"), 2: Text("二级项目", "level 2"), 3: Text("三级项目", "level 3")}
CHANGE_KINDS = {
    "supplement": Text("追加", "supplement"),
    "reduction": Text("追减", "reduction"),
    "reallocation": Text("调剂", "reallocation"),
}
CHANGE_STATES = {
    "proposed": Text("待批准", "waiting for approval"),
    "approved": Text("已批准", "approved"),
    "refused": Text("未批准", "refused"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
FIGURE_KINDS = {
    "procurement": Text("政府采购", "government procurement"),
    "travel_abroad": Text("因公出国（境）费", "travel abroad"),
    "vehicle_purchase": Text("公务用车购置费", "purchase of official vehicles"),
    "vehicle_running": Text("公务用车运行维护费", "running of official vehicles"),
    "reception": Text("公务接待费", "official reception"),
}
MONTHS = range(1, 13)


class Project(models.Model):
    """A project of the library: 部门职责 - 工作任务 - 预算项目, at one of three levels, from a year to a year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    level = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    duty = models.CharField(max_length=200)
    task = models.CharField(max_length=200)
    since = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField(null=True)
    # The project of another organisation that it goes on with after a reorganisation.
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="continued_as")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A code once in an organisation; only level 1 has nothing above it."""

        ordering: ClassVar = ["organisation__path", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="a_project_code_once"),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__in=(2, 3), parent__isnull=False),
                name="only_level_one_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_project_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def level_name(self) -> Text:
        """What its level is called."""
        return LEVELS[self.level]

    def runs_in(self, year: int) -> bool:
        """Whether it may have budget lines in a year."""
        return self.since <= year and (self.until is None or year <= self.until)


class Budget(models.Model):
    """The budget of an organisation for a year, at a stage; `ceiling` is the control figure of 一下."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, default="first_submission")
    ceiling = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One budget of an organisation a year."""

        ordering: ClassVar = ["-year", "organisation__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_budget_a_year"),
            models.CheckConstraint(condition=Q(stage__in=list(stages.TABLE.stages)), name="a_known_stage"),
            models.CheckConstraint(condition=Q(ceiling=None) | Q(ceiling__gte=0), name="no_ceiling_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

    @property
    def now(self) -> Stage:
        """The stage it is at."""
        return stages.TABLE.stages[self.stage]


class Line(models.Model):
    """A line of a budget: basic expenditure, or a project of the library; its classes and its money.

    `adjusted` is kept by the database; `spent` is the sum of the months.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines")
    number = models.CharField(max_length=20)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="lines")
    is_basic = models.BooleanField()
    name = models.CharField(max_length=120)
    functional = models.CharField(max_length=7)
    economic = models.CharField(max_length=5)
    fund = models.CharField(max_length=30)
    initial = models.BigIntegerField()
    # What the same purpose left unspent in the year before, with the line that it comes from.
    carried = models.BigIntegerField(default=0)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_into")
    supplemented = models.BigIntegerField(default=0)
    reallocated = models.BigIntegerField(default=0)
    # What came from, or went to, another organisation when the two were reorganised.
    transferred = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    adjusted = models.GeneratedField(
        expression=F("initial") + F("carried") + F("supplemented") + F("reallocated") + F("transferred"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Never below zero, never below what is spent, never a project expenditure outside the library."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "number"], name="a_line_number_once"),
            models.CheckConstraint(
                condition=Q(is_basic=True, project=None) | Q(is_basic=False, project__isnull=False),
                name="no_project_line_outside_the_library",
            ),
            models.CheckConstraint(
                condition=Q(initial__gte=0, spent__gte=0, carried__gte=0), name="no_line_below_zero"
            ),
            models.CheckConstraint(condition=Q(adjusted__gte=F("spent")), name="never_spent_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def unspent(self) -> int:
        """What is left."""
        return int(self.adjusted) - self.spent

    @property
    def functional_name(self) -> Text:
        """What its functional item is called."""
        return codes.functional(self.functional) or same(self.functional)

    @property
    def economic_name(self) -> Text:
        """What its economic item is called."""
        return codes.economic(self.economic) or same(self.economic)

    @property
    def fund_name(self) -> Text:
        """What its kind of money is called."""
        return codes.fund_types().get(self.fund, same(self.fund))


class Execution(models.Model):
    """What a line spent in a month; below zero where more came back than went out."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="months", db_index=False)  # the constraint has one
    month = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        """A month once; the amount stands in the index too, since sums of a district read a hundred thousand."""

        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "month"], include=["amount"], name="a_month_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="a_month_of_the_year"),
        ]


class Change(models.Model):
    """A supplement, a reduction or a reallocation: proposed with a reason, decided by someone else."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12)
    source = models.ForeignKey(Line, models.PROTECT, null=True, related_name="taken")
    target = models.ForeignKey(Line, models.PROTECT, null=True, related_name="given")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=12, default="proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        """From where and to where, as the kind asks; some money, and a reason."""

        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_change_moves_money"),
            models.CheckConstraint(
                condition=Q(kind="supplement", source=None, target__isnull=False)
                | Q(kind="reduction", source__isnull=False, target=None)
                | (Q(kind="reallocation", source__isnull=False, target__isnull=False) & ~Q(source=F("target"))),
                name="a_change_has_its_ends",
            ),
            models.CheckConstraint(condition=Q(state__in=list(CHANGE_STATES)), name="a_known_state_of_change"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_change_has_a_reason"),
        ]

    @property
    def kind_name(self) -> Text:
        """What its kind is called."""
        return CHANGE_KINDS[self.kind]

    @property
    def state_name(self) -> Text:
        """What its state is called."""
        return CHANGE_STATES[self.state]


class Figure(models.Model):
    """A plain figure beside the lines: procurement, and the parts of 三公; planned, adjusted and actual.

    `adjusted` is empty while the plan of the beginning of the year stands as it was.
    """

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=20)
    planned = models.BigIntegerField(default=0)
    adjusted = models.BigIntegerField(null=True)
    actual = models.BigIntegerField(default=0)

    class Meta:
        """A kind once in a budget."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "kind"], name="a_figure_once"),
            models.CheckConstraint(condition=Q(kind__in=list(FIGURE_KINDS)), name="a_known_figure"),
            models.CheckConstraint(condition=Q(planned__gte=0, actual__gte=0), name="no_figure_below_zero"),
            models.CheckConstraint(
                condition=Q(adjusted=None) | Q(adjusted__gte=0), name="no_adjusted_figure_below_zero"
            ),
        ]

    @property
    def now(self) -> int:
        """What it stands at: adjusted where it was, otherwise as planned."""
        return self.planned if self.adjusted is None else self.adjusted


class Parameter(models.Model):
    """A value that an installation sets for a year, with its source: the day a stage ends, the limit of changes."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=20)
    source = models.CharField(max_length=200)

    class Meta:
        """A parameter once for an organisation and a year; it holds for everything below it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "name"], name="a_budget_parameter_once")
        ]
