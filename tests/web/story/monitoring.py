"""The year under way: spending, a change of money that the goals must follow, the monitoring at mid-year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.story.planning import PROJECT_NAME, SECOND_NAME, UNIT, open_table

if TYPE_CHECKING:
    from tests.web.story.desk import Desk

# 万元 a month; by July two lines lag, one of them far behind.
SPENT = {
    "在职人员工资": [26.5] * 12,
    "日常办公": [3.5] * 12,
    PROJECT_NAME: [14, 15, 14, 14, 15, 14, 15, 15, 14, 15, 14, 15],
    SECOND_NAME: [0, 0, 0, 2, 0, 3, 1.5, 6, 8, 7, 6, 7],
}


def spending(desks: dict[str, Desk]) -> None:
    """What was paid, month by month."""
    filler = desks["filler"]
    for name, months in SPENT.items():
        filler.go("预算")
        filler.follow(UNIT)
        filler.follow(name)
        filler.fill(**{f"month-{month}": amount or "" for month, amount in enumerate(months, 1)})
        filler.press("保存支出")
        filler.see("每月支出")
    filler.go("预算")
    filler.follow(UNIT)
    filler.look("spent")


def reallocation(desks: dict[str, Desk]) -> None:
    """Money moves from one project to the other; the goals of both are confirmed or revised."""
    filler, reviewer = desks["filler"], desks["reviewer"]
    filler.follow("申请追加、追减或调剂")
    filler.fill(kind="reallocation", amount="8", reason="推介会改为线上，场地费减少，转入走访服务。")
    for name, words in (("source", SECOND_NAME), ("target", PROJECT_NAME)):
        option = filler.page.locator(f"[name={name}] option", has_text=words)
        filler.fill(**{name: option.get_attribute("value")})
    filler.press("核对")
    filler.see("提交前请核对")
    filler.look("checked")
    filler.press("提交")
    reviewer.go("我的工作")
    reviewer.go("预算")
    reviewer.follow(UNIT)
    reviewer.follow("调剂")
    reviewer.press("批准并转款")
    reviewer.see("已批准")
    open_table(filler, SECOND_NAME)
    filler.see("资金已变动")
    filler.look("due")
    filler.fill(within=".notice.warn", note="场次不变，只改形式。")
    filler.press("确认目标不变")
    open_table(filler, PROJECT_NAME)
    filler.fill(within="form[action*=revise]", note="资金增加 8 万元，走访次数相应提高。")
    filler.press("修订目标")
    filler.enter(filler.page.locator(".indicator [name=target]").first, "260")
    filler.page.locator(".state", has_text="已保存").first.wait_for()
    _approve_again(desks)


def _approve_again(desks: dict[str, Desk]) -> None:
    for role, press in (("section_head", "科室审核通过"), ("unit_head", "提交财政审核")):
        open_table(desks[role], PROJECT_NAME)
        desks[role].press(press)
    reviewer = desks["reviewer"]
    open_table(reviewer, PROJECT_NAME)
    reviewer.see("与已批复的相比")
    reviewer.look("revised")
    reviewer.fill(complete="excellent", relevant="excellent", adequate="excellent", feasible="excellent")
    reviewer.press("提交审核结论")
    reviewer.see("第 2 版")


def midyear(desks: dict[str, Desk], year: int) -> None:
    """January to July: issued by finance, filled in, signed, decided, handed in, accepted."""
    filler, section, head, reviewer = (desks[one] for one in ("filler", "section_head", "unit_head", "reviewer"))
    reviewer.go("绩效监控")
    reviewer.follow("下发监控")
    reviewer.fill(year=year, month="7", until=f"{year}-08-31", **{"level-1": True})
    reviewer.press("下发")
    reviewer.see("监控表覆盖")
    filing(filler, year)
    filler.follow("继续填报：部门整体")
    _values(filler, ("75", "1800", "92"))
    filler.press("保存，到下一张缺项的表")
    _values(filler, ("150", "62"))
    filler.press("保存，到下一张缺项的表")
    _behind(filler)
    for desk, press in ((filler, "填报完成"), (section, "科室签署")):
        filing(desk, year)
        desk.press(press)
    filing(head, year)
    head.look("undecided")
    head.follow(SECOND_NAME)
    head.fill(decision="continue", decision_reason="下半年集中举办三场推介会，合同已签。")
    head.press("作出决定")
    head.see("继续执行")
    filing(head, year)
    head.press("报送财政")
    filing(reviewer, year)
    reviewer.press("接收")
    reviewer.see("已接收")


def filing(desk: Desk, year: int) -> None:
    """Open what the department files in the round of the year."""
    desk.go("绩效监控")
    desk.follow(f"{year} 年 1—7 月绩效监控")
    if desk.screen == "monitoring-round":
        desk.follow(UNIT)


def _values(filler: Desk, values: tuple[str, ...]) -> None:
    """What was reached by the end of July, goal by goal."""
    fields = filler.page.locator("[name^=value-]").all()
    assert len(fields) == len(values)
    for field, value in zip(fields, values, strict=True):
        filler.enter(field, value)
    for field in filler.page.locator("[name^=chance-]").all():
        filler.enter(field, "sure")


def _behind(filler: Desk) -> None:
    """The project with a red light: first the values, then the reasons that they call for."""
    _values(filler, ("1", "1"))
    filler.fill(
        reason="推介会集中在下半年。", measure="九月前签完合同。", problem="推介会筹备偏晚，资金支付集中在下半年。"
    )
    filler.press("保存")
    filler.look("behind")
    for name, words in (("cause", "other"), ("reason", "活动安排在下半年"), ("measure", "九月起每月两场")):
        for field in filler.page.locator(f"[name^={name}-]").all():
            filler.enter(field, words)
    filler.press("保存")
    assert filler.page.locator(".missing").count() == 0


def year_end(filler: Desk, year: int) -> None:
    """What came of two goals by the end of the year."""
    for name, value in (("走访企业家数", "126"), ("带动固定资产投资", "2850")):
        open_table(filler, "部门整体")
        filler.follow(name)
        filler.fill(value=value, day=f"{year}-12-31", said="年末统计。")
        filler.press("登记完成值" if filler.button("登记完成值").count() else "登记")
        filler.see(value)
