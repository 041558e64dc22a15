"""Fifty people move money of one line at the same moment: never more than there is, exact to the fen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.web.budget.conftest import AT, WAN, prepared, refreshed

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, ENOUGH_FOR = 50, 32
EACH = 100 * WAN // ENOUGH_FOR  # so many of them empty the line to the last fen


def at_once(calls):
    """Call all of them at the same moment, each in a thread with its own connection; what each came to."""
    from jixiao.web.platform.refusals import Refused

    together = Barrier(len(calls))

    def run(call):
        together.wait()
        try:
            call()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_fifty_reallocations_of_one_line_never_overspend_it(district, people):
    from jixiao.web.modules.budget import queries
    from jixiao.web.modules.budget.actions import changes
    from jixiao.web.modules.budget.fields import ChangeFields

    budgeting = prepared(district, people)
    budget, first, second = budgeting.budget, budgeting.first, budgeting.second
    fields = ChangeFields("reallocation", first, second, EACH, "同时调剂")
    waiting = [changes.propose(pk=budget.pk, fields=fields, by=people["filler"], at=AT) for _ in range(PEOPLE)]
    found = at_once([lambda one=one: changes.approve(pk=one.pk, by=people["reviewer"], at=AT) for one in waiting])
    assert found.count("done") == ENOUGH_FOR
    assert found.count("refused") == PEOPLE - ENOUGH_FOR
    first, second = refreshed(first), refreshed(second)
    assert first.adjusted == 100 * WAN - ENOUGH_FOR * EACH >= 0
    assert second.adjusted == 50 * WAN + ENOUGH_FOR * EACH
    assert queries.sums_of(budget)["adjusted"] == 150 * WAN
    assert queries.moved_between_lines(budget) == ENOUGH_FOR * EACH


def test_crosswise_reallocations_and_spending_at_once_neither_lock_up_nor_lose_a_fen(district, people):
    from jixiao.web.modules.budget import queries
    from jixiao.web.modules.budget.actions import changes, lines
    from jixiao.web.modules.budget.fields import ChangeFields

    budgeting = prepared(district, people)
    budget, ends = budgeting.budget, (budgeting.first, budgeting.second)
    there = ChangeFields("reallocation", ends[0], ends[1], EACH, "去")
    back = ChangeFields("reallocation", ends[1], ends[0], EACH, "回")
    waiting = [
        changes.propose(pk=budget.pk, fields=(there, back)[n % 2], by=people["filler"], at=AT) for n in range(20)
    ]
    calls = [lambda one=one: changes.approve(pk=one.pk, by=people["reviewer"], at=AT) for one in waiting]
    calls += [
        lambda month=month: lines.record_months(
            line=ends[0], months={month: 9 * WAN}, version=ends[0].version, by=people["filler"], at=AT
        )
        for month in range(1, 11)
    ]
    at_once(calls)
    assert queries.sums_of(budget)["adjusted"] == 150 * WAN
    for line in map(refreshed, ends):
        assert line.spent == sum(queries.months_of_line(line).values()) <= line.adjusted


def test_of_many_who_edit_one_line_exactly_one_wins(district, people):
    from dataclasses import replace

    from jixiao.web.modules.budget.actions.lines import add_line, edit_line

    budgeting = prepared(district, people)
    line = add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=people["filler"], at=AT)
    calls = [
        lambda n=n: edit_line(
            line=line, fields=replace(budgeting.line, initial=n), version=1, by=people["filler"], at=AT
        )
        for n in range(1, 11)
    ]
    assert at_once(calls).count("done") == 1
    assert refreshed(line).version == 2
