"""Chinese numerals, and the package that knows them as a second opinion."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents.normalise.numerals import LETTERS, read_numeral

VALUES = {
    **{"零": 0, "两": 2, "十": 10, "十八": 18, "二十": 20, "一百零五": 105, "一百二十三": 123, "两百": 200},
    **{"一千零二十": 1020, "三千零五": 3005, "十五万六千": 156000, "一亿三千万": 130000000},
}


@pytest.mark.parametrize(("word", "value"), VALUES.items())
def test_numerals_are_read(word: str, value: int):
    assert read_numeral(word) == value


@pytest.mark.parametrize("word", ["百", "千万", "三五", "二〇二四", "三千五", "一万五", "亿", "零零", "十十", ""])
def test_words_that_only_look_like_numerals(word: str):
    assert read_numeral(word) is None


@given(st.integers(1, 10**9))
def test_what_the_package_writes_is_read_back(number: int):
    word = cn2an.an2cn(number)
    assert read_numeral(word) in (number, None)


@given(st.text(alphabet=LETTERS, max_size=12))
def test_any_row_of_letters_is_read_or_refused(word: str):
    value = read_numeral(word)
    assert value is None or value >= 0
