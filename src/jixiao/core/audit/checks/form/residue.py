"""Nothing that a template leaves behind stands in the document: alternatives, placeholders, instructions.

Skipped:
1. Both directions in a word that names a rate or a range (增长（下降）率), and in rules of scoring.
2. Both directions and blanks to fill in cells of tables, where heads and forms have them of right; figures beside them
   are looked at all the same.
3. Blanks in a line to sign or to date.

Equal words left in several places are one finding with all places.

Source: 财政部 地方预决算公开操作规程 (what is published is complete and true).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.wording.flat import flat_of, worded_cells
from jixiao.core.audit.wording.template_words import LEFT, RULES, TOLD
from jixiao.core.document.block import Paragraph
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.wording.flat import Flat
    from jixiao.core.audit.wording.template_words import Rule

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("没有模板残留", "no residue of a template")

_SCORED = re.compile(r"[^。；]*(?:扣\d|扣分|得分|[加计]分)")
_SIGNED = re.compile(r"(?:签[字名章]|盖章|日期|电话|人)[^，。；]{0,6}\Z")
# A page of instructions may be part of a form that was published as it is.
_MANUAL = re.compile(r"\A(?:填[表报]|注[：:]|备注|编制说明)")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every paragraph and table without residue, one for all places of equal residue."""
    found: dict[tuple[Rule, str], list[Place]] = defaultdict(list)
    for block in audited.document.blocks:
        stretches = [block] if isinstance(block, Paragraph) else worded_cells(audited, block)
        left = [hit for one in stretches for hit in _left(flat_of(audited, one), isinstance(block, Paragraph))]
        for rule, words, place in left:
            found[rule, words].append(place)
        if not left:
            yield passed(audited.place(block.start, block.end))
    for (rule, words), places in found.items():
        severity = SEVERITY if rule.likelihood == 100 else Severity.SUSPICIOUS
        message = rule.what + Text(f"：“{words}”", f": “{words}”")
        if len(places) > 1:
            message += Text(f"，共 {len(places)} 处", f", in {len(places)} places")
        yield failed(Finding(severity, message, tuple(places), found=words, likelihood=rule.likelihood))


def _left(flat: Flat, is_running: bool) -> Iterator[tuple[Rule, str, Place]]:
    """What is left in a stretch; of rules that overlap the first."""
    taken: list[tuple[int, int]] = []
    for rule in RULES:
        for match in rule.words.finditer(flat.words) if is_running or rule.in_cells else ():  # (2)
            start, end = match.span()
            is_taken = any(start < other_end and other < end for other, other_end in taken)
            if not is_taken and not _belongs(rule, match):
                taken.append((start, end))
                yield rule, match[0], flat.of(match)


def _belongs(rule: Rule, match: re.Match[str]) -> bool:
    """Whether the words stand where such words belong."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if rule.what is LEFT:
        return before.endswith("每") or _SCORED.match(after) is not None  # (1)
    if rule.what is TOLD:
        return _MANUAL.match(match.string) is not None
    return match[0][0] in "_＿" and _SIGNED.search(before) is not None  # (3)
