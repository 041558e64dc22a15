"""The scorecard as files, made by the same writers as `jixiao score`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jixiao.reports.score_json import score_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import Scorecard


def as_json(card: Scorecard, lang: Language = "zh") -> bytes:
    """What `jixiao score --json` writes, byte for byte."""
    return (json.dumps(score_document(card, lang), ensure_ascii=False, indent=1) + "\n").encode()


def _html(card: Scorecard, lang: Language) -> bytes:
    from jixiao.reports.html.page import scorecard_html

    return scorecard_html(card, lang).encode()


def _xlsx(card: Scorecard, lang: Language) -> bytes:
    from jixiao.reports.workbook.book import scorecard_xlsx

    return scorecard_xlsx(card, lang)


def _docx(card: Scorecard, lang: Language) -> bytes:
    from jixiao.reports.printed.docx import scorecard_docx

    return scorecard_docx(card, lang)


def _pdf(card: Scorecard, lang: Language) -> bytes:
    from jixiao.reports.printed.pdf import scorecard_pdf

    return scorecard_pdf(card, lang)


# The form's name is the suffix of the file; each writer is loaded when it is asked for.
FORMS: dict[str, Callable[[Scorecard, Language], bytes]] = {
    "json": as_json,
    "xlsx": _xlsx,
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
}
