"""Walking through one sentence: each figure takes its meaning from the words nearest before it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.document.figure import Figure
from jixiao.core.document.sentence_layout import OWN
from jixiao.core.document.statement import StatedFact
from jixiao.documents.extract.sentences.grid import Grid
from jixiao.documents.extract.sentences.relations import Relations
from jixiao.documents.extract.sentences.runs import runs
from jixiao.documents.extract.sentences.state import Meaning, Meant, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.document.statement import Dimensions
    from jixiao.documents.extract.sentences.lexicon import Entry, PhraseEntry
    from jixiao.documents.extract.sentences.runs import Place
    from jixiao.documents.extract.sentences.state import Setting
    from jixiao.documents.extract.sentences.tokens import Token

_MOST_LABEL = 40
_QUARTER_ENDS = {
    "-03-31": "q1",
    "-03": "q1",
    "-06-30": "q2",
    "-06": "q2",
    "-09-30": "q3",
    "-09": "q3",
}
_ZERO = Decimal(0)


class Walk:
    """One sentence, walked through once."""

    def __init__(self, setting: Setting, tokens: list[Token], phrases: Mapping[int, PhraseEntry]) -> None:
        """`phrases`: the index of a `#` -> the phrase that gives it its meaning."""
        self.setting = setting
        self.tokens = tokens
        self.phrases = phrases
        self.state = State(str(setting.year), class_names=setting.class_names)
        self.grid = Grid(setting, self.state)
        self.meant: list[Meant] = []
        self.relations = Relations(setting, self.state, self.grid, self.meant)
        self._is_related = False
        self.runs = runs(tokens, setting.text.text)

    def facts(self) -> list[Meant]:
        """Every figure that has a concept, in order."""
        for token in self.tokens:
            if token.kind == "figure":
                count = len(self.meant)
                self._figure(token)
                if not self._is_related:
                    self.state.is_lost, self.state.is_against_plan = len(self.meant) == count, False
                self.state.last_dimension = self.setting.dimension(self.setting.text.figures[token.start])
                self.state.segment.clear()
            else:
                self.state.segment.append(token)
                self._mark(token)
                self._words(token)
            self.state.seen.append(token)
        return [one for one in self.meant if not self._is_doubtful(one)]

    def _is_doubtful(self, one: Meant) -> bool:
        """Whether the sentence counts one thing twice, with two results: it speaks of two kinds of it."""
        fact = one.fact
        if one.relation or self.setting.dimension(fact.figure) != "count":
            return False
        key = (fact.concept, fact.period, fact.dimensions)
        like = (other.fact for other in self.meant if not other.relation)
        return any(
            (other.concept, other.period, other.dimensions) == key and other.figure.number != fact.figure.number
            for other in like
        )

    def _mark(self, token: Token) -> None:
        state = self.state
        if token.kind == "period" and token.value.startswith("q"):
            state.quarter = token.value
        elif token.kind == "period":
            state.quarter = ""
            relative = {"prior": self.setting.year - 1, "this": self.setting.year}
            named = str(relative.get(token.value, token.value))
            state.period = f"{self.setting.year}{named}" if named.startswith("-") else named
        elif token.kind == "class":
            state.class_names = token.names
        elif token.kind == "close" and state.in_parts:
            state.in_parts, state.subjects = False, state.head
        elif token.kind == "stop":
            state.in_reason = False
        elif token.kind == "base":
            state.has_base, state.is_against_plan = True, False

    def _words(self, token: Token) -> None:
        state = self.state
        for entry in token.entries:
            if entry.role == "in_words":
                self._in_words(token, entry)
            elif entry.role == "relation":
                self._relation(token, entry.name)
        subjects = self.grid.fitting(token.subjects())
        if any(len(subject.concepts) > 1 or OWN not in subject.concepts for subject in subjects):
            state.subjects, state.name = subjects, self.grid.name(token)

    def _relation(self, token: Token, name: str) -> None:
        state = self.state
        if name == "parts" and not state.in_parts:
            state.in_parts, state.head, state.in_reason = True, state.subjects, False
            state.whole = next((one for one in reversed(self.meant) if not one.relation), None)
        elif name == "reason" and ("因" in token.value or self._just_changed()):
            state.in_reason = True
        elif name == "same" and state.has_base:
            unchanged = self.relations.unchanged(self._in_place(token, None, ""))
            if unchanged is not None:
                self._add(*unchanged)

    def _just_changed(self) -> bool:
        """Whether a change was told last: what it mainly is (主要是) then gives the reason for it."""
        return bool(self.meant) and self.meant[-1].relation in ("change", "named_change")

    def _figure(self, token: Token) -> None:
        figure = self.setting.text.figures[token.start]
        self._is_related = False
        phrase = self.phrases.get(token.start)
        place = self.runs.get(token.start)
        if phrase is not None:
            by = f"{phrase.layout.id}:{phrase.phrase.id}"
            for concept in phrase.phrase.concepts:
                self._add(figure, Meaning(concept, phrase.phrase.dimensions, by))
            if phrase.phrase.adds:
                self._by_grid(figure)
        elif place is not None:
            self._in_run(figure, place)
        elif (related := self.relations.related(figure, token)) is not None:
            self._is_related = True
            for meaning, relation in related:
                self._add(figure, meaning, relation)
        else:
            self._by_grid(figure)

    def _by_grid(self, figure: Figure) -> None:
        for meaning in self.grid.meanings(figure):
            self._add(figure, meaning)
            self.state.aspects[self.setting.dimension(figure)] = meaning.aspect

    def _in_run(self, figure: Figure, place: Place) -> None:
        """A figure of `分别为 a、b、c`: it has the words of the run, of each kind that at its own place."""
        state, kept = self.state, (self.state.subjects, self.state.quarter)
        state.segment[:] = place.tokens
        state.quarter = place.quarter or state.quarter
        self._by_grid(figure)
        state.subjects, state.quarter = kept

    def _in_words(self, token: Token, entry: Entry) -> None:
        rule = entry.in_words
        if rule is None or rule.equals is not None:
            return
        figure = self._in_place(token, rule.number, rule.unit)
        by = f"{entry.layout.id}:{rule.id}"
        found = [Meaning(concept, (), by) for concept in rule.concepts]
        if rule.aspect is not None:
            found = [replace(meaning, by=by) for meaning in self.grid.meanings(figure, rule.aspect)]
        for meaning in found:
            self._add(figure, meaning)

    def _in_place(self, token: Token, number: Decimal | None, unit: str) -> Figure:
        places = self.setting.text.places
        start, end = places[token.start], places[token.end - 1] + 1
        return in_words(start, end, number, unit)

    def _add(self, figure: Figure, meaning: Meaning, relation: Meant | None = None) -> None:
        state = self.state
        concept, _, at = meaning.concept.partition("@")
        quarter = state.quarter or self._quarter_ended(concept)
        if quarter:
            # What holds at the end of the year does not hold at the end of a quarter.
            concept = "" if at else self.setting.lexicon.quarterly.get(concept, "")
        quarter = at or quarter
        classes = self._classes()
        if not concept or classes is None or not self.setting.fits(concept, figure):
            return
        period = f"{state.period[:4]}-{quarter.upper()}" if quarter else state.period
        dimensions = tuple(sorted({**dict(classes), **dict(meaning.dimensions)}.items()))
        label, by, section = self._label(figure), f"sentences/{meaning.by}", self.setting.section
        unit = self.setting.unit_of(concept, figure)
        fact = StatedFact(figure, concept, label, unit, period, "text", by, dimensions, section)
        is_part = state.in_parts and relation is None
        meant = replace(relation, fact=fact) if relation is not None else Meant(fact, meaning.aspect, is_part=is_part)
        self.meant.append(meant)

    def _quarter_ended(self, concept: str) -> str:
        """The quarter on whose last day something stood that is told by quarters: spent up to 31 March."""
        told = concept in self.setting.lexicon.quarterly
        return _QUARTER_ENDS.get(self.state.period[4:], "") if told else ""

    def _classes(self) -> Dimensions | None:
        """The class of expenditure that is spoken of; None where it has a name that no code is known for."""
        names, classes = self.state.class_names, self.setting.classes
        if not names:
            return ()
        code = classes.code(names) if classes is not None else None
        return None if code is None else (("functional_class", code),)

    def _label(self, figure: Figure) -> str:
        """The words right before the figure, as printed but for their blanks."""
        folded = self.setting.text
        at = next((index for index, one in folded.figures.items() if one is figure), None)
        if at is None:
            at = next((i for i, place in enumerate(folded.places) if place >= figure.end), len(folded.text))
        cut = max(folded.text.rfind(mark, 0, at) for mark in "，；。：#、") + 1
        return folded.printed(cut, at).lstrip("（(")[-_MOST_LABEL:]


def in_words(start: int, end: int, number: Decimal | None, unit: str) -> Figure:
    """A number that is written as words."""
    value = _ZERO if number is None else number
    return Figure(start, end, value, unit, steps=("in_words" if value else "zero_in_words",))
