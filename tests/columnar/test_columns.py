"""The columns of a framework, as `jixiao schema columns` prints them."""

import pytest

from benchmarks.synthetic import make
from jixiao.columnar.table import describe_columns, table
from jixiao.core.kernel.faults import InputFault
from jixiao.core.scoring.framework import Framework
from jixiao.rulebook_loader import load_rulebook


def test_every_input_says_what_it_holds(framework: Framework):
    document = describe_columns(framework, lang="zh")
    by_name = {column["name"]: column for column in document["inputs"]}
    assert by_name["initial_budget"] == {
        "name": "initial_budget",
        "label": "年初预算",
        "kind": "figure",
        "unit": "元",
        "type": "decimal(18,2)",
        "least": "0.00",
        "greatest": "100000000000000.00",
        "used_by": ["financial_compliance"],
    }
    assert by_name["budget_disclosure__accounts"]["options"] == {"full": "1.50", "partial": "1.00", "none": "0.00"}
    assert by_name["staff_in_post"]["used_by"] == ["fiscal_staff", "off_establishment_staff"]
    assert by_name["staff_in_post"]["type"] == "bigint"
    assert by_name["satisfaction"]["greatest"] == "1.00000000"


def test_outputs_are_a_score_and_an_outcome_each_and_two_totals(framework: Framework):
    names = [column["name"] for column in describe_columns(framework)["outputs"]]
    assert len(names) == 2 * len(framework.indicators) + 2
    assert names[-2:] == ["total", "decided_points"]


def test_labels_come_in_both_languages(framework: Framework):
    zh, en = (describe_columns(framework, lang=lang)["inputs"] for lang in ("zh", "en"))
    assert [column["name"] for column in zh] == [column["name"] for column in en]
    assert all(a["label"] != b["label"] for a, b in zip(zh, en, strict=True))


def test_a_reading_decides_which_columns_are_read(framework: Framework):
    declared = {column.name for column in table(framework, {"financial_compliance": "declared"}).inputs}
    assert "reallocation" in declared
    assert "reallocation" not in {column.name for column in table(framework).inputs}


def test_the_made_rows_are_rows_of_the_framework(framework: Framework):
    both = {"financial_compliance": "declared+linear"}
    known = {column.name for table_ in (table(framework), table(framework, both)) for column in table_.inputs}
    assert set(make(1).values) - known == {"unit", "year"}


def test_unknown_indicators_and_readings_are_refused_together(framework: Framework):
    with pytest.raises(InputFault) as caught:
        table(framework, {"budget_execution": "Z", "procurment": "clause"})
    assert len(caught.value.problems) == 2
    assert "procurement" in caught.value.said("zh")
    assert "A、B、C、D、E" in caught.value.said("zh")


def test_frameworks_whose_goals_each_filing_states_are_refused():
    projects = load_rulebook().framework("project-self-evaluation")
    with pytest.raises(InputFault, match="jixiao score"):
        describe_columns(projects)
