"""Reading the register. It keeps nothing: the module that evaluates offers what is asked here as `scores.…`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.platform.installed import offered
from jixiao.web.platform.kept import kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from jixiao.web.platform.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Score:
    """The self-evaluation of an organisation's year: computed, stated and reviewed scores where known; its stage."""

    organisation: int
    year: int
    framework: str
    stage: str
    stage_name: Text
    computed: Decimal | None
    stated: Decimal | None
    reviewed: Decimal | None
    grade: str
    is_signed: bool
    is_accepted: bool
    url: str


@dataclass(frozen=True, slots=True)
class ProjectScore:
    """The self-evaluation of a project's year: the review score where there is one, else its own; the grade."""

    organisation: int
    year: int
    project: str
    score: Decimal | None
    grade: str
    is_accepted: bool
    url: str


@kept
def scores(organisations: Sequence[Organisation], year: int) -> dict[int, Score]:
    """How each organisation stands that evaluates the year, by its key."""
    ask = offered("scores.of")
    return {} if ask is None else ask(organisations, year)


@kept
def project_scores(organisations: Sequence[Organisation], year: int) -> list[ProjectScore]:
    """The projects of organisations that are evaluated for a year."""
    ask = offered("scores.projects")
    return [] if ask is None else ask(organisations, year)


@kept
def card(organisation: Organisation, year: int) -> dict[str, Any] | None:
    """The scorecard as a document jixiao/score/1: the signed one where one was signed; None where there is none."""
    ask = offered("scores.card")
    return None if ask is None else ask(organisation, year)
