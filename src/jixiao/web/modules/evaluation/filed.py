"""A filing as a fact file: what was read from a document, in the form in which everything goes in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.rulebook_loader.filing_file import FORM

if TYPE_CHECKING:
    from jixiao.core.kernel.citation import Citation
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.ledger.filing import Filing, Judgement, StatedScore


def filed_content(filing: Filing, framework: str) -> dict[str, Any]:
    """The fact file of a filing."""
    stated: dict[str, Any] = {"total": _stated(filing.stated_total)} if filing.stated_total else {}
    stated |= {"grade": filing.stated_grade} if filing.stated_grade else {}
    stated |= {"scores": {name: _stated(one) for name, one in filing.stated.items()}} if filing.stated else {}
    return {
        "schema": FORM,
        "entity": filing.entity,
        "region": filing.region or "-",
        "period": filing.period.name,
        "kind": "self_evaluation",
        "framework": framework,
        "documents": {
            one.id: _given(title=one.title, publisher=one.publisher, sha256=one.sha256, url=one.url)
            for one in filing.documents.values()
        },
        "facts": [_fact(one) for one in filing.facts.facts],
        **({"stated": stated} if stated else {}),
        "judgements": [_judgement(one) for one in filing.judgements],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "concept": fact.concept.id,
        "value": f"{fact.printed:f}",
        "unit": fact.unit.symbol,
        "period": fact.period.name,
        **_given(hedge=fact.hedge, dimensions=dict(fact.dimensions) or None),
        "source": _source(fact.source),
    }


def _stated(one: StatedScore) -> dict[str, Any]:
    value = None if one.value is None else f"{one.value:f}"
    return _given(value=value, unreadable=one.unreadable, source=_place(one.source))


def _judgement(one: Judgement) -> dict[str, Any]:
    points = None if one.points is None else f"{one.points:f}"
    percent = None if one.percent is None else f"{one.percent:f}"
    return {
        "indicator": one.indicator,
        "clause": one.clause,
        **_given(points=points, met=one.met, count=one.count, option=one.option, percent=percent),
        "by": one.by,
        "on": one.on.isoformat(),
        "evidence": one.evidence,
        **_given(source=_place(one.source)),
    }


def _place(citation: Citation | None) -> dict[str, Any] | None:
    return None if citation is None else _source(citation)


def _source(citation: Citation) -> dict[str, Any]:
    words = _given(section=citation.section, page=citation.page, place=citation.place, quote=citation.quote)
    return {"document": citation.document.id, "kind": citation.kind, **words}


def _given(**words: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever a fact file may hold
    return {name: value for name, value in words.items() if value is not None}
