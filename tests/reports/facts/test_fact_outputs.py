"""Facts as JSON, Parquet and workbooks: exact, each at its place, and harmless whatever the document says."""

import io
import json
from decimal import Decimal

import jsonschema
import openpyxl
import polars as pl
import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.documents.normalise import told
from jixiao.reports.facts import fact_words
from jixiao.reports.facts.facts_json import answer, facts_json
from jixiao.reports.facts.facts_schema import facts_schema
from jixiao.reports.facts.parquet import facts_parquet
from jixiao.reports.facts.plain_words import csv_safe, visible
from jixiao.reports.facts.record import Record
from jixiao.reports.facts.workbook import fact_book
from jixiao.reports.facts.workbook.fact_book import facts_xlsx
from jixiao.reports.facts.workbook.table_sheet import SheetNames
from tests.reports.facts.reading_sample import HOSTILE, document, large_record, record, vocabulary


@pytest.fixture(scope="module")
def read() -> Record:
    return record()


def test_every_quote_is_the_text_at_its_offsets(read: Record):
    text = document().text
    for fact in read["facts"]:
        source = fact["source"]
        assert text[source["start"] : source["end"]] == source["quote"] == fact["printed"]
        assert text[source["context_start"] :].startswith(source["context"])
    assert read["facts"][4]["source"]["context"] == "205\t教育支出\t1,234.50"
    assert read["facts"][3]["source"]["context"].startswith("其中“三公”")


def test_values_are_exact_in_the_base_unit_and_counts_keep_what_they_count(read: Record):
    told = {fact["printed"]: (fact["value"], fact["unit"], fact["decimals"]) for fact in read["facts"]}
    assert told["1,300.00"] == ("13000000.00", "CNY", 2)
    assert told["97.62"] == ("0.9762", "RATIO", 2)
    assert told["52"] == ("52", "PERSON", 0)
    assert told["3.2"] == ("32000.0", "PERSON_TIME", 1)


def test_the_json_fits_its_schema_with_goals_scores_claims_and_tables(read: Record):
    written = json.loads("".join(facts_json([("a.pdf", answer(read)), ("b.pdf", answer(read))], [("c.pdf", "坏")])))
    jsonschema.Draft202012Validator.check_schema(facts_schema())
    jsonschema.validate(written, facts_schema())
    first = written["documents"][0]
    assert "text" not in first
    assert first["warnings"] == ["第 2 页有一幅图没有读取"]
    assert first["tables"][0]["rows"][2] == ["205", "教育支出", "1,234.50"]
    assert first["tables"][0]["pages"] == [1, 2]
    assert [one and one["value"] for one in first["claims"][0]["figures"]] == ["97.62", "1269.06", "1300.00"]
    assert first["goals"][0]["target_figure"]["value"] == "3.2"
    assert first["scores"][0]["damage"] == "缺自评得分"


def test_a_number_as_a_number_does_not_fit_the_schema(read: Record):
    written = json.loads("".join(facts_json([("a.pdf", answer(read))], [])))
    written["documents"][0]["facts"][0]["value"] = 13000000.0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, facts_schema())


def test_half_characters_of_a_broken_file_can_be_written(read: Record):
    broken: Record = {**read, "title": "坏\ud800"}
    assert "坏?" in "".join(facts_json([("a.pdf", answer(broken))], []))


def test_parquet_has_a_row_per_fact_and_loses_no_digit(read: Record):
    frame = pl.read_parquet(io.BytesIO(facts_parquet([("a.pdf", read)], vocabulary())))
    assert frame.height == len(read["facts"])
    for row in frame.iter_rows(named=True):
        assert Decimal(row["integer"]).scaleb(-row["scale"]) == Decimal(row["value"])
    one = frame.filter(pl.col("dimension_functional_class") == "20502").row(0, named=True)
    assert (one["value"], one["page"], one["concept"], one["table"]) == ("12000000.00", 1, "expenditure", 1)


def test_parquet_of_a_value_beyond_the_engines_keeps_the_exact_text(read: Record):
    huge: Record = {**read, "facts": [{**read["facts"][0], "value": "0.123456789"}]}
    frame = pl.read_parquet(io.BytesIO(facts_parquet([("a.pdf", huge)], vocabulary())))
    assert frame.row(0, named=True)["value"] == "0.123456789"
    assert frame.row(0, named=True)["integer"] is None


@pytest.fixture(scope="module")
def book(read: Record) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(facts_xlsx([("=a.pdf", read)])))


def test_a_table_stands_in_the_workbook_as_in_the_document(book: openpyxl.Workbook):
    assert book.sheetnames == ["事实", "支出决算表"]
    sheet = book["支出决算表"]
    assert [cell.value for cell in sheet[4]] == ["功能分类科目", None, "本年支出", "第 1 页"]
    assert "A4:B4" in [str(one) for one in sheet.merged_cells.ranges]
    assert [cell.value for cell in sheet[6]] == ["205", "教育支出", 1234.5, "第 1 页"]
    assert sheet["C6"].number_format == "#,##0.00"
    assert sheet["C10"].number_format == "0.00"
    assert sheet["D11"].value == "第 2 页"


def test_number_and_fact_lead_to_each_other(book: openpyxl.Workbook):
    place = book["支出决算表"]["C6"].hyperlink.location
    assert place == "'事实'!A8"
    line = book["事实"][8]
    assert line[10].hyperlink.location == "'支出决算表'!C6"
    assert [line[column].value for column in (0, 4, 7, 8)] == ["实际支出", 12345000, "支出功能分类 205 教育支出", 1]


def test_no_cell_is_a_formula_or_turns_the_reading_direction(book: openpyxl.Workbook):
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    said = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [one for one in said if "\u202e" in one]
    assert any("⟨U+202E⟩00.001" in one for one in said)
    assert any(one == "=a.pdf" for one in said)


def test_the_same_record_gives_the_same_workbook(read: Record):
    assert facts_xlsx([("a.pdf", read)]) == facts_xlsx([("a.pdf", read)])


def test_a_workbook_that_nobody_could_use_is_refused(read: Record, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fact_book, "MOST_SHEETS", 1)
    with pytest.raises(InputFault, match="too much for one workbook"):
        facts_xlsx([("a.pdf", read), ("b.pdf", read)])


def test_tables_that_nothing_put_together_have_sheets_of_their_own():
    names = openpyxl.load_workbook(io.BytesIO(facts_xlsx([("a.pdf", large_record(30))]))).sheetnames
    assert names == ["事实", "表1", "表2"]


def test_names_of_sheets_are_such_as_excel_takes():
    names = SheetNames({"事实"})
    assert names.name("表[1]: 收/支?", None) == "表 1 收 支"
    assert names.name("表[1]: 收/支?", None) == "表 1 收 支 (2)"
    long = [names.name("很" * 40, 12) for _ in range(3)]
    assert max(map(len, long)) <= 31
    assert len(set(long)) == 3


@pytest.mark.parametrize("words", [HOSTILE, "+1+1", "@SUM(A1)", "-2+3", "\tx", "＝1"])
def test_words_that_a_spreadsheet_would_compute_are_disarmed(words: str):
    assert csv_safe(words)[0] in "'⟨"


def test_negative_numbers_stay_numbers():
    assert csv_safe("-1,234.50") == "-1,234.50"
    assert visible("a\x00b\u2066c") == "a⟨U+0000⟩b⟨U+2066⟩c"


def test_every_step_of_reading_a_number_has_words():
    assert told._TOLD.keys() <= fact_words.STEP_WORDS.keys()


@pytest.mark.parametrize(
    ("hedge", "operator", "said"),
    [
        ("约", None, "约1,300.00"), ("以上", None, "1,300.00以上"), ("≥", ">=", "≥1,300.00"), (None, "<=", "≤1,300.00"),
        (None, None, "1,300.00"),
    ],
)  # fmt: skip
def test_a_hedge_stands_where_the_document_puts_it(read: Record, hedge: str | None, operator: str | None, said: str):
    assert fact_words.hedged({**read["facts"][0], "hedge": hedge, "operator": operator}) == said  # type: ignore[typeddict-item]
