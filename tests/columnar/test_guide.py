"""The guide to other engines holds: its Python runs, and what it prints is accepted by an engine."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide" / "run-on-another-engine.md"


def test_the_python_of_the_guide_runs(capsys: pytest.CaptureFixture[str]):
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), names)
    printed = capsys.readouterr().out
    assert len(blocks) == 2
    assert 'AS "total"' in printed and 'AS "outcome"' in printed


def test_the_statement_for_duckdb_runs_as_printed():
    from jixiao.columnar.dialects import DUCKDB
    from jixiao.columnar.statement import scoring_statement
    from jixiao.rulebook_loader import load_rulebook

    framework = load_rulebook().framework("shenzhen-department-2022")
    query = scoring_statement(framework, DUCKDB, "filings", {"unit": "text", "satisfaction": "decimal(18,8)"})
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE filings (unit TEXT, satisfaction DECIMAL(18,8))")
        connection.execute("INSERT INTO filings VALUES ('甲', 0.95), ('乙', 1.5), (NULL, 0.9)")
        found = connection.execute(f"SELECT unit, satisfaction, total, decided_points FROM ({query})").fetchall()
    assert [[str(cell) for cell in row] for row in found] == [["甲", "6.00", "6.00", "6.00"]]
