"""What the reader draws: the document with its marks, and its findings as cards with what was decided of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.text import Text
from jixiao.reports.audit import audit_words
from jixiao.reports.audit.page import own_asset
from jixiao.reports.audit.page_checks import about, beyond, rules
from jixiao.reports.audit.page_document import DocumentBody
from jixiao.reports.audit.page_findings import ARITHMETIC, LONG, SHAPES, Side
from jixiao.reports.audit.page_marks import marks_in
from jixiao.reports.audit.page_quotes import quotes
from jixiao.reports.audit.record import sheet
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.html.markup import Markup, anchor
from jixiao.web.modules.documents.background.records import (
    across_of,
    catalogue,
    decisions_of,
    number_of,
    path_of,
    record_of,
)
from jixiao.web.modules.documents.models import Decision, Document, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.record import AuditRecord, FindingRow
    from jixiao.reports.facts.record import Words


@dataclass(frozen=True)
class Card:
    """A finding as the reader shows it; `passages` is HTML made of escaped words."""

    finding: Finding
    number: int
    severity: str
    label: Text
    shape: str
    message: Text
    rule: Text
    rule_anchor: str
    sums: list[tuple[str, Text, str]]
    are_words: bool
    places: int
    cause: int | None
    passages: SafeString
    decision: Decision | None

    @property
    def state(self) -> str:
        """What was decided, "undecided" where nothing was."""
        return "undecided" if self.decision is None else self.decision.state


@dataclass(frozen=True)
class Cause:
    """One change that explains findings: what is printed, what it likely should be."""

    number: int
    printed: str
    likely: str
    message: Text
    page: int | None
    cards: list[Card]


@dataclass(frozen=True)
class Reader:
    """Everything on the page of the reader."""

    head: SafeString
    leaves: SafeString
    rules: SafeString
    beyond: SafeString
    nothing: Text
    cards: list[Card]
    causes: list[Cause]
    checks: list[tuple[str, Text, int]] = field(default_factory=list)
    severities: list[tuple[str, str, Text, int]] = field(default_factory=list)


def reader_of(document: Document) -> Reader:
    """The reader of an audited document. Raises `OSError` where its record is gone."""
    record, known, path = record_of(document), catalogue(), path_of(document)
    own = list(Finding.objects.filter(document=document, is_across=False).order_by("number"))
    across = across_of(document)
    names = _names(across)
    decided = decisions_of({one.document_id for one in (*own, *across)})
    numbered = list(enumerate([*own, *across], 1))
    rows = [(number, one, _numbered(one, number)) for number, one in numbered]
    cards = [_card(one, row, known, names, decided.get((one.document_id, one.key)), path) for _, one, row in rows]
    body = DocumentBody(record, marks_in(path, [row for _, _, row in rows]))
    record["document"]["path"] = document.file.name
    side = Side(known, {})
    applied = any(one["applied"] for one in record["checks"])
    return Reader(
        _safe(about({**sheet(record), "findings": [row for _, _, row in rows]}, side)),
        _safe(Markup("".join(body.leaves()))),
        _safe(rules(known, [*(one.check_code for _, one in numbered), *(one["check"] for one in record["checks"])])),
        _safe(beyond(record["left_out"], side) or Markup("")),
        audit_words.NOTHING if applied else audit_words.NO_FIGURES,
        cards,
        _causes(record, cards),
        _checks(cards),
        [
            (name, shape, Severity(name).label, sum(one.severity == name for one in cards))
            for name, shape in SHAPES.items()
        ],
    )


@cache
def style() -> tuple[str, str]:
    """The style sheet of audits and the version of it that addresses carry."""
    written = own_asset("audit.css")
    return written, sha256(written.encode()).hexdigest()[:12]


@cache
def script() -> tuple[str, str]:
    """The script for reading an audit, which the exported page has too, and the version that addresses carry."""
    written = own_asset("reading.js")
    return written, sha256(written.encode()).hexdigest()[:12]


def shown(said: Words) -> Text:
    """A sentence of a record, with its controls made visible."""
    return Text(visible(said["zh"]), visible(said["en"]))


def title_of(code: str, known: Mapping[str, Check]) -> Text:
    """What a check is called."""
    check = known.get(code)
    return Text(code, code) if check is None else check.title


def _numbered(finding: Finding, number: int) -> FindingRow:
    return cast("FindingRow", {**finding.row, "id": number})


def _card(
    finding: Finding,
    row: FindingRow,
    known: Mapping[str, Check],
    names: Mapping[str, Text],
    decision: Decision | None,
    path: str,
) -> Card:
    sums = [(key, word, visible(value)) for key, word in ARITHMETIC if (value := finding.row[key]) is not None]
    is_long = row["difference"] is None or any(len(value) > LONG for _, _, value in sums)
    return Card(
        finding,
        row["id"],
        finding.severity,
        Severity(finding.severity).label,
        SHAPES[finding.severity],
        shown(row["message"]),
        title_of(finding.check_code, known),
        anchor(finding.check_code),
        sums,
        is_long,
        len(row["places"]),
        row["cause"],
        _safe(_passages(finding, row, names, path)),
        decision,
    )


def _passages(finding: Finding, row: FindingRow, names: Mapping[str, Text], path: str) -> Markup:
    """The passages of a finding; those of another document lead to its reader."""
    drawn = str(quotes(row, names if finding.is_across else {}))
    for order, place in enumerate(row["places"]):
        if place["path"] != path:
            there = f"{reverse('documents:reader', args=[number_of(place['path'])])}#k-{finding.key}"
            drawn = drawn.replace(f'href="#p{row["id"]}-{order}"', f'href="{there}"')
    return Markup(drawn)


def _names(across: Sequence[Finding]) -> dict[str, Text]:
    """What documents are called beside passages: year and kind, else the file."""
    numbers = {number_of(place["path"]) for one in across for place in one.row["places"]}
    from jixiao.reports.facts import fact_words

    found = {}
    for one in Document.objects.filter(pk__in=numbers).select_related("file"):
        kind, name = fact_words.kind(one.kind or "other"), visible(one.file.name)
        known = one.year is not None and one.kind not in ("", "other")
        found[path_of(one)] = Text(f"{one.year} 年{kind.zh}", f"{one.year} {kind.en}") if known else Text(name, name)
    return found


def _causes(record: AuditRecord, cards: Sequence[Card]) -> list[Cause]:
    by_number = {one.number: one for one in cards}
    return [
        Cause(
            one["id"],
            visible(one["printed"]),
            visible(one["likely"]),
            shown(one["message"]),
            one["place"]["page"],
            [by_number[number] for number in one["findings"] if number in by_number],
        )
        for one in record["causes"]
    ]


def _checks(cards: Sequence[Card]) -> list[tuple[str, Text, int]]:
    """The checks that found something, each with how often."""
    found: dict[str, tuple[Text, int]] = {}
    for one in cards:
        code = one.finding.check_code
        found[code] = (one.rule, found.get(code, (one.rule, 0))[1] + 1)
    return [(code, *found[code]) for code in sorted(found)]


def _safe(markup: Markup) -> SafeString:
    """HTML that only the builder of markup made, which escapes every word of a document."""
    return mark_safe(markup)  # noqa: S308 - Markup is made of escaped words only
