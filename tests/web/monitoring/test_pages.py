"""Every page: who may see it does, others are refused, bad input is answered in words, never by a fault."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests.web.conftest import organisation, person
from tests.web.monitoring.conftest import AT, complete, give, money, prepared, refreshed, sheet_words

pytestmark = pytest.mark.django_db
READ = (
    ("round", "round", ()), ("rules", "round", ()), ("filing", "filing", ()), ("sheet", "own", ()),
    ("light", "own", ("money",)), ("light", "own", ("goals",)), ("export-round", "round", ()),
    ("form", "filing", ("xlsx",)), ("form", "filing", ("docx",)),
    ("in-time", "own", ("svg",)), ("in-time", "own", ("xlsx",)),
)  # fmt: skip


def address(monitoring, name, record, more=()):
    return reverse(f"monitoring:{name}", args=[getattr(monitoring, record).pk, *more])


@pytest.mark.parametrize(("name", "record", "more"), READ)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens_in_both_languages(name, record, more, lang, monitoring, client, sign_in):
    client.cookies["lang"] = lang
    for role in ("filler", "leader"):
        answer = sign_in(client, monitoring.people[role]).get(address(monitoring, name, record, more))
        assert answer.status_code == 200
    if lang == "en" and name not in ("form", "export-round", "in-time"):
        main = answer.content.decode().split("<main", 1)[1]
        assert "style=" not in main
        assert "没有" not in main


@pytest.mark.parametrize(("name", "record", "more"), [one for one in READ if one[1] != "round"])
def test_another_department_is_refused(name, record, more, monitoring, client, sign_in, stranger):
    assert sign_in(client, stranger).get(address(monitoring, name, record, more)).status_code == 403


def test_in_a_round_each_sees_only_what_is_theirs(monitoring, client, sign_in, stranger):
    page = sign_in(client, stranger).get(address(monitoring, "round", "round")).content.decode()
    assert "教育局" in page
    assert "产业服务局" not in page
    listed = sign_in(client, stranger).get(reverse("monitoring:rounds")).content.decode()
    assert "1—7 月" in listed


@pytest.mark.parametrize("name", ["round", "rules", "filing", "sheet", "change", "export-round"])
def test_what_does_not_exist_is_not_found(name, monitoring, client, sign_in):
    for pk in (999_999, 10**30):
        assert (
            sign_in(client, monitoring.people["reviewer"]).get(reverse(f"monitoring:{name}", args=[pk])).status_code
            == 404
        )


def test_unknown_lights_forms_and_moves_are_not_found(monitoring, client, sign_in):
    reading = sign_in(client, monitoring.people["filler"])
    unknown = (("light", "own", ("sky",)), ("light", "own", ("999999",)), ("form", "filing", ("exe",)),
               ("in-time", "own", ("gif",)))  # fmt: skip
    for name, record, more in unknown:
        assert reading.get(address(monitoring, name, record, more)).status_code == 404
    assert reading.post(address(monitoring, "move", "filing", ("fly",))).status_code == 404


def test_a_unit_with_projects_of_another_level_gets_its_level_proposed(district, people, funds, client, sign_in):
    give(funds, district.service, 2026, money(480, 16), [("P11", 2, "", money(120, 10))])
    give(funds, district.education, 2026, money(480, 16), [("P1", 1, "", money(120, 10))])
    page = sign_in(client, people["reviewer"]).get(reverse("monitoring:issue")).content.decode()
    assert [f'name="level-{level}" checked' in page for level in (1, 2, 3)] == [True, True, False]


def test_the_rulebook_fills_in_the_form_and_the_round_is_issued(district, people, funds, client, sign_in):
    from jixiao.web.modules.monitoring.models import Round

    give(funds, district.service, 2026, money(480, 16), [("P11", 2, "", money(120, 10))])
    issuing = sign_in(client, people["reviewer"])
    page = issuing.get(reverse("monitoring:issue")).content.decode()
    assert 'value="2026-08-31"' in page
    assert 'name="level-2" checked' in page and 'name="level-1" checked' not in page
    words = {
        "organisation": district.root.pk, "year": "2026", "month": "7", "until": "2026-08-31", "level-2": "on",
        "escalate_after": "5", "pause_after": "10", "warns": "on",
    }  # fmt: skip
    answer = issuing.post(reverse("monitoring:issue"), words, follow=True)
    assert "4 / 4" in answer.content.decode()
    assert Round.objects.get().warns
    again = issuing.post(reverse("monitoring:issue"), words)
    assert (again.status_code, "已经下发" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("month", "13", "1—12"), ("month", "", "1—12"), ("year", "abc", "2000"), ("until", "2026-02-30", "请填日期"),
        ("until", "2031-01-01", "期限应在"), ("pause_after", "1", "不能晚于"), ("level-2", "", "至少选一级"),
        ("note", "字" * 501, "最多 500"), ("note", "a\u202eb", "U+202E"), ("organisation", "9" * 40, "请选"),
        ("note", "\x00", "看不见"),
    ],
)  # fmt: skip
def test_a_round_with_a_fault_is_told_beside_the_field(field, wrong, said, district, people, funds, client, sign_in):
    from jixiao.web.modules.monitoring.models import Round

    words = {
        "organisation": district.root.pk, "year": "2026", "month": "7", "until": "2026-08-31", "level-2": "on",
        "escalate_after": "5", "pause_after": "10",
    }  # fmt: skip
    answer = sign_in(client, people["reviewer"]).post(reverse("monitoring:issue"), words | {field: wrong})
    if wrong != "\x00":
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Round.objects.exists()
    assert answer.status_code < 500


def test_the_deadline_is_changed_and_a_stale_change_shows_both(monitoring, client, sign_in):
    place = address(monitoring, "change", "round")
    changing = sign_in(client, monitoring.people["reviewer"])
    assert changing.post(place, {"version": 1, "until": "2026-09-10", "note": "延期"}).status_code == 302
    stale = changing.post(place, {"version": 1, "until": "2026-09-20", "note": ""})
    page = stale.content.decode()
    assert (stale.status_code, "2026-09-20" in page, "2026-09-10" in page) == (409, True, True)
    assert changing.post(place, {"version": 2, "until": "x"}).status_code == 422
    assert sign_in(client, monitoring.people["filler"]).get(place).status_code == 403


def test_a_sheet_is_filled_in_the_browser_and_faults_lose_nothing(monitoring, client, sign_in):
    filling = sign_in(client, monitoring.people["filler"])
    place, key = address(monitoring, "sheet", "own"), monitoring.own.goals[0]["id"]
    wrong = filling.post(place, sheet_words(monitoring.own, **{f"value-{key}": "七百", "by_hand": "十万"}))
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert all(words in page for words in ("七百", "不是数字", "十万", "不是金额", "合同分期付款"))
    assert filling.post(place, sheet_words(monitoring.own)).status_code == 302
    stale = filling.post(place, sheet_words(monitoring.own, reason="另一个原因"))
    page = stale.content.decode()
    assert (stale.status_code, "另一个原因" in page, "合同分期付款" in page) == (409, True, True)
    assert refreshed(monitoring.own).reason == "合同分期付款"


@pytest.mark.parametrize("wrong", ["1e5", "١٢", "9" * 41, "-", "NaN", "a\x00b", "<b>", "1.2.3"])
def test_odd_numbers_are_refused_and_never_a_fault(wrong, monitoring, client, sign_in):
    key = monitoring.own.goals[0]["id"]
    filling = sign_in(client, monitoring.people["filler"])
    words = sheet_words(monitoring.own, **{f"value-{key}": wrong})
    assert filling.post(address(monitoring, "sheet", "own"), words).status_code == 422


def test_what_people_write_is_escaped_and_unseen_characters_are_refused(monitoring, client, sign_in):
    filling, place = sign_in(client, monitoring.people["filler"]), address(monitoring, "sheet", "fast")
    assert filling.post(place, sheet_words(monitoring.fast, reason="<script>x</script>")).status_code == 302
    assert "<script>x" not in filling.get(place).content.decode()
    hidden = sheet_words(refreshed(monitoring.fast), reason="a\u200bb")
    assert filling.post(place, hidden).status_code == 422


def test_only_those_who_fill_in_write_and_only_while_it_is_open(monitoring, client, sign_in):
    from jixiao.web.modules.monitoring.models import Filing

    place = address(monitoring, "sheet", "own")
    for role in ("unit_head", "reviewer", "auditor"):
        assert sign_in(client, monitoring.people[role]).post(place, sheet_words(monitoring.own)).status_code == 403
    Filing.objects.filter(pk=monitoring.filing.pk).update(stage="submitted")
    closed = sign_in(client, monitoring.people["filler"]).post(place, sheet_words(monitoring.own))
    assert (closed.status_code, "不能再改" in closed.content.decode()) == (422, True)


def test_the_head_decides_in_the_browser(monitoring, client, sign_in):
    place = address(monitoring, "decide", "slow")
    words = {"version": monitoring.slow.version, "decision": "reallocate", "decision_reason": "调给进度快的项目"}
    assert sign_in(client, monitoring.people["filler"]).post(place, words).status_code == 403
    head = sign_in(client, monitoring.people["unit_head"])
    head.post(place, {**words, "decision_reason": ""})
    head.post(place, {**words, "decision": "fly"})
    assert refreshed(monitoring.slow).decision == ""
    page = head.post(place, words, follow=True).content.decode()
    assert "调整预算" in page
    assert refreshed(monitoring.slow).decision == "reallocate"


@pytest.mark.parametrize(
    ("name", "role"), [("finish", "unit_head"), ("sign", "filler"), ("submit", "section_head"), ("accept", "unit_head")]
)
def test_a_move_needs_its_role(name, role, monitoring, client, sign_in):
    moving = sign_in(client, monitoring.people[role])
    assert moving.post(address(monitoring, "move", "filing", (name,)), {"version": 1}).status_code == 403


def test_a_filing_goes_through_its_stages_in_the_browser(monitoring, client, sign_in):
    complete(monitoring)
    steps = (("finish", "filler"), ("sign", "section_head"), ("submit", "unit_head"), ("return", "reviewer"))
    for name, role in steps:
        filing = refreshed(monitoring.filing)
        words = {"version": filing.version, "note": "措施不具体"}
        answer = sign_in(client, monitoring.people[role]).post(address(monitoring, "move", "filing", (name,)), words)
        assert answer.status_code == 302
    assert refreshed(monitoring.filing).stage == "returned"
    page = sign_in(client, monitoring.people["filler"]).get(address(monitoring, "filing", "filing")).content.decode()
    assert "措施不具体" in page
    assert "填报完成" in page


def test_a_light_opens_to_its_arithmetic(monitoring, client, sign_in):
    reading = sign_in(client, monitoring.people["leader"])
    page = reading.get(address(monitoring, "light", "own", ("money",))).content.decode()
    assert "112.00 ÷ 480.00 = 23.33 %" in page
    assert "&lt; 60 % → 红灯" in page
    key = monitoring.own.goals[0]["id"]
    assert "走访企业" in reading.get(address(monitoring, "light", "own", (key,))).content.decode()


def test_where_there_are_no_goals_the_page_says_so(monitoring, client, sign_in):
    page = sign_in(client, monitoring.people["filler"]).get(address(monitoring, "sheet", "fast")).content.decode()
    assert "没有绩效目标" in page


def test_filters_narrow_and_nonsense_is_no_fault(monitoring, client, sign_in):
    reading, place = sign_in(client, monitoring.people["reviewer"]), address(monitoring, "round", "round")
    assert "财政局</a>" not in reading.get(f"{place}?light=red").content.decode()
    assert "财政局</a>" in reading.get(f"{place}?stage=issued&words=财政").content.decode()
    for query in ("?light=x&stage=y", "?words=%00%27", "?unit=" + "9" * 40, "?unit=-1"):
        assert reading.get(place + query).status_code == 200


@pytest.mark.parametrize("more", [0, 6])
def test_lists_need_few_queries_however_many_rows(
    more, district, people, funds, client, sign_in, django_assert_max_num_queries
):
    for number in range(more):
        place = organisation(f"部门{number}", "department", district.root)
        give(funds, place, 2026, money(480, 16), [("Q1", 2, "", money(120, 10)), ("Q2", 2, "", money(20, 1))])
    monitoring = prepared(district, people, funds)
    reading = sign_in(client, people["reviewer"])
    with django_assert_max_num_queries(12):
        reading.get(reverse("monitoring:rounds"))
    with django_assert_max_num_queries(16):
        reading.get(address(monitoring, "round", "round"))
    with django_assert_max_num_queries(14):
        reading.get(address(monitoring, "filing", "filing"))
    with django_assert_max_num_queries(14):
        reading.get(address(monitoring, "sheet", "own"))


def test_the_form_and_the_list_are_files_without_formulas(monitoring, client, sign_in):
    filling = sign_in(client, monitoring.people["filler"])
    filling.post(address(monitoring, "sheet", "own"), sheet_words(monitoring.own, reason="=1+1"))
    for name, record, more in (("form", "filing", ("xlsx",)), ("export-round", "round", ())):
        content = filling.get(address(monitoring, name, record, more)).content
        with ZipFile(BytesIO(content)) as book:
            sheets = [book.read(one).decode() for one in book.namelist() if "worksheets/sheet" in one]
            words = book.read("xl/sharedStrings.xml").decode()
        assert not any("<f>" in sheet for sheet in sheets)
    assert "产业服务局" in words
    from docx import Document

    document = Document(BytesIO(filling.get(address(monitoring, "form", "filing", ("docx",))).content))
    told = [cell.text for grid in document.tables for row in grid.rows for cell in row.cells]
    assert "部门整体支出绩效目标执行监控表" in document.paragraphs[0].text
    assert {"1-7月执行数", "全年预计执行数", "完全不可能", "=1+1", "走访企业"} <= set(told)


def test_the_drawing_of_spending_and_the_table_behind_it_are_files(monitoring, client, sign_in):
    from openpyxl import load_workbook

    reading = sign_in(client, monitoring.people["filler"])
    drawing = reading.get(address(monitoring, "in-time", "own", ("svg",))).content
    assert drawing.startswith(b"<svg xmlns=")
    assert b"<style>" in drawing
    table = reading.get(address(monitoring, "in-time", "own", ("xlsx",))).content
    head, *rows = load_workbook(BytesIO(table)).active.values
    assert head[:2] == ("月份", "当月支出（万元）")
    assert [row[0] for row in rows] == [f"{month} 月" for month in range(1, 13)]
    spent = sum(round(row[1] * 1_000_000) for row in rows if row[1] is not None)
    assert (spent, rows[6][2]) == (monitoring.own.spent, monitoring.own.spent / 1_000_000)
    assert rows[7][2] is None
    assert reading.get(address(monitoring, "sheet", "own")).content.decode().count("in-time.") == 2
    monitoring.own.adjusted = 0
    monitoring.own.save()
    assert reading.get(address(monitoring, "in-time", "own", ("svg",))).status_code == 404


def test_search_boards_and_what_waits(monitoring, rf):
    from jixiao.web.modules.monitoring.module import MODULE

    people, district = monitoring.people, monitoring.district
    assert [hit.title.zh for hit in MODULE.search(people["filler"], "P12")] == ["项目P12：2026 年 1—7 月绩效监控"]
    assert MODULE.search(person("other", "无权人", district.education, "filler"), "P12") == []
    places = [district.service, district.finance]
    cells = {column.id: column.cells(places, 2026) for column in MODULE.columns}
    assert cells["monitoring.money"][district.service.pk].light == "red"
    assert cells["monitoring.stage"][district.finance.pk].words == "待填报"
    assert cells["monitoring.goals"][district.finance.pk].words == "没有目标"


def test_the_trail_tells_of_every_action_in_words():
    from jixiao.web.modules.monitoring.stages import TABLE
    from jixiao.web.modules.monitoring.telling import ACTIONS

    assert {f"monitoring.{name}" for name in TABLE.moves} < set(ACTIONS)
    assert AT.year == 2026
