"""The JSON of `jixiao facts`: form jixiao/facts/1. Every number is a string with its exact decimals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.reports.facts.plain_words import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.record import Record

FORM = "jixiao/facts/1"
# What a document says beside its facts.
FURTHER = ("tables", "goals", "scores", "claims", "assertions")


def document_entry(path: str, record: Record, lang: Language = "zh", *, text: bool = False) -> dict[str, Any]:
    """A document in the answer; with `text` also the text that the offsets index."""
    entry: dict[str, Any] = {
        "path": path,
        "sha256": record["sha256"],
        "form": record["form"],
        "kind": record["kind"],
        "entity": record["entity"],
        "region": record["region"],
        "period": record["period"],
        "title": record["title"],
        "warnings": [Text(one["zh"], one["en"]).said(lang) for one in record["warnings"]],
        "facts": record["facts"],
        **{name: record[name] for name in FURTHER},  # type: ignore[literal-required]
    }
    return {**entry, "text": record["text"]} if text else entry


def facts_json(
    documents: Iterable[tuple[str, Record]],
    failures: Iterable[tuple[str, str]],
    lang: Language = "zh",
    *,
    text: bool = False,
) -> Iterator[str]:
    """The whole answer, document by document, so that ten thousand documents need the memory of one."""
    yield f'{{"schema": "{FORM}",\n "documents": ['
    for number, (path, record) in enumerate(documents):
        entry = _lines(document_entry(path, record, lang, text=text))
        yield (",\n" if number else "\n") + sound(entry)
    listed = [{"path": path, "error": error} for path, error in failures]
    yield sound(f'],\n "failures": {json.dumps(listed, ensure_ascii=False, indent=1)}}}\n')


def _lines(entry: dict[str, Any]) -> str:
    """A document with a line for each key and for each fact: people can read it, and the fast encoder can write it."""
    parts = []
    for key, value in entry.items():
        if isinstance(value, list) and value:
            listed = ",\n   ".join(json.dumps(one, ensure_ascii=False) for one in value)
            parts.append(f'"{key}": [\n   {listed}]')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{" + ",\n  ".join(parts) + "}"
