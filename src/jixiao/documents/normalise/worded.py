"""Figures in Chinese numerals: 两家, 十二个项目, 三成, 百分之九十五. Most numerals are words; those are left alone."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.document.figure import Figure
from jixiao.documents.normalise.numerals import LETTERS, read_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.documents.normalise.refusals import Stretches
    from jixiao.documents.normalise.squeezing import View
    from jixiao.documents.normalise.unit_words import UnitWords

_NUMERAL = re.compile(f"[{LETTERS}]{{1,14}}")
_PER_CENT = re.compile(f"百分之([{LETTERS}]{{1,5}})(?:点([{LETTERS}]{{1,4}}))?")
_ZERO = re.compile(r"(?<=为)零(?=[，。；、,;)]|\Z)")
_COUNTING = {
    *("个", "家", "项", "名", "人", "件", "台", "套", "场", "次", "辆", "栋", "户", "份", "处", "座", "间", "倍", "成"),
    *("人次", "家次", "户次", "场次", "元", "万元", "亿元", "个月", "小时", "天", "工作日", "个工作日", "个百分点"),
    *("百分点", "平方米", "亩", "公里", "吨"),
}
# 第三, 每两, 八届十三次, 前两名; a quotation mark opens a slogan: “两个维护”.
_LEFT = frozenset("第每届逐之数几上头前后任“‘\"'" + LETTERS)
_SLOGANS = re.compile(
    "八项规定|四套班子|[三五]位一体|[两二]个(?:维护|确立|毫不动摇|一百年|责任|结合|覆盖)|三个(?:代表|务必|区分开来)"
    "|四个(?:意识|自信|全面|伟大|服从|善于)|五个(?:统筹|必须)|六个(?:必须坚持|坚持)|七个有之|十个明确|十四个坚持|一个中心"
    "|[两三四五六七八九十]个(?:方面|层[次面级]|维度|阶段|环节|步骤|一(?![级类体]))"
)


def worded_figures(view: View, words: UnitWords, stretches: Stretches) -> list[Figure]:
    """The figures of a view that are written in Chinese numerals."""
    return [*_counted(view, words, stretches), *_per_cent(view, words), *_zeros(view)]


def _counted(view: View, words: UnitWords, stretches: Stretches) -> Iterator[Figure]:
    """A numeral with a counting unit behind it."""
    text = view.text
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if start and (text[start - 1] in _LEFT or text[start - 1].isdigit()):
            continue
        # 两百万元 keeps the unit as printed: 200 万元.
        end -= 1 if end - start > 1 and text[end - 1] in "万亿" and text[end : end + 1] == "元" else 0
        behind = words.behind.match(text, end)
        numeral = text[start:end]
        if behind is None or behind["quote"] or numeral == "一":
            continue
        if behind["between"] and behind["between"] not in words.hedges:
            continue  # 十几个 is not 10
        symbol, number = words.symbol(behind["unit"]), read_numeral(numeral)
        if number is None or symbol not in _COUNTING or _SLOGANS.match(text, start) or stretches.hold(start):
            continue
        after = behind["between"] or behind["after"] or ""
        hedge, operator = words.said_before(view, start, symbol) or (words.hedge(after), words.operator(after))
        yield Figure(
            start=view.start(start),
            end=view.end(end),
            number=number,
            unit=symbol,
            unit_start=view.start(behind.start("unit")),
            unit_end=view.end(behind.end("unit")),
            hedge=hedge,
            operator=operator,
            steps=("chinese",),
        )


def _per_cent(view: View, words: UnitWords) -> Iterator[Figure]:
    """百分之九十五, 百分之三点五."""
    for match in _PER_CENT.finditer(view.text):
        whole = Decimal(100) if match[1] == "百" else read_numeral(match[1])
        places = [read_numeral(letter) for letter in match[2] or ""]
        if whole is None or "%" not in words.symbols or any(one is None or one > 9 for one in places):
            continue
        decimals = "".join(str(one) for one in places)
        yield Figure(
            start=view.start(match.start(1)),
            end=view.end(match.end()),
            number=Decimal(f"{whole}.{decimals}" if decimals else f"{whole}"),
            unit="%",
            unit_start=view.start(match.start()),
            unit_end=view.end(match.start(1)),
            steps=("chinese",),
        )


def _zeros(view: View) -> Iterator[Figure]:
    """预算数为零."""
    for match in _ZERO.finditer(view.text):
        yield Figure(view.start(match.start()), view.end(match.end()), Decimal(0), steps=("chinese",))
