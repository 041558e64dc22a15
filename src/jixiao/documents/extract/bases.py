"""Against what a change is told: 比2023年预算, 与上年度相比, 同比; the last such words before the change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.document.statement import Piece

if TYPE_CHECKING:
    from jixiao.documents.extract.sentences.folding import Folded

_YEAR = r"(?:上一?年度?|去年度?|20\d\d年度?)(?:同期|当年|年初)?"
# 比2023年度三公经费预算执行数: what is compared stands up to the last of these words, and before the direction.
_NOUN = r"(?:[^，。；：、\d增减升降持]{0,20}?(?:预算执行数|预算安排数?|预算数|预算|执行数|决算数?))?"
_PLAN = r"(?:年初|全年|调整后?|当年|本年)(?:部门)?预算(?:数|安排|金额)?"
_AGAINST = rf"(?:{_YEAR}{_NOUN}|{_PLAN})"
_BASE = re.compile(
    rf"(?:相?比|相?较于?|对比){_AGAINST}(?:相比|比较)?"
    rf"|[与同跟和]{_AGAINST}(?:相比|比较|相较|比|(?=基?本?(?:持平|一致|相同|相当)))"
    r"|同比"
)


def base_before(sentence: Folded, offset: int) -> Piece | None:
    """The words that end at an offset of the document or before it, as printed; None where the sentence has none.

    A later comparison of the sentence takes the place of an earlier one; what names no base shares that before it.
    """
    found = None
    for match in _BASE.finditer(sentence.text):
        start, end = sentence.places[match.start()], sentence.places[match.end() - 1] + 1
        if end <= offset:
            found = Piece(start, end, sentence.source[start:end])
    return found
