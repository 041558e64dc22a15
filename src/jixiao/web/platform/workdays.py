"""Deadlines as people count them: in working days, with public holidays and the weekends that are worked for them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar import is_workday

SATURDAY = 5
LONG = 3660  # days


def working_days(start: date, end: date) -> int:
    """The working days after `start` up to and with `end`; negative where the end lies before the start."""
    if end < start:
        return -working_days(end, start)
    days = (end - start).days
    if days > LONG:  # nobody counts these one by one
        return days * 5 // 7
    return _since_new_year(end) - _since_new_year(start) + sum(map(_of_a_year, range(start.year, end.year)))


def after_working_days(start: date, count: int) -> date:
    """The day on which so many working days after `start` are over."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


@lru_cache(maxsize=64)
def _of_a_year(year: int) -> int:
    return _since_new_year(date(year, 12, 31))


@lru_cache(maxsize=4096)
def _since_new_year(day: date) -> int:
    """The working days of a year up to and with a day of it."""
    first = day.replace(month=1, day=1)
    return sum(is_working(first + timedelta(days=number)) for number in range((day - first).days + 1))


@lru_cache(maxsize=8192)
def is_working(day: date) -> bool:
    """Whether a day is worked; for a year whose holidays are not announced yet, every day from Monday to Friday."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY
