"""Parts that a sentence lists after 其中 do not add up to more than the whole, and to the whole where all are listed.

Skipped:
1. Lists that leave something out: what is missing is only a lead, since 其中 need not name everything.

Source: 财政部 地方预决算公开操作规程 (其中 names parts of a whole).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("其中各项之和与总数相符", "the parts add up to the whole")


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every list of parts."""
    for claim in audited.statements.claims:
        if claim.kind != "parts":
            continue
        terms = [audited.term(one) for one in claim.figures if one is not None]
        whole, *parts = [one for one in terms if one is not None]
        if parts:
            exceeds = sum(one.value for one in parts) > whole.value
            yield Tie(Sum((1,) * len(parts)), (whole, *parts), TITLE, firm=exceeds)  # (1)
