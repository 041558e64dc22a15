"""`frameworks`, `schema`, `demo`, and the program as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from jixiao import __version__
from jixiao.rulebook_loader.json_schema import FILES
from tests.cli.test_score import DRAWER, ROOT, SAMPLE, YEAR_2022


def test_the_version_is_told(jixiao):
    ran = jixiao("--version")
    assert (ran.code, ran.out.strip()) == (0, f"jixiao {__version__}")


def test_frameworks_lists_them(jixiao):
    ran = jixiao("frameworks")
    assert ran.code == 0
    for name in ("shenzhen-department-2020", "shenzhen-department-2022", "project-self-evaluation"):
        assert name in ran.out


def test_frameworks_of_a_day_are_those_that_hold(jixiao):
    def held(day: str) -> set[str]:
        return {one["id"] for one in jixiao("frameworks", "--as-of", day, "--json").document["frameworks"]}

    assert held("2019-12-31") == set()
    assert held("2020-01-01") == {"project-self-evaluation", "shenzhen-department-2020"}
    assert "shenzhen-department-2020" in held("2021-12-31")
    assert held("2022-01-01") == {"project-self-evaluation", "shenzhen-department-2022"}


def test_one_framework_shows_its_indicators_readings_and_sources(jixiao):
    document = jixiao("frameworks", "shenzhen-department-2022", "--json").document
    assert document["schema"] == "jixiao/framework/1"

    def indicators(group):
        yield from group["indicators"]
        for inner in group["groups"]:
            yield from indicators(inner)

    found = {one["id"]: one for group in document["groups"] for one in indicators(group)}
    assert len(found) == 21
    execution = found["budget_execution"]
    assert [one["name"] for one in execution["readings"]] == list("ABCDE")
    assert (execution["shape"], execution["points"], execution["default_reading"]) == ("schedule", "6", "A")
    assert all(one["source"] for one in found.values())


def test_one_framework_is_shown_to_people_in_both_languages(jixiao):
    assert "预算执行率" in jixiao("frameworks", "shenzhen-department-2022").out
    assert "Budget execution" in jixiao("frameworks", "shenzhen-department-2022", "--lang", "en").out


def test_an_unknown_framework_is_refused_with_its_neighbours(jixiao):
    ran = jixiao("frameworks", "shenzhen-department-2021", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "是否想写 shenzhen-department" in ran.err


@pytest.mark.parametrize("name", FILES)
def test_schema_prints_a_json_schema(jixiao, name):
    Draft202012Validator.check_schema(jixiao("schema", name).document)
    Draft202012Validator.check_schema(jixiao("schema", name, "--json").document)


def test_schema_of_nothing_known_is_refused_with_what_there_is(jixiao):
    ran = jixiao("schema", "fact")
    assert (ran.code, ran.out) == (2, "")
    assert "是否想写 facts" in ran.err
    assert "columns" in ran.err


def test_schema_of_columns_wants_a_framework(jixiao):
    assert "须指明框架" in jixiao("schema", "columns").err
    document = jixiao("schema", "columns", "--framework", "shenzhen-department-2022", "--json").document
    names = {side: {column["name"] for column in document[side]} for side in ("inputs", "outputs")}
    assert {"procurement_actual", "expenditure_progress_q1", "procurement__policy"} <= names["inputs"]
    assert {"procurement", "procurement_outcome", "total"} <= names["outputs"]
    assert "expenditure_progress_q1" in jixiao("schema", "columns", "--framework", "shenzhen-department-2022").out


def test_demo_writes_a_page_for_each_example_and_an_index(jixiao, tmp_path):
    ran = jixiao("demo", "--out", tmp_path)
    assert ran.code == 0
    names = {path.stem for path in (ROOT / "examples").glob("*.yaml")}
    assert {path.stem for path in tmp_path.iterdir()} == {*names, "index"}
    index = (tmp_path / "index.html").read_text("utf-8")
    assert all(f"{name}.html" in index for name in names)
    assert "96.76" in ran.out
    assert "不可重现" in ran.out
    assert str(tmp_path / "index.html") in ran.err


def test_demo_as_json_names_its_pages(jixiao, tmp_path):
    document = jixiao("demo", DRAWER.parent / "one", "--out", tmp_path, "--json")
    assert document.code == 2
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(SAMPLE.read_bytes())
    ran = jixiao("demo", folder, "--out", tmp_path / "out", "--json")
    assert ran.document["index"] == str(tmp_path / "out" / "index.html")
    assert ran.document["pages"] == [str(tmp_path / "out" / "a.html")]


def test_demo_loses_no_page_of_files_that_share_a_name(jixiao, tmp_path):
    from jixiao.rulebook_loader.strict_yaml import read_source

    folder = tmp_path / "facts"
    folder.mkdir()
    for name in ("a.yaml", "index.yaml", "b.yml"):
        (folder / name).write_bytes(SAMPLE.read_bytes())
    (folder / "a.json").write_text(json.dumps(read_source(SAMPLE).value), "utf-8")
    ran = jixiao("demo", folder, "--out", tmp_path / "out", "--json")
    pages = {Path(page).name for page in ran.document["pages"]}
    assert pages == {"a.yaml.html", "a.json.html", "index.yaml.html", "b.html"}


def test_demo_of_a_folder_with_a_broken_file_writes_nothing(jixiao, tmp_path):
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(SAMPLE.read_bytes())
    (folder / "b.yaml").write_bytes((DRAWER / "key_twice.yaml").read_bytes())
    ran = jixiao("demo", folder, "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (2, "")
    assert "b.yaml:9" in ran.err
    assert not (tmp_path / "out").exists()


def test_demo_of_an_empty_folder_is_refused(jixiao, tmp_path):
    ran = jixiao("demo", tmp_path)
    assert ran.code == 2
    assert "没有可评分的事实文件" in ran.err


@pytest.mark.parametrize("command", [[], ["score"], ["batch"], ["frameworks"], ["schema"], ["replay"], ["demo"]])
def test_every_command_explains_itself(jixiao, command):
    ran = jixiao(*command, "--help")
    assert ran.code == 0
    assert "Usage" in ran.out
    if command:
        for option in ("--json", "--lang", "--as-of"):
            assert option in ran.out


def test_the_installed_program_answers_as_a_program():
    program = Path(sys.executable).with_name("jixiao")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "jixiao.cli.main"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [*command, "frameworks", "--json"], capture_output=True, env=environment, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["schema"] == "jixiao/frameworks/1"


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    source = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "jixiao.cli.main", *map(str, arguments)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": source, **environment},
        timeout=120,
        check=False,
    )


def test_as_a_process_of_its_own_it_writes_utf_8_and_ends_with_its_code():
    done = process("score", YEAR_2022, "--json", PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    assert json.loads(done.stdout.decode("utf-8"))["entity"] == "深圳市福田区投资推广和企业服务中心"
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_where_the_locale_is_not_unicode_files_and_pipes_get_utf_8_all_the_same(encoding):
    done = process("score", SAMPLE, "--json", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["entity"] == "示例区产业服务中心"
    refused = process("score", "none.yaml", PYTHONIOENCODING=encoding)
    assert "文件打不开" in refused.stderr.decode("utf-8")


def test_a_reader_that_stops_reading_causes_no_trace():
    command = f"{sys.executable} -m jixiao.cli.main frameworks shenzhen-department-2022 --json | head -c 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, env=environment, timeout=120, check=False)
    assert done.stdout == b"{"
    assert done.stderr == b""


def test_results_are_the_same_in_another_folder_and_another_time_zone(tmp_path):
    one = process("score", YEAR_2022, "--json", TZ="UTC")
    other = process("score", YEAR_2022, "--json", TZ="Pacific/Kiritimati", LANG="zh_CN.UTF-8")
    assert one.stdout == other.stdout


def test_examples_may_be_named_by_a_relative_path(jixiao):
    assert jixiao("score", Path("examples") / "project-sample.yaml").code == 0
