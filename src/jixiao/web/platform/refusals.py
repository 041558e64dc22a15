"""Refusals: what an action does not do, and why, in both languages; nothing has been written when one is raised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text


class Refused(Exception):
    """An action was refused; `text` says why and what to do, `field` names the input at fault if one is."""

    def __init__(self, text: Text, field: str | None = None) -> None:
        super().__init__(text.en)
        self.text = text
        self.field = field


class Stale(Refused):
    """Someone else changed the record meanwhile; `current` is the record as it stands now."""

    def __init__(self, text: Text, current: Any) -> None:  # noqa: ANN401 - any record that carries a version
        super().__init__(text)
        self.current = current
