"""Auditing many files: order, memory, faults, and checks over several documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.core.audit.audited import Audited
from jixiao.core.audit.check import Check
from jixiao.core.audit.finding import Answer, Finding, Severity, failed
from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing import many
from jixiao.usecases.auditing.document import keep_audit
from jixiao.usecases.auditing.many import ManyAudited, audit_many
from jixiao.usecases.reading_files import files_of
from jixiao.usecases.reading_pool import Allowance
from tests.audit.sample_files import RULEBOOK, crashing, die, keep_with_crash, write, write_wounded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    write(documents, "budget", name="1-budget")
    write_wounded(documents, "2-wounded")
    return documents


def audit(folder: Path, *paths: Path, only: tuple[str, ...] = (), work: object = keep_audit) -> ManyAudited:
    return audit_many(
        files_of(paths or [folder]), RULEBOOK, folder.parent / "kept", only=only, jobs=2,
        allowance=Allowance(60), work=work,  # type: ignore[arg-type]
    )  # fmt: skip


def codes(done: ManyAudited) -> set[str]:
    return {row["check"] for row in done.book.findings()}


def test_documents_come_in_order_under_their_paths_and_ids_go_on(folder: Path):
    done = audit(folder)
    book = done.book
    paths = [str(folder / name) for name in ("1-budget.txt", "2-wounded.txt")]
    assert [one["document"]["path"] for one in book.sheets] == paths
    assert [one["document"]["path"] for one in book.records] == paths
    assert [row["id"] for row in book.findings()] == list(range(1, len(list(book.findings())) + 1))
    assert {place["path"] for row in book.sheets[1]["findings"] for place in row["places"]} == {paths[1]}
    assert book.counts["error"] > 0
    assert book.records[1]["findings"] == book.sheets[1]["findings"]
    assert [one["document"]["path"] for one in book.sheets[1:]] == paths[1:]
    assert book.catalogue.keys() == {one.code for one in checks_of(RULEBOOK)}


def test_a_second_audit_takes_what_is_kept_and_audits_what_changed(folder: Path):
    first = audit(folder)
    second = audit(folder)
    assert (first.fresh, second.fresh, second.unchanged) == (2, 0, 2)
    assert list(second.book.findings()) == list(first.book.findings())
    write(folder, "accounts", name="2-wounded")
    third = audit(folder)
    assert (third.fresh, third.unchanged) == (1, 1)
    assert third.book.counts["error"] == 0


def test_some_checks_only_have_records_of_their_own(folder: Path):
    whole = audit(folder)
    some = audit(folder, only=("numbers",))
    assert some.fresh == 2
    assert all(code.startswith("numbers.") for code in codes(some))
    assert {row["check"] for row in some.book.checks} == {
        one.code for one in checks_of(RULEBOOK) if one.code.startswith("numbers.")
    }
    assert audit(folder).unchanged == 2
    assert codes(whole) > codes(some)


def test_a_check_that_does_not_exist_is_refused_with_its_neighbour(folder: Path):
    with pytest.raises(InputFault, match=r"numbers\.restatet"):
        audit(folder, only=("numbers.restatet",))


def test_bad_files_are_listed_and_stop_no_other(folder: Path):
    (folder / "3-bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    done = audit(folder, folder, folder / "nowhere.txt")
    assert len(done.book.sheets) == 2
    failures = {Path(one["path"]).name: one for one in done.book.failures}
    assert failures.keys() == {"3-bad.pdf", "nowhere.txt"}
    assert failures["nowhere.txt"]["error"] == {"zh": "没有这个文件", "en": "no such file"}
    assert not any(one["own"] for one in done.book.failures)


def test_a_fault_of_ours_outside_the_checks_is_told_from_a_bad_file(folder: Path):
    done = audit(folder, work=die)
    assert [one["own"] for one in done.book.failures] == [True, True]
    assert "ZeroDivisionError" in done.book.failures[0]["error"]["en"]


def test_a_check_that_crashes_in_a_worker_stops_nothing(folder: Path):
    whole = audit(folder)
    done = audit(folder.parent / "again" / "x", folder, work=keep_with_crash)
    assert [(Path(path or "").name, fault["check"]) for path, fault in done.book.faults()] == [
        ("1-budget.txt", "form.crashing"),
        ("2-wounded.txt", "form.crashing"),
    ]
    assert list(done.book.findings()) == list(whole.book.findings())


def across(documents: tuple[Audited, ...]) -> Iterator[Answer]:
    """One finding that names every document, one that only the first."""
    places = tuple(one.place(0, 4) for one in documents)
    yield failed(Finding(Severity.SUSPICIOUS, Text("疑", "lead"), places[:1], likelihood=5))
    yield failed(Finding(Severity.ERROR, Text("错", "error"), places))


def test_checks_over_several_documents_see_all_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch):
    ours = Check("related.all_of_them", 1, Severity.ERROR, "all", Text("全部", "all"), "All.", across)
    monkeypatch.setattr(many, "checks_of", lambda rulebook: (*checks_of(rulebook), ours, crashing("unit")))
    book = audit(folder).book
    found = [row for row in book.related if row["check"] == "related.all_of_them"]
    assert [row["severity"] for row in found] == ["error", "suspicious"]
    assert [place["path"] for place in found[0]["places"]] == [
        str(folder / "1-budget.txt"),
        str(folder / "2-wounded.txt"),
    ]
    assert found[0]["places"][0]["quote"] == book.records[0]["text"][:4]
    last = book.sheets[1]["findings"][-1]["id"]
    assert [row["id"] for row in book.related] == list(range(last + 1, last + 1 + len(book.related)))
    assert {row["check"]: row["failed"] for row in book.checks}["related.all_of_them"] == 2
    assert [(path, fault["check"]) for path, fault in book.faults()] == [(None, "form.crashing")]


def test_the_same_document_twice_is_told(folder: Path):
    copy = folder / "3-copy.txt"
    copy.write_bytes((folder / "1-budget.txt").read_bytes())
    book = audit(folder).book
    (lead,) = [row for row in book.related if row["check"] == "related.same_document"]
    assert [Path(place["path"]).name for place in lead["places"]] == ["3-copy.txt", "1-budget.txt"]
    assert "重复提交" in lead["message"]["zh"]
