"""Planning: a project, a budget out of a sheet, goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.story.desk import Desk

HEADS = ("编号", "支出类别", "项目编码", "名称", "功能分类（项）", "经济分类（款）", "资金来源", "年初预算（万元）")
PROJECT, PROJECT_NAME = "ZF-001", "企业走访服务"
SECOND, SECOND_NAME = "ZF-002", "园区招商推介"
UNIT = "产业服务局"
GOOD = [
    ("001", "基本支出", "", "在职人员工资", "2010301", "30101", "一般公共预算拨款", "320.5"),
    ("002", "基本支出", "", "日常办公", "2010301", "30201", "一般公共预算拨款", "46"),
    ("003", "项目支出", PROJECT, PROJECT_NAME, "2010302", "30227", "一般公共预算拨款", "180"),
    ("004", "项目支出", SECOND, SECOND_NAME, "2010302", "30226", "一般公共预算拨款", "60"),
]
BAD = [*GOOD[:3], ("004", "项目支出", "ZF-009", SECOND_NAME, "201", "30226", "一般公共预算拨款", "六十")]

TABLES = ("部门整体", PROJECT_NAME, SECOND_NAME)


def _indicator(kind: str, name: str, target: str, unit: str, basis: str, operator: str = "ge") -> dict[str, str]:
    """An indicator as its form has it."""
    return {"kind": kind, "name": name, "operator": operator, "target": target, "unit": unit, "basis": basis}


DEPARTMENT = [
    _indicator("quantity", "走访企业家数", "120", "家", "年度工作计划"),
    _indicator("economic", "带动固定资产投资", "3000", "万元", "上年水平"),
    _indicator("satisfaction", "企业满意度", "90", "%", "年末问卷调查"),
]
PROJECTS = [
    [_indicator("quantity", "上门走访次数", "240", "次", "年度工作计划"),
     _indicator("social", "诉求办结数", "100", "件", "年度工作计划")],
    [_indicator("quantity", "举办推介会场次", "6", "场", "年度工作计划"),
     _indicator("economic", "签约项目数", "5", "个", "上年水平")],
]  # fmt: skip


def sheet(folder: Path, name: str, rows: list[tuple[str, ...]]) -> Path:
    """A workbook with the columns of the template."""
    book = Workbook()
    for row in (HEADS, *rows):
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def projects(desks: dict[str, Desk], year: int) -> None:
    """No project, no budget: the filler enters two, one of them new in the year."""
    filler = desks["filler"]
    filler.go("预算")
    filler.look("empty")
    filler.go("项目库")
    for code, name in ((PROJECT, PROJECT_NAME), (SECOND, SECOND_NAME)):
        filler.go("项目库")
        filler.follow("登记项目")
        filler.fill(organisation=UNIT, code=code, name=name, duty="服务企业", task="走访和招商",
                    since=year - 1)  # fmt: skip
        filler.press("保存")
        filler.see(name)


def budget(desks: dict[str, Desk], year: int, folder: Path) -> None:
    """From the empty budget to the approved one."""
    filler, head, reviewer = desks["filler"], desks["unit_head"], desks["reviewer"]
    filler.go("预算")
    filler.follow("建立预算")
    filler.fill(organisation=UNIT, year=year)
    filler.press("建立")
    filler.see("一上")
    filler.follow("从 Excel 导入")
    filler.fill(file=str(sheet(folder, "预算-有误.xlsx", BAD)))
    filler.press("上传并预览")
    filler.see("整个文件都没有导入", "ZF-009")
    filler.look("bad")
    filler.press("放弃，换一个文件")
    filler.fill(file=str(sheet(folder, "预算.xlsx", GOOD)))
    filler.press("上传并预览")
    filler.see("全部无误")
    filler.press("导入")
    filler.see("已导入")
    filler.follow(f"{UNIT} {year}")
    _two_rounds(filler, head, reviewer)


def _two_rounds(filler: Desk, head: Desk, reviewer: Desk) -> None:
    """一上, a ceiling below what was asked, the line that gives way, 二上, the approval."""
    head.go("预算")
    head.follow(UNIT)
    head.press("提交一上")
    reviewer.go("预算")
    reviewer.follow(UNIT)
    reviewer.look("first-reply")
    reviewer.fill(ceiling="600")
    reviewer.press("下达控制数")
    head.go("预算")
    head.follow(UNIT)
    head.see("合计超过控制数 6.50 万元")
    assert head.button("提交二上").is_disabled()
    filler.go("预算")
    filler.follow(UNIT)
    filler.follow(SECOND_NAME)
    filler.follow("修改")
    filler.fill(initial="53.5")
    filler.press("保存")
    head.go("我的工作")
    head.see("二上")
    head.go("预算")
    head.follow(UNIT)
    head.press("提交二上")
    reviewer.go("预算")
    reviewer.follow(UNIT)
    reviewer.press("批复预算")
    reviewer.see("执行中")
    reviewer.look("executing")


def goals(desks: dict[str, Desk]) -> None:
    """The goals of the department and of its projects, written, linted, signed, handed in, approved."""
    filler, section, head, reviewer = (desks[one] for one in ("filler", "section_head", "unit_head", "reviewer"))
    filler.go("绩效目标")
    for place in range(3):
        filler.go("绩效目标")
        filler.press("填写目标")
        _write_table(filler, DEPARTMENT if place == 0 else PROJECTS[place - 1])
    for desk, press in ((section, "科室审核通过"), (head, "提交财政审核")):
        for name in TABLES:
            open_table(desk, name)
            desk.press(press)
    for name in TABLES:
        _review(reviewer, name)


def open_table(desk: Desk, name: str) -> None:
    """Open a goal table by way of the list, and of the department where there are several."""
    desk.go("绩效目标")
    if desk.page.locator("table.list tbody th").get_by_role("link", name=UNIT).count():
        desk.follow(UNIT)
    desk.follow(name)


def _write_table(filler: Desk, rows: list[dict[str, str]]) -> None:
    """A goal table: its words, its indicators, one of them wrong at first."""
    filler.fill(within="form.words", summary="走访企业，解决诉求，带动投资。")
    filler.page.locator("#words-state", has_text="已保存").wait_for()
    for number, row in enumerate(rows):
        if number == 0:
            filler.fill(within="#row-new", **(row | {"kind": "cost", "operator": "ge"}))
            filler.page.locator("#lint-new", has_text="成本指标应是").wait_for()
            filler.look("lint")
        filler.unfold("新增指标")
        filler.fill(within="#row-new", **row)
        if number == 0 and filler.page.locator("#row-new .covers").count():
            filler.unfold("对应的项目", within="#row-new")
            for tick in filler.page.locator("#row-new [name=covers]").all():
                tick.check()
        filler.press("加入")
    filler.look("written")


def _review(reviewer: Desk, name: str) -> None:
    """Excellent in every respect."""
    open_table(reviewer, name)
    reviewer.look("review")
    reviewer.fill(complete="excellent", relevant="excellent", adequate="excellent", feasible="excellent")
    reviewer.press("提交审核结论")
    reviewer.see("已批复")
