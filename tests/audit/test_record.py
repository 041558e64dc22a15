"""The record of an audited document: findings with their words, causes by id, coverage, and what must be said."""

import json
from pathlib import Path

from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.record import AuditRecord, placed, sheet
from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.documents import accounts, budget
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing.document import audited_file, chosen, record_of
from tests.audit.sample_files import RULEBOOK, crashing, write, write_wounded


def record(path: Path) -> AuditRecord:
    return record_of(audited_file(path, RULEBOOK), checks_of(RULEBOOK), RULEBOOK)


def notes(path: Path) -> str:
    return "\n".join(one["zh"] for one in record(path)["notes"])


def test_a_record_says_which_document_it_is(tmp_path: Path):
    made = record(write(tmp_path, "accounts", "pdf"))
    document = made["document"]
    shown = ("path", "kind", "entity", "region", "period", "form")
    assert [document[name] for name in shown] == [  # type: ignore[literal-required]
        "accounts.pdf", "accounts", "示例市样本区产业服务局", "示例市样本区", "2024", "pdf",
    ]  # fmt: skip
    assert document["pages"] == len(made["pages"]) > 1
    assert len(document["sha256"]) == 64
    assert document["title"]


def test_every_place_quotes_the_text_and_its_context_holds_the_quote(tmp_path: Path):
    made = record(write_wounded(tmp_path))
    places = [place for row in made["findings"] for place in row["places"]]
    places += [cause["place"] for cause in made["causes"]]
    assert places
    for place in places:
        assert made["text"][place["start"] : place["end"]] == place["quote"] != ""
        at = place["start"] - place["context_start"]
        assert place["context"][at : at + len(place["quote"])] == place["quote"]


def test_findings_are_numbered_worst_first_and_causes_name_them(tmp_path: Path):
    made = record(write_wounded(tmp_path))
    assert [row["id"] for row in made["findings"]] == list(range(1, len(made["findings"]) + 1))
    order = [("error", "suspicious", "rounding").index(row["severity"]) for row in made["findings"]]
    assert order[0] == 0
    (cause,) = [one for one in made["causes"] if one["place"]["quote"] == "116061.12"]
    assert "116,016.12" in cause["likely"]
    explained = [row["id"] for row in made["findings"] if row["cause"] == cause["id"]]
    assert explained == cause["findings"]
    assert len(explained) > 1


def test_checks_are_counted_also_those_that_had_nothing_to_look_at(tmp_path: Path):
    made = record(write(tmp_path))
    counted = {row["check"]: row for row in made["checks"]}
    assert counted.keys() == {one.code for one in checks_of(RULEBOOK) if one.scope == "document"}
    assert all(row["applied"] == row["passed"] + row["failed"] for row in made["checks"])
    assert counted["tables.class_tree"]["passed"] > 0
    assert any(row["applied"] == 0 for row in made["checks"])


def test_coverage_counts_figures_and_those_that_were_held_against_something(tmp_path: Path):
    cover = record(write(tmp_path))["coverage"]
    assert 0 < cover["checked"] <= cover["figures"]
    assert cover["checked"] * 10 > cover["figures"] * 8
    assert cover["tables"] > cover["unknown_tables"] == 0


def test_a_whole_document_needs_no_word_before_its_findings(tmp_path: Path):
    for kind in ("accounts", "budget", "self_evaluation"):
        assert notes(write(tmp_path, kind)) == ""


def test_a_document_of_no_known_kind_says_what_was_not_checked(tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text("致企业的一封信\n\n欢迎来到产业园。服务热线每天开通8小时。\n", "utf-8")
    assert "读不出文书种类、单位、所属地区、年度" in notes(path)
    assert record(path)["document"]["kind"] == "other"


def test_a_table_of_no_known_layout_is_named(tmp_path: Path):
    path = tmp_path / "odd.txt"
    table = "绿化养护情况表\n\n地块\t面积\t株数\n东园\t12\t340\n西园\t15\t410\n合计\t27\t750\n"
    path.write_text(as_text(budget()).decode() + "\n" + table, "utf-8")
    assert "1 张表没有对应的表式，只做通用核查：绿化养护情况表" in notes(path)


def test_half_a_document_is_told(tmp_path: Path):
    text = as_text(accounts()).decode()
    words, tables = tmp_path / "words.txt", tmp_path / "tables.txt"
    front, _, rest = text.partition("第二部分 2024年度部门决算表")
    middle, _, explanation = rest.partition("第三部分 2024年度部门决算情况说明")
    words.write_text(front + explanation.partition("五、预算绩效管理情况")[0], "utf-8")
    tables.write_text(front + middle, "utf-8")
    assert "没有读到表格" in notes(words)
    assert "没有读到文字说明中的数据" in notes(tables)


def test_two_documents_in_one_file_are_told(tmp_path: Path):
    path = tmp_path / "both.txt"
    path.write_bytes(as_text(accounts()) + b"\n" + as_text(budget(2025)))
    told = notes(path)
    assert (
        "一个文件里似乎有几份文书：示例市样本区产业服务局2024年部门决算、示例市样本区产业服务局2025年部门预算" in told
    )
    twice = tmp_path / "twice.txt"
    twice.write_bytes(as_text(accounts()) + "\n2024年度部门决算\n".encode())
    assert "几份文书" not in notes(twice)  # a title that is printed again


def test_a_check_that_crashes_is_a_fault_and_the_others_go_on(tmp_path: Path):
    audited = audited_file(write_wounded(tmp_path), RULEBOOK)
    whole = record_of(audited, checks_of(RULEBOOK), RULEBOOK)
    made = record_of(audited, [crashing(), *checks_of(RULEBOOK)], RULEBOOK)
    (fault,) = made["faults"]
    assert fault["check"] == "form.crashing"
    assert fault["trace"].strip().endswith("ZeroDivisionError: of our own making")
    assert made["findings"] == whole["findings"]
    assert whole["faults"] == []


def test_only_some_checks_may_be_chosen():
    checks = checks_of(RULEBOOK)
    assert chosen(checks, ()) == checks
    assert {one.code for one in chosen(checks, ("tables", "numbers.restated"))} == {
        one.code for one in checks if one.code.startswith("tables.") or one.code == "numbers.restated"
    }


def test_a_record_travels_as_json_and_its_sheet_is_the_rest_of_it(tmp_path: Path):
    made = record(write_wounded(tmp_path))
    assert json.loads(json.dumps(made)) == made
    assert made.keys() - sheet(made).keys() == {"text", "blocks", "pages", "gist"}


def test_a_record_takes_its_place_in_an_audit(tmp_path: Path):
    made, again = record(write_wounded(tmp_path)), record(write_wounded(tmp_path))
    placed(again, "there/wounded.txt", 40, 7)
    assert again["document"]["path"] == "there/wounded.txt"
    assert {place["path"] for row in again["findings"] for place in row["places"]} == {"there/wounded.txt"}
    assert [row["id"] - 40 for row in again["findings"]] == [row["id"] for row in made["findings"]]
    for one, other in zip(made["causes"], again["causes"], strict=True):
        assert (other["id"], other["findings"]) == (one["id"] + 7, [number + 40 for number in one["findings"]])
    assert [row["cause"] and row["cause"] - 7 for row in again["findings"]] == [
        row["cause"] for row in made["findings"]
    ]


def test_a_book_numbers_its_records_and_sums_their_counts(tmp_path: Path):
    first, second = record(write_wounded(tmp_path)), record(write(tmp_path, "budget"))
    book = AuditBook.of([first, second])
    assert [row["id"] for row in book.findings()] == list(range(1, len(list(book.findings())) + 1))
    assert book.counts["error"] == sum(row["severity"] == "error" for row in book.findings())
    counted = {row["check"]: row["passed"] for row in book.checks}
    for code, passed in counted.items():
        assert passed == sum(row["passed"] for one in (first, second) for row in one["checks"] if row["check"] == code)
    assert first["findings"][0]["id"] == 1  # what was given stays as it was
