"""Every date exists in the calendar, ranges end after they begin, and what is counted as of a day is of the right year.

Skipped:
1. Dates inside addresses, and numbers with points that may be a version or an amount.
2. As-of days of budgets before their year, which is when budgets are made (截至上年8月31日); of other kinds of
   documents every year.

Accounts count vehicles and equipment at the end of their year; another year there is a lead, and so is a later one in a
budget.

Source: 财政部 部门决算公开样式 (国有资产占有使用情况 at the end of the year); GB/T 7408.1 (dates).
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("日期存在且先后合理", "dates exist and follow one another")

# A page may break a date over lines; two cells are not one date.
_S = r"[^\S\t]*"
_DAY = rf"(?<![\d.])(?:((?:19|20)\d\d){_S}年{_S})?(\d{{1,2}}){_S}月{_S}(\d{{1,2}}){_S}日"
_MONTH = rf"(?<![\d.])((?:19|20)\d\d){_S}年{_S}(\d{{1,2}}){_S}月(?!{_S}\d{{1,2}}{_S}日)()"
_POINTED = re.compile(r"(?<![A-Za-z\d./_])((?:19|20)\d\d)([.\-/])(\d{1,2})\2(\d{1,2})(?![A-Za-z\d]|\2\d)")  # (1)
_LONG = re.compile(f"{_DAY}|{_MONTH}")
_BETWEEN = re.compile(r"\s*(?:至|到|[-—–~～]+)\s*\Z")
_AS_OF = re.compile(r"截[至止]到?\s*\Z")
_COUNTED = re.compile("车辆|设备|固定资产|资产总额")
# How far behind an as-of day the words stand that say what was counted.
_REACH = 60
Day = tuple[int, int, int]


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every date."""
    text = audited.document.text
    before: tuple[Place, Day] | None = None
    for place, year, month, day in _dates(audited):
        printed = "".join(text[place.start : place.end].split())
        if not _exists(year, month, day):
            message = Text(f"日期“{printed}”不存在", f"there is no such date as “{printed}”")
            # 2024-13-01 may be a number of something else.
            severity, likelihood = (SEVERITY, 95) if "月" in printed else (Severity.SUSPICIOUS, 55)
            yield failed(Finding(severity, message, (place,), found=printed, likelihood=likelihood))
        elif before is not None and (late := _reversed(text, before, place, (year or 0, month, day))):
            message = Text(f"期间的终点“{printed}”早于起点", f"the period ends on “{printed}”, before it begins")
            yield failed(Finding(SEVERITY, message, (place, late), found=printed, likelihood=80))
        elif year and (expected := _expected_year(audited, place, year)):
            message = Text(
                f"截至日期为“{printed}”，与 {audited.statements.identity.year} 年的文书不符",
                f"counted as of “{printed}” in a document of {audited.statements.identity.year}",
            )
            yield failed(Finding(Severity.SUSPICIOUS, message, (place,), f"{expected}年", printed, likelihood=75))
        else:
            yield passed(place)
        before = (place, (year, month, day)) if year and day else None


def _dates(audited: Audited) -> Iterator[tuple[Place, int, int, int]]:
    """Year (0 where it is not said), month and day (0 for a month alone) of every date, in order of the text."""
    text = audited.document.text
    found = []
    for match in _LONG.finditer(text):
        year, month, day = match.groups()[:3] if match[2] else match.groups()[3:6]
        found.append((match.span(), int(year or 0), int(month), int(day or 0)))
    for match in _POINTED.finditer(text):
        found.append((match.span(), int(match[1]), int(match[3]), int(match[4])))
    for (start, end), year, month, day in sorted(found):
        yield audited.place(start, end), year, month, day


def _exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has it; without a year 29 February may be."""
    return 1 <= month <= 12 and (not day or day <= monthrange(year or 2000, month)[1])


def _reversed(text: str, before: tuple[Place, Day], place: Place, day: Day) -> Place | None:
    """The date before it, where the two are one period the wrong way round."""
    start, first = before
    is_period = _BETWEEN.match(text[start.end : place.start]) and day[2]
    return start if is_period and (day[0] or first[0], *day[1:]) < first else None


def _expected_year(audited: Audited, place: Place, year: int) -> int | None:
    """The year that an as-of day should have, where it has another."""
    own, kind = audited.statements.identity.year, audited.statements.identity.kind
    text = audited.document.text
    if own is None or not _AS_OF.search(text[max(0, place.start - 6) : place.start]):
        return None
    is_count = _COUNTED.search(audited.words(place.end, min(len(text), place.end + _REACH))) is not None
    if kind == "accounts" and is_count and year != own:
        return own
    if kind == "budget" and is_count and (year > own or year < own - 1):  # (2)
        return own - 1
    return None
