"""What every write shares: the year is locked and open, nobody was faster, and the summary is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.content import content_of
from jixiao.web.modules.evaluation.dues import review_total, unexplained
from jixiao.web.modules.evaluation.models import DepartmentYear
from jixiao.web.modules.evaluation.scoring import card_of, standing_card

if TYPE_CHECKING:
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.web.modules.evaluation.models import Edited

CLOSED = Text("该年度已签署，内容不能改动；要修改请先退回填报", "the year is signed; send it back before changing it")


class Stale(Exception):
    """Someone else was faster; `current` is what stands there now (None where it is gone)."""

    def __init__(self, current: Any) -> None:  # noqa: ANN401  # whichever record it is
        self.current = current
        super().__init__("someone else was faster")


def locked(pk: int) -> DepartmentYear:
    """The year, while nobody else may write to it."""
    return DepartmentYear.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)


def locked_open(pk: int) -> DepartmentYear:
    """The year, to be filled in; raises `InputFault` where it is signed."""
    year = locked(pk)
    if not year.is_open:
        raise InputFault([Problem(CLOSED, "")])
    return year


def expect(record: Edited | None, version: int) -> None:
    """Raises `Stale` unless the record is the one that was seen (version 0: none was there)."""
    if (0 if record is None else record.version) != version:
        raise Stale(record)


def refresh(year: DepartmentYear, *, changed: bool = True) -> Scorecard:
    """Score the year and keep how it stands; raises `InputFault`, and then nothing of the write remains."""
    card = card_of(content_of(year), year.readings) if year.is_open else standing_card(year)
    explained = {one.indicator for one in year.reasons.all()}
    remarks = {one.indicator: one for one in year.remarks.all() if one.round == year.round}
    year.computed, year.computed_points = card.total, card.decided_points
    year.open_points = card.stated_only_points + card.undecided_points
    year.stated = card.stated_total
    year.reviewed = None if year.is_open else review_total(card, remarks)
    year.to_explain = len({due.indicator for due in unexplained(card, explained)})
    year.version += changed
    year.save()
    return card


def settle(year: DepartmentYear, *, is_back: bool) -> None:
    """Keep how a year stands after a move; one that goes back may be one that can no longer be scored."""
    try:
        refresh(year)
    except InputFault:
        if not is_back:
            raise
        year.version += 1
        year.save()
