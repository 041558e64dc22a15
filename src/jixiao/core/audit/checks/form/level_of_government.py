"""Where a document says of which level of government its unit and its money are, it is the level of its region.

Skipped:
1. Documents whose region is not known.
2. Levels in the names of laws, awards, funds and transfers, and wherever the words are not about the unit's own place
   in the budget (市级转移支付, 市级文明单位, 市级预算部门下达).

Own words are 区级部门预算 and the set phrases of definitions: 是区级预算主管部门, 与区级财政有经费领拨关系,
使用区级财政拨款安排. It is an error where the document elsewhere calls itself by its right level.

Source: 财政部 政府收支分类科目; 中华人民共和国预算法 第三条 (one level of government, one level of budget).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("政府层级用语与所在地区一致", "words for the level of government are those of the region")
REGIONLESS = Text("不知道所属地区", "the region is not known")

_LEVEL = r"((?:中央|国家|自治区|[省市区县镇乡])级)"
_OWN = (
    re.compile(rf"(?:是|指|为){_LEVEL}(?:预算)?(?:主管)?部门及(?:其)?所属"),
    re.compile(rf"[与同和]{_LEVEL}财政(?:部门)?有(?:经费|预算)?(?:经费)?(?:领拨|拨款|缴拨款)关系"),
    re.compile(rf"使用{_LEVEL}财政(?:拨款|资金)(?:安排|开支)"),
    re.compile(rf"(?:指|部门|单位|年度)从{_LEVEL}财政(?:部门)?(?:当年)?取得的财政拨款"),
    re.compile(rf"20\d\d年度?{_LEVEL}(?:部门|单位)[预决]算\Z"),
    re.compile(rf"纳入{_LEVEL}(?:部门)?预算管理的(?:部门|单位)"),
)
# What a region may call its level. A district is a county by rank, and 市 stands for any city.
_RIGHT = (
    (re.compile(r"自治区\Z"), ("自治区级",)),
    (re.compile(r"区\Z"), ("区级", "县级")),
    (re.compile(r"[县旗]\Z"), ("县级",)),
    (re.compile(r"[镇乡]\Z"), ("镇级", "乡级")),
    (re.compile(r"市\Z"), ("市级", "县级")),
    (re.compile(r"省\Z"), ("省级",)),
)


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every own place with the right level, one for all places of each other level."""
    region = audited.statements.identity.region or ""
    right = next((levels for pattern, levels in _RIGHT if pattern.search(region)), None)
    if right is None:
        yield not_applicable(REGIONLESS)  # (1)
        return
    wrong: dict[str, list[Place]] = defaultdict(list)
    named: list[Place] = []
    for flat in flat_paragraphs(audited):
        for match in (match for pattern in _OWN for match in pattern.finditer(flat.words)):  # (2)
            (named if match[1] in right else wrong[match[1]]).append(flat.of(match, 1))
    yield from (passed(place) for place in named)
    for level, places in wrong.items():
        severity = SEVERITY if named else Severity.SUSPICIOUS
        places.sort()
        count = Text(f"，共 {len(places)} 处", f", in {len(places)} places") if len(places) > 1 else Text("", "")
        message = Text(
            f"本单位属{region}，此处却称“{level}”，应为“{right[0]}”",
            f"the unit belongs to {region}; “{level}” is another level of government, it should be “{right[0]}”",
        )
        likelihood = 80 if named else 60
        yield failed(Finding(severity, message + count, (*places, *named[:1]), right[0], level, likelihood=likelihood))
