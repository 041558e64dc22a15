"""What a report asserts of itself: short words in the section where they belong. Sentences of a made-up unit."""

from functools import cache

import pytest

from jixiao.core.document.sentence_layout import AssertedClause, AssertionLayout
from jixiao.core.document.statement import Assertion
from jixiao.documents.extract.assertions import assertions
from jixiao.documents.structure.outline import outline
from jixiao.documents.structure.sentences import sentences
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.sentence_layouts import read_assertion_layouts
from tests.documents.sentences_read import document_of, rulebook

FRAMEWORK = "shenzhen-department-2022"


@cache
def shipped() -> tuple[AssertionLayout, ...]:
    return read_assertion_layouts([SHIPPED])


def asserted(text: str, framework: str = FRAMEWORK) -> list[Assertion]:
    document = document_of(text)
    return assertions(document, sentences(document), outline(document), framework, shipped())


@pytest.mark.parametrize(
    ("section", "sentence", "indicator", "clause", "value"),
    [
        ("（一）资产管理", "本馆资产保管完整，账实相符。", "asset_safety", "custody", True),
        ("（一）资产管理", "本年无资产处置事项。", "asset_safety", "disposal", True),
        ("（二）项目管理", "对发现的问题均督促整改。", "project_supervision", "inspection", True),
        ("（三）财务合规性", "不存在虚列支出的情形。", "financial_compliance", "violation", False),
        ("（四）绩效目标设置情况", "9个项目全部按要求编报。", "goal_completeness", "nonconforming", 0),
        ("（五）信息公开", "我馆于3月1日公开《示例馆部门预算》。", "budget_disclosure", "budget", "full"),
        ("（六）群众信访", "我馆建立了畅通的信访回复机制。", "petition_handling", "channel", True),
        ("（七）制度管理", "我馆制定了《示例馆资产管理办法》。", "management_system", "established", True),
    ],
)
def test_words_in_their_section(section: str, sentence: str, indicator: str, clause: str, value: object):
    text = f"{section}\n{sentence}\n"
    found = {(one.indicator, one.clause): one for one in asserted(text)}
    one = found[indicator, clause]
    assert (one.value, one.section) == (value, section)
    assert text[one.evidence.start : one.evidence.end] == one.evidence.text


def test_the_same_words_in_another_section_assert_nothing():
    assert asserted("（一）人员管理\n档案保管完整。\n") == []


def test_the_first_assertion_of_a_clause_counts():
    found = asserted("（一）资产管理\n资产保管完整。\n各室资产均保管完整。\n")
    assert [one.evidence.start for one in found] == [10]


def test_words_that_take_it_back():
    text = "（一）信息公开\n我馆的决算将在批复后公开，已公开了《2023年示例馆部门决算》。\n"
    assert [one.clause for one in asserted(text)] == []


def test_another_framework_has_its_own_words():
    assert asserted("（一）资产管理\n资产保管完整。\n", "project-self-evaluation") == []


def test_every_asserted_clause_is_one_of_the_framework():
    """A clause that was renamed in a rule would be asserted in vain."""
    for layout in shipped():
        for name in layout.frameworks:
            ids = {one.id for one in rulebook().framework(name).indicators}
            assert {clause.indicator for clause in layout.clauses} <= ids


def test_words_are_terms_not_sentences():
    clauses: list[AssertedClause] = [clause for layout in shipped() for clause in layout.clauses]
    assert max(len(words) for clause in clauses for words in clause.words) <= 26
