"""The initials of Chinese words in pinyin, so that `cyfw` finds 产业服务."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=4096)
def initials(words: str) -> str:
    """The initials of words: Latin letters and digits stay as they are, signs are left out."""
    parts = lazy_pinyin(words.lower(), style=Style.FIRST_LETTER, errors="default")
    return "".join(char for part in parts for char in part if char.isascii() and char.isalnum())


def goes_by(words: str, asked: str) -> bool:
    """Whether words hold what is asked for, in characters or in initials."""
    wanted = asked.strip().lower()
    return bool(wanted) and (wanted in words.lower() or (wanted.isascii() and wanted in initials(words)))
