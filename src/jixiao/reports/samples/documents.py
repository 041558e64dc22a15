"""The sample documents: a budget and final accounts of one fictional department, in words of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.samples import tables
from jixiao.reports.samples.content import Heading, Piece, SampleDocument, Words
from jixiao.reports.samples.ledger import CLASSES, Ledger, ledger, rate, wan

if TYPE_CHECKING:
    from jixiao.reports.samples.ledger import Item

ENTITY, REGION = "示例市样本区产业服务局", "示例市样本区"


def accounts(year: int = 2024, entity: str = ENTITY, seed: int = 1) -> SampleDocument:
    """Final accounts: tables, then the words that explain them."""
    book = ledger(entity, REGION, year, seed)
    pieces: list[Piece] = [
        Heading(1, f"第一部分 {entity}概况"),
        Heading(2, "一、主要职能"),
        Words("拟订全区产业服务计划并组织实施，受理企业诉求，承办政策宣讲和兑现。"),
        Heading(1, f"第二部分 {year}年度部门决算表"),
        tables.accounts_summary(book),
        tables.accounts_income(book),
        tables.accounts_expenditure(book),
        tables.accounts_general_public(book),
        tables.accounts_three_public(book),
        Heading(1, f"第三部分 {year}年度部门决算情况说明"),
        *_totals(book),
        *_general_public(book),
        *_three_public(book),
        Heading(2, "五、预算绩效管理情况"),
        Words("绩效目标的完成情况如下表。"),
        tables.goals(book),
    ]
    return SampleDocument(f"{entity}{year}年度部门决算", (entity, f"{year}年度部门决算"), tuple(pieces))


def budget(year: int = 2024, entity: str = ENTITY, seed: int = 1) -> SampleDocument:
    """A budget: the plan in words and tables."""
    book = ledger(entity, REGION, year, seed)
    planned = book.total("planned")
    pieces: list[Piece] = [
        Heading(1, f"一、{year}年部门预算编制说明"),
        Words(f"{year}年，本部门收入预算{wan(planned)}万元，其中：财政拨款收入{wan(planned)}万元。"),
        Words(f"支出预算{wan(planned)}万元，其中：财政拨款支出预算{wan(planned)}万元。按科目安排如下："),
        *(Words(f"{n}. {_planned(item, year)}") for n, item in enumerate(book.items, 1)),
        Heading(1, "二、部门预算表"),
        tables.budget_summary(book),
        tables.budget_expenditure(book),
    ]
    return SampleDocument(f"{entity}{year}年部门预算", (entity, f"{year}年部门预算"), tuple(pieces))


def _totals(book: Ledger) -> list[Piece]:
    spent, before = book.total("spent"), book.total("before")
    basic, projects = (book.total("spent", projects=each) for each in (False, True))
    return [
        Heading(2, "一、收入支出决算总体情况说明"),
        Words(
            f"本部门{book.year}年度收入支出总计{wan(spent)}万元。"
            f"与{book.year - 1}年度相比，收入支出总计{_change(spent, before)}，主要原因：项目安排调整。"
        ),
        Heading(2, "二、支出决算情况说明"),
        Words(
            f"本年支出合计{wan(spent)}万元，其中：基本支出{wan(basic)}万元，占{rate(basic, spent)}；"
            f"项目支出{wan(projects)}万元，占{rate(projects, spent)}。"
        ),
    ]


def _general_public(book: Ledger) -> list[Piece]:
    planned, spent = book.total("planned"), book.total("spent")
    return [
        Heading(2, "三、一般公共预算财政拨款支出决算情况说明"),
        Words(
            f"一般公共预算财政拨款支出年初预算为{wan(planned)}万元，支出决算为{wan(spent)}万元，"
            f"完成年初预算的{rate(spent, planned)}。其中："
        ),
        *(Words(f"{n}. {_spent(item)}") for n, item in enumerate(book.items, 1)),
    ]


def _three_public(book: Ledger) -> list[Piece]:
    planned, spent = (sum(amounts) for amounts in zip(*(row[1:] for row in book.three_public), strict=True))
    parts = "；".join(f"{name}支出决算为{wan(actual)}万元" for name, _, actual in book.three_public)
    return [
        Heading(2, "四、财政拨款“三公”经费支出决算情况说明"),
        Words(
            f"“三公”经费财政拨款支出年初预算为{wan(planned)}万元，支出决算为{wan(spent)}万元，"
            f"完成预算的{rate(spent, planned)}，其中：{parts}。"
        ),
    ]


def _class(item: Item) -> str:
    top, section = next((c[1], c[3]) for c in CLASSES if item.code.startswith(c[2]))
    return f"{top}（类）{section}（款）{item.name}（项）"


def _spent(item: Item) -> str:
    return (
        f"{_class(item)}。年初预算为{wan(item.planned)}万元，支出决算为{wan(item.spent)}万元，"
        f"完成年初预算的{rate(item.spent, item.planned)}。"
    )


def _planned(item: Item, year: int) -> str:
    change = _change(item.planned, item.before, amount=False)
    return (
        f"“{_class(item)}”{wan(item.planned)}万元。{year - 1}年当年预算执行数为{wan(item.before)}万元，"
        f"{year}年预算安排{wan(item.planned)}万元，比{year - 1}年预算执行数{change}。"
    )


def _change(now: int, before: int, *, amount: bool = True) -> str:
    if now == before:
        return "持平"
    word, way = ("增加", "增长") if now > before else ("减少", "下降")
    percent = rate(abs(now - before), before)
    return f"{word}{wan(abs(now - before))}万元，{way}{percent}" if amount else f"{word}{percent}"
