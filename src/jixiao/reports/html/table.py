"""The table of all indicators by group: points, score, stated score, difference, state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports import figures, standing, words
from jixiao.reports.html import marks
from jixiao.reports.html.doors import door_of, group_door, link, shown_score
from jixiao.reports.html.markup import Markup, both, el
from jixiao.reports.html.sections import section

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.framework import Group
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.html.markup import Child


def all_indicators(card: Scorecard) -> Markup:
    """Every indicator, in the framework's order, with the totals at the foot."""
    heads = [
        el("th", both(words.INDICATOR), scope="col"),
        el("th", both(words.POINTS), scope="col", class_="number"),
        el("th", both(words.SCORE), scope="col", class_="number"),
        el("th", both(words.STATED), scope="col", class_="number"),
        el("th", both(words.DIFFERENCE), scope="col", class_="number difference"),
        el("th", both(words.STATE), scope="col"),
        el("th", both(words.READING), scope="col"),
    ]
    bodies = [_group(card, group) for top in card.framework.groups for group in top.walk() if _is_shown(card, group)]
    table = el("table", el("thead", el("tr", heads)), bodies, _foot(card), class_="ledger")
    return section("all", words.ALL_INDICATORS, table, count=len(card.results))


def _is_shown(card: Scorecard, group: Group) -> bool:
    return any(result.path[-1].id == group.id for result in card.results)


def _group(card: Scorecard, group: Group) -> Markup:
    """A group that holds indicators, headed by its path and its own sums."""
    results = [result for result in card.results if result.path[-1].id == group.id]
    divided = standing.parts(results)
    path: list[Child] = []
    for node in results[0].path:
        path += [" · " if path else None, link(group_door(node), node.name)]
    stated = [r.stated_value for r in results if r.stated_value is not None]
    numbers = [
        _cell(words.POINTS, figures.points(divided.points)),
        _cell(words.SCORE, figures.points(divided.evidenced) if divided.evidenced_points else figures.ABSENT),
        _cell(words.STATED, figures.points(sum(stated[1:], stated[0])) if stated else figures.ABSENT),
        el("td", colspan=3, class_="filler"),
    ]
    if card.framework.letters:
        numbers = [el("td", colspan=6, class_="filler")]
    head = el("tr", el("th", path, scope="rowgroup"), numbers, class_="group")
    return el("tbody", head, [_row(card, result) for result in results])


def _cell(label: Text, value: Child, tone: str = "") -> Markup:
    """A number with its column's name, which narrow windows show beside it."""
    return el("td", el("span", both(label), class_="cell-label"), el("span", value), class_=f"number {tone}".strip())


def _row(card: Scorecard, result: IndicatorResult) -> Markup:
    places = card.framework.places
    difference = None
    if result.score is not None and result.stated_value is not None:
        difference = result.score - result.stated_value
    used = next((one.label for one in result.readings if one.name == result.reading), None)
    reading = used if len(result.readings) > 1 else None
    worn: list[Child] = [marks.state_chip(standing.state(result))]
    if standing.is_decided(result):
        worn.append(marks.figure_mark("pen"))
    if result.conflicts:
        worn.append(marks.figure_mark("split"))
    if result.stated is not None and result.stated.value is None:
        worn.append(marks.chip("unreadable", words.UNREADABLE, "quiet"))
    return el(
        "tr",
        el("th", link(door_of(result), result.indicator.name, class_="door main"), scope="row"),
        _cell(words.POINTS, "" if card.framework.letters else figures.points(result.indicator.points, places)),
        _cell(words.SCORE, el("b", shown_score(card, result))),
        _cell(words.STATED, figures.points(result.stated_value, places)),
        _cell(words.DIFFERENCE, figures.signed(difference, places), "difference bad" if difference else "difference"),
        el("td", worn, class_="states"),
        el("td", reading, class_="reading-name"),
        class_="item",
    )


def _foot(card: Scorecard) -> Markup | None:
    if card.framework.letters:
        return None
    numbers = [
        _cell(words.POINTS, figures.points(standing.parts(card.results).points)),
        _cell(words.SCORE, el("b", figures.points(card.total))),
        _cell(words.STATED, figures.points(card.stated_sum)),
        el("td", colspan=3, class_="filler"),
    ]
    return el("tfoot", el("tr", el("th", both(words.IN_ALL), scope="row"), numbers))
