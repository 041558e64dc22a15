"""The initials of Chinese words in pinyin, so that `cyfw` finds 产业服务.

The characters of GB 2312's first level are ordered by pinyin; where each letter begins is all that has to be
known. Other characters have no initial and are left out.
"""

from __future__ import annotations

from bisect import bisect_right

# The first character of each letter, and the end of the level.
_BEGINNINGS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, ""),
)  # fmt: skip
_STARTS = [start for start, _letter in _BEGINNINGS]


def initials(words: str) -> str:
    """The initials of words: Latin letters and digits stay as they are."""
    return "".join(_initial(char) for char in words.lower())


def _initial(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else ""
    code = char.encode("gb2312", "ignore")
    if len(code) != 2:  # not a character of the standard
        return ""
    place = bisect_right(_STARTS, int.from_bytes(code, "big"))
    return _BEGINNINGS[place - 1][1] if place else ""


def goes_by(words: str, asked: str) -> bool:
    """Whether words hold what is asked for, in characters or in initials."""
    wanted = asked.strip().lower()
    return bool(wanted) and (wanted in words.lower() or (wanted.isascii() and wanted in initials(words)))
