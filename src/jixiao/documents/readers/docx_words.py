"""Words of a DOCX paragraph, as they are shown: without deletions, field codes, hidden words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.documents.readers.docx_numbering import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = ("0", "false", "off")
_LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "txbxContent")
) | {f"{_MC}Fallback"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# Check boxes and ticks, which forms print in fonts of signs; other signs of such fonts mean nothing as characters.
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FC": "✓", "F050": "✓", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0B7": "•"}


def words_of(paragraph: etree._Element) -> str:
    """The words of a paragraph; text boxes that hang on it are read by `boxes`."""
    return "".join(_said(paragraph))


def _said(node: etree._Element) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag in _LEFT_OUT:
            continue
        if tag in (f"{W}t", f"{_MATH}t"):
            yield child.text or ""
        elif tag in _SIGNS:
            yield "" if tag == f"{W}br" and child.get(f"{W}type") in ("page", "column") else _SIGNS[tag]
        elif tag == f"{W}sym":
            yield _SYMBOLS.get(child.get(f"{W}char", "").upper(), "")
        elif tag == f"{W}r" and _is_hidden(child):
            continue
        elif tag == f"{_MATH}den":
            yield "/"
            yield from _said(child)
        else:
            yield from _said(child)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in _OFF


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph; each once, although Word stores it twice for older programs."""
    for node in paragraph:
        if node.tag == f"{W}txbxContent":
            yield node
        elif node.tag not in (f"{_MC}Fallback", f"{W}del", f"{W}moveFrom"):
            yield from boxes(node)
