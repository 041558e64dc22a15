"""Every check of the audit: its cases, and our valid documents broken in one place."""

from functools import cache
from typing import Any

import pytest

from jixiao.core.audit.document_audit import audit_document
from jixiao.core.audit.finding import Severity
from jixiao.core.audit.scan import found_checks
from jixiao.usecases.audit_checks import checks_of
from tests.spec.check_runner import (
    BOOK,
    CASE_KEYS,
    VALID,
    VERDICTS,
    answers,
    audited,
    case_files,
    closest_pair,
    findings_of,
    tally,
    valid_text,
)

FILES = case_files()
CASES = [(code, case) for code, file in FILES.items() for case in file["cases"]]
BREAKS = [(code, file) for code, file in FILES.items() if "break" in file]
Failures = set[tuple[str, str]]


def test_every_check_has_cases_of_both_verdicts():
    for check in found_checks():
        verdicts = [verdict for case in FILES[check.code]["cases"] for verdict in VERDICTS if case.get(verdict)]
        assert "passed" in verdicts, check.code
        assert "failed" in verdicts, check.code


def test_every_case_file_belongs_to_a_check():
    assert set(FILES) == {check.code for check in found_checks()}


@pytest.mark.parametrize("check", found_checks(), ids=lambda check: check.code)
def test_a_check_says_what_holds_when_it_does_not_apply_and_where_it_comes_from(check):
    assert check.sentence.endswith(".")
    assert "Source:" in check.statement
    assert check.title.zh
    assert check.title.en


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['name']}" for code, case in CASES])
def test_case(code: str, case: dict[str, Any]):
    assert set(case) <= CASE_KEYS, f"unknown keys {set(case) - CASE_KEYS}"
    found, documents = answers(code, case)
    assert tally(found) == {name: case[name] for name in VERDICTS if case.get(name)}
    failures = [one.finding for one in found if one.verdict.value == "failed" and one.finding is not None]
    for finding in failures:
        assert finding.message.zh
        assert finding.message.en
        if "severity" in case:
            assert finding.severity.value == case["severity"]
    if "places" in case:
        places = [finding.places[0] for finding in failures]
        assert [documents[one.document].words(one.start, one.end) for one in places] == case["places"]


@cache
def failures_of(name: str, text: str) -> frozenset[tuple[str, str]]:
    """The checks that fail in a text, each with the words at its first place; notes of rounding do not count."""
    document = audited(text, f"{name}.txt")
    result = audit_document(document, checks_of(BOOK))
    assert not result.faults, result.faults[0].trace
    return frozenset(
        (one.check, document.words(one.places[0].start, one.places[0].end))
        for one in result.findings
        if one.severity is not Severity.ROUNDING
    )


@pytest.mark.parametrize("name", VALID)
def test_our_valid_documents_give_no_finding(name: str):
    assert failures_of(name, valid_text(name)) == frozenset()


@pytest.mark.parametrize(("code", "file"), BREAKS, ids=[code for code, _ in BREAKS])
def test_one_place_broken_gives_that_finding(code: str, file: dict[str, Any]):
    text, change = valid_text(file["valid"]), file["break"]
    assert text.count(change["replace"]) == 1, f"{change['replace']} stands {text.count(change['replace'])} times"
    broken = failures_of(file["valid"], text.replace(change["replace"], change["with"]))
    assert {check for check, _ in broken} == {code, *file.get("also", [])}


OWN_PAIRS = {code: file for code, file in FILES.items() if "break" not in file}


@pytest.mark.parametrize("code", OWN_PAIRS)
def test_a_broken_copy_of_a_valid_case_gives_that_finding(code: str):
    valid, broken = closest_pair(FILES[code])
    assert findings_of(broken) - findings_of(valid) == {code, *FILES[code].get("also", [])}
