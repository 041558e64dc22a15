"""What if: an indicator's inputs in a form, the score that would follow, nothing saved."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_GET

from jixiao.core.kernel.faults import InputFault
from jixiao.web.modules.evaluation.content import plain_value
from jixiao.web.modules.evaluation.queries import clauses_of, needed_figures
from jixiao.web.modules.evaluation.scorecard import door
from jixiao.web.modules.evaluation.scoring import card_of, standing_content
from jixiao.web.modules.evaluation.views.frame import language, result_for, said, year_for, year_page
from jixiao.web.platform.clock import today
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.inputs import Clause
    from jixiao.core.scoring.scorecard import IndicatorResult
    from jixiao.web.modules.evaluation.models import DepartmentYear

ASSUMED = {"title": "试算"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what it is called, what stands in it, what stands in the year, which choices there are."""

    key: str
    name: Text
    value: str
    standing: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@require_GET
def what_if(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """The form, and what would follow; the address holds it all, so that it can be shown to someone."""
    year = year_for(request, pk)
    content = standing_content(year)
    card = card_of(content, year.readings)
    result = result_for(card, indicator)
    fields = [*_figure_fields(request, year, result), *_clause_fields(request, result, language(request))]
    changed = [one for one in fields if one.value != one.standing]
    problems: list[str] = []
    after = None
    if changed:
        try:
            after = card_of(_changed(content, changed, year, result), year.readings)
        except InputFault as fault:
            problems = said(fault.problems, language(request))
    then = None if after is None else result_for(after, indicator)
    others = [] if after is None else [
        (was, is_) for was, is_ in zip(card.results, after.results, strict=True)
        if was.indicator.id != indicator and (was.score, was.outcome) != (is_.score, is_.outcome)
    ]  # fmt: skip
    return year_page(
        request, "what_if", year, card, tab="fill", status=400 if problems else 200, result=result, fields=fields,
        then=then, after=after, others=others, problems=problems,
        door=door(after or card, then or result),
    )  # fmt: skip


def _figure_fields(request: HttpRequest, year: DepartmentYear, result: IndicatorResult) -> list[Field]:
    bound = {one.input.column.name: one for one in result.inputs}
    fields = []
    for need in needed_figures(result, year):
        binding = bound.get(need.item.column.name)
        fact = None if binding is None else binding.fact
        usual = next(
            unit.symbol for unit in rulebook().vocabulary.units.values()
            if need.item.concept is not None and unit.dimension == need.item.concept.dimension
        )  # fmt: skip
        standing = "" if fact is None else f"{fact.printed:f}"
        unit = usual if fact is None else fact.unit.symbol
        key = f"figure:{need.concept}:{need.period}"
        fields.append(Field(key, need.name, request.GET.get(key, standing).strip()[:60], standing, unit))
    return fields


def _clause_fields(request: HttpRequest, result: IndicatorResult, lang: str) -> list[Field]:
    bound = {one.input.clause.id: one for one in result.inputs if one.input.clause is not None}
    fields = []
    for clause in clauses_of(result):
        binding = bound.get(clause.id)
        judgement = None if binding is None else binding.judgement
        standing = "" if judgement is None else _written(getattr(judgement, clause.kind))
        key = f"clause:{clause.id}"
        value = request.GET.get(key, standing).strip()[:60]
        fields.append(Field(key, clause.name, value, standing, choices=_choices(clause, lang)))
    return fields


def _written(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _choices(clause: Clause, lang: str) -> tuple[tuple[str, str], ...]:
    if clause.kind == "met":
        words = ("是", "否") if lang == "zh" else ("yes", "no")
        return ("", "—"), ("true", words[0]), ("false", words[1])
    if clause.kind == "option":
        return (("", "—"), *((name, f"{name} ({worth})") for name, worth in clause.options))
    return ()


def _changed(
    content: Mapping[str, Any], changed: list[Field], year: DepartmentYear, result: IndicatorResult
) -> dict[str, Any]:
    """The fact file with other values in the place of some; an empty field takes the value away."""
    new = copy.deepcopy(dict(content))
    new["documents"]["what-if"] = ASSUMED
    kinds = {one.id: one.kind for one in clauses_of(result)}
    for field in changed:
        kind, *names = field.key.split(":")
        if kind == "figure":
            _put_figure(new, names[0], names[1], field)
        else:
            _put_clause(new, result.indicator.id, names[0], kinds[names[0]], field.value)
    return new


def _put_figure(content: dict[str, Any], concept: str, period: str, field: Field) -> None:
    def is_meant(fact: Mapping[str, Any]) -> bool:
        when = fact.get("period") or content["period"]
        return (fact["concept"], when) == (concept, period) and not fact.get("dimensions")

    content["facts"] = [fact for fact in content["facts"] if not is_meant(fact)]
    if field.value:
        source = {"document": "what-if", "kind": "person"}
        entry = {"concept": concept, "value": field.value, "unit": field.unit, "period": period, "source": source}
        content["facts"].append(entry)


def _put_clause(content: dict[str, Any], indicator: str, clause: str, kind: str, value: str) -> None:
    kept = [one for one in content["judgements"] if (one["indicator"], one["clause"]) != (indicator, clause)]
    if value:
        words = {"by": ASSUMED["title"], "on": today().isoformat(), "evidence": ASSUMED["title"]}
        kept.append({"indicator": indicator, "clause": clause, kind: plain_value(kind, value), **words})
    content["judgements"] = kept
