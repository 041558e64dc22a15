"""Sample documents with a few slips, each of a kind that published documents really have, for the audit to find."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from jixiao.reports.samples.content import Grid, Words
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.reports.samples.content import Piece, SampleDocument

ENTITY = "示例市样本区园区建设中心"
SEED = 7
Sort = TypeVar("Sort", Grid, Words)
_AMOUNT = re.compile(r"\d[\d,]*\.\d+")


def wounded_documents(year: int = 2024) -> list[SampleDocument]:
    """Budget, accounts and self-evaluation of one department for one year, each with its slips."""
    return [_budget(year), _accounts(year), _self_evaluation(year)]


def _accounts(year: int) -> SampleDocument:
    """Digits of a cell swapped, a total of the text off, a rate off, a note and a phrase of the template left in."""
    document = accounts(year, ENTITY, SEED)
    document = _in_table(document, "支出决算表", "一般行政管理事务", 2, _swapped)
    document = _in_words(document, "其中：基本支出", lambda text: _nth(text, 1, _swapped))
    document = _in_words(document, "（款）行政单位医疗（项）", lambda text: _nth(text, 2, _last_digits))
    document = _in_words(
        document, f"与{year - 1}年度相比", lambda text: re.sub("，(增长|下降)", "，增长（下降）", text)
    )
    return _after(document, "财政拨款“三公”经费支出决算表", "注：本部门本年度没有“三公”经费支出，故本表为空表。")


def _budget(year: int) -> SampleDocument:
    """A direction word turned round, and an amount that the tables do not have."""
    document = budget(year, ENTITY, SEED)
    document = _in_words(document, "（款）事业单位离退休（项）", _turned)
    return _in_words(document, "（款）住房公积金（项）", lambda text: _nth(text, 2, _swapped))


def _self_evaluation(year: int) -> SampleDocument:
    """A goal missed, and progress that falls from one quarter to the next."""
    document = self_evaluation(year, ENTITY, SEED)
    document = _in_words(document, "第一季度预算累计支出数", lambda text: _nth(text, 4, _first_digit))
    return _in_table(document, "部门整体支出绩效目标完成情况", "产出指标", 4, lambda _: "242 家")


def _in_words(document: SampleDocument, where: str, change: Callable[[str], str]) -> SampleDocument:
    """The document with the first paragraph that holds some words changed."""
    return _changed(document, Words, lambda one: where in one.text, lambda one: Words(change(one.text)))


def _in_table(
    document: SampleDocument, title: str, row: str, column: int, change: Callable[[str], str]
) -> SampleDocument:
    """The document with one cell changed, in the first row that holds some words."""

    def wound(grid: Grid) -> Grid:
        at = [row in cells for cells in grid.rows].index(True)
        cells = list(grid.rows[at])
        cells[column] = change(cells[column])
        return replace(grid, rows=(*grid.rows[:at], tuple(cells), *grid.rows[at + 1 :]))

    return _changed(document, Grid, lambda one: one.title.endswith(title), wound)


def _after(document: SampleDocument, title: str, note: str) -> SampleDocument:
    """The document with a paragraph behind a table."""
    titles = [one.title if isinstance(one, Grid) else "" for one in document.pieces]
    after = titles.index(title) + 1
    return replace(document, pieces=(*document.pieces[:after], Words(note), *document.pieces[after:]))


def _changed(
    document: SampleDocument, kind: type[Sort], wanted: Callable[[Sort], bool], change: Callable[[Sort], Piece]
) -> SampleDocument:
    """The document with the first fitting piece changed; raises `ValueError` where there is none."""
    pieces = list(document.pieces)
    for place, piece in enumerate(pieces):
        if isinstance(piece, kind) and wanted(piece):
            pieces[place] = change(piece)
            if pieces[place] == piece:
                raise ValueError(f"{document.name}: the wound leaves {piece!r:.80} as it is")
            return replace(document, pieces=tuple(pieces))
    raise ValueError(f"{document.name}: no place for the wound")


def _nth(text: str, index: int, change: Callable[[str], str]) -> str:
    """The text with its amount number `index` (from 0) changed."""
    match = list(_AMOUNT.finditer(text))[index]
    return text[: match.start()] + change(match[0]) + text[match.end() :]


def _swapped(number: str) -> str:
    """Two neighbouring unequal digits the other way round, the first that are."""
    for place in range(len(number) - 1):
        one, other = number[place], number[place + 1]
        if one.isdigit() and other.isdigit() and one != other and not (place == 0 and other == "0"):
            return number[:place] + other + one + number[place + 2 :]
    raise ValueError(f"{number} has no two digits to swap")


def _first_digit(number: str) -> str:
    """The leading digit one lower."""
    return str(max(1, int(number[0]) - 2)) + number[1:]


def _last_digits(number: str) -> str:
    """A rate with its last two digits the other way round, or one of them changed where they are equal."""
    one, other = number[-2], number[-1]
    return number[:-2] + (other + one if one != other else one + str((int(other) + 5) % 10))


def _turned(text: str) -> str:
    """The direction words the other way round."""
    return re.sub("增加|减少", lambda match: "减少" if match[0] == "增加" else "增加", text)
