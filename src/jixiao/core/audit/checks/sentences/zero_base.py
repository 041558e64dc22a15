"""A percentage of change is stated only where there was something before.

Skipped:
1. Changes whose earlier figure is not stated, or is not zero.

Source: arithmetic; a change from zero has no rate (新增 or 上年无此项支出 says what is meant).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.shared.changes import changes
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("基数为零时不计算增减幅度", "no rate of change on a base of zero")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every rate of change with its earlier figure."""
    for one in changes(audited):
        if one.claim.kind != "change_rate" or one.before is None:  # (1)
            continue
        if one.before.value or one.sign == 0 or not one.figure.value:
            yield passed(one.figure.place, one.before.place)
            continue
        message = Text(
            f"基数为 {one.before}，增减幅度 {one.figure} 无从计算，应写明新增",
            f"the base is {one.before}: a change of {one.figure} cannot be computed; say that it is new",
        )
        yield failed(Finding(SEVERITY, message, (one.figure.place, one.before.place), None, str(one.figure)))
