"""Sample years of a department: reports that do not exist, at every stage; and the projects of those years.

A year is scored once: what its report says is written at once, and its moves are rows as if they had been made.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jixiao.reports.samples.as_text import as_html
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.usecases.runs import sha256
from jixiao.web.modules.evaluation.actions.files import keep_file
from jixiao.web.modules.evaluation.actions.publishing import publish_result
from jixiao.web.modules.evaluation.bringing import read_brought
from jixiao.web.modules.evaluation.content import decisions_of, entries_of, statements_of, written
from jixiao.web.modules.evaluation.dues import review_score, review_total, unexplained
from jixiao.web.modules.evaluation.models import (
    Decision,
    DepartmentYear,
    Evidence,
    Import,
    Reason,
    Remark,
    Run,
    Statement,
    Step,
)
from jixiao.web.modules.evaluation.projects.sample import sample_projects
from jixiao.web.modules.evaluation.scoring import signed_run
from jixiao.web.modules.evaluation.stages import TABLE
from jixiao.web.platform.people.models import Post, Role
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures.actions import replace_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.web.platform.files.models import StoredFile
    from jixiao.web.platform.people.models import Organisation, Person

# How far each department has come with its latest year, one after the other; earlier years are accepted.
SIGNED = ("sign_section", "sign_office", "sign_unit")
WAYS = (
    (*SIGNED, "submit"),
    (),
    (*SIGNED, "submit", "take_up", "accept"),
    ("sign_section",),
    (*SIGNED, "submit", "take_up"),
    (*SIGNED, "submit", "take_up", "accept"),
    SIGNED,
    (*SIGNED, "submit", "take_up", "return"),
    (*SIGNED, "submit", "take_up", "accept"),
    ("sign_section", "sign_office"),
)
ACCEPTED = (*SIGNED, "submit", "take_up", "accept")
FIRST_YEAR = 2022
FRAMEWORK = "shenzhen-department-2022"
ROLES_OF = {
    "sign_section": Role.SECTION_HEAD, "sign_office": Role.UNIT_HEAD, "sign_unit": Role.UNIT_HEAD,
    "submit": Role.FILLER,
}  # fmt: skip
REASON = "佐证材料另行报送，复核时可调阅。"
# Remarks of a review that changes scores, one department after another: how much each takes off an indicator.
TAKEN = ("0.00", "0.50", "1.00", "0.00", "2.00")


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> list[DepartmentYear]:
    """Years that are over, each from a report; a department's latest is still on its way."""
    over = sorted(year for year in years if FIRST_YEAR <= year < at.year)[-2:]
    # By its place among its sisters: samples of several departments are made at the same time.
    place = organisation.parent.children.filter(pk__lt=organisation.pk).count() if organisation.parent else 0
    holders = _holders(organisation)
    made = []
    for year in over:
        way = ACCEPTED if year != over[-1] else WAYS[place % len(WAYS)]
        made.append(_year(organisation, year, way, place, by, holders, at))
    sample_projects(organisation, over, place, by, holders, at)
    return made


def _year(
    organisation: Organisation, year: int, way: Sequence[str], place: int, by: Person, holders: dict[str, Person],
    at: datetime,
) -> DepartmentYear:  # fmt: skip
    row = DepartmentYear.objects.create(
        organisation=organisation, year=year, entity=organisation.name, region=organisation.region,
        framework=FRAMEWORK, by=by, at=at,
    )  # fmt: skip
    card, file = _bring(row, by, at)
    if way:
        names = list(dict.fromkeys(due.indicator for due in unexplained(card, ())))
        Reason.objects.bulk_create(Reason(year=row, indicator=name, text=REASON, by=by, at=at) for name in names)
    run = _run(row, holders.get(Role.SECTION_HEAD, by), at) if way else None
    remarks = _remarks(row, card, way, place, holders.get(Role.REVIEWER, by), at)
    source = TABLE.first.id
    steps = []
    for number, name in enumerate(way):
        who = holders.get(ROLES_OF.get(name, Role.REVIEWER), by)
        target = TABLE.moves[name].target
        when = at - timedelta(hours=len(way) - number)
        steps.append(Step(year=row, move=name, source=source, target=target, run=run, by=who, at=when))
        source = target
    Step.objects.bulk_create(steps)
    row.stage = source
    _keep_totals(row, card, remarks)
    _evidence(row, card, file, by, at)
    if way and way[-1] == "accept" and run is not None:
        publish_result(row, run, holders.get(Role.REVIEWER, by), at)
    told = {"year": year, "stage": row.stage}
    record("evaluation.begin", f"department_year/{row.pk}", by=by, at=at, organisation=organisation, after=told)
    return row


def _bring(row: DepartmentYear, by: Person, at: datetime) -> tuple[Scorecard, StoredFile]:
    """What a report says, read as every report is."""
    report = self_evaluation(row.year, row.entity, row.organisation_id)
    content, name = as_html(report), f"{row.entity}{row.year}年度部门整体支出绩效自评报告.html"
    file = keep_file(organisation=row.organisation, name=name, chunks=[content], by=by, at=at)
    brought = read_brought(row, name, content)
    if brought.card is None or brought.content is None:
        raise ValueError(f"the sample report of {row} cannot be read: {brought.problems}")
    value = brought.content
    replace_all(organisation=row.organisation, year=row.year, entries=entries_of(value), by=by, at=at)
    Decision.objects.bulk_create(decisions_of(value, row, by, at))
    Statement.objects.bulk_create(statements_of(value, row, by, at))
    Import.objects.create(
        year=row, file=file, form="document", content=written(value), by=by, at=at, applied_at=at, applied_version=1
    )
    row.entity, row.region = value["entity"], value["region"]
    row.stated_grade = (value.get("stated") or {}).get("grade") or ""
    return brought.card, file


def _run(row: DepartmentYear, by: Person, at: datetime) -> Run:
    run = signed_run(row)
    digest = sha256(run.result.encode())
    return Run.objects.create(
        year=row, record=run.record, input=run.input, result=run.result, result_sha256=digest, by=by, at=at
    )


def _remarks(
    row: DepartmentYear, card: Scorecard, way: Sequence[str], place: int, by: Person, at: datetime
) -> dict[str, Remark]:
    """What the review says: everything accepted with a score, or two indicators that go back."""
    found: list[Remark] = []
    known = {"year": row, "round": 1, "by": by, "at": at}
    if way[-1:] == ("accept",):
        for one in card.results:
            score = one.stated_value if review_score(one, None) is None else None
            text = "" if score is None else "查阅佐证材料后认可"
            found.append(Remark(indicator=one.indicator.id, score=score, text=text, verdict="accepted", **known))
        takes = type(card.total)(TAKEN[(place + row.year) % len(TAKEN)])
        first = next((one for one in found if one.score is not None and takes and one.score >= takes), None)
        if first is not None and first.score is not None:
            first.score, first.text = first.score - takes, f"佐证材料不足，扣 {takes} 分"
    if way[-1:] == ("return",):
        open_ = [one for one in card.results if review_score(one, None) is None] or list(card.results)
        for one in open_[:2]:
            found.append(Remark(indicator=one.indicator.id, text="请补充佐证材料", verdict="returned", **known))
    Remark.objects.bulk_create(found)
    return {one.indicator: one for one in found}


def _keep_totals(row: DepartmentYear, card: Scorecard, remarks: dict[str, Remark]) -> None:
    row.computed, row.computed_points = card.total, card.decided_points
    row.open_points = card.stated_only_points + card.undecided_points
    row.stated = card.stated_total
    row.reviewed = None if row.is_open else review_total(card, remarks)
    row.to_explain = len({due.indicator for due in unexplained(card, ())}) if row.stage == TABLE.first.id else 0
    row.save()


def _evidence(row: DepartmentYear, card: Scorecard, file: StoredFile, by: Person, at: datetime) -> None:
    """The report stands behind the first indicators that rest on the unit's own word."""
    names = [one.indicator.id for one in card.results if one.basis == "stated"][:2]
    Evidence.objects.bulk_create(
        Evidence(year=row, indicator=name, title="自评报告相关章节", file=file, by=by, at=at) for name in names
    )


def _holders(organisation: Organisation) -> dict[str, Person]:
    """Who holds each post over the organisation, the first of several."""
    above = organisation.line
    found: dict[str, Person] = {}
    for post in Post.objects.filter(organisation__in=above).select_related("person").order_by("pk"):
        found.setdefault(post.role, post.person)
    return found
