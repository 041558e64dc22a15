"""`jixiao samples`: documents to try the program on, and what a score of one of them looks like."""

import json


def test_samples_are_written_in_every_format(jixiao, tmp_path):
    done = jixiao("samples", "--out", str(tmp_path / "s"), "--json")
    assert done.code == 0
    files = json.loads(done.out)["files"]
    assert len(files) == 15
    assert {name.rpartition(".")[2] for name in files} == {"pdf", "docx", "xlsx", "html", "txt"}


def test_a_format_that_is_not_written_is_refused(jixiao, tmp_path):
    done = jixiao("samples", "--out", str(tmp_path / "s"), "--form", "odt")
    assert done.code == 2
    assert "odt" in done.err
    assert not (tmp_path / "s").exists()


def test_a_report_is_scored_as_it_stands(jixiao, tmp_path):
    jixiao("samples", "--out", str(tmp_path), "--form", "docx")
    (report,) = tmp_path.glob("*自评报告.docx")
    done = jixiao("score", str(report), "--framework", "shenzhen-department-2022", "--json")
    assert done.code == 1  # the report states full marks for an execution that does not give them
    card = json.loads(done.out)
    execution = next(one for one in card["indicators"] if one["id"] == "budget_execution")
    assert execution["stated"] == "6.00"
    assert execution["outcome"] == "scored"
    assert all(one["source"]["quote"] for one in execution["inputs"])


def test_a_report_of_a_region_without_a_framework_is_refused_with_the_closest(jixiao, tmp_path):
    jixiao("samples", "--out", str(tmp_path), "--form", "txt")
    (report,) = tmp_path.glob("*自评报告.txt")
    done = jixiao("score", str(report))
    assert done.code == 2
    assert "--framework shenzhen-department-2022" in done.err


def test_originals_are_kept_by_their_hash_with_where_they_came_from(jixiao, tmp_path):
    jixiao("samples", "--out", str(tmp_path / "s"), "--form", "txt")
    done = jixiao("facts", tmp_path / "s", "--out", tmp_path / "o", "--originals", tmp_path / "originals", "--json")
    assert done.code == 0
    hashes = {one["sha256"] for one in done.document["documents"]}
    assert {path.name for path in (tmp_path / "originals").rglob("*") if path.is_file()} == {*hashes, "origins.jsonl"}
