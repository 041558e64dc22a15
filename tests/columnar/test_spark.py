"""A hundred thousand rows in a local Spark: the fourth dialect against fractions. Needs Java and the spark extra."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.synthetic import make
from jixiao.columnar.batch import run_batch
from jixiao.core.kernel.faults import InputFault
from jixiao.core.scoring.framework import Framework
from tests.columnar.comparing import differences, expected, written

ROWS = 100_000
WHY_NOT = "no pyspark (pip install 'jixiao[spark]')" if find_spec("pyspark") is None else "no Java runtime"
needs_spark = pytest.mark.skipif(find_spec("pyspark") is None or shutil.which("java") is None, reason=WHY_NOT)


@pytest.mark.spark
@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_scores_agree_with_fractions(framework: Framework, tmp_path: Path):
    made = make(ROWS, seed=23)
    made.frame().write_parquet(tmp_path / "made.parquet")
    report = run_batch(framework, tmp_path / "made.parquet", tmp_path / "out.parquet", engine="spark")
    assert (report.rows, report.good) == (ROWS, ROWS)
    assert differences(written(tmp_path / "out.parquet"), expected(made)) == {}


@pytest.mark.spark
@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_bad_rows_are_left_out_and_explained(framework: Framework, tmp_path: Path):
    (tmp_path / "in.csv").write_text("unit,satisfaction\n1,0.95\n2,1.05\n3, 0.8 \n4,many\n", "utf-8")
    report = run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv", engine="spark")
    assert (report.rows, report.good, report.rejected) == (4, 2, 2)
    assert written(tmp_path / "out.csv")["satisfaction"].to_list() == ["6.00", "2.00"]


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="pyspark is installed")
def test_without_pyspark_the_message_says_how_to_get_it(framework: Framework, tmp_path: Path):
    (tmp_path / "in.csv").write_text("unit,satisfaction\n1,0.95\n", "utf-8")
    with pytest.raises(InputFault, match="pip install"):
        run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv", engine="spark")
