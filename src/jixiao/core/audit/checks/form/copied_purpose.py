"""What an item about one class says of its purpose and of its reason is about that class, and not about another item's.

Skipped:
1. Items that state neither a purpose nor a reason.
2. Purposes and reasons in free words: they name no class of the document, or several.
3. Purposes and reasons that also name the item's own class.

A purpose or reason that is another item's class, word for word, was copied; that is an error where the items of the
document mostly word theirs by the names of their own classes, else a lead.

Source: 中华人民共和国预算法 第十四条 (budgets and accounts are published with explanations).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.audit.wording.class_items import LEVELS, bare, class_paths
from jixiao.core.audit.wording.class_purposes import item_said
from jixiao.core.kernel.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.wording.class_purposes import Item, Said

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("科目用途和原因属于本科目", "purposes and reasons are those of their own class")

NOTHING_SAID = Text("该项没有用途或原因说明", "the item states neither purpose nor reason")
_SEVERAL = re.compile("[、，,]")
# A name of fewer characters may stand in free words by chance: 司法, 体育.
_SHORTEST = 4
_KINDS = {"purpose": Text("用途", "purpose"), "reason": Text("原因", "reason")}


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every item."""
    items = [item_said(path) for path in class_paths(audited) if path.is_item]
    # By class: how many of the items' purposes, and of their reasons, are the names of their own classes.
    by_class = {kind: _is_by_class(items, kind) for kind in _KINDS}
    for index, item in enumerate(items):
        place = item.path.last.place
        others = [one for one in _nearest(items, index) if not one.names <= item.names]
        copied = [(said, other) for said in item.said if (other := _other(item, said, others, by_class[said.kind]))]
        if copied:
            literal = all(said.core in other.names and by_class[said.kind] for said, other in copied)
            yield failed(_finding(item, copied, SEVERITY if literal else Severity.SUSPICIOUS))
        elif item.said:
            yield passed(place, *(said.place for said in item.said))
        else:
            yield not_applicable(NOTHING_SAID, place)  # (1)


def _is_by_class(items: Sequence[Item], kind: str) -> bool:
    own = [item.owns(said) for item in items for said in item.said if said.kind == kind]
    return len(own) > 2 and sum(own) * 2 >= len(own)


def _nearest(items: Sequence[Item], index: int) -> list[Item]:
    return [items[at] for at in sorted(range(len(items)), key=lambda at: abs(at - index))]


def _other(item: Item, said: Said, others: Sequence[Item], by_class: bool) -> Item | None:
    """The item whose class the words name instead of the item's own."""
    if item.owns(said):
        return None
    literal = next((one for one in others if said.core in one.names - item.names), None)
    if literal is not None or not by_class or _SEVERAL.search(said.core):  # (2)
        return literal
    own = [bare(one.name) for one in item.path.names]
    if any(name in said.core for name in own[1:]):  # (3)
        return None
    lasts = ((one, bare(one.path.last.name)) for one in others)
    return next(
        (one for one, name in lasts if len(name) >= _SHORTEST and name in said.core and name not in "".join(own)), None
    )


def _finding(item: Item, copied: Sequence[tuple[Said, Item]], severity: Severity) -> Finding:
    kinds = joined([_KINDS[said.kind] for said, _ in copied], "和", " and ")
    said, other = copied[0]
    own, last = item.path.last, other.path.last
    message = Text(
        f"“{own.name}（{LEVELS[own.level]}）”的{kinds.zh}写成“{said.core}”，与“{last.name}（{LEVELS[last.level]}）”项相同，疑为抄自该项",
        f"the {kinds.en} of {own.name} reads {said.core}, as in the item on {last.name}: likely copied from there",
    )
    places = (*(one.place for one, _ in copied), own.place, last.place)
    return Finding(severity, message, places, own.name, said.core, likelihood=85 if severity is SEVERITY else 40)
