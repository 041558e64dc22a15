"""Sample self-evaluations of projects: those of the budgets that the sample has, at several stages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.web.modules.evaluation.models import ProjectAnswer, ProjectStep, ProjectYear
from jixiao.web.modules.evaluation.projects.actions import keep_standing
from jixiao.web.modules.evaluation.projects.dues import unexplained
from jixiao.web.modules.evaluation.projects.filing import FRAMEWORK, card_of, filled, known
from jixiao.web.platform.people.models import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from jixiao.web.modules.evaluation.projects.filing import Known
    from jixiao.web.platform.people.models import Organisation, Person

# Projects of level 2 and below carry the goals; this many of a department are shown.
MOST = 8
SUMMARY = "按年初目标组织实施，主要任务已完成，资金使用合规。"
REASONS = (
    "受施工许可办理影响，部分工作顺延至次年。",
    "询价后成交价低于预算，形成结余。",
    "服务对象报名少于预期，次年调整宣传方式。",
)
WAYS: tuple[tuple[str, ...], ...] = (
    ("sign_section", "submit", "accept"),
    ("sign_section", "submit"),
    (),
    ("sign_section",),
    ("sign_section", "submit", "return"),
)
PROUD, FULL = 4, Decimal(100)
ROLES_OF = {"sign_section": Role.SECTION_HEAD, "submit": Role.UNIT_HEAD}
TARGETS = {"sign_section": "section_signed", "submit": "submitted", "accept": "accepted", "return": "returned"}
LEVELS = (("achieved", "95"), ("achieved", "90"), ("partly", "75"))


def sample_projects(
    organisation: Organisation, years: Sequence[int], place: int, by: Person, holders: Mapping[str, Person],
    at: datetime,
) -> None:  # fmt: skip
    """The projects of years that are over: the earlier ones accepted, the last one on its way.

    Every fourth department gives itself full marks for everything, so that someone can notice it.
    """
    for year in years:
        registers = known([organisation], year)
        chosen = [one for one in registers.money.values() if one.level > 1][:MOST] or list(registers.money.values())
        made = []
        for number, one in enumerate(chosen):
            way = WAYS[0] if year != years[-1] else WAYS[number % len(WAYS)]
            row = ProjectYear(
                organisation=organisation, year=year, project=one.code, name=one.name, framework=FRAMEWORK, by=by, at=at
            )
            answers = _answered(row, registers, number, way)
            if way and place % PROUD == PROUD - 1:
                row.stated = FULL
            made.append((row, way, answers))
        ProjectYear.objects.bulk_create([row for row, _, _ in made])
        every = [one for _, _, found in made for one in found]
        for row, _, found in made:
            for one in found:
                one.year, one.by, one.at = row, by, at
        ProjectAnswer.objects.bulk_create(every)
        ProjectStep.objects.bulk_create(
            ProjectStep(
                year=row, move=name, source=source, target=TARGETS[name], note=_note(name), at=at,
                by=holders.get(ROLES_OF.get(name, Role.REVIEWER), by),
            )
            for row, way, _ in made
            for name, source in zip(way, ("draft", *(TARGETS[one] for one in way)), strict=False)
        )  # fmt: skip


def _note(move: str) -> str:
    return "请补充未完成指标的佐证材料" if move == "return" else ""


def _answered(row: ProjectYear, registers: Known, number: int, way: Sequence[str]) -> list[ProjectAnswer]:
    """Put how it stands into a row; returns what was entered for its indicators."""
    answers = _judged(row, registers, number)
    content = filled(row, registers, answers)
    result = _result(content)
    if way:
        there = {one.indicator: one for one in answers}
        for place, (name, _) in enumerate(unexplained(content, result)):
            found = there.setdefault(name, ProjectAnswer(indicator=name))
            found.reason = REASONS[(number + place) % len(REASONS)]
        answers = list(there.values())
        content = filled(row, registers, answers)
    keep_standing(row, content, result)
    row.summary = SUMMARY if way else ""
    if way:
        row.content, row.result = content, result
        row.stage = TARGETS[way[-1]]
        # What cannot be told by figures is stated by the unit, most of it as reached.
        full = Decimal(result["total"]) + (row.open_points or 0) * Decimal("0.9")
        row.stated = full.quantize(Decimal("0.01"))
    if way[-1:] == ("accept",):
        row.reviewed = max(Decimal(0), (row.stated or Decimal(0)) - Decimal(number % 4))
        row.remark = "佐证不足，酌情扣分" if row.reviewed != row.stated else ""
    return answers


def _judged(row: ProjectYear, registers: Known, number: int) -> list[ProjectAnswer]:
    """Goals in words are judged; what is a number stands in the register."""
    table = registers.tables.get((row.organisation_id, row.project))
    found = []
    for one in () if table is None else table.indicators.all():
        if not one.is_number:
            level, percent = LEVELS[(number + one.position) % len(LEVELS)]
            found.append(ProjectAnswer(indicator=f"i{one.pk}", level=level, percent=Decimal(percent)))
    return found


def _result(content: dict[str, Any]) -> dict[str, Any]:
    from jixiao.reports.score_json import score_document

    return score_document(card_of(content))
