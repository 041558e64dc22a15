"""Parameters of a year: until when a stage lasts, how much may be reallocated. Dated, cited, set per organisation.

What is set at an organisation holds for everything below it; the nearest one counts. Without any the defaults hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.rulebook_loader.rule_files import ParameterFile
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.structure import Reading
from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.models import Parameter
from jixiao.web.platform import money
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.platform.people.models import Organisation

LIMIT = "reallocation_limit"
EX_ANTE = "ex_ante_amount"
# The parameters of the rulebook that say what holds where an installation sets nothing.
_RULES = {LIMIT: "adjustment_tolerance", EX_ANTE: "ex_ante_amount"}
_SOURCES_EN = {
    LIMIT: "framework of department evaluation: financial compliance, item 2",
    EX_ANTE: "a default of this program, unverified; set it by the local rules",
}
_NO_RULE = Text("这一年度没有规定", "no rule for this year")
_PERCENT = re.compile(r"(?:100|\d{1,2})(?:\.\d{1,2})?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter in force: its name, its value as written, where it comes from, whether somebody set it."""

    name: str
    title: Text
    value: str
    source: Text
    is_set: bool = False


@cache
def _held(name: str, year: int) -> tuple[str, Text]:
    """What the rulebook holds on the first day of a year, and its source; "" where it holds nothing yet.

    The limit of changes was in use before the earliest text at hand, so that one counts for the years before it.
    """
    reading = Reading(rulebook().read(SHIPPED / "parameters" / f"{_RULES[name]}.yaml"))
    file = reading.record(ParameterFile, reading.source.value)
    reading.check()
    every = sorted(file.values if file else (), key=lambda entry: entry.since)
    held = [one for one in every if one.since <= date(year, 1, 1)] or every[: name == LIMIT]
    if not held:
        return "", _NO_RULE
    one = held[-1]
    return str(one.value).rstrip("%"), Text(f"{one.source}（自 {one.since.isoformat()}）", _SOURCES_EN[name])


def defaults(year: int) -> dict[str, Value]:
    """What holds for a year where nobody set anything."""
    found = {}
    for name, due in stages.DUE.items():
        stage = stages.TABLE.stages[name].name
        day = date(year + due.years, due.month, due.day).isoformat()
        title = Text(f"“{stage.zh}”截止", f"end of {stage.en}")
        found[f"until.{name}"] = Value(f"until.{name}", title, day, due.source)
    limit, least = _held(LIMIT, year), _held(EX_ANTE, year)
    title = Text("调整调剂占年初预算的限额（%）", "limit of changes, % of the initial budget")
    found[LIMIT] = Value(LIMIT, title, *limit)
    title = Text("新增项目须事前绩效评估的起点（万元）", "new projects from here need ex-ante evaluation, 10⁴ yuan")
    found[EX_ANTE] = Value(EX_ANTE, title, *least)
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


def ex_ante_fen(values: dict[str, Value]) -> int | None:
    """The amount from which a new project needs ex-ante evaluation, in fen; None in a year without any."""
    value = values[EX_ANTE].value
    return money.fen_of(value) if value else None


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
