"""Every page: who may see it does, others are refused, bad input is answered in words, never by a fault."""

import pytest
from django.urls import reverse

from tests.web.budget.conftest import AT, WAN, refreshed

pytestmark = pytest.mark.django_db
ROUTES = {
    "budget": "budget", "line": "first", "project": "project", "parameters": "budget", "new-change": "budget",
    "new-line": "open_budget", "import": "open_budget", "template": "open_budget", "figures": "budget",
    "edit-line": "first", "edit-project": "project",
}  # fmt: skip
READ = ("budget", "line", "project", "parameters")
EVERYWHERE = ("budget:list", "budget:projects", "budget:new", "budget:new-project")


def address(budgeting, name):
    return reverse(f"budget:{name}", args=[getattr(budgeting, ROUTES[name]).pk])


@pytest.mark.parametrize("name", ROUTES)
def test_a_filler_sees_every_page_of_their_department(name, budgeting, client, sign_in):
    answer = sign_in(client, budgeting.people["filler"]).get(address(budgeting, name))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ROUTES)
def test_another_department_is_refused(name, budgeting, client, sign_in, stranger):
    assert sign_in(client, stranger).get(address(budgeting, name)).status_code == 403


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in READ])
def test_who_only_reads_may_not_write(name, budgeting, client, sign_in):
    assert sign_in(client, budgeting.people["auditor"]).get(address(budgeting, name)).status_code == 403


@pytest.mark.parametrize("role", ["unit_head", "reviewer", "evaluator", "leader", "auditor", "administrator"])
def test_every_role_reads_within_its_subtree(role, budgeting, client, sign_in):
    reading = sign_in(client, budgeting.people[role])
    assert all(reading.get(address(budgeting, name)).status_code == 200 for name in READ)


@pytest.mark.parametrize("name", ROUTES)
def test_what_does_not_exist_is_not_found(name, budgeting, client, sign_in):
    for pk in (999_999, 10**30):
        found = sign_in(client, budgeting.people["filler"]).get(reverse(f"budget:{name}", args=[pk]))
        assert found.status_code == 404


@pytest.mark.parametrize("name", EVERYWHERE)
def test_general_pages_show_only_what_is_ones_own(name, budgeting, client, sign_in, stranger):
    mine = sign_in(client, budgeting.people["filler"]).get(reverse(name))
    assert mine.status_code == 200
    others = sign_in(client, stranger).get(reverse(name), follow=True)
    assert others.status_code == 200
    assert "产业服务局" not in others.content.decode()


@pytest.mark.parametrize("name", [*(name for name in ROUTES if name != "template"), *EVERYWHERE])
def test_every_page_is_there_in_english(name, budgeting, client, sign_in):
    client.cookies["lang"] = "en"
    place = reverse(name) if name in EVERYWHERE else address(budgeting, name)
    page = sign_in(client, budgeting.people["filler"]).get(place)
    assert page.status_code == 200
    assert "万元" not in page.content.decode().split("<main", 1)[-1].split('<ol class="events"')[0]


def test_nobody_sees_anything_without_signing_in(budgeting, client):
    assert client.get(reverse("budget:list")).status_code == 302


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_has_sums_rate_and_light(lang, budgeting, client, sign_in, django_assert_max_num_queries):
    client.cookies["lang"] = lang
    leading = sign_in(client, budgeting.people["leader"])
    with django_assert_max_num_queries(25):
        page = leading.get(reverse("budget:list") + "?year=2026").content.decode()
    assert "150.00" in page
    assert ("滞后" if lang == "zh" else "behind") in page


def test_a_filter_of_nonsense_is_no_fault(budgeting, client, sign_in):
    reading = sign_in(client, budgeting.people["filler"])
    for query in ("?year=abc", "?year=99999999999", "?unit=-1&stage=x", "?unit=" + "9" * 40, "?words=%00%27"):
        assert reading.get(reverse("budget:list") + query).status_code == 200
        assert reading.get(address(budgeting, "budget") + query).status_code == 200
        assert reading.get(reverse("budget:projects") + query).status_code == 200


def test_the_budget_page_needs_few_queries_and_no_inline_style(
    budgeting, client, sign_in, django_assert_max_num_queries
):
    filling = sign_in(client, budgeting.people["filler"])
    with django_assert_max_num_queries(25):
        page = filling.get(address(budgeting, "budget")).content.decode()
    assert "<svg" in page
    assert "style=" not in page.split("<main", 1)[1]


def test_a_budget_is_opened_filled_submitted_and_approved_in_the_browser(budgeting, client, sign_in, line_words):
    from jixiao.web.modules.budget.models import Budget

    filling = sign_in(client, budgeting.people["filler"])
    service = budgeting.district.service.pk
    answer = filling.post(reverse("budget:new"), {"organisation": service, "year": "2028"}, follow=True)
    budget = Budget.objects.get(year=2028)
    assert "预算已建立" in answer.content.decode()
    assert filling.post(reverse("budget:new"), {"organisation": service, "year": "2028"}).status_code == 422
    added = filling.post(reverse("budget:new-line", args=[budget.pk]), line_words, follow=True)
    assert "园区建设" in added.content.decode()
    steps = (
        ("submit_first", "unit_head"),
        ("reply", "reviewer"),
        ("submit_second", "unit_head"),
        ("approve", "reviewer"),
    )
    for move, role in steps:
        moving = sign_in(client, budgeting.people[role])
        words = {"version": refreshed(budget).version, "ceiling": "20"}
        assert moving.post(reverse("budget:move", args=[budget.pk, move]), words).status_code == 302
    budget = refreshed(budget)
    assert (budget.stage, budget.ceiling) == ("executing", 20 * WAN)


@pytest.mark.parametrize(("move", "role"), [("submit_first", "filler"), ("reply", "unit_head"), ("close", "leader")])
def test_a_move_needs_its_role(move, role, budgeting, client, sign_in):
    moving = sign_in(client, budgeting.people[role])
    assert moving.post(reverse("budget:move", args=[budgeting.budget.pk, move]), {"version": 1}).status_code == 403
    assert moving.post(reverse("budget:move", args=[budgeting.budget.pk, "fly"])).status_code == 404


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("initial", "十万", "不是金额"),
        ("initial", "-1", "不能小于零"),
        ("project", "P99", "项目库没有 P99"),
        ("project", "", "先有项目，后有预算"),
        ("functional", "215", "7 位"),
        ("economic", "99999", "不在代码表"),
        ("fund", "gold", "这种资金来源"),
        ("nature", "other", "项目支出"),
        ("name", "字" * 121, "最多 120"),
    ],
)
def test_a_line_with_a_fault_is_told_beside_the_field_and_nothing_is_lost(
    field, wrong, said, budgeting, client, sign_in, line_words
):
    filling = sign_in(client, budgeting.people["filler"])
    place = reverse("budget:new-line", args=[budgeting.open_budget.pk])
    answer = filling.post(place, line_words | {field: wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "2150805" in page or field == "functional"
    assert not budgeting.open_budget.lines.exists()


def test_the_second_of_two_editors_sees_both_texts_and_can_save_again(budgeting, client, sign_in, line_words):
    from jixiao.web.modules.budget.actions.lines import add_line

    line = add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=budgeting.people["filler"], at=AT)
    place = reverse("budget:edit-line", args=[line.pk])
    filling = sign_in(client, budgeting.people["filler"])
    assert filling.post(place, line_words | {"version": 1, "initial": "11.25"}).status_code == 302
    answer = filling.post(place, line_words | {"version": 1, "initial": "22.75"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "22.75" in page
    assert "11.25" in page
    assert filling.post(place, line_words | {"version": 2, "initial": "22.75"}).status_code == 302
    assert refreshed(line).initial == 22_750_000


def test_a_line_is_removed_with_its_version_only(budgeting, client, sign_in):
    from jixiao.web.modules.budget.actions.lines import add_line
    from jixiao.web.modules.budget.models import Line

    line = add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=budgeting.people["filler"], at=AT)
    place = reverse("budget:remove-line", args=[line.pk])
    filling = sign_in(client, budgeting.people["filler"])
    filling.post(place, {"version": "9"})
    assert Line.objects.filter(pk=line.pk).exists()
    filling.post(place, {"version": "1"})
    assert not Line.objects.filter(pk=line.pk).exists()


def test_months_are_recorded_and_refused_in_the_browser(budgeting, client, sign_in):
    filling = sign_in(client, budgeting.people["filler"])
    line = budgeting.first
    place = reverse("budget:months", args=[line.pk])
    assert filling.post(place, {"version": line.version, "month-1": "30", "month-2": "20.5"}).status_code == 302
    assert refreshed(line).spent == 50 * WAN + WAN // 2
    too_much = filling.post(place, {"version": refreshed(line).version, "month-3": "1000"})
    assert (too_much.status_code, "超过调整后预算" in too_much.content.decode()) == (422, True)
    stale = filling.post(place, {"version": line.version, "month-1": "1"})
    assert stale.status_code == 409
    assert filling.post(place, {"version": "x", "month-1": "abc"}).status_code == 422
    assert refreshed(line).spent == 50 * WAN + WAN // 2


def change_words(budgeting, amount, **more):
    return {
        "kind": "reallocation", "source": budgeting.first.pk, "target": budgeting.second.pk, "amount": amount,
        "reason": "进度调整", **more,
    }  # fmt: skip


def test_the_limit_is_shown_before_a_change_is_sent(budgeting, client, sign_in):
    filling = sign_in(client, budgeting.people["filler"])
    place = reverse("budget:new-change", args=[budgeting.budget.pk])
    looked = filling.post(place, change_words(budgeting, "10", step="look")).content.decode()
    assert "6.67 %" in looked
    assert "在限额之内" in looked
    over = filling.post(place, change_words(budgeting, "20", step="send"))
    assert "超过限额" in over.content.decode()
    assert not budgeting.budget.changes.exists()
    sent = filling.post(place, change_words(budgeting, "20", step="send", agreed="yes"))
    assert sent.status_code == 302
    assert budgeting.budget.changes.get().amount == 20 * WAN


def test_a_change_is_approved_refused_or_withdrawn_by_who_may(budgeting, client, sign_in, stranger):
    filling = sign_in(client, budgeting.people["filler"])
    place = reverse("budget:new-change", args=[budgeting.budget.pk])
    for _ in range(3):
        filling.post(place, change_words(budgeting, "1", step="send"))
    first, second, third = budgeting.budget.changes.order_by("pk")
    assert filling.post(reverse("budget:decide", args=[first.pk, "approve"])).status_code == 403
    assert sign_in(client, stranger).get(reverse("budget:change", args=[first.pk])).status_code == 403
    reviewing = sign_in(client, budgeting.people["reviewer"])
    assert "批准并转款" in reviewing.get(reverse("budget:change", args=[first.pk])).content.decode()
    reviewing.post(reverse("budget:decide", args=[first.pk, "approve"]))
    reviewing.post(reverse("budget:decide", args=[second.pk, "refuse"]), {"note": ""})
    assert refreshed(second).state == "proposed"
    reviewing.post(reverse("budget:decide", args=[second.pk, "refuse"]), {"note": "理由不足"})
    assert reviewing.post(reverse("budget:decide", args=[third.pk, "burn"])).status_code == 404
    sign_in(client, budgeting.people["filler"]).post(reverse("budget:decide", args=[third.pk, "withdraw"]))
    assert [refreshed(one).state for one in (first, second, third)] == ["approved", "refused", "withdrawn"]
    assert refreshed(budgeting.first).adjusted == 99 * WAN


@pytest.mark.parametrize(
    "more",
    [
        {"amount": "101"},
        {"amount": "0"},
        {"amount": ""},
        {"kind": "x"},
        {"source": ""},
        {"target": "10" * 20},
        {"reason": " "},
    ],
)
def test_a_change_with_a_fault_is_not_sent(more, budgeting, client, sign_in):
    words = change_words(budgeting, "1", step="send", agreed="yes") | more
    place = reverse("budget:new-change", args=[budgeting.budget.pk])
    assert sign_in(client, budgeting.people["filler"]).post(place, words).status_code == 422
    assert not budgeting.budget.changes.exists()


def test_a_line_of_another_budget_cannot_be_an_end(budgeting, client, sign_in):
    from jixiao.web.modules.budget.actions.lines import add_line

    other = add_line(pk=budgeting.open_budget.pk, fields=budgeting.line, by=budgeting.people["filler"], at=AT)
    place = reverse("budget:new-change", args=[budgeting.budget.pk])
    words = change_words(budgeting, "1", step="send") | {"target": other.pk}
    assert sign_in(client, budgeting.people["filler"]).post(place, words).status_code == 422


def test_projects_of_three_levels_are_added_and_a_fourth_is_refused(budgeting, client, sign_in):
    from jixiao.web.modules.budget.models import Project

    filling = sign_in(client, budgeting.people["filler"])
    above, place = budgeting.project, reverse("budget:new-project")
    words = {
        "organisation": budgeting.district.service.pk,
        "name": "下级",
        "duty": "产业",
        "task": "运营",
        "since": "2026",
    }
    for level in (2, 3):
        assert filling.post(place, words | {"code": f"L{level}", "parent": above.pk}).status_code == 302
        above = Project.objects.get(code=f"L{level}")
        assert above.level == level
    assert filling.post(place, words | {"code": "L4", "parent": above.pk}).status_code == 422
    assert filling.post(place, words | {"code": "P01"}).status_code == 422
    assert filling.post(place, words | {"code": "L5", "until": "2020"}).status_code == 422
    assert (
        filling.post(place, words | {"code": "L6", "organisation": budgeting.district.education.pk}).status_code == 422
    )


def test_a_project_edited_by_two_tells_the_second(budgeting, client, sign_in):
    filling = sign_in(client, budgeting.people["filler"])
    place = reverse("budget:edit-project", args=[budgeting.project.pk])
    words = {"code": "P01", "name": "园区建设二期", "duty": "产业", "task": "运营", "since": "2025", "version": "1"}
    assert filling.post(place, words).status_code == 302
    stale = filling.post(place, words | {"name": "园区建设三期"})
    page = stale.content.decode()
    assert (stale.status_code, "二期" in page, "三期" in page) == (409, True, True)


def test_figures_are_set_and_a_stale_one_refused(budgeting, client, sign_in):
    from jixiao.web.modules.budget.models import FIGURE_KINDS

    filling = sign_in(client, budgeting.people["filler"])
    place = reverse("budget:figures", args=[budgeting.budget.pk])
    words = {f"{kind}-{part}": "1.5" for kind in FIGURE_KINDS for part in ("planned", "actual")}
    version = budgeting.budget.version
    assert filling.post(place, words | {"version": version}).status_code == 302
    assert filling.post(place, words | {"version": version, "reception-actual": "2"}).status_code == 409
    assert filling.post(place, words | {"version": version + 1, "reception-actual": "-2"}).status_code == 422
    assert budgeting.budget.figures.get(kind="reception").actual == WAN * 3 // 2


def test_finance_sets_deadlines_and_the_limit_for_what_lies_below(budgeting, client, sign_in):
    from jixiao.web.modules.budget import parameters

    reviewing = sign_in(client, budgeting.people["reviewer"])
    place = reverse("budget:parameters", args=[budgeting.budget.pk])
    words = {"organisation": budgeting.district.root.pk, "source": "区财政局通知"}
    assert reviewing.post(place, words | {"name": "until.executing", "value": "2026-12-20"}).status_code == 302
    assert reviewing.post(place, words | {"name": "reallocation_limit", "value": "7.5%"}).status_code == 302
    values = parameters.in_force(budgeting.district.service, 2026)
    assert (values["until.executing"].value, parameters.limit_hundredths(values)) == ("2026-12-20", 750)
    for wrong in (
        {"name": "x", "value": "1"},
        {"name": "until.executing", "value": "soon"},
        {"name": "reallocation_limit", "value": "400"},
    ):
        assert reviewing.post(place, words | wrong).status_code == 422
    filling = sign_in(client, budgeting.people["filler"])
    assert filling.post(place, words | {"name": "reallocation_limit", "value": "50"}).status_code == 403


def test_what_waits_is_on_the_first_page(budgeting, client, sign_in):
    filling = sign_in(client, budgeting.people["filler"])
    assert "2027 年预算：一上" in filling.get(reverse("home")).content.decode()
    filling.post(reverse("budget:new-change", args=[budgeting.budget.pk]), change_words(budgeting, "1", step="send"))
    assert "调剂 1.00 万元" in sign_in(client, budgeting.people["reviewer"]).get(reverse("home")).content.decode()


def test_finance_finds_evaluations_and_mergers_among_what_waits(budgeting, client, sign_in):
    from jixiao.web.modules.budget.actions import assessments, reorganising

    by = {"by": budgeting.people["filler"], "at": AT}
    one = assessments.begin(project=budgeting.project, year=2027, requested=900 * WAN, **by)
    assert "事前绩效评估：园区建设" in sign_in(client, by["by"]).get(reverse("home")).content.decode()
    aspects = dict.fromkeys(("necessity", "economy", "goals", "feasibility", "funding"), (80, "理由", "依据"))
    assessments.write(pk=one.pk, requested=900 * WAN, aspects=aspects, version=1, **by)
    assessments.move(pk=one.pk, move="submit", version=2, **by)
    place = budgeting.district
    reorganising.plan(source=place.education, target=place.service, day=AT.date(), decision="编办〔2026〕1 号", **by)
    shown = sign_in(client, budgeting.people["reviewer"]).get(reverse("home")).content.decode()
    assert "事前绩效评估：园区建设" in shown and "机构合并待办理：教育局" in shown
    assert "机构合并待办理" not in sign_in(client, by["by"]).get(reverse("home")).content.decode()


def test_the_threshold_of_ex_ante_evaluation_is_a_dated_rule(budgeting):
    from jixiao.web.modules.budget import gate, parameters

    values = parameters.in_force(budgeting.district.service, 2027)
    assert (values["ex_ante_amount"].value, values["reallocation_limit"].value) == ("500", "10")
    assert "2018-09-01" in values["ex_ante_amount"].source.zh and "《" in values["ex_ante_amount"].source.zh
    assert gate.threshold(budgeting.open_budget) == 500 * WAN
    early = parameters.in_force(budgeting.district.service, 2018)
    assert parameters.ex_ante_fen(early) is None and parameters.limit_hundredths(early) == 1000
    assert gate.against(budgeting.project, 2025, 10**12, None, None) is None


@pytest.mark.parametrize("name", ["waterfall", "in-time"])
def test_a_chart_is_saved_as_drawing_and_workbook(name, budgeting, client, sign_in):
    sign_in(client, budgeting.people["leader"])
    drawing = client.get(reverse("budget:picture", args=[budgeting.budget.pk, name, "svg"]))
    assert drawing.content.startswith(b"<svg xmlns=") and b"<style>" in drawing.content
    table = client.get(reverse("budget:picture", args=[budgeting.budget.pk, name, "xlsx"]))
    assert table.content.startswith(b"PK")
    for bad in ((budgeting.open_budget.pk, name, "svg"), (budgeting.budget.pk, name, "gif"), (2**62, name, "svg"),
                (budgeting.budget.pk, "none", "svg")):  # fmt: skip
        assert client.get(reverse("budget:picture", args=bad)).status_code == 404


def test_three_public_keeps_what_was_planned_apart_from_what_it_was_adjusted_to(budgeting, client, sign_in):
    from jixiao.web.modules.budget.offering.ledger import figures

    sign_in(client, budgeting.people["filler"])
    place = reverse("budget:figures", args=[budgeting.budget.pk])
    kinds = ("procurement", "travel_abroad", "vehicle_purchase", "vehicle_running", "reception")
    words = {f"{kind}-{part}": "0" for kind in kinds for part in ("planned", "actual")}
    words |= {"version": str(budgeting.budget.version), "reception-planned": "3", "reception-adjusted": "2.5"}
    assert client.post(place, {**words, "reception-adjusted": "x"}).status_code == 422
    assert client.post(place, words).status_code == 302
    stated = {one.concept: one.printed for one in figures(budgeting.district.service, 2026)}
    assert (stated["initial_reception"], stated["adjusted_reception"]) == ("3.00", "2.50")
    assert (stated["initial_three_public"], stated["adjusted_three_public"]) == ("3.00", "2.50")
    shown = client.get(reverse("budget:budget", args=[budgeting.budget.pk])).content.decode()
    assert "调整后 2.50" in shown  # in its history
