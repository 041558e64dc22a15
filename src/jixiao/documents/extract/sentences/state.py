"""What a sentence is read with, what is known at each point of it, and what its figures were found to mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.sentence_layout import Subject
    from jixiao.core.document.statement import Dimensions, StatedFact
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.documents.extract.sentences.class_names import ClassNames
    from jixiao.documents.extract.sentences.folding import Folded
    from jixiao.documents.extract.sentences.lexicon import Lexicon
    from jixiao.documents.extract.sentences.tokens import Token

_SHORT = {"万": "万元", "亿": "亿元"}
_IN_MONEY = ("budget", "accounts")
Subjects = tuple["Subject", ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is found to be: a concept (with a relative period or none), its dimensions, by which rule."""

    concept: str
    dimensions: Dimensions
    by: str
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """A stated fact with the aspect under which it was found, and the relation in which it stands to others.

    A change or a share is `of` another fact; `direction` is the stretch of the word that tells which way.
    """

    fact: StatedFact
    aspect: str = ""
    relation: str = ""
    of: StatedFact | None = None
    other: StatedFact | None = None
    direction: tuple[int, int] | None = None
    is_part: bool = False


@dataclass(frozen=True)
class Setting:
    """What a sentence is read with: its words, the subjects of its titles, and what stood before it."""

    text: Folded
    lexicon: Lexicon
    vocabulary: Vocabulary
    year: int
    section: str = ""
    titles: tuple[Subjects, ...] = ()
    classes: ClassNames | None = None
    class_names: tuple[str, ...] = ()
    previous: Meant | None = None
    projects: tuple[str, ...] = ()
    kind: str = ""

    def dimension(self, figure: Figure) -> str:
        """The dimension of a figure's unit, or "" where it has none."""
        unit = self.vocabulary.units.get(figure.unit)
        return "" if unit is None else unit.dimension.id

    def unit_of(self, reference: str, figure: Figure) -> str:
        """The unit of a figure that has a concept: of money, 0.39 万 is short for 万元."""
        concept = self.vocabulary.concepts.get(reference.partition("@")[0])
        is_money = concept is not None and concept.dimension.id == "money"
        return _SHORT.get(figure.unit, figure.unit) if is_money and self.kind in _IN_MONEY else figure.unit

    def fits(self, reference: str, figure: Figure) -> bool:
        """Whether a concept may have this figure: by its dimension, and by what it can be at all."""
        concept = self.vocabulary.concepts.get(reference.partition("@")[0])
        unit = self.vocabulary.units.get(self.unit_of(reference, figure))
        if concept is None or unit is None or unit.dimension.id != concept.dimension.id:
            return False
        value = unit.to_base(figure.number)
        low_enough = concept.maximum is None or value <= concept.maximum
        return low_enough and (concept.minimum is None or value >= concept.minimum)


@dataclass
class State:
    """What is known at a point of the sentence. `head` is the subject whose parts are being told.

    It is lost after a figure that means nothing known: what follows may be of that. It is against the plan after a
    difference from the budget of the same year, which is no change from year to year.
    """

    period: str
    quarter: str = ""
    subjects: Subjects = ()
    name: str = ""
    head: Subjects = ()
    in_parts: bool = False
    whole: Meant | None = None
    has_base: bool = False
    in_reason: bool = False
    is_lost: bool = False
    is_against_plan: bool = False
    last_dimension: str = ""
    class_names: tuple[str, ...] = ()
    aspects: dict[str, str] = field(default_factory=dict)
    segment: list[Token] = field(default_factory=list)
    seen: list[Token] = field(default_factory=list)
