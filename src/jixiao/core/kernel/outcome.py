"""What a rule may answer. Silence is never a pass."""

from __future__ import annotations

from enum import Enum

from jixiao.core.kernel.text import Text


class Outcome(Enum):
    """The closed set of answers of a scoring rule."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> Text:
        """The word a page shows for the answer."""
        return _LABELS[self]


_LABELS = {
    Outcome.SCORED: Text("已评分", "scored"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Outcome.CANNOT_TELL: Text("不能判断", "cannot tell"),
}
