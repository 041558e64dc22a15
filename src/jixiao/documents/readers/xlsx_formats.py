"""What a spreadsheet shows: numbers and days by their number formats, exactly, without a binary fraction on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from jixiao.core.kernel.numerals import half_up

_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HOURS, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
# Formats that a file names by number only; 14, 22 and 27 to 58 as a Chinese Excel shows them.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: _HOURS, 33: _SECONDS, 34: _HOURS, 35: _SECONDS, 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 47: "mm:ss", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY,
    54: _MONTH_DAY, 55: _HOURS, 56: _SECONDS, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip

SIGNIFICANT = 15  # digits that a spreadsheet keeps of a number; what follows is noise of its binary form
_MOST_EXPONENT = 320
_LAST_DAY = 2_958_465  # 9999-12-31
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?|(?P<noon>AM/PM|A/P|上午/下午)'
    r"|(?P<general>General|G/通用格式)|(?P<power>[Ee][+-]0+)|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = "一二三四五六日"


@dataclass(slots=True)
class _Section:
    """One part of a format (for positive, negative, zero): its tokens, kind by kind."""

    tokens: list[tuple[str, str]] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(1 for own, _ in self.tokens if own == kind)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    for token in _TOKEN.finditer(code[:500]):
        kind, word = token.lastgroup or "blank", token.group()
        if kind == "plain" and word == ";":
            sections.append(_Section())
        elif kind in ("quoted", "escaped"):
            sections[-1].tokens.append(("plain", token[kind]))
        elif kind == "bracket":
            sections[-1].tokens.extend(_bracket(token[kind]))
        elif kind != "blank":
            sections[-1].tokens.append((kind, word))
    return tuple(sections[:4])


def _bracket(inside: str) -> list[tuple[str, str]]:
    """Currencies say something, hours beyond a day count on; colours and conditions are not shown."""
    if inside.startswith("$"):
        return [("plain", inside[1:].partition("-")[0])]
    return [("date", inside)] if re.fullmatch(r"h+|m+|s+", inside, re.IGNORECASE) else []


def shown(raw: str, code: str, from_1904: bool = False) -> str:
    """A stored number as its format shows it; what is no number is shown as it is."""
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    if not number.is_finite() or abs(number.adjusted()) > _MOST_EXPONENT:
        return raw
    number = _kept(number)
    sections = _sections(code)
    section, signed = _chosen(sections, number)
    if section.count("date"):
        return _day(number, section, from_1904) or _plain(number)
    if not section.count("digits"):
        return _without_digits(section, number)
    if section.count("digits") > 1 or section.count("power") or _is_fraction(section):
        return _plain(number)
    return ("-" if signed else "") + _number(abs(number), section)


def _kept(number: Decimal) -> Decimal:
    places = SIGNIFICANT - 1 - number.adjusted()
    if not number or places <= 0 or len(number.as_tuple().digits) <= SIGNIFICANT:
        return number
    return half_up(Fraction(number), places)


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, bool]:
    """The part of the format that holds for a number, and whether the sign is still to be written."""
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if not number and len(sections) > 2:
        return sections[2], False
    return sections[0], number < 0


def _plain(number: Decimal) -> str:
    """A number with all its digits and no zeros behind them."""
    if not number:
        return "0"
    words = f"{number:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def _without_digits(section: _Section, number: Decimal) -> str:
    """A format of words only (a dash for zero), or the general one with words around it."""
    if not section.tokens:
        return ""
    words = ""
    for kind, word in section.tokens:
        words += _plain(number) if kind in ("general", "text") else word if kind in ("plain", "percent") else ""
    return words.strip()


def _is_fraction(section: _Section) -> bool:
    return any(kind == "plain" and word == "/" for kind, word in section.tokens)


def _number(number: Decimal, section: _Section) -> str:
    digits = next(word for kind, word in section.tokens if kind == "digits")
    scaled = Fraction(number) * 100 ** section.count("percent")
    whole, _, decimals = digits.rstrip(",").partition(".")
    scaled /= 1000 ** (len(digits) - len(digits.rstrip(",")))
    decimals = re.sub("[^0#?]", "", decimals)
    rounded = half_up(scaled, len(decimals))
    left, _, right = f"{rounded:f}".partition(".")
    right = right[: len(decimals)]
    least = decimals.rstrip("#?")
    while len(right) > len(least) and right.endswith("0"):
        right = right[:-1]
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    written = left + ("." + right if right else "")
    words = ""
    for kind, word in section.tokens:
        words += written if kind == "digits" else word if kind in ("plain", "percent") else ""
    return words.strip()


def _day(number: Decimal, section: _Section, from_1904: bool) -> str | None:
    """A count of days as day and time; None where it is out of the calendar's range."""
    if not 0 <= number <= _LAST_DAY:
        return None
    seconds = int(half_up(Fraction(number) * 86_400, 0))
    # Day 60 is a 29 February 1900 that never was; days before it count from a day later.
    origin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if number < 60 else 30)  # noqa: DTZ001
    try:
        moment = origin + timedelta(seconds=seconds)
    except OverflowError:
        return None
    half_day = bool(section.count("noon"))
    return "".join(
        _part(moment, kind, word, half_day, _is_minute(section.tokens, place))
        for place, (kind, word) in enumerate(section.tokens)
    ).strip()


def _is_minute(tokens: list[tuple[str, str]], place: int) -> bool:
    """Whether an m means minutes: hours stand before it, or seconds behind it."""
    dates = [(at, word[0].lower()) for at, (kind, word) in enumerate(tokens) if kind == "date"]
    index = next((index for index, (at, _) in enumerate(dates) if at == place), None)
    if index is None or dates[index][1] != "m":
        return False
    before = dates[index - 1][1] if index else ""
    after = dates[index + 1][1] if index + 1 < len(dates) else ""
    return before == "h" or after == "s"


def _part(moment: datetime, kind: str, word: str, half_day: bool, minute: bool) -> str:
    if kind == "noon":
        return ("上午", "下午")[moment.hour >= 12] if "午" in word else ("AM", "PM")[moment.hour >= 12]
    if kind != "date":
        return word if kind == "plain" else ""
    letter, long = word[0].lower(), len(word) > 1
    if letter == "m" and not minute:
        return _month(moment, len(word))
    if letter == "y" or letter == "e":
        return f"{moment.year:04d}" if len(word) > 2 or letter == "e" else f"{moment.year % 100:02d}"
    if letter == "a" or (letter == "d" and len(word) > 2):
        return ("星期" if len(word) > 3 else "") + _WEEKDAYS[moment.weekday()]
    hour = (moment.hour + 11) % 12 + 1 if half_day else moment.hour
    value = {"d": moment.day, "h": hour, "m": moment.minute, "s": moment.second}[letter]
    return f"{value:02d}" if long else str(value)


def _month(moment: datetime, length: int) -> str:
    if length > 2:
        return _MONTHS[moment.month - 1]
    return f"{moment.month:02d}" if length == 2 else str(moment.month)
