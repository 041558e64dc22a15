"""The year judged: figures brought and taken from the records, signatures, one round of review too many."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.web.story.planning import UNIT

if TYPE_CHECKING:
    from tests.web.story.desk import Desk

EXAMPLE = Path(__file__).parents[3] / "examples" / "futian-2022-self-evaluation.yaml"
FRAMEWORK = "深圳市部门整体支出绩效评价共性指标体系（2022 年度起）"
# Of the published example only what the records of this year do not say themselves.
KEPT = {
    "procurement_plan", "procurement_actual", "adjusted_abroad", "abroad_expenditure", "adjusted_vehicle",
    "vehicle_expenditure", "adjusted_reception", "reception_expenditure", "authorised_posts", "staff_in_post",
    "off_establishment_staff", "fixed_asset_utilisation", "idle_assets", "projects_planned", "projects_completed",
    "satisfaction", "petition_reply_rate", "petition_on_time_rate",
}  # fmt: skip


def fact_file(folder: Path, year: int) -> Path:
    """The example as if it were of this department and year, without what the ledger knows better."""
    content = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    content |= {"entity": UNIT, "region": "示例市", "period": str(year)}
    content["facts"] = [one for one in content["facts"] if one["concept"] in KEPT]
    for one in content["judgements"]:
        one.pop(True)  # so YAML reads the name of the field `on`
        one["on"] = f"{year + 1}-01-15"
    content.pop("goals")
    path = folder / "自评数据.json"
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def self_evaluation(desks: dict[str, Desk], year: int, folder: Path) -> None:
    """Begun, brought from a file, completed from the records, one clause decided and what differs explained by hand."""
    filler = desks["filler"]
    filler.go("绩效自评")
    filler.follow("建立新年度")
    filler.fill(organisation=UNIT, year=year, framework=FRAMEWORK)
    filler.press("建立")
    filler.look("empty")
    filler.follow("从文件导入")
    filler.fill(file=str(fact_file(folder, year)))
    filler.press("读文件")
    filler.press("导入", within="form[action*=apply]")
    filler.follow("继续填报")
    filler.follow("由本年数据填入")
    filler.press("按所选填入")
    filler.see("还须说明 8 项")
    filler.look("half")
    filler.follow("项目实施程序", within="table.list")
    filler.unfold("认定", within="#clauseexecution")
    filler.fill(**{"clause:execution-value": "1", "clause:execution-evidence": "招标文件和验收单已归档"})
    filler.press("保存", within="#clauseexecution form.figure-form")
    _explain(filler)
    filler.follow("记分卡")
    filler.look("filled")


def _explain(filler: Desk) -> None:
    """Whatever still wants words gets them."""
    for _ in range(7):
        filler.follow(re.compile("^填报"), within="nav.tabs")
        filler.main.locator(".missing li a").first.click()
        filler.arrived()
        filler.fill(within="#reason + section", text="自评按年初口径，核对后以台账为准。")
        filler.press("保存", within="#reason + section")


def signatures(desks: dict[str, Desk]) -> None:
    """The section, the office, the head of the unit; then the filler hands it in."""
    presses = (
        ("section_head", "科室签署"),
        ("unit_head", "办公室签署"),
        ("unit_head", "单位签署"),
        ("filler", "报送财政"),
    )
    for role, press in presses:
        desk = desks[role]
        desk.go("绩效自评")
        desk.follow(UNIT)
        desk.press(press)


def review(desks: dict[str, Desk], year: int) -> None:
    """Taken up, one indicator sent back with a remark, mended, handed in again, accepted."""
    filler, reviewer = desks["filler"], desks["reviewer"]
    open_review(reviewer)
    reviewer.press("开始复核")
    reviewer.look("in-review")
    _judge(reviewer)
    reviewer.fill(**{"verdict:key_tasks": "returned", "text:key_tasks": "请列出重点工作完成情况。"})
    reviewer.press("保存复核")
    reviewer.press("退回修改")
    filler.go("我的工作")
    filler.look("returned")
    filler.go("绩效自评")
    filler.follow(UNIT)
    filler.press("按意见修改")
    filler.open(f"{filler.path.rstrip('/').removesuffix('/fill')}/indicators/key_tasks/")
    filler.see("请列出重点工作完成情况")
    filler.look("remark")
    entry = "#figurekey_tasks_unfinished" + str(year)
    filler.unfold("填写", within=entry)
    filler.fill(within=entry, **{f"figure:key_tasks_unfinished:{year}-printed": "0"})
    filler.press("保存", within=f"{entry} form")
    filler.see("已保存")
    signatures(desks)
    open_review(reviewer)
    reviewer.press("开始复核")
    _judge(reviewer)
    reviewer.press("保存复核")
    reviewer.press("接受")
    reviewer.see("已接受")
    reviewer.look("accepted")


def open_review(reviewer: Desk) -> None:
    """From the queue of what waits."""
    reviewer.go("绩效自评")
    reviewer.go("财政复核")
    reviewer.follow(UNIT)


def _judge(reviewer: Desk) -> None:
    """A score with its words wherever the computation gives none."""
    for field in reviewer.page.locator("input[name^='score:'][aria-invalid=true]").all():
        name = (field.get_attribute("name") or "").removeprefix("score:")
        reviewer.enter(field, field.locator("xpath=ancestor::tr/td[1]").inner_text())
        reviewer.fill(**{f"text:{name}": "材料已查，予以认可。"})
