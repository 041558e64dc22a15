"""Figures that stand in a relation to others: changes, shares, degrees of completion."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.document.figure import Figure
from jixiao.core.document.statement import StatedFact
from jixiao.documents.extract.sentences.folding import folded_words
from jixiao.documents.extract.sentences.state import Meaning, Meant

if TYPE_CHECKING:
    from jixiao.documents.extract.sentences.grid import Grid
    from jixiao.documents.extract.sentences.state import Setting, State
    from jixiao.documents.extract.sentences.tokens import Token

CHANGE_AMOUNT, CHANGE_RATE, SHARE, COMPLETION = "change_amount", "change_rate", "share_of", "completion_rate"
# A word of change stands right before its figure: 下降了约 3 %.
_NEAR = 4
# What amounts are told in where the sentence has none to go by.
_MONEY = "万元"
# Words of comparing, which name nothing.
_COMPARING = re.compile("[，。：、()]|年度?|同期?比?|比|较|上|本|数|额|总|又")
# A difference from the budget of the same year is no change against the year before.
_AGAINST_PLAN = re.compile(
    r"[比较与同于](?:年初|全年|调整后?|当年|本年)?(?:部门)?预算(?:数|安排|金额)?(?:相比)?[，,]?[各共]?\Z"
)
_CHANGES = ("increase", "decrease")
_ADJUSTED = ("完成调整", "完成全年", "占全年", "为全年")
_DEGREES = ("share", "completion")
Related = list[tuple[Meaning, Meant]]


class Relations:
    """Finds the relations of one sentence."""

    def __init__(self, setting: Setting, state: State, grid: Grid, meant: list[Meant]) -> None:
        """State and facts are the walk's: they grow from figure to figure."""
        self.setting = setting
        self.state = state
        self.grid = grid
        self.meant = meant

    def related(self, figure: Figure, token: Token) -> Related | None:
        """What a figure is by its relation; empty when that is of nothing known, None when it stands in none."""
        found = self._word_before(token)
        if found is None:
            return None
        relation, word = found
        if relation in _CHANGES:
            self.state.is_against_plan |= _AGAINST_PLAN.search(self.setting.text.text[: word.start]) is not None
            referent = None if self.state.is_against_plan else self._referent(figure)
            referent = self._of_this_year(referent) if referent is not None else None
            return [] if referent is None else self._change(figure, relation, referent, word)
        last = None if self.state.is_lost else self._last_stated()
        if last is None or self.setting.dimension(figure) != "ratio":
            return []
        return [self._degree(relation, last, word.value)]

    def unchanged(self, figure: Figure) -> tuple[Figure, Meaning, Meant] | None:
        """That something stayed the same, said in words: a change of 0 in its unit."""
        stated = self._last_stated()
        zero = replace(figure, unit=stated.fact.unit if stated is not None else _MONEY)
        referent = self._referent(zero)
        if referent is None:
            return None
        meaning, meant = self._generic_change(zero, "same", referent, (figure.start, figure.end))
        return zero, meaning, meant

    def _word_before(self, token: Token) -> tuple[str, Token] | None:
        text = self.setting.text.text
        for word in reversed(self.state.segment):
            names = [entry.name for entry in word.of_role("relation")]
            gap = text[word.end : token.start]
            if any(name in _CHANGES for name in names) and len(gap) <= _NEAR and "，" not in gap:
                return names[0], word
            if any(name in _DEGREES for name in names) and not {"，", "；"} & set(gap):
                return names[0], word
        return None

    def _last_stated(self) -> Meant | None:
        return next((one for one in reversed(self.meant) if not one.relation), None)

    def _referent(self, figure: Figure) -> Meant | None:
        """What a change is of: what is named beside it, else what was stated last, else in the sentence before."""
        if self.grid.named() is not None:
            return self._named_here(figure)
        if self.state.in_reason or self.state.is_lost or self._says_more():
            return None
        for one in reversed(self.meant):
            if one.relation == "change" and one.of is not None:
                return Meant(one.of, one.aspect)
            if not one.relation:
                return one
        return None if self._last_figure() is not None else self.setting.previous

    def _of_this_year(self, referent: Meant) -> Meant | None:
        """What rose since last year is this year's figure, also where last year's was told last."""
        if referent.fact.period[:4] >= str(self.setting.year):
            return referent
        known = (referent.fact.concept, referent.fact.dimensions)
        told = (one for one in reversed(self.meant) if not one.relation and one.fact.period >= str(self.setting.year))
        found = next((one for one in told if (one.fact.concept, one.fact.dimensions) == known), None)
        self.state.period = found.fact.period if found is not None else self.state.period
        return found

    def _last_figure(self) -> Token | None:
        return next((token for token in reversed(self.state.seen) if token.kind == "figure"), None)

    def _says_more(self) -> bool:
        """Whether other words stand since the last figure than those of a comparison: the change may be of those."""
        folded, last, at = self.setting.text, self._last_figure(), 0
        if last is not None:
            at = last.end + len(folded_words(folded.figures[last.start].unit))
        rest = ""
        for token in self.state.segment:
            rest += folded.text[at : token.start]
            at = max(at, token.end)
        return len(_COMPARING.sub("", rest)) > _NEAR

    def _named_here(self, figure: Figure) -> Meant | None:
        like = figure
        if self.setting.dimension(figure) == "ratio":
            # A rate of change is of an amount: look the thing up as the amounts of the sentence are.
            unit = next((one.fact.unit for one in reversed(self.meant) if one.fact.unit != figure.unit), _MONEY)
            like = replace(figure, unit=unit)
        found = self.grid.meanings(replace(like, number=abs(like.number)))
        if not found:
            return None
        meaning = found[0]
        for one in reversed(self.meant):
            if one.fact.concept == meaning.concept and one.fact.period == self.state.period:
                return one
        return Meant(self._spoken_of(meaning), meaning.aspect, relation="unstated")

    def _spoken_of(self, meaning: Meaning) -> StatedFact:
        """Something that the sentence names without its figure; that may stand elsewhere."""
        nothing = Figure(0, 0, Decimal(0))
        return StatedFact(nothing, meaning.concept, "", "", self.state.period, "text", "", meaning.dimensions)

    def _change(self, figure: Figure, direction: str, referent: Meant, word: Token) -> Related:
        places = self.setting.text.places
        spot = (places[word.start], places[word.end - 1] + 1)
        found = [self._generic_change(figure, direction, referent, spot)]
        named = self.setting.lexicon.changes.get((str(referent.fact.concept), direction))
        for concept in named.concepts if named is not None else ():
            meaning = Meaning(concept, referent.fact.dimensions, "relations:named_change")
            found.append((meaning, Meant(referent.fact, relation="named_change")))
        return found

    def _generic_change(
        self, figure: Figure, direction: str, referent: Meant, spot: tuple[int, int]
    ) -> tuple[Meaning, Meant]:
        of = referent.fact
        concept = CHANGE_RATE if self.setting.dimension(figure) == "ratio" else CHANGE_AMOUNT
        dimensions = tuple(sorted((*of.dimensions, ("direction", direction), ("of", str(of.concept)))))
        before = next((one.fact for one in reversed(self.meant) if _is_before(one, of)), None)
        meant = Meant(of, referent.aspect, "change", of, before, spot)
        return Meaning(concept, dimensions, "relations:change"), meant

    def _degree(self, relation: str, last: Meant, word: str) -> tuple[Meaning, Meant]:
        of = last.fact
        dimensions = tuple(sorted((*of.dimensions, ("of", str(of.concept)))))
        if relation == "share":
            whole = self.state.whole.fact if self.state.whole is not None and last.is_part else None
            spoken = self.grid.own(_MONEY) if self.grid.named() is not None else None
            whole = self._spoken_of(spoken) if spoken is not None else whole
            return Meaning(SHARE, dimensions, "relations:share"), Meant(of, "", relation, of, whole)
        stages = ("adjusted", "budget") if word.startswith(_ADJUSTED) else ("initial", "budget")
        planned = (one.fact for one in reversed(self.meant) if one.aspect in stages)
        whole = next((one for one in planned if one.dimensions == of.dimensions and one.by == of.by), None)
        return Meaning(COMPLETION, dimensions, "relations:completion"), Meant(of, "", relation, of, whole)


def _is_before(one: Meant, of: StatedFact) -> bool:
    return not one.relation and one.fact.period < of.period and one.fact.dimensions == of.dimensions
