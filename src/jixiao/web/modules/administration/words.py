"""Which language a page speaks, and what a change says when it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language, Text


class NotPossible(Exception):
    """A change that the state of things forbids; `said` tells why, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


class Stale(Exception):
    """Somebody else has saved in between: `theirs` is the record as it stands now."""

    def __init__(self, theirs: Any) -> None:  # noqa: ANN401
        super().__init__("saved by somebody else in between")
        self.theirs = theirs


def language_of(request: HttpRequest) -> Language:
    """The language of a request: as chosen, else Chinese."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"
