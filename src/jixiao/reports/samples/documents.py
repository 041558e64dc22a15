"""The sample documents: a budget and final accounts of one fictional department, in words of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.samples.content import Heading, Piece, SampleDocument, Words
from jixiao.reports.samples.ledger import CLASSES, Ledger, ledger, rate, wan
from jixiao.reports.samples.tables import by_class, goals, three_public, totals

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
        totals(book, "spent", "决算数"),
        by_class(book, "spent", f"{year}年度支出决算表"),
        three_public(book),
        Heading(1, f"第三部分 {year}年度部门决算情况说明"),
        *_explained(book),
        Heading(1, "第四部分 绩效"),
        Words("全年绩效目标的完成情况如下表。"),
        goals(book),
    ]
    return SampleDocument(f"{entity}{year}年度部门决算", (entity, f"{year}年度部门决算"), tuple(pieces))


def budget(year: int = 2024, entity: str = ENTITY, seed: int = 1) -> SampleDocument:
    """A budget: the plan in words and tables."""
    book = ledger(entity, REGION, year, seed)
    planned = book.total("planned")
    basic, projects = (book.total("planned", projects=each) for each in (False, True))
    pieces: list[Piece] = [
        Heading(1, "第一部分 部门预算安排"),
        Words(
            f"{year}年部门预算支出{wan(planned)}万元，包括基本支出{wan(basic)}万元，占{rate(basic, planned)}；"
            f"项目支出{wan(projects)}万元，占{rate(projects, planned)}。"
        ),
        Words(f"{year}年政府采购预算安排{wan(book.procurement[0])}万元。"),
        Heading(1, "第二部分 部门预算表"),
        totals(book, "planned", "预算数"),
        by_class(book, "planned", f"{year}年部门支出预算总表"),
    ]
    return SampleDocument(f"{entity}{year}年部门预算", (entity, f"{year}年部门预算"), tuple(pieces))


def _explained(book: Ledger) -> list[Piece]:
    spent, before, planned = (book.total(field) for field in ("spent", "before", "planned"))
    basic, projects = (book.total("spent", projects=each) for each in (False, True))
    return [
        Heading(2, "一、支出决算总体情况"),
        Words(
            f"本年支出合计{wan(spent)}万元，其中：基本支出{wan(basic)}万元，占{rate(basic, spent)}；"
            f"项目支出{wan(projects)}万元，占{rate(projects, spent)}。"
            f"与{book.year - 1}年度相比，支出{_change(spent, before)}。"
        ),
        Words(f"支出年初预算为{wan(planned)}万元，支出决算为{wan(spent)}万元，完成年初预算的{rate(spent, planned)}。"),
        Heading(2, "二、支出决算具体情况"),
        *(Words(f"{n}. {_item(item)}") for n, item in enumerate(book.items, 1)),
        Heading(2, "三、其他重要事项"),
        Words(
            f"政府采购预算{wan(book.procurement[0])}万元，实际采购{wan(book.procurement[1])}万元，"
            f"政府采购执行率{rate(book.procurement[1], book.procurement[0])}。"
        ),
        Words(
            f"截至{book.year}年12月31日，核定编制{book.posts}人，实有在编人数{book.staff}人，劳务派遣人员{book.dispatched}人。"
        ),
    ]


def _item(item: Item) -> str:
    top, section = next((c[1], c[3]) for c in CLASSES if item.code.startswith(c[2]))
    return (
        f"{top}（类）{section}（款）{item.name}（项）。年初预算为{wan(item.planned)}万元，"
        f"支出决算为{wan(item.spent)}万元，完成年初预算的{rate(item.spent, item.planned)}。"
    )


def _change(now: int, before: int) -> str:
    if now == before:
        return "持平"
    word, way = ("增加", "增长") if now > before else ("减少", "下降")
    return f"{word}{wan(abs(now - before))}万元，{way}{rate(abs(now - before), before)}"
