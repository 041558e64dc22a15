"""Runs the cases that lie beside the checks of the audit.

Every check is also tried on a valid document and on one that is broken in a single place: `break` names the place in
one of our valid documents; a check that none of them has a place for takes the closest of its own cases that differ.

A case file is `<check>.cases.yaml` beside `<check>.py`:

    valid: accounts                       # one of our valid documents ...
    break: {replace: "…", with: "…"}      # ... broken in one place: then this check fails, and those of `also`
    also: [numbers.restated]
    cases:
      - name: a sentence
        kind: accounts                    # what the document is, where it does not say so itself
        text: |                           # as our reader of Markdown reads it; `documents:` is a list of them
          ...
        passed: 1                         # how often each verdict; what is absent is 0
        failed: 1
        severity: error                   # of the failures
        places: ["5377.64"]               # the words at the first place of each failure
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from jixiao.core.audit import checks
from jixiao.core.audit.audited import Audited
from jixiao.core.audit.check import Check
from jixiao.core.audit.finding import Answer, Severity
from jixiao.core.audit.runner import run_checks
from jixiao.core.audit.scan import found_checks
from jixiao.core.document.document_text import DocumentText
from jixiao.documents.extraction import extract
from jixiao.documents.limits import LIMITS
from jixiao.documents.readers.text_file import read_text
from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.audit_recompute import recompute
from jixiao.usecases.knowing import knowledge

FOLDER = Path(checks.__path__[0])
VALID = {"accounts": accounts, "budget": budget, "self-evaluation": self_evaluation}
CASE_KEYS = {
    *("name", "kind", "text", "documents", "passed", "failed", "not_applicable", "cannot_tell", "severity", "places")
}
VERDICTS = ("passed", "failed", "not_applicable", "cannot_tell")
BOOK = load_rulebook()


def case_files() -> dict[str, dict[str, Any]]:
    """The content of every case file, by the code of its check."""
    return {
        f"{path.parent.name}.{path.name.removesuffix('.cases.yaml')}": yaml.safe_load(path.read_text("utf-8"))
        for path in sorted(FOLDER.rglob("*.cases.yaml"))
    }


@cache
def check_named(code: str) -> Check:
    return next(one for one in found_checks() if one.code == code)


@cache
def valid_text(name: str) -> str:
    """One of our valid documents as plain text."""
    return as_text(VALID[name](2024)).decode("utf-8")


def audited(text: str, name: str = "示例.md", index: int = 0, kind: str | None = None) -> Audited:
    """A text as read, ready for the checks; `kind` overrides what it says that it is."""
    return _audited(read_text(text.encode("utf-8"), name, LIMITS), index, kind)


def _audited(document: DocumentText, index: int, kind: str | None) -> Audited:
    statements = extract(document, knowledge(BOOK))
    if kind is not None:
        statements = replace(statements, identity=replace(statements.identity, kind=kind))
    scores = recompute(document, statements, BOOK)
    return Audited(index, document.name, document, statements, BOOK.vocabulary, scores)


def answers(code: str, case: dict[str, Any]) -> tuple[list[Answer], list[Audited]]:
    """What a check answers in a case, with the documents; a fault of the check is raised."""
    texts = case.get("documents") or [case["text"]]
    documents = [audited(text, f"示例{index}.md", index, case.get("kind")) for index, text in enumerate(texts)]
    outcome = run_checks([check_named(code)], documents)
    assert not outcome.faults, outcome.faults[0].trace
    return [answer for _, answer in outcome.answers], documents


def tally(found: list[Answer]) -> dict[str, int]:
    counted = Counter(answer.verdict.value for answer in found)
    return {name: counted[name] for name in VERDICTS if counted[name]}


def texts(case: dict[str, Any]) -> list[str]:
    """The documents of a case."""
    return list(case.get("documents") or [case["text"]])


def findings_of(case: dict[str, Any]) -> set[str]:
    """The checks, of all there are, that find something in a case; notes of rounding do not count."""
    documents = [audited(text, f"示例{index}.md", index, case.get("kind")) for index, text in enumerate(texts(case))]
    outcome = run_checks(checks_of(BOOK), documents)
    assert not outcome.faults, outcome.faults[0].trace
    return {one.check for one in outcome.findings if one.severity is not Severity.ROUNDING}


def closest_pair(file: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A case that holds and one that fails, with the shortest stretch of text between them."""
    held = [one for one in file["cases"] if one.get("passed") and not one.get("failed")]
    failed = [one for one in file["cases"] if one.get("failed")]
    pairs = [
        (sum(map(_stretch, texts(one), texts(other))), number, one, other)
        for number, (one, other) in enumerate(product(held, failed))
        if len(texts(one)) == len(texts(other)) and one.get("kind") == other.get("kind")
    ]
    _, _, valid, broken = min(pairs, key=lambda pair: pair[:2])
    return valid, broken


def _stretch(one: str, other: str) -> int:
    """How long the part is in which two texts differ."""
    start = _alike(one, other)
    return max(len(one), len(other)) - start - _alike(one[start:][::-1], other[start:][::-1])


def _alike(one: str, other: str) -> int:
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
