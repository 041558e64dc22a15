"""Drafting a report in one step: the template in force, the figures of the year, texts to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.actions.locking import tell
from jixiao.web.modules.report.figures.gather import gather
from jixiao.web.modules.report.models import Block, Report
from jixiao.web.modules.report.outline.kept import template_for
from jixiao.web.modules.report.outline.reading import read_outline, shipped_text
from jixiao.web.modules.report.paper.building import first_text
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

# Departments and their units have money of their own; a district and a section have none.
REPORTING = (Organisation.Kind.DEPARTMENT, Organisation.Kind.UNIT)
FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def draft(*, organisation: Organisation, year: int, by: Person, at: datetime) -> Report:
    """Draft the report of a year; one that is there already is returned as it stands."""
    if organisation.kind not in REPORTING:
        raise Refused(Text("只有部门和单位编制自评报告。", "Only departments and units write reports."))
    if not FIRST_YEAR <= year <= LAST_YEAR or year > at.year:
        raise Refused(Text(f"{year} 年度还没有开始。", f"The year {year} has not begun."))
    if organisation.closed_on is not None and organisation.closed_on.year < year:
        raise Refused(Text("该单位当年已撤销。", "The unit was closed before that year."))
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one at a time for an organisation
    known = Report.objects.filter(organisation=organisation, year=year).first()
    if known is not None:
        return known
    template = template_for(organisation)
    text = shipped_text() if template is None else template.text
    outline, figures = read_outline(text), gather(organisation, year, at)
    report = Report.objects.create(
        organisation=organisation, year=year, outline=text, template=template, by=by, at=at
    )  # fmt: skip
    Block.objects.bulk_create(
        Block(report=report, key=one.id, text=first_text(one, figures), by=by, at=at)
        for one in outline.blocks.values()
        if one.kind == "text"
    )
    tell("draft", report, by=by, at=at, after={"year": year, "template": outline.name})
    return report
