"""Sample documents as plain text (tables as tabs) and as a web page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from jixiao.reports.samples.content import Grid, Heading

if TYPE_CHECKING:
    from jixiao.reports.samples.content import Piece, SampleDocument


def as_text(document: SampleDocument) -> bytes:
    """UTF-8 text; a merged head cell stands once, followed by empty ones."""
    parts = ["\n\n".join(document.title), *(_plain(piece) for piece in document.pieces)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _plain(piece: Piece) -> str:
    if not isinstance(piece, Grid):
        return piece.text
    rows = [_placed(piece, number) for number in range(len(piece.heads))] + [list(row) for row in piece.rows]
    table = "\n".join("\t".join(row) for row in rows)
    unit = f"\n\n单位：{piece.unit}" if piece.unit else ""
    return f"{piece.title}{unit}\n\n{table}"


def _placed(grid: Grid, number: int) -> list[str]:
    """A head row with an empty text for every place that another cell covers."""
    row = [""] * grid.columns
    for column, head in grid.placed_heads[number]:
        row[column] = head.text
    return row


def as_html(document: SampleDocument) -> bytes:
    """A web page with merged head cells."""
    body = [f"<h1>{escape(line)}</h1>" for line in document.title]
    for piece in document.pieces:
        if isinstance(piece, Grid):
            body.append(_table(piece))
        elif isinstance(piece, Heading):
            body.append(f"<h{piece.level + 1}>{escape(piece.text)}</h{piece.level + 1}>")
        else:
            body.append(f"<p>{escape(piece.text)}</p>")
    head = f'<meta charset="utf-8"><title>{escape(document.name)}</title>'
    return f'<!doctype html><html lang="zh"><head>{head}</head><body>{"".join(body)}</body></html>'.encode()


def _table(grid: Grid) -> str:
    heads = "".join(
        "<tr>"
        + "".join(f'<th colspan="{head.columns}" rowspan="{head.rows}">{escape(head.text)}</th>' for head in row)
        + "</tr>"
        for row in grid.heads
    )
    rows = "".join("<tr>" + "".join(f"<td>{escape(word)}</td>" for word in row) + "</tr>" for row in grid.rows)
    unit = f"<p>单位：{escape(grid.unit)}</p>" if grid.unit else ""
    return f"<p>{escape(grid.title)}</p>{unit}<table><thead>{heads}</thead><tbody>{rows}</tbody></table>"
