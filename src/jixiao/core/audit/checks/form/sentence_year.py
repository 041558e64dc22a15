"""A report speaks of its own year where a sentence about the unit begins with a year.

Skipped:
1. Documents that are no self-evaluation, or of an unknown year.
2. Sentences that name another year as well: they compare, or tell a development.
3. Reports in which fewer than three such sentences are of its own year, or hardly most of them.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号） 第六条 (an evaluation is of a period).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("句首的年份是本年度", "sentences about the unit begin with its own year")

_BEGINS = re.compile(
    r"(?:(?<=。)|(?<=；)|\A)(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.])?(?:截至)?(?P<year>20\d\d)年"
    r"(?:度|年?末|年末)?[，,]?(?=(?:本部门|本单位|我[局委办署]|项目支出|年末|年初预算|部门|财政拨款)[^。；]*\d)"
    r"|(?:本部门|本单位|我[局委办署])(?P<own>20\d\d)年(?=度?(?:整体支出|财政拨款|部门预算|预算)[^。；]*\d)"
)
_YEAR = re.compile(r"20\d\d(?=年)")
_FEWEST, _MOST_OTHERS = 3, 3


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every sentence that begins with a year."""
    identity = audited.statements.identity
    if identity.kind != "self_evaluation" or identity.year is None:  # (1)
        return
    found = list(_years(audited))
    own = sum(year == identity.year for year, _ in found)
    for year, place in found:
        if year == identity.year:
            yield passed(place)
        elif own >= _FEWEST and (len(found) - own) * _MOST_OTHERS <= own:  # (3)
            message = Text(
                f"报告年度为 {identity.year} 年，其他各处都写本年，此处写 {year} 年",
                f"the report is of {identity.year}, as the other sentences say; here it is {year}",
            )
            yield failed(Finding(SEVERITY, message, (place,), str(identity.year), str(year), likelihood=45))


def _years(audited: Audited) -> Iterator[tuple[int, Place]]:
    for flat in flat_paragraphs(audited):
        for match in _BEGINS.finditer(flat.words):
            end = next((i for i in range(match.end(), len(flat.words)) if flat.words[i] in "。；"), len(flat.words))
            if len(set(_YEAR.findall(flat.words, match.start(), end))) == 1:  # (2)
                group = "year" if match["year"] else "own"
                yield int(match[group]), flat.of(match, group)
