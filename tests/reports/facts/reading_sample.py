"""A read document of a fictional unit, made by hand: paragraphs, a merged table over two pages, hostile words."""

import re
from decimal import Decimal
from hashlib import sha256

from jixiao.core.document.block import Block, Cell, Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.figure import Figure
from jixiao.core.document.page import Page
from jixiao.core.document.statement import (
    Claim,
    FoundTable,
    GoalRow,
    Identity,
    Piece,
    ScoreRow,
    StatedFact,
    Statements,
)
from jixiao.core.kernel.text import Text
from jixiao.core.ledger.concept import Vocabulary
from jixiao.reports.facts.record import Record, fact_record
from jixiao.rulebook_loader import load_rulebook

HOSTILE = '=HYPERLINK("http://example.invalid","点我")'
SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202e00.001\u202c"

HEAD = [["功能分类科目", "", "本年支出"], ["编码", "名称", "万元"]]
FIRST = [["205", "教育支出", "1,234.50"], ["20502", "普通教育", "1,200.00"]]
SECOND = [["208", "社会保障和就业支出", "34.56"], ["", "合计", "1,269.06"]]
PARTS = (
    "示例区教育示范中心2023年度部门决算",
    "一、收支情况",
    "2023年度年初预算为1,300.00万元，全年支出1,269.06万元，预算执行率97.62%。"
    f"其中“三公”经费约12.5万元，比上年减少{TURNED}万元。",
    f"本单位有在编人员52人，{SCRIPT}，服务群众3.2万人次。",
)


class Builder:
    """Puts a text together and notes where its blocks stand."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []

    def paragraph(self, words: str, level: int | None = None) -> None:
        start = len(self.text)
        self.text += words + "\n"
        self.blocks.append(Paragraph(start, start + len(words), level))

    def table(self, rows: list[list[str]], heads: int, merged: dict[tuple[int, int], tuple[int, int]]) -> None:
        start = len(self.text)
        covered = {
            (row + down, column + right)
            for (row, column), (height, width) in merged.items()
            for down in range(height)
            for right in range(width)
            if down or right
        }
        cells = []
        for row, words in enumerate(rows):
            for column, word in enumerate(words):
                if (row, column) not in covered:
                    at = len(self.text)
                    self.text += word + "\t"
                    height, width = merged.get((row, column), (1, 1))
                    cells.append(Cell(row, column, at, at + len(word), height, width))
            self.text = self.text[:-1] + "\n"
        self.blocks.append(Table(start, len(self.text) - 1, len(rows), len(rows[0]), tuple(cells), heads))


def document() -> DocumentText:
    """The document: two pages, the table goes over both."""
    made = Builder()
    made.paragraph(PARTS[0], 1)
    made.paragraph(PARTS[1], 2)
    made.paragraph(PARTS[2])
    made.table(HEAD + FIRST, 2, {(0, 0): (1, 2)})
    broken = len(made.text)
    made.table(HEAD + SECOND, 2, {(0, 0): (1, 2)})
    made.paragraph(PARTS[3])
    made.paragraph(HOSTILE)
    pages = (Page(1, 0, broken, 59500, 84200), Page(2, broken, len(made.text), 59500, 84200))
    warning = Text("第 2 页有一幅图没有读取", "a picture on page 2 was not read")
    digest = sha256(made.text.encode()).hexdigest()
    return DocumentText("示例.pdf", digest, "pdf", made.text, tuple(made.blocks), pages, (warning,))


def stated(
    text: str, printed: str, unit: str, concept: str | None, label: str, after: str = "", **more: object
) -> StatedFact:
    """The fact of the number `printed` that stands behind the words `after`."""
    start = text.index(printed, text.index(after))
    number = Decimal(printed.replace(",", ""))
    steps = ("thousands",) if "," in printed else ()
    hedge = more.pop("hedge", None)
    figure = Figure(start, start + len(printed), number, unit, hedge=hedge, steps=steps)  # type: ignore[arg-type]
    given: dict[str, object] = {"period": "2023", "kind": "text", "by": "sentences/sample:one"}
    return StatedFact(figure, concept, label, unit, **{**given, **more})  # type: ignore[arg-type]


def statements() -> Statements:
    """What it states."""
    text = document().text
    cells = {"kind": "table", "by": "tables/sample:expenditure", "table": 1, "section": "一、收支情况"}
    rows = [("1,234.50", "205", 2), ("1,200.00", "20502", 3), ("34.56", "208", 6)]
    table = [
        stated(
            text, printed, "万元", "expenditure", "本年支出", code + "\t", row=row, column=2,
            dimensions=(("functional_class", code),), **cells,
        )
        for printed, code, row in rows
    ]  # fmt: skip
    total = stated(text, "1,269.06", "万元", "expenditure", "合计 · 本年支出", "合计", row=7, column=2, **cells)
    initial = stated(text, "1,300.00", "万元", "initial_budget", "年初预算", "年初预算为")
    spent = stated(text, "1,269.06", "万元", "expenditure", "全年支出", "全年支出")
    rate = stated(text, "97.62", "%", None, "预算执行率", "预算执行率")
    facts = (
        initial, spent, rate,
        stated(text, "12.5", "万元", None, "“三公”经费", "“三公”", hedge="约"),
        *table, total,
        stated(text, "52", "人", None, "在编人员", "在编人员"),
        stated(text, "3.2", "万人次", None, "服务群众", "服务群众"),
    )  # fmt: skip
    claim = Claim("rate", (rate, spent, initial), rate.figure.start - 5, rate.figure.end + 1)
    name = Piece(text.index("服务群众"), text.index("服务群众") + 4, "服务群众")
    goal = GoalRow(("产出", "数量", "服务群众"), name, None, target_figure=facts[-1].figure)
    score = ScoreRow(("管理", "资金管理"), name, facts[-2].figure, None, damage="缺自评得分")
    found = FoundTable(1, "tables/sample", "支出决算表", "万元", (3, 4), 2, ("支出",))
    identity = Identity("accounts", "示例区教育示范中心", "示例市示例区", 2023, PARTS[0])
    return Statements(identity, facts, (goal,), (score,), (claim,), (), (found,))


def vocabulary() -> Vocabulary:
    """The vocabulary that is shipped."""
    return load_rulebook().vocabulary


def record() -> Record:
    """The record of it all."""
    return fact_record(document(), statements(), vocabulary())


def large_record(paragraphs: int = 120) -> Record:
    """A long document with a fact for every number of it."""
    made = Builder()
    made.paragraph("示例区教育示范中心2023年度部门决算", 1)
    for number in range(paragraphs):
        if number % 12 == 0:
            made.paragraph(f"第{number // 12 + 1}部分 说明", 2)
        if number % 20 == 7:
            body = [
                [f"205{row:02}", f"示例科目第{row}项支出", f"{row * 37 + number}.{row:02}", f"{row}.50", "--"]
                for row in range(1, 9)
            ]
            made.table([["编码", "科目", "预算数", "决算数", "备注"], *body], 1, {})
        made.paragraph(
            f"本年度安排示例项目{number + 1}共{number * 3 + 11}.{number:02}万元，完成{number + 40}%，"
            f"涉及{number + 2}人，其余说明文字用来填满一行，以便看出版面在长段落里是否仍然好读。"
        )  # fmt: skip
    text = made.text
    facts = []
    for match in re.finditer(r"(\d+(?:\.\d+)?)(万元|%|人|(?=\t))", text):
        printed = match[1]
        is_cell = match[2] == ""
        if is_cell and "." not in printed:
            continue
        figure = Figure(match.start(1), match.end(1), Decimal(printed), match[2] or "万元")
        concept = ("initial_budget" if len(facts) % 3 else "expenditure") if match[2] == "万元" else None
        facts.append(
            StatedFact(
                figure, concept, text[max(0, match.start() - 6) : match.start()].split("\t")[-2:][0], figure.unit,
                "2023", "table" if is_cell else "text", "sentences/sample:any",
                section=f"第{len(facts) // 40 + 1}部分 说明",
            )
        )  # fmt: skip
    size = len(text)
    cut = [size * one // 8 for one in range(9)]
    pages = tuple(Page(one + 1, cut[one], cut[one + 1]) for one in range(8))
    read = DocumentText("长文.pdf", sha256(text.encode()).hexdigest(), "pdf", text, tuple(made.blocks), pages)
    identity = Identity("accounts", "示例区教育示范中心", "示例市示例区", 2023, "示例区教育示范中心2023年度部门决算")
    return fact_record(read, Statements(identity, tuple(facts)), vocabulary())
