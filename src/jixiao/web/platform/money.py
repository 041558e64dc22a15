"""Money as whole fen: read from what people write, written as people read it. No float anywhere."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from jixiao.core.kernel.text import Text
from jixiao.web.platform.refusals import Refused

# How many yuan one of the unit is.
YUAN, TEN_THOUSAND = 1, 10_000
UNITS = {YUAN: Text("元", "yuan"), TEN_THOUSAND: Text("万元", "ten thousand yuan")}
# A thousand times the budget of the largest city; far below what a bigint holds, so that sums hold as well.
MOST_FEN = 10**16
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋，−", "0123456789.-+,-")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?\Z", re.ASCII)


def fen_of(words: str, unit: int = TEN_THOUSAND) -> int:
    """The fen of an amount as written; raises `Refused` where it is no amount, or finer than a fen."""
    tidy = re.sub(r"\s", "", words).translate(_FULL_WIDTH).removeprefix("¥").removeprefix("￥")
    if len(tidy) > 40 or not _NUMBER.match(tidy):
        raise Refused(
            Text(f"“{words[:40]}”不是金额，请填数字，如 120.50", f"“{words[:40]}” is no amount; write 120.50")
        )
    try:
        exact = Decimal(tidy.replace(",", "")) * unit * 100
    except InvalidOperation:
        raise Refused(Text("不是金额", "not an amount")) from None
    if exact != exact.to_integral_value():
        places = 2 if unit == YUAN else 6
        raise Refused(
            Text(
                f"“{words[:40]}”比分还细，单位为{UNITS[unit].zh}时最多 {places} 位小数",
                f"“{words[:40]}” is finer than a fen; at most {places} decimals in {UNITS[unit].en}",
            )
        )
    if abs(exact) > MOST_FEN:
        raise Refused(Text(f"“{words[:40]}”过大，请核对单位", f"“{words[:40]}” is too large; check the unit"))
    return int(exact)


def in_ten_thousands(fen: int, places: int = 2) -> str:
    """Fen as 万元, rounded half up, with a true minus sign."""
    step = 10 ** (6 - places)
    whole, rest = divmod((abs(fen) + step // 2) // step, 10**places)
    sign = "−" if fen < 0 and (whole or rest) else ""
    return f"{sign}{whole:,}" + (f".{rest:0{places}d}" if places else "")


def in_yuan(fen: int) -> str:
    """Fen as yuan, exact to the fen."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}.{rest:02d}"


def as_input(fen: int | None) -> str:
    """Fen as 万元 for an input: exact, without separators or needless zeros."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), 1_000_000)
    decimals = f"{rest:06d}".rstrip("0")
    return f"{'-' if fen < 0 else ''}{whole}" + (f".{decimals}" if decimals else "")


def share(part: int, whole: int) -> str:
    """A share as a percentage with two decimals, rounded half up; a dash where there is no whole."""
    if whole <= 0:
        return "—"
    hundredths = (abs(part) * 20_000 + whole) // (2 * whole)
    return f"{'−' if part < 0 and hundredths else ''}{hundredths // 100:,}.{hundredths % 100:02d} %"
