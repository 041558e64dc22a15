"""Periods of the performance year: a year, a quarter, a month, a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.text import Text

# Years from 1000 to 2999: whatever a rule asks for from there (a quarter, the year before) is in the calendar.
_FORM = re.compile(r"(?P<year>[12]\d{3})(-Q(?P<quarter>[1-4])|-(?P<month>\d{2})(-(?P<day>\d{2}))?)?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_AT = re.compile(r"(q(?P<quarter>[1-4])|m(?P<month>0[1-9]|1[0-2])|(?P<prior>prior_year))\Z")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole days, named as people name it: `2022`, `2022-Q1`, `2022-04`, `2022-12-31`."""

    name: str
    start: date
    end: date

    @property
    def year(self) -> int:
        """The year in which the period ends."""
        return self.end.year

    @classmethod
    def parse(cls, name: str) -> Period:
        """Read a period's name; raises `NumberFault` when it is none."""
        match = _FORM.match(name)
        if match is None:
            raise NumberFault(
                Text(
                    f"“{name}”不是期间；写作 2022、2022-Q1、2022-04 或 2022-12-31",
                    f"“{name}” is not a period; write 2022, 2022-Q1, 2022-04 or 2022-12-31",
                )
            )
        try:
            return cls(name, *_span(match))
        except ValueError:
            raise NumberFault(Text(f"“{name}”不是日历上的日期", f"“{name}” is not a day of the calendar")) from None

    def at(self, suffix: str) -> Period:
        """The period that a rule means by `@q1`, `@m04` or `@prior_year`, seen from this year."""
        match = _AT.match(suffix)
        if match is None:
            raise NumberFault(
                Text(
                    f"“@{suffix}”不是相对期间；写作 @q1–@q4、@m01–@m12、@prior_year",
                    f"“@{suffix}” is no relative period; write @q1-@q4, @m01-@m12, @prior_year",
                )
            )
        if match["quarter"]:
            return Period.parse(f"{self.year}-Q{match['quarter']}")
        if match["month"]:
            return Period.parse(f"{self.year}-{match['month']}")
        before = self.year - 1
        return Period(f"{before:04}", date(before, 1, 1), date(before, 12, 31))

    def __str__(self) -> str:
        return self.name


def _span(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["year"])
    if match["quarter"]:
        first = 3 * int(match["quarter"]) - 2
        return date(year, first, 1), _month_end(year, first + 2)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return date(year, int(match["month"]), 1), _month_end(year, int(match["month"]))
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def read_day(written: str) -> date:
    """Read a day as `2022-12-31`; raises `ValueError` for every other form, also those of ISO 8601 (20221231)."""
    if not _DAY.match(written):
        raise ValueError(written)
    return date.fromisoformat(written)
