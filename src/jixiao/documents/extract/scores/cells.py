"""What a cell of a score table can be: a number of points, a name, a piece of prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from jixiao.core.document.figure import Figure
from jixiao.core.kernel.numerals import read_decimal
from jixiao.documents.extract.table_lines import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.document.statement import Piece

Kind = Literal["number", "words", "prose"]
TOTAL = "合计"
_NUMBER = re.compile(r"\*?(\d{1,4}(?:\.\d{1,4})?)分?")
_TOTALS = re.compile(
    r"(?:自评|评价|综合)?(?:合计|总计|总分|总得分|综合评分|综合得分|合计得分|自评得分)(?:[(（].{1,8}[)）])?"
)
_PROSE = re.compile(r"[。；;：:！？，,]|\A[(（]?\d{1,2}[.．、)）](?!\d)|\d分|是否")
_ITEM = re.compile(r"\A[(（]?\d{1,2}[.．、)）]")
# The longest official name of an indicator has twenty characters.
MOST_NAME = 28


def kind_of(piece: Piece) -> Kind:
    """Whether a cell is a number, short words such as a name, or prose such as a criterion."""
    words = squeezed(piece.text)
    if _NUMBER.fullmatch(words):
        return "number"
    return "prose" if len(words) > MOST_NAME or _PROSE.search(words) else "words"


def score_figure(text: str, piece: Piece) -> Figure | None:
    """The number of a cell that holds nothing else; blanks that tore it are read over."""
    found = _NUMBER.fullmatch(squeezed(piece.text))
    if found is None:
        return None
    printed = text[piece.start : piece.end]
    first = next(n for n, letter in enumerate(printed) if letter.isdigit())
    last = max(n for n, letter in enumerate(printed) if letter.isdigit())
    number = printed[first : last + 1]
    steps = tuple(
        step
        for step, is_needed in (("full_width", not number.isascii()), ("blanks", len(number.split()) > 1))
        if is_needed
    )
    return Figure(piece.start + first, piece.start + last + 1, read_decimal(found[1]), steps=steps)


def is_item(piece: Piece) -> bool:
    """Whether prose begins with an item's number, as the clauses of criteria do."""
    return _ITEM.match(squeezed(piece.text)) is not None


def is_total(piece: Piece) -> bool:
    """Whether a cell names the row of the total."""
    return _TOTALS.fullmatch(squeezed(piece.text)) is not None


def as_name(printed: str) -> str:
    """An indicator's name as it is compared."""
    return squeezed(printed).strip("*:：.。、 ")


def known_names(names: Iterable[str]) -> frozenset[str]:
    """The names that frameworks know, as they are compared."""
    return frozenset(as_name(name) for name in names)
