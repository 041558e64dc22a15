"""The typeface that travels with the program, so that Chinese prints on a machine without fonts.

`assets/fonts` holds a subset of Noto Sans CJK SC (SIL Open Font License 1.1, text beside it): the characters of GB 2312
and those added here. A character outside of it prints as 〓, the printers' sign for a missing sort, with its code after
it, so that nothing vanishes unseen.
"""

from __future__ import annotations

from functools import cache

FAMILY = "Jixiao Sans"
MISSING = "〓"

# Beyond GB 2312: marks of our own reports, and characters met in names of persons, places and firms.
MARKS = "‐‑–—‘’“”•…‰′−×÷≤≥≠≈→←↑↓○●◐◌■□▲△✓〓〔〕㎡㎢㎜㎝㎏℃％①②③④⑤⑥⑦⑧⑨⑩"
NAMES = (
    "喆堃煊玥珺钰晟赟璟骞昇翀淼焱鑫垚犇琤玮珈琰瑀璠堉墉埭埗埔岺坂峂镕镒昉旻昳昫晞晙晗曦炜烜煜熠燊鋆龢濛漷泖浬浐滘沥涌漖"
    "圳埌壆嶂嵊崂茜芃苡茳莜菀葳蔺蓥蕤薏薷藁鹮鸮"
)

# Rows of GB 2312 that no report needs: kana, Greek, Cyrillic, pinyin, box drawing.
_ROWS_LEFT_OUT = frozenset(range(4, 10))


@cache
def characters() -> frozenset[str]:
    """Every character that the typeface has."""
    found = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))} | set(MARKS) | set(NAMES)
    for row in range(1, 88):
        if row in _ROWS_LEFT_OUT:
            continue
        for cell in range(1, 95):
            try:
                found.add(bytes((row + 0xA0, cell + 0xA0)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def printable(text: str) -> str:
    """The text with 〓 and a code for every character that the typeface lacks; line ends stay."""
    known = characters()
    return "".join(sign if sign in known or sign == "\n" else f"{MISSING}(U+{ord(sign):04X})" for sign in text)
