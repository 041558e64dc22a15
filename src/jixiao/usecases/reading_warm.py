"""Importing this makes a process ready to read: rules and readers are loaded once, before workers are forked from it.

Without it every worker would spend its first half second on the same things.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.reading import knowledge_of, rulebook_of
from jixiao.usecases.reading_memory import rules_hash


def _warm() -> None:
    from jixiao.documents import extraction, opening
    from jixiao.reports.facts import record

    # Readers are loaded by whoever meets their format: a call reads one or two of them.
    _ = extraction, opening, record
    folders = load_rulebook().folders
    knowledge_of(rulebook_of(folders, rules_hash(folders)))
    # What is here stays: without this the first search for garbage in every worker would copy all of it.
    gc.freeze()


# Whatever goes wrong here will go wrong, and be told, where a file is read; the process itself must come up.
with suppress(Exception):
    _warm()
