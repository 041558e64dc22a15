"""The unit's own name is written the same way wherever it stands for the unit.

Skipped:
1. Short forms: without the region, with the usual short ending.
2. The unit of the same name one level up, and any other unit, outside the unit's own places.
3. Names that are another unit's by more than a slip, and neighbours of short names (民政局 beside 财政局).
4. Units that a table or a list of the document names (its sub-units).

Own places are headings, the lines that name the department of a table, and the set phrases of budgets and accounts
(…年度收入支出总计, …所属各预算单位). Equal ways of writing it wrong are one finding with all places.

Source: 财政部 地方预决算公开操作规程 (each department publishes under its own name).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.audit.wording.flat import flat_cells, flat_paragraphs
from jixiao.core.audit.wording.name_places import near_places, own_places, prevailing
from jixiao.core.audit.wording.own_name import is_name, own_name
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.wording.name_places import Named
    from jixiao.core.audit.wording.own_name import OwnName

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("单位名称前后一致", "the unit's name is written the same way throughout")
NAMELESS = Text("不知道单位名称", "the unit's name is not known")
# So often the right name must stand for another to be an error, and behind a label for another name to be a lead.
_SURE = 3
# A document that names more other units in own places is about several units.
_MOST_OTHERS = 3
_LISTED = re.compile(r"\A(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)])([^，。；（(]{4,40})")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every place where the name is right, one for all places of each other way of writing it."""
    identity = audited.statements.identity
    own = own_name(identity.entity, identity.region)
    if own is None:
        yield not_applicable(NAMELESS)
        return
    places = own_places(audited, own.region)
    own = prevailing(own, places)
    labels = Counter(one.label for one in places if own.is_written(one.words))
    wrong: dict[str, list[Place]] = defaultdict(list)
    others: dict[str, list[Place]] = defaultdict(list)
    right: list[Place] = []
    for one in _each_once([*places, *near_places(audited, own)]):
        if own.is_written(one.words):  # (1)
            right.append(one.place)
            yield passed(one.place)
        elif own.slip(one.words) is not None or one.words == own.of_the_city:  # (2) (3)
            wrong[one.words].append(one.place)
        elif (
            is_name(one.words)
            and one.words.startswith(own.region[:2])
            and (not one.label or labels[one.label] >= _SURE)
        ):
            others[one.words].append(one.place)
    for words, found in wrong.items():
        yield failed(_slip(own, words, found, right))
    listed = _listed(audited)
    foreign = {words: found for words, found in others.items() if not _is_part(words, own, listed)}  # (4)
    if right and len(foreign) <= _MOST_OTHERS:
        for words, found in foreign.items():
            yield failed(_other(own, words, found, right))


def _each_once(named: Sequence[Named]) -> list[Named]:
    """Places that overlap count once, the first time."""
    kept: dict[int, Named] = {}
    for one in named:
        kept.setdefault(one.place.end, one)
    return list(kept.values())


def _slip(own: OwnName, words: str, found: list[Place], right: list[Place]) -> Finding:
    is_sure = len(right) >= _SURE and len(right) > 2 * len(found)
    where = Text(f"，共 {len(found)} 处", f", in {len(found)} places") if len(found) > 1 else Text("", "")
    message = Text(f"单位名称写作“{words}”，应为“{own.full}”", f"the unit is written “{words}”, it is “{own.full}”")
    severity = SEVERITY if is_sure else Severity.SUSPICIOUS
    return Finding(severity, message + where, (*found, *right[:1]), own.full, words, likelihood=90 if is_sure else 70)


def _other(own: OwnName, words: str, found: list[Place], right: list[Place]) -> Finding:
    message = Text(
        f"此处应是本单位“{own.full}”，却写作“{words}”，疑为照抄其他单位的文字",
        f"“{words}” stands where “{own.full}” is spoken of, perhaps copied from another unit",
    )
    return Finding(Severity.SUSPICIOUS, message, (*found, *right[:1]), own.full, words, likelihood=65)


def _listed(audited: Audited) -> str:
    """What tables and lists of units hold, in one string."""
    lists = (match[1] for flat in flat_paragraphs(audited) if (match := _LISTED.match(flat.words)))
    return "\n".join([*(flat.words for flat in flat_cells(audited)), *lists])


def _is_part(words: str, own: OwnName, listed: str) -> bool:
    """Whether a name is that of a sub-unit, or only a piece of the own name."""
    is_below = own.core in words and not words.endswith(own.core)
    return words in listed or is_below or words in own.full
