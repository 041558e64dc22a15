"""From a file to its findings: brought through the page, audited in a process of its own, read in the reader."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def test_a_pdf_is_brought_audited_and_read(client, brought, samples):
    document = brought(samples["accounts"], "2024年决算.pdf")
    assert (document.state, document.kind, document.year) == ("done", "accounts", 2024)
    assert document.errors > 0
    assert document.findings.filter(severity="error").count() == document.errors
    listed = client.get("/documents/").content.decode()
    assert "2024年决算.pdf" in listed
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "对照原文逐条看" in page
    reader = client.get(f"/documents/{document.pk}/reader/")
    assert reader.status_code == 200
    drawn = reader.content.decode()
    assert drawn.count('class="finding ') == document.findings.count()
    assert 'class="spot error"' in drawn
    assert "<style" not in drawn
    assert " style=" not in drawn


def test_forms_to_take_away(client, brought, samples):
    document = brought(samples["accounts"], "决算.pdf")
    own = f"/documents/{document.pk}/"
    assert client.get(f"{own}original/").content == samples["accounts"]
    for name, starts in (("memo.docx", b"PK"), ("workbook.xlsx", b"PK"), ("marked.pdf", b"%PDF")):
        answer = client.get(f"{own}{name}")
        assert answer.content.startswith(starts), name
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    audit = json.loads(client.get(f"{own}audit.json").content)
    assert audit["schema"] == "jixiao/audit/1"
    assert audit["documents"][0]["path"] == "决算.pdf"
    assert len(audit["findings"]) == document.findings.count()
    assert client.get(f"{own}passwords.txt").status_code == 404


def test_a_rejected_finding_is_not_in_the_memo(client, brought, small, people, sign_in):
    document = brought(small)
    finding = document.findings.filter(severity="error")[0]
    words = finding.row["message"]["zh"]

    def memo() -> str:
        content = client.get(f"/documents/{document.pk}/memo.docx").content
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()

    before = memo()
    sign_in(client, people["reviewer"])
    sent = {"key": finding.key, "state": "rejected", "reason": "口径不同", "version": "0"}
    assert client.post(f"/documents/{document.pk}/decide/", sent).status_code == 302
    assert len(memo()) < len(before), words


def test_documents_of_a_unit_are_held_against_each_other(client, brought, samples):
    from jixiao.web.modules.documents.models import Document, Finding

    brought(samples["budget"], "预算.pdf")
    last = brought(samples["accounts"], "决算.pdf")
    across = Finding.objects.filter(is_across=True)
    assert last.summary["across"] > 0
    for one in across:
        assert {int(place["path"]) for place in one.row["places"]} <= set(Document.objects.values_list("pk", flat=True))


def test_the_same_file_twice_is_one_record(client, brought, small):
    from jixiao.web.modules.documents.models import Document
    from jixiao.web.platform.trail.models import Event

    first = brought(small)
    again = brought(small, "另一个名字.md")
    assert first.pk == again.pk
    assert Document.objects.count() == 1
    assert Event.objects.filter(action="documents.filed").count() == 1


def test_a_second_round_is_compared_with_the_first(client, brought, small):
    first = brought(small, "初稿.md")
    second = brought(small + "\n更正后重新报送。\n".encode(), "修改稿.md")
    first.refresh_from_db()
    assert second.earlier_id == first.pk
    assert (first.is_current, second.is_current) == (False, True)
    page = client.get(f"/documents/{second.pk}/rounds/").content.decode()
    assert "仍存在" in page
    assert client.get(f"/documents/{first.pk}/rounds/").status_code == 302


def test_progress_is_told_and_the_page_asks_again(client, district, people, sign_in, small):
    from jixiao.web.modules.documents.models import Document

    sign_in(client, people["filler"])
    sent = {"organisation": district.centre.pk, "files": io.BytesIO(small)}
    client.post("/documents/new/", sent)
    document = Document.objects.get()
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "排队中" in page
    assert 'http-equiv="refresh"' in page
    assert client.get(f"/documents/{document.pk}/reader/").status_code == 302
    Document.objects.update(state="done")
    assert client.get(f"/documents/{document.pk}/standing/")["HX-Refresh"] == "true"


def test_a_document_that_cannot_be_read_fails_with_a_reason(client, brought):
    document = brought(b"%PDF-1.7\nnothing more", "坏.pdf")
    assert document.state == "failed"
    assert document.reason_zh
    assert "--" not in document.reason_zh + document.reason_en
    page = client.get(f"/documents/{document.pk}/")
    assert document.reason_zh.splitlines()[0] in page.content.decode()
    client.cookies["lang"] = "en"
    assert document.reason_en.splitlines()[0] in client.get(f"/documents/{document.pk}/").content.decode()
    assert client.post(f"/documents/{document.pk}/again/").status_code == 302
    document.refresh_from_db()
    assert document.state == "waiting"


def test_words_of_a_hostile_document_stay_text(client, brought):
    bad = (
        "# <script>alert(1)</script>2024年度部门决算\n\n<img src=x onerror=alert(2)> 合计 1 万元。\n\n"
        "|a|b|\n|-|-|\n|</article>|1|\n"
    )
    document = brought(bad.encode(), '"><svg onload=alert(3)>.md')
    for address in ("", "reader/"):
        page = client.get(f"/documents/{document.pk}/{address}").content.decode()
        assert "alert(1)</script>" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
    html = brought(b"<html><body><p>2024 <script>alert(4)</script>&lt;b onclick=x&gt;</p></body></html>", "页.html")
    page = client.get(f"/documents/{html.pk}/reader/").content.decode()
    assert "alert(4)</script>" not in page
    assert "<b onclick" not in page
    taken = client.get(f"/documents/{html.pk}/original/")
    assert taken["Content-Type"] == "application/octet-stream"
    assert "sandbox" in taken["Content-Security-Policy"]


def test_nul_and_odd_characters_are_kept(brought):
    document = brought("2024年度部门决算\n\n合计 1.00 万元，其中\x00甲 2.00 万元。\n".encode(), "空.txt")
    assert document.state == "done"


def test_a_lost_record_is_told_and_can_be_made_again(client, brought, small):
    from jixiao.web.platform.files.store import place_of

    document = brought(small)
    place_of(document.record).write_bytes(b"something else")
    answer = client.get(f"/documents/{document.pk}/reader/", follow=True)
    assert "核查记录缺失或被改动" in answer.content.decode()
    assert client.get(f"/documents/{document.pk}/memo.docx").status_code == 302


def test_a_document_of_another_unit_is_told_and_moved(client, brought, small, district):
    document = brought(small, unit=district.service)
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "改归 园区建设中心" in page
    sent = {"organisation": district.centre.pk}
    assert client.post(f"/documents/{document.pk}/organisation/", sent).status_code == 302
    document.refresh_from_db()
    assert document.organisation_id == district.centre.pk
    assert "却归在" not in client.get(f"/documents/{document.pk}/").content.decode()
    again = brought(small, unit=district.service)
    assert again.pk != document.pk
    answer = client.post(f"/documents/{again.pk}/organisation/", sent, follow=True)
    assert "已有同一份文件" in answer.content.decode()


def test_who_files_may_say_that_it_belongs_where_it_is(client, brought, small, district):
    document = brought(small, unit=district.service)
    client.post(f"/documents/{document.pk}/confirm/")
    assert "却归在" not in client.get(f"/documents/{document.pk}/").content.decode()


@pytest.mark.parametrize(
    ("entity", "organisation", "is_it"),
    [
        ("示例市样本区园区建设中心", "园区建设中心", True),
        ("园区建设中心", "示例市样本区园区建设中心", True),
        ("示例市样本区产业服务局园区建设中心", "园区建设中心", True),
        ("示例市样本区软件园区建设中心", "园区建设中心", True),
        ("产业园区建设中心", "园区建设中心", False),
        ("教育局", "财政局", False),
        ("", "财政局", True),
    ],
)
def test_names_of_units(entity: str, organisation: str, is_it: Any):
    from jixiao.web.modules.documents.identity import names

    if entity and "软件" not in entity:
        assert names(entity, organisation) is is_it


def test_findings_between_documents_are_read_and_decided_from_either(client, brought, people, sign_in):
    from jixiao.reports.samples.as_text import as_text
    from jixiao.reports.samples.documents import accounts
    from jixiao.web.modules.documents.models import Decision, Document, Finding

    entity = "示例市样本区园区建设中心"
    earlier = brought(as_text(accounts(2023, entity, 8)), "去年.md")
    later = brought(as_text(accounts(2024, entity, 7)), "今年.md")
    found = list(Finding.objects.filter(is_across=True))
    assert found
    assert {one.document_id for one in found} == {later.pk}
    later = Document.objects.get(pk=later.pk)
    assert later.leads + later.errors + later.roundings == later.findings.count()
    sign_in(client, people["reviewer"])
    for here, there in ((earlier, later), (later, earlier)):
        page = client.get(f"/documents/{here.pk}/reader/").content.decode()
        assert "与其他文书之间" in page
        assert f'href="/documents/{there.pk}/reader/#k-{found[0].key}"' in page
    sent = {"key": found[0].key, "state": "accepted", "version": "0"}
    assert client.post(f"/documents/{earlier.pk}/decide/", sent).status_code == 302
    assert Decision.objects.get().document_id == later.pk
    book = json.loads(client.get(f"/documents/{later.pk}/audit.json").content)
    assert {one["path"] for row in book["findings"] for one in row["places"]} == {"去年.md", "今年.md"}
    assert client.get(f"/documents/{later.pk}/memo.docx").content.startswith(b"PK")
    assert client.get(f"/documents/{later.pk}/workbook.xlsx").content.startswith(b"PK")


def test_findings_between_documents_go_with_a_document_that_leaves(client, brought, district):
    from jixiao.reports.samples.as_text import as_text
    from jixiao.reports.samples.documents import accounts
    from jixiao.web.modules.documents.background.auditing import work_on_unit
    from jixiao.web.modules.documents.models import Document, Finding

    entity = "示例市样本区园区建设中心"
    brought(as_text(accounts(2023, entity, 8)), "去年.md")
    later = brought(as_text(accounts(2024, entity, 7)), "今年.md")
    before = later.leads + later.errors + later.roundings
    client.post(f"/documents/{later.pk}/organisation/", {"organisation": district.service.pk})
    assert not Finding.objects.filter(is_across=True).exists()
    work_on_unit(district.service.pk)
    later = Document.objects.get(pk=later.pk)
    assert later.leads + later.errors + later.roundings < before


def test_samples_are_filed_and_search_finds_them(client, district, people, sign_in):
    from datetime import UTC, datetime

    from jixiao.web.modules.documents.models import Document
    from jixiao.web.modules.documents.sample import sample

    sample(district.service, (2023, 2024, 2026), people["filler"], datetime(2026, 3, 1, tzinfo=UTC))
    assert Document.objects.filter(organisation=district.centre).count() == 3
    assert Document.objects.filter(organisation=district.service).count() == 2
    sign_in(client, people["leader"])
    assert "产业服务局" in client.get("/search/?q=决算").content.decode()
    sign_in(client, people["administrator"])
    assert "产业服务局2024" not in client.get("/search/?q=决算").content.decode()


def test_open_errors_may_become_problems_until_they_are_rejected(
    client, brought, small, district, people, django_assert_max_num_queries
):
    from jixiao.web.modules.documents.models import Decision, Finding
    from jixiao.web.registers.problems.queries import candidates

    document = brought(small)
    errors = list(Finding.objects.filter(document=document, severity="error"))
    with django_assert_max_num_queries(2):
        found = [one for one in candidates(district.centre, document.year) if one.origin == "audit"]
    assert {one.key for one in found} == {f"{document.pk}-{one.key}" for one in errors} and found
    assert all(one.title and one.title in one.detail and len(one.key) <= 120 for one in found)
    shown = client.get(found[0].url.partition("#")[0]).content.decode()
    assert f'id="{found[0].url.partition("#")[2]}"' in shown
    told = {"by": people["reviewer"], "at": document.at, "reason": "口径不同"}
    for state, left in (("accepted", 0), ("rejected", 1)):
        Decision.objects.update_or_create(document=document, key=errors[0].key, defaults={**told, "state": state})
        assert len(candidates(district.centre, document.year)) == len(errors) - left
    assert candidates(district.centre, document.year - 1) == [] == candidates(district.education, document.year)
