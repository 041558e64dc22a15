"""Three sheets: the scorecard as recorded, its inputs with their sources, and the scores as live formulas."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports import figures, standing, words
from jixiao.reports.workbook.inputs_sheet import Inputs, write_inputs
from jixiao.reports.workbook.live import live_score
from jixiao.reports.workbook.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard

FIRST_ROW = 3
SCORE_HEADS = (
    (words.LEVEL_1, 14), (words.LEVEL_2, 14), (words.LEVEL_3, 28), (words.POINTS, 8), (words.SCORE, 8),
    (words.STATED, 8), (words.DIFFERENCE, 12), (words.STATE, 16), (words.READING, 26), (words.NOTE, 70),
)  # fmt: skip
LIVE_HEADS = (
    (words.LEVEL_1, 14), (words.LEVEL_3, 32), (words.POINTS, 8), (words.RECORDED, 12), (words.TRIED, 14),
    (words.CHANGE, 10), (words.NOTE, 60),
)  # fmt: skip


def scorecard_xlsx(card: Scorecard, lang: Language = "zh") -> bytes:
    """The workbook as bytes; the same scorecard gives the same bytes."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # A workbook carries a day of making: the day as of which was scored, since a clock would change the bytes.
        made = datetime.combine(card.as_of, time(), UTC).replace(tzinfo=None)
        title = f"{card.filing.entity} {card.filing.period}"
        book.set_properties({"title": title, "created": made, "author": "jixiao"})
        book.set_calc_mode("auto")
        styles = Styles(book, lang, card.framework.places)
        inputs = Inputs(card, words.SHEET_INPUTS.said(lang))
        _write_scores(book, styles, card, lang)
        write_inputs(book, styles, inputs, lang)
        if not card.framework.letters:
            _write_live(book, styles, card, inputs, lang)
    return out.getvalue()


def _subtitle(card: Scorecard, lang: Language) -> str:
    framework = card.framework
    version = words.filled(words.VERSION, str(framework.version)).said(lang)
    day = words.filled(words.AS_OF, card.as_of.isoformat()).said(lang)
    return f"{card.filing.entity} {card.filing.period} · {framework.name.said(lang)} {version} · {day}"


def _write_scores(book: Workbook, styles: Styles, card: Scorecard, lang: Language) -> None:
    sheet = book.add_worksheet(words.SHEET_SCORES.said(lang))
    styles.head(sheet, words.SCORECARD, _subtitle(card, lang), SCORE_HEADS, FIRST_ROW - 1)
    for number, result in enumerate(card.results):
        _write_result(sheet, styles, result, FIRST_ROW + number, lang)
    last = FIRST_ROW + len(card.results)
    if not card.framework.letters:
        sheet.write_string(last, 0, words.IN_ALL.said(lang), styles.sum_text)
        sheet.write_blank(last, 1, None, styles.sum_text)
        sheet.write_blank(last, 2, None, styles.sum_text)
        sheet.write_number(last, 3, float(standing.parts(card.results).points), styles.sum)
        sheet.write_number(last, 4, float(card.total), styles.sum)
        if card.stated_sum is not None:
            sheet.write_number(last, 5, float(card.stated_sum), styles.sum)
        _write_remarks(sheet, styles, card, last + 2, lang)
    sheet.freeze_panes(FIRST_ROW, 3)


def _write_result(sheet: Worksheet, styles: Styles, result: IndicatorResult, at: int, lang: Language) -> None:
    styles.line(sheet, at, len(SCORE_HEADS))
    names = [group.name.said(lang) for group in result.path]
    sheet.write_string(at, 0, names[0], styles.text)
    sheet.write_string(at, 1, " · ".join(names[1:]), styles.text)
    sheet.write_string(at, 2, result.indicator.name.said(lang), styles.text)
    sheet.write_number(at, 3, float(result.indicator.points), styles.points)
    if result.letter:
        sheet.write_string(at, 4, result.letter, styles.score)
    elif result.score is not None:
        sheet.write_number(at, 4, float(result.score), styles.score)
    if result.stated_value is not None:
        sheet.write_number(at, 5, float(result.stated_value), styles.points)
        if result.score is not None:
            sheet.write_number(at, 6, float(result.score - result.stated_value), styles.difference)
    state = standing.state(result)
    word = f"{standing.STATE_SHAPES[state]} {standing.STATE_WORDS[state].said(lang)}"
    sheet.write_string(at, 7, word, styles.text)
    used = next(one for one in result.readings if one.name == result.reading)
    reading = used.label.said(lang) if len(result.readings) > 1 else ""
    sheet.write_string(at, 8, reading, styles.note)
    sheet.write_string(at, 9, note(result, lang), styles.note)
    texts = {1: " · ".join(names[1:]), 2: result.indicator.name.said(lang), 8: reading, 9: note(result, lang)}
    styles.fit(sheet, at, SCORE_HEADS, texts)


def note(result: IndicatorResult, lang: Language) -> str:
    """Why the score is what it is, or what is missing."""
    if result.stated is not None and result.stated.unreadable:
        unreadable = [words.filled(Text("{}：{}", "{}: {}"), words.UNREADABLE, result.stated.unreadable)]
    else:
        unreadable = []
    lines = [*standing.telling_steps(result), *standing.missing_lines(result), *unreadable]
    return "\n".join(line.said(lang) for line in lines)


def _write_remarks(sheet: Worksheet, styles: Styles, card: Scorecard, at: int, lang: Language) -> None:
    """The totals that must not be mistaken for one another, each with its name."""
    rows = [
        (words.EVIDENCED, f"{figures.points(card.total)} / {figures.points(card.decided_points)}"),
        (words.STATED_ONLY, f"{figures.points(card.stated_only)} / {figures.points(card.stated_only_points)}"),
        (words.UNDECIDED, figures.points(card.undecided_points)),
        (words.TOTAL, figures.points(card.combined_total)),
        (words.GRADE, figures.ABSENT if card.grade is None else card.grade.name.said(lang)),
        (words.STATED_TOTAL, figures.points(card.stated_total)),
    ]
    for number, (name, value) in enumerate(rows):
        said = words.filled(Text("{}：{}", "{}: {}"), name, value)
        sheet.write_string(at + number, 0, said.said(lang), styles.remark)
    foot = standing.footing(card)
    if foot is not None:
        sheet.write_string(at + len(rows), 0, foot.said(lang), styles.remark)


def _write_live(book: Workbook, styles: Styles, card: Scorecard, inputs: Inputs, lang: Language) -> None:
    sheet = book.add_worksheet(words.SHEET_LIVE.said(lang))
    styles.head(sheet, words.SHEET_LIVE, words.TRY_HINT, LIVE_HEADS, FIRST_ROW - 1)
    told = {
        "range": words.OUT_OF_RANGE.said(lang),
        "not_applicable": words.NOT_APPLICABLE.said(lang),
        "cannot_tell": words.UNDECIDED.said(lang),
    }
    for number, result in enumerate(card.results):
        at = FIRST_ROW + number
        styles.line(sheet, at, len(LIVE_HEADS))
        sheet.write_string(at, 0, result.path[0].name.said(lang), styles.text)
        sheet.write_string(at, 1, result.indicator.name.said(lang), styles.text)
        sheet.write_number(at, 2, float(result.indicator.points), styles.points)
        cells, addresses = inputs.of(result)
        live = live_score(result, card.framework.places, cells, addresses, told)
        if result.score is not None:
            sheet.write_number(at, 3, float(result.score), styles.points)
            if live.formula:
                sheet.write_formula(at, 4, f"={live.formula}", styles.score, float(result.score))
            else:
                sheet.write_number(at, 4, float(result.score), styles.points)
            changed = f'IF(ISNUMBER(E{at + 1}),ROUND(E{at + 1}-D{at + 1},{card.framework.places}),"")'
            sheet.write_formula(at, 5, f"={changed}", styles.difference, 0)
        sheet.write_string(at, 6, live.reason.said(lang) if live.reason else "", styles.note)
    _write_sums(sheet, styles, card, lang)
    sheet.freeze_panes(FIRST_ROW, 2)


def _write_sums(sheet: Worksheet, styles: Styles, card: Scorecard, lang: Language) -> None:
    last = FIRST_ROW + len(card.results)
    sheet.write_string(last, 0, words.EVIDENCED.said(lang), styles.sum_text)
    sheet.write_blank(last, 1, None, styles.sum_text)
    points = standing.parts(card.results).points
    for column, letter, value in ((2, "C", points), (3, "D", card.total), (4, "E", card.total)):
        span = f"{letter}{FIRST_ROW + 1}:{letter}{last}"
        sheet.write_formula(last, column, f"=ROUND(SUM({span}),{card.framework.places})", styles.sum, float(value))
    sheet.write_formula(last, 5, f"=ROUND(E{last + 1}-D{last + 1},{card.framework.places})", styles.sum, 0)
