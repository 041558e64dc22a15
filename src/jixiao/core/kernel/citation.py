"""Where a figure comes from: a document's place, a ledger line, a measure, a person and a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["text", "table", "derived", "ledger", "measure", "person"]


@dataclass(frozen=True, slots=True)
class Document:
    """A source as archived: its title, who published it, and the hash of its content."""

    id: str
    title: str
    publisher: str | None = None
    sha256: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of one figure in one source; `quote` is the number as it stands there."""

    document: Document
    section: str | None = None
    kind: SourceKind = "text"
    page: int | None = None
    place: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        page = None if self.page is None else f"第 {self.page} 页"
        parts = [f"《{self.document.title}》", self.section, page, self.place]
        return " ".join(part for part in parts if part)
