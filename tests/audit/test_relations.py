"""Relations as data: reading them, refusing what is at fault, and holding documents to them."""

from pathlib import Path

import pytest

from jixiao.core.audit.relation import relation_check
from jixiao.core.audit.runner import run_checks
from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.relations import load_relations
from tests.spec.check_runner import audited

BOOK = load_rulebook()
GOOD = """
id: kinds
version: 1
zh: 支出等于两类之和
en: expenditure is the sum of two kinds
source: {document: 示例办法, clause: 第一条}
within: row
result: {concept: expenditure}
operands:
  - {concept: basic_expenditure}
  - {concept: project_expenditure, optional: true}
"""
TABLE = """示例市样本区产业服务局

2024年度部门决算

支出决算表

单位：万元

| 功能分类科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 |
| --- | --- | --- | --- | --- | --- | --- | --- |
|  | 合计 | 30.00 | 10.00 | 20.00 |  |  |  |
| 201 | 一般公共服务支出 | 30.00 | 10.00 | PROJECT |  |  |  |
"""


def load(folder: Path, text: str, name: str = "kinds"):
    (folder / "relations").mkdir()
    (folder / "relations" / f"{name}.yaml").write_text(text, "utf-8")
    return load_relations([folder], BOOK.vocabulary)


def verdicts(relation, project: str) -> list[str]:
    """For each row the severity of the finding, or the verdict."""
    outcome = run_checks([relation_check(relation)], [audited(TABLE.replace("PROJECT", project))])
    assert not outcome.faults
    return [(one.finding.severity if one.finding else one.verdict).value for _, one in outcome.answers]


def test_a_relation_is_held_in_every_row(tmp_path):
    (relation,) = load(tmp_path, GOOD)
    assert verdicts(relation, "20.00") == ["passed", "passed"]
    assert verdicts(relation, "20.01") == ["passed", "rounding"]
    assert verdicts(relation, "20.02") == ["passed", "error"]


def test_a_blank_optional_part_counts_as_nothing(tmp_path):
    (relation,) = load(tmp_path, GOOD)
    assert verdicts(relation, "") == ["passed", "error"]


def test_what_is_not_optional_must_be_there_to_tell(tmp_path):
    (relation,) = load(tmp_path, GOOD.replace(", optional: true", ""))
    assert verdicts(relation, "") == ["passed", "cannot_tell"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("concept: basic_expenditure", "concept: basic_expenditur", "basic_expenditure"),
        ("id: kinds", "id: other", "kinds"),
        ("within: row", "within: page", "row"),
        ("within: row", "within: row\nform: ratio\n", "operands"),
        ("{concept: expenditure}", "{concept: expenditure, dimensions: {fund: fiscal}}", "fund"),
    ],
)
def test_a_relation_at_fault_is_refused_with_the_place(tmp_path, before, after, told):
    text = GOOD.replace(before, after)
    if "ratio" in after:
        text = text.replace("  - {concept: project_expenditure, optional: true}\n", "")
    with pytest.raises(InputFault) as fault:
        load(tmp_path, text)
    assert told in fault.value.said("en")


def test_the_shipped_relations_name_known_concepts_and_have_both_languages():
    relations = load_relations(BOOK.folders, BOOK.vocabulary)
    assert len(relations) > 30
    for relation in relations:
        assert relation.title.zh
        assert relation.title.en
        assert relation.source
