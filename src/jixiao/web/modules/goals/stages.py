"""The stages of a goal table, and what a review leads to."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Move, Stage, StageTable
from jixiao.web.platform.people.models import Role
from jixiao.web.registers.indicators.models import STAGES

READ, FILL, SIGN, SUBMIT, REVIEW = "goals.read", "goals.fill", "goals.sign", "goals.submit", "goals.review"
PERMISSIONS = {
    READ: tuple(Role.values),
    FILL: (Role.FILLER, Role.SECTION_HEAD),
    SIGN: (Role.SECTION_HEAD,),
    SUBMIT: (Role.UNIT_HEAD,),
    REVIEW: (Role.REVIEWER,),
}
DUE = ("content", "bar")
TABLE = StageTable(
    (
        Stage("draft", STAGES["draft"], FILL, is_open=True),
        Stage("section_signed", STAGES["section_signed"], SUBMIT),
        Stage("submitted", STAGES["submitted"], REVIEW),
        Stage("returned", STAGES["returned"], FILL, is_open=True),
        Stage("approved", STAGES["approved"]),
    ),
    (
        Move("sign", Text("科室审核通过", "Sign for the section"), ("draft", "returned"), "section_signed", SIGN, DUE),
        Move("submit", Text("提交财政审核", "Submit to finance"), ("section_signed",), "submitted", SUBMIT, DUE),
        Move(
            "hand_back", Text("退回科室", "Hand back"), ("section_signed",), "draft", SUBMIT,
            takes_note=True, is_back=True,
        ),
        Move("approve", Text("批复", "Approve"), ("submitted",), "approved", REVIEW),
        Move("return", Text("退回", "Send back"), ("submitted",), "returned", REVIEW, takes_note=True, is_back=True),
        Move(
            "revise", Text("修订目标", "Revise the goals"), ("approved",), "draft", FILL,
            takes_note=True, is_back=True,
        ),
    ),
)  # fmt: skip
# Moves that a button of the page makes; approving and sending back follow from the review sheet.
BY_BUTTON = ("sign", "submit", "hand_back", "revise")


def is_open(stage: str) -> bool:
    """Whether the content may change at a stage."""
    return TABLE.stages[stage].is_open


def outcome(verdict: str, was_reviewed: bool, has_changed: bool) -> str:
    """The move that a verdict leads to (财预〔2015〕88号).

    优 enters. 良 enters once it was improved after an earlier review, so the first 良 goes back for that. 中 is
    handed in anew. 差 goes back and is barred until finance lifts the bar.
    """
    if verdict == "excellent" or (verdict == "good" and was_reviewed and has_changed):
        return "approve"
    return "return"
