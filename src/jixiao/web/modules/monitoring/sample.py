"""Plausible, fictional monitoring to try the program with: past years done, the present one at every stage.

The rounds are the district's and are made with its first department; what a department files depends on its place
among the others, so that every stage and every kind of decision has something to show.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jixiao.core.kernel.numerals import half_up
from jixiao.core.monitoring.lights import LEVELS
from jixiao.web.modules.monitoring import judging, rules, taking
from jixiao.web.modules.monitoring.actions.moving import problems_of
from jixiao.web.modules.monitoring.models import Filing, Round, Sheet
from jixiao.web.modules.monitoring.stages import CAUSES
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.trail.record import record
from jixiao.web.platform.workdays import after_working_days
from jixiao.web.registers.indicators.models import Actual
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_STAGES = ("issued", "issued", "filled", "section_signed", "submitted", "accepted", "returned")
_REASONS = (
    ("合同分期付款，主要支出在下半年", "与供应商约定付款节点，九月底前完成验收并支付"),
    ("采购公告流标一次，开工推迟两个月", "已重新招标，十月前完成主体工作"),
    ("人员到位较晚，活动集中在第四季度", "提前下达任务，逐月对账"),
)
_DECISIONS = (
    ("continue", "任务不变，已约定付款节点"),
    ("reallocate", "结余调剂给进度较快的项目"),
    ("cancel", "需求已不存在，收回剩余资金"),
)


def sample(organisation: Organisation, years: Iterable[int], by: Person, at: datetime) -> list[Filing]:
    """Make the filings of a department in the rounds of each year, and the rounds where they are not there yet."""
    found = []
    top = Organisation.objects.filter(parent=None, path__in=_above(organisation)).first() or organisation
    number = Organisation.objects.filter(kind=organisation.kind, path__lt=organisation.path).count()
    for year in sorted(years):
        for month, issued, until in _terms(year, at):
            one = _round(top, year, month, issued, until, by)
            if one is not None and not one.filings.filter(organisation=organisation).exists():
                found.append(_filing(one, organisation, number, by, is_past=until < at.date()))
    return found


def _above(organisation: Organisation) -> list[str]:
    parts = organisation.path.strip("/").split("/")
    return [f"/{'/'.join(parts[:count])}/" for count in range(1, len(parts) + 1)]


def _terms(year: int, at: datetime) -> list[tuple[int, datetime, date]]:
    """The rounds of a year: the month, when it was issued, until when; in the present year one that is under way."""
    day = at.date()
    zone = timezone.get_current_timezone()
    found = []
    if (year, 8, 31) < (day.year, day.month, day.day):
        issued = datetime.combine(day.replace(year=year, month=8, day=3), time(9, 30), zone)
        found.append((7, issued, day.replace(year=year, month=8, day=31)))
    if year == day.year and day.month > 1 and day.month - 1 != 7 * bool(found):
        found.append((day.month - 1, _working_days_before(at, 7), day + timedelta(days=12)))
    return found


def _working_days_before(at: datetime, count: int) -> datetime:
    back = at - timedelta(days=count)
    while after_working_days(back.date(), count) > at.date():
        back -= timedelta(days=1)
    return back


def _round(top: Organisation, year: int, month: int, issued: datetime, until: date, by: Person) -> Round | None:
    found = rules.in_force(issued.date())
    if found is None:
        return None
    reviewer = Person.objects.filter(posts__role="reviewer", posts__organisation=top).first() or by
    given = {
        "until": until, "levels": list(found.term.levels), "escalate_after": found.decision.escalate_after,
        "pause_after": found.decision.pause_after, "warns": until >= issued.date() and month > 7,
        "rules": rules.kept(found), "by": reviewer, "at": issued,
    }  # fmt: skip
    one, is_new = Round.objects.get_or_create(organisation=top, year=year, month=month, defaults=given)
    if is_new:
        after = {"round": str(one), "until": until.isoformat()}
        record("monitoring.issue", f"monitoring.round/{one.pk}", by=reviewer, at=issued, organisation=top, after=after)
    return one


def _filing(one: Round, organisation: Organisation, number: int, by: Person, *, is_past: bool) -> Filing:
    stage = "accepted" if is_past else _STAGES[number % len(_STAGES)]
    note = "第三张表的措施不具体，请补充完成时间" if stage == "returned" else ""
    filing = Filing.objects.create(
        round=one, organisation=organisation, stage=stage, note=note, moved_at=one.at, version=2
    )
    sheets = taking.new_sheets(filing, taking.take([organisation], one.year, one.month), (), by=by, at=one.at)
    _reach(sheets, one, by, leaves_open=stage == "issued")
    head = Person.objects.filter(posts__role="unit_head", posts__organisation=organisation).first() or by
    written = sheets if stage != "issued" else sheets[: len(sheets) * (number % 3) // 2]
    for place, sheet in enumerate(sheets):
        decides = stage not in ("issued", "filled") or place % 2 == 0
        _write(sheet, number + place, one, head if decides else None, writes=place < len(written))
    if not is_past:
        # Some undecided lights are new, others have been red for a while or for too long.
        for place, sheet in enumerate(sheet for sheet in sheets if sheet.red_since):
            sheet.red_since = (one.at - timedelta(days=(0, 3, 12)[place % 3])).date()
    Sheet.objects.bulk_create(sheets)
    if stage != "issued":
        after = {"stage": stage, "note": note}
        target = f"monitoring.filing/{filing.pk}"
        record("monitoring.finish", target, by=by, at=one.at, organisation=organisation, after=after)
    if stage in ("submitted", "accepted", "returned"):
        Problem.objects.bulk_create(
            (Problem(**each, by=by, at=one.at) for each in problems_of(filing, sheets)), ignore_conflicts=True
        )
    return filing


def _reach(sheets: list[Sheet], one: Round, by: Person, *, leaves_open: bool) -> None:
    """Values for indicators that nobody has reported yet; while a unit fills in, some stay open."""
    random = Random(f"{one.year} {one.month} {sheets[0].name}")  # noqa: S311 - plausible values, not secrets
    day, made = taking.last_day(one.year, one.month), []
    for row in (row for sheet in sheets for row in sheet.goals):
        if row["value"] or row["binding"] != "hand" or (leaves_open and random.randrange(10) == 0):
            continue
        row["value"], row["day"] = _value(row, one, random), day.isoformat()
        made.append(Actual(indicator_id=row["id"], day=day, value=row["value"], by=by, at=one.at))
    Actual.objects.bulk_create(made)


def _value(row: dict[str, Any], one: Round, random: Random) -> str:
    """Something near what the months ask for."""
    target = judging.number_of(row["target"])
    if row["operator"] == "text" or target is None:
        return random.choice(list(LEVELS)[:2])
    share = Fraction(random.choice((55, 75, 86, 90, 94, 96, 98, 100, 102, 104, 106, 125)), 100)
    if row["operator"] in ("le", "lt") or row["unit"].strip() in one.rules["steady_units"]:
        share = Fraction(random.choice((94, 98, 100)), 100)
    else:
        share *= Fraction(one.month, 12)
    return f"{half_up(target * share, 0 if target.denominator == 1 and target >= 10 else 2):f}"


def _write(sheet: Sheet, number: int, one: Round, head: Person | None, *, writes: bool) -> None:
    """What people say of a sheet, where they have come to it; the head decides over a red light, if one does."""
    limits = rules.limits_of(one)
    if not writes:
        judging.keep(sheet, limits, taking.local_day(one.at))
        return
    reason, measure = _REASONS[number % len(_REASONS)]
    judged = judging.judge(sheet, limits)
    if judged.money.light in judging.DEVIATES:
        sheet.reason, sheet.measure = reason, measure
    if judged.money.light == "red":
        sheet.problem = "支出明显慢于序时进度"
    if sheet.months_before and number % 2:
        sheet.method = "last_year"
    for goal in judged.goals:
        entry = {"chance": "possible" if goal.deviates else "sure"}
        if goal.deviates:
            entry |= {"cause": list(CAUSES)[number % len(CAUSES)], "reason": reason, "measure": measure}
        sheet.entries[str(goal.id)] = entry
    judging.keep(sheet, limits, taking.local_day(one.at))
    if sheet.light == "red" and head is not None:
        sheet.decision, sheet.decision_reason = _DECISIONS[number % len(_DECISIONS)]
        sheet.decided_by, sheet.decided_at = head, one.at + timedelta(days=2)
