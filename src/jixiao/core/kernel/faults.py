"""Faults as data: what is wrong, where, what was expected, what was received, how to mend it.

An `InputFault` is the caller's to mend (exit code 2). Every other exception is a fault of
jixiao itself (exit code 3) and must never be shown as a defect of a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    `where` is a place a person can open: `file:line`, a key path, a row number.
    """

    what: Text
    where: str
    expected: Text | None = None
    received: str | None = None
    remedy: Text | None = None

    def said(self, language: Language) -> str:
        """The problem as one paragraph for a person."""
        words = _WORDS[language]
        lines = [f"{self.where}: {self.what.said(language)}"]
        if self.expected is not None:
            lines.append(f"  {words['expected']}{self.expected.said(language)}")
        if self.received is not None:
            lines.append(f"  {words['received']}{self.received}")
        if self.remedy is not None:
            lines.append(f"  {words['remedy']}{self.remedy.said(language)}")
        return "\n".join(lines)


_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "expected": "应为：",
        "received": "实为：",
        "remedy": "处理：",
        "count": "共 {} 处问题：",
        "rest": "……另有 {} 处。",
    },
    "en": {
        "expected": "expected: ",
        "received": "received: ",
        "remedy": "remedy: ",
        "count": "{} problems:",
        "rest": "... and {} more.",
    },
}


# What a person reads before mending; the rest comes with the next try.
MOST_SHOWN = 20


class InputFault(Exception):
    """The input or the call is at fault; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order they were found."""
        self.problems = tuple(problems)
        super().__init__(self.said("en"))

    def said(self, language: Language) -> str:
        """All problems, one paragraph each."""
        words = _WORDS[language]
        head = [words["count"].format(len(self.problems))] if len(self.problems) > 1 else []
        rest = len(self.problems) - MOST_SHOWN
        tail = [words["rest"].format(rest)] if rest > 0 else []
        return "\n".join(head + [problem.said(language) for problem in self.problems[:MOST_SHOWN]] + tail)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that look most like a mistyped one, at most three."""
    from difflib import get_close_matches  # only a mistake needs it

    return get_close_matches(word, list(known), n=3)


def suggestion(word: str, known: Iterable[str]) -> Text | None:
    """A remedy that names the nearest known words, or nothing when none is near."""
    near = nearest(word, known)
    if not near:
        return None
    return Text("是否想写 " + "、".join(near) + "？", "did you mean " + ", ".join(near) + "?")
