"""The stages of a department's filing in a round, from the first value to the acceptance by the finance bureau."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Move, Stage, StageTable
from jixiao.web.platform.people.models import Role

READ, FILL, DECIDE = "monitoring.read", "monitoring.fill", "monitoring.decide"
SIGN_SECTION, SUBMIT, REVIEW = "monitoring.sign_section", "monitoring.submit", "monitoring.review"
PERMISSIONS = {
    READ: tuple(Role.values),
    FILL: (Role.FILLER, Role.SECTION_HEAD),
    SIGN_SECTION: (Role.SECTION_HEAD,),
    SUBMIT: (Role.UNIT_HEAD,),
    DECIDE: (Role.UNIT_HEAD,),
    REVIEW: (Role.REVIEWER,),
}
# What must be there before a move; `gaps` finds what is missing of each.
FILLED, DECIDED = "filled", "decided"

TABLE = StageTable(
    (
        Stage("issued", Text("待填报", "to be filled in"), FILL, is_open=True),
        Stage("filled", Text("待科室审核", "to be signed for the section"), SIGN_SECTION),
        Stage("section_signed", Text("待单位报送", "to be submitted by the unit"), SUBMIT),
        Stage("submitted", Text("待财政接收", "waiting for finance"), REVIEW),
        Stage("accepted", Text("已接收", "accepted")),
        Stage("returned", Text("已退回", "returned"), FILL, is_open=True),
    ),
    (
        Move("finish", Text("填报完成", "finish filling in"), ("issued", "returned"), "filled", FILL, (FILLED,)),
        Move("sign", Text("科室签署", "sign for the section"), ("filled",), "section_signed", SIGN_SECTION, (FILLED,)),
        Move("submit", Text("报送财政", "submit to finance"), ("section_signed",), "submitted", SUBMIT,
             (FILLED, DECIDED)),
        Move("accept", Text("接收", "accept"), ("submitted",), "accepted", REVIEW),
        Move("return", Text("退回", "return"), ("submitted",), "returned", REVIEW, takes_note=True, is_back=True),
        Move("reopen", Text("继续填报", "go on filling in"), ("filled",), "issued", FILL, is_back=True),
        Move("send_back", Text("退给填报人", "send back to be filled in"), ("section_signed",), "issued", SUBMIT,
             takes_note=True, is_back=True),
    ),
)  # fmt: skip
DECISIONS = {
    "continue": Text("继续执行", "continue"),
    "reallocate": Text("调整预算", "reallocate"),
    "cancel": Text("取消项目", "cancel"),
}
# Why something deviates, and whether the year's target can still be met: the columns of the ministry's form
# (财预〔2019〕136号, 项目支出绩效目标执行监控表).
CAUSES = {
    "funds": Text("经费保障", "funds"),
    "system": Text("制度保障", "rules and procedures"),
    "staff": Text("人员保障", "staff"),
    "equipment": Text("硬件条件保障", "equipment"),
    "other": Text("其他", "other"),
}
CHANCES = {
    "sure": Text("确定能", "certainly"),
    "possible": Text("有可能", "possibly"),
    "impossible": Text("完全不可能", "not at all"),
}
