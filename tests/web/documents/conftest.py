"""Sample documents with slips, made once, and how a test files and audits them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.wounded import wounded_documents


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """`accounts`, `budget`, `self_evaluation` of one unit and year, as PDF, each with its slips."""
    return {
        name: as_pdf(one)
        for name, one in zip(("budget", "accounts", "self_evaluation"), wounded_documents(), strict=True)
    }


@pytest.fixture(scope="session")
def small() -> bytes:
    """The accounts as text: read in no time."""
    return as_text(wounded_documents()[1])


@pytest.fixture
def brought(client: Any, people: Any, district: Any, sign_in: Any) -> Any:
    """brought(content, name, unit=, by=): uploads through the page, audits, returns the document."""
    from jixiao.web.modules.documents.background.auditing import work
    from jixiao.web.modules.documents.models import Document

    def bring(content: bytes, name: str = "决算.md", unit: Any = None, by: str = "filler") -> Document:
        sign_in(client, people[by])
        sent = {"organisation": (unit or district.centre).pk, "files": SimpleUploadedFile(name, content)}
        answer = client.post("/documents/new/", sent)
        assert answer.status_code == 302, answer.content.decode()
        document = Document.objects.order_by("-pk")[0]
        work(document.pk)
        document.refresh_from_db()
        return document

    return bring
