"""JSON Schemas of our files, made from the same dataclasses that read them, so that editors complete and check."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from inspect import getdoc
from typing import Any, Literal, Union, get_args, get_origin

from jixiao.core.scoring import terms
from jixiao.core.scoring.points import Shape
from jixiao.rulebook_loader.code_lists import CodeListFile, FactDimensionsFile
from jixiao.rulebook_loader.filing_file import FactFile
from jixiao.rulebook_loader.rule_files import FrameworkFile, IndicatorFile, ParameterFile
from jixiao.rulebook_loader.structure import Raw, form_of, shape_class, shape_names
from jixiao.rulebook_loader.vocabulary import ConceptsFile, UnitsFile

FILES: dict[str, type] = {
    "framework": FrameworkFile,
    "indicator": IndicatorFile,
    "parameter": ParameterFile,
    "facts": FactFile,
    "concepts": ConceptsFile,
    "units": UnitsFile,
    "code_list": CodeListFile,
    "fact_dimensions": FactDimensionsFile,
}

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    # Editors read YAML decimals as numbers; the loader reads them exactly.
    Fraction: {"type": ["number", "string"], "pattern": r"^\s*-?[\d,]+(\.\d+)?\s*(%|/\s*[\d,]+)?\s*$|^\$"},
    Decimal: {"type": ["string", "integer"], "pattern": r"^[-+−]?[\d,]+(\.\d+)?$"},
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}

_TERM: dict[str, Any] = {
    "description": "A measured term: a concept, a signed sum, a rate, a magnitude, or the first that is known.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
        {
            "type": "object",
            "properties": {"of": {"$ref": "#/$defs/Term"}, "to": {"$ref": "#/$defs/Term"}},
            "required": ["of", "to"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"size": {"$ref": "#/$defs/Term"}},
            "required": ["size"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"first_known": {"type": "array", "items": {"$ref": "#/$defs/Term"}, "minItems": 1}},
            "required": ["first_known"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"figure": {"type": "string"}, "prefer": {"type": "string"}},
            "required": ["figure", "prefer"],
            "additionalProperties": False,
        },
    ],
}


def json_schema(name: str) -> dict[str, Any]:
    """The schema of a file by the name in `FILES`; raises `KeyError`."""
    definitions: dict[str, Any] = {}
    root = _record(FILES[name], definitions)
    if name == "indicator":
        root["properties"]["rule"] = _shape_or_gap(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"jixiao {name}",
        **root,
        "$defs": definitions,
    }


def _record(kind: type, definitions: dict[str, Any], shape: str | None = None) -> dict[str, Any]:
    properties: dict[str, Any] = {} if shape is None else {"shape": {"const": shape}}
    required = [] if shape is None else ["shape"]
    hints = form_of(kind)
    for field in fields(kind):
        if field.name not in hints:
            continue
        value = _of(hints[field.name], definitions)
        # Inside a rule any value may be left to a reading or a parameter.
        properties[field.name] = value if shape is None else {"anyOf": [value, {"$ref": "#/$defs/Gap"}]}
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(field.name)
    return {
        "type": "object",
        "description": (getdoc(kind) or "").split("\n\n")[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if kind is Raw:
        return {}
    if kind == terms.Term:
        definitions["Term"] = _TERM
        return {"$ref": "#/$defs/Term"}
    if kind is Shape:
        return _shape_or_gap(definitions)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), definitions)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0], definitions)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _of(get_args(kind)[1], definitions)}
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _record(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return dict(_SCALARS[kind])


def _union(options: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if set(get_args(terms.Term)) <= set(options):
        return _of(terms.Term, definitions)
    known = [_of(option, definitions) for option in options if option is not types.NoneType]
    nothing = [{"type": "null"}] if types.NoneType in options else []
    return {"anyOf": [*known, *nothing]}


def _shape_or_gap(definitions: dict[str, Any]) -> dict[str, Any]:
    if "Shape" not in definitions:
        definitions["Shape"] = {}
        definitions["Gap"] = {
            "description": "$points, $gap, $gap.key, or {parameter: name}",
            "anyOf": [
                {"type": "string", "pattern": r"^\$"},
                {
                    "type": "object",
                    "properties": {"parameter": {"type": "string"}},
                    "required": ["parameter"],
                    "additionalProperties": False,
                },
            ],
        }
        options = [_record(found, definitions, name) for name in shape_names() if (found := shape_class(name))]
        definitions["Shape"] = {"anyOf": [*options, {"$ref": "#/$defs/Gap"}]}
    return {"$ref": "#/$defs/Shape"}
