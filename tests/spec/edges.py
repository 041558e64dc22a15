"""Where a rule's answer changes by a threshold, and on which side of it a case lies.

Thresholds are read from the rule as written; the rate of a case is measured with the rule's own term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao.core.kernel.numerals import read_fraction, share
from jixiao.core.scoring.binding import bind
from jixiao.core.scoring.inputs import Workbench
from jixiao.core.scoring.score import resolve_reading
from jixiao.core.scoring.terms import Figure, Term, read_term
from jixiao.rulebook_loader.strict_yaml import read_source
from tests.spec.case_runner import Case, filing_of
from tests.spec.rulebooks import BOOK, SHIPPED, framework_named

ENDS = ("at_least", "above", "at_most", "below")


@dataclass(frozen=True)
class Edge:
    """A threshold of the n-th rate of a rule."""

    rate: int
    threshold: Fraction
    can_be_exceeded: bool = True

    def __str__(self) -> str:
        return f"rate {self.rate} at {share(self.threshold)}"


def edges_of(cases: Path) -> set[Edge]:
    """All thresholds of the rule to which a case file belongs, under all its readings."""
    rule = _rule_file(cases)
    return {edge for name in _readings(cases) for edge, _ in _edges(rule, name)}


def sides_seen(cases: Path, case: Case) -> Iterator[tuple[Edge, str]]:
    """Each threshold with the side on which the case lies: below, on or above it."""
    framework = framework_named(cases.parent.name)
    indicator = framework.indicator(cases.name.removesuffix(".cases.yaml"))
    name = resolve_reading(indicator, case.reading) if case.reading else indicator.default_reading
    filing = filing_of(case, framework.vocabulary, indicator.id)
    for edge, term in _edges(_rule_file(cases), name or ""):
        bench = Workbench(framework.vocabulary, indicator.id, indicator.points)
        measure = term.measure(bench)
        reader = bind(filing, bench.inputs)
        if reader.holds(measure.defined):
            rate = reader.exact(measure.value)
            yield edge, "on" if rate == edge.threshold else "below" if rate < edge.threshold else "above"


def _rule_file(cases: Path) -> dict[str, Any]:
    content = read_source(cases.with_name(cases.name.replace(".cases.yaml", ".yaml"))).value
    assert isinstance(content, dict)
    return content


def _readings(cases: Path) -> list[str]:
    indicator = framework_named(cases.parent.name).indicator(cases.name.removesuffix(".cases.yaml"))
    return [reading.name for reading in indicator.readings]


def _edges(file: dict[str, Any], reading: str) -> list[tuple[Edge, Term]]:
    chosen = {
        gap: next(option["value"] for name, option in entry["options"].items() if name in reading.split("+"))
        for gap, entry in file.get("readings", {}).items()
    }
    found = []
    for number, (rate, thresholds) in enumerate(_rated(_filled(file["rule"], chosen))):
        term = read_term(rate)
        found += [(Edge(number, one, _exceedable(term, one)), term) for one in sorted(thresholds)]
    return found


def _rated(rule: Any) -> Iterator[tuple[Any, set[Fraction]]]:
    """Every rate of a rule with the thresholds that it is compared with."""
    if isinstance(rule, list):
        for item in rule:
            yield from _rated(item)
    if not isinstance(rule, dict):
        return
    if "rate" in rule:
        bands = rule.get("bands", [rule])
        written = [band[end] for band in bands for end in (*ENDS, "threshold") if end in band]
        if written:
            yield rule["rate"], {read_fraction(one) for one in written}
    for key, value in rule.items():
        if key not in ("rate", "bands"):
            yield from _rated(value)


def _exceedable(term: Term, threshold: Fraction) -> bool:
    """Whether the rate can lie above: a figure of the vocabulary may have its greatest value there."""
    limit = BOOK.vocabulary.concepts[term.reference].maximum if isinstance(term, Figure) else None
    return limit is None or threshold < Fraction(limit)


def _filled(rule: Any, chosen: dict[str, Any]) -> Any:
    if isinstance(rule, list):
        return [_filled(item, chosen) for item in rule]
    if isinstance(rule, dict) and list(rule) == ["parameter"]:
        return _parameter(rule["parameter"])
    if isinstance(rule, dict):
        return {key: _filled(item, chosen) for key, item in rule.items()}
    if isinstance(rule, str) and rule.startswith("$") and rule != "$points":
        gap, _, key = rule[1:].partition(".")
        return _filled(chosen[gap][key] if key else chosen[gap], chosen)
    return rule


def _parameter(name: str) -> Any:
    content = read_source(SHIPPED / "parameters" / f"{name}.yaml").value
    assert isinstance(content, dict)
    return content["values"][-1]["value"]
