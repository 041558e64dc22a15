"""Pieces of Word documents that python-docx has no call for: fields, room in cells, rows that repeat or stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row
    from docx.table import Table, _Cell
    from docx.text.run import Run


def add_field(run: Run, code: str) -> None:
    """A field that the word processor fills in, such as the page number (`PAGE`)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        element = OxmlElement("w:instrText" if kind is None else "w:fldChar")
        if kind is None:
            element.text = code
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def add_air(grid: Table, twips: int = 40) -> None:
    """A little room above and below the text of every cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.append(margins)


def repeat_head(grid: Table) -> None:
    """The first row stands again on every page."""
    _row_property(grid.rows[0]._tr, "w:tblHeader")


def whole_row(grid: Table) -> tuple[_Cell, ...]:
    """A further row that stays on one page, as its cells."""
    row = grid.add_row()  # type: ignore[no-untyped-call]  # the one method of a table without annotations
    _row_property(row._tr, "w:cantSplit")
    return tuple(row.cells)


def set_east_asian(run: Run, typeface: str) -> None:
    """The typeface of a run's Chinese characters; Latin ones keep theirs."""
    from docx.oxml.ns import qn

    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), typeface)


def _row_property(row: CT_Row, name: str) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(name))
