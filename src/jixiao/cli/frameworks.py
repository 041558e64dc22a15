"""`jixiao frameworks [ID]`: the frameworks, or one with its indicators, shapes, readings and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jixiao.cli.console import AsJson, AsOf, Lang, Rules, console_width, day, print_json, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from jixiao.core.kernel.text import Language


def frameworks(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="框架编号 · framework id", show_default=False)
    ] = None,
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """List the frameworks (on a day: those that hold), or show one."""
    from jixiao.usecases.catalogue import catalogue, framework_document

    book = rulebook(rules)
    if name is None:
        on = day(as_of)
        listed = [one for one in catalogue(book) if on is None or _holds(one, on.isoformat())]
        if as_json:
            print_json({"schema": "jixiao/frameworks/1", "frameworks": listed})
        else:
            _print(_list(listed, lang))
        return
    document = framework_document(book.framework(name), lang)
    if as_json:
        print_json(document)
    else:
        _print(_one(document, lang))


def _holds(one: dict[str, Any], on: str) -> bool:
    return bool(one["valid_from"] <= on and (one["valid_to"] is None or on <= one["valid_to"]))


def _print(table: Table) -> None:
    from rich.console import Console

    Console(width=console_width(wide=True)).print(table)


def _list(listed: list[dict[str, Any]], language: Language) -> Table:
    from rich.table import Table

    zh = language == "zh"
    table = Table(box=None, pad_edge=False)
    for head in ("编号", "名称", "地区", "起用", "止用") if zh else ("id", "name", "region", "from", "to"):
        table.add_column(head, overflow="fold")
    for one in listed:
        title = one["name"] if zh else one["name_en"]
        table.add_row(one["id"], title, one["region"], one["valid_from"], one["valid_to"] or "—")
    return table


def _one(document: dict[str, Any], language: Language) -> Table:
    from rich.table import Table

    zh = language == "zh"
    heads = (
        ("指标", "分值", "形状", "读法（*默认）", "版本")
        if zh
        else ("indicator", "points", "shape", "readings (* default)", "version")
    )
    table = Table(
        title=f"{document['name']}　{document['valid_from']} →",
        box=None,
        pad_edge=False,
        caption=document["source"],
    )
    for head in heads:
        table.add_column(head, overflow="fold")
    for group in document["groups"]:
        for row in _rows(group, 0):
            table.add_row(*row)
    return table


def _rows(group: dict[str, Any], depth: int) -> Iterator[tuple[str, ...]]:
    yield "　" * depth + group["name"], group["points"], "", "", ""
    for inner in group["groups"]:
        yield from _rows(inner, depth + 1)
    for one in group["indicators"]:
        names = [reading["name"] + "*" * (reading["name"] == one["default_reading"]) for reading in one["readings"]]
        shown = "" if len(names) == 1 else " ".join(names)
        yield (
            "　" * (depth + 1) + f"{one['name']} {one['id']}",
            one["points"],
            one["shape"],
            shown,
            str(one["version"]),
        )
