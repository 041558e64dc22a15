"""A year of four digits lies in the time that public budgets speak of.

Skipped:
1. Numbers of four digits that no 年 follows.

Source: a slip of the pen (4024年, 2924年) is the only other way to such a year; history before 1900 stays a lead too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("年份在合理范围内", "years are within reason")

_YEAR = re.compile(r"(?<![\d.,，])(\d{4})(?=\s*年)")
EARLIEST, LATEST = 1900, 2100


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every year of four digits."""
    for match in _YEAR.finditer(audited.document.text):
        place = audited.place(*match.span(1))
        if EARLIEST <= int(match[1]) <= LATEST:
            yield passed(place)
            continue
        message = Text(f"“{match[1]}年”不在合理范围内，疑为笔误", f"{match[1]} is no likely year")
        yield failed(Finding(SEVERITY, message, (place,), found=match[1], likelihood=80))
