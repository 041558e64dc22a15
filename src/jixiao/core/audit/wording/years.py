"""Years by the words around them: the document's own year, the year before that it compares with, years of figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.wording.flat import flat_of, flat_paragraphs
from jixiao.core.audit.wording.own_name import own_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.wording.flat import Flat
    from jixiao.core.document.block import Table

_YEAR = r"(?<!\d)(20\d\d)年"
# Names of documents have years of their own.
_NAMED = re.compile(r"《[^》]*》|“20\d\d年[^”]*”")
_HEADING = 60
_IN_HEADING = {
    "accounts": rf"{_YEAR}(?=度\Z|[^。，；]*?(?:决算|“三公”))",
    "budget": rf"{_YEAR}(?=度\Z|(?![^。，；]*(?:执行|绩效))[^。，；]*?(?:预算|“三公”|机关运行|工作目标))",
    "self_evaluation": rf"{_YEAR}(?=度?部门(?:预算(?:编制|执行)|整体))",
}
# A heading about another year, or about more than one.
_OTHER_YEAR = re.compile(
    r"[比较]|[与同和]20|上年|对比|[-—~至][^\d]?20\d\d年|20\d\d年?[-—~至]|20\d\d.*20\d\d|下一?年|[，；]|。."
)
_COMPARED = "(?<![比较与同和])"
_SAID = {
    "accounts": (
        rf"{_YEAR}度(?=(?:财政拨款)?收入支出总计|政府采购金额|预算绩效管理工作|无[“政国]|部门决算编制范围)",
        rf"{_COMPARED}{_YEAR}度?(?=“三公”经费(?:财政拨款)?支出决算数)",
        rf"{_YEAR}度?(?=，[^，。；]{{2,40}}(?:公务用车保有量))",
        rf"{_COMPARED}{_YEAR}(?=度?本部门面向)",
    ),
    "budget": (
        rf"{_COMPARED}{_YEAR}(?=[，,]?[^，。；\d]{{0,40}}收入预算\d)",
        rf"本部门{_YEAR}(?=度?无)",
        rf"{_COMPARED}{_YEAR}(?=度?本部门(?:政府采购|面向)|部门预算安排购置)",
        rf"{_COMPARED}{_YEAR}(?=度?“三公”经费预算数?[为\d])",
        rf"{_COMPARED}{_YEAR}(?=度?部门预算(?:收入|支出|共计|总)|度?(?:计划|拟)新增)",
        rf"{_COMPARED}{_YEAR}(?=[^，。；]{{0,60}}机关运行经费[^，。；\d]{{0,6}}预算为)",
    ),
}
# Goals may be those of the next year, and work that of the last: a year there is no more than a lead.
_GOALS = re.compile(
    rf"(?:编报绩效目标|绩效跟踪评价|绩效自评)的{_YEAR}(?=度?项目)|开展了?{_YEAR}(?=度?项目(?:支出)?预算绩效目标)"
    rf"|{_COMPARED}{_YEAR}(?=度?[，,]?本(?:部门|单位)(?:编报|重点项目))"
)
_HEAD = re.compile(rf"\A{_YEAR}度?(?P<key>.*预算.*)")
_HEAD_ROWS = 3
_MANY = 3
_COMPARISON = re.compile(
    rf"(?:比|较|与|同){_YEAR}度?(?P<what>[^，。；、\d]{{0,14}}?)(?=相比|持平|增[加长幅]|减[少幅]|下降|上升|降低|提高|大幅)"
)
_MONEY = re.compile("预算|决算|收入|支出|经费|万元")
_ITEM = re.compile(
    rf"{_COMPARED}{_YEAR}度?(?P<key>[^\d，。；：、（）()]{{2,14}}?)(?:为|共计?|是)?(?=\d[\d,.]*(?:万元|元|亿元|万))"
)


@dataclass(frozen=True, slots=True)
class SaidYear:
    """A year with its place (the digits). `key`: the words behind it, where it is a figure's.

    `stretch` is where its paragraph begins, `beside` are all years of the paragraph. `is_sure` is False where another
    year may be right.
    """

    year: int
    place: Place
    key: str = ""
    stretch: int = 0
    beside: frozenset[int] = frozenset()
    is_sure: bool = True


def own_years(audited: Audited) -> Iterator[SaidYear]:
    """The years in headings and in set phrases that speak of the document's own year."""
    kind = audited.statements.identity.kind
    said = re.compile("|".join(_SAID.get(kind, ())) or r"\Z\A")
    own = own_name(audited.statements.identity.entity, None)
    name = re.escape(own.full) if own is not None else r"\Z\A"
    after = "(?=度?(?:部门|单位)?[预决]算|度?(?:收入|支出|一般公共|机关运行|“三公”))"
    named = re.compile(rf"(?:\A|。){_YEAR}(?=度?{name})|(?<={name})(?<!比{name}){_YEAR}{after}")
    heading = re.compile(_IN_HEADING.get(kind, r"\Z\A"))
    for flat in flat_paragraphs(audited):
        if len(flat.words) <= _HEADING and not _OTHER_YEAR.search(_masked(flat)):
            yield from _found(flat, heading, kind in _SAID)
        yield from _found(flat, said, True)
        yield from _found(flat, _GOALS, False)
        yield from _found(flat, named, False)
    if kind == "budget":
        yield from _in_heads(audited)


def compared_years(audited: Audited) -> Iterator[SaidYear]:
    """The years with which sentences about money compare; `key` is what of that year."""
    for flat in flat_paragraphs(audited):
        words = _masked(flat)
        for match in _COMPARISON.finditer(words):
            start, end = words.rfind("。", 0, match.start()) + 1, words.find("。", match.end())
            if _MONEY.search(words[start : end if end >= 0 else len(words)]):
                yield SaidYear(int(match[1]), flat.of(match, 1), match["what"], flat.start)


def item_years(audited: Audited) -> Iterator[SaidYear]:
    """The years of figures in sentences, with the words between year and figure."""
    for flat in flat_paragraphs(audited):
        for match in _ITEM.finditer(_masked(flat)):
            yield SaidYear(int(match[1]), flat.of(match, 1), match["key"], flat.start)


def _found(flat: Flat, pattern: re.Pattern[str], is_sure: bool) -> Iterator[SaidYear]:
    words = _masked(flat)
    beside = frozenset(int(year) for year in re.findall(_YEAR, words))
    for match in pattern.finditer(words):
        group = match.lastindex or 0
        yield SaidYear(int(match[group]), flat.of(match, group), "", flat.start, beside, is_sure)


def _in_heads(audited: Audited) -> Iterator[SaidYear]:
    """The years in heads of tables, but for those of columns that stand beside the same one of another year."""
    tables = [_in_head(audited, table) for table in audited.tables]
    # Where several tables have one year under a head, another year in it is no second column.
    single = Counter(key for heads in tables for key in {one.key for one in heads} if _is_of_one_year(heads, key))
    for heads in tables:
        last = max((one.year for one in heads), default=0)
        keys = {one.key for one in heads if one.year == last and single[one.key] < _MANY}
        yield from (one for one in heads if one.year == last or (one.key not in keys and "执行" not in one.key))


def _in_head(audited: Audited, table: Table) -> list[SaidYear]:
    flats = (flat_of(audited, cell) for cell in table.cells if cell.row < _HEAD_ROWS)
    found = ((flat, match) for flat in flats if (match := _HEAD.match(flat.words)))
    return [SaidYear(int(match[1]), flat.of(match, 1), match["key"], is_sure=False) for flat, match in found]


def _is_of_one_year(heads: list[SaidYear], key: str) -> bool:
    return len({one.year for one in heads if one.key == key}) == 1


def _masked(flat: Flat) -> str:
    """Flat words with the names of other documents blotted out."""
    return _NAMED.sub(lambda match: "□" * len(match[0]), flat.words)
