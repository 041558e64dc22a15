"""Sample documents as PDF: A4, ruled tables that run over pages with their heads repeated."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from jixiao.reports.printed.typeface import FAMILY, printable
from jixiao.reports.samples.content import Grid, Heading

if TYPE_CHECKING:
    from jixiao.reports.samples.content import Piece, SampleDocument


def as_pdf(document: SampleDocument) -> bytes:
    """The document as bytes; the same content gives the same bytes."""
    import typst

    data = {"font": FAMILY, "title": list(document.title), "pieces": [_piece(piece) for piece in document.pieces]}
    assets = files("jixiao.reports") / "assets"
    with as_file(assets / "fonts") as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        made = typst.compile(
            (assets / "sample.typ").read_bytes(),
            format="pdf",
            font_paths=fonts,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=0,
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def _piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Grid):
        heads = [
            [{"text": printable(head.text), "columns": head.columns, "rows": head.rows} for head in row]
            for row in piece.heads
        ]
        rows = [[printable(word) for word in row] for row in piece.rows]
        return {
            "kind": "table",
            "title": printable(piece.title),
            "unit": piece.unit,
            "columns": piece.columns,
            "heads": heads,
            "rows": rows,
        }
    level = piece.level if isinstance(piece, Heading) else 0
    return {"kind": "words", "level": level, "text": printable(piece.text)}
