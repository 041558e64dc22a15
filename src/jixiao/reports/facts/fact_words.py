"""What the outputs of facts call things, in both languages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import NumberFault, read_decimal
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.record import FactRow, Record

CONCEPT = Text("概念", "Concept")
LABEL = Text("原文所称", "As the document calls it")
PRINTED = Text("原文数字", "As printed")
UNIT = Text("单位", "Unit")
VALUE = Text("准确值", "Exact value")
BASE_UNIT = Text("基本单位", "Base unit")
PERIOD = Text("期间", "Period")
DIMENSIONS = Text("口径", "Broken down by")
PAGE = Text("页", "Page")
PLACE = Text("位置", "Offsets")
IN_TABLE = Text("所在表格", "In table")
CONTEXT = Text("原文", "Passage")
SECTION = Text("章节", "Section")
STEPS = Text("读数步骤", "How it was read")
RULE = Text("依据规则", "Rule")
DOCUMENT = Text("文件", "File")
ALL_FACTS = Text("全部事实", "All facts")
SHEET_HINT = Text(
    "表格页里的数字可点开到本页对应的行；“所在表格”一列可点回原处。位置是该数字在文件文字中的起止字符数。",
    "A number on a table's sheet leads to its line here, and “In table” leads back. Offsets count the characters of "
    "the document's text.",
)
OVERVIEW = (
    Text("文件", "document"), Text("种类", "kind"), Text("单位", "unit"), Text("年度", "year"),
    Text("已识别", "known"), Text("未识别", "not known"), Text("表格", "tables"), Text("提示", "notes"),
)  # fmt: skip
NO_LAYOUT = Text("未识别的表式", "no known layout")

KINDS = {
    "budget": Text("部门预算", "Budget"),
    "accounts": Text("部门决算", "Final accounts"),
    "self_evaluation": Text("整体支出绩效自评", "Department self-evaluation"),
    "project_self_evaluation": Text("项目支出绩效自评", "Project self-evaluation"),
    "goal_table": Text("绩效目标表", "Goal table"),
    "monitoring": Text("绩效运行监控", "Monitoring report"),
    "framework": Text("评价指标体系", "Scoring framework"),
    "other": Text("其他", "Other"),
}
# How an operator is printed, and the hedge words that stand behind their number.
SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
BEHIND = frozenset({"以上", "以下", "以内", "之内", "余", "多", "左右", "上下"})
# The conversions that reading a number may need; a name that is not here is shown as it is.
STEP_WORDS = {
    "full_width": Text("全角转半角", "full-width characters made half-width"),
    "blanks": Text("去掉数字中的空白", "blanks inside removed"),
    "unseen": Text("去掉看不见的字符", "invisible characters removed"),
    "thousands": Text("去掉千分位", "separators removed"),
    "list_number": Text("去掉连写的条目序号", "number of the list item removed"),
    "range": Text("区间的一端", "one end of a range"),
    "chinese": Text("中文数字", "Chinese numerals"),
    "in_words": Text("由文字得出", "told by words"),
    "zero_in_words": Text("文字表示为零", "words that mean zero"),
}


def kind(name: str) -> Text:
    """What a kind of document is called."""
    return KINDS.get(name, Text(name, name))


def numbered(number: int) -> str:
    """The name of a table that has no title."""
    return f"表{number}"


def page(number: int, lang: Language) -> str:
    """A page in words."""
    return Text(f"第 {number} 页", f"page {number}").said(lang)


def steps(fact: FactRow, lang: Language) -> str:
    """The conversions that a number needed."""
    said = [STEP_WORDS.get(one, Text(one, one)).said(lang) for one in fact["steps"]]
    return ("、" if lang == "zh" else ", ").join(said)


def named(record: Record, name: str, otherwise: str) -> Text:
    """What a concept, a dimension (`axis:`) or a code (`axis:code`) is called."""
    known = record["names"].get(name)
    return Text(otherwise, otherwise) if known is None else Text(known["zh"], known["en"])


def dimensions(record: Record, fact: FactRow) -> list[Text]:
    """What a fact is broken down by: 支出功能分类 205 教育支出."""
    said = []
    for axis, code in sorted(fact["dimensions"].items()):
        name, value = named(record, f"{axis}:", axis), named(record, f"{axis}:{code}", code)
        shown = Text(f"{code} {value.zh}", f"{code} {value.en}") if code.isdigit() and value.zh != code else value
        said.append(Text(f"{name.zh} {shown.zh}", f"{name.en}: {shown.en}"))
    return said


def hedged(fact: FactRow) -> str:
    """The printed number with the word or the sign that makes it a range."""
    hedge = fact["hedge"] or SIGNS.get(fact["operator"] or "", "")
    return f"{fact['printed']}{hedge}" if hedge in BEHIND else f"{hedge}{fact['printed']}"


def printed_number(fact: FactRow) -> Decimal | None:
    """The printed number in its printed unit; None where the print alone does not say it (一百二十三)."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", fact["printed"]))
    try:
        number = read_decimal(plain)
    except NumberFault:
        return None
    # The digits must be those of the exact value, or the reader understood the print otherwise.
    exact = Decimal(fact["value"])
    return number if number.is_zero() == exact.is_zero() and number.is_signed() == exact.is_signed() else None
