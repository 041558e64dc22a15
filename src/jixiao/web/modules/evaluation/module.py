"""The manifest of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.stages import PERMISSIONS, READ, REVIEW
from jixiao.web.modules.evaluation.words import TARGETS, TRAIL
from jixiao.web.platform.manifest import Column, Entry, Module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.platform.manifest import Cell, Hit, Waiting
    from jixiao.web.platform.people.models import Organisation, Person


def _waiting(person: Person) -> list[Waiting]:
    # Models can only be imported once the program has its applications.
    from jixiao.web.modules.evaluation.queries import waiting

    return waiting(person)


def _search(person: Person, words: str) -> list[Hit]:
    from jixiao.web.modules.evaluation.queries import search

    return search(person, words)


def _scores(organisations: Sequence[Organisation], year: int) -> dict[int, Any]:
    from jixiao.web.modules.evaluation.offers import scores

    return scores(organisations, year)


def _projects(organisations: Sequence[Organisation], year: int) -> list[Any]:
    from jixiao.web.modules.evaluation.offers import project_scores

    return project_scores(organisations, year)


def _card(organisation: Organisation, year: int) -> dict[str, Any] | None:
    from jixiao.web.modules.evaluation.offers import card

    return card(organisation, year)


def _stated(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    from jixiao.web.modules.evaluation.offers import stated_cells

    return stated_cells(organisations, year)


def _reviewed(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    from jixiao.web.modules.evaluation.offers import reviewed_cells

    return reviewed_cells(organisations, year)


def _gap(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    from jixiao.web.modules.evaluation.offers import gap_cells

    return gap_cells(organisations, year)


POINTS = Text("分", "points")
MODULE = Module(
    "evaluation",
    "evaluation",
    Text("绩效自评", "Evaluation"),
    (
        Entry(Text("绩效自评", "Evaluation"), "evaluation:years", READ),
        Entry(Text("项目自评", "Project self-evaluations"), "evaluation:projects", READ),
        Entry(Text("财政复核", "Finance review"), "evaluation:queue", REVIEW),
    ),
    PERMISSIONS,
    _waiting,
    _search,
    columns=(
        Column("stated_score", Text("自评分", "Stated score"), _stated, POINTS),
        Column("reviewed_score", Text("复核分", "Review score"), _reviewed, POINTS),
        Column("score_gap", Text("差距", "Gap"), _gap, POINTS),
    ),
    offers={"scores.of": _scores, "scores.projects": _projects, "scores.card": _card},
    trail=TRAIL,
    targets=TARGETS,
)
