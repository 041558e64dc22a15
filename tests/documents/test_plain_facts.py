"""Generic facts: the words that label a figure. The sentences are made up."""

import pytest

from jixiao.core.document.block import Paragraph
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.statement import StatedFact
from jixiao.documents.extract.plain import plain_facts
from jixiao.documents.structure.sentences import sentences
from tests.documents.normalise.reading import words


def stated(*paragraphs: str) -> list[StatedFact]:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Paragraph(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n"
    document = DocumentText("示例.txt", "0", "text", text, tuple(blocks))
    return plain_facts(document, sentences(document), words(), 2024)


LABELLED = [
    (
        "2024 年本部门年初预算总额为\n12 万元，其中：基本支出 3 万元和项目支出 9 万元。",
        "年初预算总额|基本支出|项目支出",
    ),
    ("项目支出（除投资项目）5 万元", "项目支出（除投资项目）"),
    ("预算收入 5 万元，比 2023 年减少 1 万元，下降 16.67%。", "预算收入|预算收入·比2023年减少|预算收入·下降"),
    ("1. 会议费 5 万元，包括：场地 2 万元。较上年增加 1 万元。", "会议费|场地|会议费·较上年增加"),
    ("2. 接待费。2024 年预算数 3 万元。", "接待费·预算数"),
    ("共8个部门。", "部门"),
    ("新增 1 个重点项目（研究）", "新增…重点项目"),
    ("二级项目 49 个，", "二级项目"),
    ("通过 20 家全市媒体和 22 家本地媒体发布", "通过…全市媒体|本地媒体发布"),
    ("打造 1-2 个标杆载体", "打造…标杆载体|打造…标杆载体"),
    ("落实到位的（2分）", "落实到位"),
    ("累计走访服务企业超 300 家次", "累计走访服务企业"),
    ("“三公”经费控制率为 31%", "“三公”经费控制率"),
    ("全年预算数为 5 万元，实际在编人数 3 人", "全年预算数|实际在编人数"),
    ("节约 3 万元", "节约"),
    ("收到 5 件，及时办结 4 件", "收到|及时办结"),
]


@pytest.mark.parametrize(("text", "labels"), LABELLED)
def test_labels_are_the_words_around(text: str, labels: str):
    assert "|".join(fact.label for fact in stated(text)) == labels


def test_a_fact_claims_no_meaning():
    (fact,) = stated("支出 5 万元")
    assert (fact.concept, fact.by, fact.kind, fact.unit, fact.period) == (None, "plain", "text", "万元", "2024")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022 年年末决算数为 5 元", "2022"),
        ("比 2022 年减少 5 元", "2024"),
        ("根据《2022 年方案》安排 5 元", "2024"),
    ],
)
def test_the_year_beside_a_figure_is_its_period(text: str, period: str):
    assert [fact.period for fact in stated(text)] == [period]


def test_numbers_without_a_unit_are_facts_where_they_are_scores():
    facts = stated("得 3 分。", "合计 96.76")
    assert [(str(fact.figure.number), fact.unit, fact.label) for fact in facts][-1] == ("96.76", "分", "合计")
    assert [fact.unit for fact in stated("自评得分 95.5")] == ["分"]


def test_other_numbers_without_a_unit_are_no_facts():
    assert stated("系数 95.5，增长 13.95。") == []
    assert [fact.unit for fact in stated("支出 5 元", "合计 96.76")] == ["元"]


def test_the_numbers_of_list_items_are_known_over_sentences():
    facts = stated("1.率＜6%的，得 1分；2.6%≤率≤12%的，得 0.5 分。")
    assert [str(fact.figure.number) for fact in facts] == ["6", "1", "6", "12", "0.5"]
