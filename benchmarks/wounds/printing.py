"""What the wounds came to: two tables on the terminal, one file for machines, two for whoever mends the checks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from benchmarks.wounds.covering import GOALS, groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.wounds.case import Case
    from benchmarks.wounds.covering import Coverage
    from benchmarks.wounds.judging import Outcome
    from benchmarks.wounds.running import Tried

    Covered = Sequence[tuple[Case, list[Coverage]]]

OUT = Path("var") / "bench"
COUNTS = ("printed", "covered", "tried", "holding", "noticed", "errors", "missed", "elsewhere")
CONTEXT = 40
ALL = "all"


def show(tried: Sequence[Tried], covered: Covered) -> None:
    """Three tables: documents by kinds, kinds in full, amounts."""
    console = Console()
    rows = list(_rows(tried))
    kinds = list(dict.fromkeys(kind for _, kind, _ in rows))
    table = _table("wounds noticed, of those that contradict a relation", "document", *kinds)
    for document in dict.fromkeys(name for name, _, _ in rows):
        found = {kind: counts for name, kind, counts in rows if name == document}
        table.add_row(document, *(_noticed(found.get(kind)) for kind in kinds))
    console.print(table)
    table = _table(
        "all documents; holding: no relation contradicts the wound; errors: noticed as one", "kind", *COUNTS, "share"
    )
    for _, kind, counts in (row for row in rows if row[0] == ALL):
        table.add_row(kind, *(f"{counts[one]:,}" for one in COUNTS), _share(counts["noticed"], _due(counts)))
    console.print(table)
    table = _table(
        "printed amounts that stand in a relation", "document", "where", "amounts", "covered", "share", "goal"
    )
    for name, where, amounts, count in _coverage_rows(covered):
        table.add_row(name, where, f"{amounts:,}", f"{count:,}", _share(count, amounts), _goal(where))
    console.print(table)


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title)
    for head in heads:
        table.add_column(head, justify="left" if head in ("document", "kind", "where") else "right")
    return table


def _noticed(counts: Counter[str] | None) -> str:
    return f"{counts['noticed']}/{_due(counts)}" if counts is not None and _due(counts) else "–"


def save(tried: Sequence[Tried], covered: Covered, cases: Mapping[str, Case]) -> None:
    """All three files."""
    OUT.mkdir(parents=True, exist_ok=True)
    document: dict[str, Any] = {
        "schema": "jixiao/bench/1",
        "wounds": [{"document": name, "kind": kind, **counts} for name, kind, counts in _rows(tried)],
        "coverage": [
            {"document": name, "where": where, "amounts": amounts, "covered": count, "goal_percent": GOALS[where]}
            for name, where, amounts, count in _coverage_rows(covered)
        ],
    }
    (OUT / "wounds.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (OUT / "wounds-missed.txt").write_text("\n".join(_missed(tried, cases)) + "\n", "utf-8")
    (OUT / "wounds-uncovered.txt").write_text("\n".join(_uncovered(covered)) + "\n", "utf-8")


def _rows(tried: Sequence[Tried]) -> Iterator[tuple[str, str, Counter[str]]]:
    """A row for each document and kind of which there is any, then one for each kind over all documents."""
    totals: dict[str, Counter[str]] = {}
    for one in tried:
        counts = Counter({name: int(getattr(one, name)) for name in COUNTS})
        totals.setdefault(one.kind, Counter()).update(counts)
        if one.printed:
            yield one.document, one.kind, counts
    for kind, counts in totals.items():
        yield ALL, kind, counts


def _due(counts: Counter[str]) -> int:
    return counts["tried"] - counts["holding"]


def _coverage_rows(covered: Covered) -> Iterator[tuple[str, str, int, int]]:
    totals: dict[str, tuple[int, int]] = {}
    for case, found in covered:
        for one in found:
            amounts, count = totals.get(one.where, (0, 0))
            totals[one.where] = amounts + one.amounts, count + one.covered
            if one.amounts:
                yield case.name, one.where, one.amounts, one.covered
    for where, (amounts, count) in totals.items():
        yield ALL, where, amounts, count


def _share(count: int, of: int) -> str:
    """Per cent, rounded down, so that 100 % is said of all only."""
    return f"{count * 1000 // of / 10:.1f} %" if of else "–"


def _goal(where: str) -> str:
    return "–" if GOALS[where] is None else f"{GOALS[where]} %"


def _missed(tried: Sequence[Tried], cases: Mapping[str, Case]) -> Iterator[str]:
    for one in tried:
        for outcome in one.outcomes:
            if outcome.is_missed or outcome.elsewhere:
                yield _line(one, outcome, cases[one.document].document.text)


def _line(tried: Tried, outcome: Outcome, text: str) -> str:
    wound = outcome.wound
    before, after = text[max(0, wound.start - CONTEXT) : wound.start], text[wound.end : wound.end + CONTEXT]
    words = f"{before}〔{text[wound.start : wound.end]}→{wound.new}〕{after}".replace("\n", "⏎").replace("\t", "|")
    what = "missed" if outcome.is_missed else "elsewhere"
    lines = [f"{what} · {tried.document} · {tried.kind} · {words}", f"    by {', '.join(wound.by)}"]
    return "\n".join([*lines, *(f"    elsewhere: {each}" for each in outcome.elsewhere)])


def _uncovered(covered: Covered) -> Iterator[str]:
    for case, found in covered:
        for one in found:
            if not one.amounts:
                continue
            yield f"=== {case.name} · {one.where}: {one.covered} of {one.amounts}"
            yield from (f"{count:6} {name}" for name, count in groups(case, one).most_common())
            for (start, end), fact in one.bare:
                text = case.document.text
                words = f"{text[max(0, start - CONTEXT) : start]}〔{text[start:end]}〕{text[end : end + 12]}"
                said = "".join(f"[{key}={value}]" for key, value in fact.dimensions)
                words = words.replace("\n", "⏎").replace("\t", "|")
                yield f"       {fact.concept or '-'}{said} · {fact.label[:40]} · {words}"
