"""Small documents of our own for tests: lines become paragraphs, rows of tabs become tables."""

from itertools import groupby

from jixiao.core.document.block import Block, Cell, Paragraph, Table
from jixiao.core.document.document_text import DocumentText


def written(text: str, name: str = "示例.txt") -> DocumentText:
    """A document whose every line is a paragraph, and whose lines with tabs are a table."""
    blocks: list[Block] = []
    lines = _lines(text)
    for is_table, group in groupby(lines, key=lambda line: "\t" in line[1]):
        rows = list(group)
        if is_table:
            blocks.append(_table(rows))
        else:
            blocks += [Paragraph(start, start + len(line)) for start, line in rows if line.strip()]
    return DocumentText(name, "0" * 64, "text", text, tuple(blocks))


def _lines(text: str) -> list[tuple[int, str]]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines


def _table(rows: list[tuple[int, str]]) -> Table:
    cells = []
    for number, (start, line) in enumerate(rows):
        for column, word in enumerate(line.split("\t")):
            cells.append(Cell(number, column, start, start + len(word)))
            start += len(word) + 1
    columns = max(cell.column for cell in cells) + 1
    return Table(rows[0][0], rows[-1][0] + len(rows[-1][1]), len(rows), columns, tuple(cells))
