"""What most rule files hold: a source, and a sentence in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False, repr=False)
class Cited:
    """A source: the document and the clause or section in it."""

    document: str
    clause: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        return f"《{self.document}》{self.clause or ''}"


@dataclass(eq=False, repr=False)
class Bilingual:
    """A sentence in both languages."""

    zh: str
    en: str
