"""The rest of the budget year: the gate of new projects, procurement, carry-over, mergers, staff, assets, figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.web.budget.conftest import AT, WAN, refreshed

pytestmark = pytest.mark.django_db
ASPECTS = ("necessity", "economy", "goals", "feasibility", "funding")


@pytest.fixture
def gated(budgeting):
    """A project new in 2027, which asks for more than the amount of the gate."""
    from jixiao.web.modules.budget.actions import projects
    from jixiao.web.modules.budget.fields import ProjectFields

    fields = ProjectFields("N01", "二期平台", 1, None, "产业发展", "平台", 2027, None)
    return projects.add_project(
        organisation=budgeting.district.service, fields=fields, by=budgeting.people["filler"], at=AT
    )


def test_a_new_project_gets_no_line_before_finance_supports_it(budgeting, gated, client, sign_in, line_words):
    filling, words = sign_in(client, budgeting.people["filler"]), line_words | {"project": "N01", "initial": "600"}
    place = reverse("budget:new-line", args=[budgeting.open_budget.pk])
    refused = filling.post(place, words)
    assert (refused.status_code, "须先通过事前绩效评估" in refused.content.decode()) == (422, True)
    assert filling.post(place, words | {"initial": "499.99"}).status_code == 302
    assert filling.post(place, words | {"initial": "0.01"}).status_code == 422  # split, it is as much
    filling.post(reverse("budget:new-assessment", args=[gated.pk]), {"year": "2027", "requested": "600"})
    one = gated.assessments.get()
    at = reverse("budget:edit-assessment", args=[one.pk])
    full = {f"{name}-{part}": "90" for name in ASPECTS for part in ("score", "grounds", "evidence")}
    assert filling.post(at, full | {"version": 1, "requested": "600", "economy-score": "101"}).status_code == 422
    move = reverse("budget:move-assessment", args=[one.pk, "submit"])
    filling.post(move, {"version": 1})
    assert refreshed(one).stage == "drafting"  # its aspects were not written yet
    assert filling.post(at, full | {"version": 1, "requested": "600"}).status_code == 302
    stale = filling.post(at, full | {"version": 1, "requested": "590"})
    assert (stale.status_code, "590" in stale.content.decode()) == (409, True)
    filling.post(move, {"version": 2})
    verdict = reverse("budget:move-assessment", args=[one.pk, "support_partly"])
    assert filling.post(verdict, {"version": 3, "supported": "550", "note": "压减"}).status_code == 403
    reviewing = sign_in(client, budgeting.people["reviewer"])
    reviewing.post(verdict, {"version": 3, "supported": "600", "note": "压减"})
    assert refreshed(one).stage == "reviewing"  # all of it is not a part
    reviewing.post(verdict, {"version": 3, "supported": "550", "note": "压减"})
    assert (refreshed(one).stage, refreshed(one).supported) == ("partly_supported", 550 * WAN)
    filling = sign_in(client, budgeting.people["filler"])
    assert filling.post(place, words | {"initial": "50.01"}).status_code == 302
    assert filling.post(place, words | {"initial": "0.01"}).status_code == 422
    reviewing = sign_in(client, budgeting.people["reviewer"])
    reviewing.post(reverse("budget:move-assessment", args=[one.pk, "reopen"]), {"version": 4, "note": "重来"})
    assert refreshed(one).stage == "partly_supported"  # a line rests on it


def test_the_gate_is_held_again_when_the_budget_is_submitted(budgeting, gated):
    from jixiao.web.modules.budget.actions import budgets, lines

    filler = budgeting.people["filler"]
    fields = replace(budgeting.line, project=gated, initial=300 * WAN)
    lines.add_line(pk=budgeting.open_budget.pk, fields=fields, by=filler, at=AT)
    assert not budgets.missing_of(budgeting.open_budget)["lines"]
    budgets.set_parameter(
        organisation=budgeting.district.root, year=2027, name="ex_ante_amount", value="200", source="区办法", by=filler,
        at=AT,
    )  # fmt: skip
    assert "事前绩效评估" in budgets.missing_of(budgeting.open_budget)["lines"][0].zh


def item_words(budgeting, **more):
    return {
        "name": "物业服务", "line": str(budgeting.first.pk), "category": "services", "method": "open",
        "planned": "80", "planned_month": "3", **more,
    }  # fmt: skip


def test_procurement_is_planned_within_its_line_and_bought_by_month(budgeting, client, sign_in, stranger):
    filling, pk = sign_in(client, budgeting.people["filler"]), budgeting.budget.pk
    place = reverse("budget:new-procurement", args=[pk])
    assert filling.post(place, item_words(budgeting)).status_code == 302
    assert filling.post(place, item_words(budgeting, planned="20.01")).status_code == 422
    for wrong in (
        {"planned_month": "13"},
        {"planned_month": "0"},
        {"method": "x"},
        {"line": "9" * 30},
        {"name": "\u202e"},
    ):
        assert filling.post(place, item_words(budgeting, planned="1") | wrong).status_code == 422, wrong
    item = budgeting.budget.procurements.get()
    months = reverse("budget:procurement-months", args=[item.pk])
    assert filling.post(months, {"version": 1, "month-3": "30", "month-9": "20.5"}).status_code == 302
    assert refreshed(item).actual == 50 * WAN + WAN // 2
    assert filling.post(months, {"version": 1, "month-3": "1"}).status_code == 409
    assert filling.post(months, {"version": 2, "month-3": "-100"}).status_code == 422
    filling.post(reverse("budget:remove-procurement", args=[item.pk]), {"version": 2})
    page = filling.get(reverse("budget:procurements", args=[pk])).content.decode()
    assert "63.13 %" in page  # 50.5 of 80
    assert sign_in(client, stranger).get(reverse("budget:procurement", args=[item.pk])).status_code == 403


def test_what_a_closed_year_left_goes_on_with_its_origin(budgeting, client, sign_in):
    from jixiao.web.modules.budget.actions import budgets, lines
    from jixiao.web.modules.budget.models import CarryOver

    place = reverse("budget:carry-over", args=[budgeting.open_budget.pk])
    filling = sign_in(client, budgeting.people["filler"])
    assert "还没有关账" in filling.get(place).content.decode()
    by = {"by": budgeting.people["filler"], "at": AT}
    lines.record_months(line=budgeting.first, months={1: 60 * WAN}, version=budgeting.first.version, **by)
    budgets.move(pk=budgeting.budget.pk, move="close", version=budgeting.budget.version, **by)
    first = f"line-{budgeting.first.pk}"
    assert filling.post(place, {first: "40.01"}).status_code == 422
    assert filling.post(place, {first: "x"}).status_code == 422
    assert filling.post(place, {}).status_code == 422
    assert filling.post(place, {first: "40", "reason": "合同未付"}).status_code == 302
    new = budgeting.open_budget.lines.get()
    assert (new.initial, new.carried, new.adjusted, new.carried_from) == (0, 40 * WAN, 40 * WAN, budgeting.first)
    assert filling.post(place, {first: "1"}).status_code == 422  # it has been carried over
    assert CarryOver.objects.count() == 1
    assert filling.get(reverse("budget:line", args=[new.pk])).status_code == 200
    filling.post(reverse("budget:take-back", args=[CarryOver.objects.get().pk]))
    assert (CarryOver.objects.count(), refreshed(new).adjusted) == (0, 0)


def merged(budgeting):
    """教育局 has a budget in execution, into which 产业服务局 merges."""
    from jixiao.web.modules.budget.actions import budgets, lines, reorganising

    by = {"by": budgeting.people["reviewer"], "at": AT}
    other = budgets.open_budget(organisation=budgeting.district.education, year=2026, **by)
    fields = replace(budgeting.line, is_basic=True, project=None, name="办公费", initial=70 * WAN + 1)
    lines.add_line(pk=other.pk, fields=fields, **by)
    for move in ("submit_first", "reply", "submit_second", "approve"):
        other = budgets.move(pk=other.pk, move=move, version=other.version, **by)
    lines.record_months(line=budgeting.first, months={1: 60 * WAN + 3}, version=budgeting.first.version, **by)
    event = reorganising.plan(
        source=budgeting.district.service,
        target=budgeting.district.education,
        day=AT.date(),
        decision="编办 1 号",
        **by,
    )
    return other, event


def test_a_merger_moves_what_is_left_to_the_fen_and_keeps_the_rate_of_before(budgeting, client, sign_in):
    from jixiao.web.modules.budget import queries
    from jixiao.web.modules.budget.models import Transfer

    other, event = merged(budgeting)
    place = reverse("budget:reorganisation", args=[event.pk])
    reviewing = sign_in(client, budgeting.people["reviewer"])
    assert "办理划转" in reviewing.get(place).content.decode()
    step = reverse("budget:reorganisation-step", args=[event.pk, "carry-out"])
    assert sign_in(client, budgeting.people["filler"]).post(step).status_code == 403
    reviewing = sign_in(client, budgeting.people["reviewer"])
    before = [queries.sums_of(one)["adjusted"] for one in (budgeting.budget, other)]
    assert reviewing.post(step).status_code == 302
    after = [queries.sums_of(one)["adjusted"] for one in (budgeting.budget, other)]
    assert sum(before) == sum(after) == 220 * WAN + 1
    assert after[0] == queries.sums_of(budgeting.budget)["spent"] == 60 * WAN + 3
    moved = Transfer.objects.get(source=budgeting.first)
    assert (moved.adjusted, moved.spent, moved.amount) == (100 * WAN, 60 * WAN + 3, 40 * WAN - 3)
    assert moved.target.project.continues == budgeting.project
    assert moved.target.project.organisation == budgeting.district.education
    assert refreshed(budgeting.district.service).closed_on == AT.date()
    page = reviewing.get(place).content.decode()
    assert "60.00 %" in page  # the rate on the day, over the budget of that day
    reviewing.post(step)
    assert Transfer.objects.count() == 2
    assert reviewing.get(reverse("budget:line", args=[budgeting.first.pk])).status_code == 200


@pytest.mark.parametrize("why", ["future", "no budget", "a change waits"])
def test_a_merger_that_cannot_be_carried_out_moves_nothing(why, budgeting):
    from jixiao.web.modules.budget import queries
    from jixiao.web.modules.budget.actions import budgets, changes, reorganising
    from jixiao.web.modules.budget.fields import ChangeFields
    from jixiao.web.platform.refusals import Refused

    other, event = merged(budgeting)
    by = {"by": budgeting.people["filler"], "at": AT}
    if why == "future":
        event.day = AT.date() + timedelta(days=1)
        event.save()
    elif why == "no budget":
        budgets.move(pk=other.pk, move="close", version=other.version, **by)
    else:
        fields = ChangeFields("supplement", None, budgeting.first, WAN, "追加")
        changes.propose(pk=budgeting.budget.pk, fields=fields, **by)
    with pytest.raises(Refused):
        reorganising.carry_out(pk=event.pk, by=budgeting.people["reviewer"], at=AT)
    assert queries.sums_of(budgeting.budget)["transferred"] == 0
    assert refreshed(budgeting.district.service).closed_on is None


def test_a_unit_does_not_merge_with_what_stands_above_it(budgeting, client, sign_in):
    words = {"day": "2026-11-01", "decision": "x", "source": budgeting.district.centre.pk}
    reviewing = sign_in(client, budgeting.people["reviewer"])
    place = reverse("budget:new-reorganisation")
    for wrong in ({"target": budgeting.district.service.pk}, {"target": ""}, {"target": "\x00"}, {"day": "2026-02-30"}):
        assert reviewing.post(place, words | {"target": budgeting.district.education.pk} | wrong).status_code == 422


def test_staff_of_a_day_is_entered_once_and_corrected(budgeting, client, sign_in, stranger):
    from jixiao.web.modules.budget.models import StaffCount

    filling, place = sign_in(client, budgeting.people["filler"]), reverse("budget:new-staff")
    words = {
        "organisation": budgeting.district.service.pk, "day": "2026-06-30", "authorised": "54", "in_post": "52",
        "hired": "6", "dispatched": "10", "note": "",
    }  # fmt: skip
    assert filling.post(place, words).status_code == 302
    assert filling.post(place, words).status_code == 422
    for wrong in ({"day": "2099-01-01"}, {"day": "x"}, {"in_post": "-1"}, {"hired": "1.5"}, {"note": "\u200b"}):
        assert filling.post(place, words | {"day": "2026-07-01"} | wrong).status_code == 422, wrong
    page = filling.get(reverse("budget:staff")).content.decode()
    assert "23.53 %" in page
    one = StaffCount.objects.get()
    edit = reverse("budget:edit-staff", args=[one.pk])
    assert filling.post(edit, words | {"version": 1, "in_post": "50"}).status_code == 302
    stale = filling.post(edit, words | {"version": 1, "in_post": "49"})
    assert (stale.status_code, "50" in stale.content.decode()) == (409, True)
    assert sign_in(client, stranger).get(edit).status_code == 403


def asset_words(budgeting, **more):
    return {
        "organisation": budgeting.district.service.pk, "code": "Z1", "name": "服务器", "category": "equipment",
        "cost": "8.6", "acquired": "2025-03-01", "place": "机房", "keeper": "", **more,
    }  # fmt: skip


def test_an_asset_is_acquired_idle_and_disposed_and_stands_on_a_day_as_it_did(budgeting, client, sign_in):
    from jixiao.web.modules.budget.models import Asset
    from jixiao.web.modules.budget.register import worth_on

    filling, place = sign_in(client, budgeting.people["filler"]), reverse("budget:new-asset")
    assert filling.post(place, asset_words(budgeting)).status_code == 302
    assert filling.post(place, asset_words(budgeting)).status_code == 422
    assert filling.post(place, asset_words(budgeting, code="Z2", cost="1.4")).status_code == 302
    one = Asset.objects.get(code="Z1")
    happened = reverse("budget:asset-happened", args=[one.pk])
    words = {"kind": "idle", "day": "2026-02-01", "note": "科室调整"}
    for wrong in ({"day": "2024-01-01"}, {"day": "2027-01-01"}, {"kind": "use"}, {"kind": "fly"}, {"note": ""}):
        assert filling.post(happened, words | {"version": 1} | wrong).status_code == 422, wrong
    assert filling.post(happened, words | {"version": 1}).status_code == 302
    assert filling.post(happened, words | {"version": 1}).status_code == 409
    dispose = {"kind": "dispose", "day": "2026-10-01", "note": "报废", "version": 2}
    assert filling.post(happened, dispose).status_code == 302
    assert filling.post(happened, dispose | {"version": 3}).status_code == 422
    service = budgeting.district.service
    then = [worth_on(service, day) for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 12, 31))]
    assert [(one.total, one.in_use, one.count) for one in then] == [
        (10 * WAN, 10 * WAN, 2), (10 * WAN, WAN * 14 // 10, 2), (WAN * 14 // 10, WAN * 14 // 10, 1),
    ]  # fmt: skip
    assert filling.get(reverse("budget:asset", args=[one.pk])).status_code == 200


def test_an_inventory_closes_once_every_difference_is_explained(budgeting, client, sign_in):
    from jixiao.web.modules.budget.models import Inventory

    filling, start = sign_in(client, budgeting.people["filler"]), reverse("budget:new-inventory")
    words = {"organisation": budgeting.district.service.pk, "day": "2026-11-01"}
    assert filling.post(start, words).status_code == 422  # nothing in the books
    for code in ("Z1", "Z2"):
        filling.post(reverse("budget:new-asset"), asset_words(budgeting, code=code))
    assert filling.post(start, words).status_code == 302
    assert filling.post(start, words | {"day": "2026-11-02"}).status_code == 422
    found = Inventory.objects.get()
    first, second = found.rows.all()
    count, close = (reverse(f"budget:{name}", args=[found.pk]) for name in ("count-inventory", "close-inventory"))
    counted = {f"counted-{first.pk}": "1", f"counted-{second.pk}": "0"}
    assert filling.post(count, counted | {"version": 1, f"counted-{first.pk}": "-1"}).status_code == 422
    assert filling.post(count, counted | {"version": 1}).status_code == 302
    assert filling.post(count, counted | {"version": 1}).status_code == 409
    filling.post(close, {"version": 2})
    assert not refreshed(found).is_closed
    more = {"name": "投影仪", "counted": "1", "explanation": "受赠未入账", "version": 2}
    assert filling.post(reverse("budget:inventory-found", args=[found.pk]), more).status_code == 302
    filling.post(count, counted | {"version": 3, f"explanation-{second.pk}": "丢失，已报案"})
    filling.post(close, {"version": 4})
    assert refreshed(found).is_closed
    assert "丢失，已报案" in filling.get(reverse("budget:inventory", args=[found.pk])).content.decode()
    assert filling.post(count, counted | {"version": 5}).status_code == 422


@pytest.fixture
def made(budgeting):
    """The sample of a unit for three years."""
    from jixiao.web.modules.budget.sample import sample

    unit = budgeting.district.centre
    return {one.year: one for one in sample(unit, [2025, 2026, 2027], budgeting.people["filler"], AT)}


def test_the_ledger_states_figures_that_evaluation_can_take(made):
    from jixiao.web.platform.installed import offered
    from jixiao.web.registers.figures.entries import check

    entries = offered("funds.figures")(made[2025].organisation, 2025)
    for entry in entries:
        check(entry)
        assert entry.source["kind"] == "ledger"
        assert entry.source["place"]
    known = {(entry.concept, entry.period): entry for entry in entries}
    assert {period for concept, period in known if concept == "cumulative_expenditure"} == {
        f"2025-Q{quarter}" for quarter in range(1, 5)
    }
    for concept in (
        "initial_budget", "adjusted_budget", "expenditure", "supplement", "reallocation", "carry_over_out",
        "procurement_plan", "procurement_actual", "adjusted_three_public", "three_public_expenditure",
        "adjusted_operating", "operating_expenditure", "authorised_posts", "staff_in_post", "off_establishment_staff",
        "fixed_assets", "fixed_assets_in_use",
    ):  # fmt: skip
        assert (concept, "2025") in known, concept
    assert known["expenditure", "2025"].printed == known["cumulative_expenditure", "2025-Q4"].printed
    assert offered("funds.figures")(made[2025].organisation, 2011) == []


def test_columns_and_measures_count_the_same_money_and_list_their_records(
    made, budgeting, django_assert_max_num_queries
):
    from jixiao.web.modules.budget import queries
    from jixiao.web.modules.budget.offering.boards import COLUMNS, MEASURES
    from jixiao.web.platform.people.models import Organisation

    every, unit = list(Organisation.objects.all()), made[2025].organisation
    for column in COLUMNS:
        with django_assert_max_num_queries(1):
            cells = column.cells(every, 2025)
        assert {unit.pk, budgeting.district.root.pk} <= set(cells)
    rate, slow, bought = MEASURES
    sums = queries.sums_of(made[2025])
    assert f"{rate.value(unit, 2025, AT.date()):.2f}" == f"{100 * sums['spent'] / sums['adjusted']:.2f}"
    assert rate.value(unit, 2025, date(2025, 7, 1)) < rate.value(unit, 2025, AT.date())
    assert slow.value(unit, 2025, AT.date()) == len(slow.records(unit, 2025, AT.date()))
    assert bought.value(unit, 2025, AT.date()) is not None
    assert all(measure.value(unit, 2011, AT.date()) is None for measure in MEASURES)


def test_everything_goes_into_one_workbook(made, client, sign_in, budgeting):
    reading = sign_in(client, budgeting.people["auditor"])
    for name in ("export-all", "export-procurements"):
        answer = reading.get(reverse(f"budget:{name}", args=[made[2026].pk]))
        assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    for name in ("export-staff", "export-assets", "export-assessments"):
        assert reading.get(reverse(f"budget:{name}")).content[:2] == b"PK"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lists_ask_few_questions_and_speak_one_language(
    lang, made, budgeting, client, sign_in, django_assert_max_num_queries
):
    client.cookies["lang"] = lang
    reading = sign_in(client, budgeting.people["filler"])
    pages = [reverse(f"budget:{name}") for name in
             ("staff", "assets", "inventories", "assessments", "reorganisations")]  # fmt: skip
    pages += [
        reverse(f"budget:{name}", args=[made[2026].pk])
        for name in ("procurements", "operating", "carry-over", "figures-register")
    ]
    for page in pages:
        with django_assert_max_num_queries(25):
            answer = reading.get(page)
        assert answer.status_code == 200, page
        assert "style=" not in answer.content.decode()
        if lang == "en":
            assert (
                "万元" not in answer.content.decode().split("<main", 1)[-1].split('<ol class="events"')[0]
                or "ledger" in page
            )


def test_the_search_finds_projects_budgets_and_assets_of_ones_own(made, budgeting, stranger):
    from jixiao.web.modules.budget.offering.finding import find

    filler = budgeting.people["filler"]
    for words in ("园区物业", "X0102", "2026", "园区建设中心 2025", "服务器", "Z0010", "公用经费", "yqwygl"):
        assert find(filler, words), words
        assert not find(stranger, words), words
    for words in ("", "\x00", "%_'\\", "字" * 300):
        assert isinstance(find(filler, words), list)


def test_a_year_without_budgets_names_the_newest_one_that_has_some(budgeting, client, sign_in):
    page = sign_in(client, budgeting.people["filler"]).get(reverse("budget:list") + "?year=2021").content.decode()
    assert "2021 年还没有预算" in page
    assert "?year=2027" in page


def test_a_department_of_three_years_is_made_with_few_queries(budgeting, django_assert_max_num_queries):
    from jixiao.web.modules.budget.sample import sample

    with django_assert_max_num_queries(130):
        sample(budgeting.district.centre, [2025, 2026, 2027], budgeting.people["filler"], AT)
