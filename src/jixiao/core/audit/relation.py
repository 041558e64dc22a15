"""Relations between concepts as data: signed sums and ratios that must hold wherever their figures stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.core.audit.check import Check
from jixiao.core.audit.finding import Severity, cannot_tell
from jixiao.core.audit.forms import AtMost, Form, Ratio, Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.statement import Dimensions, StatedFact

# row: all figures in one row of one table; table: in one table; document: wherever the document prints them.
Within = Literal["row", "table", "document"]

BREAKDOWNS = ("functional_class", "economic_class", "project", "task", "unit")


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a relation. `dimensions` it has beside those that all figures share.

    An optional part that is not printed where the others stand counts as nothing (a blank cell).
    """

    concept: str
    dimensions: Dimensions = ()
    sign: int = 1
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """The result is the signed sum or the ratio of the operands, or at most as much as the one operand.

    All figures are of one period and share their further dimensions. `kinds`: the kinds of documents in which it holds,
    all when none is named. With `totals_only` it is not held against the figures of single classes or projects.
    """

    id: str
    version: int
    title: Text
    form: Literal["sum", "ratio", "at_most"]
    result: Part
    operands: tuple[Part, ...]
    within: Within
    source: str
    kinds: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    totals_only: bool = False


def relation_check(relation: Relation) -> Check:
    """The check that a relation is."""
    statement = f"{relation.title.en}.\n\nSource: {relation.source}"

    def run(audited: Audited) -> Iterator[Tie | Answer]:
        return _ties(relation, audited)

    return Check(
        f"relation.{relation.id}", relation.version, relation.severity, "document", relation.title, statement, run
    )


def _ties(relation: Relation, audited: Audited) -> Iterator[Tie | Answer]:
    if relation.kinds and audited.statements.identity.kind not in relation.kinds:
        return
    wanted = dict(relation.result.dimensions)
    # What an operand is told apart by, the result must not carry: a total of all funds has no kind of fund.
    apart = {key for part in relation.operands for key, _ in part.dimensions} - set(wanted)
    for key in audited.keys_by_concept.get(relation.result.concept, ()):
        _, period, dimensions = key
        facts = audited.facts_by_key[key]
        if any(dict(dimensions).get(name) != value for name, value in wanted.items()):
            continue
        shared = {name: value for name, value in dimensions if name not in wanted}
        if apart & set(shared) or (relation.totals_only and any(name in BREAKDOWNS for name in shared)):
            continue
        for fact in facts:
            if relation.within == "document" or fact.table is not None:
                yield from _tie(relation, audited, fact, period, shared)


def _tie(
    relation: Relation, audited: Audited, fact: StatedFact, period: str, shared: dict[str, str]
) -> Iterator[Tie | Answer]:
    result = audited.term(fact)
    common = tuple(sorted(shared.items()))
    found: list[tuple[Part, StatedFact]] = []
    missing: list[Part] = []
    for part in relation.operands:
        own = tuple(sorted({**shared, **dict(part.dimensions)}.items())) if part.dimensions else common
        key = (part.concept, period, own)
        near = nearest(fact, audited.facts_by_key.get(key, ()), relation.within)
        if near is not None:
            found.append((part, near))
        elif not part.optional:
            missing.append(part)
    if not found or result is None:
        return
    if missing:
        names = [_name(part, audited) for part in missing]
        yield cannot_tell(Text("缺少：", "missing: ") + joined(names, "、", ", "), result.place)
        return
    terms = [audited.term(one) for _, one in found]
    if all(one is not None for one in terms):
        forms: dict[str, Form] = {"ratio": Ratio(), "at_most": AtMost()}
        form = forms.get(relation.form) or Sum(tuple(part.sign for part, _ in found))
        yield Tie(form, (result, *(one for one in terms if one is not None)), relation.title)


def _name(part: Part, audited: Audited) -> Text:
    concept = audited.vocabulary.concepts.get(part.concept)
    return concept.term if concept is not None else same(part.concept)


def nearest(fact: StatedFact, others: Sequence[StatedFact], within: Within) -> StatedFact | None:
    """The statement that stands closest: same row, same table, same section, any table, any text."""
    fitting = [one for one in others if one is not fact and _allowed(fact, one, within)]
    here = fact.figure.start
    return min(fitting, key=lambda one: (*_distance(fact, one), abs(one.figure.start - here)), default=None)


def _allowed(fact: StatedFact, other: StatedFact, within: Within) -> bool:
    if within == "document":
        return True
    return fact.table == other.table and (within == "table" or fact.row == other.row)


def _distance(fact: StatedFact, other: StatedFact) -> tuple[bool, ...]:
    in_table = fact.table is not None and fact.table == other.table
    return (
        not (in_table and fact.row == other.row),
        not in_table,
        fact.section != other.section,
        other.table is None,
    )
