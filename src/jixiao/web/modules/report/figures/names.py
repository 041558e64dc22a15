"""The figures that every year may have, by name, and what people call them; templates may only ask for these.

Beside them stand `fact.<concept>` for every concept of the vocabulary and `score.item.<indicator>`.
"""

from __future__ import annotations

AMOUNTS = {
    "initial": "年初预算",
    "supplemented": "年中追加追减",
    "reallocated": "年中调剂",
    "other": "结转和划转",
    "adjusted": "调整后预算",
    "spent": "实际支出",
    "unspent": "未支出",
    "rate": "执行率",
    "changed": "调整额",
    "change_rate": "调整率",
}
PARTS = {"total": "", "basic": "基本支出", "project": "项目支出"}
QUARTERS = "一二三四"
STATIC = {
    "unit": "单位名称",
    "region": "所属地区",
    "year": "年度",
    "next_year": "下一年度",
    **{f"funds.{part}.{name}": prefix + word for part, prefix in PARTS.items() for name, word in AMOUNTS.items()},
    **{f"funds.q{n}.spent": f"{QUARTERS[n - 1]}季度末累计支出" for n in range(1, 5)},
    **{f"funds.q{n}.rate": f"{QUARTERS[n - 1]}季度末支出进度" for n in range(1, 5)},
    "funds.projects.count": "有预算的项目数",
    "funds.projects.full": "执行率不低于九成的项目数",
    "funds.projects.slow": "执行率低于六成的项目数",
    "score.total": "自评得分",
    "score.full": "自评满分",
    "score.lost": "自评失分",
    "score.grade": "自评等级",
    "score.open": "尚未得出的分值",
    "score.losing": "失分指标数",
    "goals.tables": "绩效目标表数",
    "goals.indicators": "绩效指标数",
    "goals.reached": "完成目标的指标数",
    "goals.missed": "未完成目标的指标数",
    "goals.unknown": "尚无完成值的指标数",
    "goals.rate": "绩效指标完成率",
    "problems.all": "问题数",
    "problems.accepted": "已整改销号的问题数",
    "problems.open": "尚在整改的问题数",
}
FACT, ITEM = "fact.", "score.item."
