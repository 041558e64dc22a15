"""The register tells what has to be published by when, and only those who may publish do."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from jixiao.web.platform.clock import now
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.workdays import working_days
from jixiao.web.registers.publications import actions
from jixiao.web.registers.publications.deadlines import standing
from jixiao.web.registers.publications.models import Duty, Publication
from jixiao.web.registers.publications.queries import rows
from tests.web.disclosure.records import facts, scorecard

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_working_days_leave_weekends_out():
    assert working_days(FRIDAY, MONDAY) == 1
    assert working_days(MONDAY, FRIDAY) == -1
    assert working_days(FRIDAY, FRIDAY) == 0
    assert working_days(date(2026, 11, 2), date(2026, 11, 30)) == 20
    assert working_days(FRIDAY, date(2026, 11, 22)) == 0


@pytest.mark.parametrize(
    ("approved", "published", "day", "light", "words"),
    [
        (None, None, FRIDAY, "none", "缺批复日期"),
        (date(2026, 11, 10), None, FRIDAY, "green", "还有 6 个工作日"),
        (date(2026, 11, 6), None, FRIDAY, "amber", "还有 4 个工作日"),
        (date(2026, 10, 31), None, FRIDAY, "amber", "今天到期"),
        (date(2026, 10, 1), None, FRIDAY, "red", "逾期 22 个工作日"),
        (date(2026, 10, 31), date(2026, 11, 20), MONDAY, "green", "按时公开"),
        (date(2026, 10, 30), date(2026, 11, 20), MONDAY, "amber", "晚公开 1 个工作日"),
        (None, date(2026, 11, 20), MONDAY, "none", "已公开，缺批复日期"),
    ],
)
def test_a_light_says_how_a_duty_stands(approved: Any, published: Any, day: date, light: str, words: str):
    how = standing("accounts", approved, published, False, day)
    assert (how.light, how.word.zh) == (light, words)


def test_an_exemption_owes_nothing():
    assert standing("budget", date(2020, 1, 1), None, True, FRIDAY).word.zh == "免于公开"


def _owe(district: Any, people: Any, **changed: Any) -> Duty:
    given: dict[str, Any] = {
        "organisation": district.service, "year": 2026, "kind": "budget", "approved": date(2026, 1, 5),
        "is_exempt": False, "reason": "", "version": 0, "by": people["unit_head"], "at": now(),
    }  # fmt: skip
    return actions.set_duty(**{**given, **changed})


def test_the_register_lists_the_most_pressing_first_and_only_ones_own(
    client: Any, district: Any, people: Any, sign_in: Any
):
    _owe(district, people, organisation=district.centre)
    page = sign_in(client, people["filler"]).get("/disclosure/?year=2026").content.decode()
    table = page[page.index("<tbody>") :]
    assert table.index("园区建设中心") < table.index("产业服务局")
    assert "逾期" in table and "批复日期" in table
    assert "教育局" not in table and "综合科" not in table, "another department; a section has no budget of its own"
    assert "教育局" in sign_in(client, people["reviewer"]).get("/disclosure/?year=2026").content.decode()


def test_the_register_of_a_hundred_departments_asks_the_database_little(
    client: Any, district: Any, people: Any, sign_in: Any, django_assert_max_num_queries: Any
):
    from tests.web.conftest import organisation

    for number in range(100):
        organisation(f"部门{number:03}", "department", district.root)
    sign_in(client, people["reviewer"])
    with django_assert_max_num_queries(15):
        answer = client.get("/disclosure/?year=2026&page=2")
    assert answer.status_code == 200


def test_what_is_missing_is_told(district: Any, people: Any, published: Any):
    published(kind="budget", year=2026, record=None, address="https://www.example.gov.cn/")
    found = {one.kind.value: one for one in rows([district.service], 2026, FRIDAY)}
    assert [one.zh for one in found["budget"].missing] == ["批复日期", "文件"]
    assert [one.zh for one in found["accounts"].missing] == ["批复日期", "公开"]


def test_the_head_of_a_unit_publishes_and_everyone_sees_it(client: Any, district: Any, people: Any, sign_in: Any):
    address = f"/disclosure/register/{district.service.pk}/2024/scorecard/publish/"
    sign_in(client, people["unit_head"])
    record = SimpleUploadedFile("score.json", json.dumps(scorecard()).encode())
    answer = client.post(address, {"title": "得分", "day": "2025-09-01", "words": "为企业服务", "file": record})
    assert answer.status_code == 302, answer.content.decode()
    one = Publication.objects.get()
    assert one.record == scorecard() and one.by == people["unit_head"]
    assert Event.objects.filter(action="disclosure.publish", target=f"publication/{one.pk}").exists()
    client.logout()
    assert "为企业服务" in client.get(f"/disclosure/public/{district.service.pk}/2024/").content.decode()


def test_a_file_is_published_as_it_was_brought(client: Any, district: Any, people: Any, sign_in: Any):
    sign_in(client, people["unit_head"])
    brought = SimpleUploadedFile("预算.pdf", b"%PDF-1.7 budget")
    address = f"/disclosure/register/{district.service.pk}/2024/budget/publish/"
    assert client.post(address, {"title": "预算", "day": "2024-02-20", "file": brought}).status_code == 302
    client.logout()
    answer = client.get(f"/disclosure/public/files/{Publication.objects.get().pk}/")
    assert answer.content == b"%PDF-1.7 budget" and answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"title": "预算", "day": "2024-02-20"},
        {"title": "预算", "day": "2999-01-01", "address": "https://www.example.gov.cn/"},
        {"title": "预算", "day": "2024-02-20", "address": "javascript:alert(1)"},
        {"title": "预\u202e算", "day": "2024-02-20", "address": "https://www.example.gov.cn/"},
        {"title": "预算", "day": "2024-02-20", "file": SimpleUploadedFile("x.html", b"<script>")},
        {"title": "预算", "day": "2024-02-20", "file": SimpleUploadedFile("x.json", b"{")},
        {"title": "预算", "day": "2024-02-20", "file": SimpleUploadedFile("x.json", b"[1]")},
        {"title": "预算", "day": "2024-02-20", "file": SimpleUploadedFile("x.json", b'{"schema": "jixiao/score/1"}')},
        {"title": "预算", "day": "2024-02-20", "file": SimpleUploadedFile("x.json", b"[" * 100_000)},
    ],
)
def test_what_cannot_be_published_is_refused_and_kept_in_the_form(
    client: Any, district: Any, people: Any, sign_in: Any, sent: dict[str, Any]
):
    sign_in(client, people["unit_head"])
    answer = client.post(f"/disclosure/register/{district.service.pk}/2024/budget/publish/", sent)
    assert answer.status_code == 422
    if "title" in sent:
        assert f'value="{sent["title"]}"' in answer.content.decode()
    assert not Publication.objects.exists()


def test_others_may_not_publish(client: Any, district: Any, people: Any, stranger: Any, sign_in: Any):
    address = f"/disclosure/register/{district.service.pk}/2024/budget/"
    sent = {"title": "预算", "day": "2024-02-20", "address": "https://www.example.gov.cn/"}
    for someone in (people["filler"], people["leader"], stranger):
        assert sign_in(client, someone).post(f"{address}publish/", sent).status_code == 403
        assert client.post(f"{address}duty/", {"version": "0"}).status_code == 403
    assert sign_in(client, stranger).get(address).status_code == 403
    for wrong in (f"/disclosure/register/{district.root.pk}/2024/budget/", address.replace("budget", "diary"),
                  address.replace("2024", "1066"), "/disclosure/register/999999/2024/budget/"):  # fmt: skip
        assert sign_in(client, people["unit_head"]).get(wrong).status_code == 404, wrong


def test_two_who_change_a_duty_see_both_and_nothing_is_lost(client: Any, district: Any, people: Any, sign_in: Any):
    sign_in(client, people["unit_head"])
    address = f"/disclosure/register/{district.service.pk}/2026/budget/duty/"
    assert client.post(address, {"approved": "2026-02-05", "version": "0"}).status_code == 302
    stale = client.post(address, {"approved": "2026-02-09", "version": "0"})
    page = stale.content.decode()
    assert stale.status_code == 422 and "2026-02-05" in page and 'value="2026-02-09"' in page
    assert Duty.objects.get().approved == date(2026, 2, 5)
    assert client.post(address, {"approved": "2026-02-09", "version": "1"}).status_code == 302
    assert client.post(address, {"is_exempt": "on", "reason": "", "version": "2"}).status_code == 422
    assert client.post(address, {"approved": "no day", "version": "2"}).status_code == 422


def test_what_is_published_stays_as_it_is(published: Any, people: Any):
    one = published()
    assert published().pk == one.pk, "the very same is not published twice"
    for change in (lambda: Publication.objects.update(title="x"), lambda: Publication.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    actions.withdraw(publication=one, because="数字有误", by=people["unit_head"], at=now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(withdrawn=None, withdrawn_by=None, withdrawn_because="")
    assert published().pk != one.pk, "after a withdrawal it may be published anew"


def test_a_withdrawal_needs_its_reason(client: Any, published: Any, people: Any, sign_in: Any):
    one = published()
    address = f"/disclosure/publications/{one.pk}/withdraw/"
    assert sign_in(client, people["unit_head"]).post(address, {"because": " "}).status_code == 422
    assert client.post(address, {"because": "数字有误"}).status_code == 302
    assert "数字有误" in client.get(f"/disclosure/register/{one.organisation_id}/2024/scorecard/").content.decode()


def test_a_record_of_another_form_is_refused(published: Any):
    for kind, record in (("scorecard", facts()), ("facts", scorecard()), ("budget", {"schema": "x"}), ("diary", None)):
        with pytest.raises(actions.Refused):
            published(kind=kind, record=record)


def test_what_is_due_waits_for_the_head_of_the_unit(
    client: Any, district: Any, people: Any, sign_in: Any, published: Any
):
    _owe(district, people)
    page = sign_in(client, people["unit_head"]).get("/").content.decode()
    assert "公开部门预算" in page and "已逾期" in page and "2026-01-25" in page
    assert "公开部门预算" not in sign_in(client, people["reviewer"]).get("/").content.decode()
    published(kind="budget", year=2026, record=None, address="https://www.example.gov.cn/")
    assert "公开部门预算" not in sign_in(client, people["unit_head"]).get("/").content.decode()
