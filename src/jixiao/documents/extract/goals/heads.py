"""Head rows of goal tables, and the words of the levels above the indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.documents.extract.table_lines import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.document.statement import Piece
    from jixiao.documents.extract.table_lines import Line

# What each head word says about its column. The first that fits counts, so narrower words stand first.
_ROLES = {
    "level1": re.compile(r"一级(?:指标|目标)(?:名称)?"),
    "level2": re.compile(r"二级(?:指标|目标)(?:名称)?"),
    "name": re.compile(r"(?:三级|四级|具体)(?:指标|目标)(?:名称|内容)?|(?:绩效)?指标(?:名称|内容)|绩效指标"),
    "deviation": re.compile(r".*(?:偏差|未完成|差异).*|备注|(?:原因|情况)?说明"),
    "actual": re.compile(r".*(?:实际|完成|实现|执行).*(?:值|情况|结果|指标)"),
    "target": re.compile(
        r"(?:三级|年度|年初|全年|本年度?|当年|预期|预计|计划|绩效|设定)*(?:指标|目标|计划|预期)+值.{0,14}"
    ),
    "score": re.compile(r"(?:自评)?(?:得分|评分)"),
    "points": re.compile(r"(?:指标)?(?:分值|权重)(?:[(（].{1,6}[)）])?"),
    "sign": re.compile(r"(?:指标)?(?:性质|方向|符号)|运算符号?|比较符号?"),
    "unit": re.compile(r"(?:计量|度量|指标值?|数值)?单位"),
}
_VALUES = ("target", "actual", "deviation")
# Heads are short, also with the blanks that narrow columns break into them.
MOST_HEAD_WORDS = 60
_LEFT = ("level1", "level2", "name")
_LEVEL1 = ("产出", "效益", "效果", "满意度", "成本", "决策", "过程", "管理", "投入", "履职", "影响力")
_FAMILIES = {
    "产出": ("数量", "质量", "时效", "产出数量", "产出质量", "产出时效", "产出成本"),
    "效益": ("经济效益", "社会效益", "生态效益", "环境效益", "生态环境效益", "可持续影响", "可持续发展"),
    "满意度": ("服务对象满意度", "其他满意度", "社会公众满意度", "公众满意度", "受益对象满意度"),
    "成本": ("经济成本", "社会成本", "生态环境成本", "生态成本"),
}
# Two tables of the State's own differ: 成本 stands under 产出 in the older one and is a first level in the newer.
_LEVEL2 = frozenset(word for words in _FAMILIES.values() for word in words) | {"成本", "满意度"}


@dataclass(frozen=True, slots=True)
class GoalHead:
    """Which column holds what, by role; the columns of a part may stand some places to the left or right of it."""

    roles: Mapping[str, int]

    @property
    def name(self) -> int:
        """The column of the indicators' names."""
        return self.roles["name"]

    @property
    def values(self) -> tuple[str, ...]:
        """The roles right of the name, from left to right."""
        beyond = [(column, role) for role, column in self.roles.items() if column > self.name]
        return tuple(role for _, role in sorted(beyond))

    @property
    def is_plain(self) -> bool:
        """Whether nothing but target, actual value and remarks follow the name, so that their order tells them."""
        return set(self.values) <= set(_VALUES)


def level_word(printed: str) -> str:
    """A level's name as it is compared: 产出指 标 and 产出 are one."""
    return squeezed(printed).removesuffix("指标")


def is_first_level(printed: str) -> bool:
    """Whether a cell names a first level, as 产出 does."""
    return level_word(printed) in _LEVEL1


def is_second_level(printed: str) -> bool:
    """Whether a cell names a second level, as 数量 does."""
    return level_word(printed) in _LEVEL2


def family_of(printed: str) -> str | None:
    """The first level to which a second level belongs wherever it stands; None where that is not certain."""
    word = level_word(printed)
    return next((family for family, words in _FAMILIES.items() if word in words), None)


def goal_head(lines: Sequence[Line], at: int) -> tuple[GoalHead, int] | None:
    """The head that begins at a line, and how many lines it takes: one, or two where its words stand on both."""
    roles = _roles(lines[at].cells)
    below = _roles(lines[at + 1].cells) if at + 1 < len(lines) else {}
    both = {**roles, **below}
    has_levels = bool({"level1", "level2"} & roles.keys())
    # 绩效指标 over 一级指标, 二级指标, 三级指标; the heads of the values stand beside it, on the first line.
    if "target" in roles and not has_levels and {"level2", "name"} <= below.keys():
        return GoalHead(both), 2
    if {"name", "target"} <= roles.keys() and (has_levels or "actual" in roles):
        return GoalHead(roles), 1
    return None


def _roles(cells: Mapping[int, Piece]) -> dict[str, int]:
    kinds = {column: kind for column in sorted(cells) if (kind := _role(cells[column])) is not None}
    name = next((column for column, kind in kinds.items() if kind == "name"), -1)
    found: dict[str, int] = {}
    for column, kind in kinds.items():
        # Left of the names stands the label of the whole part, such as 年度绩效指标完成情况.
        if column >= name or kind in _LEFT:
            found.setdefault(kind, column)
    return found


def _role(piece: Piece) -> str | None:
    words = squeezed(piece.text).strip("*") if len(piece.text) <= MOST_HEAD_WORDS else ""
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(words)), None)
