"""Numbers that state nothing: dates, ordinals, codes, references, page numbers, names. Judged by what stands beside."""

from __future__ import annotations

import re
from bisect import bisect_right

# Whole stretches: addresses, titles of documents, dates written with points or strokes, telephone numbers.
_STRETCH = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9./?=&%#_:~+@-]+|[A-Za-z0-9._-]{1,40}@[A-Za-z0-9.-]{1,60}"
    r"|《[^《》]{1,120}》"
    r"|(?<!\d)(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|[〔\[(](?:19|20)\d\d[〕\])]第?\d{1,5}号"
)
_LINK = "[、,，~—和及至到-]"
_DAYS = "日(?!内|以内|之内|均|游|后|左右|以上)"
# What makes the number before it a date, a page, a place in an order or a name.
_BEHIND = re.compile(
    rf"月(?!租|饼|薪)|{_DAYS}|号(?!召)|页|强(?!度|化|势|调|制)|年(?:度|末|初|底|份|代|级|\d{{1,2}}月)"
    rf"|(?:{_LINK}\d{{1,2}})+(?:月|{_DAYS})|[:：/]\d"
    r"|时(?!间|代|期|效|速|段|尚|长|节|刻|装)|点(?=\d|半|整|钟|至|前|后)|世纪|届|版本?(?!权)"
)
_BEFORE = re.compile(r"(?:第(?:\d{1,4}[、~—和及至到-])?|[Nn][Oo]\.?|#|\d[:：/]|\d[时点]|÷)\Z")
_REFERENCE = re.compile(r"(?:附件|附表|附录|附图|专栏|详见|(?<![代发填报列])表|(?:\A|[见如(。，；])图)\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_QUARTER = re.compile(r"季度?")
_WORD = re.compile(r"[^\W\d_]")


class Stretches:
    """The stretches of a view that hold no figures."""

    def __init__(self, view: str) -> None:
        """Find them once."""
        spans = [match.span() for match in _STRETCH.finditer(view)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def hold(self, index: int) -> bool:
        """Whether a place of the view lies in one."""
        found = bisect_right(self._starts, index) - 1
        return found >= 0 and index < self._ends[found]


def is_ill_formed(number: str) -> bool:
    """Section numbers (1.2.3), codes (0755, 007) and runs of digits that no figure has."""
    leading_zero = len(number) > 1 and number[0] == "0" and number[1].isdigit()
    return leading_zero or number.count(".") > 1 or len(number) > 26 or (number.isdigit() and len(number) > 15)


def is_year(number: str) -> bool:
    """Whether a number may be a year."""
    return _YEAR.match(number) is not None


def is_refused(number: str, left: str, right: str) -> bool:
    """Whether what stands beside a number makes it a date, an ordinal or a reference, unit or no unit."""
    behind = _BEHIND.match(right)
    if behind and not (behind.group() == "日" and number.startswith("-")):
        return True
    if _BEFORE.search(left):
        return True
    # 4．2025年部门预算 is item 4 of a list.
    if right.startswith("年") and is_year(number.rpartition(".")[2]):
        return True
    small = number.isdigit() and len(number) <= 3
    if small and (
        _REFERENCE.search(left) or (number in "1234" and _QUARTER.match(right) and left[-1:] not in ("每", "近"))
    ):
        return True
    # .5% is no 5 %.
    if left[-1:] == ".":
        return True
    if left[-1:] == "前" and right[:1] in ("名", "位"):
        return True
    return left[-1:] == "," and left[-2:-1].isdigit()


def is_bare_refused(number: str, left: str, right: str, parted: bool) -> bool:
    """Whether a number without a unit states nothing: a year, a list number, part of a name or of a slogan (20+8).

    `parted` tells that a line or a cell ends behind the number.
    """
    before, behind = left[-1:], right[:1]
    if is_year(number) or before in {".", "…", "·", "+", "_"} or behind in {"+", "_", "×"}:
        return True
    if before == "-" or (behind in {"-", ","} and right[1:2].isalnum()):
        return True
    if not number.isdigit():
        return False
    if behind in {".", "、"} or (len(number) < 3 and behind == ")"):
        return True
    return not parted and _WORD.match(behind) is not None
