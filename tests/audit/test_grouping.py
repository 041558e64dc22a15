"""Which documents of an audit belong together, by what they say of themselves. All units are made up."""

from dataclasses import replace

import pytest

from jixiao.core.audit.audited import Audited
from jixiao.core.audit.shared.grouping import Whose, by_unit, called, departments_and_units, one_each, plain, whose
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.statement import Identity, StatedFact, Statements
from jixiao.core.ledger.concept import Vocabulary
from jixiao.documents.extract.sentences.walk import in_words

BUREAU = "示例市样本区教育局"


def document(
    index: int,
    entity: str | None,
    title: str | None = None,
    kind: str = "budget",
    year: int | None = 2024,
    text: str = "",
) -> Audited:
    read = DocumentText(f"{index}.txt", f"{index:064}", "text", text, ())
    statements = Statements(Identity(kind, entity, None, year, title))
    return Audited(index, f"{index}.txt", read, statements, Vocabulary({}, {}))


def groups(*documents: Audited) -> list[list[int]]:
    return [[one.index for one in group] for group in by_unit(documents)]


def pairs(*documents: Audited) -> list[tuple[int, int]]:
    return [(above.index, below.index) for above, below in departments_and_units(documents)]


def stating(one: Audited, count: int) -> Audited:
    fact = StatedFact(in_words(0, 0, None, "元"), None, "", "元", "2024", "text", "")
    return replace(one, statements=replace(one.statements, facts=(fact,) * count))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("示例市样本区教育局", BUREAU),
        ("示例市 样本区\n教育局", BUREAU),
        ("示例市样本区教育局（本级）", f"{BUREAU}(本级)"),
        ("样本区规划与自然资源局", "样本区规划和自然资源局"),
        ("“样本”中心", "样本中心"),
    ],
)
def test_names_are_compared_plain(printed: str, expected: str):
    assert plain(printed) == expected


@pytest.mark.parametrize(
    ("entity", "title", "kind", "expected"),
    [
        (BUREAU, f"{BUREAU}2024年部门预算", "budget", Whose(BUREAU, "department")),
        (BUREAU, f"{BUREAU}2024年度部门决算", "accounts", Whose(BUREAU, "department")),
        (BUREAU, f"{BUREAU}2024年单位预算", "budget", Whose(BUREAU, "unit")),
        (f"{BUREAU}（本级）", "2024年度部门整体绩效自评报告", "self_evaluation", Whose(BUREAU, "unit")),
        (f"{BUREAU}（机关）", None, "budget", Whose(BUREAU, "unit")),
        (BUREAU, "2024年度部门整体绩效自评报告", "self_evaluation", Whose(BUREAU, "")),
        (BUREAU, None, "budget", Whose(BUREAU, "")),
        (None, "2024年部门预算", "budget", None),
    ],
)
def test_whose_a_document_is_and_on_which_level(
    entity: str | None, title: str | None, kind: str, expected: Whose | None
):
    assert whose(document(0, entity, title, kind)) == expected


def test_documents_of_one_unit_are_one_group_in_their_order():
    other = document(1, "示例市样本区民政局", "2024年部门预算")
    own = [
        document(0, BUREAU, None, "self_evaluation"),
        document(2, BUREAU, "2024年部门预算"),
        document(3, BUREAU, "2023年部门预算", year=2023),
    ]
    assert groups(own[0], other, *own[1:]) == [[0, 2, 3], [1]]


def test_a_document_that_names_nobody_is_in_no_group():
    assert groups(document(0, None), document(1, BUREAU)) == [[1]]


def test_department_and_unit_of_one_name_are_never_mixed():
    found = groups(
        document(0, BUREAU, "2024年部门预算"),
        document(1, BUREAU, "2024年单位预算"),
        document(2, f"{BUREAU}（本级）", "2024年度部门决算", "accounts"),
        document(3, BUREAU, "2024年度部门整体绩效自评报告", "self_evaluation"),
    )
    assert sorted(found) == [[0], [1, 2], [3]]


def test_of_two_documents_of_a_kind_and_year_the_one_that_states_most_stands_for_the_unit():
    first, second, third = (stating(document(index, BUREAU), count) for index, count in enumerate((1, 3, 3)))
    assert one_each((first, second, third)) == {("budget", 2024): second}


def test_a_document_without_a_year_stands_for_none():
    assert one_each((document(0, BUREAU, year=None),)) == {}


def test_the_leading_unit_belongs_to_its_department():
    assert pairs(document(0, BUREAU, "2024年部门预算"), document(1, f"{BUREAU}（本级）", "2024年单位预算")) == [(0, 1)]


def test_a_unit_belongs_where_its_name_begins_with_the_department():
    assert pairs(document(0, BUREAU, "2024年部门预算"), document(1, f"{BUREAU}招生中心", "2024年单位预算")) == [(0, 1)]


def test_a_unit_belongs_where_the_department_lists_it():
    school = document(1, "示例市样本区第一实验学校", "2024年单位预算")
    listing = "本部门预算单位构成：\n1. 示例市样本区教育局\n2. 示例市样本区第一\n实验学校"
    assert pairs(document(0, BUREAU, "2024年部门预算", text=listing), school) == [(0, 1)]
    assert pairs(document(0, BUREAU, "2024年部门预算", text="与示例市样本区第一实验学校共建课程。"), school) == []


@pytest.mark.parametrize(
    ("department", "unit"),
    [
        (document(0, BUREAU, "2024年部门预算"), document(1, f"{BUREAU}招生中心", "2024年部门预算")),
        (document(0, BUREAU, "2024年部门预算"), document(1, f"{BUREAU}招生中心", "2023年单位预算", year=2023)),
        (document(0, BUREAU, "2024年部门预算"), document(1, f"{BUREAU}招生中心", "2024年单位决算", "accounts")),
        (document(0, BUREAU, None), document(1, f"{BUREAU}招生中心", "2024年单位预算")),
        (
            document(0, "示例市样本区人民政府", "2024年部门预算"),
            document(1, "示例市样本区人民政府样本街道办事处", "2024年单位预算"),
        ),
    ],
    ids=["two departments", "other year", "other kind", "level unknown", "name of many"],
)
def test_what_does_not_belong(department: Audited, unit: Audited):
    assert pairs(department, unit) == []


def test_a_document_is_called_by_year_and_kind():
    assert called(document(0, BUREAU)).zh == "2024年预算"
    assert called(document(0, BUREAU, kind="other", year=None)).en == "document"
