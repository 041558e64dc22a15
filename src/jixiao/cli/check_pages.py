"""The reference page of all checks, made from their own statements."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jixiao.core.audit import checks as package
from jixiao.reports.audit.audit_words import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.check import Check

RELATION = "relation"
_ABOUT = (
    "规则分两类：写成代码的（`core/audit/checks/`）和写成数据的勾稽关系（`rulebook/relations/`）。"
    "错误以外的都要人看；四舍五入能解释的差异只作尾差提示。",
    "Checks are code (`core/audit/checks/`) or relations between figures that are data (`rulebook/relations/`). "
    "What rounding explains is no more than a note.",
)
_BREAK = re.compile(r"\n(?!\d+\. )\s*")


def checks_page(checks: Sequence[Check]) -> str:
    """Every check: code, version, severity, scope, what holds, when it is skipped, where it comes from."""
    coded = [one for one in checks if not one.code.startswith(f"{RELATION}.")]
    relations = [one for one in checks if one.code.startswith(f"{RELATION}.")]
    lines = ["# 核查规则 · Checks", "", *_ABOUT, "", f"共 {len(coded)} 条规则、{len(relations)} 条关系。", ""]
    for folder, group in groupby(coded, key=lambda one: one.code.partition(".")[0]):
        lines += [f"## `{folder}`", "", _about_folder(folder), ""]
        for one in group:
            lines += _check(one)
    lines += [
        "## `relation`",
        "",
        "| 关系 relation | v | 程度 | 成立时 what holds | | 依据 source |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_relation(one) for one in relations]
    return "\n".join(lines) + "\n"


def _about_folder(folder: str) -> str:
    from importlib import import_module

    return (import_module(f"{package.__name__}.{folder}").__doc__ or "").strip()


def _check(check: Check) -> Iterator[str]:
    severity, scope = check.severity.label, SCOPES[check.scope]
    yield f"### `{check.code}` v{check.version}"
    yield ""
    yield f"**{check.title.zh}** · {check.title.en} · {severity.zh} {severity.en} · {scope.zh} {scope.en}"
    yield ""
    for paragraph in check.statement.split("\n\n"):
        yield _BREAK.sub(" ", paragraph.strip()).replace("Skipped:\n", "Skipped:\n\n")
        yield ""


def _relation(check: Check) -> str:
    source = check.statement.rpartition("Source: ")[2].replace("\n", " ")
    severity = check.severity.label
    return (
        f"| `{check.code}` | {check.version} | {severity.zh} {severity.en} | {check.title.zh} | {check.title.en} "
        f"| {source} |"
    )
