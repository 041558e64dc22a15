"""The text reader on the published texts: every located figure and quote lies inside one block."""

import json
import re
from pathlib import Path

import pytest

from jixiao.core.document.block import Table
from jixiao.documents.opening import open_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_sources = pytest.mark.skipif(not SHARED.is_dir(), reason="the published texts are not at hand")
# A quote that reaches into the next heading or paragraph.
_OVER = re.compile(r"[。！？]\n\n.")


@needs_sources
@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_no_located_statement_is_torn(number: str):
    gold = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
    document = open_document(next((SHARED / "sources").glob(f"{number}_*")))
    assert document.sha256 == gold["sha256"]
    torn = [
        figure["quote"]
        for figure in gold["figures"]
        if not _OVER.search(figure["quote"])
        and not any(
            block.start <= figure["quote_offset"] and figure["quote_offset"] + len(figure["quote"]) <= block.end
            for block in document.blocks
        )
    ]
    assert torn == []


@needs_sources
@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_every_located_cell_is_a_cell(number: str):
    gold = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
    document = open_document(next((SHARED / "sources").glob(f"{number}_*")))
    cells = {
        cell.start: document.at(cell) for block in document.blocks if isinstance(block, Table) for cell in block.cells
    }
    located = [
        cell
        for table in gold["tables"]
        for row in table["rows"]
        for cell in row.get("cells", {}).values()
        if isinstance(cell, dict) and "offset" in cell
    ]
    assert len(located) > 50
    assert [cell for cell in located if cells.get(cell["offset"]) != cell["value"]] == []


@needs_sources
@pytest.mark.parametrize(("number", "paragraphs", "tables"), [("001", 140, 18), ("002", 112, 18), ("003", 167, 24)])
def test_how_many_blocks_there_are(number: str, paragraphs: int, tables: int):
    document = open_document(next((SHARED / "sources").glob(f"{number}_*")))
    found = sum(isinstance(block, Table) for block in document.blocks)
    assert (len(document.blocks) - found, found) == (paragraphs, tables)
