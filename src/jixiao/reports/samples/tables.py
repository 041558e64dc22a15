"""The tables of the sample documents, in the forms that departments publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.samples.content import Grid, Head, plain
from jixiao.reports.samples.ledger import CLASSES, wan, yuan

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.reports.samples.ledger import Ledger

WAN, YUAN = "万元", "元"
_CHINESE = "一二三四五六七八九十"
_BY_CLASS = (Head("功能分类科目编码"), Head("科目名称"))


def accounts_summary(year: Ledger) -> Grid:
    """收入支出决算总表: income beside expenditure. All money of the sample is appropriated."""
    total = wan(year.total("spent"))
    left = [
        ("一、一般公共预算财政拨款收入", total),
        ("二、政府性基金预算财政拨款收入", ""),
        ("三、国有资本经营预算财政拨款收入", ""),
        ("四、上级补助收入", ""),
        ("五、其他收入", ""),
    ]
    ends = [
        ("本年收入合计", total, "本年支出合计", total),
        ("年初结转和结余", "0.00", "年末结转和结余", "0.00"),
        ("总计", total, "总计", total),
    ]
    return Grid("收入支出决算总表", WAN, _sides("决算数"), (*_beside(left, _classes(year, "spent")), *ends))


def accounts_income(year: Ledger) -> Grid:
    """收入决算表: income by class and source."""
    rows = [(code, name, amount, amount, "", "", "", "", "") for code, name, amount, *_ in _by_class(year, "spent")]
    sources = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    heads = ((Head("项目", 2), *(Head(name, rows=2) for name in ("本年收入合计", *sources))), _BY_CLASS)
    return Grid("收入决算表", WAN, heads, tuple(rows))


def accounts_expenditure(year: Ledger) -> Grid:
    """支出决算表: expenditure of all funds by class."""
    rows = [(*row, "", "", "") for row in _by_class(year, "spent")]
    names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    heads = ((Head("项目", 2), *(Head(name, rows=2) for name in names)), _BY_CLASS)
    return Grid("支出决算表", WAN, heads, tuple(rows))


def accounts_general_public(year: Ledger) -> Grid:
    """一般公共预算财政拨款支出决算表: the same, of the general public budget."""
    heads = ((Head("项目", 2), *(Head(name, rows=2) for name in ("合计", "基本支出", "项目支出"))), _BY_CLASS)
    return Grid("一般公共预算财政拨款支出决算表", WAN, heads, tuple(_by_class(year, "spent")))


def accounts_three_public(year: Ledger) -> Grid:
    """财政拨款“三公”经费支出决算表: budget and accounts side by side."""
    abroad, vehicles, reception = (row[1:] for row in year.three_public)
    whole = tuple(sum(pair) for pair in zip(abroad, vehicles, reception, strict=True))
    heads = (
        (
            Head("合计", 2, 2),
            Head("因公出国（境）费", 2, 2),
            Head("公务用车购置及运行维护费", 6),
            Head("公务接待费", 2, 2),
        ),
        (Head("小计", 2), Head("公务用车购置费", 2), Head("公务用车运行维护费", 2)),
        tuple(Head(word) for _ in range(6) for word in ("预算数", "决算数")),
    )
    amounts = (*whole, *abroad, *vehicles, 0, 0, *vehicles, *reception)
    return Grid("财政拨款“三公”经费支出决算表", WAN, heads, (tuple(wan(amount) for amount in amounts),))


def budget_summary(year: Ledger) -> Grid:
    """财务收支预算总表: income beside expenditure, in yuan."""
    total = yuan(year.total("planned"))
    left = [("一、财政拨款收入", total), ("1. 一般公共预算资金", total), ("2. 政府性基金", ""), ("二、其他收入", "")]
    right = [(name, yuan(amount)) for name, amount in _named(year, "planned")]
    heads = ((Head("本年收入", 2), Head("本年支出", 2)), (Head("项目"), Head("预算数"), Head("项目"), Head("预算数")))
    rows = (*_beside(left, right), ("收入总计", total, "支出总计", total))
    return Grid(f"{year.year}年部门财务收支预算总表", YUAN, heads, rows)


def budget_expenditure(year: Ledger) -> Grid:
    """支出预算总表: by class, its code split over three columns."""
    rows = []
    for code, name, *amounts in _by_class(year, "planned", yuan):
        # The total has no code; its word stands in the first column.
        split = ("合计", "", "", "") if not code else (code[:3], code[3:5], code[5:7], name)
        rows.append((*split, *amounts))
    heads = (
        (Head("项目", 4), Head("支出预算", 3)),
        (
            Head("功能分类科目编码", 3),
            Head("功能分类科目名称", rows=2),
            *(Head(n, rows=2) for n in ("合计", "基本支出", "项目支出")),
        ),
        (Head("类"), Head("款"), Head("项")),
    )
    return Grid(f"{year.year}年部门支出预算总表", YUAN, heads, (*rows[1:], rows[0]))


def goals(year: Ledger) -> Grid:
    """The goal table: targets and what came of them."""
    rows = (
        ("产出指标", "数量指标", "走访服务企业家数", "≥ 300 家", "342 家"),
        ("产出指标", "数量指标", "举办政策宣讲场次", "12 场", "12 场"),
        ("产出指标", "质量指标", "诉求办结率", "≥ 95%", "98.60%"),
        ("产出指标", "时效指标", "资金拨付及时率", "100%", "100%"),
        ("效益指标", "社会效益指标", "营商环境改善", "有效", "有效"),
        ("满意度指标", "服务对象满意度指标", "企业满意度", "≥ 90%", "93%"),
    )
    names = ("一级指标", "二级指标", "三级指标", "指标值", "完成值")
    return Grid(f"{year.year}年度部门整体支出绩效目标完成情况", "", plain(names), rows)


def _sides(word: str) -> tuple[tuple[Head, ...], ...]:
    return ((Head("收入", 2), Head("支出", 2)), (Head("项目"), Head(word), Head("项目"), Head(word)))


def _beside(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    height = max(len(left), len(right))
    one, other = (side + [("", "")] * (height - len(side)) for side in (left, right))
    return [(*a, *b) for a, b in zip(one, other, strict=True)]


def _named(year: Ledger, field: str) -> list[tuple[str, int]]:
    named = enumerate((code, name) for code, name, *_ in CLASSES)
    return [(f"{_CHINESE[n]}、{name}", year.total(field, prefix=code)) for n, (code, name) in named]


def _classes(year: Ledger, field: str) -> list[tuple[str, str]]:
    return [(name, wan(amount)) for name, amount in _named(year, field)]


def _by_class(year: Ledger, field: str, written: Callable[[int], str] = wan) -> list[tuple[str, ...]]:
    """Code, name, total, basic and project expenditure: the whole first, then every class, section and item."""
    rows = [("", "合计", "")]
    for code, name, section, section_name, items in CLASSES:
        rows += [(code, name, code), (section, section_name, section), *((item, word, item) for item, word in items)]
    return [(code, name, *_split(year, field, prefix, written)) for code, name, prefix in rows]


def _split(year: Ledger, field: str, prefix: str, written: Callable[[int], str]) -> tuple[str, str, str]:
    basic, projects = (year.total(field, projects=each, prefix=prefix) for each in (False, True))
    return written(basic + projects), written(basic), written(projects)
