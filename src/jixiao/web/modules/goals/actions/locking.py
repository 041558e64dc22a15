"""Locks, and what must hold before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import stages
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.registers.indicators.models import GoalTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.registers.indicators.models import Indicator

GONE = Text("这条记录已被删除", "the record is gone")
CHANGED = Text(
    "您打开之后，别人已修改。您填的内容仍在，请与现值比对后再保存。",
    "Someone changed this after you opened it. What you wrote is kept; compare it and save again.",
)


def locked(pk: int) -> GoalTable:
    """A goal table, locked until the transaction ends."""
    found = GoalTable.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    table = found.filter(pk=pk).first()
    if table is None:
        raise Refused(GONE)
    return table


def hold_open(table: GoalTable) -> None:
    """Raises `Refused` where the content is fixed at the stage of the table."""
    if not stages.is_open(table.stage):
        name = table.stage_name
        raise Refused(
            Text(
                f"目标表处于“{name.zh}”，内容不能改；已批复的请先办理修订。",
                f"The table is “{name.en}”: its content is fixed; revise an approved one first.",
            )
        )


def hold_version(record: Any, version: int) -> None:  # noqa: ANN401 - any record that carries a version
    """Raises `Stale` where someone else changed the record since it was read."""
    if record.version != version:
        raise Stale(CHANGED, record)


def mark_of(table: GoalTable, rows: Iterable[Indicator]) -> str:
    """How a table and its rows stand, in a few letters: whoever signs must have seen just this."""
    held = list(rows)
    newest = max((row.pk for row in held), default=0)
    return f"{table.version}.{len(held)}.{sum(row.version for row in held)}.{newest}"
