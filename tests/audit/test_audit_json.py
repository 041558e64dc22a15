"""The JSON of an audit: the contract's keys, its schema, one language, and every id where it belongs."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from jixiao.core.kernel.text import Language
from jixiao.reports.audit.audit_json import audit_json
from jixiao.reports.audit.audit_schema import audit_schema
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.rounds import compare
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing.document import audited_file, record_of
from tests.audit.sample_files import RULEBOOK, crashing, write, write_wounded

# As other people's scripts read it.
CONTRACT = {
    "documents": {"path", "sha256", "kind", "entity", "period"},
    "findings": {
        *("check", "version", "severity", "message", "expected", "found", "difference", "tolerance", "places"),
    },
    "checks": {"check", "applied", "passed", "failed", "not_applicable", "cannot_tell"},
    "failures": {"path", "error"},
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> AuditBook:
    folder = tmp_path_factory.mktemp("documents")
    paths = [write_wounded(folder), write(folder, "budget", "pdf")]
    checks = [*checks_of(RULEBOOK), crashing()]
    records = [record_of(audited_file(path, RULEBOOK), checks, RULEBOOK) for path in paths]
    failure = {"path": "\udcff.pdf", "error": {"zh": "已损坏", "en": "damaged"}, "own": False}
    return AuditBook.of(records, [failure])  # type: ignore[list-item]


def written(book: AuditBook, lang: Language = "zh") -> Any:
    return json.loads("".join(audit_json(book, lang)).encode("utf-8"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_keeps_to_its_schema_and_to_the_contract(book: AuditBook, lang: Language):
    made = written(book, lang)
    jsonschema.Draft202012Validator.check_schema(audit_schema())
    jsonschema.validate(made, audit_schema())
    assert made["schema"] == "jixiao/audit/1"
    for name, keys in CONTRACT.items():
        assert made[name]
        assert all(keys <= one.keys() for one in made[name])
    place = {"path", "page", "start", "end", "quote", "context", "context_start"}
    assert all(one.keys() == place for row in made["findings"] for one in row["places"])


def test_every_quote_is_what_stands_there(book: AuditBook):
    texts = {one["document"]["path"]: one["text"] for one in book.records}
    for row in written(book)["findings"]:
        for place in row["places"]:
            assert texts[place["path"]][place["start"] : place["end"]] == place["quote"] != ""


def test_ids_are_those_of_the_book_and_causes_name_findings(book: AuditBook):
    made = written(book)
    by_id = {row["id"]: row for row in made["findings"]}
    assert list(by_id) == list(range(1, len(by_id) + 1))
    assert made["causes"]
    for cause in made["causes"]:
        assert {by_id[number]["cause"] for number in cause["findings"]} == {cause["id"]}


def test_a_message_is_in_the_language_of_the_call(book: AuditBook):
    zh, en = written(book, "zh"), written(book, "en")
    assert zh["failures"] == [{"path": "?.pdf", "error": "已损坏"}]
    assert en["failures"] == [{"path": "?.pdf", "error": "damaged"}]
    for one, other in zip(zh["findings"], en["findings"], strict=True):
        assert one["message"] != other["message"]
        assert {**one, "message": ""} == {**other, "message": ""}


def test_faults_are_told_and_are_no_findings(book: AuditBook):
    made = written(book)
    assert [fault["check"] for fault in made["faults"]] == ["form.crashing", "form.crashing"]
    assert [fault["path"] for fault in made["faults"]] == [one["path"] for one in made["documents"]]
    assert not any(row["check"] == "form.crashing" for row in made["findings"])


def test_a_second_round_is_a_part_of_it(book: AuditBook):
    made = json.loads("".join(audit_json(book, "zh", compare(written(book), book))))
    jsonschema.validate(made, audit_schema())
    assert made["rounds"]["new"] == made["rounds"]["fixed"] == 0


def test_an_audit_of_nothing_is_json_all_the_same(tmp_path: Path):
    made = written(AuditBook.of([]))
    jsonschema.validate(made, audit_schema())
    assert made["documents"] == made["findings"] == made["failures"] == []
