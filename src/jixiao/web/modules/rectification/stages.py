"""The way of a problem: found, given to someone, put right, accepted by someone else."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Move, Stage, StageTable
from jixiao.web.platform.people.models import Role

READ, WORK, ASSIGN = "rectification.read", "rectification.work", "rectification.assign"
ACCEPT, DECIDE = "rectification.accept", "rectification.decide"

PERMISSIONS = {
    READ: tuple(role for role in Role.values if role != Role.EVALUATOR),
    WORK: (Role.FILLER, Role.SECTION_HEAD, Role.UNIT_HEAD),
    ASSIGN: (Role.SECTION_HEAD, Role.UNIT_HEAD, Role.REVIEWER),
    ACCEPT: (Role.REVIEWER,),
    DECIDE: (Role.REVIEWER,),
}
TABLE = StageTable(
    (
        Stage("open", Text("待整改", "Open"), ASSIGN, is_open=True),
        Stage("working", Text("整改中", "Being put right"), WORK, is_open=True),
        Stage("reported", Text("待验收", "Waiting for acceptance"), ACCEPT),
        Stage("accepted", Text("已销号", "Accepted")),
        Stage("dismissed", Text("不需整改", "Nothing to put right")),
    ),
    (
        Move("assign", Text("交办", "Assign"), ("open",), "working", ASSIGN, ("owner", "until")),
        Move("report", Text("报送整改结果", "Report it put right"), ("working",), "reported", WORK, ("done",)),
        Move("accept", Text("验收销号", "Accept"), ("reported",), "accepted", ACCEPT),
        Move(
            "send_back", Text("退回再改", "Send back"), ("reported",), "working", ACCEPT, takes_note=True, is_back=True
        ),
        Move(
            "dismiss", Text("认定不需整改", "Dismiss"), ("open", "working"), "dismissed", ACCEPT, takes_note=True,
            is_back=True,
        ),
        Move("reopen", Text("重新整改", "Open again"), ("accepted", "dismissed"), "working", ACCEPT, takes_note=True,
             is_back=True),
    ),
)  # fmt: skip
