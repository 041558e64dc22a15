"""The scorecard as PDF: the official table, then every loss with its arithmetic and its sources.

Set by typst with the typeface that travels with the program: no font of the machine is looked at, no clock is read, and
the same scorecard gives the same bytes.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from jixiao.reports import figures, standing, words
from jixiao.reports.evidence import evidence
from jixiao.reports.printed.official_table import HEADS, official_table
from jixiao.reports.printed.typeface import FAMILY, printable

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.printed.official_table import Level, Row
    from jixiao.reports.standing import Contradiction

SHOWN_LEVERS = 2


def scorecard_pdf(card: Scorecard, lang: Language = "zh") -> bytes:
    """The document as bytes, A4."""
    import typst

    data = json.dumps(_printable(_data(card, lang)), ensure_ascii=False)
    assets = files("jixiao.reports") / "assets"
    template = (assets / "scorecard.typ").read_bytes()
    with as_file(assets / "fonts") as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        made = typst.compile(template, format="pdf", font_paths=fonts, sys_inputs={"data": data}, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def _printable(value: Any) -> Any:  # noqa: ANN401  # JSON
    """The data with every text in characters of the typeface."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    return value


def _data(card: Scorecard, lang: Language) -> dict[str, Any]:
    table = official_table(card)
    year = f"{table.period} 年" if lang == "zh" else table.period
    return {
        "lang": lang,
        "font": FAMILY,
        "title": f"{table.entity} {table.period}",
        "heading": table.title.said(lang),
        "entity": f"{words.ENTITY.said(lang)}：{table.entity}" if lang == "zh" else table.entity,
        "period": year,
        "footer": f"{table.entity} {year} · {words.SCORECARD.said(lang)}",
        "heads": [head.said(lang) for head in HEADS],
        "rows": [
            _row(row, result, lang) for row, result in zip(table.rows, card.results, strict=True)
        ],
        "points": table.points,
        "score": table.score,
        "remarks": [remark.said(lang) for remark in table.remarks],
        "losses": [] if card.framework.letters else [_item(card, r, lang) for r in standing.losing(card)],
        "untold": [_item(card, r, lang) for r in standing.in_state(card, "untold")],
        "conflicts": [_conflict(one, lang) for one in standing.contradictions(card)],
        "documents": [
            {"title": f"《{one.title}》", "publisher": one.publisher or "", "hash": one.sha256 or ""}
            for one in card.filing.documents.values()
        ],
        "words": {
            "total": words.IN_ALL.said(lang),
            "lost": words.WHERE_LOST.said(lang),
            "untold": words.CANNOT_TELL.said(lang),
            "conflicts": words.CONFLICTS.said(lang),
            "documents": words.SOURCES.said(lang),
        },
    }  # fmt: skip


def _row(row: Row, result: IndicatorResult, lang: Language) -> dict[str, Any]:
    return {
        "first": _level(row.first, lang),
        "second": _level(row.second, lang),
        "name": row.name.said(lang),
        "points": row.points,
        "criterion": row.criterion.said(lang),
        "score": row.score,
        "lost": standing.state(result) == "lost",
        "note": row.note.said(lang),
    }


def _level(level: Level | None, lang: Language) -> dict[str, Any] | None:
    if level is None:
        return None
    return {"name": level.name.said(lang), "points": level.points, "rows": level.rows}


def _item(card: Scorecard, result: IndicatorResult, lang: Language) -> dict[str, Any]:
    """One indicator with everything that explains it."""
    places = card.framework.places
    points = figures.points(result.indicator.points, places)
    stated = ""
    if result.stated_value is not None:
        sign = "" if result.score is None else " ≠" if result.differs else " ="
        stated = f"{words.STATED.said(lang)} {figures.points(result.stated_value, places)}{sign}"
    return {
        "name": result.indicator.name.said(lang),
        "path": " · ".join(group.name.said(lang) for group in result.path),
        "score": f"{figures.points(result.score, places)} / {points}",
        "lost": f"−{figures.points(result.lost, places)}" if result.lost else "",
        "stated": stated,
        "steps": _lines(result, lang),
        "levers": [lever.text.said(lang) for lever in result.levers if lever.gain > 0][:SHOWN_LEVERS],
        "readings": _readings(result, lang),
        "sources": _sources(card, result, lang),
    }  # fmt: skip


def _lines(result: IndicatorResult, lang: Language) -> list[str]:
    """The telling steps of a score, or what is missing for one."""
    if result.score is not None:
        return [step.said(lang) for step in standing.telling_steps(result)]
    return [line.said(lang) for line in standing.missing_lines(result)]


def _readings(result: IndicatorResult, lang: Language) -> list[dict[str, str]]:
    """The readings of a scored indicator: ● used, ○ others; those that give the stated score say so."""
    if result.score is None or len({one.shown for one in result.readings}) == 1:
        return []
    return [
        {
            "sign": "●" if one.name == result.reading else "○",
            "shown": one.shown or one.outcome.label.said(lang),
            "label": one.label.said(lang) + (f" · {words.AGREES.said(lang)}" if one.name in result.reproduces else ""),
        }
        for one in result.readings
    ]


def _sources(card: Scorecard, result: IndicatorResult, lang: Language) -> list[dict[str, str]]:
    told = [one for one in evidence(card, result) if one.is_told_in(result)]
    return [
        {"label": one.label.said(lang), "shown": one.shown.said(lang), "place": str(one.citation or "")} for one in told
    ]


def _conflict(one: Contradiction, lang: Language) -> dict[str, Any]:
    facts = [fact for fact in (one.resolution.chosen, *one.resolution.rivals) if fact is not None]
    return {
        "name": f"{facts[0].concept.term.said(lang)} {facts[0].period}",
        "sides": [{"shown": str(fact), "place": str(fact.source)} for fact in facts],
    }
