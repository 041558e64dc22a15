"""The content of a goal table as plain data: kept with an approval, compared with what stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text, same
from jixiao.web.registers.indicators.models import BINDINGS, KINDS, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.web.registers.indicators.models import GoalTable, Indicator

FIELDS = ("kind", "name", "operator", "target", "unit", "weight", "basis", "binding", "source", "covers")
TITLES = {
    "kind": Text("级别", "level"),
    "name": Text("名称", "name"),
    "operator": Text("方向", "direction"),
    "target": Text("目标值", "target"),
    "unit": Text("单位", "unit"),
    "weight": Text("权重", "weight"),
    "basis": Text("依据", "basis"),
    "binding": Text("取值方式", "how it is had"),
    "source": Text("取值来源", "source"),
    "covers": Text("覆盖项目", "projects covered"),
    "summary": Text("年度目标", "goal of the year"),
    "long_term": Text("中长期目标", "long-term goal"),
}


def row_of(indicator: Indicator) -> dict[str, Any]:
    """An indicator as plain data."""
    weight = indicator.weight
    kept = {name: getattr(indicator, name) for name in FIELDS}
    return {"id": indicator.pk, **kept, "weight": None if weight is None else f"{weight.normalize():f}"}


def content_of(table: GoalTable, rows: Iterable[Indicator]) -> dict[str, Any]:
    """A table as plain data."""
    return {
        "summary": table.summary,
        "long_term": table.long_term,
        "amount": table.amount,
        "indicators": [row_of(row) for row in rows],
    }


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two contents have the same words and rows; the money is not asked."""
    return not differences(one, other)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[Text, Text, str, str]]:
    """What changed: of what, which field, before, after."""
    found = []
    for name in ("summary", "long_term"):
        if before.get(name, "") != after.get(name, ""):
            found.append((Text("目标", "goals"), TITLES[name], before.get(name, ""), after.get(name, "")))
    old = {row["id"]: row for row in before.get("indicators", ())}
    new = {row["id"]: row for row in after.get("indicators", ())}
    for key, row in new.items():
        was = old.get(key)
        if was is None:
            found.append((same(row["name"]), Text("新增指标", "added"), "", _brief(row)))
            continue
        for name in FIELDS:
            if was.get(name) != row.get(name):
                found.append((same(row["name"]), TITLES[name], said(name, was.get(name)), said(name, row.get(name))))
    for key, row in old.items():
        if key not in new:
            found.append((same(row["name"]), Text("删除指标", "removed"), _brief(row), ""))
    return found


def said(name: str, value: Any) -> str:  # noqa: ANN401 - a value of any field
    """A value as people read it."""
    words = "" if value is None else str(value)
    if name == "kind":
        return KINDS[words][1].zh if words in KINDS else words
    if name == "operator":
        return OPERATORS[words].zh if words in OPERATORS else words
    if name == "binding":
        return BINDINGS[words].zh if words in BINDINGS else words
    return "、".join(value) if isinstance(value, list) else words


def _brief(row: Mapping[str, Any]) -> str:
    sign = "" if row["operator"] == "text" else OPERATORS[row["operator"]].zh
    return f"{sign}{row['target']}{row['unit']}"
