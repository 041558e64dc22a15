"""Small records in the forms that are published."""

from __future__ import annotations

from typing import Any


def scorecard(total: str = "91.50", spent: str = "142585.54") -> dict[str, Any]:
    """A scorecard with a full indicator, one that lost points, one that is only stated."""
    return {
        "schema": "jixiao/score/1",
        "entity": "产业服务局",
        "period": "2024",
        "total": total,
        "combined_total": total,
        "stated_total": "96.00",
        "stated_only": "25.00",
        "undecided_points": "0.00",
        "grade": "优",
        "grade_en": "excellent",
        "indicators": [
            {
                "id": "budget_execution", "name": "预算执行率", "name_en": "Budget execution",
                "groups": ["绩效"], "max": "6.00", "outcome": "scored", "score": "5.15", "stated": "5.15",
                "explanation": "支出进度 ÷ 序时进度\n合计 5.15 分",
                "inputs": [
                    _input("initial_budget", "150000.00", "2024"),
                    _input("cumulative_expenditure", "40000.00", "2024-Q1"),
                    _input("cumulative_expenditure", spent, "2024-Q4"),
                ],
            },
            {
                "id": "social_benefit", "name": "社会效益", "name_en": "Benefit", "groups": ["绩效"], "max": "25.00",
                "outcome": "cannot_tell", "score": None, "stated": "20.00", "explanation": "", "inputs": [],
            },
        ],
    }  # fmt: skip


def _input(concept: str, value: str, period: str) -> dict[str, Any]:
    return {"concept": concept, "value": value, "unit": "CNY", "period": period, "source": {"document": "自评报告"}}


def facts(words: str = "走访企业") -> dict[str, Any]:
    """The facts of a self-evaluation, with a goal."""
    return {
        "schema": "jixiao/facts/1",
        "documents": [
            {
                "title": "2024 年度自评",
                "facts": [
                    {"concept": "expenditure", "value": "9759.38", "unit": "CNY", "period": "2024", "kind": "text",
                     "dimensions": {}},
                    {"concept": "expenditure", "value": "97593800.00", "unit": "CNY", "period": "2024", "kind": "table",
                     "dimensions": {}},
                    {"concept": "expenditure", "value": "1.00", "unit": "CNY", "period": "2024", "kind": "table",
                     "dimensions": {"function": "201"}},
                ],
                "goals": [{"name": {"quote": words}, "target": {"quote": "860 家"}, "actual": {"quote": "855 家"}}],
            }
        ],
        "failures": [],
    }  # fmt: skip
