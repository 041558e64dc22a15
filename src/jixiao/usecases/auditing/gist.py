"""The gist of an audited document as plain data, and back, so that checks over several documents need not read again.

It holds everything that was stated and recomputed, exactly: numbers keep their printed places, a fact to which a claim
points is the same object again. Blocks are left out; text and pages are those of the record.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.core.audit import audited as audited_module
from jixiao.core.audit.audited import Audited
from jixiao.core.document import figure, statement
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.page import Page
from jixiao.core.document.statement import Statements
from jixiao.core.kernel import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.document.statement import StatedFact
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.reports.audit.record import AuditRecord

# Everything of which statements are made, by name.
KINDS: dict[str, type] = {
    name: kind
    for module in (statement, figure, audited_module, text)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and is_dataclass(kind)
}
_PLAIN = (str, int, bool, type(None))


def gist_of(audited: Audited) -> dict[str, Any]:
    """What a document states and what was recomputed: lists, strings, whole numbers, and objects of one key.

    That key names the kind of what the object stands for, `fact` one of the facts by its place in their list.
    """
    facts = audited.statements.facts
    numbers = {id(fact): number for number, fact in enumerate(facts)}
    others = (getattr(audited.statements, one.name) for one in fields(Statements) if one.name != "facts")
    return {
        "name": audited.document.name,
        "facts": [_plain(fact, {}) for fact in facts],
        "statements": [_plain(one, numbers) for one in others],
        "recomputed": _plain(audited.recomputed, numbers),
    }


def audited_from(record: AuditRecord, index: int, vocabulary: Vocabulary) -> Audited:
    """The document of a record, without its blocks; `index` is its number in places."""
    head, gist = record["document"], record["gist"]
    document = DocumentText(
        gist["name"],
        head["sha256"],
        head["form"],  # type: ignore[arg-type]  # written from a document, as all of the record
        record["text"],
        (),
        tuple(Page(one["number"], one["start"], one["end"]) for one in record["pages"]),
    )
    facts = tuple(_back(one, ()) for one in gist["facts"])
    names = [one.name for one in fields(Statements) if one.name != "facts"]
    others = {name: _back(one, facts) for name, one in zip(names, gist["statements"], strict=True)}
    statements = Statements(facts=facts, **others)
    return Audited(index, head["path"], document, statements, vocabulary, _back(gist["recomputed"], facts))


def _plain(value: object, numbers: Mapping[int, int]) -> object:
    """A value as plain data; raises `TypeError` for a kind that has no form here."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [_plain(one, numbers) for one in value]
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if id(value) in numbers:
        return {"fact": numbers[id(value)]}
    name = type(value).__name__
    if not is_dataclass(value) or name not in KINDS:
        raise TypeError(f"{name} has no form in a gist")
    return {name: [_plain(getattr(value, one.name), numbers) for one in fields(value)]}


def _back(plain: Any, facts: Sequence[StatedFact]) -> Any:  # noqa: ANN401 - whatever it was
    """The value of which plain data was made."""
    if isinstance(plain, list):
        return tuple(_back(one, facts) for one in plain)
    if not isinstance(plain, dict):
        return plain
    ((name, inner),) = plain.items()
    match name:
        case "number":
            return Decimal(inner)
        case "day":
            return date.fromisoformat(inner)
        case "fact":
            return facts[inner]
        case _:
            return KINDS[name](*(_back(one, facts) for one in inner))
