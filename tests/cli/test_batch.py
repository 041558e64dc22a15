"""`jixiao batch`: many rows at once; bad ones go aside with their reason and the good ones go on."""

from pathlib import Path

HEAD = "unit,procurement_actual,procurement_plan,procurement__policy\n"
FRAMEWORK = ("--framework", "shenzhen-department-2022")


def table(folder: Path, *rows: str) -> Path:
    path = folder / "in.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_good_rows_are_scored_and_bad_ones_put_aside(jixiao, tmp_path):
    source = table(tmp_path, "甲局,29600,195000,1", "乙局,-5,195000,1")
    ran = jixiao("batch", source, tmp_path / "out.csv", *FRAMEWORK, "--json")
    assert ran.code == 0
    report = ran.document
    assert (report["rows"], report["good"], report["rejected"]) == (2, 1, 1)
    assert "1.15,scored" in (tmp_path / "out.csv").read_text("utf-8")
    assert "不能为负" in Path(report["rejects"]).read_text("utf-8-sig")


def test_what_was_done_is_said_to_people_on_stderr(jixiao, tmp_path):
    ran = jixiao("batch", table(tmp_path, "甲局,29600,195000,1"), tmp_path / "out.csv", *FRAMEWORK)
    assert (ran.code, ran.out) == (0, "")
    assert "评分 1 行" in ran.err


def test_a_file_that_is_not_there_is_refused_and_nothing_is_written(jixiao, tmp_path):
    ran = jixiao("batch", tmp_path / "no.csv", tmp_path / "out.csv", *FRAMEWORK)
    assert (ran.code, ran.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_a_table_wants_a_framework(jixiao, tmp_path):
    assert jixiao("batch", table(tmp_path), tmp_path / "out.csv").code == 2
    ran = jixiao("batch", table(tmp_path), tmp_path / "out.csv", "--framework", "nothing")
    assert ran.code == 2
    assert "没有框架 nothing" in ran.err


def test_an_unknown_engine_is_refused(jixiao, tmp_path):
    ran = jixiao("batch", table(tmp_path), tmp_path / "out.csv", *FRAMEWORK, "--engine", "abacus")
    assert (ran.code, ran.out) == (2, "")
