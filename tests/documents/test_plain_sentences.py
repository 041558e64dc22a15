"""Sentences: where they end, and where they do not."""

import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.documents.structure.sentences import Sentence, sentence_spans, sentences

SPLIT = [
    ("支出 3.5 万元。收入 4 万元！", "支出 3.5 万元。|收入 4 万元！"),
    ("甲为 1 项；乙为 2 项", "甲为 1 项；|乙为 2 项"),
    ("支出\n\n3.5\n万元。", "支出\n\n3.5\n万元。"),
    ("印发《办法；细则》的通知。", "印发《办法；细则》的通知。"),
    ("本单位“收支平衡。厉行节约。”良好。", "本单位“收支平衡。厉行节约。”良好。"),
    ("他说：“好。”然后走了。", "他说：“好。”|然后走了。"),
    ("支出（含结转；利息。）为 5 万元。", "支出（含结转；利息。）为 5 万元。"),
    ("增加。（注：不含结转。）另有 2 项。", "增加。|（注：不含结转。）|另有 2 项。"),
    ("“没有合上的引号。后面一句。", "“没有合上的引号。|后面一句。"),
    ("一、基本情况\n本单位有 3 个部门。", "一、基本情况|本单位有 3 个部门。"),
    ("主要包括：\n1. 甲\n2. 乙", "主要包括：|1. 甲|2. 乙"),
    ("支出 12.\n5 万元", "支出 12.\n5 万元"),
    ("。。。", ""),
    (" \n ", ""),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_a_paragraph_is_split(text: str, expected: str):
    assert "|".join(text[start:end] for start, end in sentence_spans(text, 0, len(text))) == expected


def test_sentences_of_paragraphs_only():
    text = "标题\n甲。乙。\n1\t2"
    blocks = (Paragraph(0, 3, 1), Paragraph(3, 8), Table(8, 11, 1, 2, ()))
    found = sentences(DocumentText("示例.txt", "0", "text", text, blocks))
    assert found == [Sentence(0, 2, 0), Sentence(3, 5, 1), Sentence(5, 7, 1)]
