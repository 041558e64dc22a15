"""Checking a report takes longer than a page may, so it runs in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.checking import audited, fingerprint
from jixiao.web.modules.report.models import Check
from jixiao.web.modules.report.paper.building import live
from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.task import task

if TYPE_CHECKING:
    from jixiao.web.platform.jobs.task import Progress


@task("report.check", Text("核查自评报告", "Checking a self-evaluation report"))
def check_report(progress: Progress, *, check: int) -> dict[str, Any]:
    """Hold the report as it reads now against every check for one document."""
    progress.tell(0, 2, Text("正在生成正文", "writing the text"))
    one = Check.objects.select_related("report__organisation").get(pk=check)
    paper, _ = live(one.report, now())
    progress.tell(1, 2, Text("正在逐条核查", "checking"))
    keep(one, fingerprint(paper), audited(paper, one.report.organisation.region))
    progress.tell(2, 2)
    return {"check": check}


def keep(check: Check, sha256: str, found: dict[str, Any]) -> None:
    """Keep what a check found."""
    Check.objects.filter(pk=check.pk).update(
        content_sha256=sha256, findings=found["findings"], summary=found["summary"]
    )
