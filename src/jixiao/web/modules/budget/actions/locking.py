"""Locks: the budget, then lines in the order of their ids; and what must hold before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.models import Budget, Line
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

GONE = Text("这条记录已被删除", "the record is gone")


def day_of(at: datetime) -> date:
    """The day of a moment where the district is: shortly after midnight there, it is still yesterday elsewhere."""
    return timezone.localtime(at).date()


def locked_budget(pk: int) -> Budget:
    """The budget, locked until the transaction ends."""
    return Budget.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=pk)


def locked_lines(budget: Budget, wanted: Iterable[int]) -> dict[int, Line]:
    """Lines of a budget by id, locked in the order of their ids; raises `Refused` where one is gone."""
    ids = sorted(set(wanted))
    lines = Line.objects.select_for_update(of=("self",), no_key=True).filter(budget=budget, pk__in=ids)
    found = {line.pk: line for line in lines.order_by("pk")}
    if len(found) != len(ids):
        raise Refused(GONE)
    return found


def hold_version(record: Any, version: int) -> None:  # noqa: ANN401 - any record that carries a version
    """Raises `Stale` where someone else changed the record since it was read."""
    if record.version != version:
        text = Text(
            "您打开之后，别人已修改这条记录。您填的内容仍在，请与现值比对后再保存。",
            "Someone changed this record after you opened it. What you wrote is kept; compare it and save again.",
        )
        raise Stale(text, record)


def hold_open(budget: Budget) -> None:
    """Raises `Refused` where the lines are fixed at the stage of the budget."""
    if not budget.now.is_open:
        stage = budget.now.name
        raise Refused(
            Text(
                f"预算处于“{stage.zh}”，不能再改年初数；如需变动请办理追加或调剂。",
                f"The budget is at “{stage.en}”: its initial amounts are fixed; propose a change of money.",
            )
        )


def hold_executing(budget: Budget) -> None:
    """Raises `Refused` unless the budget is being carried out."""
    if budget.stage != "executing":
        stage = budget.now.name
        raise Refused(
            Text(
                f"预算处于“{stage.zh}”，执行中才能办理。", f"The budget is at “{stage.en}”; this is done in execution."
            )
        )
