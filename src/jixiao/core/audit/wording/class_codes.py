"""Which code of the tables a text means: by the names it gives, else by the amount it states."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.audit.wording.class_items import bare
from jixiao.core.audit.wording.class_labels import alike
from jixiao.core.kernel.text import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.term import Term
    from jixiao.core.audit.wording.class_items import ClassName, ClassPath
    from jixiao.core.audit.wording.class_labels import ClassLabels


@dataclass(frozen=True, slots=True)
class Likely:
    """A code that a text seems to mean: `amount` is what both state; `firm` where the names beside it agree."""

    code: str
    amount: Term
    firm: bool


class ClassCodes:
    """Finds the codes of the classes that the text of a document names."""

    def __init__(self, audited: Audited, labels: ClassLabels, paths: Sequence[ClassPath]) -> None:
        """Codes that some text names in full are taken: no amount alone leads to them."""
        self.labels = labels
        facts = [fact for fact in audited.statements.facts if fact.kind == "text"]
        terms = [one for fact in facts if (one := audited.term(fact)) is not None and one.value]
        self._terms = sorted(terms, key=lambda one: one.place.start)
        self._starts = [one.place.start for one in self._terms]
        self._taken = {code for path in paths if (code := self.exact(path)) is not None}

    def exact(self, path: ClassPath) -> str | None:
        """The code with every name of a path; None also where the path does not begin with a 类 of the tables."""
        codes = self.labels.below(self._top(path), path.last.level)
        return next((code for code in codes if all(self.agrees(one, code) for one in path.names[1:])), None)

    def likely(self, path: ClassPath) -> Likely | None:
        """The only code under the same 类 with the last name and an amount of the text, else with an amount alone."""
        found = [
            (code, amount)
            for code in self.labels.below(self._top(path), path.last.level)
            if (amount := self._shared(path, code)) is not None
        ]
        called = [(code, amount) for code, amount in found if self.agrees(path.last, code)]
        free = called or [(code, amount) for code, amount in found if code not in self._taken]
        if len(free) != 1:
            return None
        code, amount = free[0]
        return Likely(code, amount, bool(called) or all(self.agrees(one, code) for one in path.names[1:-1]))

    def agrees(self, one: ClassName, code: str) -> bool:
        """Whether the tables call a code's level by this name."""
        return alike(one.name, self.labels.names.get(code[: 3 + 2 * one.level], ""))

    def _top(self, path: ClassPath) -> str:
        """The 类 of a path, before whose name words of the sentence may stand; no code where the tables lack it."""
        first = path.names[0]
        tops = self.labels.below("", 0) if first.level == 0 else ()
        return next((code for code in tops if bare(first.name).endswith(bare(self.labels.names[code]))), "none")

    def _shared(self, path: ClassPath, code: str) -> Term | None:
        """An amount of the text that a table prints for a code."""
        return next(
            (one for one in self._stated(path) for other in self.labels.amounts(code) if _meet(one, other)), None
        )

    def _stated(self, path: ClassPath) -> Iterable[Term]:
        first, last = bisect_left(self._starts, path.body.start), bisect_left(self._starts, path.body.end)
        return (one for one in self._terms[first:last] if one.unit.dimension.id == "money")


def _meet(one: Term, other: Term) -> bool:
    return judge(Tie(Sum((1,)), (one, other), same(""))).state in ("holds", "rounding")
