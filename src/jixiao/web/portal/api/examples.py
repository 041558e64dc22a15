"""Examples made out of the description itself, so that they never say something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 6
PLAIN = {"string": "…", "integer": 1, "number": 1, "boolean": True, "null": None}
FORMATS = {"date": "2026-06-30", "date-time": "2026-06-30T09:30:00+08:00"}

NAMED = {"year": 2026, "period": "2026", "limit": 50, "next": None}


def example_of(schema: Mapping[str, Any], parts: Mapping[str, Any], depth: int = 0) -> Any:  # noqa: ANN401  # JSON
    """An example of what a schema describes; `parts` are the schemas that it may name."""
    if "$ref" in schema:
        return example_of(parts[schema["$ref"].rpartition("/")[2]], parts, depth)
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    for name in ("anyOf", "allOf", "oneOf"):
        if schema.get(name):
            return example_of(schema[name][0], parts, depth)
    if depth > DEEPEST:
        return "…"
    match schema.get("type"):
        case "object":
            known = schema.get("properties", {})
            return {name: NAMED.get(name, example_of(one, parts, depth + 1)) for name, one in known.items()}
        case "array":
            return [example_of(schema.get("items", {}), parts, depth + 1)]
        case kind:
            return (
                schema["default"]
                if schema.get("default")
                else FORMATS.get(schema.get("format", ""), PLAIN.get(kind or ""))
            )


def shown(value: Any) -> str:  # noqa: ANN401  # JSON
    """An example as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
