"""The checks of an audit: those of the core and the relations of the rulebook."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.core.audit.relation import relation_check
from jixiao.core.audit.scan import found_checks

if TYPE_CHECKING:
    from jixiao.core.audit.check import Check
    from jixiao.rulebook_loader import Rulebook


@lru_cache(maxsize=4)
def checks_of(rulebook: Rulebook) -> tuple[Check, ...]:
    """Every check by code; raises `InputFault` where a relation's file is at fault."""
    from jixiao.rulebook_loader.relations import load_relations

    relations = load_relations(rulebook.folders, rulebook.vocabulary)
    return tuple(sorted([*found_checks(), *(relation_check(one) for one in relations)], key=lambda one: one.code))
