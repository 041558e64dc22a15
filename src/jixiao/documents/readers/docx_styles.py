"""Styles of a DOCX: which paragraphs are headings, and which are counted by a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.documents.readers.docx_numbering import W, integer, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jixiao.documents.readers.docx_numbering import Numbering

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLES = ("title", "标题")
_BODY_LEVEL = 9  # what Word writes where a heading's level is taken away


@dataclass
class Styles:
    """The paragraph styles, by id, each with the one that it is based on."""

    _styles: dict[str, etree._Element] = field(default_factory=dict)
    _default: str = ""

    @classmethod
    def read(cls, tree: etree._Element | None) -> Styles:
        """The styles of styles.xml."""
        styles = cls()
        for node in tree.iter(f"{W}style") if tree is not None else ():
            name = node.get(f"{W}styleId", "")
            styles._styles[name] = node
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on"):
                styles._default = name
        return styles

    def nums(self) -> dict[str, str]:
        """The list that each style is linked to."""
        found = {}
        for name, node in self._styles.items():
            num = value(node.find(f"{W}pPr/{W}numPr"), "numId")
            if num is not None:
                found[name] = num
        return found

    def _line(self, name: str | None) -> Iterator[tuple[str, etree._Element]]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            yield name, self._styles[name]
            name = value(self._styles[name], "basedOn")

    def level(self, paragraph: etree._Element) -> int | None:
        """The level of a heading, from 1; None for running text."""
        properties = paragraph.find(f"{W}pPr")
        own = value(properties, "outlineLvl")
        if own is not None:
            return _outline(own)
        for _, style in self._line(value(properties, "pStyle") or self._default):
            outline = value(style.find(f"{W}pPr"), "outlineLvl")
            if outline is not None:
                return _outline(outline)
            name = (value(style, "name") or "").strip()
            if found := _HEADING.match(name):
                return int(found[1])
            if name.lower() in _TITLES:
                return 1
        return None

    def num(self, properties: etree._Element | None, numbering: Numbering) -> tuple[str | None, int]:
        """The list that counts a paragraph, and the level at which it does; None where none does."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        num, at = value(own, "numId"), value(own, "ilvl")
        if num is not None:
            return (None, 0) if num == "0" else (num, integer(at, 0))
        for name, style in self._line(value(properties, "pStyle") or self._default):
            theirs = style.find(f"{W}pPr/{W}numPr")
            num = value(theirs, "numId")
            if num is not None:
                level = at or value(theirs, "ilvl")
                return (None, 0) if num == "0" else (num, integer(level, numbering.level_of(num, name)))
        return None, 0


def _outline(word: str) -> int | None:
    level = integer(word, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else None
