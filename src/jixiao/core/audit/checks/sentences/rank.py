"""A rank that is claimed twice for one thing in one region is the same both times.

Skipped:
1. Ranks that are claimed once.

Source: arithmetic; one thing has one rank.
"""

from __future__ import annotations

import re
from collections import defaultdict
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
TITLE = Text("同一事项的位次前后一致", "one thing has one rank")

_RANK = re.compile(
    r"(?P<subject>[\u4e00-\u9fff]{3,16}?)\s*(?:排\s*名|位\s*列|位\s*居|名\s*列|居)\s*(?P<region>全[区市省国]|各区)?\s*"
    r"(?P<rank>第\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3})|首位|榜首)"
)
_FIRST = {"首位": "第一", "榜首": "第一", "第1": "第一"}


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every rank that is claimed more than once."""
    claimed: dict[tuple[str, str], list[tuple[str, Place]]] = defaultdict(list)
    text = audited.document.text
    for block in audited.paragraphs:
        for match in _RANK.finditer(text, block.start, block.end):
            rank = audited.words(*match.span("rank"))
            place = audited.place(*match.span("rank"))
            claimed[match["subject"], match["region"] or ""].append((_FIRST.get(rank, rank), place))
    for (subject, region), ranks in claimed.items():
        if len(ranks) < 2:  # (1)
            continue
        (first, _), places = ranks[0], tuple(place for _, place in ranks)
        other = next((rank for rank, _ in ranks if rank != first), None)
        if other is None:
            yield passed(*places)
            continue
        message = Text(
            f"“{subject}”{region}的位次一处写{first}，一处写{other}",
            f"the rank of “{subject}” {region} is {first} here and {other} there",
        )
        yield failed(Finding(SEVERITY, message, places, first, other, likelihood=60))
