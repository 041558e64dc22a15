"""Reading a published budget takes longer than a page may, so it runs in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.published import tell
from jixiao.web.modules.budget.models import Import
from jixiao.web.modules.budget.published.reading import read_published
from jixiao.web.platform.files.store import content_of
from jixiao.web.platform.jobs.task import task

if TYPE_CHECKING:
    from jixiao.web.platform.jobs.task import Progress


@task("budget.read", Text("读取预算文书", "Reading a published budget"))
def read(progress: Progress, *, batch: int) -> dict[str, Any]:
    """Read a document for someone to look at."""
    progress.tell(0, 1, Text("正在读取文书", "reading the document"))
    one = Import.objects.select_related("budget__organisation", "stored").get(pk=batch)
    if one.state == "reading" and one.stored is not None:
        tell(batch=one.pk, told=read_published(one.budget, one.file, content_of(one.stored.sha256)))
    progress.tell(1, 1)
    return {"import": batch}
