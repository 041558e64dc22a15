"""Classes of expenditure as sentences name them, X（类）Y（款）Z（项）, and the items that are about one class each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.core.audit.wording.flat import Flat, flat_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place

LEVELS = "类款项"
_STOP = "（()）“”\"'。；;，,：:、.．0-9"
# A name may hold brackets of its own: 政府办公厅（室）及相关机构事务.
_NAME = rf"(?:[^{_STOP}]|[（(](?![类款项][)）])[^{_STOP}]{{1,8}}[)）]){{1,40}}?"
_MARKED = re.compile(rf"({_NAME})[（(]([{LEVELS}])[)）]")
# How a paragraph begins that goes on with the item before it.
_GOES_ON = re.compile(r"(?:主要用于|主要原因|年初预算|支出决算|决算数|预算数|[比与较]?20\d\d年)")
# Between two paragraphs that follow on one another stand only line ends.
_APART = 2
_ENDINGS = ("支出", "经费", "费用", "费")


@dataclass(frozen=True, slots=True)
class ClassName:
    """One level of a class as printed: 0 for 类, 1 for 款, 2 for 项."""

    level: int
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class ClassPath:
    """Names from one level down, as they stand beside one another; `body` is what is said of them up to the next."""

    names: tuple[ClassName, ...]
    body: Flat

    @property
    def last(self) -> ClassName:
        """The finest class that is named."""
        return self.names[-1]

    @property
    def is_item(self) -> bool:
        """Whether an item is about it: a class above and the class itself are named."""
        return len(self.names) > 1


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A name without the word for money at its end, which documents add and drop: 住房改革支出, 住房改革."""
    ending = next((one for one in _ENDINGS if name.endswith(one) and len(name) > len(one) + 1), "")
    return bare(name[: -len(ending)]) if ending else name


def class_paths(audited: Audited) -> list[ClassPath]:
    """Every class that running text names with its level, in order."""
    return audited.once("class paths", _class_paths)


def _class_paths(audited: Audited) -> list[ClassPath]:
    found: list[tuple[tuple[ClassName, ...], int, int]] = []
    for block in audited.paragraphs:
        flat = flat_of(audited, block)
        named = list(_named(flat))
        if not named and found and _GOES_ON.match(flat.words) and block.start - found[-1][2] <= _APART:
            found[-1] = (*found[-1][:2], block.end)
        for index, names in enumerate(named):
            after = (one[0].place.start for one in named[index + 1 :] if len(one) > 1 or len(names) == 1)
            found.append((names, names[-1].place.end, next(after, block.end)))
    return [ClassPath(names, Flat(audited, start, end)) for names, start, end in found]


def _named(flat: Flat) -> Iterator[tuple[ClassName, ...]]:
    """Runs of names that stand side by side, each one level or more below the one before."""
    run: list[ClassName] = []
    at = -1
    for match in _MARKED.finditer(flat.words):
        level = LEVELS.index(match[2])
        if run and (match.start() != at or level <= run[-1].level):
            yield tuple(run)
            run = []
        run.append(ClassName(level, match[1], flat.of(match, 1)))
        at = match.end()
    if run:
        yield tuple(run)
