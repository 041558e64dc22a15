"""Every kind of bad cell: the row goes to the reject file with its reason, the others are scored."""

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from jixiao.columnar.batch import EngineName, run_batch
from jixiao.core.scoring.framework import Framework
from tests.columnar.comparing import written

ENGINES: list[EngineName] = ["polars", "duckdb"]
CLASSIFIED = "budget_disclosure__classified"

# Column, cell as written, words that the reason must hold; None where the cell is fine.
CELLS = [
    ("initial_budget", "-0.01", "不能为负"),
    ("initial_budget", "0", None),
    ("initial_budget", "100000000000000.00", None),
    ("initial_budget", "100000000000000.01", "超过上限"),
    ("initial_budget", "99999999999999999999999", "超过上限"),
    ("initial_budget", "999999999999999999999999999999999999999999", "过长"),
    ("initial_budget", "443,500,000.00", None),
    ("initial_budget", "443,50,0000.00", "不是一个写法明确的数"),
    ("initial_budget", "12.345", "精度过高"),
    ("initial_budget", "12.340000", None),
    ("initial_budget", " 12.34 ", None),
    ("initial_budget", "+12.34", None),
    ("initial_budget", "1e3", "不是一个写法明确的数"),
    ("initial_budget", "１２", "不是一个写法明确的数"),
    ("initial_budget", "12.", "不是一个写法明确的数"),
    ("initial_budget", "约 12", "不是一个写法明确的数"),
    ("initial_budget", "NaN", "不是一个写法明确的数"),
    ("initial_budget", "", None),
    ("initial_budget", "  ", None),
    ("satisfaction", "1", None),
    ("satisfaction", "1.00000001", "超过上限"),
    ("satisfaction", "0.123456789", "精度过高"),
    ("satisfaction", "98.5", "超过上限"),
    ("staff_in_post", "95.0", None),
    ("staff_in_post", "95.5", "精度过高"),
    ("procurement__policy", "1.00", None),
    ("procurement__policy", "1.01", "超过上限"),
    ("procurement__policy", "\N{MINUS SIGN}1", "不能为负"),
    ("budget_disclosure__budget", "1.5", None),
    ("budget_disclosure__budget", "partial", None),
    ("budget_disclosure__budget", "1.25", "不是选项之一"),
    ("budget_disclosure__budget", "some", "不是一个写法明确的数"),
    (CLASSIFIED, "0", None),
    (CLASSIFIED, "1", None),
    (CLASSIFIED, "2", "超过上限"),
    (CLASSIFIED, "0.5", "只能是 0 或 1"),
    ("budget_compliance__nonconforming", "10001", "超过上限"),
    ("unit", "", "为空"),
    ("unit", "  ", "为空"),
]


def rejected(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_each_bad_cell_is_refused_with_its_reason(framework: Framework, tmp_path: Path, engine: EngineName, form: str):
    names = ["unit", *dict.fromkeys(name for name, _, _ in CELLS if name != "unit")]
    rows = [{"unit": str(number), column: cell} for number, (column, cell, _) in enumerate(CELLS, 1)]
    rows = [{**dict.fromkeys(names, ""), **row} for row in rows]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))
    source = tmp_path / f"in.{form}"
    frame.write_csv(source) if form == "csv" else frame.write_parquet(source)
    report = run_batch(framework, source, tmp_path / "out.parquet", engine=engine)

    wanted = {number: (column, word) for number, (column, _, word) in enumerate(CELLS, 1) if word}
    assert (report.rows, report.good, report.rejected) == (len(CELLS), len(CELLS) - len(wanted), len(wanted))
    assert report.rejects == tmp_path / "out.rejects.csv"
    lines = rejected(report.rejects)
    assert {int(line["row"]): line["column"] for line in lines} == {row: name for row, (name, _) in wanted.items()}
    for line in lines:
        assert wanted[int(line["row"])][1] in line["reason_zh"], line
        assert line["reason_en"] and line["file"] == source.name
    kept = set(pl.read_parquet(tmp_path / "out.parquet")["unit"].to_list())
    assert kept == {str(number) for number, (_, _, word) in enumerate(CELLS, 1) if not word}


@pytest.mark.parametrize("engine", ENGINES)
def test_decimals_of_any_scale_are_read_exactly(framework: Framework, tmp_path: Path, engine: EngineName):
    cells = [Decimal("0.95"), Decimal("0.9499999999"), Decimal("0.9500000001"), Decimal("0.90"), None, Decimal("-1")]
    units = [str(number) for number in range(len(cells))]
    for digits, scale in ((38, 10), (18, 10), (38, 20)):
        frame = pl.DataFrame({"unit": units, "satisfaction": pl.Series(cells, dtype=pl.Decimal(digits, scale))})
        frame.write_parquet(tmp_path / "in.parquet")
        report = run_batch(framework, tmp_path / "in.parquet", tmp_path / "out.parquet", engine=engine)
        assert (report.good, report.rejected) == (3, 3)
        scores = written(tmp_path / "out.parquet")["satisfaction"].to_list()
        assert scores == [Decimal("6.00"), Decimal("4.00"), None]
        assert ["精度过高" in line["reason_zh"] for line in rejected(tmp_path / "out.rejects.csv")] == [
            True,
            True,
            False,
        ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt16, pl.Int64, pl.UInt64, pl.Decimal(38, 0)])
def test_whole_numbers_of_any_width_are_read(
    framework: Framework, tmp_path: Path, engine: EngineName, dtype: pl.DataType
):
    frame = pl.DataFrame({"unit": ["0", "1", "2"], "key_tasks_unfinished": pl.Series([0, 1, 5]).cast(dtype)})
    frame.write_parquet(tmp_path / "in.parquet")
    run_batch(framework, tmp_path / "in.parquet", tmp_path / "out.parquet", engine=engine)
    scores = written(tmp_path / "out.parquet")["key_tasks"].to_list()
    assert scores == [Decimal("8.00"), Decimal("4.00"), Decimal("0.00")]


@pytest.mark.parametrize("engine", ENGINES)
def test_truth_values_may_decide_a_finding(framework: Framework, tmp_path: Path, engine: EngineName):
    pl.DataFrame({"unit": ["0", "1", "2"], CLASSIFIED: [True, False, None]}).write_parquet(tmp_path / "in.parquet")
    run_batch(framework, tmp_path / "in.parquet", tmp_path / "out.parquet", engine=engine)
    assert written(tmp_path / "out.parquet")["budget_disclosure"].to_list() == [Decimal("3.00"), None, None]


def test_a_row_with_several_bad_cells_has_a_line_for_each(framework: Framework, tmp_path: Path):
    (tmp_path / "in.csv").write_text("unit,satisfaction,initial_budget\n甲,2,-1\n乙,0.9,1\n", "utf-8")
    report = run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv")
    assert (report.rejected, len(rejected(tmp_path / "out.rejects.csv"))) == (1, 2)


def test_rows_of_a_folder_are_named_by_their_file(framework: Framework, tmp_path: Path):
    folder = tmp_path / "parts"
    folder.mkdir()
    for name, cells in (("a", [0, 1, 1]), ("b", [1, -1])):
        pl.DataFrame({"unit": list("xyz")[: len(cells)], "key_tasks_unfinished": cells}).write_parquet(
            folder / f"{name}.parquet"
        )
    report = run_batch(framework, folder, tmp_path / "out.parquet", rejects=tmp_path / "bad.csv")
    assert (report.rows, report.good, report.rejected) == (5, 4, 1)
    assert [(line["file"], line["row"]) for line in rejected(tmp_path / "bad.csv")] == [("b.parquet", "2")]


@pytest.mark.parametrize("engine", ENGINES)
def test_when_every_row_is_bad_the_result_is_empty(framework: Framework, tmp_path: Path, engine: EngineName):
    (tmp_path / "in.csv").write_text("unit,satisfaction\n1,2\n2,3\n", "utf-8")
    report = run_batch(framework, tmp_path / "in.csv", tmp_path / "out.parquet", engine=engine)
    assert (report.good, report.rejected) == (0, 2)
    assert pl.read_parquet(tmp_path / "out.parquet").height == 0


def test_a_reject_file_of_an_earlier_run_does_not_stay(framework: Framework, tmp_path: Path):
    for cell, remains in (("2", True), ("0.9", False)):
        (tmp_path / "in.csv").write_text(f"unit,satisfaction\n1,{cell}\n", "utf-8")
        report = run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv")
        assert (report.rejects is not None, (tmp_path / "out.rejects.csv").exists()) == (remains, remains)
