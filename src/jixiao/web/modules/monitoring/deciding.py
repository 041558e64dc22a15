"""Red lights and their clock: until when a unit decides, when those above are told, when a sheet counts as paused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.text import Text
from jixiao.web.platform.workdays import after_working_days, working_days

if TYPE_CHECKING:
    from datetime import date

    from jixiao.web.modules.monitoring.models import Round, Sheet

State = Literal["", "decided", "open", "told", "paused"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a red sheet stands on a day: the state, in words, the day on which it pauses."""

    state: State
    words: Text
    until: date | None = None

    @property
    def waits(self) -> bool:
        """Whether a decision is still wanted."""
        return self.state in ("open", "told", "paused")

    @property
    def is_pressing(self) -> bool:
        """Whether the unit's head and the bureau are told of it."""
        return self.state in ("told", "paused")


NOTHING = Standing("", Text("", ""))


def standing(sheet: Sheet, one: Round, day: date) -> Standing:
    """How the decision over a sheet stands on a day."""
    name = sheet.decision_name
    if name is not None:
        return Standing("decided", name)
    if sheet.light != "red" or sheet.red_since is None:
        return NOTHING
    until = after_working_days(sheet.red_since, one.pause_after)
    if day > until:
        return Standing("paused", Text("逾期未决定，已暂停", "paused: nobody decided in time"), until)
    left = working_days(day, until)
    words = Text(f"待决定，还有 {left} 个工作日", f"to be decided within {left} working days")
    if day > after_working_days(sheet.red_since, one.escalate_after):
        return Standing("told", Text(f"已上报，{words.zh}", f"escalated; {words.en}"), until)
    return Standing("open", words, until)
