"""Parameters of a year: until when a stage lasts, how much may be reallocated. Dated, cited, set per organisation.

What is set at an organisation holds for everything below it; the nearest one counts. Without any the defaults hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.models import Parameter
from jixiao.web.platform import money
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.platform.people.models import Organisation

LIMIT = "reallocation_limit"
# Per cent of the initial budget. The rulebook's parameter of the same meaning: adjustment_tolerance.
_LIMIT_PERCENT = "10"
_LIMIT_SOURCE = Text(
    "部门整体支出绩效评价共性指标体系框架：财务合规性 第 2 款",
    "framework of department evaluation: financial compliance, item 2",
)
EX_ANTE = "ex_ante_amount"
# 万元 from which a new project needs ex-ante evaluation; districts set their own.
_EX_ANTE_AMOUNT = "500"
_EX_ANTE_SOURCE = Text(
    "各地常用标准，未核实；请按本地办法设定", "common practice, unverified; set it by the local rules"
)
_PERCENT = re.compile(r"(?:100|\d{1,2})(?:\.\d{1,2})?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter in force: its name, its value as written, where it comes from, whether somebody set it."""

    name: str
    title: Text
    value: str
    source: Text
    is_set: bool = False


def defaults(year: int) -> dict[str, Value]:
    """What holds for a year where nobody set anything."""
    found = {}
    for name, due in stages.DUE.items():
        stage = stages.TABLE.stages[name].name
        day = date(year + due.years, due.month, due.day).isoformat()
        title = Text(f"“{stage.zh}”截止", f"end of {stage.en}")
        found[f"until.{name}"] = Value(f"until.{name}", title, day, due.source)
    title = Text("调整调剂占年初预算的限额（%）", "limit of changes, % of the initial budget")
    found[LIMIT] = Value(LIMIT, title, _LIMIT_PERCENT, _LIMIT_SOURCE)
    title = Text("新增项目须事前绩效评估的起点（万元）", "new projects from here need ex-ante evaluation, 10⁴ yuan")
    found[EX_ANTE] = Value(EX_ANTE, title, _EX_ANTE_AMOUNT, _EX_ANTE_SOURCE)
    return found


def in_force(organisation: Organisation, year: int) -> dict[str, Value]:
    """All parameters as they hold for an organisation and a year."""
    return _chosen(organisation.path, year, Parameter.objects.filter(year=year).select_related("organisation"))


def in_force_for(organisations: Iterable[tuple[Organisation, int]]) -> list[dict[str, Value]]:
    """The same for many at once, asking the database once."""
    wanted = list(organisations)
    every = list(Parameter.objects.filter(year__in={year for _, year in wanted}).select_related("organisation"))
    return [_chosen(one.path, year, [row for row in every if row.year == year]) for one, year in wanted]


def _chosen(path: str, year: int, rows: Iterable[Parameter]) -> dict[str, Value]:
    found = defaults(year)
    above = [row for row in rows if row.name in found and path.startswith(row.organisation.path)]
    for row in sorted(above, key=lambda row: len(row.organisation.path)):
        found[row.name] = Value(row.name, found[row.name].title, row.value, same(row.source), is_set=True)
    return found


def until(values: dict[str, Value], stage: str) -> str | None:
    """The ISO day on which a stage ends."""
    value = values.get(f"until.{stage}")
    return None if value is None else value.value


def limit_hundredths(values: dict[str, Value]) -> int:
    """The limit of changes in hundredths of a per cent."""
    whole, _, decimals = values[LIMIT].value.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0") or 0)


def ex_ante_fen(values: dict[str, Value]) -> int:
    """The amount from which a new project needs ex-ante evaluation, in fen."""
    return money.fen_of(values[EX_ANTE].value)


def valid(name: str, words: str) -> str:
    """A value as it is kept; raises `Refused` where it is none."""
    tidy = words.strip().removesuffix("%").strip()
    if name == LIMIT:
        if _PERCENT.match(tidy) and not tidy.startswith("100."):
            return tidy
        raise Refused(Text("请填 0 到 100 的百分数，最多两位小数", "write a percentage from 0 to 100"), name)
    if name == EX_ANTE:
        if money.fen_of(tidy) <= 0:
            raise Refused(Text("必须大于零", "it must be above zero"), name)
        return tidy
    try:
        return date.fromisoformat(tidy).isoformat()
    except ValueError:
        raise Refused(Text("请填日期，如 2026-08-31", "write a day such as 2026-08-31"), name) from None
