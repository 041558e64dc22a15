"""Numbers of list items, also those that flattened tables have run together with a figure: `；2.5%≤比率`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.documents.normalise.squeezing import View

_BREAKS = frozenset("；;。：:!！?？)）\t>|】]”")
_POINT = re.compile(r" ?\.(?= ?\D| \d|\Z)|、")
_COMPARED = re.compile(r"[%‰]?(?:[≤≥<>])(?=[^\d\s])")
_FAR = 400


class ListNumbers:
    """Follows the item numbers of a stretch: what may come next is 1 or one more than the last."""

    def __init__(self, view: View) -> None:
        """Nothing has been seen yet."""
        self._view = view
        self._last = 0

    def length(self, start: int, end: int, number: str, previous: int) -> int:
        """How many characters of a number are the number of a list item: none, all, or its whole part and point."""
        text = self._view.text
        whole = number.partition(".")[0]
        if len(whole) > 2 or not whole.isdigit():
            return 0
        item = int(whole)
        breaks = start == 0 or start == previous or text[start - 1] in _BREAKS or "\n" in self._view.gap(start)
        if whole == number:
            return self._plain(start, end, item, breaks)
        if breaks and self._runs_on(end, item, number, start):
            self._last = item
            return len(whole) + 1
        return 0

    def _plain(self, start: int, end: int, item: int, breaks: bool) -> int:
        """1. or 1、 where an item may begin."""
        if not _POINT.match(self._view.text, end):
            return 0
        if item == self._last + 1 or (item == 1 and breaks):
            self._last = item
            return end - start
        return end - start if breaks else 0

    def _runs_on(self, end: int, item: int, number: str, start: int) -> bool:
        """Whether 2.5%≤比率 is item 2 and 5 %: in its turn, nothing squeezed out, compared or followed by item 3."""
        rest = number.partition(".")[2]
        if item not in (1, self._last + 1) or (len(rest) > 1 and rest[0] == "0") or "." in rest:
            return False
        if any(self._view.gap(index) for index in range(start + 1, end)):
            return False
        compared = _COMPARED.match(self._view.text, end) is not None
        following = re.compile(rf"[；;。] ?{item + 1} ?[.、]").search(self._view.text, end, end + _FAR) is not None
        return (compared and following) if item == 1 else (compared or following)
