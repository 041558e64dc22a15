"""Words that compare outturn and budget (小于, 大于, 持平) say what the two figures before them show.

Skipped:
1. Words without both figures in the same item before them.

Source: 财政部 部门决算公开样式 (决算数大于或小于预算数的主要原因).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("“大于、小于、持平”与两个数据相符", "words that compare two figures agree with them")

_WORDS = re.compile(
    r"决\s*算\s*数?\s*(?:(?P<word>小\s*于|大\s*于|等\s*于|低\s*于|高\s*于|超\s*过)\s*(?:年\s*初\s*)?预\s*算\s*数?"
    r"|[同与和]\s*(?:年\s*初\s*)?预\s*算\s*数?\s*(?P<same>持\s*平|相\s*同|一\s*致|相\s*等))"
)
_SAYS = {"小于": -1, "低于": -1, "大于": 1, "高于": 1, "超过": 1, "等于": 0}
_SHOWN = {-1: Text("小于", "less than"), 0: Text("等于", "equal to"), 1: Text("大于", "greater than")}
_MISSING = Text("此前没有决算数和预算数", "no outturn and budget stand before it")
# An item with its budget, outturn, rate and use is not longer than this.
_REACH = 400


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every comparing phrase."""
    text = audited.document.text
    pairs = _pairs(audited)
    for block in audited.paragraphs:
        for match in _WORDS.finditer(text, block.start, block.end):
            name = "same" if match["same"] else "word"
            place = audited.place(match.start(name), match.end(name))
            says = 0 if match["same"] else _SAYS[re.sub(r"\s", "", match["word"])]
            near = [pair for pair in pairs if block.start <= pair[0].place.start < match.start()]
            if not near or match.start() - near[-1][0].place.start > _REACH:
                yield cannot_tell(_MISSING, place)  # (1)
                continue
            budget, outturn = near[-1]
            shows = (outturn.value > budget.value) - (outturn.value < budget.value)
            if shows == says:
                yield passed(place, outturn.place, budget.place)
                continue
            message = Text(
                f"决算 {outturn} {_SHOWN[shows].zh}预算 {budget}，文字却写“{match[name]}”",
                f"outturn {outturn} is {_SHOWN[shows].en} the budget {budget}, the words say “{match[name]}”",
            )
            places = (place, outturn.place, budget.place)
            yield failed(Finding(SEVERITY, message, places, _SHOWN[shows].zh, match[name], likelihood=70))


def _pairs(audited: Audited) -> list[tuple[Term, Term]]:
    """Budget and outturn of one thing where they stand one after the other, in order of the text."""
    found: list[tuple[Term, Term]] = []
    facts = [fact for fact in audited.statements.facts if fact.table is None]
    for first, second in pairwise(facts):
        terms = audited.term(first), audited.term(second)
        is_pair = (first.concept or "").startswith("initial_") and first.dimensions == second.dimensions
        budget, outturn = terms
        if not is_pair or second.concept is None or second.concept.startswith("initial_"):
            continue
        if budget is not None and outturn is not None and budget.unit.dimension == outturn.unit.dimension:
            found.append((budget, outturn))
    return found
