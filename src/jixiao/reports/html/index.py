"""An index of several scorecards: units as rows, what they state beside what is evidenced. Never a ranking.

The rows stand in the order given: scores of units under different frameworks, or resting on different evidence, do not
compare, so the page says what each one rests on instead of sorting by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports import figures, standing, words
from jixiao.reports.html import bars, marks
from jixiao.reports.html.markup import Markup, both, el, joined
from jixiao.reports.html.page import document, help_card, shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.kernel.text import Language, Text
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.reports.html.markup import Child

HEADS = (
    (words.ENTITY, ""),
    (words.STATED_TOTAL_SHORT, "number"),
    (words.FOOTING, ""),
    (words.EVIDENCED, "number"),
    (words.STATED_ONLY, "number"),
    (words.UNDECIDED, "number"),
    (words.DIFFER_SHORT, "number"),
    (words.DIVISION, ""),
)


def index_html(cards: Sequence[Scorecard], links: Sequence[str], lang: Language = "zh") -> str:
    """The page; `links` are the addresses of the scorecards' own pages, one for each, relative to this one.

    Raises `ValueError` when cards and links differ in number.
    """
    rows = [_row(card, link) for card, link in zip(cards, links, strict=True)]
    heads = [el("th", both(word), scope="col", class_=kind or None) for word, kind in HEADS]
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows), class_="ledger units")
    legend = [el("li", bars.swatch(name), both(word)) for name, word in bars.PART_WORDS.items()]
    heading = el("h1", both(words.INDEX_TITLE), el("span", str(len(rows)), class_="count"))
    main = el(
        "main",
        el("div", heading, el("p", both(words.INDEX_HINT), class_="hint"), class_="title"),
        table,
        el("ul", legend, class_="split"),
        id="main",
    )
    return document(words.INDEX_TITLE, lang, shell(words.INDEX_TITLE), main, help_card())


def _row(card: Scorecard, address: str) -> Markup:
    name = el("a", card.filing.entity, href=address, class_="main")
    kind = words.FILING_KINDS.get(card.filing.kind)
    under = joined((card.filing.period.name, " ", kind, " · ", both(card.framework.name)))
    head = el("th", name, el("span", under, class_="path under"), scope="row")
    if card.framework.letters:
        return el("tr", head, el("td", both(words.LETTERS_ONLY), colspan=len(HEADS) - 1, class_="path"), class_="item")
    divided = standing.parts(card.results)
    evidenced = joined((figures.points(card.total), el("small", " / ", figures.points(card.decided_points))))
    grade = el("small", " ", card.filing.stated_grade) if card.filing.stated_grade else None
    differing = len(card.differing)
    cells = [
        _cell(words.STATED_TOTAL_SHORT, joined((figures.points(card.stated_total), grade))),
        el("td", el("span", both(words.FOOTING), class_="cell-label"), _footing(card)),
        _cell(words.EVIDENCED, el("b", evidenced)),
        _cell(words.STATED_ONLY, figures.points(card.stated_only if card.stated_only_points else None)),
        _cell(words.UNDECIDED, figures.points(card.undecided_points or None)),
        _cell(words.DIFFER_SHORT, str(differing), "bad" if differing else ""),
        el("td", bars.bar(divided, divided.points, 14), class_="division"),
    ]
    return el("tr", head, cells, class_="item")


def _footing(card: Scorecard) -> Markup:
    """Whether the stated scores add up: a mark and a word."""
    if card.stated_total is None:
        return el("span", figures.ABSENT, class_="path")
    known = {
        True: ("agrees", words.FOOTS_SHORT, "good"),
        False: ("differs", words.FOOTS_NOT_SHORT, "bad"),
        None: ("unreadable", words.FOOTS_UNKNOWN_SHORT, "quiet"),
    }
    return marks.chip(*known[card.stated_foots])


def _cell(label: Text, value: Child, tone: str = "") -> Markup:
    return el("td", el("span", both(label), class_="cell-label"), el("span", value), class_=f"number {tone}".strip())
