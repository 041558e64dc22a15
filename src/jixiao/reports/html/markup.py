"""Building HTML so that nothing can be forgotten: every string is escaped unless it is `Markup` already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from typing import TypeAlias

VOID = frozenset({"br", "hr", "link", "meta"})
# Inside drawings every element must be closed; these have no content, so they close themselves.
CLOSED = frozenset({"circle", "line", "path", "rect", "use"})


class Markup(str):
    """Text that is HTML already; only this module and files of ours make it."""

    __slots__ = ()


Child: TypeAlias = "str | Text | Iterable[Child] | None"
Attribute: TypeAlias = "str | int | bool | None"


def el(tag: str, *children: Child, **attributes: Attribute) -> Markup:
    """An element. `class_` becomes `class`, `data_x` becomes `data-x`; None and False leave an attribute out."""
    written = "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in VOID:
        return Markup(f"<{tag}{written}>")
    if tag in CLOSED:
        return Markup(f"<{tag}{written}/>")
    return Markup(f"<{tag}{written}>{joined(children)}</{tag}>")


def joined(children: Iterable[Child]) -> Markup:
    """Children one after another; a `Text` stands in both languages."""
    return Markup("".join(_written(child) for child in children))


def both(text: Text, tag: str = "span", **attributes: Attribute) -> Markup:
    """A text in both languages, of which the page shows one; a text that reads alike in both stands once."""
    if text.zh == text.en:
        return el(tag, text.zh, **attributes) if attributes or tag != "span" else Markup(escape(text.zh))
    return Markup(el(tag, text.zh, lang="zh", **attributes) + el(tag, text.en, lang="en", **attributes))


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _written(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return escape(child)
    if isinstance(child, Text):
        return both(child)
    return joined(child)


def anchor(word: str) -> str:
    """A word as a part of an address inside the page: letters, digits, hyphens; anything else by its code."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: "-" if found[0] == "_" else f"-{ord(found[0]):x}-", word)
