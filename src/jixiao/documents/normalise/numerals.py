"""Chinese numerals: 一百二十三, 两, 十八. Words that only look like one are told apart where figures are read."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    letter: value
    for value, letters in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for letter in letters
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
LETTERS = "".join((*_DIGITS, *_TENS, *_MYRIADS))

# Weights fall, and a skipped one is said as 零; so 三千五 (3500 in speech) and 千家万户 are no numerals here.
_D = "[一二两三四五六七八九]"
_TEN = f"{_D}?十{_D}?"
_HUNDRED = f"{_D}百(?:零{_D}|{_D}十{_D}?)?"
_THOUSAND = f"{_D}千(?:零{_TEN}|零{_D}|{_HUNDRED})?"
_SECTION = f"(?:{_THOUSAND}|{_HUNDRED}|{_TEN}|{_D})"
_MYRIAD = f"{_SECTION}万(?:零{_SECTION}|{_THOUSAND})?"
_WHOLE = re.compile(f"{_SECTION}亿(?:零?{_MYRIAD}|零{_SECTION})?|{_MYRIAD}|{_SECTION}")


def read_numeral(word: str) -> Decimal | None:
    """The value of a well-formed numeral up to 千亿; None for anything else (三五, 百, 千万, 二〇二四)."""
    if word == "零":
        return Decimal(0)
    if not _WHOLE.fullmatch(word):
        return None
    total = section = digit = 0
    for letter in word:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _TENS:
            section += (digit or 1) * _TENS[letter]
            digit = 0
        else:
            total += (section + digit) * _MYRIADS[letter]
            section = digit = 0
    return Decimal(total + section + digit)
