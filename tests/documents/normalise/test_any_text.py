"""Whatever the text: no crash, spans inside, values as printed; and in a time that grows with its length."""

import re
import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents.normalise.figures import cell_figure, figures
from jixiao.documents.normalise.squeezing import HALF_WIDTH
from jixiao.documents.normalise.told import explain
from jixiao.documents.structure.sentences import sentence_spans
from tests.documents.normalise.reading import words

ALPHABET = "0123456789０５．.,，-+－%％ \n\t\u200b万亿元家个项年月日第约超余多以上≥≤<>＜$\\{}()（）《》“”"
ALPHABET += "；。：、一二十百至—～Ax"
texts = st.text(alphabet=ALPHABET, max_size=60)
SEPARATORS = re.compile(r"[,，\s\u200b$]")


@given(texts, st.text(alphabet=ALPHABET, max_size=8))
@settings(max_examples=600, deadline=None)  # speed is measured elsewhere
def test_figures_stand_where_they_say(text: str, before: str):
    whole = before + text
    last = 0
    for figure in figures(whole, len(before), len(whole), words()):
        assert len(before) <= figure.start < figure.end <= len(whole)
        assert figure.start >= last
        last = figure.start
        if figure.unit:
            assert figure.unit in words().vocabulary.units
            assert figure.unit_start is not None and figure.unit_end is not None
            assert len(before) <= figure.unit_start < figure.unit_end <= len(whole)
        if "chinese" not in figure.steps:
            printed = SEPARATORS.sub("", whole[figure.start : figure.end].translate(HALF_WIDTH))
            assert abs(figure.number) == abs(Decimal(printed.replace(",", "")))
        assert explain(figure, whole).zh


@given(texts)
@settings(deadline=None)
def test_cells_never_fail(text: str):
    figure = cell_figure(text, 0, len(text), words())
    if figure is not None:
        printed = SEPARATORS.sub("", text[figure.start : figure.end].translate(HALF_WIDTH))
        assert figure.number == Decimal(printed)


@given(texts)
@settings(deadline=None)
def test_sentences_hold_all_words_once(text: str):
    spans = sentence_spans(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    outside = "".join(
        text[a:b] for a, b in zip([0, *(end for _, end in spans)], [*(s for s, _ in spans), len(text)], strict=True)
    )
    assert not re.search(r"\w", outside)


TRAPS = [
    "1",
    "1,",
    "1,234",
    ",123",
    "1 ",
    "(",
    "《a",
    "<a",
    "第",
    "1.1 ",
    "\\text{",
    "一百万",
    "百分之",
    "90%—",
    "1、",
    "\n",
    "1\n",
]
TRAPS += ["http://", "a.@", "0755-", "；1.5%≤x", "2000年", "“。", "《（", "1、\n", "：\n"]


@pytest.mark.parametrize("trap", TRAPS)
def test_long_runs_take_a_time_in_proportion(trap: str):
    def seconds(length: int) -> float:
        text = (trap * length)[:length]
        begun = time.perf_counter()
        figures(text, 0, len(text), words())
        sentence_spans(text, 0, len(text))
        return time.perf_counter() - begun

    seconds(1000)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.01)
