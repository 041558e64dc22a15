"""The marks of the house as inline drawings: each state is a shape and a word, never a colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports import words
from jixiao.reports.evidence import MARK_WORDS
from jixiao.reports.html.markup import Markup, both, el
from jixiao.reports.standing import STATE_WORDS

if TYPE_CHECKING:
    from jixiao.reports.evidence import Mark
    from jixiao.reports.standing import State

# Drawn on a field of 16 by 16. `currentColor` lets a word and its mark share one colour.
DRAWINGS = {
    "full": '<circle cx="8" cy="8" r="5.5" fill="currentColor"/>',
    "lost": '<path d="M2 4h12L8 13.5z" fill="currentColor"/>',
    "rated": '<path d="M3 3h10v10H3z" fill="currentColor"/>',
    "stated": '<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-dasharray="2.4 1.6"/>',
    "untold": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M6 6.3c.2-2.6 4.2-2.4 4.1 0 0 1.4-2 1.5-2 3M8 11.2v1.3" fill="none" stroke="currentColor" '
    'stroke-width="1.4"/>',
    "not_applicable": '<path d="M3 8h10" stroke="currentColor" stroke-width="2"/>',
    "open": '<circle cx="8" cy="8" r="4.5" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "split": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M8 2.5a5.5 5.5 0 0 0 0 11z" fill="currentColor"/>',
    "pen": '<path d="M2.5 13.5l.8-3.2 7.4-7.4 2.4 2.4-7.4 7.4zM9.4 4.2l2.4 2.4" fill="none" stroke="currentColor" '
    'stroke-width="1.3" stroke-linejoin="round"/>',
    "differs": '<path d="M3 6h10M3 10h10M11 3L5 13" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "agrees": '<path d="M3 8.5l3.4 3.4L13 4.8" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "unreadable": '<path d="M2.5 4h11M2.5 8h4M9 8h4.5M2.5 12h7" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M13.5 2.5l-11 11" stroke="currentColor" stroke-width="1.2"/>',
    "exceeds": '<path d="M2.5 5h11M8 14V7.5M5 10.2L8 7.2l3 3" fill="none" stroke="currentColor" stroke-width="1.5"/>',
}

# Fills that say what points rest on, also without colour: hatched for stated, dotted for undecided.
PATTERNS = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="hatch-ground"/><rect width="2.4" height="6" class="hatch-line"/></pattern>'
    '<pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="6" height="6" class="cross-ground"/><rect width="1.6" height="6" class="cross-line"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="dots-ground"/><circle cx="3" cy="3" r="1.1" class="dots-dot"/></pattern>'
)


def symbols() -> Markup:
    """All marks and fills, once at the head of the page, to be used by reference."""
    marks = "".join(
        f'<symbol id="m-{name}" viewBox="0 0 16 16">{drawing}</symbol>' for name, drawing in DRAWINGS.items()
    )
    return Markup(f'<svg class="symbols" aria-hidden="true"><defs>{PATTERNS}</defs>{marks}</svg>')


def drawn(name: str) -> Markup:
    """A mark alone; the word stands beside it or is read out by whoever calls."""
    return el("svg", Markup(f'<use href="#m-{name}"/>'), class_="mark", aria_hidden="true")


def chip(name: str, word: Text, tone: str) -> Markup:
    """A mark and its word in the tone of a state: good, warn, bad or quiet."""
    return el("span", drawn(name), both(word), class_=f"chip {tone}")


STATE_TONES: dict[State, str] = {
    "full": "good",
    "lost": "bad",
    "rated": "quiet",
    "stated": "quiet",
    "untold": "warn",
    "not_applicable": "quiet",
}


def state_chip(state: State) -> Markup:
    """The state of an indicator."""
    return chip(state, STATE_WORDS[state], STATE_TONES[state])


def figure_mark(mark: Mark | None) -> Markup | None:
    """The mark that a figure wears, with its word for those who cannot see it."""
    if mark is None:
        return None
    word = el("span", both(MARK_WORDS[mark]), class_="heard")
    return el("span", drawn(mark), word, class_=f"worn worn-{mark}")


def agreement_chip(differs: bool) -> Markup:
    """Whether the score and the stated one are the same."""
    if differs:
        return chip("differs", words.DIFFERS, "bad")
    return chip("agrees", words.AGREES, "good")
