"""Whatever the words: no fault, every fact at a place of the text with its own digits, the same facts each time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents.normalise.numerals import read_numeral
from tests.documents.sentences_read import document_of, readings_of

WORDS = (
    *(
        "2024年",
        "2023年",
        "年初预算",
        "实际支出",
        "基本支出",
        "项目支出",
        "政府采购",
        "“三公”经费",
        "公务接待费",
        "无支出",
    ),
    *(
        "预算数为零",
        "12.50万元",
        "3,000.00万元",
        "95.5%",
        "18人",
        "其中：",
        "包括",
        "分别为",
        "各季度",
        "比2023年",
        "减少",
        "持平",
    ),
    *(
        "占",
        "完成年初预算的",
        "教育支出（类）",
        "进修及培训（款）",
        "培训支出（项）",
        "（",
        "）",
        "，",
        "；",
        "、",
        "。",
        "\n",
        " ",
    ),
    *(
        "一、",
        "（一）",
        "1.",
        "如甲项目，",
        "单价100万元（含）以上设备（不含车辆）",
        "#",
        "截至2024年6月30日",
        "主要原因是",
    ),
)
texts = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
kinds = st.sampled_from(("self_evaluation", "budget", "accounts", "other"))


@settings(max_examples=200, deadline=None)
@given(text=texts, kind=kinds)
def test_facts_stand_in_the_text(text: str, kind: str):
    document = document_of(text)
    readings = readings_of(document, kind)
    for meant in (one for reading in readings for one in reading.meant):
        figure = meant.fact.figure
        printed = document.text[figure.start : figure.end]
        assert 0 <= figure.start < figure.end <= len(document.text)
        is_in_words = any(step.endswith("in_words") for step in figure.steps)
        assert is_in_words or any(letter.isdigit() for letter in printed) or read_numeral(printed) is not None
        assert meant.fact.concept is not None
        assert meant.fact.dimensions == tuple(sorted(meant.fact.dimensions))
    assert readings == readings_of(document, kind)
