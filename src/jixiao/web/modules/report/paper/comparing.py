"""What changed between two texts, clause by clause."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_CLAUSE = re.compile(r"\{\{[^{}]*\}\}|[^，。；、！？\n{]+[，。；、！？]?|\n|.")


def compared(old: str, new: str) -> list[tuple[str, str]]:
    """The pieces of both texts in order: `same`, `gone` or `added`."""
    before, after = _CLAUSE.findall(old), _CLAUSE.findall(new)
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(before[a:b])))
            continue
        if b > a:
            found.append(("gone", "".join(before[a:b])))
        if d > c:
            found.append(("added", "".join(after[c:d])))
    return found
