"""The sheet of inputs: every figure and decision once, with its unit, its whole number, and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.reports import words
from jixiao.reports.evidence import evidence
from jixiao.reports.workbook.live import Cell, cell_of, scaling_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.core.kernel.text import Language, Text
    from jixiao.core.scoring.reader import Binding
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.evidence import Evidence
    from jixiao.reports.workbook.styles import Styles

FIRST_ROW = 3
HEADS = (
    (words.RULE_ITEM, 30), (words.VALUE, 16), (words.UNIT, 8), (words.COUNT, 14), (words.CHECK, 12), (words.PERIOD, 10),
    (words.INDICATOR, 28), (words.DOCUMENT, 34), (words.SECTION, 26), (words.PAGE, 6), (words.PLACE, 14),
    (words.QUOTE, 22), (words.DECIDED_BY, 12), (words.EVIDENCE_SEEN, 34),
)  # fmt: skip


@dataclass(slots=True)
class InputRow:
    """One input: what it is, its cell, and the indicators that read it."""

    evidence: Evidence
    binding: Binding
    cell: Cell
    readers: list[Text]


class Inputs:
    """Every known input of a scorecard once, in the order in which the indicators read them."""

    def __init__(self, card: Scorecard, sheet: str) -> None:
        """Gather them; `sheet` is the name of the sheet on which they will stand."""
        self.sheet = sheet
        self._numbers: dict[tuple[str, object], int] = {}
        self._columns: dict[str, dict[str, int]] = {}
        self.rows: list[InputRow] = []
        for result in card.results:
            self._add(card, result)
        for result in card.results:
            # A figure counts in its last printed place, and more coarsely only where a score would not fit otherwise.
            if result.score is not None and scaling_of(result, self.of(result)[0]) is None:
                for number in self._columns.get(result.indicator.id, {}).values():
                    self.rows[number].cell = cell_of(self.rows[number].binding, coarse=True)

    def _add(self, card: Scorecard, result: IndicatorResult) -> None:
        bindings = [binding for binding in result.inputs if binding.integer is not None]
        for binding, one in zip(bindings, evidence(card, result), strict=True):
            key = (one.column, one.fact)
            if key not in self._numbers:
                self._numbers[key] = len(self.rows)
                self.rows.append(InputRow(one, binding, cell_of(binding), []))
            number = self._numbers[key]
            self.rows[number].readers.append(result.indicator.name)
            self._columns.setdefault(result.indicator.id, {})[one.column] = number

    def of(self, result: IndicatorResult) -> tuple[dict[str, Cell], dict[str, str]]:
        """An indicator's cells and the addresses of their whole numbers, by column."""
        columns = self._columns.get(result.indicator.id, {})
        cells = {name: self.rows[number].cell for name, number in columns.items()}
        return cells, {name: f"'{self.sheet}'!$D${FIRST_ROW + number + 1}" for name, number in columns.items()}


def write_inputs(book: Workbook, styles: Styles, inputs: Inputs, lang: Language) -> Worksheet:
    """The sheet: values to change in yellow, whole numbers as formulas beside them."""
    sheet = book.add_worksheet(words.SHEET_INPUTS.said(lang))
    styles.head(sheet, words.SHEET_INPUTS, words.INPUTS_HINT, HEADS, FIRST_ROW - 1)
    for number, row in enumerate(inputs.rows):
        _write_row(sheet, styles, row, FIRST_ROW + number, lang)
    sheet.freeze_panes(FIRST_ROW, 1)
    return sheet


def _write_row(sheet: Worksheet, styles: Styles, row: InputRow, at: int, lang: Language) -> None:
    one, cell = row.evidence, row.cell
    value, per_unit = f"B{at + 1}", f"{cell.per_unit:f}"
    limit = 10**14
    is_whole = f"AND(ABS({value}*{per_unit}-ROUND({value}*{per_unit},0))<0.000001,ABS({value}*{per_unit})<{limit})"
    fine = words.TOO_MANY_DECIMALS.said(lang)
    styles.line(sheet, at, len(HEADS))
    sheet.write_string(at, 0, one.label.said(lang), styles.text)
    sheet.write_number(at, 1, float(cell.value), styles.entry(cell.value))
    sheet.write_string(at, 2, _unit(row, lang), styles.text)
    whole = f"IF(ISNUMBER({value}),IF({is_whole},ROUND({value}*{per_unit},0),NA()),NA())"
    sheet.write_formula(at, 3, f"={whole}", styles.count, cell.count)
    sheet.write_formula(at, 4, f'=IF(ISNUMBER({value}),IF({is_whole},"","{fine}"),"")', styles.note, "")
    sheet.write_string(at, 5, one.fact.period.name if one.fact else "", styles.text)
    texts = {6: styles.listed([name.said(lang) for name in row.readers]), **_source(one)}
    for column, text in texts.items():
        sheet.write_string(at, column, text, styles.text)
    styles.fit(sheet, at, HEADS, {0: one.label.said(lang), **texts})


def _unit(row: InputRow, lang: Language) -> str:
    if row.evidence.fact is not None:
        return row.evidence.fact.unit.symbol
    clause = row.binding.input.clause
    return "" if clause is None else words.CLAUSE_UNITS[clause.kind].said(lang)


def _source(one: Evidence) -> dict[int, str]:
    """Where the input comes from, by column."""
    said = {}
    citation, judgement = one.citation, one.judgement
    if citation is not None:
        page = "" if citation.page is None else str(citation.page)
        said = {7: citation.document.title, 8: citation.section or "", 9: page, 10: citation.place or ""}
        said[11] = citation.quote or ""
    if judgement is not None:
        said |= {12: f"{judgement.by} {judgement.on}", 13: judgement.evidence}
    return said
