"""Audited documents of a fictional unit, made by hand: a final account with errors and hostile words, a budget."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from jixiao.core.audit.audited import Audited
from jixiao.core.audit.causes import Cause
from jixiao.core.audit.check import Check
from jixiao.core.audit.document_audit import DocumentAudit
from jixiao.core.audit.finding import Answer, Finding, Place, Severity, Verdict
from jixiao.core.audit.runner import Count
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.page import Page
from jixiao.core.document.statement import Identity, Statements
from jixiao.core.kernel.text import Text
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.record import AuditRecord, FindingRow, Rows, audit_record, sheet
from tests.documents.tables_read import vocabulary
from tests.documents.written import written

UNIT = "示例市样本区样本局"
HOSTILE = '=HYPERLINK("http://example.invalid","点我")'
RESTATED, TREE, RESIDUE, CHANGE, ACROSS = (
    "numbers.restated", "tables.class_tree", "form.residue", "sentences.change_rate", "related.years",
)  # fmt: skip

ACCOUNTS = f"""{UNIT}2031年度部门决算
一、收入支出总体情况
2031年度支出总计1,269.06万元，比上年增加69.06万元，增长5.75%。
二、一般公共预算财政拨款基本支出
基本支出969.16万元，其中：人员经费823.40万元，公用经费145.66万元。
三、“三公”经费
公务接待费支出2.60万元，比上年下降（增长）3.33%。
{HOSTILE}
项目\t合计\t基本支出\t项目支出
201 一般公共服务支出\t1,134.50\t834.50\t300.00
208 社会保障和就业支出\t134.56\t134.56\t0.00
合计\t1,269.16\t969.06\t300.00"""
BUDGET = f"""{UNIT}2032年部门预算
一、预算说明
2032年支出预算1,300.00万元，比上年预算增加20.00万元。"""


class Case:
    """A document to be audited by hand: findings at words that are named by what stands before them."""

    def __init__(self, index: int, path: str, text: str, kind: str, year: int, unit: str | None = UNIT) -> None:
        read = written(text, path)
        half = text.index("三、") if "三、" in text else len(text)
        pages = (Page(1, 0, half, 59500, 84200), Page(2, half, len(text), 59500, 84200))
        digest = sha256(text.encode()).hexdigest()
        document = DocumentText(path, digest, "pdf", text, read.blocks, pages)
        identity = Identity(kind, unit, None, year, text.split("\n")[0])
        self.audited = Audited(index, path, document, Statements(identity), vocabulary())
        self.found: list[Finding] = []
        self.causes: list[Cause] = []

    def place(self, words: str, after: str = "") -> Place:
        """Where words stand behind other words."""
        text = self.audited.document.text
        start = text.index(words, text.index(after))
        return self.audited.place(start, start + len(words))

    def finds(
        self, check: str, severity: Severity, said: tuple[str, str], places: tuple[Place, ...], **more: Any
    ) -> None:
        """A further finding."""
        self.found.append(Finding(severity, Text(*said), places, check=check, version=1, **more))

    def record(
        self, *passes: str, cannot_tell: tuple[Text, ...] = (), left_out: dict[str, int] | None = None
    ) -> AuditRecord:
        """The record, in which `passes` are checks that found one thing in order."""
        codes = sorted({one.check for one in self.found} | set(passes) | ({TREE} if cannot_tell else set()))
        counts = tuple(
            Count(code, failed + held, held, failed, 0, len(cannot_tell) if code == TREE else 0)
            for code in codes
            for failed, held in [
                (
                    sum(one.check == code and one.severity is not Severity.ROUNDING for one in self.found),
                    passes.count(code),
                )
            ]
        )
        answers = tuple((check(TREE), Answer(Verdict.CANNOT_TELL, (), None, reason)) for reason in cannot_tell)
        result = DocumentAudit(tuple(self.found), tuple(self.causes), counts, left_out or {}, (), answers)
        return audit_record(self.audited, result)


def check(code: str) -> Check:
    """A check as the catalogue has it."""
    titles = {
        RESTATED: Text("同一数据前后一致", "a quantity has one value throughout"),
        TREE: Text("上级科目等于下级科目之和", "a class is the sum of the classes below it"),
        RESIDUE: Text("没有模板残留", "nothing of the template is left"),
        CHANGE: Text("增减幅度与金额相符", "a rate of change follows from its amounts"),
        ACROSS: Text("上年数与上年文件一致", "last year's figure is that of last year's document"),
    }
    return Check(code, 1, Severity.ERROR, "document", titles[code], f"{titles[code].en}.", lambda _: ())


def accounts(path: str = "2031决算.pdf", text: str = ACCOUNTS, basic: str = "969.16") -> Case:
    """The final account: one slip with two findings, an error of its own (`basic`), two leads, a rounding note."""
    case = Case(0, path, text.replace("969.16", basic), "accounts", 2031)
    total = case.place("1,269.16", "合计\t1")
    stated = case.place("1,269.06", "支出总计")
    case.finds(
        TREE, Severity.ERROR,
        ("上级科目等于下级科目之和：1,134.50 + 134.56 = 1,269.06，此处为 1,269.16 万元",
         "a class is the sum of the classes below it: 1,134.50 + 134.56 = 1,269.06, printed 1,269.16 万元"),
        (total, case.place("1,134.50"), case.place("134.56")),
        expected="1,269.06 万元", found="1,269.16 万元", difference="0.10 万元", tolerance="±0.015 万元", likelihood=80,
    )  # fmt: skip
    case.finds(
        RESTATED, Severity.ERROR,
        ("同一数据前后一致：此处为 1,269.16 万元，另一处为 1,269.06 万元",
         "a quantity has one value throughout: 1,269.16 万元 here, 1,269.06 万元 elsewhere"),
        (total, stated),
        expected="1,269.06 万元", found="1,269.16 万元", difference="0.10 万元", tolerance="±0.01 万元", likelihood=70,
    )  # fmt: skip
    case.causes.append(
        Cause(
            total, "1,269.16 万元", "1,269.06 万元",
            Text("此处的 1,269.16 万元 很可能应为 1,269.06 万元，改后 2 处不符即相符，只差一位数字",
                 "1,269.16 万元 here should likely be 1,269.06 万元: 2 findings would be gone; one digit differs"),
            (0, 1), True,
        )
    )  # fmt: skip
    case.finds(
        RESTATED, Severity.ERROR,
        (f"同一数据前后一致：此处为 {basic} 万元，另一处为 969.06 万元",
         f"a quantity has one value throughout: {basic} 万元 here, 969.06 万元 elsewhere"),
        (case.place(basic), case.place("969.06")),
        expected="969.06 万元", found=f"{basic} 万元", difference="0.10 万元", tolerance="±0.01 万元",
    )  # fmt: skip
    leads(case)
    return case


def leads(case: Case) -> None:
    """What of the final account a person must look at."""
    case.finds(
        RESIDUE, Severity.SUSPICIOUS,
        ("“下降（增长）”是模板中的选择，未选定", "“下降（增长）” is a choice of the template"),
        (case.place("下降（增长）"),), likelihood=90,
    )  # fmt: skip
    case.finds(
        RESIDUE, Severity.SUSPICIOUS, ("此处不像正文", "this does not look like text"),
        (case.place(HOSTILE),), found="=1+1", likelihood=30,
    )  # fmt: skip
    case.finds(
        CHANGE, Severity.ROUNDING,
        ("增减幅度与金额相符：69.06 ÷ (1,269.06 − 69.06) = 5.76%，此处为 5.75%",
         "a rate of change follows from its amounts: 69.06 ÷ (1,269.06 − 69.06) = 5.76%, printed 5.75%"),
        (case.place("5.75"), case.place("69.06", "增加")),
        expected="5.76%", found="5.75%", difference="−0.01%", tolerance="±0.01%",
    )  # fmt: skip


def budget(path: str = "2032预算.pdf", text: str = BUDGET) -> Case:
    """The budget of the next year, with nothing wrong in itself."""
    return Case(1, path, text, "budget", 2032)


def across(first: Case, second: Case) -> FindingRow:
    """A finding between the two documents."""
    finding = Finding(
        Severity.SUSPICIOUS, Text("上年数与上年文件不一致", "last year's figure differs from last year's document"),
        (second.place("20.00"), first.place("1,269.06", "支出总计")), found="20.00 万元", check=ACROSS, version=1,
    )  # fmt: skip
    return Rows({0: first.audited, 1: second.audited}).finding(finding, 100)


def book(*records: AuditRecord, related: tuple[FindingRow, ...] = ()) -> AuditBook:
    """An audit of some documents."""
    made = AuditBook.of(records)
    counts: Any = {"check": ACROSS, "applied": 1, "passed": 0, "failed": 1, "not_applicable": 0, "cannot_tell": 0}
    catalogue = {code: check(code) for code in (RESTATED, TREE, RESIDUE, CHANGE, ACROSS)}
    return replace(
        made, related=related, related_checks=(counts,) if related else (), catalogue=catalogue,
        failures=({"path": "坏文件.pdf", "error": {"zh": "文件已损坏", "en": "the file is damaged"}, "own": False},),
    )  # fmt: skip


def first_round() -> AuditBook:
    """The two documents and what is between them."""
    one, other = accounts(), budget()
    missing = Text("缺少：上年支出", "missing: expenditure of last year")
    records = (
        one.record(*[CHANGE] * 5, *[TREE] * 12, cannot_tell=(missing,), left_out={RESIDUE: 3}),
        other.record(*[RESTATED] * 4),
    )
    return book(*records, related=(across(one, other),))


def as_json(made: AuditBook) -> dict[str, Any]:
    """The audit as its JSON has it: messages in one language."""
    return {
        "schema": "jixiao/audit/1",
        "documents": [dict(sheet(one)["document"]) for one in made.records],
        "findings": [{**row, "message": row["message"]["zh"]} for row in made.findings()],
    }
