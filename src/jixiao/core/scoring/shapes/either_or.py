"""Either-or (二选一): the better of several ways to earn the same points - this target or that one.

While one way is unknown, the answer is only certain when another already gives everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.rational import choose_rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.points import Points, Shape, Want

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class EitherOr:
    """The alternatives, best result counts."""

    shape: ClassVar[str] = "either_or"
    of: tuple[Shape, ...]

    def build(self, bench: Workbench) -> Points:
        """The greatest of the alternatives' totals."""
        if len(self.of) < 2:  # two is what "either ... or" means
            raise RuleFault(Text("either_or 至少要有两个选项", "either_or takes at least two alternatives"))
        parts = [part.build(bench) for part in self.of]
        best = max(part.best for part in parts)
        full = [x.every(part.defined, part.total.relates(">=", best)) for part in parts]
        value = parts[-1].total
        for part, is_full in zip(parts[-2::-1], full[-2::-1], strict=True):
            better = x.every(part.defined, part.total.relates(">=", value))
            value = choose_rational([(x.some(is_full, better), part.total)], value)
        settled = x.some(*full)
        wants = tuple(Want(x.some(settled, want.met), want.what) for part in parts for want in part.wants)

        def explain(reader: Reader) -> list[Text]:
            lines: list[Text] = []
            for number, part in enumerate(parts, 1):
                if reader.holds(part.defined):
                    lines.append(Text(f"途径 {number}：", f"way {number}:"))
                    lines.extend(part.explain(reader))
            return [*lines, Text("取得分较高者", "the better one counts")]

        return Points((value,), x.some(settled, x.every(*(part.defined for part in parts))), best, wants, explain)
