"""The stages of a report, from the draft to its publication, and what each move needs."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Move, Stage, StageTable

READ, FILL, TEMPLATES = "report.read", "report.fill", "report.templates"
SIGN_SECTION, SIGN_UNIT, REVIEW, PUBLISH = (
    "report.sign_section", "report.sign_unit", "report.review", "report.publish",
)  # fmt: skip
PERMISSIONS = {
    READ: ("filler", "section_head", "unit_head", "reviewer", "evaluator", "leader", "auditor", "administrator"),
    FILL: ("filler", "section_head", "unit_head"),
    SIGN_SECTION: ("section_head",),
    SIGN_UNIT: ("unit_head",),
    REVIEW: ("reviewer",),
    PUBLISH: ("unit_head", "reviewer"),
    TEMPLATES: ("reviewer",),
}
# What must be there before a move: nothing empty or unknown, a check of the very text, a reason for every error.
WHOLE, CHECKED, ANSWERED = "whole", "checked", "answered"

TABLE = StageTable(
    (
        Stage("draft", Text("起草", "draft"), FILL, is_open=True),
        Stage("section_signed", Text("科室已签", "signed by the section"), SIGN_UNIT),
        Stage("unit_signed", Text("单位已签", "signed by the unit"), FILL),
        Stage("submitted", Text("已报送", "submitted"), PUBLISH),
        Stage("published", Text("已公开", "published")),
    ),
    (
        Move("sign_section", Text("科室签署", "sign for the section"), ("draft",), "section_signed", SIGN_SECTION,
             (WHOLE, CHECKED, ANSWERED)),
        Move("sign_unit", Text("单位签署", "sign for the unit"), ("section_signed",), "unit_signed", SIGN_UNIT),
        Move("submit", Text("报送财政", "submit to finance"), ("unit_signed",), "submitted", FILL),
        Move("publish", Text("公开", "publish"), ("submitted",), "published", PUBLISH),
        Move("return", Text("退回修改", "return"), ("submitted",), "draft", REVIEW, takes_note=True, is_back=True),
        Move("withdraw", Text("撤回签署", "take the signature back"), ("section_signed",), "draft", SIGN_SECTION,
             takes_note=True, is_back=True),
        Move("send_back", Text("退给填报人", "send back to be written"), ("section_signed", "unit_signed"), "draft",
             SIGN_UNIT, takes_note=True, is_back=True),
    ),
)  # fmt: skip
STAGE_CHOICES = [(stage.id, stage.name.zh) for stage in TABLE.stages.values()]
