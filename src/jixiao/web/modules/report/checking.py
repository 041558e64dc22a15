"""Our own checks over a report before anyone signs it: its very text, read as a filed document is read."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jixiao.reports.self_evaluation.paper import plain, written
from jixiao.reports.self_evaluation.word import report_docx

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.reports.self_evaluation.paper import Paper

MOST_FINDINGS = 200
# How a finding is ranked, and the light that it is shown with.
LIGHTS = {"error": "red", "suspicious": "amber", "rounding": "none"}


def fingerprint(paper: Paper) -> str:
    """The hash of a report as it reads."""
    return sha256(written(paper).encode()).hexdigest()


def audited(paper: Paper, region: str) -> dict[str, Any]:
    """What the checks say: findings with the block they stand in, and how much was looked at."""
    from jixiao.core.audit.audited import Audited
    from jixiao.documents.extraction import extract
    from jixiao.documents.opening import read_document
    from jixiao.usecases.audit_checks import checks_of
    from jixiao.usecases.audit_recompute import recompute
    from jixiao.usecases.auditing.document import record_of
    from jixiao.usecases.reading import knowledge_of
    from jixiao.web.registers.figures.rules import rulebook

    rules, name = rulebook(), f"{paper['entity']}{paper['year']}年度部门整体支出绩效自评报告.docx"
    content = report_docx(paper, byline(paper["entity"], region), with_pictures=False)
    document = read_document(content, name)
    statements = extract(document, knowledge_of(rules))
    found = Audited(0, name, document, statements, rules.vocabulary, recompute(document, statements, rules))
    record = record_of(found, checks_of(rules), rules)
    spans = _spans(record["text"], paper)
    rows = [_row(one, spans) for one in record["findings"][:MOST_FINDINGS]]
    counts = {
        "figures": record["coverage"]["figures"],
        "checked": record["coverage"]["checked"],
        "applied": sum(one["applied"] for one in record["checks"]),
        "rules": sum(one["applied"] > 0 for one in record["checks"]),
        "untold": sum(one["cannot_tell"] for one in record["checks"]),
        "cut": max(len(record["findings"]) - MOST_FINDINGS, 0),
    }
    return {"findings": rows, "summary": counts}


def byline(entity: str, region: str) -> str:
    """Whose report it is, in the line under its title."""
    return f"部门名称：{entity}（{region}）"


def _spans(text: str, paper: Paper) -> list[tuple[int, int, str]]:
    """Where each part of the report stands in the text that was read, with its block; in their order."""
    found, at = [], 0
    for part in paper["parts"]:
        start = end = None
        for line in plain(part):
            words = line.strip()
            place = text.find(words, at) if words else -1
            if place < 0:
                continue
            start = place if start is None else start
            end = at = place + len(words)
        if start is not None and end is not None:
            found.append((start, end, part["block"]))
    return found


def _row(finding: Mapping[str, Any], spans: Sequence[tuple[int, int, str]]) -> dict[str, Any]:
    places = finding["places"]
    block = next((name for one in places for name in [_block(one["start"], spans)] if name), "")
    message = {lang: finding["message"][lang] for lang in ("zh", "en")}
    key = sha256(f"{finding['check']} {message['zh']}".encode()).hexdigest()[:16]
    quotes = list(dict.fromkeys(str(one["context"])[:200] for one in places))[:3]
    return {
        "key": key, "check": finding["check"], "severity": finding["severity"], "block": block, "quotes": quotes,
        **message,
        **{name: finding[name] for name in ("expected", "found", "difference", "tolerance")},
    }  # fmt: skip


def _block(start: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """The block of the part that a place stands in, else of the last part before it."""
    before = ""
    for first, last, block in spans:
        if first > start:
            break
        before = block
        if start < last:
            return block
    return before
