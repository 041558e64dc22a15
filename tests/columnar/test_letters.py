"""Frameworks that give letters: the lowest letter with its plus, a star where nothing is known, and no totals."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from jixiao.columnar.batch import EngineName, run_batch
from jixiao.columnar.table import describe_columns
from jixiao.core.kernel.text import Text, same
from jixiao.core.ledger.concept import Vocabulary
from jixiao.core.scoring.framework import BuiltRule, Framework, Group, Indicator, Reading
from jixiao.core.scoring.inputs import Workbench
from jixiao.core.scoring.score_expression import score_expression
from jixiao.core.scoring.shapes.tiered_choice import Option, TieredChoice
from jixiao.core.scoring.shapes.weakest_link import WeakestLink

LETTERS = ("D", "D+", "C", "C+", "B", "B+", "A")


def question(name: str) -> TieredChoice:
    return TieredChoice(name, name, name, tuple(Option(letter, letter, letter, letter) for letter in "ABCD"))


@pytest.fixture
def letters() -> Framework:
    bench = Workbench(Vocabulary({}, {}), "outturn", Fraction(6), LETTERS)
    points = WeakestLink((question("amount"), question("mix"))).build(bench)
    rule = BuiltRule(points, score_expression(points, Fraction(len(LETTERS) - 1), 0), bench.inputs)
    name = Text("支出结果", "expenditure outturn")
    indicator = Indicator(
        "outturn", 1, name, Fraction(1), name, name, "weakest_link", "", (Reading("standard", name, rule),), "standard"
    )
    group = Group("all", same("all"), Fraction(1), (), (indicator,))
    since = date(2022, 1, 1)
    return Framework(
        "letters", 1, name, "x", "x", since, None, None, 0, (group,), (), "", Vocabulary({}, {}), LETTERS, "letters"
    )


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_letters_come_out_as_letters(letters: Framework, tmp_path: Path, engine: EngineName):
    rows = {"A,A": "A", "B,A": "B+", "D,A": "D+", "C,C": "C", ",A": "D+*", ",": "D*", "6,4": "B+"}
    lines = [f"{number},{cells}" for number, cells in enumerate(rows)]
    (tmp_path / "in.csv").write_text("\n".join(["unit,outturn__amount,outturn__mix", *lines, ""]), "utf-8")
    report = run_batch(letters, tmp_path / "in.csv", tmp_path / "out.parquet", engine=engine)
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert report.rejected == 0
    assert frame.columns == ["unit", "outturn", "outturn_outcome"]
    assert frame["outturn"].to_list() == list(rows.values())


def test_the_columns_of_letters_are_texts(letters: Framework):
    document = describe_columns(letters)
    assert [column["type"] for column in document["outputs"]] == ["text", "text"]
    assert document["inputs"][0]["options"] == {"A": "6.00", "B": "4.00", "C": "2.00", "D": "0.00"}
