"""An accepted scorecard is published in the same transaction: what was signed, byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils import timezone

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.web.platform.people.names import BadName
from jixiao.web.registers.publications.actions import Refused, publish
from jixiao.web.registers.publications.models import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.modules.evaluation.models import DepartmentYear, Run
    from jixiao.web.platform.people.models import Person
    from jixiao.web.registers.publications.models import Publication


def publish_result(year: DepartmentYear, run: Run, by: Person, at: datetime) -> Publication:
    """Publish the signed result with the review score; raises `InputFault` where it cannot be published."""
    reviewed = "" if year.reviewed is None else f"财政复核 {year.reviewed:.2f} 分。"
    stated = "" if year.stated is None else f"单位自评 {year.stated:.2f} 分。"
    try:
        return publish(
            organisation=year.organisation,
            year=year.year,
            kind=Kind.SCORECARD,
            record=json.loads(run.result),
            title=f"{year.organisation.name}{year.year}年度部门整体支出绩效得分",
            address="",
            day=timezone.localdate(at),
            by=by,
            at=at,
            words=stated + reviewed,
        )
    except (Refused, BadName) as refused:
        raise InputFault([Problem(refused.said, "")]) from None
