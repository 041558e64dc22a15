"""Plain texts: the file is the text; lines that a page broke are one paragraph, tables stand at their places."""

import hashlib

import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document


def read(text: str, name: str = "示例区.txt") -> DocumentText:
    return read_document(text.encode(), name)


def paragraphs(document: DocumentText) -> list[str]:
    return [document.at(block) for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: DocumentText) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: DocumentText, table: Table) -> list[list[str | None]]:
    return [[cell and document.at(cell) for cell in row] for row in table.grid]


# The file as it is


@pytest.mark.parametrize(
    ("content", "text", "warned"),
    [
        ("示例区支出 1 万元。\r\n".encode(), "示例区支出 1 万元。\r\n", False),
        ("\ufeff示例区".encode(), "示例区", False),
        ("示例区支出".encode("gb18030"), "示例区支出", True),
        ("\ufeff示例区".encode("utf-16-le"), "示例区", True),
        ("\ufeff示例区".encode("utf-16-be"), "示例区", True),
    ],
    ids=["utf-8 with CR LF", "utf-8 with a mark", "gb18030", "utf-16 little", "utf-16 big"],
)
def test_the_text_is_the_decoded_file_without_its_mark(content: bytes, text: str, warned: bool):
    document = read_document(content, "示例区.txt")
    assert document.text == text
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert bool(document.warnings) is warned


def test_a_text_of_control_characters_is_no_text():
    with pytest.raises(InputFault, match="control"):
        read_document(bytes(range(1, 32)) * 20 + "示例".encode(), "a.txt")


def test_a_text_beyond_the_limit_is_refused():
    with pytest.raises(InputFault, match="characters"):
        read_document(b"a" * 101, "a.txt", Limits(most_characters=100))


# Paragraphs


WRAPPED = [
    "示例区审计局在年度内按照区委区政府的统一部署开展了各项审计工",
    "作，并依法依规组织实施。2024 年本部门年初批复的部门预算总额为",
    "1,200.00 万元，包括人员经费 900.00 万元、公用经费 100.00 万元和项",
    "目支出 200.00 万元，各项支出严格按照年初批复的预算和管理制度执",
    "行，不存在截留、挤占、挪用的情况，全年没有发生超出预算的支出和",
    "违反财经纪律的事项，预算执行总体情况良好，资金使用安全规范并且",
    "达到了预期的绩效目标，服务对象对审计工作的满意度持续保持在较高",
    "水平，社会公众对政府财政资金使用情况的监督渠道更加畅通，群众来",
    "信来访全部办结。",
]


def wrapped(*, between: str) -> str:
    head = "一、部门基本情况"
    tail = ["（一）主要职能", "1、" + WRAPPED[3], WRAPPED[4], "结束。", "2、资金管理"]
    return between.join([head, *WRAPPED, *tail])


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n"], ids=["blank lines between", "none", "CR LF"])
def test_lines_that_the_page_broke_are_one_paragraph(between: str):
    found = paragraphs(read(wrapped(between=between)))
    assert found[0] == "一、部门基本情况"
    assert found[1] == between.join(WRAPPED)
    assert found[-3:] == ["（一）主要职能", "1、" + between.join([WRAPPED[3], WRAPPED[4], "结束。"]), "2、资金管理"]


def test_a_figure_at_the_beginning_of_a_line_is_no_numbering():
    lines = [WRAPPED[3], *WRAPPED[4:8], "其中用于办公设备购置和信息系统运行维护以及劳务派遣的财政资金预算", "18 亿元。"]
    assert paragraphs(read("\n\n".join(lines)))[-1].endswith("预算\n\n18 亿元。")


def test_a_narrow_cell_is_joined_and_figures_stand_alone():
    lines = [*WRAPPED[3:], *WRAPPED[3:], "预算编制规", "范性", "5.00", "绩效目标完", "整性", "3.00"]
    assert paragraphs(read("\n\n".join(lines)))[-4:] == ["预算编制规\n\n范性", "5.00", "绩效目标完\n\n整性", "3.00"]


def test_a_page_number_is_a_paragraph_of_its_own():
    lines = [*WRAPPED[3:6], "第 3 页 共 9 页", *WRAPPED[6:]]
    assert "第 3 页 共 9 页" in paragraphs(read("\n\n".join(lines)))


LONG = "本部门年初预算总额为 1,200.00 万元，包括基本支出 1,000.00 万元、项目支出 200.00 万元，预算执行情况较好"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG + "，主要", "原因是机构合并。"),
        (LONG + "（其中劳务派", "遣 3 人）。"),
        ("4. 人才经费预算 9 万元，主要包括：英才荟专项经", "费 9 万元，用于发放补贴。"),
        ("示例区审计局政府采购项目全部纳入区级部门预算管理范围共计", "2024 年部门预算 19.5 万元。"),
    ],
    ids=["comma", "open bracket", "item with a colon inside", "prose without a comma"],
)
def test_a_sentence_goes_on_where_every_line_is_a_paragraph(before: str, after: str):
    assert paragraphs(read(f"第一段。\n\n{before}\n\n{after}\n\n末段。")) == [
        "第一段。",
        f"{before}\n\n{after}",
        "末段。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一、部门基本情况",
        "（一）主要职能",
        "3. 落实高效执行机制，高质量完成重点任务目标",
        "① 日常公用经费情况",
        "第一部分 部门概况",
        "表 1 收支总表",
        "附件 2 部门整体支出绩效评分表",
        "单位：万元",
        "收支总表",
        "注：本表无数据",
        "部门名称：示例区审计局",
    ],
)
def test_headings_and_captions_stand_alone(line: str):
    assert paragraphs(read(f"{LONG}。\n\n{line}\n\n{LONG}。")) == [f"{LONG}。", line, f"{LONG}。"]


def test_an_item_whose_elders_are_sentences_is_no_heading():
    text = "12. 负责统筹协调工作。\n\n13 负责指导农业、畜\n\n牧业发展。\n\n14. 其他工作。"
    assert paragraphs(read(text)) == ["12. 负责统筹协调工作。", "13 负责指导农业、畜\n\n牧业发展。", "14. 其他工作。"]


def test_markdown_headings_have_levels():
    document = read("# 示例区\n\n## 一、概况\n正文。\n", "a.md")
    assert document.form == "markdown"
    assert [(document.at(block), block.level) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("# 示例区", 1),
        ("## 一、概况", 2),
        ("正文。", None),
    ]
