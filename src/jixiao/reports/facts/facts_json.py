"""The JSON of `jixiao facts`: form jixiao/facts/1. Every number is a string with its exact decimals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict

from jixiao.core.kernel.text import Text
from jixiao.reports.facts.plain_words import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.record import Record, Words

FORM = "jixiao/facts/1"
# What a document says beside its facts.
FURTHER = ("tables", "goals", "scores", "claims", "assertions", "publications")


class Answer(TypedDict):
    """A document's part of the answer, made where it was read: what differs from call to call, and the rest as text.

    `rest` are the lines of all further keys, up to the closing brace.
    """

    kind: str
    entity: str | None
    period: str | None
    warnings: list[Words]
    known: int
    generic: int
    tables: int
    rest: str


def answer(record: Record) -> Answer:
    """The part of a document; its facts are written by the line, so that people can read them."""
    further = {name: record[name] for name in ("sha256", "form", "kind", "entity", "region", "period", "title")}
    listed = {name: record[name] for name in ("facts", *FURTHER)}  # type: ignore[literal-required]
    known = sum(fact["concept"] is not None for fact in record["facts"])
    return {
        "kind": record["kind"],
        "entity": record["entity"],
        "period": record["period"],
        "warnings": record["warnings"],
        "known": known,
        "generic": len(record["facts"]) - known,
        "tables": len(record["tables"]),
        "rest": sound(_lines({**further, **listed})),
    }


def facts_json(
    documents: Iterable[tuple[str, Answer]],
    failures: Iterable[tuple[str, str]],
    lang: Language = "zh",
    texts: Callable[[str], str] | None = None,
) -> Iterator[str]:
    """The whole answer, document by document, so that ten thousand documents need the memory of one.

    `texts` gives a document's text by its path, for an answer that holds what its offsets index.
    """
    yield f'{{"schema": "{FORM}",\n "documents": ['
    for number, (path, part) in enumerate(documents):
        warnings = [Text(one["zh"], one["en"]).said(lang) for one in part["warnings"]]
        head = {"path": path, "warnings": warnings, **({} if texts is None else {"text": texts(path)})}
        yield (",\n{" if number else "\n{") + sound(_lines(head)) + ",\n  " + part["rest"] + "}"
    listed = [{"path": path, "error": error} for path, error in failures]
    yield sound(f'],\n "failures": {json.dumps(listed, ensure_ascii=False, indent=1)}}}\n')


def _lines(entry: Mapping[str, Any]) -> str:
    """A line for each key and for each fact: people can read it, and the fast encoder can write it."""
    parts = []
    for key, value in entry.items():
        if isinstance(value, list) and value:
            listed = ",\n   ".join(json.dumps(one, ensure_ascii=False) for one in value)
            parts.append(f'"{key}": [\n   {listed}]')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return ",\n  ".join(parts)
