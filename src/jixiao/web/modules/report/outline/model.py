"""The outline of a report as its template states it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

SCHEMA = "jixiao/report-template/1"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a report.

    kind `text`: people write it; it begins with `text`, or with those of the `sentences` whose figures are known.
    kind `sentences`: the program writes them anew each time, those whose figures are known; else `otherwise`.
    kind `table` and `chart`: `of` says which. `help` tells what belongs there; what is `required` may not be empty.
    """

    id: str
    kind: Literal["text", "sentences", "table", "chart"]
    title: str = ""
    text: str = ""
    sentences: tuple[str, ...] = ()
    otherwise: str = ""
    of: str = ""
    help: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a report, with its pieces and the parts below it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A template: the title of the report, its sections, its attachments."""

    schema: Literal["jixiao/report-template/1"]
    name: str
    title: str
    sections: tuple[Section, ...]
    attachments: tuple[Section, ...] = ()

    @property
    def blocks(self) -> Mapping[str, Block]:
        """Every piece, by its id, in the order of the report."""
        return {one.id: one for _, section in self.walk() for one in section.blocks}

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section with its level, from top to bottom; attachments at the end."""
        yield from _walk((*self.sections, *self.attachments), 1)


def _walk(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for one in sections:
        yield level, one
        yield from _walk(one.sections, level + 1)
