"""How a figure was read, said in both languages."""

import pytest

from jixiao.documents.normalise.told import explain
from tests.documents.normalise.reading import read

SAID = [
    ("支出 12 万元", "原文“12”读作 12 万元", "printed “12”, read as 12 万元"),
    (
        "支出 １，２３４ .50 万元",
        "原文“１，２３４ .50”读作 1,234.50 万元：全角字符改为半角；去掉数字中间的空白；去掉千分位分隔符",
        "printed “１，２３４ .50”, read as 1,234.50 万元: full-width characters made half-width; "
        "blanks inside the number removed; thousands separators removed",
    ),
    (
        "三成",
        "原文“三”读作 3 成：中文数字换成阿拉伯数字",
        "printed “三”, read as 3 成: Chinese numeral turned into digits",
    ),
    (
        "1.率＜6%；2.6%≤率",
        "原文“6”读作 6 %：去掉连写在前的条目序号",
        "printed “6”, read as 6 %: the number of the list item written before it removed",
    ),
]


@pytest.mark.parametrize(("text", "zh", "en"), SAID)
def test_a_reading_is_told(text: str, zh: str, en: str):
    told = explain(read(text)[-1], text)
    assert (told.zh, told.en) == (zh, en)
