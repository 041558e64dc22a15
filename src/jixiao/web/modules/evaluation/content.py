"""A year's rows as a fact file, and a fact file as rows: the one form in which everything goes in and out.

Scoring, checking, signing and undoing all work on this form, so what the web scores is what `jixiao score` scores.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jixiao.rulebook_loader.filing_file import FORM
from jixiao.web.modules.evaluation.models import CLAUSE_KINDS, Decision, Statement
from jixiao.web.registers.figures.entries import BY_HAND, SOURCE_WORDS, Entry, document_of, entry_of, fact_of
from jixiao.web.registers.figures.queries import holding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person

TOTAL = ""


def written(content: Mapping[str, Any]) -> str:
    """A fact file as JSON text."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


class _Documents:
    """The documents that are cited, each under one name; the name it was brought with, unless another has it."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {}

    def name_of(self, source: Mapping[str, Any]) -> str:
        entry = document_of(source)
        wanted = (source.get("document") or BY_HAND).get("key") or "document"
        name, number = wanted, 1
        while self.entries.setdefault(name, entry) != entry:
            number += 1
            name = f"{wanted}-{number}"
        return name

    def place(self, source: Mapping[str, Any] | None) -> dict[str, Any]:
        """A source as a fact file writes it, under its key; nothing where there is none."""
        if not source:
            return {}
        words = {word: source[word] for word in SOURCE_WORDS if source.get(word) not in (None, "")}
        return {"source": {"document": self.name_of(source), **words}}


def content_of(year: DepartmentYear) -> dict[str, Any]:
    """The rows of a year as a fact file."""
    documents = _Documents()
    facts = [_fact(entry_of(figure), documents) for figure in holding(year.organisation, year.year)]
    statements = {one.indicator: _statement(one, documents) for one in year.statements.all()}
    decisions = [_decision(one, documents) for one in year.decisions.all()]
    total = statements.pop(TOTAL, None)
    stated: dict[str, Any] = {"total": total} if total else {}
    stated |= {"grade": year.stated_grade} if year.stated_grade else {}
    stated |= {"scores": statements} if statements else {}
    return {
        "schema": FORM,
        "entity": year.entity,
        "region": year.region,
        "period": str(year.year),
        "kind": year.kind,
        "framework": year.framework,
        **({"as_of": year.as_of.isoformat()} if year.as_of else {}),
        "documents": documents.entries,
        "facts": facts,
        **({"stated": stated} if stated else {}),
        "judgements": decisions,
    }


def _fact(entry: Entry, documents: _Documents) -> dict[str, Any]:
    return fact_of(entry, documents.name_of(entry.source))


def _statement(one: Statement, documents: _Documents) -> dict[str, Any]:
    said = {"value": one.value} if one.value else {"unreadable": one.unreadable}
    return said | documents.place(one.source)


def _decision(one: Decision, documents: _Documents) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "clause": one.clause,
        one.kind: plain_value(one.kind, one.value),
        "by": one.decided_by,
        "on": one.on.isoformat(),
        "evidence": one.evidence,
        **documents.place(one.source),
    }


def plain_value(kind: str, value: str) -> object:
    """A decision's value as a fact file writes it: yes or no and counts are no text."""
    if kind == "met" and value in ("true", "false"):
        return value == "true"
    return int(value) if kind == "count" and value.isascii() and value.isdigit() else value


def entries_of(content: Mapping[str, Any]) -> list[Entry]:
    """The figures of a fact file, each with its document."""
    return [
        Entry(
            fact["concept"],
            fact.get("period") or content["period"],
            fact["value"],
            fact["unit"],
            _source(fact["source"], content),
            fact.get("hedge") or "",
            fact.get("dimensions") or {},
        )
        for fact in content.get("facts") or ()
    ]


def decisions_of(content: Mapping[str, Any], year: DepartmentYear, by: Person, at: datetime) -> list[Decision]:
    """The decisions of a fact file, as rows."""
    found = []
    for one in content.get("judgements") or ():
        kind = next(name for name, _ in CLAUSE_KINDS if one.get(name) is not None)
        value = str(one[kind]).lower() if kind == "met" else str(one[kind])
        source = _source(one["source"], content) if one.get("source") else None
        names = {"indicator": one["indicator"], "clause": one["clause"], "kind": kind, "value": value}
        said = {"decided_by": one["by"], "on": one["on"], "evidence": one["evidence"], "source": source}
        found.append(Decision(year=year, **names, **said, by=by, at=at))
    return found


def statements_of(content: Mapping[str, Any], year: DepartmentYear, by: Person, at: datetime) -> list[Statement]:
    """The stated scores of a fact file, as rows; the total first."""
    stated = content.get("stated") or {}
    scores = {TOTAL: stated.get("total"), **(stated.get("scores") or {})}
    return [
        Statement(
            year=year,
            indicator=name,
            value="" if one.get("value") is None else str(one["value"]),
            unreadable=one.get("unreadable") or "",
            source=_source(one["source"], content) if one.get("source") else None,
            by=by,
            at=at,
        )
        for name, one in scores.items()
        if one
    ]


def _source(source: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    name = source["document"]
    words = {word: source[word] for word in SOURCE_WORDS if source.get(word) is not None}
    return {"document": {"key": name, **content["documents"][name]}, **words}
