"""Runs of figures: `基本支出和项目支出分别为 a、b`, `各季度执行率分别为 a、b、c、d`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.documents.extract.sentences.tokens import Token

# Between two figures of a run stands a unit, a mark and nothing else.
_BETWEEN = re.compile(r"[^，。；：]{0,4}[、，和及与]{1,2}")


@dataclass(frozen=True, slots=True)
class Place:
    """The words that hold for one figure of a run, and its quarter if the run goes through the quarters."""

    tokens: tuple[Token, ...]
    quarter: str = ""


def runs(tokens: list[Token], text: str) -> dict[int, Place]:
    """The places of all figures that stand in runs; none for a run whose words are not as many as its figures."""
    found: dict[int, Place] = {}
    for index, token in enumerate(tokens):
        if token.kind == "words" and any(entry.name == "each" for entry in token.of_role("relation")):
            figures = _figures(tokens[index + 1 :], text)
            for figure, place in zip(figures, _places(tokens[:index], len(figures)), strict=False):
                found[figure.start] = place
    return found


def _figures(tokens: list[Token], text: str) -> list[Token]:
    run: list[Token] = []
    for token in tokens:
        if token.kind != "figure":
            break
        if run and not _BETWEEN.fullmatch(text[run[-1].end : token.start]):
            break
        run.append(token)
    return run


def _places(tokens: list[Token], count: int) -> list[Place]:
    words = _since_figure(tokens)
    if any(token.kind == "quarters" for token in words):
        return [Place(tuple(words), f"q{number}") for number in range(1, 5)] if count == 4 else [Place(())] * count
    subjects = [token for token in words if token.subjects()]
    aspects = [token for token in words if token.of_role("aspect")]
    if len(subjects) == count and len(aspects) <= 1:
        return [Place((subject, *aspects)) for subject in subjects]
    if len(aspects) == count and len(subjects) <= 1:
        return [Place((*subjects, aspect)) for aspect in aspects]
    return [Place(())] * count


def _since_figure(tokens: list[Token]) -> list[Token]:
    last = max((index for index, token in enumerate(tokens) if token.kind == "figure"), default=-1)
    return tokens[last + 1 :]
