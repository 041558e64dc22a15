"""Events of the trail as people read them."""

from __future__ import annotations

from typing import Any

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.goals.content import TITLES, said
from jixiao.web.modules.goals.models import MARKS
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.trail.models import Event
from jixiao.web.registers.indicators.models import STAGES

MOST_HISTORY = 100
ACTIONS = {
    "goals.open": Text("建立目标表", "goals begun"),
    "goals.words": Text("修改目标", "goals rewritten"),
    "goals.row.add": Text("新增指标", "indicator added"),
    "goals.row.edit": Text("修改指标", "indicator changed"),
    "goals.row.remove": Text("删除指标", "indicator removed"),
    "goals.sign": Text("科室审核通过", "signed for the section"),
    "goals.submit": Text("提交绩效目标", "submitted to finance"),
    "goals.hand_back": Text("退回科室", "handed back"),
    "goals.review": Text("审核绩效目标", "reviewed"),
    "goals.lift": Text("解除禁止重报", "bar lifted"),
    "goals.revise": Text("修订目标", "revision begun"),
    "goals.confirm": Text("确认目标不变", "goals confirmed"),
    "goals.revision_due": Text("资金变动，提示修订", "money moved, revision due"),
    "goals.report": Text("报完成值", "value reported"),
    "goals.import.preview": Text("预览指标文件", "file of indicators looked at"),
    "goals.import.apply": Text("导入指标", "indicators imported"),
    "goals.import.undo": Text("撤销导入指标", "import undone"),
    "goals.import.discard": Text("放弃导入", "import let go"),
    "goals.library.retire": Text("停用指标", "library indicator retired"),
    "goals.library.restore": Text("恢复指标", "library indicator restored"),
}
TARGETS = {
    "goals": Text("绩效目标表", "goal table"),
    "goals.library": Text("指标库指标", "library indicator"),
    "goals.import": Text("指标导入", "import of indicators"),
    "indicator": Text("绩效指标", "indicator"),
}
_FIELDS = {
    **TITLES,
    "stage": Text("状态", "state"),
    "amount": Text("资金（万元）", "money (10⁴ yuan)"),
    "verdict": Text("结论", "verdict"),
    "note": Text("意见", "note"),
    "year": Text("年度", "year"),
    "project": Text("项目编码", "project code"),
    "file": Text("文件", "file"),
    "rows": Text("行数", "rows"),
    "faults": Text("有误", "faults"),
    "day": Text("日期", "day"),
    "value": Text("完成值", "value"),
}


def history(pk: int) -> list[tuple[Event, Text, list[tuple[Text, Text, Text]]]]:
    """What happened to a goal table, the newest first."""
    events = Event.objects.filter(target=f"goals/{pk}").select_related("by")[:MOST_HISTORY]
    return [(event, ACTIONS.get(event.action, same(event.action)), _details(event)) for event in events]


def _details(event: Event) -> list[tuple[Text, Text, Text]]:
    found = []
    for name in (*event.after, *(name for name in event.before if name not in event.after)):
        before, after = event.before.get(name), event.after.get(name)
        if name in _FIELDS and before != after:
            found.append((_FIELDS[name], _said(name, before), _said(name, after)))
    return found


def _said(name: str, value: Any) -> Text:  # noqa: ANN401 - a value of any field
    if name == "stage" and value in STAGES:
        return STAGES[value]
    if name == "verdict" and value in MARKS:
        return MARKS[value]
    if name == "amount" and isinstance(value, int):
        return same(in_ten_thousands(value))
    return same(said(name, value))
