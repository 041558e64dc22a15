"""A number that is worded as a rate of change, a share or a degree of completion is printed with its unit.

Skipped:
1. Numbers that go on after their comma: 分别增长 5.1、6.2%.
2. Numbers of 1,000 and more, which no rate of such a sentence is, and fractions (占 1/3).
3. Paragraphs of label and number only, as a table leaves them that was read as lines.

A number is looked at where it stands right behind the word (增长, 下降, 占, 完成预算的 …; behind 增加 and 减少 a number
with decimals); its unit may be any, for changes are told in money too; but there has to be one.

Source: GB/T 15835-2011 出版物上数字用法; 上海市普陀区规划和自然资源局2024年度部门决算 第三部分五（一）.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("比率带有百分号等单位", "rates are printed with their unit")

_HEDGE = "(?:了|率|率为|额为|幅度|为|达|达到|至少|约|近|超|超过){0,3}"
_WORD = (
    rf"(?:(?:增长|下降|上升|增幅|降幅|减幅|增速|涨幅)(?:[（(][^（）()]{{2}}[)）])?{_HEDGE}"
    r"|(?P<amount>增加|减少|提高|降低)(?:了|约|近){0,2}(?=\d+[.．]\d)"
    r"|占(?:比|[^，。；、：“”（）()\d]{0,24}的)?(?:为|达|约|近|超过?)?"
    r"|完成(?:年初|年度|全年|调整后?|当年|全部)?(?:预算|计划|任务)数?的?(?:为|约)?"
    r"|(?:执行|完成)率(?:为|达到?))"
)
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.．]\d+)?)"
_RATE = re.compile(rf"(?P<word>{_WORD}){_NUMBER}(?=(?P<after>.?)(?P<next>.?))")
_STOPS = frozenset("。，；、：！？,;:）)”")
_COMMAS, _SLASHES = frozenset("、，,"), frozenset("/／")
_MARKS = re.compile("[，。；]")
_TOO_LARGE = 1000


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every number behind a word of rate."""
    for flat in flat_paragraphs(audited):
        for match in _RATE.finditer(flat.words):
            number, after = match["number"], match["after"]
            place = flat.of(match, "number")
            goes_on = after in _COMMAS and match["next"].isdigit()
            value = Decimal(number.replace(",", "").replace("．", "."))
            is_label = not after and not _MARKS.search(flat.words)
            if goes_on or after in _SLASHES or value >= _TOO_LARGE or is_label:  # (1) (2) (3)
                continue
            if after and after not in _STOPS:
                yield passed(place)
                continue
            message = Text(
                f"“{match['word']}{number}”缺少百分号或其他单位",
                f"{match['word']}{number} has neither a percent sign nor another unit",
            )
            expected = None if match["amount"] else f"{number}%"
            yield failed(Finding(SEVERITY, message, (place,), expected, number, likelihood=80))
