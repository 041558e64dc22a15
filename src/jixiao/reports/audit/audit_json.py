"""The JSON of `jixiao audit`: form jixiao/audit/1, in one language, written document by document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.reports.facts.plain_words import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.record import CauseRow, FindingRow, PlaceRow, Sheet
    from jixiao.reports.audit.rounds import Rounds
    from jixiao.reports.facts.record import Words

FORM = "jixiao/audit/1"
_PLACE = ("path", "page", "start", "end", "quote", "context", "context_start")
_FINDING = ("expected", "found", "difference", "tolerance", "likelihood", "cause")


def audit_json(book: AuditBook, lang: Language = "zh", rounds: Rounds | None = None) -> Iterator[str]:
    """The whole answer in pieces, a line for each document and finding; `rounds`: what became of earlier findings."""
    yield f'{{"schema": "{FORM}",\n'
    yield from _list("documents", (_document(one, lang) for one in book.sheets))
    yield from _list("findings", (_finding(one, lang) for one in book.findings()))
    yield from _list("causes", (_cause(one, lang) for sheet in book.sheets for one in sheet["causes"]))
    yield from _list("checks", book.checks)
    yield f'"left_out": {json.dumps(book.left_out)},\n'
    yield from _list("faults", ({"path": path, **fault} for path, fault in book.faults()))
    if rounds is not None:
        from jixiao.reports.audit.rounds import round_entry

        yield f'"rounds": {sound(json.dumps(round_entry(rounds, lang), ensure_ascii=False))},\n'
    failures = ({"path": one["path"], "error": _in(one["error"], lang)} for one in book.failures)
    yield from _list("failures", failures, end="}\n")


def _list(name: str, entries: Iterable[object], end: str = ",\n") -> Iterator[str]:
    yield f'"{name}": ['
    for number, entry in enumerate(entries):
        yield (",\n  " if number else "\n  ") + sound(json.dumps(entry, ensure_ascii=False))
    yield f"]{end}"


def _in(words: Words, lang: Language) -> str:
    return Text(words["zh"], words["en"]).said(lang)


def _document(sheet: Sheet, lang: Language) -> dict[str, Any]:
    """Which document it is, what must be said of it, and how much of it was held against something."""
    untold = [{**one, "reason": _in(one["reason"], lang)} for one in sheet["untold"]]
    notes = [_in(one, lang) for one in sheet["notes"]]
    return {**sheet["document"], "notes": notes, "coverage": sheet["coverage"], "cannot_tell": untold}


def _finding(row: FindingRow, lang: Language) -> dict[str, Any]:
    named = {"id": row["id"], "check": row["check"], "version": row["version"], "severity": row["severity"]}
    further = {name: row[name] for name in _FINDING}  # type: ignore[literal-required]
    return {**named, "message": _in(row["message"], lang), **further, "places": [_place(one) for one in row["places"]]}


def _cause(row: CauseRow, lang: Language) -> dict[str, Any]:
    return {**row, "place": _place(row["place"]), "message": _in(row["message"], lang)}


def _place(row: PlaceRow) -> dict[str, Any]:
    return {name: row[name] for name in _PLACE}  # type: ignore[literal-required]
