"""`python -m jixiao.cli.reference [--check]`: the reference pages under docs/reference, made from code and rulebook.

With `--check` nothing is written: exit code 1 when a committed page is stale.
"""

from __future__ import annotations

import sys
from dataclasses import MISSING, fields
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.cli.check_pages import checks_page
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.structure import shape_class, shape_names
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.catalogue import framework_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.rulebook_loader import Rulebook

FOLDER = Path("docs/reference")
MADE = "<!-- 由程序生成：make reference · made by the program: make reference -->\n\n"


def pages() -> dict[Path, str]:
    """Every reference page by its path."""
    book = load_rulebook()
    made = {
        FOLDER / "shapes.md": _shapes(),
        FOLDER / "vocabulary.md": _vocabulary(book),
        FOLDER / "checks.md": checks_page(checks_of(book)),
    }
    for name in book.framework_folders:
        made[FOLDER / "frameworks" / f"{name}.md"] = _framework(book, name)
    return {path: MADE + text for path, text in made.items()}


def _shapes() -> str:
    return "\n".join(["# 计分形状 · Shapes", "", *(line for name in shape_names() for line in _shape(name))]) + "\n"


def _shape(name: str) -> Iterator[str]:
    kind = shape_class(name)
    if kind is None:
        return
    module = sys.modules[kind.__module__]
    yield f"## `{name}`"
    yield ""
    yield (getdoc(module) or "").replace("\n", " ").replace("  ", "\n\n")
    yield ""
    yield "| field | type | default |"
    yield "|---|---|---|"
    for field in fields(kind):
        default = "required" if field.default is MISSING else f"`{_default(field.default)}`"
        yield f"| {field.name} | `{str(field.type).replace('|', chr(92) + '|')}` | {default} |"
    yield ""


def _default(value: object) -> str:
    return "—" if value is None else str(value)


def _vocabulary(book: Rulebook) -> str:
    lines = [
        "# 词汇 · Vocabulary",
        "",
        "| 概念 concept | 术语 term | English | 量纲 dimension | 由何推得 derived from |",
        "|---|---|---|---|---|",
    ]
    for concept in book.vocabulary.concepts.values():
        derived = "; ".join(f"{rule.kind}({', '.join(rule.inputs)})" for rule in concept.derivations) or "—"
        lines.append(f"| `{concept.id}` | {concept.term.zh} | {concept.term.en} | {concept.dimension.id} | {derived} |")
    return "\n".join(lines) + "\n"


def _framework(book: Rulebook, name: str) -> str:
    framework = book.framework(name)
    zh, en = framework_document(framework, "zh"), framework_document(framework, "en")
    end = zh["valid_to"] or "…"
    lines = [
        f"# {zh['name']}",
        "",
        f"*{en['name']}* · `{name}` v{zh['version']} · {zh['valid_from']} – {end}",
        "",
        f"来源 source: {zh['source']}",
        "",
    ]
    for one, other in zip(zh["groups"], en["groups"], strict=True):
        lines.extend(_group(one, other, 2))
    return "\n".join(lines) + "\n"


def _group(zh: dict[str, Any], en: dict[str, Any], depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {zh['name']} {en['name']}（{zh['points']}）"
    yield ""
    for inner in zip(zh["groups"], en["groups"], strict=True):
        yield from _group(*inner, depth + 1)
    for one, other in zip(zh["indicators"], en["indicators"], strict=True):
        yield from _indicator(one, other)


def _indicator(zh: dict[str, Any], en: dict[str, Any]) -> Iterator[str]:
    yield f"**{zh['name']}** {en['name']} · `{zh['id']}` v{zh['version']} · {zh['points']} · `{zh['shape']}`"
    yield ""
    yield f"{zh['criterion']}"
    yield ""
    yield f"{en['criterion']}"
    yield ""
    if len(zh["readings"]) > 1:
        yield "| 读法 reading | 含义 | meaning |"
        yield "|---|---|---|"
        for one, other in zip(zh["readings"], en["readings"], strict=True):
            mark = " *" if one["name"] == zh["default_reading"] else ""
            yield f"| {one['name']}{mark} | {one['label']} | {other['label']} |"
        yield ""


def main(arguments: list[str]) -> int:
    """Write the pages, or check them."""
    stale = []
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        sys.stderr.write(f"{path}: 已过时，请运行 make reference · stale: run make reference\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
