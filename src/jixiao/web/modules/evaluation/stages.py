"""The stages of a department's year, from the first figure to the acceptance by the finance bureau."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Move, Stage, StageTable

FILL, REVIEW, READ = "evaluation.fill", "evaluation.review", "evaluation.read"
SIGN_SECTION, SIGN_UNIT = "evaluation.sign_section", "evaluation.sign_unit"
SIGN_OFFICE = "evaluation.sign_office"
PERMISSIONS = {
    FILL: ("filler", "section_head", "unit_head"),
    SIGN_SECTION: ("section_head",),
    # Whoever keeps the whole department's papers; never the one who signed for the section.
    SIGN_OFFICE: ("section_head", "unit_head"),
    SIGN_UNIT: ("unit_head",),
    REVIEW: ("reviewer",),
    READ: (
        "filler", "section_head", "unit_head", "reviewer", "evaluator", "expert", "leader", "auditor", "administrator",
    ),
}  # fmt: skip

# What must be there before a move; `dues` finds what is missing of each.
EXPLAINED, DEVIATIONS, REMARKS, REVIEWED, REPLAYS = "explained", "deviations", "remarks", "reviewed", "replays"
NONE_RETURNED, FOUR_EYES, STATED = "none returned", "four eyes", "stated"

TABLE = StageTable(
    (
        Stage("draft", Text("填报", "filling in"), FILL, is_open=True),
        Stage("section_signed", Text("科室已签", "signed by the section"), SIGN_OFFICE),
        Stage("office_signed", Text("办公室已签", "signed by the office"), SIGN_UNIT),
        Stage("unit_signed", Text("单位已签", "signed by the unit"), FILL),
        Stage("submitted", Text("已报送", "submitted"), REVIEW),
        Stage("in_review", Text("财政复核", "in review"), REVIEW),
        Stage("accepted", Text("已接受", "accepted")),
        Stage("returned", Text("已退回", "returned"), FILL),
    ),
    (
        Move("sign_section", Text("科室签署", "sign for the section"), ("draft",), "section_signed", SIGN_SECTION,
             (EXPLAINED, DEVIATIONS)),
        Move("sign_office", Text("办公室签署", "sign for the office"), ("section_signed",), "office_signed",
             SIGN_OFFICE, (EXPLAINED, DEVIATIONS, FOUR_EYES)),
        Move("sign_unit", Text("单位签署", "sign for the unit"), ("office_signed",), "unit_signed", SIGN_UNIT,
             (EXPLAINED, DEVIATIONS, REPLAYS)),
        Move("submit", Text("报送财政", "submit to finance"), ("unit_signed",), "submitted", FILL, (REPLAYS,)),
        Move("take_up", Text("开始复核", "begin the review"), ("submitted",), "in_review", REVIEW),
        Move("accept", Text("接受", "accept"), ("in_review",), "accepted", REVIEW,
             (REVIEWED, NONE_RETURNED, REPLAYS)),
        Move("return", Text("退回修改", "return"), ("in_review",), "returned", REVIEW, (REMARKS,), is_back=True),
        Move("reopen", Text("按意见修改", "work on the remarks"), ("returned",), "draft", FILL, is_back=True),
        Move("withdraw", Text("撤回签署", "take the signature back"), ("section_signed",), "draft", SIGN_SECTION,
             takes_note=True, is_back=True),
        Move("send_back", Text("退给填报人", "send back to be filled in"),
             ("section_signed", "office_signed", "unit_signed"), "draft", SIGN_UNIT, takes_note=True, is_back=True),
    ),
)  # fmt: skip
STAGE_CHOICES = [(stage.id, stage.name.zh) for stage in TABLE.stages.values()]

# A project's self-evaluation goes with its department's: the section, the head of the unit, the finance bureau.
PROJECT_TABLE = StageTable(
    (
        Stage("draft", Text("填报", "filling in"), FILL, is_open=True),
        Stage("section_signed", Text("科室已签", "signed by the section"), SIGN_UNIT),
        Stage("submitted", Text("已报送", "submitted"), REVIEW),
        Stage("accepted", Text("已接受", "accepted")),
        Stage("returned", Text("已退回", "returned"), FILL),
    ),
    (
        Move("sign_section", Text("科室签署", "sign for the section"), ("draft",), "section_signed", SIGN_SECTION,
             (EXPLAINED, STATED)),
        Move("submit", Text("单位签署并报送", "sign for the unit and submit"), ("section_signed",), "submitted",
             SIGN_UNIT),
        Move("accept", Text("接受", "accept"), ("submitted",), "accepted", REVIEW, (REVIEWED,)),
        Move("return", Text("退回修改", "return"), ("submitted",), "returned", REVIEW, takes_note=True, is_back=True),
        Move("reopen", Text("按意见修改", "work on the remarks"), ("returned",), "draft", FILL, is_back=True),
        Move("send_back", Text("退给填报人", "send back to be filled in"), ("section_signed",), "draft", SIGN_UNIT,
             takes_note=True, is_back=True),
    ),
)  # fmt: skip
PROJECT_STAGE_CHOICES = [(stage.id, stage.name.zh) for stage in PROJECT_TABLE.stages.values()]
