"""`jixiao audit`: what it prints, what it writes, what it refuses, and its exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from jixiao.usecases.auditing import many
from tests.audit.sample_files import die, keep_with_crash, write, write_wounded
from tests.cli.conftest import Ran

Program = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    return documents


@pytest.fixture
def audit(jixiao: Program, tmp_path: Path) -> Program:
    """`audit(path, ...)` runs the command with its records out of the way of other tests."""
    return partial(jixiao, "audit", "--out", tmp_path / "out", "--seconds", 60)


def test_an_error_ends_with_1_and_is_told_with_its_place(audit: Program, folder: Path):
    ran = audit(write_wounded(folder))
    assert ran.code == 1
    assert "部门决算 · 示例市样本区产业服务局 · 2024 年" in ran.out
    assert "一处改动可消除多处不符 1" in ran.out
    assert "很可能应为 116,016.12 万元" in ran.out
    assert "【116061.12】" in ran.out
    assert "此处为 116,061.12 万元" in ran.out
    assert "numbers.restated" in ran.out
    assert "新核查 1 份" in ran.err
    assert max(len(line) for line in ran.out.splitlines()) <= 100


def test_without_errors_it_ends_with_0_and_says_what_was_checked(audit: Program, folder: Path):
    ran = audit(write(folder, "budget"))
    assert ran.code == 0
    assert "错误 0" in ran.out
    assert "没有发现不符。" in ran.out
    assert "个核对过" in ran.out


def test_in_english_it_reads_as_english(audit: Program, folder: Path):
    ran = audit(write_wounded(folder), "--lang", "en")
    assert ran.code == 1
    assert "should likely be 116,016.12" in ran.out
    assert "relations checked" in ran.out
    assert "1 documents: 1 audited" in ran.err


def test_as_json_it_keeps_to_its_schema(audit: Program, jixiao: Program, folder: Path, tmp_path: Path):
    ran = audit(write_wounded(folder), write(folder, "budget"), "--json")
    assert ran.code == 1
    jsonschema.validate(ran.document, jixiao("schema", "audit").document)
    assert [one["kind"] for one in ran.document["documents"]] == ["accounts", "budget"]
    assert json.loads((tmp_path / "out" / "audit.json").read_text("utf-8")) == ran.document
    again = audit(folder / "wounded.txt", folder / "budget.txt", "--json")
    assert (again.code, again.out) == (1, ran.out)
    assert "未变 2 份" in again.err


def test_many_documents_are_a_table_worst_first(audit: Program, folder: Path):
    for year in (2021, 2022, 2023):
        write(folder, "budget", year=year, name=f"{year}")
    write_wounded(folder, "9-wounded")
    ran = audit(folder)
    assert ran.code == 1
    table = ran.out[ran.out.index("汇总 4") :]
    assert table.index("9-wounded.txt") < table.index("2021.txt") < table.index("2023.txt")
    assert "【116061.12】" not in ran.out
    assert "逐份明细加 --all" in ran.out
    assert "【116061.12】" in audit(folder, "--all").out


def test_rounding_notes_are_counted_and_listed_on_demand(audit: Program, folder: Path):
    path = write(folder)
    text = path.read_text("utf-8")
    # The total of a table as it comes out when exact amounts are added and then rounded.
    assert text.count("合计116016.12万元") == 1
    path.write_text(text.replace("合计116016.12万元", "合计116016.13万元"), "utf-8")
    ran = audit(path)
    assert "尾差" in ran.out
    assert "加 --all 列出" in ran.out
    whole = audit(path, "--all")
    assert "加 --all 列出" not in whole.out
    assert "此处为 116,016.13 万元" in whole.out


def test_a_broken_file_in_a_folder_stops_no_other(audit: Program, folder: Path):
    write(folder, "budget")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    ran = audit(folder, "--json")
    assert ran.code == 2
    assert [Path(one["path"]).name for one in ran.document["failures"]] == ["broken.pdf"]
    assert len(ran.document["documents"]) == 1
    assert "broken.pdf" in ran.err
    write_wounded(folder)
    ran = audit(folder)
    assert ran.code == 1
    assert "没有核查成 1" in ran.out


def test_nothing_that_can_be_audited_is_the_inputs_fault(audit: Program, jixiao: Program, folder: Path):
    ran = audit(folder / "nowhere.pdf", "--json")
    assert ran.code == 2
    assert ran.document["failures"] == [{"path": str(folder / "nowhere.pdf"), "error": "没有这个文件"}]
    empty = audit(folder)
    assert (empty.code, empty.out) == (2, "")
    assert "没有可读的文件" in empty.err
    unnamed = jixiao("audit", "--lang", "en")
    assert (unnamed.code, unnamed.out) == (2, "")
    assert "no file is named" in unnamed.err


def test_a_check_that_crashes_ends_with_3_after_everything_was_told(
    audit: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(many, "audit_many", partial(many.audit_many, work=keep_with_crash))
    ran = audit(write_wounded(folder))
    assert ran.code == 3
    assert "很可能应为 116,016.12 万元" in ran.out
    assert "核查规则 form.crashing 出错" in ran.out
    assert "核查规则 form.crashing 出错 1 次" in ran.err
    assert "ZeroDivisionError: of our own making" in ran.err
    assert "请把它报告给维护者" in ran.err
    assert "Traceback" not in ran.out + ran.err


def test_a_fault_of_ours_outside_the_checks_ends_with_3(audit: Program, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(many, "audit_many", partial(many.audit_many, work=die))
    ran = audit(write(folder, "budget"), "--lang", "en")
    assert ran.code == 3
    assert "a fault of jixiao itself (ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.out + ran.err


def test_only_some_checks_may_be_run(audit: Program, folder: Path):
    path = write_wounded(folder)
    ran = audit(path, "--only", "tables", "--json")
    assert all(row["check"].startswith("tables.") for row in ran.document["checks"])
    assert ran.code == 0
    refused = audit(path, "--only", "tables.clas_tree")
    assert (refused.code, refused.out) == (2, "")
    assert "是否想写 tables.class_tree" in refused.err


def test_all_checks_are_listed(jixiao: Program):
    ran = jixiao("audit", "--checks", "--json")
    assert ran.code == 0
    assert ran.document["schema"] == "jixiao/checks/1"
    found = {one["check"]: one for one in ran.document["checks"]}
    assert found["tables.class_tree"]["severity"] == "error"
    assert any(code.startswith("relation.") for code in found)
    assert all(one["version"] >= 1 and one["title"] and "Source:" in one["statement"] for one in found.values())
    told = jixiao("audit", "--checks")
    assert told.code == 0
    assert "上级科目等于下级科目之和" in told.out
    assert "a class is the sum" in jixiao("audit", "--checks", "--lang", "en").out


def test_every_form_is_written(audit: Program, folder: Path, tmp_path: Path):
    write(folder, "accounts", "pdf")
    write_wounded(folder)
    asked = {"--html": "a.html", "--xlsx": "a.xlsx", "--docx": "a.docx", "--pdf": "marked"}
    ran = audit(folder, *(part for form, name in asked.items() for part in (form, tmp_path / name)))
    assert ran.code == 1
    assert all((tmp_path / name).exists() for name in asked.values())
    # Only a PDF can be marked; what cannot is told.
    assert [path.name for path in (tmp_path / "marked").iterdir()] == ["0001-accounts.pdf"]
    assert "wounded.txt" in ran.err


def test_one_document_is_marked_into_one_file(audit: Program, folder: Path, tmp_path: Path):
    ran = audit(write(folder, "accounts", "pdf"), "--pdf", tmp_path / "marked.pdf")
    assert ran.code == 0
    assert (tmp_path / "marked.pdf").read_bytes().startswith(b"%PDF")
    refused = audit(write_wounded(folder), "--pdf", tmp_path / "text.pdf")
    assert refused.code == 2
    assert not (tmp_path / "text.pdf").exists()


def test_a_place_that_cannot_hold_the_result_is_refused_before_auditing(audit: Program, folder: Path, tmp_path: Path):
    path = write(folder, "budget")
    for form in ("--html", "--xlsx", "--docx", "--pdf"):
        ran = audit(path, form, folder)
        assert ran.code == 2
        assert form in ran.err
    assert "结果会覆盖输入文件" in audit(path, "--html", path).err
    assert not (tmp_path / "out").exists()


def test_a_second_round_is_held_against_the_first(audit: Program, folder: Path, tmp_path: Path):
    path = write_wounded(folder)
    earlier = tmp_path / "earlier.json"
    earlier.write_text(audit(path, "--json").out, "utf-8")
    write(folder, "accounts", name="wounded")
    ran = audit(path, "--against", earlier)
    assert ran.code == 0
    assert "已更正" in ran.out
    rounds = audit(path, "--against", earlier, "--json").document["rounds"]
    assert rounds["fixed"] > 0
    assert rounds["new"] == 0


def test_an_earlier_round_that_is_none_is_refused(audit: Program, folder: Path, tmp_path: Path):
    path, other = write(folder, "budget"), tmp_path / "other.json"
    assert "打不开" in audit(path, "--against", other).err
    other.write_text("not json", "utf-8")
    assert "不是 JSON" in audit(path, "--against", other).err
    other.write_text('{"schema": "jixiao/facts/1"}', "utf-8")
    ran = audit(path, "--against", other)
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "out").exists()


def test_it_explains_itself(jixiao: Program):
    ran = jixiao("audit", "--help")
    assert ran.code == 0
    for option in ("--json", "--lang", "--as-of", "--html", "--against", "--only", "--checks"):
        assert option in ran.out


@pytest.mark.parametrize("words", ["", "\x00\x01\x02", "，。；：" * 50, "合计\t合计\n\t\n" * 20, "2024年部门决算"])
def test_a_document_that_says_nothing_gives_no_trace(audit: Program, folder: Path, words: str):
    path = folder / "odd.txt"
    path.write_text(words, "utf-8")
    ran = audit(path)
    assert ran.code in (0, 1, 2)
    assert "Traceback" not in ran.out + ran.err


def test_the_program_starts_without_what_only_an_audit_needs():
    command = (
        "import sys; from jixiao.cli import main; "
        "late = {'lxml', 'pypdfium2', 'yaml', 'polars', 'jixiao.core.audit', 'jixiao.rulebook_loader'}; "
        "sys.stdout.write(', '.join(sorted(late & sys.modules.keys())))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
