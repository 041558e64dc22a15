"""An amount of change is the difference of the two figures that it lies between, in the direction that is named.

Skipped:
1. Changes against a figure that the document does not state: the check of rates holds the amount against its rate, and
   two years side by side confirm the rest.

Source: 财政部 地方预决算公开操作规程 (增减变化 is explained with amounts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, cannot_tell
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.shared.changes import changes, directed
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("增减额等于两个数据之差", "an amount of change is the difference of two figures")
SAME = Text("称持平的两个数据相等", "what is called unchanged is equal")
_MISSING = Text("文件没有写出比较的基数", "the figure compared with is not stated")


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every change whose two ends are stated."""
    for one in changes(audited):
        if one.claim.kind != "change":
            continue
        if one.now is None or one.before is None:
            yield cannot_tell(_MISSING, one.figure.place, one.word)  # (1)
        elif one.sign == 0:
            yield Tie(Sum((1,)), (one.now, one.before), SAME, (one.word,))
        else:
            tie = Tie(Sum((1, one.sign)), (one.now, one.before, one.figure), TITLE, (one.word,))
            yield directed(tie, one.word, one.sign, SEVERITY)
