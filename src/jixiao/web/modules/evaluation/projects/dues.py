"""What is missing before a project's self-evaluation is signed, and which indicators want a reason."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.projects.filing import EXECUTION, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.web.modules.evaluation.models import ProjectYear

# Practice: a result above this share of its target says more of the target than of the work (noted, nothing deducted).
FAR_ABOVE = Decimal("1.3")
# Practice: spending that falls short by more than a fifth is explained.
LEAST_RATE = Decimal("0.8")
# Fewer indicators than this that hit their targets exactly may be chance.
FEW = 3


def wants_reason(row: Mapping[str, Any], told: Mapping[str, Any] | None) -> Text | None:
    """Why an indicator wants words: not told, missed, or far above its target; None where it does not."""
    if told is None or told["score"] is None:
        return Text("不能判断", "cannot be told")
    if Decimal(told["score"]) < Decimal(told["max"]):
        return Text("未达到目标", "missed")
    if row["operator"] in (">=", ">") and _times(row) > FAR_ABOVE:
        return Text("远高于目标", "far above its target")
    return None


def _times(row: Mapping[str, Any]) -> Decimal:
    try:
        return Decimal(number_of(row["actual"], row["unit"])) / Decimal(row["target"])
    except (InvalidOperation, ZeroDivisionError):
        return Decimal(0)


def execution_wants_reason(told: Mapping[str, Any] | None) -> Text | None:
    """Why the execution of the money wants words."""
    if told is None or told["score"] is None:
        return Text("不能判断", "cannot be told")
    if Decimal(told["score"]) < Decimal(told["max"]) * LEAST_RATE:
        return Text("执行率偏低", "little was spent")
    return None


def unexplained(content: Mapping[str, Any], result: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """The indicators that want a reason and have none, by name."""
    told = {one["id"]: one for one in result["indicators"]}
    found = []
    why = execution_wants_reason(told.get(EXECUTION))
    if why is not None and not content["execution_reason"]:
        found.append((EXECUTION, Text(f"预算执行：{why.zh}，须说明原因", f"Execution: {why.en}, say why")))
    for row in content["rows"]:
        why = wants_reason(row, told.get(row["id"]))
        if why is not None and not row["reason"]:
            name = f"{row['level_zh']}·{row['name']}" if row.get("is_empty") else row["name"]
            found.append((row["id"], Text(f"{name}：{why.zh}，须说明原因", f"{name}: {why.en}, say why")))
    return found


def unstated(year: ProjectYear, result: Mapping[str, Any]) -> list[Text]:
    """The stated total, which only a score without gaps can stand in for."""
    if year.stated is not None or Decimal(result["undecided_points"] or 0) == 0:
        return []
    return [Text("有不能判断的分，须填写自评总分", "some points cannot be told: state the total")]


def signals(content: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    """What makes one look twice: nothing was lost anywhere, or every result is the very target."""
    found = []
    told = result["indicators"]
    if told and all(one["score"] is not None and Decimal(one["score"]) == Decimal(one["max"]) for one in told):
        found.append("full")
    numbers = [row for row in content["rows"] if row["target"] and not row.get("is_empty") and row["actual"]]
    if len(numbers) >= FEW and all(_times(row) == 1 for row in numbers):
        found.append("on_target")
    return found
