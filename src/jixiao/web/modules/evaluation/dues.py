"""What is missing before a move: reasons, remarks, review scores, a run that replays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation import stages
from jixiao.web.modules.evaluation.content import TOTAL
from jixiao.web.modules.evaluation.scoring import replayed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.web.modules.evaluation.models import DepartmentYear, Remark
    from jixiao.web.platform.people.models import Person

TOTAL_NAME = Text("自评总分", "stated total")


@dataclass(frozen=True, slots=True)
class Due:
    """An indicator that wants words: it is undecided, or its score is not the stated one; empty for the total."""

    indicator: str
    name: Text
    what: Text


def undecided(card: Scorecard) -> list[Due]:
    """Indicators that cannot be told."""
    return [
        Due(one.indicator.id, one.indicator.name, Text("不能判断，须说明原因", "cannot be told: say why"))
        for one in card.results
        if one.outcome is Outcome.CANNOT_TELL
    ]


def deviations(card: Scorecard) -> list[Due]:
    """Indicators whose score is not the stated one, and a stated total that is not the sum of its parts."""
    found = [
        Due(
            one.indicator.id,
            one.indicator.name,
            Text(f"算得 {one.score}，自评 {one.stated_value}，须说明差异",
                 f"{one.score} computed, {one.stated_value} stated: say why"),
        )
        for one in card.differing
    ]  # fmt: skip
    if card.stated_foots is False:
        said = Text(
            f"自评各项之和 {card.stated_sum}，自评总分 {card.stated_total}，须说明差异",
            f"the stated scores make {card.stated_sum}, the stated total is {card.stated_total}: say why",
        )
        found.append(Due(TOTAL, TOTAL_NAME, said))
    return found


def unexplained(card: Scorecard, explained: Collection[str]) -> list[Due]:
    """What still wants words."""
    return [due for due in (*undecided(card), *deviations(card)) if due.indicator not in explained]


def review_score(result: IndicatorResult, remark: Remark | None) -> Decimal | None:
    """The score that the review gives: the reviewer's own, else the computed one; never the stated one by itself."""
    return remark.score if remark is not None and remark.score is not None else result.score


def review_total(card: Scorecard, remarks: Mapping[str, Remark]) -> Decimal | None:
    """The sum of the review scores; None while one is missing."""
    found = [review_score(one, remarks.get(one.indicator.id)) for one in _counted(card)]
    return None if None in found else sum((one for one in found if one is not None), Decimal("0.00"))


def _counted(card: Scorecard) -> list[IndicatorResult]:
    return [one for one in card.results if one.outcome is not Outcome.NOT_APPLICABLE]


def missing(
    year: DepartmentYear, card: Scorecard, names: Collection[str], by: Person | None = None
) -> dict[str, list[Text]]:
    """For each name of what is due: what is missing of it, for the person who would make the move."""
    explained = {one.indicator for one in year.reasons.all()}
    remarks = {one.indicator: one for one in year.remarks.all() if one.round == year.round}
    finders = {
        stages.EXPLAINED: lambda: _said(undecided(card), explained),
        stages.DEVIATIONS: lambda: _said(deviations(card), explained),
        stages.REMARKS: lambda: [] if any(one.text for one in remarks.values() if one.verdict != "accepted") else [
            Text("退回前须对至少一项指标写明意见", "write a remark on at least one indicator before returning")
        ],
        stages.REVIEWED: lambda: _unreviewed(card, remarks),
        stages.NONE_RETURNED: lambda: _returned(card, remarks),
        stages.FOUR_EYES: lambda: _same_eyes(year, by),
        stages.REPLAYS: lambda: _not_replayed(year),
    }  # fmt: skip
    return {name: finders[name]() for name in names}


def _said(dues: list[Due], explained: Collection[str]) -> list[Text]:
    return [
        Text(f"{due.name.zh}：{due.what.zh}", f"{due.name.en}: {due.what.en}")
        for due in dues
        if due.indicator not in explained
    ]


def _unreviewed(card: Scorecard, remarks: Mapping[str, Remark]) -> list[Text]:
    return [
        Text(f"{one.indicator.name.zh}：没有复核分，须评分", f"{one.indicator.name.en}: has no review score yet")
        for one in _counted(card)
        if review_score(one, remarks.get(one.indicator.id)) is None
    ]


def _returned(card: Scorecard, remarks: Mapping[str, Remark]) -> list[Text]:
    return [
        Text(f"{one.indicator.name.zh}：已标为退回", f"{one.indicator.name.en}: is marked to go back")
        for one in card.results
        if one.indicator.id in remarks and remarks[one.indicator.id].verdict == "returned"
    ]


def _same_eyes(year: DepartmentYear, by: Person | None) -> list[Text]:
    """The office does not sign what the same person has just signed for the section."""
    last = year.steps.filter(move="sign_section").last()
    if last is None or by is None or last.by_id != by.pk:
        return []
    return [Text("科室签署的是您本人，请由另一人签署", "you signed for the section: someone else signs for the office")]


def _not_replayed(year: DepartmentYear) -> list[Text]:
    run = year.runs.first()
    if run is None:
        return [Text("没有签署时的运行记录", "there is no signed run")]
    lead = Text("重算与签署时不同，请退回重签——", "recomputing differs from what was signed, send it back: ")
    return [lead + text for text in replayed(run)[1]]
