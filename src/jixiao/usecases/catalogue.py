"""The frameworks of a rulebook as plain documents: for the terminal, for JSON, for reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.numerals import shortest

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.framework import Framework, Group, Indicator
    from jixiao.rulebook_loader import Rulebook


def catalogue(rulebook: Rulebook) -> list[dict[str, Any]]:
    """A line for each framework."""
    heads = [rulebook.head(name) for name in rulebook.framework_folders]
    return [
        {
            "id": head.id,
            "version": head.version,
            "name": head.zh,
            "name_en": head.en,
            "kind": head.kind,
            "region": head.region,
            "valid_from": head.valid_from.isoformat(),
            "valid_to": None if head.valid_to is None else head.valid_to.isoformat(),
        }
        for head in heads
    ]


def framework_document(framework: Framework, language: Language = "zh") -> dict[str, Any]:
    """One framework with its indicators, shapes, inputs, readings and sources."""
    total = framework.total
    return {
        "schema": "jixiao/framework/1",
        "id": framework.id,
        "version": framework.version,
        "name": framework.name.said(language),
        "kind": framework.kind,
        "region": framework.region,
        "valid_from": framework.valid_from.isoformat(),
        "valid_to": None if framework.valid_to is None else framework.valid_to.isoformat(),
        "total": None if total is None else shortest(total),
        "source": framework.source,
        "grades": [
            {"name": grade.name.said(language), "at_least": shortest(grade.at_least)} for grade in framework.grades
        ],
        "groups": [_group(group, language) for group in framework.groups],
    }


def _group(group: Group, language: Language) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name.said(language),
        "points": shortest(group.points),
        "groups": [_group(inner, language) for inner in group.groups],
        "indicators": [_indicator(indicator, language) for indicator in group.indicators],
        "takes_goals": group.goals is not None,
    }


def _indicator(indicator: Indicator, language: Language) -> dict[str, Any]:
    inputs = {name: item for reading in indicator.readings for name, item in reading.rule.inputs.items()}
    return {
        "id": indicator.id,
        "version": indicator.version,
        "name": indicator.name.said(language),
        "points": shortest(indicator.points),
        "shape": indicator.shape,
        "definition": indicator.definition.said(language),
        "criterion": indicator.criterion.said(language),
        "source": indicator.source,
        "inputs": [
            {
                "column": name,
                "label": item.name.said(language),
                "concept": item.concept.id if item.concept else None,
                "clause": item.clause.id if item.clause else None,
            }
            for name, item in inputs.items()
        ],
        "default_reading": indicator.default_reading,
        "readings": [
            {"name": reading.name, "label": reading.label.said(language), "source": reading.source}
            for reading in indicator.readings
        ],
    }
