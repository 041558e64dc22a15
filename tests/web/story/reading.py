"""Those who only look: the leader, the auditor, the evaluator from outside, the administrator, anyone at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.story.planning import UNIT

if TYPE_CHECKING:
    from tests.web.story.desk import Desk

STRANGE = "教育局"
TOLD = ("建立预算", "审核绩效目标", "决定红灯事项", "部门自评：接受", "自评报告：公开", "验收销号", "处理核查发现")


def leader(desk: Desk) -> None:
    """The whole district on one screen, and the way from a cell to what lies behind it."""
    desk.go("我的工作")
    desk.see("已支出")
    desk.follow("打开总览")
    desk.see(UNIT)
    desk.go("分析")
    desk.see("95.75 %", "96.67")
    for page in ("资金", "目标", "失分", "部门比较", "三年"):
        desk.follow(page)
    desk.go("分析")
    desk.follow("95.75 %")
    desk.see("执行率")
    desk.follow(UNIT)
    desk.see("调整后预算")
    desk.open(f"/units/{_unit()}/")


def _unit() -> int:
    from jixiao.web.platform.people.models import Organisation

    return Organisation.objects.get(name=UNIT).pk


def auditor(desk: Desk) -> None:
    """Everything that was done in the year stands in the trail, in words, and can be taken away."""
    desk.go("审计记录")
    desk.see("决定结果应用", "文书核查完成")
    exported = desk.download("导出 CSV").decode("utf-8-sig")
    for words in TOLD:
        assert words in exported, words


def evaluator(desk: Desk) -> None:
    """Only the department that was assigned."""
    desk.go("我的评价任务")
    desk.see(UNIT)
    desk.go("绩效自评")
    desk.see("已接受")
    for name in ("预算", "绩效目标", "分析"):
        desk.go(name)
        assert STRANGE not in desk.main.inner_text(), name


def administrator(desk: Desk) -> None:
    """Who holds which post, and a person with their sign-in."""
    desk.go("系统管理")
    desk.go("人员")
    desk.follow("填报人")
    desk.see("filler")


def anyone(desk: Desk, year: int) -> None:
    """Without signing in: the year of the department in plain words, its data, the years beside each other."""
    desk.open("/disclosure/public/")
    desk.follow(f"{year} 年")
    desk.see("拿了多少，花了多少", "在哪里丢了分")
    assert len(desk.download("全年数据 XLSX")) > 1000
    unit = desk.path.split("/")[-3]
    desk.open(f"/disclosure/public/{unit}/")
    desk.see("各年对比")
