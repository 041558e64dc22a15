"""Every number is a door: what opens behind each figure, score and total of a page.

Each door is an article that the drawer shows; without script they stand at the end of the page, and the same links
lead there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.reports import figures, standing, words
from jixiao.reports.evidence import evidence
from jixiao.reports.html import bars, marks
from jixiao.reports.html.markup import Markup, anchor, both, el, joined

if TYPE_CHECKING:
    from jixiao.core.kernel.citation import Citation
    from jixiao.core.kernel.text import Text
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.scoring.framework import Group
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.evidence import Evidence
    from jixiao.reports.html.markup import Child


def door_of(result: IndicatorResult) -> str:
    """The address of an indicator's door."""
    return f"d-{anchor(result.indicator.id)}"


def group_door(group: Group) -> str:
    """The address of a group's door."""
    return f"g-{anchor(group.id)}"


def figure_door(fact: Fact) -> str:
    """The address of a figure's door: one for each concept and period, with everything stated about it."""
    return f"f-{anchor(fact.concept.id)}-{anchor(fact.period.name)}"


def link(door: str, *children: Child, class_: str = "door") -> Markup:
    """A figure or a name that can be opened."""
    return el("a", children, href=f"#{door}", class_=class_)


def article(door: str, title: Child, *sections: Child) -> Markup:
    """One door: a heading that takes the focus, and its answers."""
    heading = el("h2", title, id=f"{door}-h", tabindex="-1")
    return el("article", heading, sections, id=door, aria_labelledby=f"{door}-h")


def part(title: Text, *children: Child) -> Markup | None:
    """A question of the drawer and its answer; nothing when there is no answer."""
    content = joined(children)
    return el("section", el("h3", both(title)), content) if content else None


def fact_link(one: Evidence) -> Markup:
    """A figure as printed, with its mark; it opens the figure's own door when it has one."""
    mark = marks.figure_mark(one.mark)
    if one.fact is None:
        return joined((el("span", one.shown, class_="number"), mark))
    return joined((link(figure_door(one.fact), el("span", one.shown, class_="number")), mark))


def with_doors(step: Text, found: tuple[Evidence, ...]) -> Markup:
    """A step of arithmetic in which every printed figure is a door."""
    said = {"zh": step.zh, "en": step.en}
    lines = {language: _linked(words_, found) for language, words_ in said.items()}
    if step.zh == step.en:
        return lines["zh"]
    return joined(el("span", line, lang=language) for language, line in lines.items())


def _linked(line: str, found: tuple[Evidence, ...]) -> Markup:
    waiting = [one for one in found if one.fact is not None]
    if not waiting:
        return joined((line,))
    longest = sorted({one.shown.zh for one in waiting}, key=len, reverse=True)
    pattern = re.compile(r"(?<![\d.,])(?<!= )(" + "|".join(map(re.escape, longest)) + ")")
    pieces: list[Child] = []
    for piece in pattern.split(line):
        one = next((one for one in waiting if one.shown.zh == piece), None)
        if one is not None and waiting.count(one) and sum(w.shown.zh == piece for w in waiting) > 1:
            waiting.remove(one)
        pieces.append(piece if one is None else fact_link(one))
    return joined(pieces)


def indicator_article(card: Scorecard, result: IndicatorResult) -> Markup:
    """Where an indicator's score comes from, by which rule, in which steps, and what would change it."""
    found = evidence(card, result)
    told = [one for one in found if one.is_told_in(result)]
    beside = [one for one in found if one not in told]
    return article(
        door_of(result),
        result.indicator.name,
        _standing(card, result),
        part(words.MISSING, _list(result.missing), _possible(result)),
        part(words.WHERE_FROM, [_evidence_row(one) for one in told]),
        part(words.WHICH_RULE, _rule(card, result)),
        part(words.HOW, el("ol", [el("li", with_doors(step, found)) for step in result.steps], class_="steps"))
        if result.steps
        else None,
        part(words.WHAT_CHANGES, _changes(result)),
        part(words.WHICH_READINGS, bars.dots(result), bars.reading_rows(result)) if len(result.readings) > 1 else None,
        part(words.BESIDE, [_evidence_row(one) for one in beside]),
    )


def shown_score(card: Scorecard, result: IndicatorResult) -> str:
    """The score as people read it: points, a letter, or a dash."""
    return result.letter or figures.points(result.score, card.framework.places)


def _standing(card: Scorecard, result: IndicatorResult) -> Markup:
    places = card.framework.places
    of = [] if card.framework.letters else [el("small", " / ", figures.points(result.indicator.points, places))]
    score = el("p", el("b", shown_score(card, result), class_="big number"), of, class_="score")
    chips = [marks.state_chip(standing.state(result))]
    if standing.is_decided(result):
        chips.append(marks.chip("pen", words.DECIDED, "quiet"))
    if result.conflicts:
        chips.append(marks.chip("split", words.CONFLICT, "warn"))
    if result.score is not None and result.stated_value is not None:
        chips.append(marks.agreement_chip(result.differs))
    path = " · ".join(group.name.zh for group in result.path), " · ".join(group.name.en for group in result.path)
    where = el("p", el("span", path[0], lang="zh"), el("span", path[1], lang="en"), class_="path")
    return joined((where, score, el("p", chips, class_="chips"), stated_line(result)))


def stated_line(result: IndicatorResult) -> Markup:
    """What the unit states of this indicator, with the place."""
    stated = result.stated
    if stated is None:
        return el("p", both(words.NO_STATED), class_="stated-line")
    if stated.value is None:
        reason = stated.unreadable or ""
        return el("p", marks.chip("unreadable", words.UNREADABLE, "warn"), " ", reason, class_="stated-line")
    said = words.filled(words.STATED_BY_UNIT, figures.points(stated.value))
    return el("p", both(said), source(stated.source), class_="stated-line")


def _possible(result: IndicatorResult) -> Markup | None:
    if result.possible is None:
        return None
    low, high = (figures.points(end) for end in result.possible)
    return el("p", both(words.filled(words.POSSIBLE, low, high)))


def _list(texts: tuple[Text, ...]) -> Markup | None:
    return el("ul", [el("li", text) for text in texts]) if texts else None


def _evidence_row(one: Evidence) -> Markup:
    """A figure or a decision with its passage."""
    who = one.judgement
    said = None
    if who is not None:
        said = el("p", who.by, " ", who.on.isoformat(), " · ", words.EVIDENCE_SEEN, " ", who.evidence, class_="by")
    label = el("span", one.label, class_="label")
    value = el("span", fact_link(one), class_="value")
    return el("div", el("p", label, value, class_="pair"), said, passage(one.citation), class_="evidence")


def passage(citation: Citation | None) -> Markup | None:
    """The place of a figure, and its words with the number marked."""
    if citation is None:
        return None
    quote = el("blockquote", _numbers_marked(citation.quote)) if citation.quote else None
    return joined((quote, source(citation)))


def source(citation: Citation | None) -> Markup | None:
    """Document, section, page and place in one line."""
    if citation is None:
        return None
    page_zh = None if citation.page is None else el("span", f"第 {citation.page} 页", lang="zh")
    page_en = None if citation.page is None else el("span", f"page {citation.page}", lang="en")
    page = None if page_zh is None else joined((page_zh, page_en))
    pieces = [piece for piece in (citation.section, page, citation.place) if piece]
    title = el("cite", f"《{citation.document.title}》")
    return el("p", title, [joined((" · ", piece)) for piece in pieces], class_="source")


def _numbers_marked(quote: str) -> Markup:
    pieces = re.split(r"(\d[\d,.]*)", quote)
    return joined(el("mark", piece) if piece[:1].isdigit() else piece for piece in pieces)


def _rule(card: Scorecard, result: IndicatorResult) -> Markup:
    indicator = result.indicator
    framework = card.framework
    named = el(
        "p",
        framework.name, " · ", words.filled(words.VERSION, str(framework.version)), " · ",
        el("code", indicator.id), " ", words.filled(words.VERSION, str(indicator.version)),
        class_="source",
    )  # fmt: skip
    origin = el("p", el("cite", indicator.source), class_="source") if indicator.source else None
    return joined((el("p", indicator.criterion), origin, named))


def _changes(result: IndicatorResult) -> Markup | None:
    lines: list[Child] = [lever.text for lever in result.levers]
    for other in result.alternatives:
        score = figures.points(other.score) if other.score is not None else other.outcome.label
        lines.append(words.filled(words.IF_INSTEAD, str(other.fact), score))
    if not lines:
        return el("p", both(words.NO_LEVER)) if result.score is not None else None
    return el("ul", [el("li", line) for line in lines], class_="levers")
