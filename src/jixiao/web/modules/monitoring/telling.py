"""Events of the trail in words: what was done, each field before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text, same
from jixiao.core.monitoring.forecast import METHODS
from jixiao.core.monitoring.lights import NAMES
from jixiao.web.modules.monitoring.stages import CAUSES, CHANCES, DECISIONS, TABLE
from jixiao.web.platform.money import in_ten_thousands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.web.platform.trail.models import Event

ACTIONS = {
    "monitoring.issue": Text("下发绩效监控", "issued a round of monitoring"),
    "monitoring.complete": Text("补发监控表", "added sheets"),
    "monitoring.change": Text("修改监控期限", "changed the deadline"),
    "monitoring.refresh": Text("重新取数", "took the figures anew"),
    "monitoring.fill": Text("填写监控表", "filled in a sheet"),
    "monitoring.decide": Text("决定红灯事项", "decided over a red light"),
    **{f"monitoring.{move.id}": move.name for move in TABLE.moves.values()},
}
TARGETS = {
    "monitoring.round": Text("监控批次", "round of monitoring"),
    "monitoring.filing": Text("单位监控表", "monitoring of a unit"),
}
_FIELDS = {
    "stage": Text("阶段", "stage"), "note": Text("说明", "note"), "until": Text("期限", "deadline"),
    "name": Text("监控表", "sheet"), "reason": Text("原因", "reason"), "problem": Text("问题", "problem"),
    "measure": Text("措施", "measure"), "method": Text("预计方法", "method"), "by_hand": Text("人工预计", "by hand"),
    "because": Text("预计理由", "because"), "light": Text("灯", "light"), "decision": Text("决定", "decision"),
    "filings": Text("单位数", "units"), "sheets": Text("监控表数", "sheets"), "value": Text("完成值", "value"),
    "cause": Text("原因类别", "kind of reason"), "chance": Text("完成可能性", "chance"),
    "forecast": Text("全年预计", "forecast"),
}  # fmt: skip
_WORDS: dict[str, Mapping[Any, Text]] = {
    "stage": {stage.id: stage.name for stage in TABLE.stages.values()},
    "light": NAMES, "decision": DECISIONS, "method": METHODS, "cause": CAUSES, "chance": CHANCES,
}  # fmt: skip
_HIDDEN = ("sheet", "round")
Change = tuple[Text, Text, Text]


def named(event: Event) -> Text:
    """What an event did."""
    return ACTIONS.get(event.action, same(event.action))


def details(event: Event) -> list[Change]:
    """Each field that an event tells of: its name, before, after; empty ones are left out."""
    found = []
    for name, after in event.after.items():
        before = event.before.get(name)
        if name in _HIDDEN or (after in ("", None, {}) and before in ("", None, {})):
            continue
        found.append((_FIELDS.get(name, same(name)), _said(name, before), _said(name, after)))
    return found


def _said(name: str, value: Any) -> Text:  # noqa: ANN401 - whatever JSON holds
    if value is None or value == "":
        return same("")
    if isinstance(value, dict):
        parts = [(_FIELDS.get(key, same(key)), _said(key, one)) for key, one in value.items() if one]
        return Text("，".join(f"{k.zh} {v.zh}" for k, v in parts), ", ".join(f"{k.en} {v.en}" for k, v in parts))
    if isinstance(value, list):
        return Text("、".join(map(str, value)), ", ".join(map(str, value)))
    if name == "by_hand" and isinstance(value, int):
        words = in_ten_thousands(value)
        return Text(f"{words} 万元", f"{words} (10,000 yuan)")
    return _WORDS.get(name, {}).get(value, same(str(value)))
