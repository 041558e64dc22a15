"""Deadlines as people count them: in working days. Weekends are known, holidays and make-up days are not."""

from __future__ import annotations

from datetime import date, timedelta

WEEK, WORKING = 7, 5


def working_days(start: date, end: date) -> int:
    """The working days after `start` up to and with `end`; negative where the end lies before the start."""
    if end < start:
        return -working_days(end, start)
    weeks, rest = divmod((end - start).days, WEEK)
    last = [start + timedelta(days=weeks * WEEK + number) for number in range(1, rest + 1)]
    return weeks * WORKING + sum(day.weekday() < WORKING for day in last)
