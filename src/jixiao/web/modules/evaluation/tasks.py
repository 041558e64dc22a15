"""Reading a report takes longer than a page may, so it runs in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.importing import tell
from jixiao.web.modules.evaluation.bringing import read_brought
from jixiao.web.modules.evaluation.models import Import
from jixiao.web.platform.files.store import content_of
from jixiao.web.platform.jobs.task import task

if TYPE_CHECKING:
    from jixiao.web.platform.jobs.task import Progress


@task("evaluation.read", Text("读取自评报告", "Reading a self-evaluation report"))
def read(progress: Progress, *, kept: int) -> dict[str, Any]:
    """Read a report for someone to look at."""
    progress.tell(0, 1, Text("正在读取文书", "reading the document"))
    one = Import.objects.select_related("year__organisation", "file").get(pk=kept)
    tell(kept=one, brought=read_brought(one.year, one.file.name, content_of(one.file.sha256)))
    progress.tell(1, 1)
    return {"import": kept}
