"""A published budget, told for someone to look at: its lines and figures, what is no line, what does not add up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.usecases.reading import read_document
from jixiao.web.modules.budget import codes
from jixiao.web.modules.budget.published.stated import Amount, Stated
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from jixiao.usecases.reading import ReadDocument
    from jixiao.web.modules.budget.models import Budget

PARTS = {"basic": "initial_basic", "project": "initial_project"}
TOTALS = {
    "all": ("initial_budget", Text("支出预算合计", "all expenditure")),
    "basic": ("initial_basic", Text("基本支出", "basic expenditure")),
    "project": ("initial_project", Text("项目支出", "project expenditure")),
    "three_public": ("initial_three_public", Text("“三公”经费", "the three public expenses")),
}
FIGURES = {
    "procurement": "procurement_plan",
    "travel_abroad": "initial_abroad",
    "vehicle_purchase": "initial_vehicle_purchase",
    "vehicle_running": "initial_vehicle_operation",
    "reception": "initial_reception",
}
_SUMS = {"合计", "总计", "小计", "金额合计", "基本支出", "项目支出"}
MOST_NAMED = 200


def read_published(budget: Budget, name: str, content: bytes) -> dict[str, Any]:
    """Read a document for a budget; raises `InputFault` where it cannot be one of its year."""
    with tempfile.TemporaryDirectory() as folder:
        # The reader tells what a file is by its content and looks at its name, which may be anything.
        place = Path(folder) / (Path(name).name[-120:] or "document")
        place.write_bytes(content)
        read = read_document(place, rulebook())
    identity = read.statements.identity
    problems = []
    if identity.kind != "budget":
        problems.append(Problem(Text("这不是部门预算文书", "this is not the budget of a department"), name))
    if identity.year != budget.year:
        expected = Text(str(budget.year), str(budget.year))
        what = Text("文书不是这一年度的预算", "the document is the budget of another year")
        problems.append(Problem(what, name, expected, str(identity.year or "")))
    told = {} if problems else _told(read, budget.year)
    if not problems and not told["rows"]:
        what = Text("文书里没有读到分科目的基本支出或项目支出", "no expenditure by functional item was found in it")
        remedy = Text(
            "请核对文件是否含支出预算表，或改用 Excel 模板", "see whether it has the tables, or use a workbook"
        )
        problems.append(Problem(what, name, None, None, remedy))
    if problems:
        raise InputFault(problems)
    entity, own = identity.entity or "", budget.organisation.name
    doubts = []
    if own not in entity and (not entity or entity not in own):
        doubts.append({"zh": f"文书写的单位是“{entity}”，本单位是“{own}”",
                       "en": f"the document is of “{entity}”, this unit is “{own}”"})  # fmt: skip
    return {**told, "entity": entity, "title": identity.title or name, "doubts": doubts}


def _told(read: ReadDocument, year: int) -> dict[str, Any]:
    stated = Stated(read, year)
    rows = [*_by_item(stated, "basic"), *_projects(stated)]
    _mark_economic(stated, rows)
    for number, row in enumerate(rows, 1):
        row["key"] = f"r{number}"
    printed = {
        name: {"fen": one.fen, "place": stated.place(one)}
        for name, (concept, _) in TOTALS.items()
        if (one := stated.one(concept)) is not None
    }
    return {"rows": rows, "figures": _figures(stated), "printed": printed, "out": _left_out(stated, rows)}


def _by_item(stated: Stated, nature: str) -> list[dict[str, Any]]:
    """A row for each functional item and kind of money with something in it."""
    rows = []
    for code in (one for one in stated.codes() if len(one) == codes.FUNCTIONAL):
        whole = stated.one(PARTS[nature], code)
        parts = {fund: one for fund in stated.funds() if (one := stated.one(PARTS[nature], code, fund)) and one.fen}
        if whole is None or (parts and sum(one.fen for one in parts.values()) == whole.fen):
            rows += [_row(stated, nature, code, one, fund) for fund, one in parts.items()]
        elif not parts:
            rows += [_row(stated, nature, code, whole, _fund_in_words(stated, code))] if whole.fen else []
        else:
            rows += _unequal(stated, nature, code, whole, parts)
    return rows


def _unequal(stated: Stated, nature: str, code: str, whole: Amount, parts: dict[str, Amount]) -> list[dict[str, Any]]:
    """Where the tables by kind of money do not make up the table of all money: the rest is other money, or a doubt."""
    rows = [_row(stated, nature, code, one, fund) for fund, one in parts.items()]
    rest = whole.fen - sum(one.fen for one in parts.values())
    if rest > 0:
        other = _row(stated, nature, code, whole, "other")
        zh = f"总表 {in_ten_thousands(whole.fen)} 万元减去各资金表，余数记作其他资金"
        en = f"{in_ten_thousands(whole.fen)} (10⁴ yuan) less what the tables of each fund have, taken as other money"
        rows.append({**other, "fen": rest, "doubts": [{"zh": zh, "en": en}]})
    else:
        zh = f"各资金表合计比总表多 {in_ten_thousands(-rest)} 万元"
        en = f"the tables of each fund have {in_ten_thousands(-rest)} (10⁴ yuan) more than that of all money"
        rows[0]["doubts"].append({"zh": zh, "en": en})
    return rows


def _row(stated: Stated, nature: str, code: str, amount: Amount, fund: str) -> dict[str, Any]:
    above = stated.one("initial_budget", code[:5]) or stated.one("initial_budget", code[:5], fund)
    known = codes.functional(code)
    return {
        "nature": nature, "functional": code, "name": amount.label or (known.zh if known else code),
        "above": above.label if above else "", "fund": fund, "fen": amount.fen, "economic": "", "project": "",
        "place": stated.place(amount), "doubts": _other_words(stated, code, fund),
    }  # fmt: skip


def _fund_in_words(stated: Stated, code: str) -> str:
    """The kind of money that a sentence names for an item, where its whole is that kind and no other."""
    whole = stated.one("initial_budget", code)
    found = [fund for fund in stated.funds() if (one := stated.one("initial_budget", code, fund)) and one.fen]
    if whole is None or len(found) != 1:
        return ""
    said = stated.one("initial_budget", code, found[0])
    return found[0] if said is not None and whole.is_said_by(said) else ""


def _other_words(stated: Stated, code: str, fund: str) -> list[dict[str, str]]:
    """Sentences that state another amount for an item than its table."""
    table = stated.one("initial_budget", code, fund) or stated.one("initial_budget", code)
    if table is None or table.fact.kind != "table":
        table = stated.one("initial_budget", code)
    if table is None:
        return []
    words = [*stated.all_of("initial_budget", code, fund), *(stated.all_of("initial_budget", code) if fund else ())]
    found = {}
    for one in words:
        if one.fact.kind == "text" and not table.is_said_by(one):
            place = stated.place(one)
            page, quote = place["page"], place["quote"]
            zh, en = (f"第 {page} 页", f" on page {page}") if page else ("", "")
            found[one.fen] = {"zh": f"正文{zh}另写 {quote}", "en": f"the text{en} says {quote}"}
    return list(found.values())


def _projects(stated: Stated) -> list[dict[str, Any]]:
    """Projects by their names where they make up the whole project expenditure; otherwise by functional item."""
    items = _by_item(stated, "project")
    named = _named(stated)
    whole = stated.one("initial_project")
    if not named or (items and whole is not None and not _covers(named, whole)):
        return items
    amounts = [row["fen"] for row in items]
    rows: list[dict[str, Any]] = []
    for name, one in named.items():
        same = [row for row in items if row["fen"] == one.fen and amounts.count(one.fen) == 1]
        item = items[0] if len(items) == 1 else next(iter(same), None)
        rows.append({
            "nature": "project", "functional": item["functional"] if item else "", "name": name,
            "above": item["name"] if item else "", "fund": item["fund"] if item else "", "fen": one.fen,
            "economic": "", "project": name, "place": stated.place(one), "doubts": [],
        })  # fmt: skip
    return rows


def _named(stated: Stated) -> dict[str, Amount]:
    """The projects that the document names; where it names none, its tasks."""
    for kind in ("project", "task"):
        found = {
            name: amounts[0]
            for (of, name), amounts in stated.named.items()
            if of == kind and name not in _SUMS and amounts[0].fen
        }
        if found:
            return dict(list(found.items())[:MOST_NAMED])
    return {}


def _covers(named: dict[str, Amount], whole: Amount) -> bool:
    """Whether the projects make up the whole, to the precision in which they are printed."""
    room = whole.half + sum(one.half for one in named.values())
    return abs(sum(one.fen for one in named.values()) - whole.fen) <= room


def _mark_economic(stated: Stated, rows: list[dict[str, Any]]) -> None:
    """The economic item of a basic row, where its amount stands once on either side: a proposal, and said to be one."""
    items = {code: one for code, one in stated.economic.items() if len(code) == codes.ECONOMIC and one.fen}
    basic = [row for row in rows if row["nature"] == "basic"]
    for row in basic:
        same = [code for code, one in items.items() if one.fen == row["fen"]]
        if len(same) == 1 and sum(row["fen"] == one["fen"] for one in basic) == 1:
            row["economic"] = same[0]


def _figures(stated: Stated) -> list[dict[str, Any]]:
    found = []
    for kind, concept in FIGURES.items():
        every = stated.all_of(concept)
        if not every:
            continue
        first = every[0]
        doubts = [
            {"zh": f"另处写 {place['quote']}", "en": f"elsewhere: {place['quote']}"}
            for place in (stated.place(one) for one in every[1:] if not first.is_said_by(one))
        ]
        found.append({"kind": kind, "fen": first.fen, "place": stated.place(first), "doubts": doubts})
    return found


def _left_out(stated: Stated, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What has an amount and becomes no line: sums, classes above an item, projects that are part of what is told."""
    sums, deep = Text("合计行", "a sum"), Text("只列到上级科目，没有项级", "stated above the level of items only")
    every, found = stated.codes(), []
    for code in every:
        one = next((one for one in stated.all_of("initial_budget", code) if one.fact.kind == "table"), None)
        if one is None or len(code) == codes.FUNCTIONAL or not one.fen:
            continue
        why = sums if any(other != code and other.startswith(code) for other in every) else deep
        found.append(_out(stated, one, f"{code} {one.label}", why))
    one = stated.one("initial_budget")
    if one is not None:
        found.append(_out(stated, one, one.label, sums))
    used = {row["project"] for row in rows}
    inside = Text("已含在按科目的行里，不重复计", "part of the lines by functional item; not counted twice")
    found += [_out(stated, one, name, inside) for name, one in _named(stated).items() if name not in used]
    unsplit = Text("没有分基本支出和项目支出", "not told apart into basic and project expenditure")
    for code in (one for one in every if len(one) == codes.FUNCTIONAL and one not in {r["functional"] for r in rows}):
        amount = stated.one("initial_budget", code)
        if amount is not None and amount.fen and amount.fact.kind == "table" and not _split(stated, code):
            found.append(_out(stated, amount, f"{code} {amount.label}", unsplit))
    return found


def _split(stated: Stated, code: str) -> bool:
    funds = ("", *stated.funds())
    return any(stated.one(concept, code, fund) for concept in PARTS.values() for fund in funds)


def _out(stated: Stated, one: Amount, name: str, why: Text) -> dict[str, Any]:
    return {"name": name, "fen": one.fen, "why": {"zh": why.zh, "en": why.en}, "place": stated.place(one)}
