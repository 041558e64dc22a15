"""What reading needs to know beside the document: vocabulary, kinds of documents, layouts, indicator names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jixiao.core.document.layout import TableLayout
    from jixiao.core.document.sentence_layout import AssertionLayout, SentenceLayout
    from jixiao.core.ledger.concept import Vocabulary


@dataclass(frozen=True)
class Knowledge:
    """All of it is data of the rulebook; `indicators` gives the names when a document first needs them."""

    vocabulary: Vocabulary
    kinds: Mapping[str, tuple[str, ...]]
    tables: tuple[TableLayout, ...] = ()
    sentences: tuple[SentenceLayout, ...] = ()
    assertions: tuple[AssertionLayout, ...] = ()
    indicators: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)
