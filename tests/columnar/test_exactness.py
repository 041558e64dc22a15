"""Twenty thousand rows, three of ten on an edge: Polars and DuckDB against fractions, to the last digit."""

from pathlib import Path

import pytest

from benchmarks.synthetic import Made, make
from jixiao.columnar.batch import EngineName, run_batch
from jixiao.core.scoring.framework import Framework
from tests.columnar.comparing import differences, expected, written

ROWS = 20_000
OTHER_READINGS = [
    {"budget_execution": "B", "procurement": "indicator", "operating_cost": "initial"},
    {"budget_execution": "C", "financial_compliance": "declared+full_points"},
    {"budget_execution": "D", "financial_compliance": "net_change+started"},
    {"budget_execution": "E", "financial_compliance": "declared+started", "satisfaction": "table"},
]


@pytest.fixture(scope="module")
def made() -> Made:
    return make(ROWS)


@pytest.fixture(scope="module")
def source(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "made.parquet"
    made.frame().write_parquet(path, row_group_size=7_000)
    return path


@pytest.fixture(scope="module")
def wanted(made: Made) -> dict[str, list[int | None]]:
    return expected(made)


def test_the_rows_are_hard_enough(wanted: dict[str, list[int | None]], made: Made):
    assert sum(score is None for score in wanted["budget_execution"]) > ROWS // 100
    assert len(set(wanted["total"])) > ROWS // 10
    a, b, c, d = (made.values[f"expenditure_progress_q{n}"] for n in range(1, 5))
    ties = (12 * a + 6 * b + 4 * c + 3 * d) // 2 % 10**6 == 500_000
    assert ties.sum() > ROWS * 3 // 10


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_scores_agree_with_fractions(
    framework: Framework,
    source: Path,
    wanted: dict[str, list[int | None]],
    tmp_path: Path,
    engine: EngineName,
    suffix: str,
):
    target = tmp_path / f"scores{suffix}"
    report = run_batch(framework, source, target, engine=engine)
    assert (report.rows, report.good, report.rejected) == (ROWS, ROWS, 0)
    assert differences(written(target), wanted) == {}


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("readings", OTHER_READINGS, ids=lambda chosen: "-".join(chosen.values()))
def test_scores_agree_under_other_readings(
    framework: Framework, tmp_path: Path, engine: EngineName, readings: dict[str, str]
):
    made = make(1_500, seed=5)
    made.frame().write_parquet(tmp_path / "made.parquet")
    run_batch(framework, tmp_path / "made.parquet", tmp_path / "out.parquet", engine=engine, readings=readings)
    assert differences(written(tmp_path / "out.parquet"), expected(made, readings)) == {}


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_scores_agree_from_csv(framework: Framework, tmp_path: Path, engine: EngineName):
    made = make(3_000, seed=9)
    made.frame().write_csv(tmp_path / "made.csv")
    report = run_batch(framework, tmp_path / "made.csv", tmp_path / "out.parquet", engine=engine)
    assert (report.rows, report.rejected) == (3_000, 0)
    assert differences(written(tmp_path / "out.parquet"), expected(made)) == {}
