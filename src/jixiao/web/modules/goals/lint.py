"""What is weak in a goal table, said beside the field. Pure: no database, no clock; one named rule for each weakness.

An `error` keeps the table from being signed; a `warning` is shown to whoever fills in and to whoever reviews.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import NumberFault, read_decimal
from jixiao.core.kernel.text import Text
from jixiao.web.platform.money import share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEVEL_OF = {
    "quantity": "output", "quality": "output", "timeliness": "output", "cost": "output", "economic": "benefit",
    "social": "benefit", "ecological": "benefit", "sustainable": "benefit", "satisfaction": "satisfaction",
}  # fmt: skip
_LEVEL_NAMES = {"output": Text("产出", "output"), "benefit": Text("效益", "benefit")}
_UPWARD, _DOWNWARD = ("ge", "gt"), ("le", "lt")
_RATE = re.compile(r"(?:率|占比|比例|比重|覆盖面)(?:（[^）]*）|\([^)]*\))?$")
_DENOMINATOR = re.compile(r"[÷/／]|除以|占|分母|总数|之比|比上")
_IN_TIME = re.compile(r"及时|按时|按期|时限")
_SURVEY = re.compile(r"调查|问卷|回访|测评|评价")
_PERCENT = ("%", "％")
_PLAIN = re.compile(r"[\s、，。；：（）()\"“”·\-—]+")


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator as written."""

    kind: str
    name: str
    operator: str
    target: str
    unit: str = ""
    weight: Decimal | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a row is read against: the names of the table, the words that cannot be measured, last year's result."""

    names: Counter[str] = field(default_factory=Counter)
    vague: tuple[str, ...] = ()
    last_result: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A weakness: the rule, the field that it stands beside (none for the table as a whole), how heavy, what to do."""

    rule: str
    field: str
    severity: str
    text: Text

    @property
    def is_error(self) -> bool:
        """Whether it keeps the table from being signed."""
        return self.severity == "error"


@dataclass(frozen=True, slots=True)
class Whole:
    """A table as a whole: its words, its rows, the money its indicators stand for, what the rulebook asks."""

    summary: str
    rows: Sequence[Row]
    weight_total: Decimal | None = None
    covered: int | None = None
    project_money: int = 0
    coverage: int | None = None


def plain(name: str) -> str:
    """A name without the signs that make two of the same look different."""
    return _PLAIN.sub("", name).lower()


def names_of(rows: Sequence[Row]) -> Counter[str]:
    """How often each name stands in a table."""
    return Counter(plain(row.name) for row in rows)


@lru_cache(maxsize=4096)
def number_of(words: str) -> Decimal | None:
    """The number that words are, if they are one; a per cent sign behind it is let be."""
    try:
        return read_decimal(words.strip().rstrip("%％").strip())
    except NumberFault:
        return None


def lint_row(row: Row, around: Around) -> list[Finding]:
    """Every weakness of a row, in the order of the rules."""
    found = []
    for name, (place, severity, rule) in ROW_RULES.items():
        text = rule(row, around)
        if text is not None:
            found.append(Finding(name, place, severity, text))
    return found


def lint_table(whole: Whole) -> list[Finding]:
    """Every weakness of a table as a whole."""
    found = []
    for name, (severity, rule) in TABLE_RULES.items():
        text = rule(whole)
        if text is not None:
            found.append(Finding(name, "", severity, text))
    return found


def _not_a_number(row: Row, _around: Around) -> Text | None:
    if row.operator == "text" or number_of(row.target) is not None:
        return None
    return Text("目标值要填数字；说不成数字的，方向选“定性”", "the target must be a number; else choose “qualitative”")


def _no_unit(row: Row, _around: Around) -> Text | None:
    if row.operator == "text" or row.unit or row.target.strip().endswith(_PERCENT):
        return None
    return Text("缺计量单位，如 家、次、%", "the unit is missing")


def _vague_words(row: Row, around: Around) -> Text | None:
    found = [word for word in around.vague if word in row.name or (row.operator == "text" and word in row.target)]
    if not found:
        return None
    named = "、".join(found[:3])
    return Text(
        f"“{named}”无法衡量，改成看得见的结果或数字", f"“{named}” cannot be measured; name a result or a number"
    )


def _no_denominator(row: Row, _around: Around) -> Text | None:
    if not _RATE.search(row.name) or row.kind == "satisfaction" or _DENOMINATOR.search(row.name + row.basis):
        return None
    return Text(
        "比率没有说明分子和分母，请在依据中写明，如“已办结数÷受理总数”",
        "a rate without numerator and denominator; write them into the basis",
    )


def _over_hundred(row: Row, _around: Around) -> Text | None:
    number = number_of(row.target)
    is_share = _RATE.search(row.name) and "增长" not in row.name and (row.unit in _PERCENT or "%" in row.target)
    if not is_share or number is None or number <= 100:
        return None
    return Text("比率超过 100 %", "a rate above 100 %")


def _cost_at_least(row: Row, _around: Around) -> Text | None:
    if row.kind != "cost" or row.operator not in _UPWARD:
        return None
    return Text("成本指标应是“≤”：花得越多越好说不通", "a cost should be “≤”: more spent is not better")


def _wrong_level(row: Row, _around: Around) -> Text | None:
    if "满意" in row.name and row.kind != "satisfaction":
        return Text("满意度应列在满意度指标下", "satisfaction belongs under satisfaction")
    if _IN_TIME.search(row.name) and row.kind != "timeliness":
        return Text("及时性应列在时效指标下", "being in time belongs under timeliness")
    if "成本" in row.name and row.kind != "cost":
        return Text("成本应列在成本指标下", "a cost belongs under cost")
    return None


def _duplicate(row: Row, around: Around) -> Text | None:
    if not row.name or around.names[plain(row.name)] < 2:
        return None
    return Text("同一张表里重复，评价时只算一次", "it stands twice in this table and counts once")


def _below_last_year(row: Row, around: Around) -> Text | None:
    target, result = number_of(row.target), number_of(around.last_result or "")
    if row.operator == "text" or target is None or result is None:
        return None
    if row.operator in _UPWARD and target < result:
        return Text(
            f"低于上年完成值 {around.last_result}，请说明依据或提高", f"below last year's result {around.last_result}"
        )
    if row.operator in _DOWNWARD and target > result:
        return Text(
            f"高于上年完成值 {around.last_result}，请说明依据或降低", f"above last year's result {around.last_result}"
        )
    return None


def _no_survey(row: Row, _around: Around) -> Text | None:
    if row.kind != "satisfaction" or _SURVEY.search(row.basis):
        return None
    return Text(
        "满意度要有调查：请在依据中写明调查方式，没有调查的评价时不得分",
        "satisfaction needs a survey; say in the basis how people are asked",
    )


def _no_basis(row: Row, _around: Around) -> Text | None:
    if row.basis.strip() or row.kind == "satisfaction" or _RATE.search(row.name):
        return None  # these are told by the rules above
    return Text("没有写目标值依据，如计划、标准、上年水平", "the target has no basis: a plan, a standard, last year")


_RowRule = tuple[str, str, "Callable[[Row, Around], Text | None]"]
ROW_RULES: dict[str, _RowRule] = {
    "not_a_number": ("target", "error", _not_a_number),
    "duplicate": ("name", "error", _duplicate),
    "cost_at_least": ("operator", "error", _cost_at_least),
    "vague_words": ("name", "warning", _vague_words),
    "no_denominator": ("basis", "warning", _no_denominator),
    "over_hundred": ("target", "warning", _over_hundred),
    "no_unit": ("unit", "warning", _no_unit),
    "wrong_level": ("kind", "warning", _wrong_level),
    "below_last_year": ("target", "warning", _below_last_year),
    "no_survey": ("basis", "warning", _no_survey),
    "no_basis": ("basis", "warning", _no_basis),
}


def _no_rows(whole: Whole) -> Text | None:
    return None if whole.rows else Text("还没有指标", "there is no indicator yet")


def _no_summary(whole: Whole) -> Text | None:
    return None if whole.summary.strip() else Text("没有写年度目标", "the goal of the year is not written")


def _level_missing(whole: Whole) -> Text | None:
    has = {LEVEL_OF[row.kind] for row in whole.rows}
    lacking = [name for level, name in _LEVEL_NAMES.items() if level not in has]
    if not whole.rows or not lacking:
        return None
    zh, en = "、".join(name.zh for name in lacking), " and ".join(name.en for name in lacking)
    return Text(f"缺少{zh}指标", f"no indicator of {en}")


def _no_satisfaction(whole: Whole) -> Text | None:
    if not whole.rows or any(row.kind == "satisfaction" for row in whole.rows):
        return None
    return Text(
        "没有满意度指标；没有服务对象的请在年度目标中说明", "no indicator of satisfaction; say why if nobody is served"
    )


def _weights(whole: Whole) -> Text | None:
    weights = [row.weight for row in whole.rows]
    given = [weight for weight in weights if weight is not None]
    if not given or whole.weight_total is None:
        return None
    if len(given) < len(weights):
        lacking = len(weights) - len(given)
        return Text(f"{lacking} 个指标没有权重", f"{lacking} indicators have no weight")
    total = sum(given, Decimal(0))
    if total == whole.weight_total:
        return None
    return Text(
        f"权重之和为 {total.normalize():f}，应为 {whole.weight_total:f}",
        f"the weights add up to {total.normalize():f}, not to {whole.weight_total:f}",
    )


def _coverage(whole: Whole) -> Text | None:
    if whole.covered is None or whole.coverage is None or whole.project_money <= 0:
        return None
    if whole.covered * 100 >= whole.project_money * whole.coverage:
        return None
    part = share(whole.covered, whole.project_money)
    return Text(
        f"指标只覆盖项目资金的 {part}，应达到 {whole.coverage} %：请勾选指标对应的项目或补充指标",
        f"the indicators cover {part} of the project money, not {whole.coverage} %",
    )


TABLE_RULES: dict[str, tuple[str, Callable[[Whole], Text | None]]] = {
    "no_rows": ("error", _no_rows),
    "no_summary": ("error", _no_summary),
    "level_missing": ("error", _level_missing),
    "no_satisfaction": ("warning", _no_satisfaction),
    "weights": ("warning", _weights),
    "coverage": ("warning", _coverage),
}
