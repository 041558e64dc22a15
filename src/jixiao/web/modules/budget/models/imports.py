"""What was brought in files: rows of a workbook, or a budget as it was published; what it did, so it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.modules.budget.models.budgets import Budget, Line
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.jobs.models import Job


class Import(models.Model):
    """A file of lines that someone brought: looked at first, then taken in whole, and undone where nothing followed.

    `columns` has the letter of each column; `unit` is how many yuan one of its amounts is. A published document is
    kept as `stored` and read by `job`; `told` is what it says, `made` what it did besides its lines.
    """

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="imports")
    form = models.CharField(max_length=10, default="sheet")
    file = models.CharField(max_length=200)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, default="previewed")
    rows = models.JSONField()
    columns = models.JSONField()
    unit = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()
    told = models.JSONField(default=dict)
    made = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=("reading", "previewed", "applied", "undone", "discarded")),
                name="a_known_state_of_import",
            ),
            models.CheckConstraint(condition=models.Q(form__in=("sheet", "document")), name="a_known_form_of_import"),
        ]


class ImportedLine(models.Model):
    """What an import did to a line: `before` is empty for a line that it made; `version` is the one it left."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    line = models.ForeignKey(Line, models.CASCADE, related_name="imports")
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
