"""`jixiao score`: exit codes, one JSON document, both languages, the day, readings, and all forms as files."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "project-sample.yaml"
YEAR_2022 = ROOT / "examples" / "futian-2022-self-evaluation.yaml"
YEAR_2024 = ROOT / "examples" / "futian-2024-self-evaluation.yaml"
DRAWER = ROOT / "tests" / "fixtures" / "filings"
FORMS = {"html", "json", "xlsx", "docx", "pdf", "yaml", "run.json"}


def test_a_score_that_is_as_stated_is_fine(jixiao):
    ran = jixiao("score", SAMPLE)
    assert ran.code == 0
    assert "94.35" in ran.out
    assert ran.err == ""


def test_a_score_that_differs_from_the_stated_one_ends_with_1(jixiao):
    ran = jixiao("score", YEAR_2022)
    assert ran.code == 1
    assert "2.46" in ran.out
    assert "2.00" in ran.out


def test_the_reading_of_the_report_makes_the_difference_go_away(jixiao):
    assert jixiao("score", YEAR_2024).code == 1
    assert jixiao("score", YEAR_2024, "--reading", "budget_execution=B").code == 0


def test_stated_scores_that_do_not_add_up_end_with_1(jixiao, tmp_path):
    path = tmp_path / "facts.yaml"
    text = YEAR_2024.read_text("utf-8").replace('total: {value: "96.15"', 'total: {value: "96.16"')
    path.write_text(text, "utf-8")
    assert jixiao("score", path, "--reading", "budget_execution=B").code == 1


@pytest.mark.parametrize("path", [SAMPLE, YEAR_2022, YEAR_2024], ids=lambda path: path.stem)
def test_json_is_one_document_and_nothing_else(jixiao, path):
    ran = jixiao("score", path, "--json")
    assert ran.document["schema"] == "jixiao/score/1"
    assert ran.err == ""


def test_json_carries_the_figures_as_text(jixiao):
    document = jixiao("score", YEAR_2022, "--json").document
    assert document["stated_total"] == "96.76"
    execution = next(one for one in document["indicators"] if one["id"] == "budget_execution")
    assert (execution["score"], execution["reading"], execution["reproduces_stated"]) == ("5.15", "A", ["A"])
    assert execution["readings"]["C"] == "4.60"
    numbers = [value for one in document["indicators"] for value in one.values() if isinstance(value, float)]
    assert numbers == []


def test_json_says_the_same_twice(jixiao):
    assert jixiao("score", YEAR_2022, "--json").out == jixiao("score", YEAR_2022, "--json").out


def test_chinese_comes_first_and_english_on_demand(jixiao):
    assert "示例区产业服务中心" in jixiao("score", SAMPLE).out
    chinese, english = jixiao("score", YEAR_2022), jixiao("score", YEAR_2022, "--lang", "en")
    assert chinese.code == english.code == 1
    assert "Financial compliance" in english.out
    assert "Financial compliance" not in chinese.out
    explained = jixiao("score", YEAR_2022, "--json", "--lang", "en").document["indicators"]
    assert any("in all" in one["explanation"] for one in explained)


@pytest.mark.parametrize(("lang", "words"), [("zh", "文件打不开"), ("en", "the file cannot be read")])
def test_errors_speak_the_language_asked_for(jixiao, tmp_path, lang, words):
    for form in (("--lang", lang), (f"--lang={lang}",)):
        ran = jixiao("score", tmp_path / "none.yaml", *form)
        assert ran.code == 2
        assert words in ran.err


@pytest.mark.parametrize("name", ["several_defects", "several_misfits", "key_twice", "tag"])
def test_a_broken_file_ends_with_2_and_nothing_on_stdout(jixiao, name):
    ran = jixiao("score", DRAWER / f"{name}.yaml", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}.yaml:" in ran.err


def test_every_defect_is_told_in_one_run(jixiao):
    assert "共 5 处问题" in jixiao("score", DRAWER / "several_defects.yaml").err


@pytest.mark.parametrize("day", ["tomorrow", "20221231", "2022-W52-6", "2022-02-30", "2022", ""])
def test_a_malformed_day_is_refused(jixiao, day):
    ran = jixiao("score", SAMPLE, "--as-of", day)
    assert (ran.code, ran.out) == (2, "")
    assert "--as-of: 不是日期" in ran.err
    assert "如 2022-12-31" in ran.err


def test_the_day_is_kept_in_the_scorecard(jixiao):
    assert jixiao("score", SAMPLE, "--json").document["as_of"] == "2024-12-31"
    assert jixiao("score", SAMPLE, "--as-of", "2025-06-30", "--json").document["as_of"] == "2025-06-30"


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ("budget_execution", "读法的写法不对"),
        ("=B", "读法的写法不对"),
        ("budget_execution=", "读法的写法不对"),
        ("budget_execution=Z", "没有读法 Z"),
        ("budget_excution=B", "是否想写 budget_execution"),
    ],
)
def test_a_reading_that_does_not_exist_is_refused(jixiao, reading, words):
    ran = jixiao("score", YEAR_2022, "--reading", reading)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_several_readings_and_parts_of_names_may_be_chosen(jixiao):
    parts = ("--reading", "financial_compliance=declared", "--reading", "budget_execution=C")
    ran = jixiao("score", YEAR_2022, "--json", *parts)
    chosen = {one["id"]: one["reading"] for one in ran.document["indicators"]}
    assert chosen["financial_compliance"] == "declared+linear"
    assert chosen["budget_execution"] == "C"


def test_a_framework_may_be_forced(jixiao):
    ran = jixiao("score", DRAWER / "sound.yaml", "--framework", "shenzhen-department-2020", "--json")
    assert ran.document["framework"] == "shenzhen-department-2020"


def test_a_framework_of_another_time_is_refused_with_its_days(jixiao):
    ran = jixiao("score", YEAR_2024, "--as-of", "2019-01-01")
    assert ran.code == 2
    assert "shenzhen-department-2022 在 2019-01-01 不适用" in ran.err
    assert "2022-01-01 – …" in ran.err


def test_an_unknown_framework_is_refused(jixiao):
    ran = jixiao("score", SAMPLE, "--framework", "shenzhen")
    assert ran.code == 2
    assert "没有框架 shenzhen" in ran.err


@pytest.mark.parametrize("arguments", [["score"], ["score", "a", "b"], ["score", "x", "--nothing"], ["nothing"], []])
def test_a_call_that_cannot_be_understood_ends_with_2(jixiao, arguments):
    ran = jixiao(*arguments)
    assert ran.code == 2
    assert "Usage" in ran.err + ran.out


def test_all_forms_are_written(jixiao, tmp_path):
    ran = jixiao("score", SAMPLE, "--out", tmp_path / "out", "--json")
    assert ran.code == 0
    assert {path.name.split(".", 1)[1] for path in (tmp_path / "out").iterdir()} == FORMS
    # The files are named on stderr, so that stdout holds the document alone.
    assert ran.document["total"] == "94.35"
    assert ran.err.count("已写出") == len(FORMS)


def test_the_json_file_is_the_document(jixiao, tmp_path):
    import json

    ran = jixiao("score", SAMPLE, "--out", tmp_path, "--json")
    assert json.loads((tmp_path / "project-sample.json").read_text("utf-8")) == ran.document


def test_a_folder_that_cannot_be_written_ends_with_2(jixiao, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    ran = jixiao("score", SAMPLE, "--out", tmp_path / "file", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "文件写不出来" in ran.err


def test_a_json_input_is_not_overwritten(jixiao, tmp_path):
    import json

    from jixiao.rulebook_loader.strict_yaml import read_source

    path = tmp_path / "facts.json"
    path.write_text(json.dumps(read_source(SAMPLE).value), "utf-8")
    before = path.read_bytes()
    ran = jixiao("score", path, "--out", tmp_path)
    assert ran.code == 2
    assert "结果会覆盖输入文件" in ran.err
    assert path.read_bytes() == before


def test_a_report_that_fails_leaves_nothing_half(jixiao, tmp_path, monkeypatch):
    from jixiao.reports.workbook import book

    def fails(card: object) -> bytes:
        raise RuntimeError("no sheet")

    monkeypatch.setattr(book, "scorecard_xlsx", fails)
    ran = jixiao("score", SAMPLE, "--out", tmp_path / "out", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "jixiao 自身的错误" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_rulebook_of_ones_own_stands_on_top(jixiao, tmp_path):
    framework = tmp_path / "frameworks" / "own"
    shutil.copytree(ROOT / "tests" / "fixtures" / "frameworks" / "overspend", framework)
    text = (framework / "framework.yaml").read_text("utf-8").replace("id: overspend\n", "id: own\n", 1)
    (framework / "framework.yaml").write_text(text, "utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text((DRAWER / "sound.yaml").read_text("utf-8").split("stated:")[0], "utf-8")
    ran = jixiao("score", facts, "--rulebook", tmp_path, "--framework", "own", "--json")
    assert ran.code == 0, ran.err
    assert ran.document["framework"] == "own"


def test_a_rulebook_that_is_not_there_is_refused(jixiao, tmp_path):
    ran = jixiao("score", SAMPLE, "--rulebook", tmp_path / "none")
    assert ran.code == 2
    assert "规则文件夹不存在" in ran.err
