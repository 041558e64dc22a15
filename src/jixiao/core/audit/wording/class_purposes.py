"""What an item about one class says of its purpose and of the reason for its change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.core.audit.wording.class_items import bare

if TYPE_CHECKING:
    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.wording.class_items import ClassPath

_SAYS: dict[Literal["purpose", "reason"], re.Pattern[str]] = {
    "purpose": re.compile(r"主要用于[：:]?([^。；;]{2,120})"),
    "reason": re.compile(r"(?:主要原因(?:是|为|系)?|原因(?:是|为))[：:]?是?([^。；;]{2,120})"),
}
_TURN = re.compile(r"(?:有所|略有)?(?:增加|减少|增长|下降|保持不变|不变|持平|调整)+\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """The purpose or the reason of an item: `core` is its words without the turn (经费增加) at their end."""

    kind: Literal["purpose", "reason"]
    core: str
    place: Place


@dataclass(frozen=True, slots=True)
class Item:
    """An item with the names by which its class may be called, each without 支出 and the like at its end."""

    path: ClassPath
    names: frozenset[str]
    said: tuple[Said, ...]

    def owns(self, said: Said) -> bool:
        """Whether words are a name of the item's own class."""
        return said.core in self.names


def item_said(path: ClassPath) -> Item:
    """An item with what it says."""
    names = [one.name for one in path.names]
    spans = ("".join(names[first:]) for first in range(len(names)))
    said = []
    for kind, pattern in _SAYS.items():
        match = pattern.search(path.body.words)
        if match is not None:
            core = bare(_TURN.sub("", match[1]))
            said.append(Said(kind, core, path.body.place(match.start(1), match.start(1) + max(len(core), 1))))
    return Item(path, frozenset(bare(name) for name in (*names, *spans)), tuple(said))
