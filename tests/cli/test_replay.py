"""`jixiao replay`: the same bytes, or what differs."""

import json
import shutil
from pathlib import Path

import pytest

from jixiao.usecases.runs import canonical, result_bytes, run_record
from jixiao.usecases.scoring import score_file
from tests.cli.test_score import YEAR_2022
from tests.unit.filed import rulebook

READING = {"budget_execution": "B"}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run as `jixiao score --out` records it, without the reports."""
    source = Path(shutil.copy(YEAR_2022, tmp_path))
    card = score_file(source, rulebook(), readings=READING)
    (tmp_path / f"{source.stem}.json").write_bytes(result_bytes(card))
    path = tmp_path / f"{source.stem}.run.json"
    path.write_bytes(canonical(run_record(card, source, READING)))
    return path


def test_what_score_writes_is_replayed_to_the_same_bytes(jixiao, tmp_path):
    jixiao("score", YEAR_2022, "--out", tmp_path, "--reading", "budget_execution=B")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ran = jixiao("replay", tmp_path / f"{YEAR_2022.stem}.run.json", "--json")
    assert (ran.code, ran.document["same"]) == (0, True)
    jixiao("score", YEAR_2022, "--out", tmp_path, "--reading", "budget_execution=B")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_run_gives_the_same_bytes(jixiao, run):
    ran = jixiao("replay", run)
    assert (ran.code, ran.out) == (0, "")
    assert "逐字节相同" in ran.err


def test_a_run_from_another_folder_gives_the_same_bytes(jixiao, run, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for path in run.parent.iterdir():
        shutil.copy(path, elsewhere)
    assert jixiao("replay", elsewhere / run.name).code == 0


def test_json_says_same_and_carries_the_score(jixiao, run):
    ran = jixiao("replay", run, "--json")
    assert ran.code == 0
    document = ran.document
    assert (document["schema"], document["same"], document["differences"]) == ("jixiao/replay/1", True, [])
    assert document["score"] == json.loads((run.parent / f"{YEAR_2022.stem}.json").read_text("utf-8"))


def test_a_changed_input_ends_with_1_and_says_what_differs(jixiao, run):
    source = run.parent / YEAR_2022.name
    source.write_text(source.read_text("utf-8").replace('value: "16"', 'value: "3"'), "utf-8")
    ran = jixiao("replay", run)
    assert (ran.code, ran.out) == (1, "")
    assert "输入文件不同" in ran.err
    assert "结果不同" in ran.err
    as_json = jixiao("replay", run, "--json", "--lang", "en")
    assert as_json.code == 1
    assert as_json.document["same"] is False
    assert [text.split(" differs")[0] for text in as_json.document["differences"]] == ["input file", "result"]


def test_an_input_that_was_broken_since_is_the_inputs_fault(jixiao, run):
    (run.parent / YEAR_2022.name).write_text("", "utf-8")
    ran = jixiao("replay", run, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "文件是空的" in ran.err


def test_a_changed_record_ends_with_1(jixiao, run):
    record = json.loads(run.read_text("utf-8"))
    run.write_text(json.dumps({**record, "engine": "0.0.0"}), "utf-8")
    ran = jixiao("replay", run)
    assert ran.code == 1
    assert "程序版本不同：0.0.0 → " in ran.err


@pytest.mark.parametrize("content", ["{}", "[]", "not json"])
def test_what_is_no_record_ends_with_2(jixiao, tmp_path, content):
    path = tmp_path / "run.json"
    path.write_text(content, "utf-8")
    ran = jixiao("replay", path)
    assert (ran.code, ran.out) == (2, "")
    assert "不是可用的运行记录" in ran.err
