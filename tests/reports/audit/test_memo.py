"""The review memo: what it says, in which order, and the table in which the unit answers."""

import re
from datetime import date
from io import BytesIO

import docx
import pytest

from jixiao.reports.audit.memo import audit_memo
from jixiao.reports.audit.memo.content import content
from jixiao.reports.audit.rounds import compare
from tests.reports.audit.books import ACCOUNTS, RESTATED, accounts, as_json, book, budget, first_round


def opened(**more: object) -> docx.document.Document:
    return docx.Document(BytesIO(audit_memo(first_round(), **more)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [paragraph.text for paragraph in opened().paragraphs]


def test_it_is_addressed_to_the_unit_and_says_what_was_reviewed(lines: list[str]):
    assert lines[:2] == ["关于《示例市样本区样本局2031年度部门决算》的审核意见", "示例市样本区样本局："]
    assert "4 条规则核对了 22 处，相符 17 处，不符 5 处，另有 1 处未能核对" in lines[2]


def test_a_cause_is_one_item_with_the_findings_that_it_explains(lines: list[str]):
    at = lines.index("一、需要更正的问题")
    assert lines[at + 1].startswith("1. 第 2 页：此处的 1,269.16 万元 很可能应为 1,269.06 万元")
    assert lines[at + 2] == "原文：第 2 页“合计 | 1,269.16 | 969.06 | 300.00”"
    assert lines[at + 3] == "印为 1,269.16 万元，很可能应为 1,269.06 万元。"
    assert [line[:3] for line in lines[at + 5 : at + 7]] == ["（1）", "（2）"]
    assert "上级科目等于下级科目之和：1,134.50 + 134.56 = 1,269.06" in lines[at + 5]


def test_an_error_shows_page_quote_other_place_and_arithmetic(lines: list[str]):
    at = next(number for number, line in enumerate(lines) if line.startswith("2. "))
    assert lines[at] == "2. 第 1 页：同一数据前后一致：此处为 969.16 万元，另一处为 969.06 万元。"
    assert lines[at + 1].startswith("原文：第 1 页“基本支出969.16万元")
    assert lines[at + 2] == "对照：第 2 页“合计 | 1,269.16 | 969.06 | 300.00”"
    assert lines[at + 3] == "应为 969.06 万元，印为 969.16 万元，相差 0.10 万元，四舍五入可解释 ±0.01 万元。"


def test_the_number_at_fault_is_marked_in_its_sentence():
    paragraph = next(one for one in opened().paragraphs if one.text.startswith("原文：第 1 页"))
    assert [run.text for run in paragraph.runs if run.underline] == ["969.16"]


def test_leads_are_numbered_on_and_rounding_is_one_sentence(lines: list[str]):
    assert any(line.startswith("3. 第 2 页：“下降（增长）”") for line in lines)
    assert "另有可能性较低的疑点 3 条未逐条列出：没有模板残留 3 条。" in lines
    assert "另有 1 处尾差，都在印出位数的四舍五入范围之内，一般不需要更正。" in lines
    at = lines.index("四、未能核对的内容")
    assert lines[at + 1] == "上级科目等于下级科目之和：缺少：上年支出（1 处）。"


def test_every_document_has_its_memo_on_a_page_of_its_own(lines: list[str]):
    document = opened()
    titles = [one for one in document.paragraphs if one.text.startswith("关于《")]
    assert [one.paragraph_format.page_break_before for one in titles] == [False, True]
    at = lines.index("关于《示例市样本区样本局2032年部门预算》的审核意见")
    assert "没有发现需要更正的问题。" in lines[at:]
    assert any(line.startswith("对照：《2031决算.pdf》第 1 页“2031年度支出总计") for line in lines[at:])


def test_the_table_of_answers_has_a_row_per_item_and_repeats_its_head():
    first, second = opened().tables
    assert [cell.text for cell in first.rows[0].cells] == ["序号", "问题", "单位答复", "更正情况"]
    assert [row.cells[0].text for row in first.rows[1:]] == ["1", "2", "3", "4"]
    assert [row.cells[2].text for row in first.rows[1:]] == [""] * 4
    assert first.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert len(second.rows) == 2


def test_the_day_is_blank_unless_it_is_given(lines: list[str]):
    assert "　　　　年　　月　　日" in lines
    assert "2032 年 3 月 1 日" in [one.text for one in opened(as_of=date(2032, 3, 1)).paragraphs]


def test_a_second_round_says_what_became_of_the_first():
    earlier = as_json(first_round())
    case = accounts("改后.pdf", basic="969.26")
    case.found[3:4] = []
    audit = book(case.record("form.residue"))
    said = [one.text for one in docx.Document(BytesIO(audit_memo(audit, rounds=compare(earlier, audit)))).paragraphs]
    at = said.index("上一轮意见的落实情况")
    assert said[at + 1] == "已更正 1，仍存在 4，新发现 0，未再核对 0。"
    assert said[at + 2].endswith("→ 原为 969.16 万元，改为 969.26 万元，仍不符")
    assert any(line.endswith("（上一轮已提出）") for line in said)
    assert said[-2:] == ["坏文件.pdf：文件已损坏", "示例市样本区样本局 2032 部门预算：本次没有这份文件"]


def test_what_a_document_says_cannot_break_the_memo():
    case = accounts(text=ACCOUNTS.replace("“三公”经费", "经费\u202e\x01<w:p>"))
    made = audit_memo(book(case.record()))
    text = "\n".join(one.text for one in docx.Document(BytesIO(made)).paragraphs)
    assert "\u202e" not in text
    assert not re.search("[\x00-\x08]", text)


def test_a_memo_without_unit_or_title_goes_by_the_file():
    case = budget()
    record = case.record(RESTATED)
    record["document"] |= {"entity": None, "title": None}
    (sheet,) = book(record).sheets
    of = content(sheet, [], {})
    assert (of.title, of.unit, of.errors, of.leads) == ("2032预算", "", (), ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_audit_gives_the_same_bytes(language: str):
    assert audit_memo(first_round(), language) == audit_memo(first_round(), language)  # type: ignore[arg-type]


def test_the_english_memo_has_no_chinese_of_our_own():
    said = [one.text for one in opened(language="en").paragraphs]
    assert said[0] == "Review of 示例市样本区样本局2031年度部门决算"
    assert "1. To be corrected" in said
    assert not any("审核" in line or "问题" in line for line in said)
