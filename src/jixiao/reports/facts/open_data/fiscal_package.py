"""The amounts of documents as a Fiscal Data Package (1.0): one CSV of budget lines and its description.

The package is a tabular data package whose columns carry the column types of the budget taxonomy, so that a reader
knows which is the amount, its direction and phase, and by which classes it is broken down.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.period import Period
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.plain_words import csv_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.ledger.concept import Concept, Vocabulary
    from jixiao.reports.facts.record import FactRow, Record

# Column, type, column type of the taxonomy (None: ours alone), title.
FIELDS = (
    ("line", "string", "budget-line-id", "行号 · line"),
    ("amount", "number", "value", "金额（元） · amount in yuan"),
    ("currency", "string", "value-currency:code", "币种 · currency"),
    ("concept", "string", "value-kind:code", "概念 · concept"),
    ("concept_label", "string", "value-kind:label", "概念名称 · name of the concept"),
    ("direction", "string", "direction", "收支方向 · direction"),
    ("phase", "string", "phase:id", "预算阶段 · phase"),
    ("phase_label", "string", "phase:label", "预算阶段名称 · name of the phase"),
    ("fiscal_year", "integer", "date:fiscal-year", "预算年度 · fiscal year"),
    ("administrative_unit", "string", "administrative-classification:generic:code", "单位 · administrative unit"),
    ("administrative_label", "string", "administrative-classification:generic:label", "单位名称 · name of the unit"),
    ("functional_class", "string", "functional-classification:generic:code", "支出功能分类 · functional class"),
    ("functional_top", "string", "functional-classification:generic:level1:code", "功能分类（类） · its top level"),
    (
        "functional_label",
        "string",
        "functional-classification:generic:level1:label",
        "类的名称 · name of the top level",
    ),
    ("economic_class", "string", "economic-classification:generic:code", "支出经济分类 · economic class"),
    ("economic_top", "string", "economic-classification:generic:level1:code", "经济分类（类） · its top level"),
    ("economic_label", "string", "economic-classification:generic:level1:label", "类的名称 · name of the top level"),
    ("fund_type", "string", "fin-source:generic:code", "资金来源 · source of funds"),
    ("fund_label", "string", "fin-source:generic:label", "资金来源名称 · its name"),
    ("project", "string", "activity:generic:project:code", "项目 · project"),
    ("document", "string", None, "文件 · document"),
    ("page", "integer", None, "页 · page"),
    ("start", "integer", None, "起 · first character"),
    ("end", "integer", None, "止 · last character"),
    ("printed", "string", None, "原文数字 · as printed"),
)
REQUIRED = frozenset({"line", "amount", "currency", "concept", "direction", "phase", "fiscal_year", "document"})
PHASES = {
    "approved": Text("年初批复", "approved"),
    "adjusted": Text("调整后", "adjusted"),
    "executed": Text("执行", "executed"),
}
# What a budget line is: money that comes in, or that is planned or spent. Totals of both sides, parts of a line that
# are told once more (purchases, assets, evaluated budgets) and changes are none.
_EXPENDITURE_HEADS = ("initial_", "adjusted_", "supplement")
_EXPENDITURE_TAILS = ("expenditure", "expenditure_total", "expenditure_other", "expenditure_budget", "_initial",
                      "_adjusted", "_spent", "_reserve")  # fmt: skip
_NO_LINES = ("_change", "_decrease", "_increase", "cumulative")
_REVENUE = ("income", "appropriation", "subsidy", "remittance")
_DESCRIPTION = (
    "每行一个金额，附其在原文件中的位置。合计、类、款、项各占一行，不能全部相加。"
    "以 ' 开头的文字，原文以公式符号开头。 · "
    "An amount per row, with its place in the document. Totals and every level of the classes have rows of their own: "
    "do not add them all up. A leading ' stands before words that a spreadsheet would compute."
)
_NOTHING = Text("没有可以写成预算行的金额", "no amount that is a budget line")


def fiscal_package(documents: Iterable[tuple[str, Record]], vocabulary: Vocabulary) -> dict[str, bytes]:
    """The files of the package by name. Raises `InputFault` where there is no amount to put in."""
    rows = [row for path, record in documents for row in _rows(path, record, vocabulary)]
    if not rows:
        remedy = Text("只有识别出概念的金额才能写入", "only amounts of a known concept go in")
        raise InputFault([Problem(_NOTHING, "--datapackage", remedy=remedy)])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [name for name, *_ in FIELDS], lineterminator="\r\n")
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow({"line": f"L{number}", **row})
    years = sorted(int(row["fiscal_year"]) for row in rows)
    described = json.dumps(_descriptor(years[0], years[-1]), ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": described.encode(), "budget.csv": out.getvalue().encode()}


def _descriptor(first: int, last: int) -> dict[str, Any]:
    fields = [
        {
            "name": name,
            "title": title,
            "type": kind,
            **({} if column is None else {"columnType": column}),
            **({"bareNumber": True} if kind == "number" else {}),
            **({"constraints": {"required": True}} if name in REQUIRED else {}),
        }
        for name, kind, column, title in FIELDS
    ]
    return {
        "profile": "tabular-data-package",
        "name": "jixiao-facts",
        "title": "部门预决算公开数据 · amounts stated in published budget documents",
        "description": _DESCRIPTION,
        "columnTypes": ["https://frictionlessdata.io/taxonomies/fiscal/budgets.json"],
        "countryCode": "CN",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": f"{first}-01-01", "end": f"{last}-12-31"},
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "budget",
                "path": "budget.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": ["line"], "missingValues": [""]},
            }
        ],
    }


def _rows(path: str, record: Record, vocabulary: Vocabulary) -> list[dict[str, str]]:
    found = []
    for fact in record["facts"]:
        concept = vocabulary.concepts.get(fact["concept"] or "")
        year = _year(fact["period"])
        if concept is not None and year is not None and fact["unit"] == "CNY" and is_budget_line(concept):
            found.append(_row(path, record, fact, concept, year, vocabulary))
    return found


def _row(
    path: str, record: Record, fact: FactRow, concept: Concept, year: int, vocabulary: Vocabulary
) -> dict[str, str]:
    phase = phase_of(concept.id, record["kind"], fact["dimensions"].get("budget_version"))
    source = fact["source"]
    written = {
        "amount": fact["value"],
        "currency": "CNY",
        "concept": concept.id,
        "concept_label": concept.term.zh,
        "direction": "revenue" if _is_revenue(concept.id) else "expenditure",
        "phase": phase,
        "phase_label": PHASES[phase].zh,
        "fiscal_year": str(year),
        "administrative_unit": csv_safe(record["entity"] or ""),
        "administrative_label": csv_safe(record["entity"] or ""),
        "project": csv_safe(fact["dimensions"].get("project", "")),
        "document": csv_safe(path),
        "page": "" if source["page"] is None else str(source["page"]),
        "start": str(source["start"]),
        "end": str(source["end"]),
        "printed": csv_safe(fact["printed"]),
    }
    for axis, column, top, label in (
        ("functional_class", "functional_class", "functional_top", "functional_label"),
        ("economic_class", "economic_class", "economic_top", "economic_label"),
        ("fund_type", "fund_type", "fund_type", "fund_label"),
    ):
        code = fact["dimensions"].get(axis, "")
        above, name = top_class(vocabulary, axis, code)
        written |= {top: csv_safe(above), column: csv_safe(code), label: csv_safe(name)}
    return written


def top_class(vocabulary: Vocabulary, axis: str, code: str) -> tuple[str, str]:
    """The class of the list that a code is or belongs to, and its name."""
    dimension = vocabulary.fact_dimensions.get(axis)
    if not code or dimension is None or dimension.codes is None:
        return "", ""
    known = dimension.codes.codes
    fitting = [one for one in known if code == one or (dimension.finer and code.startswith(one))]
    if not fitting:
        return "", ""
    chosen = max(fitting, key=len)
    return chosen, known[chosen].name.zh


def is_budget_line(concept: Concept) -> bool:
    """Whether amounts of a concept are lines of a budget."""
    if concept.dimension.id != "money" or concept.kind != "flow" or any(word in concept.id for word in _NO_LINES):
        return False
    return (
        _is_revenue(concept.id) or concept.id.startswith(_EXPENDITURE_HEADS) or concept.id.endswith(_EXPENDITURE_TAILS)
    )


def _is_revenue(concept: str) -> bool:
    return any(word in concept for word in _REVENUE)


def phase_of(concept: str, kind: str, version: str | None) -> str:
    """The phase of an amount: by the version of the budget, the concept, or the kind of document."""
    if version is not None:
        return {"adjusted": "adjusted", "accounts": "executed"}.get(version, "approved")
    if "adjusted" in concept or concept == "supplement":
        return "adjusted"
    if "initial" in concept or concept.endswith(("_budget", "_plan")):
        return "approved"
    if "expenditure" in concept or concept.endswith(("_spent", "_actual")):
        return "executed"
    return "approved" if kind == "budget" else "executed"


def _year(period: str) -> int | None:
    try:
        return Period.parse(period).year
    except NumberFault:
        return None
