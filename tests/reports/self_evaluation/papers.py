"""A small report with every kind of part."""

from __future__ import annotations

from jixiao.reports.self_evaluation import charts
from jixiao.reports.self_evaluation.paper import SCHEMA, Paper

WAN = 1_000_000
MONTHS = [90 * WAN] * 11 + [100 * WAN]


def paper() -> Paper:
    """Headings of three levels, figures, a table, three charts, a table across."""
    steps = [
        charts.Step("年初预算", "1,000.00", 0, 1000 * WAN, "whole"),
        charts.Step("追加追减", "+200.00", 1000 * WAN, 1200 * WAN, "more"),
        charts.Step("调剂", "−50.00", 1200 * WAN, 1150 * WAN, "less"),
        charts.Step("调整后预算", "1,150.00", 0, 1150 * WAN, "whole"),
        charts.Step("实际支出", "1,090.00", 60 * WAN, 1150 * WAN, "spent"),
        charts.Step("未支出", "60.00", 0, 60 * WAN, "left"),
    ]
    levels = [charts.Level("部门决策", 2000, 2000), charts.Level("部门管理", 2000, 1715)]
    in_time = charts.in_time(MONTHS, 1150 * WAN, 12, "94.78%")
    return {
        "schema": SCHEMA,
        "title": "2024年度部门整体支出绩效自评报告",
        "entity": "产业服务局",
        "year": 2024,
        "template": "通用",
        "parts": [
            {"kind": "heading", "block": "s-1", "level": 1, "text": "一、部门基本情况"},
            {"kind": "heading", "block": "s-2", "level": 2, "text": "（一）预算执行"},
            {"kind": "heading", "block": "s-3", "level": 3, "text": "1. 资金"},
            {
                "kind": "paragraph",
                "block": "money",
                "runs": [
                    {"text": "全年支出"},
                    {"text": "1,090.00万元", "figure": "funds.total.spent"},
                    {"text": "，龘字不在字库里。<&"},
                ],
            },
            {
                "kind": "table",
                "block": "table",
                "title": "执行情况表",
                "unit": "万元",
                "heads": ["类别", "预算", "支出"],
                "numbers": [False, True, True],
                "widths": [2, 1, 1],
                "rows": [["基本支出", "150.00", "140.00"], ["项目支出", "1,000.00", "950.00"]],
                "foot": ["合计", "1,150.00", "1,090.00"],
            },
            {
                "kind": "chart",
                "block": "flow",
                "title": charts.FLOW,
                "unit": "万元",
                "drawing": charts.waterfall(steps),
            },
            {"kind": "chart", "block": "time", "title": charts.IN_TIME, "unit": "", "drawing": in_time},
            {
                "kind": "chart",
                "block": "bars",
                "title": charts.SCORES,
                "unit": "分",
                "drawing": charts.score_bars(levels),
            },
            {"kind": "appendix", "block": "s-9", "text": "附件　评分表"},
            {
                "kind": "table",
                "block": "scores",
                "title": "评分表",
                "unit": "分",
                "heads": ["三级指标", "分值", "自评得分"],
                "numbers": [False, True, True],
                "widths": [4, 1, 1],
                "rows": [["预算执行率", "6.00", "5.15"]],
            },
        ],
        "figures": {},
    }
