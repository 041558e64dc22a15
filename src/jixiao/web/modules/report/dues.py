"""What is missing before a report may be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report import stages
from jixiao.web.modules.report.outline.reading import read_outline
from jixiao.web.modules.report.paper.building import gaps, texts_of

if TYPE_CHECKING:
    from jixiao.web.modules.report.figures.figure import Figures
    from jixiao.web.modules.report.models import Answer, Check, Report
    from jixiao.web.modules.report.paper.building import Gap

UNCHECKED = Text("还没有核查", "it has not been checked")
OUTDATED = Text("核查之后内容或数据有变动，须重新核查", "text or figures changed since the check; check again")


@dataclass(frozen=True)
class Standing:
    """How a report stands before its signature: gaps, the last check that ended, whether it still holds, answers."""

    gaps: list[Gap]
    check: Check | None
    is_current: bool
    answers: dict[str, Answer]

    @property
    def unanswered(self) -> int:
        """Errors without a reason."""
        if self.check is None:
            return 0
        errors = {one["key"] for one in self.check.findings if one["severity"] == "error"}
        return len(errors - set(self.answers))

    @property
    def missing(self) -> dict[str, list[Text]]:
        """What is missing of each thing that a move may have due."""
        count = len({one.block for one in self.gaps})
        whole = [Text(f"{count} 处内容不全", f"{count} pieces are incomplete")] if count else []
        checked = [] if self.is_current else [UNCHECKED if self.check is None else OUTDATED]
        left = self.unanswered
        errors = Text(f"{left} 条错误还没有说明理由", f"{left} errors have no reason yet")
        return {stages.WHOLE: whole, stages.CHECKED: checked, stages.ANSWERED: [errors] if left else []}


def standing_of(report: Report, figures: Figures | None, sha256: str) -> Standing:
    """How a report stands whose text has that hash; without figures it is signed, and nothing is missing."""
    check = report.checks.exclude(content_sha256="").select_related("by").first()
    answers = {one.key: one for one in report.answers.select_related("by")}
    found = [] if figures is None else gaps(read_outline(report.outline), texts_of(report), figures)
    return Standing(found, check, check is not None and check.content_sha256 == sha256, answers)
