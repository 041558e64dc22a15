"""Which documents of an audit belong together: one unit's, a department's beside its units', one document twice.

Only what documents say of themselves counts: the name of the unit, the title, and the list of units in a department's
own text. Where a unit is spoken of as a whole department and as a single unit, the two are never mixed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited

Level = Literal["department", "unit", ""]
KINDS = {
    "budget": Text("预算", "budget"),
    "accounts": Text("决算", "final accounts"),
    "self_evaluation": Text("绩效自评报告", "self-evaluation"),
}
_BLANKS = re.compile(r"[\s\u200b\ufeff“”\"'‘’]+")
# The unit that leads a department, without the units below it.
_OWN = re.compile(r"\((?:本级|机关|机关本级|局本级|委本级)\)$|本级$")
_OF_DEPARTMENT = re.compile("部门(?:预算|决算|整体)")
_OF_UNIT = re.compile("单位(?:预算|决算)")
# Names with which those of many departments begin, though none of them belongs to the others.
_NO_DEPARTMENT = re.compile("政府$|^中(?:国)?共.*委员会$")
# Behind these words a department lists the units whose figures it holds; no list is longer than this.
_LISTS = re.compile(
    "(?:预算|决算|所属|下属|直属|基层)单位(?:构成|范围|情况|包括|共|有|名单|[:：])|(?:纳入|编制)[^。]{0,20}范围"
)
_LIST = 800


@dataclass(frozen=True, slots=True)
class Whose:
    """A unit by its plain name; `level` says whether it is meant with the units below it."""

    name: str
    level: Level


def plain(name: str) -> str:
    """A name without blanks and quotation marks, in half width, 与 and 和 alike."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name)).replace("与", "和")


def whose(audited: Audited) -> Whose | None:
    """Whose document it is; None where nothing in it tells."""
    identity = audited.statements.identity
    if not identity.entity:
        return None
    name = plain(identity.entity)
    title = plain(identity.title or "")
    if _OWN.search(name):
        return Whose(_OWN.sub("", name), "unit")
    if _OF_UNIT.search(title):
        return Whose(name, "unit")
    # Reports call any unit that spends for itself a department.
    is_department = identity.kind in ("budget", "accounts") and _OF_DEPARTMENT.search(title)
    return Whose(name, "department" if is_department else "")


def by_unit(documents: Sequence[Audited]) -> list[tuple[Audited, ...]]:
    """The documents of each unit, in their order; a document that belongs to no other is a group of its own."""
    named: dict[str, dict[Level, list[Audited]]] = defaultdict(lambda: defaultdict(list))
    for one in documents:
        owner = whose(one)
        if owner is not None:
            named[owner.name][owner.level].append(one)
    groups: list[tuple[Audited, ...]] = []
    for levels in named.values():
        if levels["department"] and levels["unit"]:
            # What names no level may be of either: better compared with its own kind only.
            groups.extend(tuple(group) for group in levels.values() if group)
        else:
            whole = [one for group in levels.values() for one in group]
            groups.append(tuple(sorted(whole, key=lambda one: one.index)))
    return groups


def one_each(documents: Sequence[Audited]) -> dict[tuple[str, int], Audited]:
    """The documents of one unit by kind and year; of several the one that states most, then the first."""
    found: dict[tuple[str, int], Audited] = {}
    for one in documents:
        identity = one.statements.identity
        if identity.year is not None:
            other = found.setdefault((identity.kind, identity.year), one)
            if len(one.statements.facts) > len(other.statements.facts):
                found[identity.kind, identity.year] = one
    return found


def departments_and_units(documents: Sequence[Audited]) -> Iterator[tuple[Audited, Audited]]:
    """Every department's document with a document of the same kind and year of a unit that belongs to it."""
    alike: dict[tuple[str, int], list[tuple[Whose, Audited]]] = defaultdict(list)
    for group in by_unit(documents):
        for key, one in one_each(group).items():
            owner = whose(one)
            if owner is not None:
                alike[key].append((owner, one))
    for members in alike.values():
        for department, above in members:
            if department.level == "department":
                listed = _listed(above)
                yield from ((above, below) for unit, below in members if _belongs(unit, department, listed))


def _belongs(unit: Whose, department: Whose, listed: str) -> bool:
    if unit.level == "department" or _NO_DEPARTMENT.search(department.name):
        return False
    if unit.name == department.name:
        return unit.level == "unit"
    return unit.name.startswith(department.name) or unit.name in listed


def _listed(department: Audited) -> str:
    """The stretches of a department's text that list its units, plain."""
    text = plain(department.document.text)
    return "\n".join(text[match.end() : match.end() + _LIST] for match in _LISTS.finditer(text))


def called(audited: Audited) -> Text:
    """How a sentence calls a document of a unit: 2024年预算."""
    identity = audited.statements.identity
    kind = KINDS.get(identity.kind, Text("文件", "document"))
    if identity.year is None:
        return kind
    return Text(f"{identity.year}年{kind.zh}", f"{kind.en} of {identity.year}")


def owner_called(audited: Audited) -> Text:
    """The unit's name as its document has it, else the path."""
    return same(audited.statements.identity.entity or audited.path)
