"""What reading needs to know, gathered from a rulebook."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jixiao.core.document.knowledge import Knowledge
from jixiao.rulebook_loader.code_lists import read_code_list
from jixiao.rulebook_loader.sentence_layouts import read_assertion_layouts, read_sentence_layouts
from jixiao.usecases.framework_match import known_score_names

if TYPE_CHECKING:
    from jixiao.rulebook_loader import Rulebook


def knowledge(rulebook: Rulebook) -> Knowledge:
    """Vocabulary, kinds, layouts and indicator names; raises `InputFault` where a rule file is at fault."""
    return Knowledge(
        rulebook.vocabulary,
        _kinds(rulebook),
        rulebook.layouts,
        read_sentence_layouts(rulebook.folders, rulebook.vocabulary),
        read_assertion_layouts(rulebook.folders),
        cache(lambda: known_score_names(rulebook)),
    )


def _kinds(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """The words by which a title tells each kind of document; `other` has none."""
    kinds: dict[str, tuple[str, ...]] = {}
    for folder in rulebook.folders:
        path = folder / "vocabulary" / "code_lists" / "document_kinds.yaml"
        if path.exists():
            codes = read_code_list(path).codes
            kinds |= {name: (code.name.zh, *code.synonyms) for name, code in codes.items() if name != "other"}
    return kinds
