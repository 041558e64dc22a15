"""The tables of the sample documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.samples.content import Grid, Head, plain
from jixiao.reports.samples.ledger import CLASSES, wan

if TYPE_CHECKING:
    from jixiao.reports.samples.ledger import Ledger

UNIT = "万元"
_CHINESE = "一二三四五六七八九十"


def totals(year: Ledger, field: str, word: str) -> Grid:
    """Income and expenditure side by side; all money of the sample is 一般公共预算."""
    total = wan(year.total(field))
    left = [
        ("一、一般公共预算财政拨款收入", total),
        ("二、政府性基金预算财政拨款收入", "0.00"),
        ("三、其他收入", "0.00"),
    ]
    right = [
        (f"{_CHINESE[n]}、{name}", wan(year.total(field, prefix=code))) for n, (code, name, *_) in enumerate(CLASSES)
    ]
    left += [("", "")] * (len(right) - len(left))
    rows = [(*a, *b) for a, b in zip(left, right, strict=True)]
    rows.append(("收入总计", total, "支出总计", total))
    heads = ((Head("收入", 2), Head("支出", 2)), (Head("项目"), Head(word), Head("项目"), Head(word)))
    return Grid(f"{year.year}年度收入支出{word[:2]}总表", UNIT, heads, tuple(rows))


def by_class(year: Ledger, field: str, title: str) -> Grid:
    """Expenditure by functional class, down to items, split into basic and project expenditure."""
    rows = [("", "合计", *_split(year, field, ""))]
    for code, name, section, section_name, items in CLASSES:
        rows += [(code, name, *_split(year, field, code)), (section, section_name, *_split(year, field, section))]
        rows += [(item, item_name, *_split(year, field, item)) for item, item_name in items]
    heads = (
        (Head("项目", 2), Head("本年支出合计", rows=2), Head("基本支出", rows=2), Head("项目支出", rows=2)),
        (Head("功能分类科目编码"), Head("科目名称")),
    )
    return Grid(title, UNIT, heads, tuple(rows))


def _split(year: Ledger, field: str, prefix: str) -> tuple[str, str, str]:
    basic, projects = (year.total(field, projects=each, prefix=prefix) for each in (False, True))
    return wan(basic + projects), wan(basic), wan(projects)


def three_public(year: Ledger) -> Grid:
    """三公经费: planned and spent."""
    rows = [(name, wan(planned), wan(spent)) for name, planned, spent in year.three_public]
    rows.append(("合计", wan(sum(r[1] for r in year.three_public)), wan(sum(r[2] for r in year.three_public))))
    return Grid(f"{year.year}年度“三公”经费支出表", UNIT, plain(("项目", "预算数", "决算数")), tuple(rows))


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
    return Grid(
        f"{year.year}年度部门整体支出绩效目标完成情况",
        "",
        plain(("一级指标", "二级指标", "三级指标", "指标值", "完成值")),
        rows,
    )
