"""A sentence in both languages of the house, Chinese first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One statement, once in Chinese and once in English."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Return the statement in the language asked for."""
        return self.zh if language == "zh" else self.en

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)


def same(word: str) -> Text:
    """A text that reads alike in both languages: a number, a formula, a proper name."""
    return Text(word, word)


def joined(parts: list[Text] | tuple[Text, ...], zh: str = "；", en: str = "; ") -> Text:
    """Join texts with each language's own separator."""
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
