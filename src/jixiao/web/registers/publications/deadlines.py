"""By when something has to be published, and how that stands: the rules as data with their source, and a light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jixiao.core.kernel.text import Text
from jixiao.web.platform.workdays import working_days


@dataclass(frozen=True, slots=True)
class Term:
    """Something is published within so many days after its approval.

    `is_verified` is False where no original text could be read; the page then says so.
    """

    days: int
    source: Text
    is_verified: bool = False


_LAW = Text(
    "《中华人民共和国预算法》第十四条：批复后二十日内", "Budget Law of China, article 14: within 20 days of approval"
)
_WITH_ACCOUNTS = Text(
    "《项目支出绩效评价管理办法》（财预〔2020〕10 号）：绩效自评结果随部门决算公开",
    "Measures for evaluating project spending (MoF 2020 no. 10): published with the final accounts",
)
# What every department owes for every year. The law counts calendar days; pages tell what is left in working days.
TERMS = {"budget": Term(20, _LAW), "accounts": Term(20, _LAW), "self_evaluation": Term(20, _WITH_ACCOUNTS)}
# With so few working days left a light turns amber.
SOON = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """How a duty stands: a light, its word, the last day, what is left in working days."""

    light: str
    word: Text
    due: date | None = None
    left: int | None = None


def due_day(kind: str, approved: date | None) -> date | None:
    """The last day for publishing; None without a term, or without the day of approval."""
    return None if approved is None or kind not in TERMS else approved + timedelta(days=TERMS[kind].days)


def standing(kind: str, approved: date | None, published: date | None, is_exempt: bool, day: date) -> Standing:
    """How a duty stands on a day."""
    if is_exempt:
        return Standing("none", Text("免于公开", "exempt"))
    if kind not in TERMS:
        return Standing("green", Text("已公开", "published"))
    due = due_day(kind, approved)
    if published is not None:
        return _published(published, due)
    if due is None:
        return Standing("none", Text("缺批复日期", "approval day unknown"))
    left = working_days(day, due)
    if due < day:
        return Standing("red", _days("逾期", -left, "overdue"), due, left)
    if due == day:
        return Standing("amber", Text("今天到期", "due today"), due, left)
    return Standing("amber" if left <= SOON else "green", _days("还有", left, "left"), due, left)


def _published(published: date, due: date | None) -> Standing:
    if due is None:
        return Standing("none", Text("已公开，缺批复日期", "published, approval day unknown"))
    if published <= due:
        return Standing("green", Text("按时公开", "published in time"), due)
    return Standing("amber", _days("晚公开", working_days(due, published), "late"), due)


def _days(zh: str, number: int, en: str) -> Text:
    if number == 0:  # only a weekend lies between
        return Text(f"{zh}不到 1 个工作日", f"less than a working day {en}")
    return Text(f"{zh} {number} 个工作日", f"{number} working day{'s' if number > 1 else ''} {en}")
