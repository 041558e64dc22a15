"""Joints: what stands between two lines that belong together."""

from __future__ import annotations

import re

from jixiao.documents.readers.page.glyph import is_wide

NUMBER = re.compile(r"[-－−+]?\d[\d,，]*(?:[.．]\d+)?[%％]?")
_WELL_FORMED = re.compile(r"[-－−+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％]?")
_ENDING = re.compile(r"[-－−+]?[\d,，]*\d[.．,，]?\d*$")
_BEGINNING = re.compile(r"[.．,，]?\d[\d,，]*(?:[.．]\d+)?[%％]?|[%％]")

_CODE = re.compile(r"2\d{6}|[23]\d{4}")


def joint(before: str, after: str, in_cell: bool = False) -> str:
    """What stands between two lines: nothing inside Chinese text and inside a broken number, else a blank."""
    last, first = before[-1:], after[:1]
    if not last or not first or is_wide(last) or is_wide(first):
        return ""
    head, tail = _ENDING.search(before), _BEGINNING.match(after)
    if head and tail:
        return "" if _is_broken(head.group(), tail.group(), in_cell) else " "
    return "" if last == "-" or first in "%％)）,.;:" else " "


def _is_broken(head: str, tail: str, in_cell: bool) -> bool:
    """Whether two parts are one number; a cell may hold several, one below the other."""
    if _WELL_FORMED.fullmatch(head + tail) is None:
        return False
    whole, point, cents = head.replace("．", ".").rpartition(".")
    if point and whole and len(cents) >= 2 and tail[0].isdecimal():
        return False
    if in_cell and head.isdecimal() and tail.isdecimal():
        # Whole numbers, one below the other, are several; only a code of a class is known by its length.
        return len(tail) < len(head) and _CODE.fullmatch(head + tail) is not None
    return True
