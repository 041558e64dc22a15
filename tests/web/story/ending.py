"""What remains of the year: the report, problems put right, what follows for the next budget, documents audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.wounded import wounded_documents
from tests.web.story.planning import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.story.desk import Desk

WRONG = "本部门调整后预算600.00万元，实际支出574.50万元，预算执行率为85.75%。"


def report(desks: dict[str, Desk], run_jobs: Callable[[], int]) -> None:
    """Drafted in one step, its texts written, checked, its errors answered, signed, published."""
    filler, section, head, reviewer = (desks[one] for one in ("filler", "section_head", "unit_head", "reviewer"))
    filler.go("自评报告")
    filler.press("一键起草", within="table.list tbody tr:first-child")
    _write(filler)
    _put(filler, "duties", lambda text: f"{text}\n{WRONG}")
    _check(filler, "核查全文", run_jobs)
    filler.see("574.50 万元 ÷ 600.00 万元 = 95.75%，此处为 85.75%")
    filler.look("checked")
    _answer(filler)
    _put(filler, "duties", lambda text: text.replace(WRONG, "").strip())
    _check(filler, "重新核查", run_jobs)
    filler.see("核查通过")
    for desk, press in ((section, "科室签署"), (head, "单位签署"), (filler, "报送财政"), (reviewer, "公开")):
        desk.go("自评报告")
        desk.follow(UNIT)
        desk.press(press)
    reviewer.see("已公开")
    reviewer.look("published")


def _write(filler: Desk) -> None:
    """Every text that still says what should stand there."""
    while (gaps := filler.page.locator(".side-gaps a")).count():
        _put(filler, (gaps.first.get_attribute("href") or "").removeprefix("#"), _written)


def _written(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("（在此")]
    return "\n".join([*lines, "按年度工作计划组织实施，资料齐全，情况属实。"])


def _put(filler: Desk, key: str, change: Callable[[str], str]) -> None:
    """Change a text where it stands."""
    filler.page.locator(f"#{key} [data-edit]").click()
    field = filler.page.locator(f"#{key} textarea")
    field.wait_for()
    filler.look("writing")
    field.fill(change(field.input_value()))
    filler.page.locator(f"#{key} [data-done]").click()
    filler.page.locator(f"#{key} [data-edit]").wait_for()
    filler.page.reload()


def _check(filler: Desk, button: str, run_jobs: Callable[[], int]) -> None:
    """Have the text checked, as the worker does it in the background."""
    filler.button(button).click()
    filler.page.locator("#checks progress").wait_for()
    assert run_jobs() >= 1
    filler.page.reload()


def _answer(filler: Desk) -> None:
    """A reason for the first error; it would be enough, but the text is mended all the same."""
    one = filler.page.locator(".finding").first
    one.locator("summary", has_text="说明理由").click()
    filler.enter(one.locator("textarea"), "初稿笔误，改正后重新核查。")
    with filler.page.expect_navigation():
        one.get_by_role("button", name="保存").click()
    filler.see("初稿笔误")


def rectification(desks: dict[str, Desk], year: int, folder: Path) -> None:
    """Points that were lost become problems; one is given to someone, put right with a proof, accepted."""
    filler, reviewer = desks["filler"], desks["reviewer"]
    reviewer.go("问题整改")
    reviewer.choose(unit=UNIT)
    reviewer.follow("从得分和监控列入")
    for tick in reviewer.page.locator("[name=candidate]").all()[:2]:
        reviewer.enter(tick, True)
    reviewer.press("列入所选")
    for tick in reviewer.page.locator("[name=problem]").all():
        reviewer.enter(tick, True)
    reviewer.fill(within="main form[action*=assign]", owner=filler.person.name, until=f"{year + 1}-12-18")
    reviewer.press("交办所选")
    reviewer.see("整改中")
    reviewer.look("assigned")
    filler.go("我的工作")
    filler.look("with-problems")
    filler.go("问题整改")
    filler.main.locator("table.list tbody th a").first.click()
    filler.arrived()
    title = filler.main.locator("h1").inner_text()
    proof = folder / "整改佐证.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF\n")
    filler.fill(done="已修订采购计划，按季度对照执行。", proof=str(proof))
    filler.press("报送整改结果")
    reviewer.go("问题整改")
    reviewer.follow(title)
    reviewer.look("reported")
    reviewer.press("验收销号")
    reviewer.fill(use="下年采购预算按上年实际编列。", changed="已在下年预算中压减。")
    reviewer.press("保存")
    reviewer.see("已销号")
    _use(reviewer)


def _use(reviewer: Desk) -> None:
    """What the result means for the next budget, project by project."""
    reviewer.go("结果应用")
    reviewer.main.locator("table.list tbody th a").first.click()
    reviewer.arrived()
    reviewer.fill(decision="压减", amount="5", reason="执行率偏低，推介会改为线上。")
    reviewer.press("保存决定")
    reviewer.see("压减")
    reviewer.look("decided")


def documents(desks: dict[str, Desk], year: int, run_jobs: Callable[[], int], folder: Path) -> None:
    """The accounts of a unit are dropped and audited; the reader opens, and one finding is decided."""
    filler, reviewer = desks["filler"], desks["reviewer"]
    paper = folder / "决算.md"
    paper.write_bytes(as_text(wounded_documents(year)[1]))
    filler.go("文书核查")
    filler.follow("交文书")
    filler.fill(organisation="园区建设中心", files=str(paper))
    filler.press("提交核查")
    assert run_jobs() >= 1
    filler.page.reload()
    filler.follow("对照原文逐条看")
    filler.see("已决定")
    reviewer.go("文书核查")
    reviewer.main.locator("table.documents tbody th a").first.click()
    reviewer.arrived()
    reviewer.look("audited")
    reviewer.follow("对照原文逐条看")
    first = reviewer.page.locator(".finding form.decide").first
    first.get_by_role("button", name="采纳", exact=True).click()
    reviewer.page.locator(".decided-by.accepted").first.wait_for()
    reviewer.look("decided")
