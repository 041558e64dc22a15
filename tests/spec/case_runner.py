"""Runs the cases that lie beside the rules.

A case file is `<indicator>.cases.yaml`:

    cases:
      - name: a sentence
        figures: {staff_in_post: "95 人", expenditure_progress@q1: "11.05 %", satisfaction: {text: 95 % 以上}}
        clauses: {policy: "0.60", violation: false, nonconforming: 2, budget: full}
        reading: declared            # the framework's default without it; a part of a combined name will do
        outcome: scored              # or not_applicable, cannot_tell
        score: "2.60"                # or the letter
        missing: [年初预算]            # words of what a person is told to find

A figure is written as documents print it; where kinds of source differ (text, table), each is given by its
kind. A clause is decided by points (as text), yes or no, a count of items, or the name of an option.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.core.kernel.citation import Citation, Document
from jixiao.core.kernel.numerals import read_decimal
from jixiao.core.kernel.period import Period
from jixiao.core.ledger.concept import Vocabulary
from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing, Judgement
from jixiao.core.scoring.framework import Framework, Group
from jixiao.core.scoring.score import resolve_reading, score
from jixiao.core.scoring.scorecard import IndicatorResult
from jixiao.rulebook_loader.strict_yaml import read_source

YEAR = Period.parse("2022")
AS_OF = date(2023, 6, 30)
DOCUMENT = Document("case", "case")
KEYS = {"name", "figures", "clauses", "reading", "outcome", "score", "missing"}

_FIGURE = re.compile(r"(?P<before>[^\d−-]*)(?P<number>[−-]?[\d,.]+) ?(?P<rest>.+)\Z")


@dataclass(frozen=True)
class Case:
    """One case: what is known, and what the rule must answer."""

    name: str
    outcome: str
    figures: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, Any] = field(default_factory=dict)
    reading: str | None = None
    score: str | None = None
    missing: tuple[str, ...] = ()


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; fails on a key that nobody would read."""
    content = read_source(path).value
    assert isinstance(content, dict) and set(content) == {"cases"}, f"{path}: one key, cases"
    for raw in content["cases"]:
        assert set(raw) <= KEYS, f"{path}: unknown keys {set(raw) - KEYS} in “{raw.get('name')}”"
    return [Case(**{**raw, "missing": tuple(raw.get("missing", ()))}) for raw in content["cases"]]


def filing_of(case: Case, vocabulary: Vocabulary, indicator: str) -> Filing:
    """What the case knows, as a filing."""
    facts = [
        _fact(vocabulary, reference, written, kind)
        for reference, value in case.figures.items()
        for kind, written in (value.items() if isinstance(value, dict) else [("text", value)])
    ]
    judgements = tuple(
        Judgement(indicator, clause, "case", AS_OF, "case", **_decision(value))
        for clause, value in case.clauses.items()
    )
    return Filing("case", "深圳市福田区", YEAR, "self_evaluation", FactSet(facts), judgements=judgements)


def run(framework: Framework, indicator: str, case: Case) -> IndicatorResult:
    """What the rule answers."""
    rule = framework.indicator(indicator)
    alone = replace(framework, groups=(Group("case", rule.name, rule.points, indicators=(rule,)),))
    if case.reading is not None:
        assert resolve_reading(rule, case.reading), f"{indicator} has no reading {case.reading}"
    readings = {indicator: case.reading} if case.reading else {}
    filing = filing_of(case, framework.vocabulary, indicator)
    (result,) = score(alone, filing, AS_OF, readings).results
    return result


def misfits(result: IndicatorResult, case: Case) -> list[str]:
    """Where the answer is not the one that the case expects; empty when all is well."""
    found = []
    if result.outcome.value != case.outcome:
        missing = "、".join(text.zh for text in result.missing)
        found.append(f"outcome {result.outcome.value} ({missing}), expected {case.outcome}")
    given = result.letter or (None if result.score is None else f"{result.score:f}")
    if given != case.score:
        found.append(f"score {given}, expected {case.score}")
    told = [text.zh for text in result.missing]
    found += [f"“{word}” is not among the missing {told}" for word in case.missing if not any(word in t for t in told)]
    if result.outcome.value == "scored" and not result.steps:
        found.append("scored without an explanation")
    return found


def _fact(vocabulary: Vocabulary, reference: str, written: str, kind: Any) -> Fact:
    name, _, at = reference.partition("@")
    concept = vocabulary.concepts[name]
    match = _FIGURE.match(written)
    assert match, f"{reference}: “{written}” is not a figure with its unit"
    before, rest = match["before"].strip(), match["rest"].strip()
    after = next((word for word in vocabulary.hedges if rest.endswith(word) and rest != word), "")
    hedge = before or after or None
    unit = vocabulary.units[rest.removesuffix(after).strip()]
    assert unit.dimension == concept.dimension, f"{reference}: {unit.symbol} does not measure {concept.term.zh}"
    fact = Fact(
        concept,
        "case",
        YEAR.at(at) if at else YEAR,
        read_decimal(match["number"]),
        unit,
        Citation(DOCUMENT, kind=kind),
        hedge,
        vocabulary.hedges[hedge] if hedge else None,
    )
    low, high = concept.integer_range
    assert low <= fact.integer <= high, f"{reference}: {written} is not a possible value of {concept.term.zh}"
    return fact


def _decision(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"met": value}
    if isinstance(value, int):
        return {"count": value}
    if re.match(r"\d", value):
        return {"points": Decimal(value)}
    return {"option": value}
