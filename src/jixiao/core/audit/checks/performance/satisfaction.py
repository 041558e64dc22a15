"""Where satisfaction is reported, the document says how it was asked for: a survey, interviews, call-backs.

Skipped:
1. Documents that report no satisfaction, and those that are no self-evaluations.
2. Words of the criteria, which speak of surveys in every document.

Source: 部门整体支出绩效评价共性指标体系框架 公众或服务对象满意度 (一般采用社会调查的方式).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("满意度有调查依据", "satisfaction rests on a survey")

KINDS = ("self_evaluation", "project_self_evaluation")
# A form without running text has no room to tell of a survey.
LEAST_WORDS = 500
_B = r"\s*"
_ASKED = re.compile(
    "|".join(
        _B.join(word)
        for word in (
            "问卷",
            "调查",
            "访谈",
            "抽样",
            "回访",
            "评价器",
            "好差评",
            "征求意见",
            "民主测评",
            "满意度测评",
            "评议",
        )
    )
    + rf"|样{_B}本{_B}[量数]|有{_B}效{_B}样{_B}本|电{_B}话{_B}[访询抽调]"
)


def check(audited: Audited) -> Iterator[Answer]:
    """One answer a document: where it tells of a survey, or the first satisfaction that nothing supports."""
    reported = _reported(audited) if audited.statements.identity.kind in KINDS else []
    if not reported:  # (1)
        return
    spent = _criteria(audited)
    for match in _ASKED.finditer(audited.document.text):
        if not any(start <= match.start() < end for start, end in spent):  # (2)
            yield passed(audited.place(match.start(), match.end()))
            return
    message = Text(
        f"报告了 {len(reported)} 处满意度，全文没有写明调查方式（问卷、访谈、样本、回访等）",
        f"satisfaction is reported {len(reported)} times, and nothing says how it was asked for",
    )
    is_form = sum(one.end - one.start for one in audited.paragraphs) < LEAST_WORDS
    yield failed(Finding(SEVERITY, message, tuple(reported), likelihood=20 if is_form else 50))


def _reported(audited: Audited) -> list[Place]:
    """Every result of satisfaction, in goal tables and elsewhere."""
    spans = {
        (goal.actual.start, goal.actual.end)
        for goal in audited.statements.goals
        if goal.actual is not None and goal.actual_figure is not None and "满意" in goal.name.text + goal.levels[1]
    }
    covered = list(spans)
    for fact in audited.statements.facts:
        figure = fact.figure
        inside = any(start <= figure.start < end for start, end in covered)
        if fact.concept == "satisfaction" and not inside:
            spans.add((figure.start, figure.end))
    return [audited.place(start, end) for start, end in sorted(spans)]


def _criteria(audited: Audited) -> list[tuple[int, int]]:
    """The stretches of the score table that repeat the framework: names, definitions, criteria."""
    pieces = [
        piece
        for row in audited.statements.scores
        for piece in (row.name, row.definition, *row.criteria)
        if piece is not None
    ]
    return [(piece.start, piece.end) for piece in pieces]
