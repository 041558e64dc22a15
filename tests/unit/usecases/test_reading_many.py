"""Reading many files: order, failures, and that a second run reads only what changed."""

from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.reading_files import files_of
from jixiao.usecases.reading_many import ManyRead, read_many
from jixiao.usecases.reading_memory import ReadingMemory, rules_hash
from jixiao.usecases.reading_pool import Allowance
from tests.unit.usecases.reading_stubs import keep_plainly


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(4):
        (documents / f"{number}.txt").write_text(f"年初预算{number + 1}.50万元，全年支出{number}万元。", "utf-8")
    return documents


def read(folder: Path, *paths: Path) -> ManyRead:
    return read_many(
        files_of(paths or [folder]), load_rulebook(), folder.parent / "kept", jobs=2, work=keep_plainly,
        allowance=Allowance(seconds=3),
    )  # fmt: skip


def test_records_come_in_the_order_of_the_files(folder: Path):
    found = read(folder)
    assert [path for path, _ in found.records()] == [str(folder / f"{number}.txt") for number in range(4)]
    values = [record["facts"][0]["value"] for _, record in found.records()]
    assert values == ["15000.00", "25000.00", "35000.00", "45000.00"]
    assert (found.fresh, found.unchanged, found.failures) == (4, 0, {})


def test_bad_files_are_listed_with_their_reason_and_stop_no_other(folder: Path):
    (folder / "1.txt").write_text("BAD", "utf-8")
    (folder / "2.txt").write_text("HANG", "utf-8")
    found = read(folder, folder, folder / "nowhere.pdf")
    assert [Path(path).name for path in found.keys] == ["0.txt", "3.txt"]
    told = dict(found.failed("en"))
    assert told[str(folder / "1.txt")].endswith("no document")
    assert "within 3 seconds" in told[str(folder / "2.txt")]
    assert told[str(folder / "nowhere.pdf")] == "no such file"


def test_a_second_run_reads_what_changed_and_no_more(folder: Path):
    first = read(folder)
    (folder / "2.txt").write_text("全年支出9.99万元。", "utf-8")
    (folder / "5.txt").write_text("其他8万元。", "utf-8")
    second = read(folder)
    assert (second.fresh, second.unchanged) == (2, 3)
    values = [[fact["value"] for fact in record["facts"]] for _, record in second.records()]
    assert values[2] == ["99900.00"]
    assert values[0] == [fact["value"] for fact in next(first.records())[1]["facts"]]


def test_other_rules_read_anew(folder: Path, tmp_path: Path):
    rules = tmp_path / "rules"
    (rules / "vocabulary").mkdir(parents=True)
    assert rules_hash([rules]) == rules_hash([rules])
    before = rules_hash([rules])
    (rules / "vocabulary" / "x.yaml").write_text("a: 1\n", "utf-8")
    assert rules_hash([rules]) != before


def test_a_record_cut_short_is_read_anew(folder: Path):
    first = read(folder)
    kept = first.memory.place(next(iter(first.keys.values())))
    kept.write_text(kept.read_text()[:-40])
    assert read(folder).fresh == 1


def test_a_record_is_whole_or_not_there(tmp_path: Path):
    memory = ReadingMemory(tmp_path / "kept", "")
    memory.prepare()
    broken = dict.fromkeys(("sha256", "form", "kind", "entity", "region", "period", "title", "warnings"))
    listed = {name: [] for name in ("facts", "tables", "goals", "scores", "claims", "assertions", "publications")}
    with pytest.raises(TypeError):
        memory.keep("k", {**broken, **listed, "text": {1, 2}})
    assert not memory.holds("k")
    (tmp_path / "kept" / ".k.half").write_text("{")
    memory.sweep(["k"])
    # The answer is whole, but only the record vouches for it.
    assert [one.name for one in (tmp_path / "kept").iterdir()] == ["k.answer"]


def test_the_same_content_under_two_names_has_two_records_and_under_two_paths_one(folder: Path):
    (folder / "deep").mkdir()
    (folder / "deep" / "0.txt").write_bytes((folder / "0.txt").read_bytes())
    found = read(folder)
    assert found.keys[folder / "deep" / "0.txt"] == found.keys[folder / "0.txt"]
    assert found.fresh == 4


def test_a_folder_gives_its_documents_sorted_without_hidden_and_foreign_files(tmp_path: Path):
    for name in ("b.pdf", "a.docx", "~$a.docx", ".hidden.pdf", "notes.py", "deep/c.MD", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    named = files_of([tmp_path, tmp_path / "notes.py", tmp_path / "a.docx"])
    assert [str(path.relative_to(tmp_path)) for path in named] == ["a.docx", "b.pdf", "deep/c.MD", "notes.py"]


def test_a_folder_that_cannot_keep_records_is_refused(folder: Path, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputFault, match="records cannot be kept there"):
        read_many(files_of([folder]), load_rulebook(), tmp_path / "file" / "kept", work=keep_plainly)


def test_a_name_that_is_no_text_is_read_and_written(folder: Path):
    odd = folder / b"\xff\xfe.txt".decode("utf-8", "surrogateescape")
    odd.write_text("年初预算1万元", "utf-8")
    found = read(folder, odd)
    path, record = next(found.records())
    assert path.encode("utf-8")
    assert record["name"].encode("utf-8")
