"""Taking figures from the year's own records: what was chosen, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.freshness import locked_open, refresh
from jixiao.web.modules.evaluation.proposing import proposals
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures import actions as figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

MOVED_ON = Text(
    "台账或已填数字刚有变动，请核对后再填入",
    "the records or the figures have just changed; look again before filling in",
)
CHOICES = ("take", "keep")


@transaction.atomic
def take_figures(*, year: int, chosen: Mapping[str, str], by: Person, at: datetime) -> dict[str, int]:
    """Take what was chosen: key of a proposal -> take or keep; says how many were added, replaced and kept.

    Raises `Refused` where something has changed since it was looked at, or a conflict was not decided.
    """
    row = locked_open(year)
    known = {one.key: one for one in proposals(row) or ()}
    if set(chosen) - set(known):
        raise Refused(MOVED_ON)
    open_ = [one for one in known.values() if one.kind == "conflict" and chosen.get(one.key) not in CHOICES]
    if open_:
        zh = "、".join(one.name.zh for one in open_[:5])
        en = ", ".join(one.name.en for one in open_[:5])
        raise Refused(Text(f"与台账不同的须逐项选择：{zh}", f"choose for each that differs: {en}"))
    done = {"added": 0, "replaced": 0, "kept": 0}
    told = []
    for key, choice in chosen.items():
        one = known[key]
        if choice != "take" or one.kind == "same":
            done["kept"] += 1
            continue
        words = {"organisation": row.organisation, "year": row.year, "entry": one.entry, "by": by, "at": at}
        if not one.standing:
            figures.add(**words)
            done["added"] += 1
        else:
            figures.replace(figure=one.standing[0].pk, entry=one.entry, by=by, at=at)
            for other in one.standing[1:]:
                figures.withdraw(figure=other.pk, by=by, at=at)
            done["replaced"] += 1
        told.append(f"{one.entry.concept} {one.entry.period}")
    refresh(row)
    after = {**done, "taken": told}
    record("evaluation.take_figures", f"department_year/{row.pk}", by=by, at=at, organisation=row.organisation,
           after=after)  # fmt: skip
    return done
