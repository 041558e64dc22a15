"""Head rows of score tables: which column holds levels, name, points, definition, criteria and the self score."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.documents.extract.table_lines import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.document.statement import Piece
    from jixiao.documents.extract.table_lines import Line

_LEVEL = re.compile(r"[一二三四]级(?:评价)?指标(?:名称)?")
_NAME = re.compile(r"(?:评价|绩效)?指标(?:名称|内容)|名称|(?:评价|绩效)?指标|(?:评价|考核)(?:项目|内容|事项)")
_POINTS = re.compile(r"(?:标准|指标|参考)?分值|权重|满分|(?:标准|基准|总)分|分值?\(?权重\)?")
_DEFINITION = re.compile(r"(?:指标|评价)?(?:说明|解释|定义|内涵|释义|含义)|评价(?:要点|内容)")
_CRITERIA = re.compile(r"(?:评分|评价|计分|考核|打分)(?:标准|细则|规则|办法|方法|依据)")
_SELF = re.compile(r"(?:自评|评价|考核|实际|部门自评|单位自评|自评价)?(?:得分|评分|分数)(?:情况)?|自评分(?:值|数)?")
_OTHER = re.compile(
    r"序号|备注|扣分(?:原因|理由|说明)|得分(?:依据|理由|说明)|(?:评价|评分)?依据|佐证材料|数据来源|.*(?:指标值|目标值|完成值|完成情况|偏差.*|原因.*)"
)
MOST_HEADS = 3
# Heads are short, also with the blanks that narrow columns break into them.
MOST_HEAD_WORDS = 40


@dataclass(frozen=True, slots=True)
class ScoreHead:
    """Columns by what they hold. `levels` and `level_points` go with one another from the highest level down."""

    levels: tuple[int, ...]
    level_points: tuple[int, ...]
    name: int
    points: int
    definition: int | None
    criteria: int | None
    self_score: int | None
    others: frozenset[int]

    @property
    def known(self) -> frozenset[int]:
        """Every column whose content the head tells."""
        some = {self.name, self.points, self.definition, self.criteria, self.self_score, *self.levels}
        return frozenset(column for column in some if column is not None) | self.others | set(self.level_points)


@dataclass(slots=True)
class _Words:
    """The head's words by kind, with their columns."""

    levels: dict[str, int]
    names: list[int]
    points: list[int]
    definition: int | None = None
    criteria: int | None = None
    scores: list[int] | None = None
    others: frozenset[int] = frozenset()


def score_head(lines: Sequence[Line], at: int) -> tuple[ScoreHead, int] | None:
    """The head that begins at a line, and how many lines it takes; its words stand on one to three of them."""
    taken = 0
    while taken < MOST_HEADS and at + taken < len(lines) and _is_head(lines[at + taken]):
        taken += 1
    head = None if taken == 0 else _head(_words(lines[at : at + taken]))
    return None if head is None else (head, taken)


def _is_head(line: Line) -> bool:
    return bool(line.cells) and all(_kind(piece) is not None for piece in line.cells.values())


def _kind(piece: Piece) -> str | None:
    if len(piece.text) > MOST_HEAD_WORDS:
        return None
    words = squeezed(piece.text).strip("*")
    kinds = {
        "level": _LEVEL,
        "name": _NAME,
        "points": _POINTS,
        "definition": _DEFINITION,
        "criteria": _CRITERIA,
        "score": _SELF,
        "other": _OTHER,
    }
    return next((kind for kind, pattern in kinds.items() if pattern.fullmatch(words)), None)


def _words(lines: Sequence[Line]) -> _Words:
    found = _Words({}, [], [], scores=[])
    others: set[int] = set()
    places: dict[str, list[int]] = {"definition": [], "criteria": [], "score": found.scores or []}
    for line in lines:
        for column, piece in line.cells.items():
            kind = _kind(piece)
            if kind == "level":
                found.levels[squeezed(piece.text)[0]] = column
            elif kind == "name":
                found.names.append(column)
            elif kind == "points":
                found.points.append(column)
            elif kind == "other":
                others.add(column)
            elif kind is not None:
                places[kind].append(column)
    found.definition = next(iter(places["definition"]), None)
    found.criteria = next(iter(places["criteria"]), None)
    found.scores = places["score"]
    found.others = frozenset(others)
    return found


def _head(words: _Words) -> ScoreHead | None:
    starts = [words.levels[level] for level in "一二三四" if level in words.levels] or words.names[:1]
    if not starts or not words.points:
        return None
    right = [column for column in (words.definition, words.criteria, *(words.scores or [])) if column is not None]
    bound = min((column for column in right if column > starts[-1]), default=max(words.points) + 1)
    if words.definition is None and words.criteria is None:
        bound = max(bound, max(words.points) + 1)
    names, points = _of_levels(starts, bound, words)
    scores = list(words.scores or []) or [column for column in words.points if column >= bound]
    if points[-1] is None or (not scores and words.criteria is None):
        return None
    return ScoreHead(
        tuple(names[:-1][:2]),
        tuple(column for column in points[:-1] if column is not None),
        names[-1],
        points[-1],
        words.definition,
        words.criteria,
        scores[-1] if scores else None,
        words.others,
    )


def _of_levels(starts: list[int], bound: int, words: _Words) -> tuple[list[int], list[int | None]]:
    """For each level the column of its names and of its points; a level reaches to where the next begins."""
    ends = [*starts[1:], bound]
    names: list[int] = []
    points: list[int | None] = []
    for start, end in zip(starts, ends, strict=True):
        inside = [column for column in words.points if start < column < end]
        names.append(next((column for column in words.names if start <= column < end), start))
        points.append(inside[0] if inside else None)
    return names, points
