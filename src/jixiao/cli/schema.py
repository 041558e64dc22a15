"""`jixiao schema NAME`: the JSON Schema of our files, the columns of a batch."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jixiao.cli.console import (
    AsJson,
    AsOf,
    FrameworkId,
    Lang,
    Readings,
    Rules,
    chosen_readings,
    console_width,
    print_json,
    rulebook,
)
from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.text import Text

OWN = ("facts-out", "audit", "columns")
NAMES = "facts, facts-out, audit, framework, indicator, parameter, concepts, units, code_list, fact_dimensions, columns"


def schema(
    name: Annotated[str, typer.Argument(help=NAMES)],
    framework: FrameworkId = None,
    reading: Readings = None,
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Print a JSON Schema, or with `columns` the input and output columns of a framework's batch."""
    from jixiao.rulebook_loader.json_schema import FILES, json_schema

    if name in FILES:
        print_json(json_schema(name))
        return
    if name == "facts-out":
        from jixiao.reports.facts.facts_schema import facts_schema

        print_json(facts_schema())
        return
    if name == "audit":
        from jixiao.reports.audit.audit_schema import audit_schema

        print_json(audit_schema())
        return
    if name != "columns":
        known = [*FILES, *OWN]
        listed = "、".join(known)
        what = Text(f"没有格式 {name}", f"no schema {name}")
        raise InputFault([Problem(what, "schema NAME", Text(listed, listed), name, suggestion(name, known))])
    if framework is None:
        what = Text("须指明框架", "a framework must be named")
        raise InputFault([Problem(what, "--framework", remedy=Text("见 jixiao frameworks", "see jixiao frameworks"))])
    from jixiao.columnar.table import describe_columns

    document = describe_columns(rulebook(rules).framework(framework), chosen_readings(reading), lang)
    if as_json:
        print_json(document)
    else:
        _print(document)


def _print(document: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in ("列 column", "含义 meaning", "类型 type", "用于 used by"):
        table.add_column(head, overflow="fold")
    for column in [*document["inputs"], *document["outputs"]]:
        table.add_row(column["name"], column["label"], column["type"], " ".join(column.get("used_by", [])))
    Console(width=console_width(wide=True)).print(table)
