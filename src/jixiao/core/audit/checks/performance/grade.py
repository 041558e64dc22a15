"""The grade that a document states (优, 良, 中, 差) is that of the score beside it.

Skipped:
1. Grades that count projects (评级为“优”的项目), and the list of the grades itself.
2. Grades beside which no score stands, in documents without exactly one total.

The bands are those that the document prints, else 优 from 90, 良 from 80, 中 from 60.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）90（含）-100 分为优、80（含）-90 分为良、60（含）-80 分为中.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.score_terms import TOTAL
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

    Scored = tuple[Decimal, Place]

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("等级与得分相符", "the grade is that of the score")

BANDS = {"优": Decimal(90), "良": Decimal(80), "中": Decimal(60), "差": Decimal(0)}
NO_SCORE = Text("没有可以对照的得分", "there is no score to hold it against")
# How far before its grade a score may stand.
NEAR = 80
_GRADE = re.compile(
    r"(?:(?:评分|评价|绩效|自评|综合|评定)(?:结果)?的?(?:等级|等次|档次|评级)|(?:自评|评价|评定)(?:结果|结论))"
    r"\s*(?:评定)?(?:为|是|[:：])?\s*[“\"‘]?(?P<grade>优秀?|良好?|中|差)(?![”\"’]?(?:\s*的|[\u4e00-\u9fff]))"
)
_SCORE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s*分(?![值档])")
_BAND = re.compile(
    r"(?P<low>\d{2,3})\s*分?(?:[（(]含[^）)]{0,4}[）)])?(?:\s*(?:[-—–~～至]+)\s*1?\d{2}\s*分?|\s*分?\s*及?以上)"
    r"(?:[（(]不?含[^）)]{0,4}[）)])?\s*(?:的|，)?(?:为|是|评为|定为|[:：])?\s*[“\"]?(?P<grade>[优良中])"
)


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every grade that is stated."""
    text = audited.document.text
    grades = list(_GRADE.finditer(text))
    bands = _bands(text) if grades else {}
    for match in grades:
        if all(word in text[match.end() : match.end() + NEAR] for word in "良差"):  # (1)
            continue
        place = audited.place(*match.span("grade"))
        scored = _beside(audited, match.start()) or _only_total(audited)
        if scored is None:
            yield cannot_tell(NO_SCORE, place)  # (2)
            continue
        score, where = scored
        expected = max((name for name, least in bands.items() if score >= least), key=lambda name: bands[name])
        stated = match["grade"][0]
        if stated == expected:
            yield passed(place, where)
        else:
            yield failed(_finding(place, where, stated, expected, score))


def _bands(text: str) -> Mapping[str, Decimal]:
    """The least score of each grade, where the document prints at least two of them."""
    found = {match["grade"]: Decimal(match["low"]) for match in _BAND.finditer(text)}
    ordered = [found[name] for name in BANDS if name in found]
    is_sound = len(ordered) > 1 and ordered == sorted(set(ordered), reverse=True)
    return {**BANDS, **found} if is_sound else BANDS


def _beside(audited: Audited, start: int) -> Scored | None:
    """The last score before a grade in its sentence."""
    text = audited.document.text
    begin = max(start - NEAR, *(text.rfind(stop, 0, start) + 1 for stop in "。；\n"), 0)
    found = [match for match in _SCORE.finditer(text, begin, start) if Decimal(match[1]) <= 100]
    return (Decimal(found[-1][1]), audited.place(*found[-1].span(1))) if found else None


def _only_total(audited: Audited) -> Scored | None:
    totals = [row.self_score for row in audited.statements.scores if row.name.text == TOTAL and row.self_score]
    facts = audited.facts_by_key.get(("self_score", str(audited.statements.identity.year), ()), ())
    figures = {figure.number: figure for figure in (*totals, *(fact.figure for fact in facts))}
    if len(figures) != 1 or len(totals) > 1:
        return None
    ((number, figure),) = figures.items()
    return number, audited.place(figure.start, figure.end)


def _finding(place: Place, where: Place, stated: str, expected: str, score: Decimal) -> Finding:
    message = Text(
        f"得分 {score} 分应为“{expected}”，此处等级为“{stated}”",
        f"a score of {score} earns “{expected}”; the grade stated is “{stated}”",
    )
    return Finding(SEVERITY, message, (place, where), expected, stated, likelihood=60)
