"""Subject and aspect of a figure, and the concept where the two meet.

Where the words would allow two concepts, there is none: a wrong concept is worse than no concept.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.document.figure import Figure
from jixiao.core.document.sentence_layout import OWN
from jixiao.documents.extract.sentences.state import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.document.sentence_layout import Subject
    from jixiao.core.document.statement import Dimensions
    from jixiao.documents.extract.sentences.state import Setting, State, Subjects
    from jixiao.documents.extract.sentences.tokens import Token

# Words between a subject and its figure that name nothing else: 共有, 预算为, 达到约.
_PASSING = re.compile(
    "共计|共有|合计|总计|总额|金额|总数|人数|预算|决算|支出|财政拨款|经费|安排|科目|原值|情况|比例|当前|目前|现有|实有"
    "|20\\d\\d年度?|达到|[数额为是共计达约的有在仅：()]"
)
_LISTED = ("、", "和", "及", "与")


class Grid:
    """Finds the meanings of figures of one sentence."""

    def __init__(self, setting: Setting, state: State) -> None:
        """The state is the walk's: it changes from figure to figure."""
        self.setting = setting
        self.state = state

    def meanings(self, figure: Figure, aspect: str | None = None) -> list[Meaning]:
        """What a figure is by the words since the one before it; `aspect` where that is known otherwise."""
        named = self.named()
        aspects = [aspect] if aspect is not None else self._aspects(figure, named)
        if named is not None:
            return self._first([self.fitting(named.subjects())], aspects, figure, self.name(named))
        state = self.state
        if state.in_parts and state.head and state.subjects and state.head != state.subjects:
            return self._of_part(aspects, figure)
        return self._first([state.subjects] if state.subjects else list(self._silent()), aspects, figure)

    def _of_part(self, aspects: list[str], figure: Figure) -> list[Meaning]:
        """A figure after a part was told: of the part or of the whole again, whichever can be, else of none.

        A second figure of another kind belongs to the part: 256 items, 59.33.
        """
        part = self._first([self.state.subjects], aspects, figure)
        whole = self._first([self.state.head], aspects, figure)
        agree = [one.concept for one in part] == [one.concept for one in whole]
        if part and whole and not agree and self.state.last_dimension == self.setting.dimension(figure):
            return []
        return part or whole

    def _first(
        self, candidates: list[Subjects], aspects: list[str], figure: Figure, name: str | None = None
    ) -> list[Meaning]:
        known = self.state.name if name is None else name
        cells = (self._cell(subjects, aspect, figure, known) for subjects in candidates for aspect in aspects)
        return next((found for found in cells if found), [])

    def own(self, unit: str) -> Meaning | None:
        """What the last named subject is by itself, as a figure of some unit."""
        named = self.named()
        like = Figure(0, 0, Decimal(0), unit)
        found = self._cell(self.fitting(named.subjects()), OWN, like, self.name(named)) if named is not None else []
        return found[0] if found else None

    def named(self) -> Token | None:
        """The last word since the figure before that names a subject."""
        return next((token for token in reversed(self.state.segment) if self.fitting(token.subjects())), None)

    def fitting(self, subjects: Subjects) -> Subjects:
        """The subjects that hold beside the other words of the sentence; a narrower one rules out the others."""
        text = self.setting.text.text + "".join(self.state.class_names)
        narrow = tuple(one for one in subjects if any(word in text for word in one.beside))
        return narrow or tuple(one for one in subjects if not one.beside)

    def _aspects(self, figure: Figure, named: Token | None) -> list[str]:
        """The aspects named since the figure before; else those of the list it stands in, and the subject's own."""
        # In a reason, 压减接待费 2 万元 is no statement of what was spent.
        is_spent = not self.state.in_reason or self.setting.dimension(figure) != "money"
        own = [OWN] if is_spent and (named is None or self._is_near(named, figure)) else []
        for token in reversed(self.state.segment):
            names = [entry.name for entry in token.of_role("aspect")]
            if names:
                # A word in front of the subject may be of the sentence rather than of the figure.
                return names if named is None or token.start > named.start else [*names, *own]
        in_quarter = any(token.kind == "period" and token.value.startswith("q") for token in self.state.segment)
        if named is None and not in_quarter and not any(token.kind == "class" for token in self.state.segment):
            return []
        known = self.state.aspects.get(self.setting.dimension(figure))
        return [known, *own] if known and (in_quarter or self._is_listed()) else own

    def _is_near(self, named: Token, figure: Figure) -> bool:
        """Whether the subject alone can tell what the figure is: it stands right before it."""
        text = self.setting.text
        at = next((index for index, one in text.figures.items() if one is figure), named.end)
        gap = text.text[named.end : at]
        return not _PASSING.sub("", gap)

    def _is_listed(self) -> bool:
        if self.state.in_parts or not self.state.segment:
            return self.state.in_parts
        at = self.state.segment[0].start
        return self.setting.text.text[max(0, at - 1) : at].endswith(_LISTED)

    def _silent(self) -> Iterator[Subjects]:
        """Whom a sentence means that names nobody: those of its titles, then the section's default."""
        if self.state.class_names:
            yield self.fitting(self.setting.lexicon.of_classes)
        yield from self.setting.titles
        if self.state.in_reason or any(token.subjects() for token in (*self.state.seen, *self.state.segment)):
            return
        if self._is_weak():
            return
        unknown = self._unknown()
        for subject, layout in self.setting.lexicon.defaults:
            if not any(word in unknown for word in layout.unless):
                yield (subject,)

    def _is_weak(self) -> bool:
        """Whether the aspect is named by a word so common that it tells nothing without its subject."""
        aspects = [token for token in self.state.segment if token.of_role("aspect")]
        return bool(aspects) and self.setting.lexicon.is_weak(aspects[-1].value)

    def _unknown(self) -> str:
        """The words of the sentence so far that no layout knows."""
        text, at, parts = self.setting.text.text, 0, []
        for token in self.state.seen:
            parts.append(text[at : token.start])
            at = token.end
        return "；".join(parts)

    def _cell(self, subjects: Subjects, aspect: str, figure: Figure, name: str) -> list[Meaning]:
        """The concepts of a subject in an aspect. Several subjects must agree, or one be of this very section."""
        found: dict[tuple[str, ...], Subject] = {}
        for subject in subjects:
            concepts = tuple(one for one in subject.concepts.get(aspect, ()) if self.setting.fits(one, figure))
            if concepts:
                found.setdefault(concepts, subject)
        if len(found) > 1:
            narrow = {key: one for key, one in found.items() if self.setting.lexicon.is_narrow(one)}
            found = narrow if len(narrow) == 1 else {}
        lexicon = self.setting.lexicon
        return [
            Meaning(concept, self._dimensions(subject, name), f"{lexicon.layout_of(subject)}:{subject.id}", aspect)
            for concepts, subject in found.items()
            for concept in concepts
        ]

    def name(self, token: Token) -> str:
        """The name in the words of a subject that has one, as printed."""
        return self.setting.text.printed(*token.inner) if token.inner is not None else ""

    def _dimensions(self, subject: Subject, name: str) -> Dimensions:
        """The subject's own dimensions, with the name that stood in its words."""
        named = ((subject.named, self._known_name(name)),) if subject.named and name else ()
        return tuple(sorted((*subject.dimensions, *named)))

    def _known_name(self, name: str) -> str:
        """The name as the tables of the document have it, where exactly one begins so."""
        name = name.rsplit("/", 1)[-1]
        known = [one for one in self.setting.projects if one.startswith(name)]
        return known[0] if len(known) == 1 else name
