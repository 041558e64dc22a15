"""The reason given for a change names the same direction as the change.

Skipped:
1. Reasons that name no direction, or both.
2. Changes without a reason.

Source: 财政部 地方预决算公开操作规程 (增减变化原因 are explained).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.statement import Claim

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("增减原因与增减方向一致", "a reason names the direction of its change")
_UP, _DOWN = re.compile("增加|增长|上升|提高|增多|新增"), re.compile("减少|下降|降低|减低|压减|缩减|取消")
# A reason that says no more than "the money for this rose" is the change itself in other words.
_BARE = re.compile(r"(经费|支出|预算|费用|资金)(增加|减少|增长|下降)[。；;]?$")
_SILENT = Text("原因没有说明方向", "the reason names no direction")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every reason."""
    seen: set[int] = set()
    for claim in audited.statements.claims:
        if claim.kind in ("change", "change_rate") and claim.reason is not None and claim.reason.start not in seen:
            seen.add(claim.reason.start)
            yield _answer(audited, claim)


def _answer(audited: Audited, claim: Claim) -> Answer:
    reason, figure = claim.reason, claim.figures[0]
    if reason is None or figure is None or claim.direction is None:
        raise ValueError("a claim of change with a reason has a figure and a direction")
    direction = dict(figure.dimensions).get("direction")
    words = audited.words(reason.start, reason.end)
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    place = audited.place(reason.start, reason.end)
    word = audited.place(claim.direction.start, claim.direction.end)
    if up == down or direction not in ("increase", "decrease"):
        return not_applicable(_SILENT, place)  # (1)
    if up == (direction == "increase"):
        return passed(place, word)
    bare = _BARE.search(words) is not None
    message = Text(
        f"数据为{claim.direction.text}，原因却写“{words[:40]}”",
        f"the figures say {claim.direction.text}, the reason says “{words[:40]}”",
    )
    severity = Severity.ERROR if bare else Severity.SUSPICIOUS
    return failed(Finding(severity, message, (place, word), found=words[:60], likelihood=90 if bare else 45))
