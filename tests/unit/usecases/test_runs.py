"""Runs: a record says what went in, and running it again gives the same bytes or says what differs."""

import json
import shutil
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.usecases.runs import canonical, replay, result_bytes, run_record, sha256
from jixiao.usecases.scoring import score_file
from tests.unit.filed import rulebook
from tests.unit.scoring.published import EXAMPLES

NAME = "futian-2022-self-evaluation.yaml"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of an example, recorded beside a copy of its input."""
    source = Path(shutil.copy(EXAMPLES / NAME, tmp_path))
    record = run_record(score_file(source, rulebook()), source, {})
    path = tmp_path / "run.json"
    path.write_bytes(canonical(record))
    return path


def changed(run: Path, **entries: object) -> Path:
    record = json.loads(run.read_bytes())
    run.write_bytes(canonical({**record, **entries}))
    return run


def refusal(path: Path) -> str:
    with pytest.raises(InputFault) as caught:
        replay(path, rulebook())
    return caught.value.said("zh")


def test_a_record_names_what_went_in_by_hash(run):
    record = json.loads(run.read_bytes())
    assert record["schema"] == "jixiao/run/1"
    assert record["input_sha256"] == sha256((run.parent / NAME).read_bytes())
    assert record["as_of"] == "2022-12-31"
    assert (record["framework"], record["readings"]) == ("shenzhen-department-2022", {})


def test_the_same_run_gives_the_same_bytes(run):
    card, differences = replay(run, rulebook())
    assert differences == []
    assert sha256(result_bytes(card)) == json.loads(run.read_bytes())["result_sha256"]


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_scoring_an_example_twice_gives_the_same_bytes(name):
    assert len({result_bytes(score_file(EXAMPLES / name, rulebook())) for _ in range(2)}) == 1


def test_canonical_bytes_depend_on_content_alone():
    assert canonical({"b": 1, "a": "得"}) == canonical({"a": "得", "b": 1})
    assert "得".encode() in canonical({"a": "得"})


def test_readings_and_day_are_those_of_the_record(tmp_path):
    source = Path(shutil.copy(EXAMPLES / NAME, tmp_path))
    chosen = {"budget_execution": "B"}
    record = run_record(score_file(source, rulebook(), readings=chosen), source, chosen)
    path = tmp_path / "run.json"
    path.write_bytes(canonical(record))
    card, differences = replay(path, rulebook())
    assert differences == []
    assert next(r for r in card.results if r.indicator.id == "budget_execution").reading == "B"


def test_a_changed_input_is_told_with_the_result_that_it_changes(run):
    source = run.parent / NAME
    source.write_text(source.read_text("utf-8").replace('value: "16"', 'value: "17"'), "utf-8")
    _, differences = replay(run, rulebook())
    assert [text.zh.split("：")[0] for text in differences] == ["输入文件不同", "结果不同"]


def test_an_input_that_only_looks_different_gives_the_same_result(run):
    source = run.parent / NAME
    source.write_text(source.read_text("utf-8") + "# 附注\n", "utf-8")
    _, differences = replay(run, rulebook())
    assert [text.en.split(" differs")[0] for text in differences] == ["input file"]


@pytest.mark.parametrize(
    ("key", "said"),
    [("engine", "程序版本不同"), ("framework_sha256", "规则文件不同"), ("framework_version", "框架版本不同")],
)
def test_another_engine_or_rulebook_is_told(run, key, said):
    _, differences = replay(changed(run, **{key: "0"}), rulebook())
    assert [text.zh.split("：")[0] for text in differences] == [said]


def test_an_input_that_is_gone_is_told_with_its_place(run):
    (run.parent / NAME).unlink()
    said = refusal(run)
    assert "找不到运行记录所指的输入文件" in said
    assert NAME in said


@pytest.mark.parametrize(
    "entries",
    [
        {"schema": "jixiao/run/0"},
        {"as_of": "yesterday"},
        {"as_of": 5},
        {"input": 5},
        {"readings": None},
        {"readings": ["budget_execution"]},
        {"readings": {"budget_execution": 1}},
        {"framework": None},
        {"engine": 1},
    ],
)
def test_a_record_that_was_tampered_with_is_refused(run, entries):
    assert "不是可用的运行记录" in refusal(changed(run, **entries))


@pytest.mark.parametrize(
    "key", ["engine", "framework", "framework_version", "input", "as_of", "readings", "result_sha256"]
)
def test_a_record_that_lacks_something_is_refused(run, key):
    record = json.loads(run.read_bytes())
    del record[key]
    run.write_bytes(canonical(record))
    assert "不是可用的运行记录" in refusal(run)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'"run"', b"{", b"[" * 100_000])
def test_what_is_no_record_at_all_is_refused(tmp_path, content):
    path = tmp_path / "run.json"
    path.write_bytes(content)
    assert "用 jixiao score FILE --out DIR 生成" in refusal(path)


def test_a_folder_and_a_file_that_does_not_exist_are_refused(tmp_path):
    assert "不是可用的运行记录" in refusal(tmp_path)
    assert "不是可用的运行记录" in refusal(tmp_path / "none.json")
