"""A drawer of broken fact files, one defect each: every one is refused, on its line, in words that say what to mend.

The files lie in tests/fixtures/filings. `# ← words；words` stands on each line at which a problem must be reported,
and names what the message must contain; a file without it is sound.
"""

import json
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.usecases.scoring import score_file
from tests.unit.filed import rulebook

DRAWER = Path(__file__).resolve().parents[2] / "fixtures" / "filings"
FILES = sorted(DRAWER.glob("*.yaml"))
SOUND = [path for path in FILES if path.stem.startswith("sound")]
BROKEN = [path for path in FILES if path not in SOUND]
MARK = "# ← "


def expected(path: Path) -> dict[int, list[str]]:
    """The lines on which a problem is to be reported, each with its words."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return {number: line.split(MARK)[1].split("；") for number, line in lines if MARK in line}


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputFault) as caught:
        score_file(path, rulebook())
    return caught.value.problems


def line_of(problem: Problem, path: Path) -> int | None:
    file, _, rest = problem.where.partition(":")
    return int(rest.split()[0]) if file == str(path) and rest else None


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_what_they_were_broken_from_is_sound(path):
    assert score_file(path, rulebook()).results


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_on_its_line_in_words_that_teach(path):
    wanted = expected(path)
    found = {line_of(problem, path): problem for problem in problems(path)}
    assert sorted(found, key=str) == sorted(wanted, key=str)
    for line, words in wanted.items():
        said = found[line].said("zh")
        assert [word for word in words if word not in said] == [], said


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_one_defect_is_reported_once(path):
    assert len(problems(path)) == len(expected(path))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_problem_is_said_in_both_languages(path):
    for problem in problems(path):
        for text in (problem.what, problem.expected, problem.remedy):
            assert text is None or (text.zh and text.en)
        assert problem.said("en") != problem.said("zh")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_file_has_a_defect_to_report(path):
    assert expected(path)


def as_json(folder: Path, change: tuple[str, str] = ("", ""), indent: int | str | None = 2) -> Path:
    """The sound file as JSON, with one change to its text."""
    text = json.dumps(read_source(DRAWER / "sound.yaml").value, ensure_ascii=False, indent=indent)
    assert change[0] in text
    path = folder / "facts.json"
    path.write_text(text.replace(*change, 1) if change[0] else text, "utf-8")
    return path


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_the_same_file_as_json_gives_the_same_score(tmp_path, indent):
    by_yaml = score_file(DRAWER / "sound.yaml", rulebook())
    by_json = score_file(as_json(tmp_path, indent=indent), rulebook())
    assert (by_json.total, by_json.decided_points) == (by_yaml.total, by_yaml.decided_points) == (0, 1)


def test_a_number_of_json_that_is_not_in_quotes_is_refused_on_its_line(tmp_path):
    path = as_json(tmp_path, ('"19.50"', "19.50"))
    (problem,) = problems(path)
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "19.50" in text)
    assert line_of(problem, path) == line
    assert "数字须加引号" in problem.said("zh")


def test_a_float_of_json_in_a_stated_score_is_refused(tmp_path):
    (problem,) = problems(as_json(tmp_path, ('"1.50"', "1.5")))
    assert "小数须加引号" in problem.said("zh")


def test_a_file_with_a_byte_order_mark_is_refused(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (DRAWER / "sound.yaml").read_bytes())
    (problem,) = problems(path)
    assert "另存为 UTF-8（无 BOM）" in problem.said("zh")


def test_a_file_in_gbk_is_refused_on_the_line_of_its_first_chinese_word(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_bytes((DRAWER / "sound.yaml").read_text("utf-8").encode("gbk"))
    (problem,) = problems(path)
    assert "看来是 GBK 编码" in problem.said("zh")
    assert line_of(problem, path) == 2


@pytest.mark.parametrize("content", [b"", b" \n \n", b"# nothing yet\n"])
def test_a_file_of_nothing_is_refused(tmp_path, content):
    path = tmp_path / "facts.yaml"
    path.write_bytes(content)
    (problem,) = problems(path)
    assert "文件是空的" in problem.said("zh")


@pytest.mark.parametrize("content", ["5", "text", "[1, 2]", '"{}"', "null", "true"])
def test_what_is_no_fact_file_at_all_is_refused_with_the_keys_of_one(tmp_path, content):
    path = tmp_path / "facts.yaml"
    path.write_text(content, "utf-8")
    (problem,) = problems(path)
    said = problem.said("zh")
    assert "应为一组键和值" in said
    assert "schema、entity、region、period、kind" in said


def test_a_folder_and_a_file_that_does_not_exist_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.yaml"):
        (problem,) = problems(path)
        assert "文件打不开" in problem.said("zh")


def scored_with(tmp_path: Path, old: str, new: str) -> str:
    text = (DRAWER / "sound.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "facts.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    (problem,) = problems(path)
    return problem.said("zh")


def test_a_year_without_rules_is_an_answer_not_a_zero(tmp_path):
    said = scored_with(tmp_path, 'period: "2022"', 'period: "1999"')
    assert "1999-12-31 没有适用于深圳市福田区" in said
    assert "用 --framework 指明" in said


def test_a_region_without_rules_is_an_answer_too(tmp_path):
    assert "没有适用于火星市" in scored_with(tmp_path, "region: 深圳市福田区", "region: 火星市")


def test_an_unknown_kind_of_file_is_an_answer_too(tmp_path):
    assert "self_evaluations" in scored_with(tmp_path, "kind: self_evaluation", "kind: self_evaluations")


def test_an_unknown_framework_is_refused_with_its_neighbours(tmp_path):
    said = scored_with(tmp_path, "kind: self_evaluation", "kind: self_evaluation\nframework: shenzhen-department-2023")
    assert "没有框架 shenzhen-department-2023" in said
    assert "是否想写 shenzhen-department-2022" in said


def test_a_framework_of_another_time_is_refused_with_its_days(tmp_path):
    said = scored_with(tmp_path, "kind: self_evaluation", "kind: self_evaluation\nframework: shenzhen-department-2020")
    assert "不适用" in said
    assert "2020-01-01" in said


def test_a_fact_file_of_a_thousand_problems_is_refused_in_a_page(tmp_path):
    text = (DRAWER / "sound.yaml").read_text("utf-8")
    head, tail = text.split("stated:")
    wrong = '  - {concept: nothing, value: "1", unit: 人, source: {document: report}}\n'
    path = tmp_path / "facts.yaml"
    path.write_text(head + wrong * 1000 + "stated:" + tail, "utf-8")
    with pytest.raises(InputFault) as caught:
        score_file(path, rulebook())
    assert len(caught.value.problems) == 1000
    assert len(caught.value.said("zh").splitlines()) < 100
