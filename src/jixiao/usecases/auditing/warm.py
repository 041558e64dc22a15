"""Importing this makes a process ready to audit: what reading needs, and the checks beside it."""

from __future__ import annotations

import gc
from contextlib import suppress

from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases import reading_warm
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing import document
from jixiao.usecases.reading import rulebook_of
from jixiao.usecases.reading_memory import rules_hash

_ = reading_warm, document

# As in reading: what goes wrong here will be told where a file is audited.
with suppress(Exception):
    folders = load_rulebook().folders
    checks_of(rulebook_of(folders, rules_hash(folders)))
    gc.freeze()
