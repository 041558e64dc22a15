"""Indicators in files: the template, or the goal table of a published document; read row by row and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jixiao.core.document.block import Table
from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.documents.opening import read_document
from jixiao.web.modules.goals import lint
from jixiao.web.modules.goals.fields import Words, indicator_fields, kind_named, operator_named
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.indicators.models import KINDS, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jixiao.core.document.document_text import DocumentText
    from jixiao.web.modules.goals.fields import IndicatorFields
    from jixiao.web.registers.indicators.models import Indicator

MOST_BYTES = 10 * 2**20
MOST_ROWS = 200
HEAD_WITHIN = 12  # rows at the top among which the heads are looked for
COLUMNS = {
    "kind": Text("指标级别", "Level"),
    "name": Text("指标名称", "Name"),
    "operator": Text("方向", "Direction"),
    "target": Text("目标值", "Target"),
    "unit": Text("计量单位", "Unit"),
    "weight": Text("权重", "Weight"),
    "basis": Text("目标值依据", "Basis"),
}
_HEADS = {
    "kind": ("指标级别", "二级指标", "级别", "指标类型"),
    "name": ("指标名称", "三级指标", "名称"),
    "operator": ("方向", "指标方向", "符号"),
    "target": ("目标值", "年度指标值", "指标值", "年度目标值", "预期指标值", "年初目标值"),
    "unit": ("计量单位", "单位"),
    "weight": ("权重", "分值", "指标权重"),
    "basis": ("目标值依据", "依据", "指标值设定依据"),
}
_SIGNED = re.compile(r"(≥|≤|>=|<=|＞|＜|>|<|＝|=)?\s*([-−]?[0-9][0-9,，]*(?:\.[0-9]+)?)\s*([^0-9\s][^0-9]{0,11})?\Z")


@dataclass(frozen=True)
class Checked:
    """A row of a file: as written by field, what is wrong by field, whether it changes an indicator that is there."""

    row: int
    written: dict[str, str]
    faults: dict[str, dict[str, str]]
    changes: bool
    fields: IndicatorFields | None

    def kept(self) -> dict[str, Any]:
        """As the database keeps it."""
        return {"row": self.row, "written": self.written, "faults": self.faults, "changes": self.changes}


def rows_of(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of indicators in a file, by their place in its table. Raises `Refused` where there is none."""
    if len(content) > MOST_BYTES:
        raise Refused(Text("文件超过 10 MB", "the file is larger than 10 MB"), "file")
    if content.startswith(b"%PDF"):
        raise Refused(Text("PDF 请另存为 Word 或 Excel 后导入", "save the PDF as Word or Excel first"), "file")
    try:
        document = read_document(content, name)
    except InputFault as fault:
        problem = fault.problems[0]
        raise Refused(problem.what, "file") from None
    found = [row for table in document.blocks if isinstance(table, Table) for row in _rows(_grid(document, table))]
    if not found:
        raise Refused(
            Text(
                "文件里没有指标表：表头要有“指标名称”（或三级指标）和“目标值”（或年度指标值）",
                "no table of indicators: its heads must name the indicator and the target",
            ),
            "file",
        )
    if len(found) > MOST_ROWS:
        raise Refused(Text(f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows"), "file")
    return found


def _grid(document: DocumentText, table: Table) -> list[list[str]]:
    """The words of a table; a cell that spans several places stands in each of them."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        words = " ".join(document.text[cell.start : cell.end].split())
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = words
    return grid


def _rows(grid: Sequence[Sequence[str]]) -> Iterable[tuple[int, dict[str, str]]]:
    head, columns = _heads(grid)
    if "name" not in columns or "target" not in columns:
        return
    last = ""
    for number, row in enumerate(grid[head + 1 :], head + 2):
        written = {name: row[column] for name, column in columns.items()}
        if not written["name"] or written["name"] in ("合计", "总分", "小计", row[0] if columns["name"] else ""):
            continue
        last = written.get("kind") or last  # a level that is written once holds for the rows below it
        yield number, _parted(written | {"kind": last})


def _heads(grid: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(grid[:HEAD_WITHIN]):
        columns: dict[str, int] = {}
        for column, words in enumerate(row):
            plain = re.sub(r"[\s*＊]|[（(].*?[）)]", "", words)
            name = next((name for name, heads in _HEADS.items() if plain in heads), None)
            if name is not None:
                columns.setdefault(name, column)
        if len(columns) > len(best[1]):
            best = (number, columns)
    return best


def _parted(written: dict[str, str]) -> dict[str, str]:
    """A target as printed (≥95 %) in its parts, where the sheet has no columns for them."""
    found = {name: written.get(name, "")[:400] for name in COLUMNS}
    if found["operator"] or found["unit"]:
        return found
    match = _SIGNED.match(found["target"])
    if match is None:
        return found | {"operator": "定性"}
    return found | {"operator": match[1] or "＝", "target": match[2], "unit": (match[3] or "").strip()}


def check(rows: Iterable[tuple[int, Mapping[str, str]]], known: Iterable[Indicator]) -> list[Checked]:
    """Every row as it would be taken in, with what is wrong."""
    there = {(row.kind, lint.plain(row.name)) for row in known}
    seen: dict[tuple[str, str], int] = {}
    found = []
    for number, written in rows:
        words = Words(
            dict(written) | {"kind": kind_named(written["kind"]), "operator": operator_named(written["operator"])}
        )
        fields = indicator_fields(words, ())
        is_number = words.written["operator"] not in ("", "text")
        if is_number and "target" not in words.faults and lint.number_of(written["target"]) is None:
            words.faults["target"] = Text("目标值要填数字，或方向填“定性”", "the target must be a number")
        key = (words.written["kind"], lint.plain(words.written["name"]))
        if key in seen:
            words.faults["name"] = Text(f"与第 {seen[key]} 行重复", f"the same as row {seen[key]}")
        seen.setdefault(key, number)
        faults = {name: {"zh": text.zh, "en": text.en} for name, text in words.faults.items()}
        found.append(Checked(number, dict(written), faults, key in there, None if faults else fields))
    return found


def template() -> bytes:
    """The workbook to fill in: heads, choices, a sheet that explains."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, words = (
            book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1F4"}),
            book.add_format({"num_format": "@"}),
        )
        sheet = book.add_worksheet("绩效指标")
        for column, (name, title) in enumerate(COLUMNS.items()):
            sheet.write_string(0, column, title.zh, head)
            sheet.set_column(column, column, 40 if name in ("name", "basis") else 16, words)
        sheet.freeze_panes(1, 0)
        choices = {
            "kind": [text.zh for _, text in KINDS.values()],
            "operator": [text.zh for text in OPERATORS.values()],
        }
        for name, source in choices.items():
            column = list(COLUMNS).index(name)
            sheet.data_validation(1, column, MOST_ROWS, column, {"validate": "list", "source": source})
        explained = book.add_worksheet("填写说明")
        explained.set_column(0, 0, 80)
        for row, line in enumerate((
            "一行一个指标；级别和名称与表中已有指标相同的，修改那个指标，否则新增。",
            "目标值填数字，方向选“定性”的填文字；比率请在依据中写明分子和分母。",
            "有一行有误，整个文件都不导入；导入后可以撤销。",
        )):  # fmt: skip
            explained.write_string(row, 0, line)
    return file.getvalue()


def workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """A sheet of words and of amounts (whole fen, written in 万元); no cell of it is a formula."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        amount, words = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(name)
        for column, title in enumerate(heads):
            sheet.write_string(0, column, title, head)
        sheet.set_column(0, max(len(heads) - 1, 0), 18)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    whole, rest = divmod(abs(cell), 1_000_000)  # what the file format stores; read back it is exact
                    sheet.write_number(number, column, float(f"{'-' if cell < 0 else ''}{whole}.{rest:06d}"), amount)
                elif cell:
                    sheet.write_string(number, column, cell, words)
    return file.getvalue()


def cells_of(row: Indicator) -> tuple[str, ...]:
    """An indicator in the columns of the template, so that an export can be read back."""
    weight = "" if row.weight is None else f"{row.weight.normalize():f}"
    return (
        KINDS[row.kind][1].zh, row.name, OPERATORS[row.operator].zh, row.target, row.unit, weight, row.basis,
    )  # fmt: skip
