"""Use of results: the verdict of a year, what it proposes for the next budget, and what the budget then did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.rectification.models import DECISIONS, Consequence
from jixiao.web.platform.kept import kept
from jixiao.web.registers.funds.queries import project_money
from jixiao.web.registers.scores.queries import project_scores, scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.registers.funds.queries import ProjectMoney

# 优 first, 良 kept, 中 cut, 差 cancelled: Sichuan's way with monitoring of 2025, read as a digest only, so unverified.
PROPOSED = {"优": "raise", "良": "keep", "中": "cut", "差": "cancel"}
SOURCE = Text(
    "优的优先保障、良的继续安排、中的压减、差的取消（四川省 2025 年办法摘要，原文待核）",
    "excellent first, good kept, fair cut, poor cancelled (Sichuan 2025, from a digest; original not read)",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A project: how it did, what that proposes, what was decided, what next year's budget did."""

    organisation: Organisation
    code: str
    name: str
    verdict: str
    score: str
    proposed: str
    consequence: Consequence | None
    this: int
    spent_share: int | None
    following: int | None
    url: str
    is_departments: bool = False  # the project was not scored: the verdict is that of its department

    @property
    def difference(self) -> int | None:
        """Next year's initial budget less this year's."""
        return None if self.following is None else self.following - self.this

    @property
    def proposed_said(self) -> Text:
        """What the verdict proposes, in words."""
        return DECISIONS[self.proposed] if self.proposed else same("")

    @property
    def is_followed(self) -> bool | None:
        """Whether next year's budget does what was decided; None before it is known."""
        if self.consequence is None or self.following is None:
            return None
        return {
            "raise": self.following >= self.this,
            "keep": self.following > 0,
            "cut": self.following <= self.this - (self.consequence.amount or 1),
            "cancel": self.following == 0,
        }[self.consequence.decision]

    @property
    def state(self) -> Text:
        """Where it stands, in words."""
        if self.consequence is None:
            return Text("待决定", "to be decided")
        if self.is_followed is None:
            return Text("待下年预算", "next budget not known yet")
        if self.is_followed:
            return Text("已落实", "followed")
        return Text("未落实，已说明", "not followed, explained") if self.consequence.explained else _UNEXPLAINED

    @property
    def light(self) -> str:
        """The light of that."""
        if self.consequence is None or self.is_followed is None:
            return "none"
        return "green" if self.is_followed else "amber" if self.consequence.explained else "red"


_UNEXPLAINED = Text("未落实，须说明", "not followed: say why")


@kept
def rows(organisations: Sequence[Organisation], year: int) -> list[Row]:
    """A row for each project with money of its own in a year; the queries do not grow with the projects."""
    by_key = {one.pk: one for one in organisations}
    now = project_money(organisations, year, months=False)
    following = project_money(organisations, year + 1, months=False)
    later = {(one.organisation, one.code): one.money.initial for one in following}
    planned = {organisation for organisation, _code in later}
    decided = {
        (one.organisation_id, one.project): one
        for one in Consequence.objects.filter(organisation__in=organisations, year=year)
    }
    verdicts = _verdicts(organisations, year)
    found = []
    for one in now:
        own = verdicts.get((one.organisation, one.code))
        verdict, score = own or verdicts.get((one.organisation, ""), ("", ""))
        then = later.get((one.organisation, one.code), 0) if one.organisation in planned else None
        found.append(
            Row(
                by_key[one.organisation], one.code, one.name, verdict, score, _proposed(verdict),
                decided.get((one.organisation, one.code)), one.money.initial, _share(one), then, one.url,
                own is None and bool(verdict or score),
            )
        )  # fmt: skip
    return found


def _verdicts(organisations: Sequence[Organisation], year: int) -> dict[tuple[int, str], tuple[str, str]]:
    """Grade and score of projects where they are scored, and of the department for those that are not."""
    found = {
        (key, ""): (one.grade, _points(one.reviewed if one.reviewed is not None else one.stated))
        for key, one in scores(organisations, year).items()
    }
    for one in project_scores(organisations, year):
        found[one.organisation, one.project] = (one.grade, _points(one.score))
    return found


def _points(score: object) -> str:
    return "" if score is None else f"{score:.2f}"


def _proposed(verdict: str) -> str:
    return PROPOSED.get(verdict[:1], "")


def _share(one: ProjectMoney) -> int | None:
    """What was spent of the adjusted budget, in whole per cent, rounded down."""
    return None if one.money.adjusted <= 0 else one.money.spent * 100 // one.money.adjusted


def to_explain(organisations: Sequence[Organisation], year: int) -> list[Row]:
    """Decisions that the next budget did not follow, and nobody said why."""
    return [one for one in rows(organisations, year) if one.is_followed is False and not _is_explained(one)]


def _is_explained(row: Row) -> bool:
    return row.consequence is not None and bool(row.consequence.explained)
