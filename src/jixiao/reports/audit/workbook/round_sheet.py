"""The sheet of a second round: what became of every earlier finding, and what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.audit.rounds import words as round_words
from jixiao.reports.audit.workbook import words
from jixiao.reports.audit.workbook.finding_sheets import titled
from jixiao.reports.audit.workbook.grid import Column, Formats, Grid
from jixiao.reports.facts import fact_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.rounds import Changes, Rounds

COLUMNS = (
    Column(words.OUTCOME, 12), Column(words.UNIT, 24), Column(words.YEAR, 8), Column(words.KIND, 16),
    Column(words.PAGE, 6, "count"), Column(words.SEVERITY, 8, "severity"), Column(words.CHECK, 24),
    Column(words.MESSAGE, 50), Column(words.WAS, 16), Column(words.IS, 16), Column(words.EXPECTED, 16),
    Column(words.QUOTE, 18), Column(words.REMARK, 30),
)  # fmt: skip


def write_round(formats: Formats, rounds: Rounds, catalogue: Mapping[str, Check]) -> None:
    """A line for every finding of either round, rounding notes too."""
    grid = Grid(formats, words.ROUND, words.ROUND_HINT, COLUMNS)
    for one in rounds.documents:
        kind = fact_words.kind(one.kind).said(formats.lang)
        _write(grid, one.changes, [one.entity or one.path or one.earlier_path, one.period, kind], catalogue)
        if one.absent is not None and not one.changes.unseen:
            own = [one.entity or one.earlier_path, one.period, kind]
            absent = [round_words.UNSEEN.said(formats.lang), *own, *[None] * 8, one.absent.said(formats.lang)]
            grid.row(absent)
    _write(grid, rounds.related, [round_words.ACROSS.said(formats.lang), None, None], catalogue)
    grid.finish()


def _write(grid: Grid, changes: Changes, own: Sequence[str | None], catalogue: Mapping[str, Check]) -> None:
    lang = grid.formats.lang
    before = {id(one.now): one.earlier for one in changes.still}
    for name, sign, word in round_words.OUTCOMES:
        for row, remark in round_words.rows_of(changes, name, lang):
            earlier = before.get(id(row), None if name == "new" else row)
            page = row["places"][0].get("page")
            grid.row(
                [
                    f"{sign} {word.said(lang)}", *own, page if isinstance(page, int) else None,
                    round_words.severity(row, lang), titled(row["check"], catalogue, lang),
                    round_words.message(row, lang), None if earlier is None else _printed(earlier, "found"),
                    _printed(row, "found") if name in ("still", "new") else None, _printed(row, "expected"),
                    row["places"][0]["quote"], remark,
                ],
                row["severity"],
            )  # fmt: skip


def _printed(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return None if value is None else str(value)
