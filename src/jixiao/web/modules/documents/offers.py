"""What the module gives to others: errors of documents that might become problems to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse

from jixiao.reports.facts.plain_words import visible
from jixiao.web.modules.documents.models import Decision, Document, Finding
from jixiao.web.registers.problems.queries import Candidate

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Organisation

ORIGIN = "audit"
MOST = 200
_TITLE, _DETAIL = 200, 1000  # characters
_SETTLED = (Decision.State.REJECTED, Decision.State.FIXED)


def candidates(organisation: Organisation, year: int) -> list[Candidate]:
    """The errors of an organisation's current documents of a year, but those that people rejected or saw put right.

    One query; nothing of the record of an audit is read.
    """
    settled = Decision.objects.filter(document=OuterRef("document"), key=OuterRef("key"), state__in=_SETTLED)
    found = (
        Finding.objects.filter(
            severity="error", document__organisation=organisation, document__year=year, document__is_current=True,
            document__state=Document.State.DONE,
        )
        .exclude(Exists(settled))
        .select_related("document__file")
    )  # fmt: skip
    return [_candidate(one) for one in found.order_by("document_id", "is_across", "number")[:MOST]]


def _candidate(finding: Finding) -> Candidate:
    document, message = finding.document, visible(str(finding.row["message"]["zh"]))
    places = [visible(str(place.get("context", ""))) for place in finding.row.get("places", ())]
    named = "；".join(f"“{words}”" for words in dict.fromkeys(places) if words)
    return Candidate(
        ORIGIN, f"{document.pk}-{finding.key}", message[:_TITLE],
        f"《{visible(str(document))}》第 {finding.number} 项：{message}{named and f'　原文：{named}'}"[:_DETAIL],
        f"{reverse('documents:reader', args=[document.pk])}#k-{finding.key}",
    )  # fmt: skip
