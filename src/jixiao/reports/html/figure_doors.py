"""Doors behind figures and totals: everything stated about one figure; how a total adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports import figures, standing, words
from jixiao.reports.evidence import evidence, is_placed
from jixiao.reports.html import bars, marks
from jixiao.reports.html.doors import (
    article,
    door_of,
    figure_door,
    group_door,
    link,
    part,
    passage,
    shown_score,
)  # fmt: skip
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.ledger.fact import Fact
    from jixiao.core.scoring.framework import Group
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.evidence import Evidence


def figure_articles(card: Scorecard) -> list[Markup]:
    """One door for each concept and period that the scorecard read, in the order of reading."""
    found: dict[str, tuple[Evidence, list[IndicatorResult]]] = {}
    for result in card.results:
        for one in evidence(card, result):
            if one.fact is not None:
                users = found.setdefault(figure_door(one.fact), (one, []))[1]
                if result not in users:
                    users.append(result)
    return [_figure(card, door, one, users) for door, (one, users) in found.items()]


def _figure(card: Scorecard, door: str, one: Evidence, users: list[IndicatorResult]) -> Markup:
    fact = one.fact
    assert fact is not None  # noqa: S101  # only figures with a fact get a door
    concept = fact.concept
    title = joined((both(concept.term), " ", el("small", fact.period.name)))
    definition = None if concept.definition is None else el("p", concept.definition)
    chips = marks.chip("split", words.CONFLICT, "warn") if one.mark == "split" else None
    read_by = el("ul", [el("li", link(door_of(user), user.indicator.name)) for user in users])
    return article(
        door,
        title,
        el("p", el("b", str(fact), class_="big number"), chips, class_="score"),
        part(words.WHERE_FROM, passage(fact.source), _no_source(fact)),
        part(words.EXACT_VALUE, el("p", figures.base_value(fact, card.framework.vocabulary), class_="number")),
        part(words.STANDS_FOR, el("p", figures.range_of(fact), class_="number")),
        part(words.OTHER_PLACES, [_other(one, other) for other in one.others]),
        part(words.FIGURE, definition) if definition else None,
        part(words.USED_FOR, read_by),
    )


def _no_source(fact: Fact) -> Markup | None:
    return None if is_placed(fact.source) else el("p", marks.chip("open", words.NO_SOURCE, "warn"))


def _other(one: Evidence, other: Fact) -> Markup:
    is_rival = one.resolution is not None and other in one.resolution.rivals
    chip = marks.chip("split", words.CONFLICT, "warn") if is_rival else None
    return el(
        "div", el("p", el("span", str(other), class_="number"), " ", chip), passage(other.source), class_="evidence"
    )


def total_articles(card: Scorecard) -> list[Markup]:
    """How the evidenced score and the stated total add up, and the same for every group."""
    articles = [_evidenced(card), _stated(card)] if not card.framework.letters else []
    groups = [group for top in card.framework.groups for group in top.walk()]
    return [*articles, *(_group(card, group) for group in groups)]


def _evidenced(card: Scorecard) -> Markup:
    divided = standing.parts(card.results)
    longest = divided.points
    head = joined((figures.points(card.total), el("small", " / ", figures.points(card.decided_points))))
    return article(
        "t-evidenced",
        words.EVIDENCED,
        el("p", el("b", head, class_="big number"), class_="score"),
        bars.bar(divided, longest),
        part(words.HOW, _lines(card, [r for r in card.results if r.score is not None])),
    )


def _stated(card: Scorecard) -> Markup:
    total = card.filing.stated_total
    foot = standing.footing(card)
    rows = [
        el("tr", el("th", link(door_of(r), r.indicator.name), scope="row"), el("td", figures.points(r.stated_value)))
        for r in card.results
    ]
    last = el("tr", el("th", both(words.STATED_SUM), scope="row"), el("td", figures.points(card.stated_sum)))
    return article(
        "t-stated",
        words.STATED_TOTAL,
        el("p", el("b", figures.points(card.stated_total), class_="big number"), class_="score"),
        part(words.WHERE_FROM, passage(None if total is None else total.source)),
        part(words.HOW, el("p", foot), el("table", el("tbody", rows), el("tfoot", last), class_="sum")),
    )


def _group(card: Scorecard, group: Group) -> Markup:
    results = card.of_group(group)
    divided = standing.parts(results)
    head = figures.points(divided.evidenced)
    small = el("small", " / ", figures.points(divided.evidenced_points))
    score = None if card.framework.letters else el("p", el("b", head, small, class_="big number"), class_="score")
    picture = (
        None if card.framework.letters else joined((bars.bar(divided, divided.points or group.points), split(divided)))
    )
    return article(
        group_door(group), group.name, score, picture, part(words.HOW, _lines(card, results)),
    )  # fmt: skip


def split(divided: standing.Parts) -> Markup:
    """How points divide, in words and numbers: the table behind a bar."""
    items = [
        el("li", bars.swatch(name), both(word), " ", el("b", figures.points(getattr(divided, name)), class_="number"))
        for name, word in bars.PART_WORDS.items()
        if getattr(divided, name)
    ]
    return el("ul", items, class_="split")


def _lines(card: Scorecard, results: Iterable[IndicatorResult]) -> Markup:
    """Each indicator with score and points, and their sum."""
    all_results = list(results)
    rows = [
        el(
            "tr",
            el("th", link(door_of(r), r.indicator.name), scope="row"),
            el("td", shown_score(card, r)),
            el("td", "" if card.framework.letters else figures.points(r.indicator.points)),
        )
        for r in all_results
    ]
    foot = None
    if not card.framework.letters:
        divided = standing.parts(all_results)
        foot = el(
            "tr",
            el("th", both(words.IN_ALL), scope="row"),
            el("td", figures.points(divided.evidenced)),
            el("td", figures.points(divided.points)),
        )
    score_head = el("tr", el("th", both(words.INDICATOR)), el("th", both(words.SCORE)), el("th", both(words.POINTS)))
    return el("table", el("thead", score_head), el("tbody", rows), el("tfoot", foot), class_="sum")
