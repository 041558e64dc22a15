"""The stages of a budget as a table: what each is called, who moves it on or back, what is due, and until when.

一上 and 二上 are written by the unit, 一下 and 二下 wait for finance; the initial amounts are fixed from 二下 on, and
money moves only while the budget is being carried out.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Move, Stage, StageTable

FILL, SUBMIT, APPROVE, READ = "budget.fill", "budget.submit", "budget.approve", "budget.read"

TABLE = StageTable(
    (
        Stage("first_submission", Text("一上", "First submission"), FILL, is_open=True),
        Stage("first_reply", Text("一下", "First reply"), APPROVE),
        Stage("second_submission", Text("二上", "Second submission"), FILL, is_open=True),
        Stage("second_reply", Text("二下", "Second reply"), APPROVE),
        Stage("executing", Text("执行中", "In execution"), FILL),
        Stage("closed", Text("已关账", "Closed")),
    ),
    (
        Move("submit_first", Text("提交一上", "Submit"), ("first_submission",), "first_reply", SUBMIT, ("lines",)),
        Move("reply", Text("下达控制数", "Reply with a ceiling"), ("first_reply",), "second_submission", APPROVE),
        Move(
            "return_first", Text("退回一上", "Send back"), ("first_reply",), "first_submission", APPROVE,
            takes_note=True, is_back=True,
        ),
        Move(
            "submit_second", Text("提交二上", "Submit"), ("second_submission",), "second_reply", SUBMIT,
            ("lines", "ceiling"),
        ),
        Move("approve", Text("批复预算", "Approve"), ("second_reply",), "executing", APPROVE, ("lines", "ceiling")),
        Move(
            "return_second", Text("退回二上", "Send back"), ("second_reply",), "second_submission", APPROVE,
            takes_note=True, is_back=True,
        ),
        Move("close", Text("关账", "Close the accounts"), ("executing",), "closed", APPROVE, ("changes",)),
        Move("reopen", Text("重新打开", "Reopen"), ("closed",), "executing", APPROVE, takes_note=True, is_back=True),
    ),
)  # fmt: skip
REPLY = "reply"

# Ex-ante evaluation of a project: written by the unit, judged by finance; its verdict is the stage where it ends.
ASPECTS = {
    "necessity": Text("立项必要性", "necessity"),
    "economy": Text("投入经济性", "economy"),
    "goals": Text("绩效目标合理性", "soundness of the goals"),
    "feasibility": Text("实施方案可行性", "feasibility"),
    "funding": Text("筹资合规性", "compliance of the funding"),
}
SUPPORTED, PARTLY, REJECTED = "supported", "partly_supported", "rejected"
EX_ANTE = StageTable(
    (
        Stage("drafting", Text("编写", "Being written"), FILL, is_open=True),
        Stage("reviewing", Text("财政评估", "With finance"), APPROVE),
        Stage(SUPPORTED, Text("予以支持", "Supported")),
        Stage(PARTLY, Text("部分支持", "Supported in part")),
        Stage(REJECTED, Text("不予支持", "Not supported")),
    ),
    (
        Move("submit", Text("提交评估", "Submit"), ("drafting",), "reviewing", FILL, ("aspects",)),
        Move("support", Text("予以支持", "Support"), ("reviewing",), SUPPORTED, APPROVE),
        Move(
            "support_partly", Text("部分支持", "Support in part"), ("reviewing",), PARTLY, APPROVE, ("amount",),
            takes_note=True,
        ),
        Move("reject", Text("不予支持", "Do not support"), ("reviewing",), REJECTED, APPROVE, takes_note=True),
        Move(
            "return", Text("退回修改", "Send back"), ("reviewing",), "drafting", APPROVE, takes_note=True, is_back=True
        ),
        Move(
            "reopen", Text("重新评估", "Judge again"), (SUPPORTED, PARTLY, REJECTED), "reviewing", APPROVE, ("lines",),
            takes_note=True, is_back=True,
        ),
    ),
)  # fmt: skip
VERDICTS = ("support", "support_partly", "reject")


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a stage ends where nothing else is set, in the year of the budget plus `years`."""

    years: int
    month: int
    day: int
    source: Text


_REPORT = "部门整体绩效评价报告（2024 年度）"
_CUSTOM = Text("惯例，未核实", "practice, unverified")
DUE = {
    "first_submission": Due(
        -1, 8, 31, Text(f"{_REPORT}：8 月 31 日前完成“一上”", "evaluation report for 2024: by 31 August")
    ),
    "first_reply": Due(-1, 10, 31, _CUSTOM),
    "second_submission": Due(
        -1, 12, 31, Text(f"{_REPORT}：12 月 31 日前完成“二上”", "evaluation report for 2024: by 31 December")
    ),
    "second_reply": Due(0, 2, 28, _CUSTOM),
    "executing": Due(0, 12, 31, Text("预算法：预算年度止于 12 月 31 日", "the budget year ends on 31 December")),
}
