"""Scoring a table with Spark on this machine: the same statement as for a cluster, gathered into one file.

Needs the `spark` extra and a Java runtime. On a cluster, run the statement of `statement.scoring_statement` there.
Spark does not keep the order of rows; keys pass through, so that nothing is lost.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import polars as pl

from jixiao.columnar.dialects import SPARK
from jixiao.columnar.statement import statement
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jixiao.columnar.job import Job
    from jixiao.columnar.sources import Source

VIEW = "jixiao_source"


def run(job: Job, target: Path, advance: Callable[[int], None]) -> int:
    """Write the scores of the good rows to `target`; gives their number. `advance` is told of rows read."""
    parts = target.with_name(f"{target.name}.spark")
    session = _session()
    try:
        frame = _frame(session, job.source)
        frame.createOrReplaceTempView(VIEW)
        query = statement(SPARK, job.table, job.source.columns, job.passed, SPARK.identifier(VIEW))
        session.sql(query).write.mode("error").parquet(str(parts))
        rows = job.source.rows
        advance(frame.count() if rows is None else rows)
        scored = pl.scan_parquet(sorted(parts.glob("*.parquet")), glob=False)
        if target.suffix == ".csv":
            scored.sink_csv(target)
        else:
            scored.sink_parquet(target)
        return int(scored.select(pl.len()).collect().item())
    finally:
        session.catalog.dropTempView(VIEW)
        shutil.rmtree(parts, ignore_errors=True)


def probe(source: Source) -> None:
    """Read everything and do nothing with it; raises what Spark raises when it cannot read the file."""
    _frame(_session(), source).foreach(lambda row: None)


def _frame(session: Any, source: Source) -> Any:  # noqa: ANN401  # pyspark is not there to be typed
    paths = [str(path.resolve()) for path in source.files]
    if source.kind == "parquet":
        return session.read.parquet(*paths)
    return session.read.csv(paths, header=True, inferSchema=False, escape='"', multiLine=True, mode="FAILFAST")


def _session() -> Any:  # noqa: ANN401  # pyspark is not there to be typed
    """The running Spark session, or a local one; raises `InputFault` where Spark cannot start."""
    if find_spec("pyspark") is None:
        raise InputFault([_missing("没有安装 pyspark", "pyspark is not installed", "pip install 'jixiao[spark]'")])
    if shutil.which("java") is None:
        raise InputFault([_missing("没有 Java 运行环境", "there is no Java runtime", "JAVA_HOME, PATH")])
    from pyspark.sql import SparkSession

    local = SparkSession.builder.master("local[*]").appName("jixiao").config("spark.ui.enabled", "false")
    return local.config("spark.sql.session.timeZone", "UTC").getOrCreate()


def _missing(zh: str, en: str, remedy: str) -> Problem:
    return Problem(Text(zh, en), "--engine spark", remedy=Text(f"{remedy}，或改用 polars", f"{remedy}, or use polars"))
