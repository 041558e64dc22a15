"""No sentence stands twice in a row, and no word is typed twice.

Skipped:
1. Sentences of fewer than eight characters, and words without an end of sentence: titles and labels recur.
2. Repetitions that blanks or marks divide: two cells, two names side by side.
3. Two-character words that go on after the second time (支出支出进度, 服务企业企业家): there the second begins a word.
4. Doubled characters that Chinese doubles (人人, 目的的, 普及及时) or numbers.

Source: GB/T 9704-2012 党政机关公文格式 (what is set in type is proof-read); habit of editors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("没有重复的语句和词", "no sentence and no word is repeated")

_SHORTEST = 8
_ENDS = "。；;！？"
_SENTENCE = re.compile(rf"[^{_ENDS}]+[{_ENDS}]?")
# Between the two may stand the line end that the page put in, but no blank.
_HAN = r"(?![〇一二三四五六七八九十百千万亿])[\u4e00-\u9fff]"
_STOP = r"(?=\s*(?:[，。；、：）”\d（“]|\Z))"
_TWICE = re.compile(
    rf"(?P<long>(?:{_HAN}){{4,12}})\n*(?P=long)"
    rf"|(?P<word>(?:{_HAN}){{2,3}})\n*(?P=word){_STOP}"
    r"|(?<![目有别])(?<![^目]标)的\n*的|了\n*了(?![解结然如])|万元\n*(?:万元|元)|[%％]\n*[%％]"
)


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every paragraph without fault; one finding for each kind of fault, with all its places."""
    sentences: list[Place] = []
    words: list[Place] = []
    last = ""
    for flat in flat_paragraphs(audited):
        faults = len(sentences) + len(words)
        for match in _SENTENCE.finditer(flat.words):
            if match[0] == last and len(last) >= _SHORTEST and last[-1] in _ENDS:  # (1)
                sentences.append(flat.of(match))
            last = match[0]
        for match in _TWICE.finditer(audited.document.text, flat.start, flat.end):  # (2) (3) (4)
            words.append(audited.place(match.start(), match.end()))
        if faults == len(sentences) + len(words):
            yield passed(flat.whole)
    yield from _found(audited, sentences, Text("相邻两句文字相同", "the same sentence twice in a row"))
    yield from _found(audited, words, Text("词语重复", "a word is typed twice"))


def _found(audited: Audited, places: list[Place], what: Text) -> Iterator[Answer]:
    if places:
        shown = "、".join(dict.fromkeys(audited.words(place.start, place.end) for place in places))
        message = what + Text(f"：“{shown}”", f": {shown}")
        yield failed(Finding(SEVERITY, message, tuple(places), found=shown, likelihood=15))
