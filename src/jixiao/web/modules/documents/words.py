"""What the module calls things, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language

STATES = {
    "waiting": Text("排队中", "waiting"),
    "working": Text("核查中", "being audited"),
    "done": Text("已核查", "audited"),
    "failed": Text("没有核查成", "not audited"),
}
STATE_SHAPES = {"waiting": "○", "working": "◐", "done": "●", "failed": "✕"}
DECISIONS = {
    "accepted": Text("采纳", "accepted"),
    "rejected": Text("不采纳", "rejected"),
    "fixed": Text("已更正", "fixed"),
    "undecided": Text("未决定", "undecided"),
}
# The same as commands, on buttons.
COMMANDS = {
    "accepted": Text("采纳", "Accept"),
    "rejected": Text("不采纳", "Reject"),
    "fixed": Text("已更正", "Fixed"),
    "undecided": Text("撤回决定", "Undo"),
}
TOO_LARGE = Text("文件超过 {} 兆字节的上限，请拆分后再交", "the file is larger than {} megabytes; split it")
OUR_FAULT = Text(
    "程序出错，不是文件的问题；请联系管理员，或稍后重新核查",
    "the program failed, which is no fault of the file; tell the administrator, or audit it again later",
)
LOST = Text(
    "核查中断（服务重新启动或内存不足），请重新核查",
    "the audit was interrupted (restart of the service, or not enough memory); audit it again",
)
REASON_DUE = Text("不采纳要写明理由", "say why it is rejected")
ODD_FORM = Text("提交的内容不完整，请刷新页面再试", "what was sent is incomplete; reload the page and try again")
UNREADABLE = Text("核查记录缺失或被改动，请重新核查", "the record of the audit is gone or was changed; audit it again")


def language(request: HttpRequest) -> Language:
    """The language in which a person reads."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"
