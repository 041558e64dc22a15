"""The guides to audits, checks and relations are followed to the letter: their files are put in place, run and tried.

A block fenced as `python path=…` or `yaml path=…` is a file; `markdown document=NAME` is a document, and `text
expect=NAME` holds what is said of it.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from jixiao.cli.main import app
from jixiao.core.audit import checks
from jixiao.core.audit.check import Check
from jixiao.core.audit.document_audit import MOST_LEADS, audit_document
from jixiao.core.audit.scan import found_checks
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.record import audit_record
from jixiao.reports.audit.terminal import audit_text
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.audit_checks import checks_of
from tests.spec.check_runner import BOOK, CASE_KEYS, VERDICTS, answers, audited, check_named, tally
from tests.spec.rulebooks import ROOT

GUIDES = ROOT / "docs" / "guide"
BLOCK = re.compile(r"^```\w+ (?P<kind>path|document|expect)=(?P<name>\S+)\n(?P<text>.*?)^```$", re.M | re.S)
CODE = "form.contact_phone"
MOST_LINES = 120


def blocks(guide: str) -> dict[tuple[str, str], str]:
    found = BLOCK.finditer((GUIDES / guide).read_text("utf-8"))
    return {(block["kind"], block["name"]): block["text"] for block in found}


def written(guide: str, folder: Path) -> None:
    """The files of a guide, written where it says."""
    for (kind, name), text in blocks(guide).items():
        if kind == "path":
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Check]:
    """The check of the guide, found where checks are found."""
    written("add-a-check.md", tmp_path)
    folder, name = CODE.split(".")
    package = import_module(f"{checks.__name__}.{folder}")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path / folder)])
    found_checks.cache_clear()
    check_named.cache_clear()
    yield check_named(CODE)
    found_checks.cache_clear()
    check_named.cache_clear()
    sys.modules.pop(f"{package.__name__}.{name}", None)


def cases() -> list[dict[str, object]]:
    listed = yaml.safe_load(blocks("add-a-check.md")["path", "form/contact_phone.cases.yaml"])["cases"]
    return list(listed)


def test_the_check_of_the_guide_is_found_and_says_what_it_is(check: Check):
    assert (check.code, check.version, check.scope) == (CODE, 1, "document")
    assert check.sentence.endswith(".")
    assert "Source:" in check.statement


def test_the_cases_of_the_guide_hold(check: Check):
    verdicts = set()
    for case in cases():
        assert set(case) <= CASE_KEYS
        found, documents = answers(check.code, case)
        expected = {name: case[name] for name in VERDICTS if case.get(name)}
        assert tally(found) == expected, case["name"]
        verdicts |= set(expected)
        findings = [one.finding for one in found if one.finding is not None]
        places = [one.places[0] for one in findings]
        assert [documents[0].words(place.start, place.end) for place in places] == case.get("places", [])
        assert {one.severity.value for one in findings} <= {case.get("severity")}
    assert verdicts == {"passed", "failed", "not_applicable"}


def test_the_check_of_the_guide_keeps_the_house_rules(tmp_path: Path):
    text = blocks("add-a-check.md")["path", "form/contact_phone.py"]
    assert len(text.splitlines()) <= MOST_LINES
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    if ruff is None:
        pytest.skip("ruff is not installed")
    path = tmp_path / "contact_phone.py"
    path.write_text(text, "utf-8")
    for command in (["check", "--config", str(ROOT / "pyproject.toml")], ["format", "--check", "--line-length", "120"]):
        done = subprocess.run([ruff, *command, "--no-cache", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_without_the_guide_there_is_no_such_check():
    assert CODE not in {one.code for one in found_checks()}


def test_the_relation_of_the_guide_is_held_against_its_document(tmp_path: Path):
    written("add-a-relation.md", tmp_path)
    found = blocks("add-a-relation.md")
    book = load_rulebook(extra=[tmp_path])
    (relation,) = (one for one in checks_of(book) if one.code == "relation.posts-by-kind")
    document = audited(found["document", "posts.md"], "posts.md")
    result = audit_document(document, [relation])
    said = [
        f"{one.severity.label.zh} {document.words(one.places[0].start, one.places[0].end)} {one.message.zh}"
        for one in result.findings
    ]
    assert said == found["expect", "posts.md"].splitlines()
    assert "relation.posts-by-kind" not in {one.code for one in checks_of(load_rulebook())}


def test_a_part_that_is_missing_is_told(tmp_path: Path):
    written("add-a-relation.md", tmp_path)
    (relation,) = (one for one in checks_of(load_rulebook(extra=[tmp_path])) if one.code == "relation.posts-by-kind")
    text = blocks("add-a-relation.md")["document", "posts.md"].replace("、事业编制15人", "")
    result = audit_document(audited(text), [relation])
    assert [(count.cannot_tell, count.failed) for count in result.counts] == [(1, 0)]


def test_the_guide_for_reviewers_shows_what_the_terminal_shows():
    found = blocks("audit-documents.md")
    document = audited(found["document", "building.md"], "building.md")
    book = AuditBook.of([audit_record(document, audit_document(document, checks_of(BOOK)))])
    said = audit_text(book, width=120).splitlines()
    assert [line for line in found["expect", "building.md"].splitlines() if line not in said] == []


def test_the_guide_for_reviewers_names_options_and_limits_that_exist():
    text = (GUIDES / "audit-documents.md").read_text("utf-8")
    command = get_command(app).commands["audit"]
    options = {name for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= options
    assert f"至多 {MOST_LEADS} 条" in text
