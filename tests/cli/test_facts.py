"""`jixiao facts`: what it prints, what it writes, what it refuses, and its exit codes."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from jixiao.usecases import reading_many
from tests.cli.conftest import Ran
from tests.unit.usecases.reading_stubs import keep_plainly

Program = Callable[..., Ran]


@pytest.fixture(autouse=True)
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything but the reading itself, which has tests of its own."""
    monkeypatch.setattr(reading_many, "read_many", partial(reading_many.read_many, work=keep_plainly))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text("年初预算1,300.00万元，全年支出1,269.06万元，其他7万元。", "utf-8")
    (documents / "b.txt").write_text("年初预算20.5万元。", "utf-8")
    return documents


def test_facts_as_json_keep_to_the_contract_and_to_their_schema(jixiao: Program, folder: Path, tmp_path: Path):
    ran = jixiao("facts", folder, "--json", "--text", "--out", tmp_path / "out")
    assert ran.code == 0
    jsonschema.validate(ran.document, jixiao("schema", "facts-out").document)
    assert ran.document["schema"] == "jixiao/facts/1"
    first, second = ran.document["documents"]
    assert first["path"] == str(folder / "a.txt")
    assert [first[key] for key in ("kind", "entity", "period")] == ["accounts", "示例区示范局", "2023"]
    fact = first["facts"][0]
    shown = ("concept", "value", "unit", "decimals", "printed", "printed_unit", "period", "dimensions")
    assert [fact[key] for key in shown] == [
        "initial_budget", "13000000.00", "CNY", 2, "1,300.00", "万元", "2023", {},
    ]  # fmt: skip
    source = fact["source"]
    assert first["text"][source["start"] : source["end"]] == source["quote"] == "1,300.00"
    assert first["facts"][2]["concept"] is None
    assert len(second["facts"]) == 1
    assert json.loads((tmp_path / "out" / "facts.json").read_text("utf-8")) == ran.document


def test_facts_for_people_say_what_they_are_and_where(jixiao: Program, folder: Path, tmp_path: Path):
    ran = jixiao("facts", folder / "a.txt", "--out", tmp_path)
    assert ran.code == 0
    assert "部门决算" in ran.out
    assert "1,300.00 万元" in ran.out
    assert "新读 1 份" in ran.err
    assert "1 unchanged" in jixiao("facts", folder / "a.txt", "--out", tmp_path, "--lang", "en").err


def test_a_bad_file_is_listed_and_the_others_are_read(jixiao: Program, folder: Path, tmp_path: Path):
    (folder / "bad.txt").write_text("BAD", "utf-8")
    ran = jixiao("facts", folder, "--json", "--out", tmp_path, "--lang", "en")
    assert ran.code == 0
    assert [one["path"] for one in ran.document["failures"]] == [str(folder / "bad.txt")]
    assert "no document" in ran.document["failures"][0]["error"]
    assert len(ran.document["documents"]) == 2


def test_nothing_that_can_be_read_is_the_inputs_fault(jixiao: Program, tmp_path: Path):
    ran = jixiao("facts", tmp_path / "nowhere.pdf", "--json", "--out", tmp_path)
    assert ran.code == 2
    assert ran.document["failures"] == [{"path": str(tmp_path / "nowhere.pdf"), "error": "没有这个文件"}]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert jixiao("facts", empty).code == 2


def test_every_form_is_written(jixiao: Program, folder: Path, tmp_path: Path):
    names = ("facts.parquet", "facts.xlsx", "package", "xbrl", "facts.html")
    forms = ("--parquet", "--xlsx", "--datapackage", "--xbrl", "--html")
    asked = [part for form, name in zip(forms, names, strict=True) for part in (form, tmp_path / name)]
    assert jixiao("facts", folder, *asked, "--out", tmp_path / "out").code == 0
    assert all((tmp_path / name).exists() for name in names)
    assert sorted(path.name for path in (tmp_path / "facts-pages").iterdir()) == ["0001-a.html", "0002-b.html"]
    assert (tmp_path / "package" / "datapackage.json").is_file()
    assert sorted(path.name for path in (tmp_path / "xbrl").glob("*.json")) == ["001-a.json", "002-b.json"]


@pytest.mark.parametrize("form", ["--parquet", "--xlsx", "--html", "--datapackage", "--xbrl"])
def test_a_place_that_cannot_hold_the_result_is_refused_before_reading(
    jixiao: Program, folder: Path, tmp_path: Path, form: str
):
    place = folder / "a.txt" if form in ("--datapackage", "--xbrl") else folder
    ran = jixiao("facts", folder, form, place, "--out", tmp_path / "out")
    assert ran.code == 2
    assert form in ran.err
    assert not (tmp_path / "out").exists()


def test_an_input_is_never_replaced(jixiao: Program, folder: Path, tmp_path: Path):
    ran = jixiao("facts", folder / "a.txt", "--html", folder / "a.txt", "--out", tmp_path / "out", "--lang", "en")
    assert ran.code == 2
    assert "replace an input" in ran.err


@pytest.mark.parametrize("form", ["--datapackage", "--xbrl"])
def test_open_data_of_no_known_fact_is_refused_and_nothing_written(
    jixiao: Program, folder: Path, tmp_path: Path, form: str
):
    (folder / "c.txt").write_text("其他7万元。", "utf-8")
    ran = jixiao("facts", folder / "c.txt", form, tmp_path / "open", "--out", tmp_path / "out")
    assert ran.code == 2
    assert not (tmp_path / "open").exists()
    assert not (tmp_path / "out" / "facts.json").exists()
