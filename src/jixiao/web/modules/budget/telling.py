"""Events of the trail as people read them: what was done, and each field before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.budget import codes, stages
from jixiao.web.modules.budget.models import CHANGE_KINDS, CHANGE_STATES, FIGURE_KINDS
from jixiao.web.platform.money import in_ten_thousands

if TYPE_CHECKING:
    from jixiao.web.platform.trail.models import Event

ACTIONS = {
    "budget.open": Text("建立预算", "budget opened"),
    "budget.move": Text("阶段变动", "stage changed"),
    "budget.figures": Text("修改采购和三公数", "figures changed"),
    "budget.project.add": Text("登记项目", "project added"),
    "budget.project.edit": Text("修改项目", "project changed"),
    "budget.line.add": Text("新增预算行", "line added"),
    "budget.line.edit": Text("修改预算行", "line changed"),
    "budget.line.spend": Text("登记支出", "spending recorded"),
    "budget.change.propose": Text("提出追加、追减或调剂", "change proposed"),
    "budget.change.approve": Text("批准", "change approved"),
    "budget.change.refuse": Text("不批准", "change refused"),
    "budget.change.withdraw": Text("撤回", "change withdrawn"),
    "budget.import.apply": Text("导入", "imported"),
    "budget.import.undo": Text("撤销导入", "import undone"),
}
_FIELDS = {
    "number": Text("编号", "number"),
    "name": Text("名称", "name"),
    "is_basic": Text("基本支出", "basic expenditure"),
    "project": Text("项目", "project"),
    "functional": Text("功能分类", "functional item"),
    "economic": Text("经济分类", "economic item"),
    "fund": Text("资金来源", "fund"),
    "initial": Text("年初预算（万元）", "initial budget"),
    "stage": Text("阶段", "stage"),
    "ceiling": Text("控制数（万元）", "ceiling"),
    "note": Text("意见", "note"),
    "reason": Text("理由", "reason"),
    "kind": Text("种类", "kind"),
    "amount": Text("金额（万元）", "amount"),
    "state": Text("状态", "state"),
    "year": Text("年度", "year"),
    "file": Text("文件", "file"),
    "added": Text("新增行", "lines added"),
    "changed": Text("修改行", "lines changed"),
    "removed": Text("删除行", "lines removed"),
    "restored": Text("恢复行", "lines restored"),
    "total": Text("金额合计（万元）", "total"),
    "code": Text("编码", "code"),
    "level": Text("级次", "level"),
    "parent": Text("上级项目", "project above"),
    "duty": Text("部门职责", "duty"),
    "task": Text("工作任务", "task"),
    "since": Text("起始年", "from year"),
    "until": Text("终止年", "until year"),
}
_MONEY = {"initial", "ceiling", "amount", "total"}


def named(event: Event) -> Text:
    """What was done."""
    return ACTIONS.get(event.action, same(event.action))


def details(event: Event, line: int | None = None) -> list[tuple[Text, Text, Text]]:
    """Fields that changed: name, before, after. Of a change of money only the end at `line`, if one is named."""
    found = []
    for name in (*event.after, *(name for name in event.before if name not in event.after)):
        title = _title(event, name, line)
        before, after = event.before.get(name), event.after.get(name)
        if title is not None and before != after and (before or after or isinstance(after, int)):
            found.append((title, _said(event, name, before), _said(event, name, after)))
    return found


def _title(event: Event, name: str, line: int | None) -> Text | None:
    if event.action == "budget.line.spend":
        return Text(f"{name} 月支出（万元）", f"spent in month {name}")
    if name.startswith("line/"):
        is_asked = line is None or name == f"line/{line}"
        return Text("调整后预算（万元）", "adjusted budget") if is_asked else None
    return FIGURE_KINDS.get(name) or _FIELDS.get(name)


def _said(event: Event, name: str, value: object) -> Text:
    """A value as its field is read."""
    if value is None or value == "":
        return same("")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, list):
        planned, actual = (in_ten_thousands(part) for part in value)
        return Text(f"计划 {planned}，实际 {actual}", f"planned {planned}, actual {actual}")
    if isinstance(value, int) and (name in _MONEY or name.startswith("line/") or event.action == "budget.line.spend"):
        return same(in_ten_thousands(value))
    words = str(value)
    if name == "stage" and words in stages.TABLE.stages:
        return stages.TABLE.stages[words].name
    named = {"kind": CHANGE_KINDS, "state": CHANGE_STATES, "fund": codes.fund_types()}
    return named.get(name, {}).get(words, same(words))
