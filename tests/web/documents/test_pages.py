"""Who may do what with documents, what is refused, decisions of two people, lists and trends."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db
MINE = (
    ("get", ""), ("get", "standing/"), ("get", "rounds/"), ("get", "reader/"), ("get", "original/"),
    ("get", "memo.docx"), ("get", "audit.json"), ("post", "again/"), ("post", "organisation/"), ("post", "confirm/"),
    ("post", "decide/"),
)  # fmt: skip


@pytest.fixture
def audited(brought, small):
    return brought(small)


def send(client, unit, *files, follow=False):
    return client.post("/documents/new/", {"organisation": unit.pk, "files": list(files)}, follow=follow)


def test_what_is_no_document_is_refused_and_the_others_are_taken(client, people, sign_in, district, small):
    from jixiao.web.modules.documents.models import Document

    sign_in(client, people["filler"])
    answer = send(
        client,
        district.centre,
        SimpleUploadedFile("程序.pdf", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40),
        SimpleUploadedFile("空.txt", b"  \n"),
        SimpleUploadedFile("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")),
        SimpleUploadedFile("包.zip", b"PK\x03\x04 broken"),
        SimpleUploadedFile("决算.md", small),
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("<dt>") == 4
    assert ".docx" in page
    assert [one.file.name for one in Document.objects.all()] == ["决算.md"]


def test_a_file_that_is_too_large_is_refused(client, people, sign_in, district, settings):
    from jixiao.web.modules.documents.models import Document

    settings.LARGEST_UPLOAD = 1 << 20
    sign_in(client, people["filler"])
    answer = send(client, district.centre, SimpleUploadedFile("大.txt", "数".encode() * 400_000))
    assert answer.status_code == 422
    assert "1 兆字节" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_form_without_file_or_unit_says_what_is_missing(client, people, sign_in, district):
    sign_in(client, people["filler"])
    answer = client.post("/documents/new/", {})
    assert answer.status_code == 422
    assert "请选择要核查的文件" in answer.content.decode()
    assert "请选择文书所属的单位" in answer.content.decode()


@pytest.mark.parametrize("unit", ["education", "finance", "root"])
def test_nobody_files_for_another_department(client, people, sign_in, district, small, unit):
    from jixiao.web.modules.documents.models import Document

    sign_in(client, people["filler"])
    answer = send(client, getattr(district, unit), SimpleUploadedFile("a.md", small))
    assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize(("method", "address"), MINE)
def test_another_department_sees_and_does_nothing(client, audited, stranger, sign_in, method, address):
    sign_in(client, stranger)
    assert getattr(client, method)(f"/documents/{audited.pk}/{address}").status_code == 403
    assert getattr(client, method)(f"/documents/{audited.pk + 999}/{address}").status_code == 404


def test_another_department_finds_nothing_in_lists(client, audited, stranger, sign_in):
    sign_in(client, stranger)
    page = client.get(f"/documents/?organisation={audited.organisation_id}").content.decode()
    assert audited.file.name not in page
    assert "没有文书" in page or "还没有文书" in page
    assert "还没有错误" in client.get("/documents/trends/").content.decode()


def test_strangers_to_the_district_are_sent_to_sign_in(client, audited):
    client.logout()
    assert client.get(f"/documents/{audited.pk}/").status_code == 302
    assert client.post(f"/documents/{audited.pk}/decide/").status_code == 302


@pytest.mark.parametrize("role", ["administrator"])
def test_an_administrator_reads_no_documents(client, audited, people, sign_in, role):
    sign_in(client, people[role])
    for address in ("/documents/", "/documents/new/", "/documents/trends/", f"/documents/{audited.pk}/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("role", ["leader", "evaluator", "auditor"])
def test_who_only_reads_files_and_moves_nothing(client, audited, people, sign_in, role, small):
    sign_in(client, people[role])
    assert client.get("/documents/").status_code == 200
    assert client.get(f"/documents/{audited.pk}/reader/").status_code == 200
    assert client.get("/documents/new/").status_code == 403
    assert client.post(f"/documents/{audited.pk}/again/").status_code == 403
    assert client.post(f"/documents/{audited.pk}/organisation/").status_code == 403


def test_a_document_is_not_moved_to_another_department(client, audited, people, sign_in, district):
    sign_in(client, people["filler"])
    client.post(f"/documents/{audited.pk}/organisation/", {"organisation": district.education.pk})
    client.post(f"/documents/{audited.pk}/organisation/", {"organisation": "1 OR 1=1"})
    audited.refresh_from_db()
    assert audited.organisation_id == district.centre.pk


def decide(client, document, finding, state, reason="", version=0, **more):
    sent = {"key": finding.key, "state": state, "reason": reason, "version": version}
    return client.post(f"/documents/{document.pk}/decide/", sent, **more)


def test_a_decision_is_kept_with_who_and_when(client, audited, people, sign_in):
    from jixiao.web.modules.documents.models import Decision
    from jixiao.web.platform.trail.models import Event

    finding = audited.findings.filter(severity="error")[0]
    sign_in(client, people["reviewer"])
    answer = decide(client, audited, finding, "accepted", headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert "财政审核人" in answer.content.decode()
    assert 'data-state="accepted"' in answer.content.decode()
    kept = Decision.objects.get()
    assert (kept.state, kept.by, kept.version) == ("accepted", people["reviewer"], 1)
    assert Event.objects.get(action="documents.decided").after == {"state": "accepted", "reason": ""}
    decide(client, audited, finding, "undecided", version=1)
    kept.refresh_from_db()
    assert (kept.state, kept.version) == ("undecided", 2)


def test_a_form_sent_twice_is_one_decision(client, audited, people, sign_in):
    from jixiao.web.platform.trail.models import Event

    finding = audited.findings.all()[0]
    sign_in(client, people["reviewer"])
    for _ in range(2):
        assert decide(client, audited, finding, "accepted").status_code == 302
    assert Event.objects.filter(action="documents.decided").count() == 1


def test_the_second_of_two_people_is_told_and_loses_nothing(client, audited, people, sign_in):
    from jixiao.web.modules.documents.models import Decision

    finding = audited.findings.filter(severity="error")[0]
    sign_in(client, people["reviewer"])
    decide(client, audited, finding, "accepted", "确实算错")
    sign_in(client, people["auditor"])
    for more in ({"headers": {"hx-request": "true"}}, {}):
        answer = decide(client, audited, finding, "rejected", "口径不同", **more)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "确实算错" in page
        assert page.count("口径不同") == 2  # told, and still in the field
        assert 'name="version" value="1"' in page
    assert Decision.objects.get().state == "accepted"
    assert decide(client, audited, finding, "rejected", "口径不同", version=1).status_code == 302
    assert Decision.objects.get().state == "rejected"


@pytest.mark.parametrize(
    "sent",
    [
        {"state": "rejected", "reason": "  ", "version": "0"},
        {"state": "no such", "version": "0"},
        {"state": "accepted", "version": "-1"},
        {"state": "accepted", "version": "x"},
        {"state": "accepted"},
        {"state": "accepted", "version": "0", "reason": "长" * 3000},
        {"state": "accepted", "version": "0", "reason": "a\x00b"},
    ],
)
def test_a_bad_decision_is_refused_with_words(client, audited, people, sign_in, sent):
    from jixiao.web.modules.documents.models import Decision

    finding = audited.findings.all()[0]
    sign_in(client, people["reviewer"])
    answer = client.post(f"/documents/{audited.pk}/decide/", {"key": finding.key, **sent})
    assert answer.status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.parametrize("key", ["", "0" * 16, "' OR 1=1 --", "\x00", "长" * 500])
def test_a_finding_that_is_not_there_is_not_decided(client, audited, people, sign_in, key):
    sign_in(client, people["reviewer"])
    answer = client.post(f"/documents/{audited.pk}/decide/", {"key": key, "state": "accepted", "version": "0"})
    assert answer.status_code == 404


def test_a_finding_of_another_document_is_not_decided_through_this_one(
    client, audited, brought, people, sign_in, district
):
    other = brought(
        "2024年度部门决算\n\n合计 3.00 万元，其中甲 1.00 万元、乙 1.00 万元。\n".encode(), "别.md", district.service
    )
    sign_in(client, people["reviewer"])
    assert decide(client, other, audited.findings.all()[0], "accepted").status_code == 404


@pytest.mark.parametrize("role", ["filler", "section_head", "leader", "evaluator"])
def test_who_may_not_decide_is_refused(client, audited, people, sign_in, role):
    sign_in(client, people[role])
    assert decide(client, audited, audited.findings.all()[0], "accepted").status_code == 403
    assert 'name="state"' not in client.get(f"/documents/{audited.pk}/reader/").content.decode()


def test_decisions_outlive_another_audit(client, audited, people, sign_in):
    from jixiao.web.modules.documents.background.auditing import work
    from jixiao.web.modules.documents.queries import undecided

    before = undecided().count()
    finding = audited.findings.filter(severity="error")[0]
    sign_in(client, people["reviewer"])
    decide(client, audited, finding, "accepted")
    assert undecided().count() == before - 1
    client.post(f"/documents/{audited.pk}/again/")
    assert work(audited.pk) == "done"
    assert undecided().count() == before - 1
    assert work(audited.pk) == ""


def test_errors_wait_for_those_who_decide(client, audited, people, sign_in):
    from jixiao.web.modules.documents.queries import waiting

    (one,) = waiting(people["reviewer"])
    assert str(audited.errors) in one.title.zh
    assert waiting(people["filler"]) == []
    sign_in(client, people["reviewer"])
    assert client.get(one.url).status_code == 200
    assert one.title.zh in client.get("/").content.decode()


def test_trends_count_errors_by_check_and_department(client, audited, people, sign_in):
    sign_in(client, people["leader"])
    page = client.get("/documents/trends/?year=2024").content.decode()
    assert "产业服务局" in page
    assert f'<td class="number">{audited.errors}</td>' in page
    assert "还没有错误" in client.get("/documents/trends/?year=1999").content.decode()


@pytest.mark.parametrize(
    "query",
    ["page=999", "page=x", "year=abc", "year=99999999999", "organisation=x", "organisation=999999", "kind=%00",
     "state=no", "check=%27%20OR", "check=" + "x" * 500, "organisation=&kind=accounts&state=done&year=2024"],
)  # fmt: skip
def test_odd_filters_break_nothing(client, audited, query):
    assert client.get(f"/documents/?{query}").status_code == 200
    assert client.get(f"/documents/trends/?{query}").status_code == 200
    assert client.get(f"/documents/{audited.pk}/reader/?{query}").status_code == 200


def test_a_long_list_takes_few_questions_and_has_pages(
    client, people, sign_in, district, django_assert_max_num_queries
):
    from jixiao.web.modules.documents.models import Document
    from jixiao.web.platform.clock import now
    from jixiao.web.platform.files.models import StoredFile

    for number in range(60):
        file = StoredFile.objects.create(
            sha256=f"{number:064}",
            name=f"{number}.pdf",
            size=1,
            organisation=district.centre,
            by=people["filler"],
            at=now(),
        )
        Document.objects.create(
            file=file, organisation=district.centre, by=people["filler"], at=now(), state="done", record="0" * 64,
            errors=number, year=2024, kind="budget",
        )  # fmt: skip
    sign_in(client, people["leader"])
    with django_assert_max_num_queries(25):
        page = client.get("/documents/").content.decode()
    assert page.index(">59.pdf<") < page.index(">40.pdf<")
    assert ">3.pdf<" not in page
    assert ">3.pdf<" in client.get("/documents/?page=2").content.decode()


def test_an_audit_that_was_interrupted_can_be_begun_again(client, people, sign_in, district, small):
    from jixiao.web.modules.documents.models import Document
    from jixiao.web.platform.clock import now

    sign_in(client, people["filler"])
    send(client, district.centre, io.BytesIO(small))
    Document.objects.update(state="working", started=now())
    document = Document.objects.get()
    client.post(f"/documents/{document.pk}/again/")
    document.refresh_from_db()
    assert document.state == "working"
    Document.objects.update(started=now() - timedelta(hours=1))
    assert "重新核查" in client.get(f"/documents/{document.pk}/").content.decode()
    client.post(f"/documents/{document.pk}/again/")
    document.refresh_from_db()
    assert document.state == "waiting"


def test_a_form_without_its_token_is_refused(people, audited):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["reviewer"], backend="django.contrib.auth.backends.ModelBackend")
    assert decide(strict, audited, audited.findings.all()[0], "accepted").status_code == 403
    assert strict.post("/documents/new/", {}).status_code == 403
