"""The terminal as people and scripts meet it: what each command prints where, and the code it ends with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.cli.console import guarded
from jixiao.cli.main import app

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SELF_EVALUATION = EXAMPLES / "futian-2022-self-evaluation.yaml"


@pytest.fixture
def run(capsys):
    """Run a command in this process: its exit code, stdout and stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        words = [str(argument) for argument in arguments]
        code = guarded(lambda: app(words), words)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def indicator(document: dict, name: str) -> dict:
    return next(one for one in document["indicators"] if one["id"] == name)


def test_score_prints_one_json_document_and_nothing_else_on_stdout(run):
    code, out, err = run("score", SELF_EVALUATION, "--json")
    document = json.loads(out)
    assert document["schema"] == "jixiao/score/1"
    assert document["stated_total"] == "96.76"
    assert document["stated_foots"] is True
    assert err == ""
    assert code == 1  # financial compliance differs from the stated 2.46


def test_score_ends_with_0_where_nothing_differs(run):
    assert run("score", EXAMPLES / "project-sample.yaml", "--json")[0] == 0


def test_score_draws_the_scorecard_in_the_language_asked_for(run):
    assert "失分" in run("score", SELF_EVALUATION)[1]
    assert "Points lost" in run("score", SELF_EVALUATION, "--lang", "en")[1]


def test_a_reading_is_chosen_per_run(run):
    default = json.loads(run("score", SELF_EVALUATION, "--json")[1])
    chosen = json.loads(run("score", SELF_EVALUATION, "--json", "--reading", "budget_execution=B")[1])
    assert indicator(default, "budget_execution")["score"] == "5.15"
    assert indicator(chosen, "budget_execution")["score"] == "5.10"
    assert indicator(chosen, "budget_execution")["reading"] == "B"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--reading", "budget_execution=Z"], ["没有读法 Z", "A、B、C、D、E"]),
        (["--reading", "budget_exection=A"], ["没有指标 budget_exection", "budget_execution"]),
        (["--reading", "A"], ["读法的写法不对"]),
        (["--as-of", "yesterday"], ["不是日期", "2022-12-31"]),
        (["--framework", "shenzhen-2022"], ["没有框架 shenzhen-2022", "shenzhen-department-2022"]),
        (["--rulebook", "/no/such/folder"], ["规则文件夹不存在"]),
        (["--as-of", "2019-01-01"], ["shenzhen-department-2022 在 2019-01-01 不适用", "2022-01-01 – …"]),
    ],
)
def test_a_call_at_fault_ends_with_2_and_says_what_to_do(run, arguments, words):
    code, out, err = run("score", EXAMPLES / "futian-2024-self-evaluation.yaml", "--json", *arguments)
    assert code == 2
    assert out == ""
    for word in words:
        assert word in err


def test_a_file_that_is_not_there_ends_with_2_in_english_too(run):
    code, out, err = run("score", "nowhere.yaml", "--json", "--lang", "en")
    assert (code, out) == (2, "")
    assert "the file cannot be read" in err


def test_a_rule_that_crashes_is_our_fault_and_never_a_score(run, monkeypatch):
    from jixiao.core.scoring.score_expression import ScoreExpression

    def broken(_self: object) -> object:
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(ScoreExpression, "evaluate", property(broken))
    code, out, err = run("score", SELF_EVALUATION, "--json")
    assert (code, out) == (3, "")
    assert "jixiao 自身的错误" in err
    assert "没有给出得分" in err


def test_out_writes_every_form_and_replay_gives_the_same_bytes(run, tmp_path):
    code, _, err = run("score", SELF_EVALUATION, "--out", tmp_path, "--json")
    stem = SELF_EVALUATION.stem
    assert code == 1
    endings = {path.name.removeprefix(stem) for path in tmp_path.iterdir()}
    assert endings == {".html", ".json", ".xlsx", ".docx", ".pdf", ".yaml", ".run.json"}
    assert str(tmp_path / f"{stem}.html") in err
    assert run("replay", tmp_path / f"{stem}.run.json")[0] == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    run("score", SELF_EVALUATION, "--out", tmp_path, "--json")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_replay_says_what_differs_when_the_input_was_changed(run, tmp_path):
    run("score", SELF_EVALUATION, "--out", tmp_path, "--json")
    copy = tmp_path / SELF_EVALUATION.name
    copy.write_text(copy.read_text(encoding="utf-8").replace('"2.96"', '"3.96"'), encoding="utf-8")
    code, out, _ = run("replay", tmp_path / f"{SELF_EVALUATION.stem}.run.json", "--json")
    document = json.loads(out)
    assert code == 1
    assert document["same"] is False
    assert any("输入文件" in text for text in document["differences"])
    assert any("结果" in text for text in document["differences"])


def test_replay_refuses_what_is_no_record(run, tmp_path):
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    code, _, err = run("replay", tmp_path / "run.json")
    assert code == 2
    assert "不是可用的运行记录" in err


def test_a_failure_while_writing_leaves_nothing_half(run, tmp_path, monkeypatch):
    from jixiao.reports.printed import pdf

    def broken(_card: object) -> bytes:
        raise RuntimeError("no paper")

    monkeypatch.setattr(pdf, "scorecard_pdf", broken)
    assert run("score", SELF_EVALUATION, "--out", tmp_path / "new", "--json")[0] == 3
    assert not (tmp_path / "new").exists()


def test_frameworks_lists_all_and_shows_one(run):
    listed = json.loads(run("frameworks", "--json")[1])["frameworks"]
    assert {"shenzhen-department-2020", "shenzhen-department-2022", "project-self-evaluation"} <= {
        one["id"] for one in listed
    }
    one = json.loads(run("frameworks", "shenzhen-department-2022", "--json")[1])
    leaves = [leaf for top in one["groups"] for group in top["groups"] for leaf in group["indicators"]]
    assert len(leaves) == 21
    execution = next(leaf for leaf in leaves if leaf["id"] == "budget_execution")
    assert [reading["name"] for reading in execution["readings"]] == ["A", "B", "C", "D", "E"]
    assert "预算执行率" in run("frameworks", "shenzhen-department-2022")[1]


def test_frameworks_as_of_a_day_lists_those_that_hold(run):
    listed = json.loads(run("frameworks", "--as-of", "2021-06-30", "--json")[1])["frameworks"]
    assert "shenzhen-department-2020" in {one["id"] for one in listed}
    assert "shenzhen-department-2022" not in {one["id"] for one in listed}


@pytest.mark.parametrize("name", ["facts", "framework", "indicator", "parameter", "concepts", "units", "code_list"])
def test_schema_prints_a_json_schema(run, name):
    code, out, _ = run("schema", name)
    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


def test_schema_refuses_an_unknown_name_and_suggests(run):
    code, _, err = run("schema", "frameworks")
    assert code == 2
    assert "是否想写 framework" in err


def test_schema_columns_names_inputs_and_outputs(run):
    document = json.loads(run("schema", "columns", "--framework", "shenzhen-department-2022", "--json")[1])
    assert {"procurement_actual", "expenditure_progress_q1", "procurement__policy"} <= {
        column["name"] for column in document["inputs"]
    }
    assert {"procurement", "procurement_outcome", "total"} <= {column["name"] for column in document["outputs"]}


def test_batch_scores_good_rows_and_puts_bad_ones_aside(run, tmp_path):
    (tmp_path / "in.csv").write_text(
        "unit,procurement_actual,procurement_plan,procurement__policy\n甲局,29600,195000,1\n乙局,-5,195000,1\n",
        encoding="utf-8",
    )
    code, out, _ = run(
        "batch", tmp_path / "in.csv", tmp_path / "out.csv", "--framework", "shenzhen-department-2022", "--json"
    )
    report = json.loads(out)
    assert code == 0
    assert (report["rows"], report["good"], report["rejected"]) == (2, 1, 1)
    assert "1.15,scored" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "不能为负" in Path(report["rejects"]).read_text(encoding="utf-8-sig")


def test_batch_refuses_a_file_that_is_not_there(run, tmp_path):
    code, out, _ = run("batch", tmp_path / "no.csv", tmp_path / "out.csv", "--framework", "shenzhen-department-2022")
    assert (code, out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_demo_writes_a_page_each_and_an_index(run, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, err = run("demo", EXAMPLES, "--out", tmp_path)
    assert code == 0
    assert "96.76（相符）" in out
    assert "不可重现" in out
    pages = {path.name for path in tmp_path.iterdir()}
    assert pages == {f"{path.stem}.html" for path in EXAMPLES.glob("*.yaml")} | {"index.html"}
    assert str(tmp_path / "index.html") in err


def test_demo_refuses_a_folder_without_fact_files(run, tmp_path):
    code, _, err = run("demo", tmp_path)
    assert code == 2
    assert "没有可评分的事实文件" in err


def test_the_installed_program_answers_as_a_program():
    program = shutil.which("jixiao", path=str(Path(sys.executable).parent))
    command = [program] if program else [sys.executable, "-m", "jixiao.cli.main"]
    done = subprocess.run(
        [*command, "score", str(SELF_EVALUATION), "--json"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["framework"] == "shenzhen-department-2022"
    assert done.stderr == ""
