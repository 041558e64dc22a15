"""Sections by the style of their numbers."""

import pytest

from jixiao.documents.structure.outline import outline
from tests.documents.written import written

REPORT = """目录
一、基本情况........1
二、履职情况........5
一、基本情况
（一）主要职能。
1、拟订全区产业服务计划，组织实施并督促检查，跟进营商环境评估，协调开展服务企业的各项工作，做好总结。
2、完成交办的其他任务。
（二）预算执行情况
1.资金管理
（1）预算执行情况
全年支出 12.50 万元。
2.项目管理
全年项目 3 个。
二、履职情况
完成走访 40 家。
附件 1 评分表
合计 90.00"""


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("12.50", ("一、基本情况", "（二）预算执行情况", "1.资金管理", "（1）预算执行情况")),
        ("3 个", ("一、基本情况", "（二）预算执行情况", "2.项目管理")),
        ("40 家", ("二、履职情况",)),
        ("90.00", ("附件1评分表",)),
    ],
)
def test_a_place_knows_the_headings_above_it(words: str, path: tuple[str, ...]) -> None:
    assert outline(written(REPORT)).section_at(REPORT.index(words)) == path


def test_a_numbered_sentence_is_an_item_and_no_heading() -> None:
    sections = outline(written(REPORT))
    item = sections.at(REPORT.index("拟订"))
    assert item is not None
    assert item.is_item
    assert item.path == ("一、基本情况", "（一）主要职能")


def test_lines_of_the_contents_are_no_sections() -> None:
    sections = outline(written(REPORT)).sections
    assert [section.title for section in sections].count("基本情况") == 1


def test_a_decimal_at_the_beginning_is_no_number_of_a_heading() -> None:
    assert outline(written("12.50 万元用于维护。\n3.14 是圆周率")).sections == ()


def test_a_place_before_the_first_heading_stands_in_no_section() -> None:
    assert outline(written("说明\n一、情况\n正文")).section_at(0) == ()
