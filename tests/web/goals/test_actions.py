"""Goal tables: what may be written when, what a verdict leads to, what moved money asks for."""

from __future__ import annotations

import pytest

from jixiao.web.modules.goals.actions import library, moving, tables
from jixiao.web.modules.goals.models import LibraryIndicator
from jixiao.web.modules.goals.queries import library as found_in_library
from jixiao.web.modules.goals.standing import funds_of, standing
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.models import Event
from jixiao.web.registers.indicators.actions import report
from jixiao.web.registers.indicators.models import Approval, Indicator
from tests.web.goals.records import AT, SOUND, WAN, approved, fields, fresh, mark, moved, reviewed, table

pytestmark = pytest.mark.django_db


def test_a_table_goes_from_draft_to_approval(goals):
    made = reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer)
    assert (made.stage, made.revision, made.amount, made.revision_due) == ("approved", 1, 100 * WAN, False)
    approval = Approval.objects.get(table=made)
    assert [row["name"] for row in approval.content["indicators"]] == [row.name for row in SOUND]
    event = Event.objects.filter(action="goals.review").get()
    assert event.after["verdict"] == "excellent"
    assert event.before == {"stage": "submitted", "amount": None}


def test_errors_keep_a_table_from_being_signed(district, goals):
    weak = table(district.service, goals.filler, rows=[fields(target="若干")], project="")
    with pytest.raises(Refused) as refusal:
        moved(weak, goals.filler, "sign")
    assert "有误的指标" in refusal.value.text.zh
    assert "缺少效益指标" in refusal.value.text.zh
    assert fresh(weak).stage == "draft"


def test_what_is_signed_is_what_was_seen(goals):
    seen = mark(goals.table)
    tables.add_row(pk=goals.table.pk, fields=fields(name="新增"), by=goals.filler, at=AT)
    with pytest.raises(Stale):
        moving.move(pk=goals.table.pk, name="sign", mark=seen, by=goals.filler, at=AT)


def test_an_approved_table_changes_only_by_a_revision(goals):
    made = reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer)
    row = made.indicators.first()
    with pytest.raises(Refused):
        tables.set_row(pk=row.pk, fields=fields(target="900"), version=row.version, by=goals.filler, at=AT)
    with pytest.raises(Refused):
        moving.move(pk=made.pk, name="revise", mark=mark(made), by=goals.filler, at=AT, note=" ")
    moved(made, goals.filler, "revise", note="任务增加")
    tables.set_row(pk=row.pk, fields=fields(target="900"), version=row.version, by=goals.filler, at=AT)
    made = reviewed(moved(made, goals.filler, "sign", "submit"), goals.reviewer)
    assert made.revision == 2
    first = Approval.objects.get(table=made, revision=1)
    assert first.content["indicators"][0]["target"] == "850"


def test_good_is_approved_once_it_was_mended(goals):
    made = reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer, "good", "目标值偏低")
    assert made.stage == "returned"
    with pytest.raises(Refused) as refusal:
        moved(made, goals.filler, "sign")
    assert "还没有修改" in refusal.value.text.zh
    row = made.indicators.first()
    tables.set_row(pk=row.pk, fields=fields(target="900"), version=row.version, by=goals.filler, at=AT)
    made = reviewed(moved(made, goals.filler, "sign", "submit"), goals.reviewer, "good", "已改")
    assert made.stage == "approved"


def test_poor_is_barred_until_finance_lifts_it(goals):
    made = reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer, "poor", "与职责无关")
    row = made.indicators.first()
    tables.set_row(pk=row.pk, fields=fields(target="900"), version=row.version, by=goals.filler, at=AT)
    with pytest.raises(Refused) as refusal:
        moved(made, goals.filler, "sign")
    assert "不得进入预算" in refusal.value.text.zh
    moving.lift(pk=made.pk, mark=mark(made), note="已重新论证", by=goals.reviewer, at=AT)
    assert moved(made, goals.filler, "sign", "submit").stage == "submitted"


def test_a_verdict_below_excellent_needs_words(goals):
    made = moved(goals.table, goals.filler, "sign", "submit")
    with pytest.raises(Refused):
        reviewed(made, goals.reviewer, "fair")
    assert reviewed(made, goals.reviewer, "fair", "指标不全").stage == "returned"


def test_moved_money_makes_a_revision_due(goals):
    made = reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer)
    assert not standing(made).is_due
    supplement(goals)
    made = fresh(made)
    held = standing(made)
    assert (held.is_due, held.money) == (True, 112 * WAN)
    # Whoever moves money says so; a second word changes nothing.
    assert moving.notice(organisation=goals.place, year=2026, by=None, at=AT) == 0
    assert fresh(made).revision_due
    with pytest.raises(Refused):
        moving.confirm(pk=made.pk, mark=mark(made), note="", by=goals.filler, at=AT)
    moving.confirm(pk=made.pk, mark=mark(made), note="追加的是尾款", by=goals.filler, at=AT)
    made = fresh(made)
    assert (made.amount, made.revision_due, standing(made).is_due) == (112 * WAN, False, False)
    with pytest.raises(Refused):
        moving.confirm(pk=made.pk, mark=mark(made), note="再一次", by=goals.filler, at=AT)


def supplement(goals):
    from jixiao.web.modules.budget.actions import changes
    from jixiao.web.modules.budget.fields import ChangeFields
    from jixiao.web.modules.budget.models import Line

    line = Line.objects.get(budget=goals.budget, is_basic=False)
    change = ChangeFields("supplement", None, line, 12 * WAN, "追加")
    made = changes.propose(pk=goals.budget.pk, fields=change, by=goals.filler, at=AT)
    changes.approve(pk=made.pk, by=goals.reviewer, at=AT)


def test_a_stale_row_is_refused_and_the_same_words_twice_are_not(goals):
    row = goals.table.indicators.first()
    new = fields(target="900")
    tables.set_row(pk=row.pk, fields=new, version=1, by=goals.filler, at=AT)
    tables.set_row(pk=row.pk, fields=new, version=1, by=goals.filler, at=AT)
    with pytest.raises(Stale) as stale:
        tables.set_row(pk=row.pk, fields=fields(target="870"), version=1, by=goals.filler, at=AT)
    assert stale.value.current.target == "900"
    assert Indicator.objects.get(pk=row.pk).version == 2


def test_an_indicator_of_which_values_were_reported_stays(goals):
    row = goals.table.indicators.first()
    report(indicator=row, day=AT.date(), value="800", by=goals.filler, at=AT)
    with pytest.raises(Refused) as refusal:
        tables.remove_row(pk=row.pk, version=1, by=goals.filler, at=AT)
    assert "已报过完成值" in refusal.value.text.zh


def test_approved_indicators_flow_back_and_are_found_by_initials(goals):
    reviewed(moved(goals.table, goals.filler, "sign", "submit"), goals.reviewer)
    assert LibraryIndicator.objects.count() == len(SOUND)
    assert [one.name for one in found_in_library("zfqy")] == ["走访企业"]
    assert [one.name for one in found_in_library("走访")] == ["走访企业"]
    assert not found_in_library("，").exists()
    one = LibraryIndicator.objects.get(name="走访企业")
    library.retire(pk=one.pk, because="口径不清", by=goals.reviewer, at=AT)
    assert not found_in_library("zfqy").exists()
    library.restore(pk=one.pk, by=goals.reviewer, at=AT)
    assert found_in_library("zfqy").exists()


def test_coverage_counts_a_project_with_those_below_it(district, goals):
    whole = table(district.service, goals.filler, rows=[fields()], project="")
    assert standing(whole).covered == 0
    assert "coverage" in [one.rule for one in standing(whole).weak]
    row = whole.indicators.get()
    tables.set_row(pk=row.pk, fields=fields(covers=("P01",)), version=1, by=goals.filler, at=AT)
    assert standing(fresh(whole)).covered == 100 * WAN


def test_funds_know_a_department_and_its_projects(district, goals):
    funds = funds_of([district.service], 2026)
    assert funds.of(district.service.pk, "") == 150 * WAN
    assert funds.of(district.service.pk, "P01") == 100 * WAN
    assert funds.of(district.service.pk, "none") is None


def test_last_years_result_is_held_against_the_target(district, goals):
    from datetime import date

    old = approved(district.service, goals.filler, year=2025)
    row = old.indicators.get(name="走访企业")
    report(indicator=row, day=date(2025, 12, 31), value="900", by=goals.filler, at=AT)
    held = standing(goals.table)
    assert "below_last_year" in [one.rule for one in held.findings]
