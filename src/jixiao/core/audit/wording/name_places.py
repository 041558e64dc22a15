"""Where a document names a unit in a place of its own: headings, labels of tables, set phrases, beside its region."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.wording.flat import flat_cells, flat_paragraphs
from jixiao.core.audit.wording.own_name import OwnName, distance, without_tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.wording.flat import Flat

_HAN = "\u4e00-\u9fff"
_NAME = rf"(?P<name>[{_HAN}、]{{4,40}}?)(?:[（(](?:本级|本部|部门|单位)[）)])?"
_NUMBERED = "(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)?"
_LABEL = "(?P<label>编制部门|编制单位|(?<!主管)部门名称|单位名称|填报单位|填报部门)"
_YEAR = r"20\d\d年度?"
_SAID = (
    rf"{_YEAR}(?:收入支出总计|财政拨款收入|政府采购|预算绩效管理|无[“政国财]|部门[预决]算编制范围)"
    r"|本年度没有|部门[预决]算(?:是?包括)|收入预算\d|(?:部门（单位）)?共有车辆|所属各预算单位|财政拨款的机关运行"
)
_LABELLED = re.compile(rf"{_LABEL}[:：]{_NAME}(?=单位[:：]|金额|[；;]|\Z)")
_TITLED = (
    re.compile(rf"\A{_NUMBERED}{_NAME}{_YEAR}(?:部门|单位)?[预决]算"),
    re.compile(rf"\A{_NUMBERED}{_YEAR}{_NAME}(?:部门|单位)[预决]算"),
    re.compile(rf"\A{_NUMBERED}{_NAME}(?:概况|主要职[能责]|机构设置)\Z"),
)
_SAYING = re.compile(rf"(?:\A|[，,：:。；]|{_YEAR}，?|纳入)(?!{_YEAR}|纳入){_NAME}(?={_SAID})")
# A paragraph longer than this is no heading.
_HEADING = 60


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand where the unit's name belongs, without the level behind them.

    `label` is the word before it, where it is labelled: a label may name the department above as well.
    """

    words: str
    place: Place
    label: str = ""


def own_places(audited: Audited, region: str) -> list[Named]:
    """Names in places that can only be the unit's own; words before the region are no part of a name."""
    found: dict[Place, Named] = {}
    for flat in flat_paragraphs(audited):
        for pattern in (*(_TITLED if len(flat.words) <= _HEADING else ()), _LABELLED, _SAYING):
            for match in pattern.finditer(flat.words):
                lead = max(match["name"].find(region[:2]), 0)
                words, start = without_tail(match["name"][lead:]), match.start("name") + lead
                place = flat.place(start, start + len(words))
                found.setdefault(place, Named(words, place, match.groupdict().get("label") or ""))
    return list(found.values())


def prevailing(own: OwnName, places: Iterable[Named]) -> OwnName:
    """The name that own places print most: a slip on the cover must not make all the others wrong."""
    counts = Counter(one.words for one in places)
    best = max(counts, key=lambda words: counts[words], default=own.full)
    if counts[best] <= max(counts[own.full], 1) or best in own.forms or distance(best, own.full) > len(own.region):
        return own
    if best.endswith(own.core):
        return OwnName(best, best.removesuffix(own.core))
    return OwnName(best, own.region) if own.slip(best) is not None and best.startswith(own.region) else own


def near_places(audited: Audited, own: OwnName) -> Iterator[Named]:
    """The full name, and what is a slip away from it, wherever the region or the rest of the name leads to it."""
    if not own.region:
        return
    for flats in (flat_paragraphs(audited), flat_cells(audited)):
        for flat in flats:
            yield from _by_region(flat, own)
            yield from _by_core(flat, own)


def _by_region(flat: Flat, own: OwnName) -> Iterator[Named]:
    """Names that begin with the region, or its last part, and end as the name does."""
    for match in re.finditer(re.escape(own.district), flat.words):
        city = own.region.removesuffix(own.district)
        start = match.start() - len(city) if flat.words[: match.start()].endswith(city) else match.start()
        rest = flat.words[match.end() : match.end() + len(own.core) + 1]
        if rest.startswith(own.core):
            yield Named(own.full, flat.place(start, match.end() + len(own.core)))
            continue
        for length in (len(own.core), len(own.core) - 1, len(own.core) + 1):
            core = rest[:length]
            if len(core) == length and core[-1] == own.core[-1] and own.slip(own.region + core) is not None:
                yield Named(flat.words[start : match.end() + length], flat.place(start, match.end() + length))
                break


def _by_core(flat: Flat, own: OwnName) -> Iterator[Named]:
    """Names that end in the right words after a region written wrong by one character."""
    for match in re.finditer(re.escape(own.core), flat.words):
        before = flat.words[: match.start()]
        if before.endswith(own.region):
            continue
        for length in (len(own.region), len(own.region) - 1, len(own.region) + 1):
            region = before[-length:]
            is_words = re.fullmatch(f"[{_HAN}]{{{length}}}", region) and not re.search("[和与及由向对]", region)
            if is_words and distance(region, own.region) == 1 and own.slip(region + own.core) is not None:
                yield Named(region + own.core, flat.place(match.start() - length, match.end()))
                break
