"""A figure of the year before that a document prints again is the one that the unit's document of that year printed.

What final accounts carry in at the beginning of the year is what those of the year before carried out.

Skipped:
1. Units without a document of the same kind for the year before.
2. Figures that the earlier document does not state.

A difference is a lead: figures of closed years are sometimes corrected, and the scope of a unit changes.

Source: 财政部 部门决算公开样式 (年初结转和结余, 年末结转和结余); 地方预决算公开操作规程.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, cannot_tell
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.shared.grouping import by_unit, called, one_each
from jixiao.core.audit.shared.stated import best, quantity, terms_of
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited, Key
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "unit"
TITLE = Text("重印的上年数据与上年文件一致", "figures of the year before are those that its document printed")

_MISSING = Text("上一年文件没有写出该数据：", "the document of the year before does not state it: ")
# How much changed, or what share it is, is told in words that differ from year to year.
_RELATIVE = ("change_amount", "change_rate", "share_of", "completion_rate")


def check(documents: tuple[Audited, ...]) -> Iterator[Tie | Answer]:
    """One answer for every quantity of the year before, of every unit with documents of two years in a row."""
    for unit in by_unit(documents):
        found = one_each(unit)
        for (kind, year), later in found.items():
            earlier = found.get((kind, year - 1))
            if earlier is not None:  # (1)
                for key in later.facts_by_key:
                    before = _before(key, kind, year)
                    if before is not None:
                        yield from _held(later, key, earlier, before)


def _before(key: Key, kind: str, year: int) -> Key | None:
    """Which quantity of the earlier document a quantity of the later one repeats."""
    concept, period, dimensions = key
    if period == str(year - 1) and concept not in _RELATIVE:
        return key
    if (kind, concept, period) == ("accounts", "carry_over_in", str(year)):
        return "carry_over_out", str(year - 1), dimensions
    return None


def _held(later: Audited, key: Key, earlier: Audited, before: Key) -> Iterator[Tie | Answer]:
    shown, known = terms_of(later, key), terms_of(earlier, before)
    what = quantity(later, key[0], key[2]) + Text("与", " against the ") + called(earlier)
    tie = best(
        Tie(Sum((1,)), (one, other), what, firm=False, likelihood=60)
        for one in shown
        for other in known
        if one.unit.dimension == other.unit.dimension
    )
    if tie is not None:
        yield tie
    elif shown:
        yield cannot_tell(_MISSING + quantity(later, key[0], key[2]), shown[0].place)  # (2)
