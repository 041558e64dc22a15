"""Years are the right ones: the document's own in headings and set phrases, the year before in comparisons.

Skipped:
1. Every other year: laws, numbers and names of documents (《…》), deadlines, ranges, buildings, and comparisons that do
   not speak of money.
2. Comparisons of accounts with the budget of their own year, and all of documents that are no budget and no accounts.
3. Figures of a year where fewer than three like figures stand in other paragraphs, or where the paragraph has the
   prevailing year as well.

The document's own year is the one that its headings and phrases print most. A wrong year is an error where several
other places of the same kind have the right one and its own paragraph has not, else a lead.

Source: 中华人民共和国预算法 第十八条 (a budget year is a calendar year).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.audit.wording.years import compared_years, item_years, own_years
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.wording.years import SaidYear

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("年份正确", "years are the right ones")
YEARLESS = Text("不知道文书年度", "the year of the document is not known")
# So many other places of a kind make a different year an error, and a figure's different year a finding at all.
_SURE = 4
_LIKE = 3


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every year whose words tell which it should be."""
    identity = audited.statements.identity
    if identity.year is None:
        yield not_applicable(YEARLESS)
        return
    own = list(own_years(audited))  # (1)
    year = _prevailing(own, identity.year)
    what = Text(f"本文书年度为 {year} 年", f"the document is of {year}")
    agreeing = sum(one.year == year for one in own)
    for one in {one.place: one for one in reversed(own)}.values():
        is_sure = one.is_sure and year not in one.beside
        yield _answer(one, one.year == year, year, what, agreeing if is_sure else 0)
    if identity.kind in ("budget", "accounts"):
        yield from _comparisons(list(compared_years(audited)), year, identity.kind)
    told = {one.place for one in own}
    yield from _items([one for one in item_years(audited) if one.place not in told])


def _prevailing(own: Sequence[SaidYear], stated: int) -> int:
    """The document's year; that of its cover gives way to one that the other places have far more often."""
    counts = Counter(one.year for one in own if one.is_sure)
    best = max(counts, key=lambda year: counts[year], default=stated)
    return best if counts[best] >= _SURE and counts[best] > 2 * counts[stated] else stated


def _comparisons(compared: Sequence[SaidYear], year: int, kind: str) -> Iterator[Answer]:
    what = Text(f"与上一年（{year - 1} 年）相比", f"comparisons are with the year before, {year - 1}")
    agreeing = sum(one.year == year - 1 for one in compared)
    paragraphs = {one.stretch for one in compared if one.year == year - 1}
    for one in compared:
        is_own_budget = kind == "accounts" and one.year == year and "预算" in one.key  # (2)
        is_right = is_own_budget or one.year == year - 1
        yield _answer(one, is_right, year - 1, what, 0 if one.stretch in paragraphs else agreeing)


def _items(items: Sequence[SaidYear]) -> Iterator[Answer]:
    """Figures with the same words in several paragraphs are of one year."""
    by_key: dict[str, list[SaidYear]] = defaultdict(list)
    for one in items:
        by_key[one.key].append(one)
    for key, like in by_key.items():
        counts = Counter(one.year for one in like)
        best, agreeing = counts.most_common(1)[0]
        if agreeing < _LIKE or len(like) - agreeing > agreeing // _LIKE:  # (3)
            continue
        paragraphs = {one.stretch for one in like if one.year == best}
        what = Text(f"其他各项的“{key}”均为 {best} 年", f"“{key}” of the other items is of {best}")
        for one in like:
            if one.year == best or one.stretch not in paragraphs:
                yield _answer(one, one.year == best, best, what, len(paragraphs))


def _answer(one: SaidYear, is_right: bool, expected: int, why: Text, agreeing: int) -> Answer:
    if is_right:
        return passed(one.place)
    is_sure = agreeing >= _SURE
    message = Text(f"年份“{one.year}”应为“{expected}”：", f"the year {one.year} should be {expected}: ") + why
    severity = SEVERITY if is_sure else Severity.SUSPICIOUS
    return failed(
        Finding(severity, message, (one.place,), str(expected), str(one.year), likelihood=85 if is_sure else 60)
    )
