"""An earlier audit, read back from its JSON (`jixiao/audit/1`): documents and findings, nothing taken on trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM = "jixiao/audit/1"
_NOT_AN_AUDIT = Text("不是一次核查的 JSON", "not the JSON of an audit")
_MADE_BY = Text(
    f'"schema": "{FORM}"，由 jixiao audit --json 写出', f'"schema": "{FORM}", as jixiao audit --json writes'
)
_DAMAGED = Text("核查的 JSON 不完整", "the JSON of the audit is incomplete")
_A_LIST = Text("列表", "a list")
_A_DOCUMENT = Text(
    "带 path 的对象，entity、kind、period 是文字或 null",
    "an object with path, entity, kind and period being words or null",
)
_A_FINDING = Text("带 check、severity、message 的对象", "an object with check, severity and message")
_PLACES = Text("至少一处，带 path 和 quote", "at least one place with path and quote")
_SEVERITIES = frozenset(one.value for one in Severity)


@dataclass(frozen=True)
class Earlier:
    """Documents and findings as the JSON has them; every finding has a check, a severity, a message and a place."""

    documents: tuple[dict[str, Any], ...]
    findings: tuple[dict[str, Any], ...]


def read_earlier(written: object) -> Earlier:
    """The audit in a parsed JSON document; raises `InputFault` for anything else."""
    if not isinstance(written, dict) or written.get("schema") != FORM:
        received = written.get("schema") if isinstance(written, dict) else type(written).__name__
        raise InputFault([Problem(_NOT_AN_AUDIT, "--against", _MADE_BY, str(received))])
    problems = [*_documents(written.get("documents")), *_findings(written.get("findings"))]
    if problems:
        raise InputFault(problems)
    return Earlier(tuple(written["documents"]), tuple(written["findings"]))


def _documents(listed: object) -> Iterator[Problem]:
    if not isinstance(listed, list):
        yield Problem(_DAMAGED, "documents", _A_LIST)
        return
    for number, one in enumerate(listed):
        words = ("entity", "kind", "period", "sha256")
        if not (isinstance(one, dict) and isinstance(one.get("path"), str) and _are_words(one, words)):
            yield Problem(_DAMAGED, f"documents[{number}]", _A_DOCUMENT)


def _findings(listed: object) -> Iterator[Problem]:
    if not isinstance(listed, list):
        yield Problem(_DAMAGED, "findings", _A_LIST)
        return
    for number, one in enumerate(listed):
        if not (isinstance(one, dict) and _is_finding(one)):
            yield Problem(_DAMAGED, f"findings[{number}]", _A_FINDING)
        elif not _are_places(one.get("places")):
            yield Problem(_DAMAGED, f"findings[{number}].places", _PLACES)


def _is_finding(one: dict[str, Any]) -> bool:
    named = isinstance(one.get("check"), str) and isinstance(one.get("message"), str)
    severity = one.get("severity")
    return named and isinstance(severity, str) and severity in _SEVERITIES and _are_words(one, ("found", "expected"))


def _are_places(listed: object) -> bool:
    return (
        bool(listed)
        and isinstance(listed, list)
        and all(
            isinstance(one, dict) and isinstance(one.get("path"), str) and isinstance(one.get("quote"), str)
            for one in listed
        )
    )


def _are_words(one: dict[str, Any], keys: tuple[str, ...]) -> bool:
    return all(one.get(key) is None or isinstance(one[key], str) for key in keys)
