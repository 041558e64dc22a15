"""Events of the trail as people read them: what was done, and each field before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.budget import codes, stages
from jixiao.web.modules.budget.models import (
    ASSET_STATES,
    CATEGORIES,
    CHANGE_KINDS,
    CHANGE_STATES,
    FIGURE_KINDS,
    METHODS,
)
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
    "budget.import.read": Text("导入预算文书", "published budget brought"),
    "budget.import.preview": Text("预览导入", "import previewed"),
    "budget.import.discard": Text("放弃导入", "import let go"),
    "budget.line.remove": Text("删除预算行", "line removed"),
    "budget.parameter": Text("设定参数", "parameter set"),
    "budget.carry": Text("结转上年资金", "carried over"),
    "budget.carry.back": Text("撤回结转", "carry-over undone"),
    "budget.assessment.begin": Text("开始事前评估", "ex-ante evaluation begun"),
    "budget.assessment.write": Text("编写事前评估", "ex-ante evaluation written"),
    "budget.assessment.move": Text("事前评估阶段变动", "ex-ante evaluation moved"),
    "budget.procurement.add": Text("新增采购项目", "procurement planned"),
    "budget.procurement.edit": Text("修改采购项目", "procurement changed"),
    "budget.procurement.remove": Text("删除采购项目", "procurement removed"),
    "budget.procurement.buy": Text("登记采购", "purchases recorded"),
    "budget.staff.count": Text("登记人员数", "staff recorded"),
    "budget.staff.correct": Text("更正人员数", "staff corrected"),
    "budget.asset.acquire": Text("登记资产", "asset entered"),
    "budget.asset.change": Text("变更资产", "asset changed"),
    "budget.asset.use": Text("资产启用", "asset put to use"),
    "budget.asset.idle": Text("资产转闲置", "asset left idle"),
    "budget.asset.dispose": Text("处置资产", "asset disposed of"),
    "budget.inventory.begin": Text("开始盘点", "inventory begun"),
    "budget.inventory.count": Text("填写盘点", "inventory counted"),
    "budget.inventory.found": Text("登记盘盈", "surplus entered"),
    "budget.inventory.close": Text("结束盘点", "inventory closed"),
    "budget.reorganisation.plan": Text("登记机构合并", "merger planned"),
    "budget.reorganisation.done": Text("办理机构合并", "merger carried out"),
    "budget.reorganisation.withdraw": Text("撤回机构合并", "merger withdrawn"),
}
TARGETS = {
    "budget": Text("预算", "budget"),
    "budget.line": Text("预算行", "budget line"),
    "budget.project": Text("项目", "project"),
    "budget.change": Text("资金变动", "change of money"),
    "budget.import": Text("导入", "import"),
    "budget.parameter": Text("参数", "parameter"),
    "budget.assessment": Text("事前绩效评估", "ex-ante evaluation"),
    "budget.procurement": Text("采购项目", "procurement"),
    "budget.staff": Text("人员数", "staff"),
    "budget.asset": Text("固定资产", "asset"),
    "budget.inventory": Text("盘点", "inventory"),
    "budget.reorganisation": Text("机构合并", "merger"),
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
    "projects": Text("新增项目", "projects added"),
    "figures": Text("计划数", "plans set"),
    "sha256": Text("文件校验值", "hash of the file"),
    "total": Text("金额合计（万元）", "total"),
    "code": Text("编码", "code"),
    "level": Text("级次", "level"),
    "parent": Text("上级项目", "project above"),
    "duty": Text("部门职责", "duty"),
    "task": Text("工作任务", "task"),
    "since": Text("起始年", "from year"),
    "until": Text("终止年", "until year"),
    "supported": Text("支持金额（万元）", "supported"),
    "planned": Text("计划（万元）", "planned"),
    "planned_month": Text("计划月份", "month planned"),
    "category": Text("品目", "category"),
    "method": Text("采购方式", "method"),
    "line": Text("预算行", "line"),
    "rows": Text("行数", "rows"),
    "differing": Text("有差异", "differing"),
    "day": Text("日期", "day"),
    "decision": Text("依据", "decision"),
    "source": Text("被并入单位", "merged unit"),
    "target": Text("并入单位", "unit that goes on"),
    "authorised": Text("核定编制", "authorised posts"),
    "in_post": Text("在编", "in post"),
    "hired": Text("编外聘用", "hired"),
    "dispatched": Text("劳务派遣", "dispatched"),
    "place": Text("存放地点", "place"),
    "keeper": Text("保管人", "keeper"),
    **stages.ASPECTS,
}
_MONEY = {"initial", "ceiling", "amount", "total", "supported", "planned"}
_MONTHLY = {"budget.line.spend": Text("支出", "spent"), "budget.procurement.buy": Text("采购", "bought")}


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
    if event.action in _MONTHLY:
        what = _MONTHLY[event.action]
        return Text(f"{name} 月{what.zh}（万元）", f"{what.en} in month {name}")
    if event.action.startswith("budget.inventory.") and name not in _FIELDS:
        return same(name)
    if event.action.startswith("budget.change.") and name in ("source", "target"):
        return None  # ids; the page of the change names its lines
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
        planned, *adjusted, actual = ("" if part is None else in_ten_thousands(part) for part in value)
        zh, en = (f"调整后 {adjusted[0]}，", f"adjusted {adjusted[0]}, ") if any(adjusted) else ("", "")
        return Text(f"计划 {planned}，{zh}实际 {actual}", f"planned {planned}, {en}actual {actual}")
    if isinstance(value, int) and (name in _MONEY or name.startswith("line/") or event.action in _MONTHLY):
        return same(in_ten_thousands(value))
    words = str(value)
    if name == "stage" and words in stages.TABLE.stages:
        return stages.TABLE.stages[words].name
    if name == "stage" and words in stages.EX_ANTE.stages:
        return stages.EX_ANTE.stages[words].name
    named = {
        "kind": CHANGE_KINDS, "state": CHANGE_STATES | ASSET_STATES, "fund": codes.fund_types(),
        "category": CATEGORIES, "method": METHODS,
    }  # fmt: skip
    return named.get(name, {}).get(words, same(words))
