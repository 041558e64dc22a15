"""How much of a document is read: beyond these sizes a file is refused, so that no file can take a machine down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The sizes up to which a document is read.

    `seconds` bound what goes on page by page. Who runs a reader in a process of its own bounds time and memory there.
    """

    most_bytes: int = 100_000_000
    most_unpacked: int = 300_000_000  # bytes of all parts of a packed file (DOCX, XLSX) together
    most_pages: int = 2000
    most_cells: int = 200_000
    most_characters: int = 10_000_000
    most_blocks: int = 60_000  # paragraphs and tables; of these and of numbers each costs time, however short it is
    most_numbers: int = 150_000
    seconds: int = 120


LIMITS = Limits()
