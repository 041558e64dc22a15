"""Every amount stands in a unit that fits it: what is stated twice is not ten thousand times as large once.

Skipped:
1. Amounts that the document states once, and zeros.
2. Amounts that differ by anything else than 元 against 万元 or 亿元: those are other checks' matter.

A table of which several amounts are off, and none agrees with what stands elsewhere, is reported as a whole. One amount
in 元 beside those in 万元 of its paragraph is a lead, and 万 without 元 one of little weight.

Source: 上海市、深圳市部门预决算公开模板 (tables and texts name their unit); GB/T 15835-2011 出版物上数字用法.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, not_applicable, passed
from jixiao.core.audit.wording.magnitudes import amounts_of_paragraphs, pairs, short_amounts, tables_at_fault
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term
    from jixiao.core.audit.wording.magnitudes import Pair

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("金额单位正确", "amounts stand in the right unit")

OTHERWISE = Text("两处金额不同，但不差在单位", "the two amounts differ, but not by a unit")
NO_UNIT = Text("缺少：表格的金额单位", "missing: the unit of the table's amounts")
# So many amounts make a rule; so many digits are no chance; so many decimals has an amount to the fen.
_SEVERAL, _DIGITS, _FEN = 3, 3, 2


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every further statement of an amount, every paragraph with several, and tables without a unit."""
    found = list(pairs(audited))
    at_fault = tables_at_fault(found)
    whole: dict[int, list[tuple[Term, Term]]] = defaultdict(list)
    for pair in found:
        tables = [fact.table for fact, _ in (pair.one, pair.other) if fact.table is not None and fact.table in at_fault]
        if pair.factor == 1:
            yield passed(pair.one[1].place)
        elif pair.factor is None:
            yield not_applicable(OTHERWISE, pair.one[1].place)  # (2)
        elif tables:
            whole[tables[0]].append(pair.of(tables[0]))
        else:
            yield failed(_apart(audited, pair))
    for table, apart in whole.items():
        yield failed(_table_apart(audited, table, apart))
    told = {term.place for pair in found if pair.factor != 1 for _, term in (pair.one, pair.other)}
    for terms in amounts_of_paragraphs(audited):
        if len(terms) > 1 and not any(one.place in told for one in terms):
            yield from _beside(terms)
    yield from _without_unit(audited)
    yield from _short(audited)


def _apart(audited: Audited, pair: Pair) -> Finding:
    one, other, factor = pair.one[1], pair.other[1], pair.factor or 1
    units = (audited.vocabulary.units[symbol] for symbol in ("元", "万元", "亿元"))
    likely = next((unit.symbol for unit in units if unit.factor == one.unit.factor * factor), "")
    fits = (
        Text(f"单位若为{likely}则相符", f"in {likely} the two agree")
        if likely
        else Text("约差万倍", "10,000 times apart")
    )
    message = Text(f"此处为 {one}，另一处为 {other}，", f"{one} here, {other} elsewhere: ") + fits
    # Of one or two digits some figure is ten thousand times another by chance.
    is_plain = len(one.digits(one.value).replace(".", "").lstrip("0")) >= _DIGITS
    severity = SEVERITY if is_plain else Severity.SUSPICIOUS
    return Finding(severity, message, (one.place, other.place), str(other), str(one), likelihood=85 if is_plain else 60)


def _table_apart(audited: Audited, table: int, apart: Sequence[tuple[Term, Term]]) -> Finding:
    here, elsewhere = apart[0]
    title = next((one.title for one in audited.statements.tables if one.number == table), "")
    message = Text(
        f"“{title}”中 {len(apart)} 个金额与别处相差万倍，如此处 {here}，别处 {elsewhere}，表格单位疑有误",
        f"{len(apart)} amounts of the table are 10,000 times off, as {here} here, {elsewhere} elsewhere: a wrong unit",
    )
    places = tuple(term.place for pair in apart for term in pair)
    return Finding(Severity.SUSPICIOUS, message, places, str(elsewhere), str(here), likelihood=80)


def _beside(terms: Sequence[Term]) -> Iterator[Answer]:
    """One amount in 元, to the fen, beside others in 万元: several, or one with a number much like it."""
    small = [one for one in terms if one.unit.symbol == "元"]
    large = [one for one in terms if one.unit.symbol == "万元"]
    if len(small) == 1 and small[0].decimals == _FEN:
        as_large = small[0].value * 10000
        alike = [one for one in large if one.value <= 2 * as_large and as_large <= 2 * one.value]
        if alike or len(large) >= _SEVERAL:
            message = Text(f"同段其他金额以万元计，此处为 {small[0]}", f"{small[0]} beside amounts in 万元")
            places = tuple(one.place for one in (*small, *(alike or large)))
            yield failed(Finding(Severity.SUSPICIOUS, message, places, "万元", "元", likelihood=30))
            return
    yield passed(terms[0].place)


def _without_unit(audited: Audited) -> Iterator[Answer]:
    for table in audited.statements.tables:
        facts = audited.facts_by_table.get(table.number, [])
        if table.layout is not None and len(facts) >= _SEVERAL and not any(fact.unit for fact in facts):
            yield cannot_tell(NO_UNIT, audited.place(facts[0].figure.start, facts[0].figure.end))


def _short(audited: Audited) -> Iterator[Answer]:
    places = short_amounts(audited)
    shown = "、".join(dict.fromkeys(audited.words(place.start, place.end) for place in places))
    if shown:
        message = Text(f"金额单位缺“元”字：{shown}", f"amounts in 万 without 元: {shown}")
        yield failed(Finding(Severity.SUSPICIOUS, message, places, found=shown, likelihood=5))
