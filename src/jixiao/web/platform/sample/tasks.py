"""The records of the sample are made in the background, a department after another: pages need not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text, same
from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.task import task
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.sample.modules import seed, seeders

if TYPE_CHECKING:
    from jixiao.web.platform.jobs.task import Progress


@task("sample.seed", Text("生成样例数据", "Making sample records"))
def seed_department(progress: Progress, *, department: int, person: int, years: list[int]) -> dict[str, Any]:
    """Let every module make its sample for a department. What was made before it was broken off is kept."""
    organisation, by = Organisation.objects.get(pk=department), Person.objects.get(pk=person)
    names = list(seeders())
    failed = []
    for done, name in enumerate(names):
        progress.tell(done, len(names), same(name))
        if not seed(name, organisation, years, by=by, at=now()):
            failed.append(name)
    told = Text(f"没有做成：{'、'.join(failed)}", f"not made: {', '.join(failed)}") if failed else same("")
    progress.tell(len(names), len(names), told)
    return {"failed": failed}
