"""Every document of an audit is given once, and a unit has one document of a kind for a year.

Skipped:
1. Documents of a kind of which a unit has many in a year: reports on single projects, goal tables, other documents.
2. Documents of different titles: a part that is published by itself, another report.

Source: 财政部 地方预决算公开操作规程 (one budget and one final account a year are published).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.shared.grouping import KINDS, by_unit, called, owner_called, plain
from jixiao.core.kernel.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "all"
TITLE = Text("同一文件只提交一次", "a document is given once")

TWICE = Text("同一份文件重复提交：", "the same document is given more than once: ")
Key = tuple[object, ...]


def check(documents: tuple[Audited, ...]) -> Iterator[Answer]:
    """One answer for every document: a pass, or the one lead on all that are the same."""
    if len(documents) < 2:
        return
    copies = _alike(documents, lambda one: (one.document.sha256,))
    firsts = [group[0] for group in copies]
    twice = {group[0].index for group in copies if len(group) > 1}
    yield from (failed(_finding(group, TWICE, 90)) for group in copies if len(group) > 1)
    slots = {one.index: group for unit in by_unit(firsts) for group in _alike(unit, _slot) for one in group}
    for one in firsts:
        group = slots.get(one.index, [one])
        if len(group) > 1 and one is group[0]:
            what = Text("有多份", " has more than one ") + called(one) + Text("：", ": ")
            yield failed(_finding(group, owner_called(one) + what, 60))
        elif len(group) == 1 and one.index not in twice:
            yield passed(_first_line(one))


def _slot(audited: Audited) -> Key:
    """Where a unit has only one document; one of another kind has a place of its own."""
    identity = audited.statements.identity
    if identity.kind not in KINDS or identity.year is None:
        return (audited.index,)  # (1)
    return identity.kind, identity.year, plain(identity.title or "")  # (2)


def _alike(documents: Sequence[Audited], key: Callable[[Audited], Key]) -> list[list[Audited]]:
    found: dict[Key, list[Audited]] = defaultdict(list)
    for one in documents:
        found[key(one)].append(one)
    return list(found.values())


def _finding(group: list[Audited], what: Text, likelihood: int) -> Finding:
    """One lead that names all of them, the one to drop first."""
    paths = joined([same(one.path) for one in group], "、", ", ")
    places = tuple(_first_line(one) for one in reversed(group))
    return Finding(SEVERITY, what + paths, places, likelihood=likelihood)


def _first_line(audited: Audited) -> Place:
    text = audited.document.text
    start = len(text) - len(text.lstrip())
    return audited.place(start, start + len(text[start:].partition("\n")[0].rstrip()))
