"""Open data: a Fiscal Data Package that frictionless accepts, xBRL-JSON and a taxonomy that Arelle accepts.

Both check offline: the package is checked as the tabular data package that it says it is; Arelle brings the schemas of
XBRL itself in its own package, so that nothing is fetched.
"""

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.reports.facts.open_data.fiscal_package import fiscal_package, is_budget_line, phase_of
from jixiao.reports.facts.open_data.xbrl_json import xbrl_files
from jixiao.reports.facts.record import Record
from tests.reports.facts.reading_sample import record, vocabulary


@pytest.fixture(scope="module")
def read() -> Record:
    return record()


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


CHECK = """
import json, sys, warnings
warnings.simplefilter("ignore")
from frictionless import Package
report = Package("datapackage.json").validate()
print(json.dumps([report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])]))
"""


def checked(folder: Path) -> list[object]:
    """What frictionless finds; in a process of its own, since its libraries warn about themselves."""
    run = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(run.stdout.splitlines()[-1])


def test_the_package_is_valid_and_its_lines_are_exact(read: Record, tmp_path: Path):
    folder = written(tmp_path, fiscal_package([("=a.pdf", read)], vocabulary()))
    assert checked(folder) == [True, []]
    rows = list(csv.DictReader(io.StringIO((folder / "budget.csv").read_text("utf-8"))))
    assert [row["amount"] for row in rows[:2]] == ["13000000.00", "12690600.00"]
    assert [row["phase"] for row in rows[:2]] == ["approved", "executed"]
    shown = ("functional_class", "functional_top", "functional_label", "direction", "currency", "fiscal_year")
    assert [rows[3][key] for key in shown] == ["20502", "205", "教育支出", "expenditure", "CNY", "2023"]
    assert {row["document"] for row in rows} == {"'=a.pdf"}


def test_a_package_with_a_wrong_number_is_noticed(read: Record, tmp_path: Path):
    files = fiscal_package([("a.pdf", read)], vocabulary())
    folder = written(tmp_path, {**files, "budget.csv": files["budget.csv"].replace(b"13000000.00", b"many")})
    assert checked(folder)[0] is False


def test_every_column_of_the_taxonomy_is_declared_and_filled(read: Record):
    described = json.loads(fiscal_package([("a.pdf", read)], vocabulary())["datapackage.json"])
    types = {field.get("columnType") for field in described["resources"][0]["schema"]["fields"]}
    assert {
        "value", "value-currency:code", "direction", "phase:id", "date:fiscal-year",
        "functional-classification:generic:code", "economic-classification:generic:code",
        "administrative-classification:generic:code",
    } <= types  # fmt: skip


def test_no_amount_no_package(read: Record):
    with pytest.raises(InputFault, match="no amount that is a budget line"):
        fiscal_package([("a.pdf", {**read, "facts": read["facts"][2:3]})], vocabulary())


def test_lines_of_a_budget_are_money_that_comes_in_or_is_planned_or_spent():
    concepts = vocabulary().concepts
    lines = {"initial_budget", "adjusted_project", "expenditure", "project_spent", "other_income", "initial_reserve"}
    others = {"three_public_change", "reception_decrease", "new_equipment", "procurement_actual", "fixed_assets"}
    assert {name for name in lines | others if is_budget_line(concepts[name])} == lines


@pytest.mark.parametrize(
    ("concept", "kind", "version", "phase"),
    [
        ("initial_budget", "accounts", None, "approved"),
        ("adjusted_budget", "accounts", None, "adjusted"),
        ("expenditure", "budget", None, "executed"),
        ("government_appropriation", "budget", None, "approved"),
        ("government_appropriation", "accounts", None, "executed"),
        ("government_appropriation", "accounts", "adjusted", "adjusted"),
    ],
)
def test_phases(concept: str, kind: str, version: str | None, phase: str):
    assert phase_of(concept, kind, version) == phase


def loaded_by_arelle(folder: Path, report: str, facts: str) -> str:
    """What Arelle says about a report, working offline in a process of its own."""
    home = {"XDG_CONFIG_HOME": str(folder / "arelle"), "HOME": str(folder), "PATH": os.environ["PATH"]}
    command = [
        *(sys.executable, "-W", "ignore", "-m", "arelle.CntlrCmdLine", "--file", report, "--validate", "--workOffline"),
        *("--facts", facts, "--factListCols", "Label,unitRef,Dec,Value,Dimensions", "--labelLang", "zh"),
    ]
    run = subprocess.run(command, cwd=folder, env=home, capture_output=True, text=True, check=False, timeout=180)
    return run.stdout + run.stderr


@pytest.mark.slow
def test_arelle_loads_and_validates_report_and_taxonomy(read: Record, tmp_path: Path):
    pytest.importorskip("arelle", reason="arelle is not installed")
    folder = written(tmp_path, xbrl_files([("a.pdf", read)], vocabulary()))
    said = loaded_by_arelle(folder, "001-示例.json", "facts.csv")
    assert "validated in" in said
    assert "rror" not in said, said
    rows = (folder / "facts.csv").read_text("utf-8-sig")
    assert "年初预算" in rows
    assert rows.count("实际支出") == 5


@pytest.mark.slow
def test_arelle_refuses_a_concept_that_the_taxonomy_lacks(read: Record, tmp_path: Path):
    pytest.importorskip("arelle", reason="arelle is not installed")
    files = xbrl_files([("a.pdf", read)], vocabulary())
    wrong = files["001-示例.json"].replace(b"jx:initial_budget", b"jx:no_such_thing")
    folder = written(tmp_path, {**files, "001-示例.json": wrong})
    assert "oime:unknownConcept" in loaded_by_arelle(folder, "001-示例.json", "facts.csv")


def test_facts_say_value_precision_period_and_place(read: Record):
    files = xbrl_files([("a.pdf", read)], vocabulary())
    facts = json.loads(files["001-示例.json"])["facts"]
    assert facts["f_159_167"] == {
        "value": "12000000.00",
        "decimals": -2,
        "dimensions": {
            "concept": "jx:expenditure",
            "entity": "entity:示例区教育示范中心",
            "period": "2023-01-01T00:00:00/2024-01-01T00:00:00",
            "unit": "iso4217:CNY",
            "jx:functional_class_axis": "20502",
        },
    }
    assert all(Decimal(fact["value"]) > 0 for fact in facts.values())


def test_two_facts_at_one_place_keep_ids_of_their_own(read: Record):
    twice: Record = {**read, "facts": [read["facts"][0], read["facts"][0]]}
    facts = json.loads(xbrl_files([("a.pdf", twice)], vocabulary())["001-示例.json"])["facts"]
    assert sorted(facts) == ["f_38_46", "f_38_46_2"]


def test_no_known_fact_no_report(read: Record):
    with pytest.raises(InputFault, match="nothing to report in xBRL"):
        xbrl_files([("a.pdf", {**read, "facts": []})], vocabulary())
