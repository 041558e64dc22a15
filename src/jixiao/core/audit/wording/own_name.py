"""The name of the unit that a document is about: how it may be written, and what is so near that it must be a slip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

# A name whose own part is shorter has real neighbours one character away (财政局, 民政局), a short one two away.
LONG = 6
VERY_LONG = 9
_TAIL = re.compile(r"[（(](?:本级|本部|部门|单位|机关)[^（）()]{0,4}[）)]\Z|(?:本级|本部|部门|机关)\Z")
_CITY = re.compile(r"\A(.*?市)(.+)\Z")
_OFFICE = re.compile(r"\A人民政府(.+?)(街道|镇|乡)?(办事处)?\Z")
_IS_NAME = re.compile(
    r"(?:局|委|委员会|办|办公室|办事处|中心|署|院|厅|处|所|站|馆|学校|中学|小学|联合会|工会|[总支大]队|政府|街道|[镇乡])\Z"
)
# A character more that makes another unit of it: 财政分局, 原财政局.
_OTHER_PART = frozenset("分总支原")
_JOINING = frozenset("和与及、")


@dataclass(frozen=True)
class OwnName:
    """The full name and its region (上海市普陀区, or "" where the name does not begin with one)."""

    full: str
    region: str

    @cached_property
    def core(self) -> str:
        """The name without its region."""
        return self.full.removeprefix(self.region)

    @cached_property
    def district(self) -> str:
        """The last part of the region where it has two: 普陀区; else the region."""
        match = _CITY.match(self.region)
        return match[2] if match else self.region

    @cached_property
    def of_the_city(self) -> str | None:
        """What the unit of the same kind one level up would be called; None where the region has one part."""
        match = _CITY.match(self.region)
        return match[1] + self.core if match else None

    @cached_property
    def forms(self) -> frozenset[str]:
        """The ways in which it may be written: with and without its region, with the usual short endings."""
        cores = {self.core}
        office = _OFFICE.match(self.core)
        if office and office[2]:
            place = office[1] + office[2]
            cores |= {place, place + "办事处", place + "办", "人民政府" + place}
        for long, short in (("委员会", "委"), ("管理局", "局"), ("办公室", "办")):
            cores |= {core.removesuffix(long) + short for core in cores if core.endswith(long)}
        before = {"", "区", "县", "市", "本区", "我区", self.region, self.district, self.district[:-1]}
        return frozenset(region + core for region in before for core in cores)

    def is_written(self, words: str) -> bool:
        """Whether the words are the name in one of its forms."""
        return words in self.forms

    def slip(self, words: str) -> int | None:
        """How many characters the words are away from the full name, where that can only be a slip of the pen.

        None for the name itself, and for what may be the name of another unit.
        """
        if words in self.forms or (len(words) > len(self.full) and _OTHER_PART.intersection(words) - set(self.full)):
            return None
        away = distance(words, self.full)
        is_alone = words.endswith(self.core) or self._is_long_in(words)
        if away == 1 and (is_alone or len(words) != len(self.full) or not is_name(words)):
            return 1
        if away == 1:
            return 1 if _is_swapped(words, self.full) or _differ_by_joining(words, self.full) else None
        is_two = away == 2 and len(self.core) >= VERY_LONG and self._is_long_in(words)
        return 2 if is_two and not words.endswith(self.core) and not _is_shortened(words, self.full) else None

    def _is_long_in(self, words: str) -> bool:
        """Whether what tells the unit from its neighbours is long, or stands in the words unchanged (万里街道)."""
        office = _OFFICE.match(self.core)
        return len(self.core) >= LONG and (office is None or office[1] in words)


def is_name(words: str) -> bool:
    """Whether words end as the name of a public body."""
    return _IS_NAME.search(words) is not None


def own_name(entity: str | None, region: str | None) -> OwnName | None:
    """The name of an identity, without the level in brackets behind it."""
    if not entity:
        return None
    full = without_tail(entity)
    return OwnName(full, region if region and full.startswith(region) and full != region else "")


def without_tail(words: str) -> str:
    """A name without what says which part of the unit is meant: （本级）, （部门）."""
    return _TAIL.sub("", words) or words


def distance(one: str, other: str) -> int:
    """How many characters must be changed, added, left out or swapped with the next to make one word the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row, older = row, [i], before
        for j, right in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def _is_swapped(one: str, other: str) -> bool:
    return sorted(one) == sorted(other)


def _differ_by_joining(one: str, other: str) -> bool:
    """Whether a word that joins stands for another: 与 for 和."""
    return all(left == right or {left, right} <= _JOINING for left, right in zip(one, other, strict=True))


def _is_shortened(words: str, full: str) -> bool:
    """Whether words only leave characters out, as a short form does."""
    rest = iter(full)
    return all(one in rest for one in words)
