"""The JSON Schema of form jixiao/facts/1, for those who read what `jixiao facts --json` writes."""

from __future__ import annotations

from typing import Any

_EXACT = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_PLACE = {"type": "integer", "minimum": 0}
_WORD = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_NUMBER_OR_NULL = {"type": ["integer", "null"], "minimum": 0}


def _record(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _or_null(name: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


_SOURCE = _record(
    {
        "page": {"type": ["integer", "null"], "minimum": 1, "description": "null where the format has no pages"},
        "start": {**_PLACE, "description": "offset of the number in the document's text, in characters"},
        "end": _PLACE,
        "quote": {**_WORD, "description": "the number as it stands: text[start:end]"},
        "context": {**_WORD, "description": "the sentence, or the row of the table, around it"},
        "context_start": {**_PLACE, "description": "offset of the context"},
        "section": _WORD,
        "table": {**_NUMBER_OR_NULL, "description": "number of the table, as in tables"},
        "row": _NUMBER_OR_NULL,
        "column": _NUMBER_OR_NULL,
    }
)
_FACT = _record(
    {
        "concept": {**_MAYBE, "description": "id of the vocabulary; null where no layout knows the figure"},
        "label": {**_WORD, "description": "what it counts, in the document's own words"},
        "value": {**_EXACT, "description": "exact value in unit"},
        "unit": {**_WORD, "description": "id of the base unit (CNY, RATIO, PERSON ...)"},
        "decimals": {"type": "integer", "minimum": 0, "description": "decimals as printed, in printed_unit"},
        "printed": _WORD,
        "printed_unit": {**_WORD, "description": "symbol of the unit that holds: 万元, %, 人"},
        "period": _WORD,
        "dimensions": {"type": "object", "additionalProperties": _WORD},
        "hedge": {**_MAYBE, "description": "约, 超过 ...: the figure then stands for a range"},
        "operator": {"enum": [">=", ">", "=", "<=", "<", None]},
        "steps": {**_many(_WORD), "description": "conversions that reading the number needed"},
        "kind": {"enum": ["text", "table"]},
        "by": {**_WORD, "description": "id of the rule that gave the meaning"},
        "source": {"$ref": "#/$defs/source"},
    }
)
_PIECE = _record({"start": _PLACE, "end": _PLACE, "quote": _WORD})
_FIGURE = _record(
    {
        "value": _EXACT,
        "unit": _WORD,
        "operator": {"enum": [">=", ">", "=", "<=", "<", None]},
        "hedge": _MAYBE,
        "start": _PLACE,
        "end": _PLACE,
        "quote": _WORD,
        "concept": _MAYBE,
        "label": _WORD,
        "period": _WORD,
        "dimensions": {"type": "object", "additionalProperties": _WORD},
    },
    optional=("concept", "label", "period", "dimensions"),
)
_TABLE = _record(
    {
        "number": _PLACE,
        "layout": {**_MAYBE, "description": "id of the layout that knows the table"},
        "title": _WORD,
        "unit": _WORD,
        "heads": _PLACE,
        "labels": _many(_WORD),
        "pages": _many({"type": "integer", "minimum": 1}),
        "start": _PLACE,
        "end": _PLACE,
        "parts": _many(_PLACE),
        "rows": _many(_many(_WORD)),
    }
)
_GOAL = _record(
    {
        "levels": _many(_WORD),
        "name": {"$ref": "#/$defs/piece"},
        "target": _or_null("piece"),
        "target_figure": _or_null("figure"),
        "actual": _or_null("piece"),
        "actual_figure": _or_null("figure"),
        "deviation": _or_null("piece"),
    }
)
_SCORE = _record(
    {
        "levels": _many(_WORD),
        "name": {"$ref": "#/$defs/piece"},
        "points": _or_null("figure"),
        "self_score": _or_null("figure"),
        "definition": _or_null("piece"),
        "criteria": _many({"$ref": "#/$defs/piece"}),
        "damage": {**_MAYBE, "description": "in which way the row cannot be read"},
    }
)
_CLAIM = _record(
    {
        "kind": {"enum": ["rate", "change", "change_rate", "parts"]},
        "start": _PLACE,
        "end": _PLACE,
        "quote": _WORD,
        "figures": _many(_or_null("figure")),
        "direction": _or_null("piece"),
        "reason": _or_null("piece"),
        "base": _or_null("piece"),
    }
)
_ASSERTION = _record(
    {
        "indicator": _WORD,
        "clause": _WORD,
        "value": {"type": ["boolean", "integer", "string"]},
        "evidence": {"$ref": "#/$defs/piece"},
        "section": _WORD,
    }
)
_PUBLICATION = _record(
    {
        "where": {"$ref": "#/$defs/piece"},
        "day": {**_MAYBE, "description": "the day of publication, YYYY-MM-DD"},
        "title": _or_null("piece"),
        "address": _MAYBE,
    }
)
_DOCUMENT = _record(
    {
        "path": _WORD,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "form": {"enum": ["pdf", "docx", "xlsx", "html", "markdown", "text", "picture"]},
        "kind": {**_WORD, "description": "id of code list document_kinds"},
        "entity": _MAYBE,
        "region": _MAYBE,
        "period": _MAYBE,
        "title": _MAYBE,
        "warnings": {**_many(_WORD), "description": "what could not be read, and why"},
        "facts": _many({"$ref": "#/$defs/fact"}),
        "tables": _many({"$ref": "#/$defs/table"}),
        "goals": _many({"$ref": "#/$defs/goal"}),
        "scores": _many({"$ref": "#/$defs/score"}),
        "claims": _many({"$ref": "#/$defs/claim"}),
        "assertions": _many({"$ref": "#/$defs/assertion"}),
        "publications": _many({"$ref": "#/$defs/publication"}),
        "text": {**_WORD, "description": "the text that all offsets index; with --text"},
    },
    optional=("text",),
)


def facts_schema() -> dict[str, Any]:
    """The schema of the whole answer."""
    definitions = {
        "source": _SOURCE, "fact": _FACT, "piece": _PIECE, "figure": _FIGURE, "table": _TABLE, "goal": _GOAL,
        "score": _SCORE, "claim": _CLAIM, "assertion": _ASSERTION, "publication": _PUBLICATION, "document": _DOCUMENT,
    }  # fmt: skip
    root = _record(
        {
            "schema": {"const": "jixiao/facts/1"},
            "documents": _many({"$ref": "#/$defs/document"}),
            "failures": _many(_record({"path": _WORD, "error": _WORD})),
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jixiao facts-out",
        **root,
        "$defs": definitions,
    }
