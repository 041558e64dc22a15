"""What actions hold: coverage, values to their register, gaps, decisions and their clock, problems, two editors."""

from datetime import UTC, date, datetime

import pytest

from tests.web.monitoring.conftest import (
    AT,
    WAN,
    complete,
    give,
    money,
    refreshed,
    round_fields,
    sheet_words,
    table,
)

pytestmark = pytest.mark.django_db


def save(monitoring, sheet, **changed):
    from jixiao.web.modules.monitoring.actions.filling import save as act
    from jixiao.web.modules.monitoring.fields import Words, sheet_fields

    sheet = refreshed(sheet)
    words = Words({name: str(value) for name, value in sheet_words(sheet, **changed).items()})
    fields = sheet_fields(words, sheet)
    assert fields is not None, words.faults
    return act(pk=sheet.pk, fields=fields, version=sheet.version, by=monitoring.people["filler"], at=AT)


def move(monitoring, name, *, at=AT, note="因为"):
    from jixiao.web.modules.monitoring.actions.moving import move as act

    filing = refreshed(monitoring.filing)
    return act(pk=filing.pk, name=name, version=filing.version, note=note, by=monitoring.people["unit_head"], at=at)


def test_every_department_and_project_of_the_level_gets_a_sheet(monitoring):
    found = {(f.organisation.name, s.project) for f in monitoring.round.filings.all() for s in f.sheets.all()}
    assert found == {
        ("产业服务局", ""), ("产业服务局", "P11"), ("产业服务局", "P12"), ("财政局", ""), ("教育局", ""),
    }  # fmt: skip


def test_money_up_to_the_month_rolls_up_from_levels_without_a_sheet(monitoring):
    own, fast, slow = monitoring.own, monitoring.fast, monitoring.slow
    assert (own.adjusted, own.spent, own.money_light) == (480 * WAN, 7 * 16 * WAN, "red")
    assert (fast.adjusted, fast.spent, fast.money_light) == (120 * WAN, 70 * WAN, "green")
    assert (slow.adjusted, slow.spent, slow.money_light) == (300 * WAN, 42 * WAN, "red")
    assert (fast.forecast, slow.red_since) == (120 * WAN, date(2026, 8, 3))


def test_a_round_is_issued_once(monitoring):
    from jixiao.web.modules.monitoring.actions.rounds import issue
    from jixiao.web.platform.refusals import Refused

    with pytest.raises(Refused, match="issued already"):
        issue(organisation=monitoring.district.root, fields=round_fields(), by=monitoring.people["reviewer"], at=AT)


def test_what_comes_later_is_named_and_added(monitoring):
    from jixiao.web.modules.monitoring.actions.rounds import complete as act
    from jixiao.web.modules.monitoring.views.rounds import coverage

    place, reviewer = monitoring.district.education, monitoring.people["reviewer"]
    give(monitoring.funds, place, 2026, money(50, 1), [("E1", 2, "", money(50, 1))])
    before = coverage(reviewer, monitoring.round, whole=True)
    assert (before["sheets"], before["wanted"], before["missing"]) == (5, 6, ["教育局：项目E1"])
    assert act(pk=monitoring.round.pk, by=reviewer, at=AT) == (0, 1)
    after = coverage(reviewer, monitoring.round, whole=True)
    assert (after["sheets"], after["wanted"], after["missing"]) == (6, 6, [])


def test_values_go_to_the_register_once_and_lights_follow(monitoring):
    from jixiao.web.registers.indicators.models import Actual

    saved = save(monitoring, monitoring.own)
    assert [row["value"] for row in saved.goals] == ["700", "6.5", "达成预期指标"]
    assert (saved.goal_light, saved.light, saved.gaps) == ("green", "red", 0)
    assert set(Actual.objects.values_list("day", flat=True)) == {date(2026, 7, 31)}
    assert Actual.objects.count() == 3
    save(monitoring, monitoring.own)
    assert Actual.objects.count() == 3


def test_a_deviating_indicator_wants_reason_and_measure(monitoring):
    key = monitoring.own.goals[0]["id"]
    saved = save(monitoring, monitoring.own, **{f"value-{key}": "400"})
    assert (saved.goal_light, saved.gaps) == ("red", 1)
    words = {f"value-{key}": "400", f"reason-{key}": "人员不足", f"measure-{key}": "增加走访人员"}
    assert save(monitoring, monitoring.own, **words).gaps == 0


def test_a_measured_indicator_is_counted_not_typed(monitoring, monkeypatch):
    from decimal import Decimal

    from jixiao.core.kernel.text import same
    from jixiao.web.modules.monitoring.actions import rounds
    from jixiao.web.platform.manifest import Measure
    from jixiao.web.registers.indicators.models import Actual

    measure = Measure(
        "cases", same("cases"), same("closed cases"), "件", lambda *_: Decimal(81), lambda *_: [None] * 81
    )
    monkeypatch.setattr("jixiao.web.modules.monitoring.actions.filling.measures", lambda: {"cases": measure})
    goals = table(
        monitoring.district.service, monitoring.people["filler"], "P11",
        [("办结", "quantity", "ge", "120", "件", "measure", "cases")],
    )  # fmt: skip
    rounds.refresh(filing=monitoring.filing.pk, by=monitoring.people["filler"], at=AT)
    key = goals.indicators.get().pk
    saved = save(monitoring, monitoring.fast, **{f"value-{key}": "999"})
    actual = Actual.objects.get(indicator=key)
    assert (actual.value, actual.source) == ("81", {"measure": "cases", "records": 81})
    assert (saved.goals[0]["value"], saved.goal_light) == ("81", "green")


@pytest.mark.parametrize(
    ("words", "forecast"),
    [
        ({}, 192 * WAN),
        ({"method": "last_year"}, 192 * WAN),
        ({"method": "hand", "by_hand": "300.5", "because": "十月集中支付"}, 300_500_000),
    ],
)
def test_the_forecast_follows_its_method(words, forecast, monitoring):
    assert save(monitoring, monitoring.own, **words).forecast == forecast


def test_a_forecast_by_hand_wants_its_amount_and_reason(monitoring):
    assert save(monitoring, monitoring.own, method="hand").gaps == 1


def test_an_unfinished_filing_is_not_passed_on(monitoring):
    from jixiao.web.platform.refusals import Refused

    with pytest.raises(Refused) as refused:
        move(monitoring, "finish")
    assert "产业服务局还缺" in refused.value.text.zh


def test_a_filing_goes_all_the_way_and_its_red_lights_become_problems(monitoring):
    from jixiao.web.platform.trail.models import Event
    from jixiao.web.registers.problems.models import Problem

    complete(monitoring)
    for name in ("finish", "sign", "submit", "return"):
        move(monitoring, name)
    assert refreshed(monitoring.filing).stage == "returned"
    problems = Problem.objects.filter(organisation=monitoring.district.service, origin="monitoring")
    assert {one.project for one in problems} == {"", "P12"}
    assert "红灯" in problems.get(project="P12").detail
    for name in ("finish", "sign", "submit", "accept"):
        move(monitoring, name)
    assert (refreshed(monitoring.filing).stage, problems.count()) == ("accepted", 2)
    actions = Event.objects.filter(target=f"monitoring.filing/{monitoring.filing.pk}").values_list("action", flat=True)
    assert {"monitoring.fill", "monitoring.decide", "monitoring.submit", "monitoring.accept"} <= set(actions)


def test_a_problem_that_is_written_down_is_entered_without_a_red_light(monitoring):
    from jixiao.web.registers.problems.models import Problem

    complete(monitoring)
    save(monitoring, monitoring.fast, problem="验收资料不全")
    for name in ("finish", "sign", "submit"):
        move(monitoring, name)
    assert Problem.objects.get(project="P11").detail.startswith("验收资料不全")


def test_an_undecided_red_light_stops_the_filing_until_it_has_paused(monitoring):
    from jixiao.web.modules.monitoring.models import Sheet
    from jixiao.web.platform.refusals import Refused

    complete(monitoring)
    Sheet.objects.filter(pk=monitoring.slow.pk).update(
        decision="", decision_reason="", decided_by=None, decided_at=None
    )
    for name in ("finish", "sign"):
        move(monitoring, name)
    with pytest.raises(Refused) as refused:
        move(monitoring, "submit")
    assert "请先决定" in refused.value.text.zh
    assert move(monitoring, "submit", at=datetime(2026, 8, 19, tzinfo=UTC)).stage == "submitted"


# Red since Monday the third: five working days are over after the tenth, ten after the seventeenth.
@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 8, 3), "open"), (date(2026, 8, 10), "open"), (date(2026, 8, 11), "told"),
     (date(2026, 8, 17), "told"), (date(2026, 8, 18), "paused")],
)  # fmt: skip
def test_a_red_light_is_told_above_and_pauses_in_time(day, state, monitoring):
    from jixiao.web.modules.monitoring.deciding import standing

    assert standing(monitoring.slow, monitoring.round, day).state == state


def test_the_head_and_the_bureau_are_told(monitoring, clock):
    from jixiao.web.modules.monitoring.waiting import waiting_for

    head, reviewer = monitoring.people["unit_head"], monitoring.people["reviewer"]
    assert [one.title.zh for one in waiting_for(head)] == ["2 项红灯待决定"]
    assert [one.title.zh for one in waiting_for(reviewer)] == []
    clock.at = datetime(2026, 8, 12, 2, tzinfo=UTC)
    assert [one.title.zh for one in waiting_for(reviewer)] == ["2 项红灯待决定"]
    clock.at = datetime(2026, 8, 20, 2, tzinfo=UTC)
    assert [one.title.zh for one in waiting_for(head)] == ["2 项红灯未决定，2 项已暂停"]
    assert [one.title.zh for one in waiting_for(monitoring.people["filler"])] == ["填报绩效监控表"]


def test_a_decision_needs_a_red_light_and_goes_with_it(monitoring):
    from jixiao.web.modules.monitoring.actions.filling import decide
    from jixiao.web.platform.refusals import Refused

    head = monitoring.people["unit_head"]
    given = {"decision": "cancel", "reason": "需求不存在", "by": head, "at": AT}
    with pytest.raises(Refused, match="not red"):
        decide(pk=monitoring.fast.pk, version=monitoring.fast.version, **given)
    decided = decide(pk=monitoring.slow.pk, version=monitoring.slow.version, **given)
    assert decided.decision == "cancel"
    give(monitoring.funds, monitoring.district.service, 2026, money(480, 40), [("P12", 2, "", money(240, 20))])
    from jixiao.web.modules.monitoring.actions.rounds import refresh

    refresh(filing=monitoring.filing.pk, by=monitoring.people["filler"], at=AT)
    saved = save(monitoring, monitoring.slow)
    assert (saved.light, saved.decision, saved.red_since) == ("green", "", None)


def test_figures_stand_still_once_it_is_filled(monitoring):
    from jixiao.web.modules.monitoring.actions.rounds import refresh
    from jixiao.web.platform.refusals import Refused

    complete(monitoring)
    move(monitoring, "finish")
    with pytest.raises(Refused, match="fixed"):
        refresh(filing=monitoring.filing.pk, by=monitoring.people["filler"], at=AT)


def test_the_second_of_two_editors_is_stale(monitoring):
    from jixiao.web.modules.monitoring.actions.filling import SheetFields
    from jixiao.web.modules.monitoring.actions.filling import save as act
    from jixiao.web.platform.refusals import Stale

    save(monitoring, monitoring.fast)
    with pytest.raises(Stale) as stale:
        act(
            pk=monitoring.fast.pk, fields=SheetFields(), version=monitoring.fast.version,
            by=monitoring.people["filler"], at=AT,
        )  # fmt: skip
    assert stale.value.current.version == monitoring.fast.version + 1


def test_of_2022_the_rules_of_2022_hold(monitoring):
    from jixiao.web.modules.monitoring.actions.rounds import issue

    one = issue(
        organisation=monitoring.district.root, fields=round_fields(year=2022, until=date(2022, 8, 31)),
        by=monitoring.people["reviewer"], at=datetime(2022, 8, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    assert "warnings" not in one.rules
    assert monitoring.round.rules["warnings"]["region"] == "四川省"


def test_the_sample_makes_rounds_of_all_years(district, people, funds):
    from jixiao.web.modules.monitoring.models import Filing
    from jixiao.web.modules.monitoring.sample import sample

    give(funds, district.service, 2026, money(480, 16), [("P11", 2, "", money(120, 10)), ("P12", 2, "", money(240, 5))])
    at = datetime(2026, 11, 21, 2, tzinfo=UTC)
    made = sample(district.service, [2025, 2026], people["filler"], at)
    assert [(one.round.year, one.round.month) for one in made] == [(2025, 7), (2026, 7), (2026, 10)]
    assert sample(district.service, [2025, 2026], people["filler"], at) == []
    assert Filing.objects.filter(round__year=2025).get().stage == "accepted"
