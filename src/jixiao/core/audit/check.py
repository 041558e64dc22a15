"""What a check is.

The docstring of the module is its specification: one affirmative sentence; the numbered conditions under which it does
not apply; `Source:` with where the rule comes from. Code, documentation and message draw from it and from `TITLE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jixiao.core.audit.finding import Answer, Severity
    from jixiao.core.audit.tie import Tie

# document: one document at a time; unit: all documents of one unit; all: every document of an audit.
Scope = Literal["document", "unit", "all"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the audit.

    `run` takes an `Audited` for scope document, else a tuple of them. It yields ties, which the runner judges, and
    answers for what is not arithmetic.
    """

    code: str
    version: int
    severity: Severity
    scope: Scope
    title: Text
    statement: str
    run: Callable[[Any], Iterable[Tie | Answer]]

    @property
    def sentence(self) -> str:
        """What holds when the check passes, in one sentence."""
        return self.statement.partition("\n\n")[0].replace("\n", " ")

    @property
    def explained(self) -> Text:
        """What the check holds documents to: in Chinese its title and its source, in English the whole statement."""
        source = self.statement.partition("Source:")[2].strip().replace("\n", " ")
        return Text(f"{self.title.zh}。依据：{source}" if source else f"{self.title.zh}。", self.statement)
