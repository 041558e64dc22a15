"""What was done to read a figure, and the sentence that tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import grouped
from jixiao.core.kernel.text import Text, joined
from jixiao.documents.normalise.squeezing import UNSEEN

if TYPE_CHECKING:
    from jixiao.core.document.figure import Figure
    from jixiao.documents.normalise.squeezing import View

_WIDE = re.compile("[０-９．，＋－−–]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_TOLD = {
    "full_width": Text("全角字符改为半角", "full-width characters made half-width"),
    "blanks": Text("去掉数字中间的空白", "blanks inside the number removed"),
    "unseen": Text("去掉看不见的字符", "invisible characters removed"),
    "thousands": Text("去掉千分位分隔符", "thousands separators removed"),
    "list_number": Text("去掉连写在前的条目序号", "the number of the list item written before it removed"),
    "range": Text("区间的一端；单位写在区间之后", "one end of a range; its unit stands behind the range"),
    "chinese": Text("中文数字换成阿拉伯数字", "Chinese numeral turned into digits"),
}


def conversions(view: View, start: int, end: int, *, listed: bool = False, ranged: bool = False) -> tuple[str, ...]:
    """The steps that reading the number between two places of the view needed, in the order of `explain`."""
    printed = view.printed(start, end)
    steps = {
        "full_width": _WIDE.search(printed) is not None,
        "blanks": any(letter.isspace() for letter in printed),
        "unseen": _UNSEEN.search(printed) is not None,
        "thousands": "," in printed or "，" in printed,
        "list_number": listed,
        "range": ranged,
    }
    return tuple(step for step, done in steps.items() if done)


def explain(figure: Figure, text: str) -> Text:
    """How a figure was read, for people: what stands in the document, what it says, what was done in between."""
    printed = text[figure.start : figure.end].replace("\n", " ")
    value = f"{grouped(figure.number)} {figure.unit}".rstrip()
    said = Text(f"原文“{printed}”读作 {value}", f"printed “{printed}”, read as {value}")
    steps = [_TOLD[step] for step in figure.steps if step in _TOLD]
    if not steps:
        return said
    return said + Text("：", ": ") + joined(steps)
