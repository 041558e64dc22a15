"""The sections of a scorecard page, in the order in which a reader needs them: lost points first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports import figures, standing, words
from jixiao.reports.evidence import MARK_WORDS, evidence
from jixiao.reports.html import bars, marks
from jixiao.reports.html.doors import (
    door_of,
    figure_door,
    group_door,
    link,
    passage,
    shown_score,
    source,
    stated_line,
    with_doors,
)  # fmt: skip
from jixiao.reports.html.figure_doors import split
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.html.markup import Child

# So many steps stand in a list; the rest waits behind the door (and on paper).
SHOWN_STEPS = 3


def section(name: str, title: Text, *content: Child, hint: Text | None = None, count: int | None = None) -> Markup:
    """A titled part of the page that the list of contents can jump to."""
    number = None if count is None else el("span", str(count), class_="count")
    said = None if hint is None else el("p", both(hint), class_="hint")
    heading = el("h2", both(title), number, id=f"{name}-title")
    return el("section", heading, said, content, id=name, aria_labelledby=f"{name}-title")


def totals(card: Scorecard) -> Markup:
    """The four numbers of the head, and how all points divide."""
    divided = standing.parts(card.results)
    cells = [_evidenced(card), _combined(card), _stated_total(card), _differing(card)]
    return el(
        "div",
        el("dl", cells, class_="totals"),
        bars.bar(divided, divided.points, 22),
        split(divided),
        class_="summary",
    )


def _cell(title: Text, value: Child, note: Child = None) -> Markup:
    return el("div", el("dt", both(title)), el("dd", value), el("dd", note, class_="note") if note else None)


def _evidenced(card: Scorecard) -> Markup:
    number = joined((figures.points(card.total), el("small", " / ", figures.points(card.decided_points))))
    return _cell(words.EVIDENCED, link("t-evidenced", el("b", number, class_="huge number")))


def _combined(card: Scorecard) -> Markup:
    if card.combined_total is None:
        dash = el("b", figures.ABSENT, class_="huge number faint")
        return _cell(words.TOTAL, dash, marks.chip("untold", words.INCOMPLETE, "warn"))
    grade = None if card.grade is None else el("span", card.grade.name, class_="grade")
    of_which = None
    if card.stated_only:
        of_which = both(words.filled(words.OF_WHICH_STATED, figures.points(card.stated_only)))
    number = el("b", figures.points(card.combined_total), class_="huge number")
    return _cell(words.TOTAL, joined((link("t-evidenced", number), " ", grade)), of_which)


def _stated_total(card: Scorecard) -> Markup:
    if card.stated_total is None:
        return _cell(words.STATED_TOTAL, el("b", figures.ABSENT, class_="huge number faint"))
    grade = el("span", card.filing.stated_grade, class_="grade") if card.filing.stated_grade else None
    name, tone = {True: ("agrees", "good"), False: ("differs", "bad"), None: ("unreadable", "quiet")}[card.stated_foots]
    foot = standing.footing(card)
    note = None if foot is None else marks.chip(name, foot, tone)
    number = el("b", figures.points(card.stated_total), class_="huge number")
    return _cell(words.STATED_TOTAL, joined((link("t-stated", number), " ", grade)), note)


def _differing(card: Scorecard) -> Markup:
    compared = [r for r in card.results if r.score is not None and r.stated_value is not None]
    if not compared:
        dash = el("b", figures.ABSENT, class_="huge number faint")
        return _cell(words.DIFFERS, dash, both(words.NOTHING_COMPARED))
    number = joined((str(len(card.differing)), el("small", f" / {len(compared)}")))
    return _cell(words.DIFFERS, el("b", number, class_="huge number"), both(words.COMPARED))


def levels(card: Scorecard) -> Markup:
    """One bar for each level-1 group, lost points first, all on one scale."""
    divided = [(group, standing.parts(card.of_group(group))) for group in card.framework.groups]
    longest = max(parts.points for _, parts in divided)
    rows = []
    for group, parts in divided:
        lost_word = joined((marks.drawn("lost"), figures.points(parts.lost))) if parts.lost else None
        open_points = parts.points - parts.evidenced_points - parts.not_applicable
        still_open = words.filled(words.NOT_ESTABLISHED, figures.points(open_points)) if open_points else None
        score = joined((figures.points(parts.evidenced), el("small", " / ", figures.points(parts.evidenced_points))))
        score = score if parts.evidenced_points else el("span", figures.ABSENT, class_="faint")
        rows.append(
            el(
                "li",
                link(group_door(group), group.name, class_="door level-name"),
                el("span", lost_word, class_="level-lost number"),
                bars.bar(parts, longest),
                el("span", score, class_="level-score number"),
                el("span", still_open, class_="level-open number"),
            )
        )
    return section("levels", words.LEVELS, el("ul", rows, class_="levels"))


def lost(card: Scorecard) -> Markup:
    """Every indicator that lost points: how much, by which arithmetic, what would change it, other readings."""
    found = standing.losing(card)
    content = el("ul", [_row(card, r) for r in found], class_="items") if found else el("p", both(words.NOTHING_LOST))
    return section("lost", words.WHERE_LOST, content, count=len(found))


def other_differences(card: Scorecard) -> Markup | None:
    """Indicators with full points that the unit states otherwise."""
    found = standing.differing_without_loss(card)
    if not found:
        return None
    rows = el("ul", [_row(card, r) for r in found], class_="items")
    return section("differences", words.OTHER_DIFFERENCES, rows, count=len(found))


def _row(card: Scorecard, result: IndicatorResult) -> Markup:
    found = evidence(card, result)
    steps = standing.telling_steps(result)
    hidden = len(steps) - SHOWN_STEPS
    lines = [
        el("li", with_doors(step, found), class_="beyond" if number < hidden else None)
        for number, step in enumerate(steps)
    ]
    levers = [el("p", both(lever.text), class_="lever") for lever in result.levers[:2] if lever.gain > 0]
    compared = _compared(result)
    picture = bars.dots(result)
    readings = None if picture is None else el("div", picture, bars.reading_rows(result, brief=True), class_="compare")
    not_so = None
    if result.is_reproducible is False:
        said = words.filled(words.NOT_REPRODUCIBLE, figures.points(result.stated_value))
        not_so = el("p", marks.chip("differs", said, "bad"), class_="not-so")
    body = el("div", el("ul", lines, class_="arithmetic"), not_so, levers, class_="why")
    return el("li", _row_head(card, result, compared), body, readings, class_="item")


def _row_head(card: Scorecard, result: IndicatorResult, compared: Child) -> Markup:
    places = card.framework.places
    points = figures.points(result.indicator.points, places)
    gone = None
    if result.lost:
        heard = el("span", words.LOST, class_="heard")
        gone = el("span", marks.drawn("lost"), heard, figures.points(result.lost, places), class_="gone number")
    score = el("span", shown_score(card, result), el("small", " / ", points), class_="number got")
    name = link(door_of(result), result.indicator.name, class_="door main")
    where = el("span", result.path[-1].name, class_="path")
    return el("div", el("span", name, " ", where, class_="who"), compared, score, gone, class_="item-head")


def _compared(result: IndicatorResult) -> Markup | None:
    """What the unit states, beside the score."""
    if result.stated is not None and result.stated.value is None:
        return marks.chip("unreadable", words.UNREADABLE, "quiet")
    if result.score is None or result.stated_value is None:
        return None
    said = words.filled(words.STATED_BY_UNIT, figures.points(result.stated_value))
    return marks.chip("differs" if result.differs else "agrees", said, "bad" if result.differs else "good")


def untold(card: Scorecard) -> Markup | None:
    """What cannot be told, and what is missing for it."""
    found = standing.in_state(card, "untold")
    if not found:
        return None
    rows = []
    for result in found:
        missing = [el("li", line) for line in standing.missing_lines(result)]
        possible = None
        if result.possible is not None:
            ends = [figures.points(end) for end in result.possible]
            possible = el("p", both(words.filled(words.POSSIBLE, *ends)), class_="lever")
        others = [_instead(result, number) for number in range(len(result.alternatives))]
        body = el("div", el("ul", missing, class_="arithmetic"), possible, others, class_="why")
        chip = None
        if result.stated_value is not None:
            said = words.filled(words.STATED_BY_UNIT, figures.points(result.stated_value))
            chip = marks.chip("stated", said, "quiet")
        rows.append(el("li", _row_head(card, result, chip), body, class_="item"))
    hint = words.CANNOT_TELL_HINT
    return section("untold", words.CANNOT_TELL, el("ul", rows, class_="items"), hint=hint, count=len(found))


def _instead(result: IndicatorResult, number: int) -> Markup:
    other = result.alternatives[number]
    score = figures.points(other.score) if other.score is not None else other.outcome.label
    return el("p", both(words.filled(words.IF_INSTEAD, str(other.fact), score)), class_="lever")


def conflicts(card: Scorecard) -> Markup | None:
    """Figures about which the sources disagree, side by side."""
    found = standing.contradictions(card)
    if not found:
        return None
    rows = []
    for one in found:
        facts = [fact for fact in (one.resolution.chosen, *one.resolution.rivals) if fact is not None]
        sides = [el("div", el("p", el("b", str(fact), class_="number")), passage(fact.source)) for fact in facts]
        rows.append(
            el(
                "li",
                el("div", marks.chip("split", words.CONFLICT, "warn"), _figure_name(facts[0]), class_="item-head"),
                el("div", sides, class_="sides"),
                class_="item",
            )
        )
    title, hint = words.CONFLICTS, words.CONFLICTS_HINT
    return section("conflicts", title, el("ul", rows, class_="items"), hint=hint, count=len(found))


def _figure_name(fact: Fact) -> Markup:
    name = link(figure_door(fact), fact.concept.term, class_="door main")
    return el("span", name, " ", el("span", fact.period.name, class_="path"), class_="who")


def stated_only(card: Scorecard) -> Markup | None:
    """Indicators that rest on the unit's statement alone: one compact block."""
    found = standing.in_state(card, "stated")
    if not found:
        return None
    rows = [
        el(
            "li",
            marks.drawn("stated"),
            link(door_of(result), result.indicator.name, class_="door main"),
            el(
                "span",
                figures.points(result.stated_value),
                el("small", " / ", figures.points(result.indicator.points)),
                class_="number",
            ),
            class_="item short",
        )
        for result in found
    ]
    hint = words.NOT_EVIDENCED_HINT
    return section("stated", words.NOT_EVIDENCED, el("ul", rows, class_="compact"), hint=hint, count=len(found))


def unreadable(card: Scorecard) -> Markup | None:
    """Stated scores that nobody can read, by name."""
    if not card.unreadable:
        return None
    rows = [
        el(
            "li",
            el("p", link(door_of(r), r.indicator.name, class_="door main")),
            el("div", stated_line(r), source(None if r.stated is None else r.stated.source)),
            class_="item line",
        )
        for r in card.unreadable
    ]
    title = words.UNREADABLE_ROWS
    return section("unreadable", title, el("ul", rows, class_="items"), count=len(card.unreadable))


def sources(card: Scorecard) -> Markup | None:
    """The documents, with their fingerprints, and the marks explained."""
    documents = [
        el(
            "li",
            el("cite", f"《{one.title}》"),
            el("span", " ", one.publisher or ""),
            el("p", both(words.HASH), " ", el("code", one.sha256), class_="source") if one.sha256 else None,
        )
        for one in card.filing.documents.values()
    ]
    worn = [el("li", marks.drawn(name), both(word)) for name, word in MARK_WORDS.items()]
    notes = [el("p", note, class_="hint") for note in card.framework.notes]
    legend = joined((el("h3", both(words.LEGEND)), el("ul", worn, class_="split")))
    return section("sources", words.SOURCES, el("ul", documents, class_="documents"), notes, legend)
