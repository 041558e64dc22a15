"""The number announced before a numbered list is the number of its items.

Skipped:
1. Numbers not directly followed by a list of at least two numbered items.

A list that also names the unit itself (本部, 本级) may have one item more; of several numbers (行政1家，事业4家) any
may be the one, or their sum.

Source: arithmetic; a list is as long as it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.block import Paragraph

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("列出的项数与所称个数一致", "a list has as many items as announced")

_ANNOUNCED = re.compile(
    r"(?P<number>\d{1,2})\s*(?:家|个|项|条|类|方面|部分)[^。；;\d]{0,16}(?:包括|如下|分别[是为]|具体[是为]?)[^。；;\d]{0,8}[:：]?\s*\Z"
)
_ITEM = re.compile(r"\s*[（(]?(?P<number>\d{1,2})\s*[)）.．、]")
_SELF = re.compile("本部|本级|本中心|本机关")
_COUNT = re.compile(r"(\d{1,2})\s*[家个项]")
_FEWEST = 2


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every announced list."""
    text, blocks = audited.document.text, audited.paragraphs
    for number, block in enumerate(blocks):
        match = _ANNOUNCED.search(text, block.start, block.end)
        items = _items(text, blocks[number + 1 :]) if match is not None else []
        if match is None or len(items) < _FEWEST:  # (1)
            continue
        place = audited.place(match.start("number"), match.end("number"))
        said, found = int(match["number"]), len(items)
        itself = any(_SELF.search(text, one.start, one.end) for one in (block, *items))
        counts = [int(one) for one in _COUNT.findall(text, block.start, match.end())]
        sums = {sum(counts[start:]) for start in range(len(counts))}
        if found in {*counts, *sums, said + itself}:
            yield passed(place)
            continue
        message = Text(f"称有 {said} 项，实际列出 {found} 项", f"{said} items are announced, {found} are listed")
        ends = tuple(audited.place(one.start, one.start + 2) for one in (items[0], items[-1]))
        yield failed(Finding(SEVERITY, message, (place, *ends), str(found), str(said), likelihood=45))


def _items(text: str, blocks: tuple[Paragraph, ...]) -> list[Paragraph]:
    """The paragraphs that go on numbering from 1."""
    found: list[Paragraph] = []
    for block in blocks:
        match = _ITEM.match(text, block.start, block.end)
        if match is None or int(match["number"]) != len(found) + 1:
            break
        found.append(block)
    return found
