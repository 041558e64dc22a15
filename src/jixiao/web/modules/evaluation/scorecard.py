"""The scorecard inside the frame of the web: the pieces of the exported page, with ways to each indicator's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import mark_safe

from jixiao.core.kernel.text import Text
from jixiao.reports import standing, words
from jixiao.reports.html import marks, table
from jixiao.reports.html import sections as pieces
from jixiao.reports.html.doors import indicator_article
from jixiao.reports.html.figure_doors import figure_articles, total_articles
from jixiao.reports.html.markup import both, el, joined

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.html.markup import Markup
    from jixiao.web.modules.evaluation.models import DepartmentYear

TO_CARD, TO_WHAT_IF = Text("打开指标页", "open the indicator"), Text("试算", "what if")


def sections(card: Scorecard) -> SafeString:
    """Totals and every section, in the order in which a reader needs them."""
    has_points = not card.framework.letters
    found = [
        marks.symbols(),
        pieces.totals(card) if has_points else None,
        pieces.levels(card) if has_points else None,
        pieces.lost(card) if has_points else None,
        pieces.other_differences(card),
        pieces.untold(card),
        pieces.conflicts(card),
        pieces.stated_only(card),
        pieces.unreadable(card),
        table.all_indicators(card),
        pieces.sources(card),
    ]
    return _safe(joined(found))


def doors(year: DepartmentYear, card: Scorecard) -> SafeString:
    """What opens behind the figures and scores of the page."""
    articles = [_with_ways(year, one, indicator_article(card, one)) for one in card.results]
    return _safe(joined([*articles, *figure_articles(card), *total_articles(card)]))


def door(card: Scorecard, result: IndicatorResult) -> SafeString:
    """What stands behind one indicator, with the figures that its lines open."""
    return _safe(joined([marks.symbols(), indicator_article(card, result), *figure_articles(card)]))


def symbols() -> SafeString:
    """The drawn marks, for pages that show chips alone."""
    return _safe(marks.symbols())


def chip(result: IndicatorResult) -> SafeString:
    """The state of an indicator."""
    return _safe(marks.state_chip(standing.state(result)))


def jumps(card: Scorecard) -> list[tuple[str, Text, int]]:
    """The sections that exist, with their counts."""
    found = [
        ("lost", words.GO_LOST, 0 if card.framework.letters else len(standing.losing(card))),
        ("differences", words.GO_DIFFERS, len(standing.differing_without_loss(card))),
        ("untold", words.CANNOT_TELL, len(standing.in_state(card, "untold"))),
        ("conflicts", words.GO_CONFLICTS, len(standing.contradictions(card))),
        ("stated", words.GO_STATED, len(standing.in_state(card, "stated"))),
        ("unreadable", words.GO_UNREADABLE, len(card.unreadable)),
        ("all", words.ALL_INDICATORS, len(card.results)),
    ]
    return [one for one in found if one[2]]


def _with_ways(year: DepartmentYear, result: IndicatorResult, article: Markup) -> Markup:
    """The door of an indicator with links to its page and to what if."""
    args = [year.pk, result.indicator.id]
    links = el(
        "p",
        el("a", both(TO_CARD), href=reverse("evaluation:indicator", args=args), class_="button"),
        " ",
        el("a", both(TO_WHAT_IF), href=reverse("evaluation:what-if", args=args), class_="button"),
        class_="actions",
    )
    return type(article)(article.removesuffix("</article>") + links + "</article>")


def _safe(markup: Markup) -> SafeString:
    # Everything in it was escaped by `reports.html.markup` as it was made.
    return mark_safe(markup)  # noqa: S308
