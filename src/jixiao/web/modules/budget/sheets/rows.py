"""Rows of lines out of a sheet: columns found by their heads, every cell checked, each fault with row and column."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries
from jixiao.web.modules.budget.fields import Words, line_fields
from jixiao.web.modules.budget.models import Line
from jixiao.web.platform import money
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.web.modules.budget.fields import LineFields
    from jixiao.web.modules.budget.models import Budget
    from jixiao.web.modules.budget.sheets.reading import Row

HEAD_WITHIN = 20  # rows at the top among which the heads are looked for
COLUMNS = {
    "number": Text("编号", "Number"),
    "nature": Text("支出类别", "Nature"),
    "project": Text("项目编码", "Project code"),
    "name": Text("名称", "Name"),
    "functional": Text("功能分类（项）", "Functional item"),
    "economic": Text("经济分类（款）", "Economic item"),
    "fund": Text("资金来源", "Fund type"),
    "initial": Text("年初预算（万元）", "Initial budget"),
}
_HEADS = {
    "number": ("编号", "行号", "序号"),
    "nature": ("支出类别", "支出性质", "类别"),
    "project": ("项目编码", "项目代码"),
    "name": ("名称", "项目名称", "预算行名称"),
    "functional": ("功能分类", "功能科目", "功能分类科目"),
    "economic": ("经济分类", "经济科目", "经济分类科目"),
    "fund": ("资金来源", "资金性质"),
    "initial": ("年初预算", "年初预算数", "预算数", "金额"),
}
_MAY_LACK = {"number", "project", "name"}
_BRACKET = re.compile(r"[（(](.*?)[）)]")
_SUM = re.compile(r"(?:合|总|小)\s*计")


@dataclass(frozen=True)
class Sheet:
    """The rows of lines in a file: as written, by field; the letter of each column; the unit of the amounts."""

    rows: list[tuple[int, dict[str, str]]]
    columns: dict[str, str]
    unit: int


@dataclass
class CheckedRow:
    """A row as written, what is wrong with it by column, and whether it makes a line or changes one."""

    row: int
    written: dict[str, str]
    faults: dict[str, dict[str, str]]
    changes: bool = False

    def kept(self) -> dict[str, Any]:
        """As the database keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Checked:
    """What a file says: its rows, and the lines that they become where nothing is wrong."""

    rows: list[CheckedRow]
    lines: list[LineFields]

    @property
    def faults(self) -> int:
        """How many cells are wrong."""
        return sum(len(row.faults) for row in self.rows)


def letter(column: int) -> str:
    """The letter of a column, as a spreadsheet shows it."""
    words = ""
    while column:
        column, rest = divmod(column - 1, 26)
        words = chr(ord("A") + rest) + words
    return words


def sheet_of(rows: Mapping[int, Row]) -> Sheet:
    """The rows of lines below the heads. Raises `Refused` where the heads are not those of lines or nothing follows."""
    head, columns, unit = _heads(rows)
    found = []
    for number, row in rows.items():
        written = {name: row.get(column, "").strip() for name, column in columns.items()}
        if number > head and any(written.values()) and not _is_sum(written):
            found.append((number, written))
    if not found:
        raise Refused(Text("表头下面没有数据行", "there are no rows below the heads"), "file")
    return Sheet(found, {name: letter(column) for name, column in columns.items()}, unit)


def check(sheet: Sheet, budget: Budget) -> Checked:
    """Check every row against a budget and the project library."""
    projects = queries.projects_under(budget.organisation)
    known = set(Line.objects.filter(budget=budget).values_list("number", flat=True))
    found, lines, seen = [], [], dict[str, int]()
    for number, written in sheet.rows:
        words = Words(written)
        line = line_fields(words, budget, projects, sheet.unit)
        if line is not None and line.number in seen:
            first = seen[line.number]
            words.faults["number"] = Text(f"编号与第 {first} 行相同", f"the same number as row {first}")
        elif line is not None:
            lines.append(line)
            if line.number:
                seen[line.number] = number
        faults = {name: {"zh": text.zh, "en": text.en} for name, text in words.faults.items()}
        found.append(CheckedRow(number, written, faults, written.get("number", "") in known))
    return Checked(found, lines)


def _is_sum(written: Mapping[str, str]) -> bool:
    """A row of totals at the foot is no line."""
    return not written.get("functional") and any(_SUM.match(words) for words in written.values())


def _heads(rows: Mapping[int, Row]) -> tuple[int, dict[str, int], int]:
    """The row of the heads, the column of each field, and the unit of the amounts."""
    best: tuple[int, dict[str, int], int] = (0, {}, money.TEN_THOUSAND)
    for number, row in list(rows.items())[:HEAD_WITHIN]:
        columns: dict[str, int] = {}
        unit = money.TEN_THOUSAND
        for column, words in sorted(row.items()):
            name = _field(words)
            if name is not None and name not in columns:
                columns[name] = column
                if name == "initial":
                    unit = _unit(words)
        if len(columns) > len(best[1]):
            best = (number, columns, unit)
    lacking = [COLUMNS[name] for name in COLUMNS if name not in best[1] and name not in _MAY_LACK]
    if lacking:
        zh, en = "、".join(text.zh for text in lacking), ", ".join(text.en for text in lacking)
        raise Refused(
            Text(f"表头缺少列：{zh}。请下载模板，按模板的表头填写。", f"columns are missing: {en}; use the template"),
            "file",
        )
    return best


def _field(words: str) -> str | None:
    plain = _BRACKET.sub("", re.sub(r"[\s*＊]", "", words))
    return next((name for name, heads in _HEADS.items() if plain in heads), None)


def _unit(words: str) -> int:
    """The unit in the brackets of the head; without any it is 万元."""
    bracket = _BRACKET.search(words)
    said = bracket[1] if bracket else ""
    return money.YUAN if "元" in said and "万" not in said else money.TEN_THOUSAND
