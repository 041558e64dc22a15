"""What every write shares: the report is locked, open, and the one that was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.models import Report
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

SIGNED = Text(
    "报告已签署，内容不能改动；要修改请先退回起草。", "The report is signed; it must go back before it changes."
)
FASTER = Text("别人刚保存过，两份内容都在下面。", "Someone else has just saved; both texts stand below.")
CHANGED = Text("报告刚被别人改过，请看过再操作。", "Someone has just changed the report; look at it first.")


def locked(pk: int) -> Report:
    """The report, while nobody else may write to it."""
    return Report.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)


def locked_open(pk: int) -> Report:
    """The report, to be written in; refused where it is signed."""
    report = locked(pk)
    if not report.is_open:
        raise Refused(SIGNED)
    return report


def tell(
    verb: str, report: Report, *, by: Person, at: datetime, before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Tell the trail what was done to a report."""
    record(
        f"report.{verb}", f"report/{report.pk}", by=by, at=at, organisation=report.organisation,
        before=before, after=after,
    )  # fmt: skip
