"""What the actions hold: stages, the library, versions, the database's own invariants, the trail."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.web.budget.conftest import AT, WAN, refreshed

pytestmark = pytest.mark.django_db


def propose(budgeting, source, target, amount, kind="reallocation"):
    from jixiao.web.modules.budget.actions.changes import propose
    from jixiao.web.modules.budget.fields import ChangeFields

    fields = ChangeFields(kind, source, target, amount, "进度调整")
    return propose(pk=budgeting.budget.pk, fields=fields, by=budgeting.people["filler"], at=AT)


def approve(budgeting, change, by="reviewer"):
    from jixiao.web.modules.budget.actions.changes import approve

    return approve(pk=change.pk, by=budgeting.people[by], at=AT)


def test_a_reallocation_moves_money_at_once_and_keeps_the_sum(budgeting):
    from jixiao.web.modules.budget import queries

    before = queries.sums_of(budgeting.budget)
    approve(budgeting, propose(budgeting, budgeting.first, budgeting.second, 30 * WAN))
    first, second = refreshed(budgeting.first), refreshed(budgeting.second)
    assert (first.adjusted, second.adjusted) == (70 * WAN, 80 * WAN)
    after = queries.sums_of(budgeting.budget)
    assert (after["adjusted"], after["reallocated"]) == (before["adjusted"], 0)
    assert queries.moved_between_lines(budgeting.budget) == 30 * WAN


def test_supplement_and_reduction_change_the_sum(budgeting):
    from jixiao.web.modules.budget import queries

    approve(budgeting, propose(budgeting, None, budgeting.first, 5 * WAN, "supplement"))
    approve(budgeting, propose(budgeting, budgeting.second, None, 2 * WAN, "reduction"))
    assert queries.sums_of(budgeting.budget)["supplemented"] == 3 * WAN


def test_nobody_approves_their_own(budgeting):
    from jixiao.web.platform.refusals import Refused

    change = propose(budgeting, budgeting.first, budgeting.second, WAN)
    with pytest.raises(Refused):
        approve(budgeting, change, "filler")
    assert refreshed(budgeting.first).adjusted == 100 * WAN


def test_a_change_is_decided_once(budgeting):
    from jixiao.web.modules.budget.actions.changes import withdraw
    from jixiao.web.platform.refusals import Refused

    change = propose(budgeting, budgeting.first, budgeting.second, WAN)
    approve(budgeting, change)
    with pytest.raises(Refused):
        approve(budgeting, change)
    with pytest.raises(Refused):
        withdraw(pk=change.pk, by=budgeting.people["filler"], at=AT)
    assert refreshed(budgeting.first).adjusted == 99 * WAN


def test_money_that_is_spent_cannot_be_moved(budgeting):
    from jixiao.web.modules.budget.actions.lines import record_months
    from jixiao.web.platform.refusals import Refused

    change = propose(budgeting, budgeting.first, budgeting.second, 60 * WAN)
    line = budgeting.first
    record_months(line=line, months={1: 50 * WAN}, version=line.version, by=budgeting.people["filler"], at=AT)
    with pytest.raises(Refused, match="unspent"):
        approve(budgeting, change)
    with pytest.raises(Refused, match="unspent"):
        propose(budgeting, line, budgeting.second, 51 * WAN)
    assert (refreshed(line).adjusted, refreshed(budgeting.second).adjusted) == (100 * WAN, 50 * WAN)


def test_spending_beyond_the_budget_is_refused_and_nothing_is_kept(budgeting):
    from jixiao.web.modules.budget.actions.lines import record_months
    from jixiao.web.platform.refusals import Refused

    line = budgeting.first
    months = {1: 60 * WAN, 2: 40 * WAN + 1}
    with pytest.raises(Refused):
        record_months(line=line, months=months, version=line.version, by=budgeting.people["filler"], at=AT)
    assert (refreshed(line).spent, line.months.count()) == (0, 0)


def test_spent_is_the_sum_of_the_months_with_corrections(budgeting):
    from jixiao.web.modules.budget.actions.lines import record_months

    line, filler = budgeting.first, budgeting.people["filler"]
    line = record_months(line=line, months={1: 7, 2: 9, 3: -4}, version=line.version, by=filler, at=AT)
    line = record_months(line=line, months={1: 8, 2: None}, version=line.version, by=filler, at=AT)
    assert refreshed(line).spent == 4


@pytest.mark.parametrize(
    "values", [{"spent": 101 * WAN}, {"initial": -1}, {"spent": -1}, {"reallocated": -101 * WAN}, {"is_basic": True}]
)
def test_the_database_itself_holds_the_invariants_of_a_line(budgeting, values):
    from jixiao.web.modules.budget.models import Line

    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=budgeting.first.pk).update(**values)


def test_of_two_who_edit_a_line_the_second_is_told(budgeting):
    from jixiao.web.modules.budget.actions.lines import add_line, edit_line
    from jixiao.web.platform.refusals import Stale

    filler = budgeting.people["filler"]
    line = add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=filler, at=AT)
    edit_line(line=line, fields=replace(budgeting.line, initial=WAN), version=1, by=filler, at=AT)
    with pytest.raises(Stale) as told:
        edit_line(line=line, fields=replace(budgeting.line, initial=2 * WAN), version=1, by=filler, at=AT)
    assert told.value.current.initial == WAN
    assert refreshed(line).initial == WAN


def test_lines_are_fixed_once_the_budget_is_submitted(budgeting):
    from jixiao.web.modules.budget.actions.lines import add_line, edit_line, remove_line
    from jixiao.web.platform.refusals import Refused

    filler, line = budgeting.people["filler"], budgeting.first
    with pytest.raises(Refused):
        add_line(pk=budgeting.budget.pk, fields=budgeting.line, by=filler, at=AT)
    with pytest.raises(Refused):
        edit_line(line=line, fields=budgeting.line, version=line.version, by=filler, at=AT)
    with pytest.raises(Refused):
        remove_line(line=line, version=line.version, by=filler, at=AT)


def test_the_second_submission_keeps_to_the_ceiling(budgeting):
    from jixiao.web.modules.budget.actions.budgets import move
    from jixiao.web.modules.budget.actions.lines import add_line
    from jixiao.web.platform.refusals import Refused

    budget, filler = budgeting.open_budget, budgeting.people["filler"]
    with pytest.raises(Refused, match="no money"):
        move(pk=budget.pk, move="submit_first", version=1, by=filler, at=AT)
    add_line(pk=budget.pk, fields=budgeting.line, by=filler, at=AT)
    move(pk=budget.pk, move="submit_first", version=1, by=filler, at=AT)
    move(pk=budget.pk, move="reply", version=2, by=filler, at=AT, ceiling=99 * WAN)
    with pytest.raises(Refused, match="ceiling"):
        move(pk=budget.pk, move="submit_second", version=3, by=filler, at=AT)
    assert refreshed(budget).stage == "second_submission"


def test_sending_back_needs_a_reason_and_a_move_needs_its_stage(budgeting):
    from jixiao.web.modules.budget.actions.budgets import move
    from jixiao.web.platform.refusals import Refused, Stale

    budget, reviewer = budgeting.budget, budgeting.people["reviewer"]
    for wrong in ("return_first", "submit_first", "reopen"):
        with pytest.raises(Refused):
            move(pk=budget.pk, move=wrong, version=budget.version, by=reviewer, at=AT, note="x")
    with pytest.raises(Stale):
        move(pk=budget.pk, move="close", version=1, by=reviewer, at=AT)
    closed = move(pk=budget.pk, move="close", version=budget.version, by=reviewer, at=AT)
    with pytest.raises(Refused, match="say why"):
        move(pk=budget.pk, move="reopen", version=closed.version, by=reviewer, at=AT)


def test_accounts_are_not_closed_over_a_waiting_change(budgeting):
    from jixiao.web.modules.budget.actions.budgets import move
    from jixiao.web.platform.refusals import Refused

    propose(budgeting, budgeting.first, budgeting.second, WAN)
    with pytest.raises(Refused, match="wait"):
        move(
            pk=budgeting.budget.pk,
            move="close",
            version=budgeting.budget.version,
            by=budgeting.people["reviewer"],
            at=AT,
        )


def test_a_project_keeps_the_years_of_its_lines_and_its_code(budgeting):
    from jixiao.web.modules.budget.actions.projects import add_project, edit_project
    from jixiao.web.modules.budget.fields import ProjectFields
    from jixiao.web.platform.refusals import Refused

    filler = budgeting.people["filler"]
    fields = ProjectFields("P01", "园区建设", 1, None, "产业发展", "园区运营", 2027, None)
    with pytest.raises(Refused, match="2026"):
        edit_project(pk=budgeting.project.pk, fields=fields, version=1, by=filler, at=AT)
    with pytest.raises(Refused, match="taken"):
        add_project(organisation=budgeting.district.service, fields=fields, by=filler, at=AT)


def test_the_history_of_a_line_has_every_change(budgeting):
    from jixiao.web.modules.budget import queries, telling
    from jixiao.web.modules.budget.actions.lines import record_months

    line, filler = budgeting.first, budgeting.people["filler"]
    record_months(line=line, months={1: WAN}, version=line.version, by=filler, at=AT)
    approve(budgeting, propose(budgeting, line, budgeting.second, 30 * WAN))
    history = queries.history_of_line(line)
    assert [event.action.removeprefix("budget.") for event in reversed(history)] == [
        "line.add", "line.spend", "change.propose", "change.approve",
    ]  # fmt: skip
    told = {(name.zh, before.zh, after.zh) for name, before, after in telling.details(history[0], line.pk)}
    assert ("调整后预算（万元）", "100.00", "70.00") in told
    assert not any("80.00" in words for words in {word for row in told for word in row})


def test_the_sample_is_whole(budgeting):
    from jixiao.web.modules.budget import queries
    from jixiao.web.modules.budget.sample import sample

    made = sample(budgeting.district.centre, [2025, 2026, 2027], budgeting.people["filler"], AT)
    assert [budget.stage for budget in made] == ["closed", "executing", "first_submission"]
    for budget in made:
        lines = list(queries.lines_of(budget))
        assert sum(not line.is_basic for line in lines) == (23 if budget.year == 2027 else 20)
        assert queries.sums_of(budget)["spent"] == sum(queries.months_of(budget).values())
