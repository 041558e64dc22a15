"""What people write, read into what actions take: every fault found, beside the field where it stands.

A form and a row of an imported file are read by the same functions, so both are held to the same rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import nearest
from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import codes
from jixiao.web.modules.budget.models import CHANGE_KINDS, Budget, Line, Project
from jixiao.web.platform import money
from jixiao.web.platform.people.names import is_unseen
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

YEARS = range(2000, 2101)
ISO_DAY = 10  # characters
MOST_COUNT = 999_999
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_BASIC = {"basic", "基本支出", "基本", "人员支出", "公用支出"}
_PROJECT = {"project", "项目支出", "项目"}


@dataclass
class Words:
    """Fields as written, and what is wrong with them, by field."""

    written: Mapping[str, str]
    faults: dict[str, Text] = field(default_factory=dict)

    def text(self, name: str, most: int, needed: bool = True) -> str:
        """A text, tidied; a fault where it is missing or too long."""
        words = " ".join(_UNPRINTABLE.sub(" ", self.written.get(name, "")).split())
        unseen = next((one for one in words if is_unseen(one)), None)
        if needed and not words:
            self.faults[name] = Text("不能为空", "this cannot be empty")
        elif unseen is not None:
            number = f"U+{ord(unseen):04X}"
            self.faults[name] = Text(f"含有看不见的字符（{number}），请删去", f"remove the unseen character {number}")
        elif len(words) > most:
            self.faults[name] = Text(f"最多 {most} 个字，现有 {len(words)}", f"at most {most} characters")
        return words

    def amount(self, name: str, unit: int = money.TEN_THOUSAND, least: int | None = 0) -> int:
        """An amount in fen; a fault where it is none or too small."""
        words = self.written.get(name, "").strip()
        if not words:
            self.faults[name] = Text("请填金额，没有就填 0", "write an amount, or 0")
            return 0
        try:
            fen = money.fen_of(words, unit)
        except Refused as refusal:
            self.faults[name] = refusal.text
            return 0
        if least is not None and fen < least:
            self.faults[name] = (
                Text("必须大于零", "it must be above zero") if least else Text("不能小于零", "not below zero")
            )
        return fen

    def year(self, name: str, needed: bool = True) -> int | None:
        """A year; a fault where it is none."""
        words = self.written.get(name, "").strip()
        if not words and not needed:
            return None
        if words.isascii() and words.isdecimal() and len(words) == 4 and int(words) in YEARS:
            return int(words)
        self.faults[name] = Text("请填四位年份，如 2026", "write a year such as 2026")
        return None

    def day(self, name: str) -> date | None:
        """A day; a fault where it is none."""
        words = self.written.get(name, "").strip()
        try:
            found = date.fromisoformat(words) if len(words) == ISO_DAY else None
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            self.faults[name] = Text("请填日期，如 2026-08-31", "write a day such as 2026-08-31")
            return None
        return found

    def count(self, name: str, most: int = MOST_COUNT, needed: bool = True) -> int | None:
        """A whole number from 0; a fault where it is none or beyond reason."""
        words = self.written.get(name, "").strip()
        if not words and not needed:
            return None
        if words.isascii() and words.isdecimal() and len(words) < 10 and int(words) <= most:
            return int(words)
        self.faults[name] = Text(f"请填 0 到 {most} 的整数", f"write a whole number from 0 to {most}")
        return None

    def choice(self, name: str, known: Container[str]) -> str:
        """One of some choices; a fault where it is none of them."""
        words = self.written.get(name, "")
        if words not in known:
            self.faults[name] = Text("请选择", "choose one")
        return words

    def whole(self, name: str) -> int:
        """A number that the page itself wrote, such as an id or a version; 0 where it was tampered with."""
        words = self.written.get(name, "")
        return int(words) if words.isascii() and words.isdecimal() and len(words) < 18 else 0


@dataclass(frozen=True, slots=True)
class LineFields:
    """What a line is made of; an empty number asks for the next one."""

    number: str
    name: str
    is_basic: bool
    project: Project | None
    functional: str
    economic: str
    fund: str
    initial: int


def line_fields(
    words: Words, budget: Budget, projects: Mapping[str, Project], unit: int = money.TEN_THOUSAND
) -> LineFields | None:
    """A line from words; None where something is wrong with them. `projects` are those of the budget, by code."""
    nature = words.text("nature", 20)
    is_basic = nature in _BASIC
    if "nature" not in words.faults and not is_basic and nature not in _PROJECT:
        words.faults["nature"] = Text("填“基本支出”或“项目支出”", "basic or project expenditure")
    project = None if is_basic else _project(words, budget, projects)
    if is_basic and words.written.get("project", "").strip():
        words.faults["project"] = Text("基本支出不填项目编码", "basic expenditure has no project")
    needs_name = is_basic
    name = words.text("name", 120, needs_name) or (project.name if project else "")
    functional = _code(words, "functional", codes.FUNCTIONAL, codes.functional, Text("功能分类项级", "functional item"))
    economic = _code(words, "economic", codes.ECONOMIC, codes.economic, Text("经济分类款级", "economic item"))
    fund = codes.fund_type(words.text("fund", 60))
    if fund is None and "fund" not in words.faults:
        written = words.written.get("fund", "").strip()
        known = [text.zh for text in codes.fund_types().values()]
        near = "、".join(nearest(written, known) or known[:2])
        words.faults["fund"] = Text(f"没有“{written[:20]}”这种资金来源，如：{near}", f"no fund type “{written[:20]}”")
    number = words.text("number", 20, needed=False)
    initial = words.amount("initial", unit)
    if words.faults or fund is None:
        return None
    return LineFields(number, name, is_basic, project, functional, economic, fund, initial)


def _project(words: Words, budget: Budget, projects: Mapping[str, Project]) -> Project | None:
    code = words.text("project", 40)
    if not code:
        words.faults["project"] = Text(
            "项目支出须填项目编码：先有项目，后有预算", "project expenditure needs a project of the library"
        )
        return None
    project = projects.get(code)
    if project is None:
        near = nearest(code, projects)
        zh = f"项目库没有 {code}，请先登记项目" + (f"，或是否想填 {'、'.join(near)}" if near else "")
        words.faults["project"] = Text(zh, f"{code} is not in the project library; add it there first")
    elif not project.runs_in(budget.year):
        until = project.until or "…"
        words.faults["project"] = Text(
            f"项目 {code} 的年限是 {project.since}—{until}，不含 {budget.year}",
            f"the project {code} runs {project.since}-{until}, not in {budget.year}",
        )
    return project


def _code(words: Words, name: str, digits: int, named: Callable[[str], Text | None], what: Text) -> str:
    """A code of full length; words behind the digits are let be, for people choose "30201 办公费"."""
    written = words.text(name, 80)
    found = re.match(r"[0-9]+", written)
    code = found[0] if found else ""
    if name not in words.faults and named(code) is None:
        words.faults[name] = Text(
            f"应为 {digits} 位的{what.zh}科目，“{written[:20]}”不在代码表", f"no {what.en} of {digits} digits"
        )
    return code


@dataclass(frozen=True, slots=True)
class ProjectFields:
    """What a project of the library is made of."""

    code: str
    name: str
    level: int
    parent: Project | None
    duty: str
    task: str
    since: int
    until: int | None


def project_fields(words: Words, parents: Mapping[str, Project]) -> ProjectFields | None:
    """A project from words; its level follows from what stands above it."""
    code, name = words.text("code", 40), words.text("name", 120)
    duty, task = words.text("duty", 200), words.text("task", 200)
    since, until = words.year("since"), words.year("until", needed=False)
    if since and until and until < since:
        words.faults["until"] = Text("不能早于起始年", "not before it begins")
    above = words.text("parent", 60, needed=False)
    parent = parents.get(above)
    if above and parent is None:
        words.faults["parent"] = Text("没有这个上级项目", "there is no such project above")
    elif parent is not None and parent.level > 2:
        words.faults["parent"] = Text("项目最多三级", "there are three levels at most")
    if words.faults or since is None:
        return None
    return ProjectFields(code, name, parent.level + 1 if parent else 1, parent, duty, task, since, until)


@dataclass(frozen=True, slots=True)
class ChangeFields:
    """What a change of money is made of."""

    kind: str
    source: Line | None
    target: Line | None
    amount: int
    reason: str


def change_fields(words: Words, lines: Mapping[int, Line]) -> ChangeFields | None:
    """A change from words; `lines` are those of the budget."""
    kind = words.text("kind", 20)
    if kind not in CHANGE_KINDS:
        words.faults["kind"] = Text("请选追加、追减或调剂", "choose supplement, reduction or reallocation")
    source = lines.get(words.whole("source")) if kind in ("reduction", "reallocation") else None
    target = lines.get(words.whole("target")) if kind in ("supplement", "reallocation") else None
    if kind in ("reduction", "reallocation") and source is None:
        words.faults["source"] = Text("请选调出的预算行", "choose the line that gives")
    if kind in ("supplement", "reallocation") and target is None:
        words.faults["target"] = Text("请选调入的预算行", "choose the line that gets")
    if source is not None and source == target:
        words.faults["target"] = Text("调出与调入是同一行", "both are the same line")
    amount, reason = words.amount("amount", least=1), words.text("reason", 500)
    return None if words.faults else ChangeFields(kind, source, target, amount, reason)


def month_amounts(words: Words) -> dict[int, int | None]:
    """The twelve months; an empty one has no amount. Amounts below zero are corrections."""
    found: dict[int, int | None] = {}
    for month in range(1, 13):
        name = f"month-{month}"
        found[month] = words.amount(name, least=None) if words.written.get(name, "").strip() else None
    return found
