"""Runs: what went into a scorecard, by hash, so that replaying it gives the same bytes - or says why not."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from jixiao import __version__
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.period import read_day
from jixiao.core.kernel.text import Text
from jixiao.usecases.scoring import score_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.rulebook_loader import Rulebook

FORM = "jixiao/run/1"


def sha256(content: bytes) -> str:
    """The hash by which inputs and results are known."""
    return hashlib.sha256(content).hexdigest()


def canonical(document: object) -> bytes:
    """A JSON document as bytes that depend on its content alone."""
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def result_bytes(card: Scorecard) -> bytes:
    """The result of a run as canonical bytes, in Chinese."""
    from jixiao.reports.score_json import score_document

    return canonical(score_document(card, "zh"))


def run_record(card: Scorecard, source: Path, readings: Mapping[str, str]) -> dict[str, Any]:
    """Everything that replaying needs: input, rules, engine, day and readings, and the hash of the result."""
    return {
        "schema": FORM,
        "engine": __version__,
        "framework": card.framework.id,
        "framework_version": card.framework.version,
        "framework_sha256": card.framework.digest,
        "input": source.name,
        "input_sha256": sha256(source.read_bytes()),
        "as_of": card.as_of.isoformat(),
        "readings": dict(readings),
        "result_sha256": sha256(result_bytes(card)),
    }


def replay(record_path: Path, rulebook: Rulebook) -> tuple[Scorecard, list[Text]]:
    """Run a record again; the texts say what differs, and are empty when every byte is the same.

    The input is looked for beside the record. Raises `InputFault` when the record or its input cannot be used.
    """
    record = _record(record_path)
    source = record_path.parent / str(record["input"])
    if not source.exists():
        what = Text("找不到运行记录所指的输入文件", "the input of the run is not beside its record")
        raise InputFault([Problem(what, str(record_path), Text(str(source), str(source)))])
    card = score_file(
        source,
        rulebook,
        framework=record["framework"],
        readings=record["readings"],
        as_of=read_day(record["as_of"]),
    )
    found = run_record(card, source, record["readings"])
    names = {
        "engine": Text("程序版本", "version of the program"),
        "framework_version": Text("框架版本", "version of the framework"),
        "framework_sha256": Text("规则文件", "rule files"),
        "input_sha256": Text("输入文件", "input file"),
        "result_sha256": Text("结果", "result"),
    }
    return card, [
        Text(f"{name.zh}不同：{record[key]} → {found[key]}", f"{name.en} differs: {record[key]} → {found[key]}")
        for key, name in names.items()
        if record[key] != found[key]
    ]


_WORDS = ("engine", "framework", "framework_sha256", "input", "input_sha256", "as_of", "result_sha256")


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_bytes())
        if not isinstance(record, dict) or record.get("schema") != FORM:
            raise ValueError
        words = [record[key] for key in _WORDS]
        _ = record["framework_version"]
        if not all(isinstance(word, str) for word in (*words, *record["readings"].values())):
            raise TypeError
        read_day(record["as_of"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what = Text("不是可用的运行记录", "not a usable run record")
        remedy = Text("用 jixiao score FILE --out DIR 生成", "make one with jixiao score FILE --out DIR")
        raise InputFault([Problem(what, str(path), Text(FORM, FORM), None, remedy)]) from None
    return record
