"""The score under each reading as dots on a line: the one in use filled, the stated score ringed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import IndicatorResult

WIDTH, EDGE, LINE = 360, 16, 20
TITLE = Text("不同读法下的得分", "The score under each reading")
FULL, STATED, USED = Text("满分", "of"), Text("自评（圈）", "stated (ring)"), Text("采用", "in use")


def dots(result: IndicatorResult, lang: Language) -> SafeString | str:
    """The picture with its table; nothing where all readings give the same."""
    told = [(one, one.score) for one in result.readings if one.score is not None]
    if len({score for _, score in told}) < 2 or not result.points:
        return ""
    stated = result.stated_value
    most = max([result.points, *(score for _, score in told), stated or Decimal(0)])
    marks = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="5" class="{}"><title>{} {}</title></circle>',
        (
            (_place(score, most), LINE, "used" if one.name == result.reading else "other", one.label.said(lang), score)
            for one, score in told
        ),
    )
    rows = [(one.label.said(lang), USED.said(lang) if one.name == result.reading else "", score) for one, score in told]
    ring: SafeString | str = ""
    if stated is not None:
        circle = '<circle cx="{}" cy="{}" r="9" class="ring"><title>{} {}</title></circle>'
        ring = format_html(circle, _place(stated, most), LINE, STATED.said(lang), stated)
        rows.append((STATED.said(lang), "", stated))
    table = format_html_join(
        "", '<tr><th scope="row">{} <small>{}</small></th><td class="number">{}</td></tr>', rows
    )  # fmt: skip
    return format_html(
        '<figure class="dots"><figcaption>{} ({} {})</figcaption><svg viewBox="0 0 {} 44" role="img" aria-label="{}">'
        '<line x1="{}" y1="{}" x2="{}" y2="{}"/>{}{}<text x="{}" y="42">0</text>'
        '<text x="{}" y="42" text-anchor="end">{}</text></svg><table class="list"><tbody>{}</tbody></table></figure>',
        TITLE.said(lang), FULL.said(lang), result.points, WIDTH, TITLE.said(lang), EDGE, LINE, WIDTH - EDGE, LINE, ring,
        marks, EDGE, WIDTH - EDGE, most, table,
    )  # fmt: skip


def _place(score: Decimal, most: Decimal) -> str:
    return f"{EDGE + score / most * (WIDTH - 2 * EDGE):.1f}"
