"""A dimension says that a fact is a part: a misspelt one would change what the fact stands for."""

from __future__ import annotations

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import parse_source

FILE = """\
schema: jixiao/fact-file/1
entity: 某局
region: 某市
period: "2025"
kind: self_evaluation
documents: {{report: {{title: 报告}}}}
facts:
  - {{concept: expenditure, value: "1", unit: 万元, dimensions: {{{dimension}}}, source: {{document: report}}}}
"""


@pytest.fixture(scope="module")
def vocabulary():
    return load_rulebook().vocabulary


def read(vocabulary, dimension):
    return filing_of(parse_source(FILE.format(dimension=dimension).encode(), "facts.yaml"), vocabulary)


@pytest.mark.parametrize(
    "dimension",
    ["project: 招商", 'functional_class: "208"', 'functional_class: "2080505"', "fund_type: general_public"],
)
def test_known_dimensions_and_codes_are_accepted(vocabulary, dimension):
    assert len(read(vocabulary, dimension).facts.facts) == 1


@pytest.mark.parametrize(
    ("dimension", "words"),
    [
        ("projct: 招商", ["没有这个维度", "project"]),
        ('functional_class: "999"', ["“支出功能分类”没有这个代码", "999"]),
        ("fund_type: general_pubic", ["“资金来源”没有这个代码", "general_public"]),
        ('fund_type: "2080"', ["“资金来源”没有这个代码"]),
    ],
)
def test_unknown_dimensions_and_codes_are_refused_with_what_is_near(vocabulary, dimension, words):
    with pytest.raises(InputFault) as caught:
        read(vocabulary, dimension)
    said = caught.value.said("zh")
    assert "facts.yaml:8" in said
    for word in words:
        assert word in said


def test_every_shipped_code_list_is_read_strictly(vocabulary):
    closed = {name: one.codes.id for name, one in vocabulary.fact_dimensions.items() if one.codes}
    assert closed == {
        "functional_class": "functional_classes",
        "economic_class": "economic_classes",
        "fund_type": "fund_types",
        "budget_version": "budget_versions",
    }
