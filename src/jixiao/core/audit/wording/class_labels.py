"""Classes as the tables of a document label them: the name of each code, its amounts, and where the name stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.core.audit.wording.class_items import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.term import Term
    from jixiao.core.document.statement import StatedFact

_NUMBER = re.compile(r"\A[〇零一二三四五六七八九十]+、")
_BRACKETS = str.maketrans("()", "（）")


def row_label(fact: StatedFact) -> str:
    """What a row of a table is called, without its number: 八、社会保障和就业支出."""
    return _row_label(fact.label)


@lru_cache(maxsize=8192)
def _row_label(label: str) -> str:
    return _NUMBER.sub("", label.partition(" · ")[0]).translate(_BRACKETS)


def alike(name: str, label: str) -> bool:
    """Whether a text and a table mean the same name."""
    return bare(name.translate(_BRACKETS)) == bare(label)


class ClassLabels:
    """The classes of one dimension (functional_class, economic_class) in the tables of a document."""

    def __init__(self, audited: Audited, dimension: str) -> None:
        """Gather what the tables print."""
        self.audited = audited
        self.facts: dict[str, list[StatedFact]] = defaultdict(list)
        for fact in audited.statements.facts:
            code = dict(fact.dimensions).get(dimension, "")
            if fact.kind == "table" and code.isdigit():
                self.facts[code].append(fact)
        self.names = {code: _most(map(row_label, facts)) for code, facts in self.facts.items()}

    def below(self, code: str, depth: int) -> Iterator[str]:
        """The codes under a class on a level: 0 for 类, 1 for 款, 2 for 项; all of that level for ""."""
        return (one for one in self.names if one.startswith(code) and len(one) == 3 + 2 * depth)

    def amounts(self, code: str) -> list[Term]:
        """The amounts of money that the tables print for a class, zeros aside."""
        terms = [self.audited.term(fact) for fact in self.facts[code]]
        return [one for one in terms if one is not None and one.value and one.unit.dimension.id == "money"]

    def place(self, code: str) -> Place:
        """Where the first table prints the name of a class."""
        return label_place(self.audited, self.facts[code][0])


def label_place(audited: Audited, fact: StatedFact) -> Place:
    """The cell with the name of a fact's row; the figure where no cell of the row holds just that name."""
    table = audited.tables[bisect_right(audited.tables, fact.figure.start, key=lambda one: one.start) - 1]
    row = next((cell.row for cell in table.cells if cell.start <= fact.figure.start < cell.end), None)
    wanted = row_label(fact)
    for cell in table.cells:
        if cell.row != row:
            continue
        words = audited.words(cell.start, cell.end).translate(_BRACKETS)
        if words and _NUMBER.sub("", words) == wanted:
            return audited.place(cell.start, cell.end)
    return audited.place(fact.figure.start, fact.figure.end)


def _most(names: Iterable[str]) -> str:
    return Counter(names).most_common(1)[0][0]
