"""Many breaks between two documents are one lead: their scope differs more likely than all of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed
from jixiao.core.audit.tie import judge
from jixiao.core.kernel.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.tie import Tie

# So many breaks, and more than hold: then it is not single figures that are wrong.
MANY = 3
_NAMED = 3


def together(ties: Sequence[Tie], what: Text) -> Iterator[Tie | Answer]:
    """The ties themselves, or where most of them break those that hold and one lead on the others."""
    broken = [tie for tie in ties if judge(tie).state == "broken"]
    if len(broken) < MANY or 2 * len(broken) <= len(ties):
        yield from ties
        return
    yield from (tie for tie in ties if tie not in broken)
    named = joined([tie.what for tie in broken[:_NAMED]], "、", ", ")
    count = Text(
        f"：可比的 {len(ties)} 项中 {len(broken)} 项不一致，可能口径不同：",
        f": {len(broken)} of {len(ties)} figures differ, perhaps in scope: ",
    )
    places = tuple(one.place for tie in broken for one in tie.terms)
    yield failed(Finding(Severity.SUSPICIOUS, what + count + named, places, likelihood=40))
