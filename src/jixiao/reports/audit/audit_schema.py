"""The JSON Schema of form jixiao/audit/1, for those who read what `jixiao audit --json` writes."""

from __future__ import annotations

from typing import Any

_WORD = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_ID = {"type": "integer", "minimum": 1}
_CODE = {"type": "string", "pattern": r"^[a-z_]+\.[a-z0-9_-]+$", "description": "code of the check"}


def _record(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_PLACE = _record(
    {
        "path": _WORD,
        "page": {"type": ["integer", "null"], "minimum": 1, "description": "null where the format has no pages"},
        "start": {**_COUNT, "description": "offset in the document's text, in characters"},
        "end": _COUNT,
        "quote": {**_WORD, "description": "text[start:end], verbatim"},
        "context": {**_WORD, "description": "the sentence or row around it, by which a later round knows it again"},
        "context_start": {**_COUNT, "description": "where the context begins in the document's text"},
    }
)
_FINDING = _record(
    {
        "id": _ID,
        "check": _CODE,
        "version": _ID,
        "severity": {"enum": ["error", "suspicious", "rounding"]},
        "message": _WORD,
        "expected": {**_MAYBE, "description": "what would agree, with its unit, or words"},
        "found": {**_MAYBE, "description": "what is printed, with its unit, or words"},
        "difference": _MAYBE,
        "tolerance": {**_MAYBE, "description": "what the printed precision explains"},
        "likelihood": {"type": "integer", "minimum": 0, "maximum": 100, "description": "orders leads"},
        "cause": {"type": ["integer", "null"], "minimum": 1, "description": "id of the cause that explains it"},
        "places": {**_many({"$ref": "#/$defs/place"}), "minItems": 1, "description": "first the words at fault"},
    }
)
_CAUSE = _record(
    {
        "id": _ID,
        "place": {"$ref": "#/$defs/place"},
        "printed": _WORD,
        "likely": {**_WORD, "description": "what should likely be printed there"},
        "message": _WORD,
        "findings": {**_many(_ID), "description": "ids of the findings that would be gone"},
    }
)
_CHECK = _record(
    {
        "check": _CODE,
        "applied": {**_COUNT, "description": "passed and failed together"},
        "passed": _COUNT,
        "failed": _COUNT,
        "not_applicable": _COUNT,
        "cannot_tell": _COUNT,
    }
)
_DOCUMENT = _record(
    {
        "path": _WORD,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "kind": {**_WORD, "description": "id of code list document_kinds"},
        "entity": _MAYBE,
        "region": _MAYBE,
        "period": _MAYBE,
        "title": _MAYBE,
        "form": {"enum": ["pdf", "docx", "xlsx", "html", "markdown", "text", "picture"]},
        "pages": {"type": ["integer", "null"], "minimum": 1, "description": "how many; null without pages"},
        "notes": {**_many(_WORD), "description": "what could not be read or checked"},
        "coverage": _record(
            {
                "figures": _COUNT,
                "checked": {**_COUNT, "description": "figures in a relation that was judged"},
                "tables": {**_COUNT, "description": "tables with figures"},
                "unknown_tables": {**_COUNT, "description": "those of no known layout"},
            }
        ),
        "cannot_tell": {
            **_many(_record({"check": _CODE, "reason": _WORD, "count": _ID})),
            "description": "what checks could not tell, and why",
        },
    }
)


def audit_schema() -> dict[str, Any]:
    """The schema of the whole answer."""
    root = _record(
        {
            "schema": {"const": "jixiao/audit/1"},
            "documents": _many({"$ref": "#/$defs/document"}),
            "findings": _many({"$ref": "#/$defs/finding"}),
            "causes": _many({"$ref": "#/$defs/cause"}),
            "checks": _many({"$ref": "#/$defs/check"}),
            "left_out": {
                "type": "object",
                "additionalProperties": _ID,
                "description": "leads beyond the likeliest of each document, counted by check",
            },
            "faults": {
                **_many(_record({"path": _MAYBE, "check": _CODE, "trace": _WORD})),
                "description": "checks that crashed: faults of jixiao, never of a document",
            },
            "rounds": {
                "type": "object",
                "description": "with --against: what became of the findings of the earlier round",
            },
            "failures": _many(_record({"path": _WORD, "error": _WORD})),
        },
        optional=("rounds",),
    )
    definitions = {"place": _PLACE, "finding": _FINDING, "cause": _CAUSE, "check": _CHECK, "document": _DOCUMENT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jixiao audit",
        **root,
        "$defs": definitions,
    }
