"""Kind, unit, district and year of documents of our own."""

import pytest

from jixiao.core.document.block import Paragraph
from jixiao.core.document.document_text import DocumentText
from jixiao.documents.structure.identity import identity
from tests.documents.written import written

KINDS = {
    "budget": ("部门预算", "单位预算"),
    "accounts": ("部门决算", "单位决算"),
    "self_evaluation": ("部门整体支出绩效自评报告", "部门整体绩效自评报告"),
}


@pytest.mark.parametrize(
    ("text", "kind", "entity", "region", "year"),
    [
        (
            "示例市样本区产业局\n2023 年度部门决算\n正文说明年初预算、预算执行和预算安排。",
            "accounts",
            "示例市样本区产业局",
            "示例市样本区",
            2023,
        ),
        (
            "样本区2025年区级部门预算\n预算主管部门：示例市样本区人民政府东风街道办事处\n2024年预算执行数为 1 万元。",
            "budget",
            "示例市样本区人民政府东风街道办事处",
            "示例市样本区",
            2025,
        ),
        (
            "2021 年度部门整体绩效自评报告\n\n部门名称：示例市样本区服务署\n目录\n一、情况",
            "self_evaluation",
            "示例市样本区服务署",
            "示例市样本区",
            2021,
        ),
        (
            "一、情况\n2020 年 12 月，原示例市样本区甲中心、示例市样本区乙署两家单位合并，新设示例市样本区服务中心"
            "（以下简称“本部门”）。本部门 2022 年度预算如下。2022 年度部门预算编制情况。自评得分 90 分。",
            "self_evaluation",
            "示例市样本区服务中心",
            "示例市样本区",
            2022,
        ),
    ],
)
def test_a_document_says_which_one_it_is(text: str, kind: str, entity: str, region: str, year: int) -> None:
    found = identity(written(text), KINDS)
    assert (found.kind, found.entity, found.region, found.year) == (kind, entity, region, year)


def test_what_a_document_does_not_say_is_not_made_up() -> None:
    found = identity(written("会议通知\n请各科室按时参加。"), KINDS)
    assert (found.kind, found.entity, found.region, found.year) == ("other", None, None, None)


def test_the_name_of_a_sheet_is_no_part_of_the_title() -> None:
    text = "说明\n示例市样本区产业局\n2023年度部门决算"
    blocks = (Paragraph(0, 2, 1), Paragraph(3, 12), Paragraph(13, len(text)))
    found = identity(DocumentText("a.xlsx", "", "xlsx", text, blocks), KINDS)
    assert found.entity == "示例市样本区产业局"
