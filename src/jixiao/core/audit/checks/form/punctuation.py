"""Punctuation marks stand alone, and brackets and quotation marks come in pairs within a paragraph.

Skipped:
1. Marks that make one sign together: …… and 。。。, tables of contents, numbers of items closed by a bracket.
2. A pair that a page or a table divides: it opens in one paragraph and closes in one of the next.
3. Straight and single quotation marks: straight ones look alike at both ends, single ones are apostrophes too.
4. Text that was recognised from a picture: small marks are what recognition gets wrong.

Source: GB/T 15834-2011 标点符号用法 4.1, 4.8, 4.9.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.wording.flat import Flat

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("标点符号使用规范", "punctuation is sound")

BY_EYE = Text(
    "文字由图片识别得到，标点不足为凭", "the text was recognised from a picture: its punctuation proves nothing"
)
_DOUBLED = re.compile(r"(?<![。，；、：])(?:([。，；、：])(?!\1)[。，；、：]|([，；、：])\2|。。)(?![。，；、：])")
_PAIRS = {"）": "（", "》": "《", "”": "“", "】": "【", "〕": "〔"}
_WIDE = str.maketrans("()", "（）")
_ITEM = re.compile(r"(?:\A|[。；：，、])[\d一二三四五六七八九十a-zA-Z]{1,3}[)）]")
# So far ahead a pair that a page divides is still closed.
_NEXT = 3


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every paragraph without fault; one finding for each kind of fault, with all its places."""
    if audited.document.form == "picture":
        yield cannot_tell(BY_EYE)  # (4)
        return
    flats = list(flat_paragraphs(audited))
    doubled = [_doubled(one) for one in flats]
    single = _not_paired_later([_unpaired(one) for one in flats])
    for one, twos, ones in zip(flats, doubled, single, strict=True):
        if not twos and not ones:
            yield passed(one.whole)
    yield from _found(audited, [place for twos in doubled for place in twos], Text("标点重复或连用", "marks doubled"))
    brackets = [place for ones in single for sign, place in ones if sign not in "“”"]
    yield from _found(audited, brackets, Text("括号或书名号不成对", "brackets without their pair"))
    quotes = [place for ones in single for sign, place in ones if sign in "“”"]
    yield from _found(audited, quotes, Text("引号不成对", "quotation marks without their pair"))


def _doubled(flat: Flat) -> list[Place]:
    return [flat.of(match) for match in _DOUBLED.finditer(flat.words)]  # (1)


def _unpaired(flat: Flat) -> list[tuple[str, Place]]:
    """The brackets and quotation marks of a paragraph that have no partner in it."""
    text = flat.words.translate(_WIDE)
    closers = {match.end() - 1 for match in _ITEM.finditer(text)}  # (1)
    open_: list[int] = []
    alone: list[int] = []
    for index, sign in enumerate(text):
        if sign in _PAIRS.values():
            open_.append(index)
        elif sign in _PAIRS and (index not in closers or any(text[at] == _PAIRS[sign] for at in open_)):
            partner = next((at for at in reversed(open_) if text[at] == _PAIRS[sign]), None)
            if partner is None:
                alone.append(index)
            else:
                open_.remove(partner)
    return [(text[index], flat.place(index, index + 1)) for index in sorted([*alone, *open_])]


def _not_paired_later(single: list[list[tuple[str, Place]]]) -> list[list[tuple[str, Place]]]:
    """Take away what opens in one paragraph and closes in one of the next."""  # (2)
    for index, ones in enumerate(single):
        for sign, place in list(ones):
            for later in single[index + 1 : index + 1 + _NEXT]:
                closing = next((one for one in later if _PAIRS.get(one[0]) == sign), None)
                if closing is not None:
                    ones.remove((sign, place))
                    later.remove(closing)
                    break
    return single


def _found(audited: Audited, places: list[Place], what: Text) -> Iterator[Answer]:
    if not places:
        return
    signs = Counter(audited.words(place.start, place.end) for place in places)
    shown = "".join(f"「{sign}」" for sign in signs)
    count = len(places)
    message = what + Text(f"：{shown}，共 {count} 处", f": {' '.join(signs)}, {count} place{'s' if count > 1 else ''}")
    yield failed(Finding(SEVERITY, message, tuple(places), found=shown, likelihood=15))
