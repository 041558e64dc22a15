"""Words of tables made comparable, and what a cell is by its look: a number, a class code, a year, or words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DROPPED = re.compile("[\\s\u200b\ufeff“”\"'‘’]+")
_BRACKETED = re.compile(r"[(（]([^()（）]{1,8})[)）]")
_DIGITS = "〇零一二三四五六七八九十百"
_NUMBERING = re.compile(
    rf"(?:第?[{_DIGITS}]+[、.]|\([{_DIGITS}]+\)|\d{{1,2}}(?:、|\.(?!\d))|\(\d{{1,2}}\)|其中[:,、]?|[加减][:]|[-—]+(?=\D))"
)
_NUMBERED = re.compile(rf"[{_DIGITS}]+、|\([{_DIGITS}]+\)|\d{{1,2}}(?:、|\.(?!\d))")
_NUMBER = re.compile(r"[-−–+<>≥≤=±]*\(?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?\)?")
_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}\Z")
_PART_CODE = re.compile(r"\d{1,3}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?\Z")
_UNIT_LINE = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?([^\s\d:：,，。()、]{1,6})")
_LINE_NUMBERS = re.compile(r"(?:栏|行)次\Z")
_NOTHING = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "…", "无"})
# The columns of a class code that is printed in parts.
CODE_PARTS = ("类", "款", "项")
TOTALS = frozenset({"合计", "总计", "合计数", "总合计", "金额合计", "本年合计", "共计"})


@lru_cache(maxsize=1 << 16)
def plain(words: str) -> str:
    """Words without blanks and quotation marks, in half width."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", _DROPPED.sub("", words)))


Units = Mapping[str, str]


def unit_names(symbols: Iterable[str]) -> Units:
    """The symbols of units by their plain form, which is how they are compared."""
    names: dict[str, str] = {}
    for symbol in symbols:
        names.setdefault(plain(symbol), symbol)
    return names


def without_units(words: str, units: Units) -> str:
    """Plain words without units in brackets: 预算数（万元） is 预算数."""
    return _BRACKETED.sub(lambda match: "" if plain(match[1]) in units else match[0], plain(words))


def unit_in_brackets(words: str, units: Units) -> str | None:
    """The last unit that stands in brackets: 支出数（万元）, 占比(%)."""
    found = [units.get(plain(match[1])) for match in _BRACKETED.finditer(words)]
    return next((each for each in reversed(found) if each is not None), None)


def unit_named(words: str, units: Units) -> str | None:
    """The unit that a line names for a whole table: 单位：万元; not the name in 预算单位：元山街道."""
    for match in _UNIT_LINE.finditer(unicodedata.normalize("NFKC", words)):
        unit = units.get(plain(match[1]))
        if unit is not None:
            return unit
    return None


def bare_label(words: str) -> str:
    """A row's label without its numbering, 其中 and brackets: （一）其中：【工会经费】 is 工会经费."""
    label = plain(words).rstrip(":;,")
    while (match := _NUMBERING.match(label)) is not None and match.end() < len(label):
        label = label[match.end() :]
    return label[1:-1] if label.startswith("【") and label.endswith("】") else label


def name_of(words: str) -> str:
    """A label as a name to be found again: bare, but in its own letters; brackets are full width, as in Chinese."""
    squeezed, bare = "".join(words.split()), bare_label(words)
    at = plain(squeezed).find(bare) if len(plain(squeezed)) == len(squeezed) else -1
    name = squeezed[at : at + len(bare)] if at >= 0 else bare
    return name.replace("(", "（").replace(")", "）")


def is_numbered(words: str) -> bool:
    """Whether a label carries the numbering of a list: 一、 （一） 1. ."""
    return _NUMBERED.match(plain(words)) is not None


def is_nothing(words: str) -> bool:
    """Whether a cell says that there is no figure."""
    return plain(words) in _NOTHING


def is_year(words: str) -> bool:
    """Whether the words are a year and nothing else."""
    return _YEAR.match(plain(words)) is not None


def is_amount(words: str, units: Units) -> bool:
    """Whether a cell is one number, with or without a unit behind it; a year beside 年 is none."""
    word = plain(words)
    match = _NUMBER.match(word)
    if match is None or word.endswith(("年", "年度")):
        return False
    rest = word[match.end() :]
    return not rest or rest in units


def class_code(words: str) -> str | None:
    """The class code that a cell is: 208, 20805, 2080501; None for anything else."""
    word = plain(words)
    return word if _CODE.match(word) else None


def is_part_of_code(words: str) -> bool:
    """Whether a cell may be one of several that make up a code: 208 | 05 | 01."""
    return _PART_CODE.match(plain(words)) is not None


def is_line_of_numbers(words: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3, or 1 2 3 4."""
    cells = [plain(each) for each in words if plain(each)]
    if cells and _LINE_NUMBERS.match(cells[0]):
        return True
    return len(cells) > 2 and cells == [str(number) for number in range(1, len(cells) + 1)]


def matches(pattern: str, words: str) -> bool:
    """Whether plain words are what a layout's pattern says; `*` stands for anything."""
    return _compiled(pattern).match(words) is not None


def matches_any(patterns: Iterable[str], words: str) -> bool:
    """Whether any pattern fits."""
    return any(matches(pattern, words) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (re.escape(plain(part)) for part in pattern.split("*"))
    return re.compile(".*".join(parts) + r"\Z", re.S)


def matches_path(pattern: str, path: Sequence[str]) -> bool:
    """Whether a head path ends as a pattern says: its last piece fits the lowest head, the others those above."""
    *above, last = pattern.split("/")
    if not path or not matches(last, path[-1]):
        return False
    rest = iter(path[:-1])
    return all(any(matches(piece, head) for head in rest) for piece in above)
