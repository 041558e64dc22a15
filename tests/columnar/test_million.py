"""A million rows without one difference; slow, so only when asked for. `make bench` does the same."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from benchmarks import oracle
from benchmarks.synthetic import BLOCK, make, write
from jixiao.columnar.batch import EngineName, run_batch
from jixiao.core.scoring.framework import Framework
from tests.columnar.comparing import differences, written

ROWS = 1_000_000


def block(first: int) -> dict[str, list[int | None]]:
    made = make(min(BLOCK, ROWS - first), first=first)
    return oracle.scores({name: made.optional(name) for name in made.values})


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("million") / "made.parquet"
    write(path, ROWS)
    return path


@pytest.fixture(scope="module")
def wanted() -> dict[str, list[int | None]]:
    with ProcessPoolExecutor(max_workers=2) as pool:
        parts = list(pool.map(block, range(0, ROWS, BLOCK)))
    return {name: [score for part in parts for score in part[name]] for name in parts[0]}


@pytest.mark.long
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_million_rows_agree_with_fractions(
    framework: Framework, source: Path, wanted: dict[str, list[int | None]], tmp_path: Path, engine: EngineName
):
    report = run_batch(framework, source, tmp_path / "out.parquet", engine=engine)
    assert (report.rows, report.good) == (ROWS, ROWS)
    assert differences(written(tmp_path / "out.parquet"), wanted) == {}
