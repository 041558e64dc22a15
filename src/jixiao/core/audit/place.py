"""Places: where in which document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch `start` to `end` of a document's text; `document` counts the documents of an audit from 0."""

    document: int
    start: int
    end: int
