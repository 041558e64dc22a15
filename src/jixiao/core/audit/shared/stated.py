"""What documents state of one quantity, compared across documents: names of quantities, the figures that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.tie import judge
from jixiao.core.kernel.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.audit.audited import Audited, Key
    from jixiao.core.audit.term import Term
    from jixiao.core.audit.tie import Tie
    from jixiao.core.document.statement import Dimensions


def terms_of(audited: Audited, key: Key) -> list[Term]:
    """The figures that a document prints for a quantity, those of tables first, each place once."""
    facts = sorted(audited.facts_by_key.get(key, ()), key=lambda one: one.table is None)
    found = [one for fact in facts if (one := audited.term(fact)) is not None]
    return list({one.place: one for one in found}.values())


def best(ties: Iterable[Tie]) -> Tie | None:
    """Of ties with several prints of the same figures one that holds, else the first.

    That the prints of one document differ among themselves is another check's.
    """
    first = None
    for tie in ties:
        first = first or tie
        if judge(tie).state in ("holds", "rounding"):
            return tie
    return first


def quantity(audited: Audited, concept: str, dimensions: Dimensions) -> Text:
    """What a quantity is called: its concept and what it is broken down by."""
    known = audited.vocabulary.concepts.get(concept)
    name = known.term if known is not None else same(concept)
    if not dimensions:
        return name
    parts = [_value(audited, axis, value) for axis, value in dimensions]
    return name + Text(f"（{'，'.join(part.zh for part in parts)}）", f" ({', '.join(part.en for part in parts)})")


def _value(audited: Audited, axis: str, value: str) -> Text:
    known = audited.vocabulary.fact_dimensions.get(axis)
    codes = known.codes.codes if known is not None and known.codes is not None else {}
    if value not in codes:
        return same(value)
    name = codes[value].name
    return Text(f"{value} {name.zh}", f"{value} {name.en}") if value.isdigit() else name
