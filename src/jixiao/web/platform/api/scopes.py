"""What a token may be made for: areas of the system, each to be read, some to be written."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.core.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Area:
    """A part of what programs can ask for. `write` says what they may change there, if anything."""

    id: str
    title: Text
    write: Text | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of the area."""
        return (f"{self.id}:read", f"{self.id}:write") if self.write else (f"{self.id}:read",)


AREAS = (
    Area("organisations", Text("机构", "Organisations")),
    Area("budgets", Text("预算与执行", "Budgets")),
    Area("goals", Text("绩效目标", "Goals"), Text("报告完成值", "report what was reached")),
    Area("board", Text("监控与总览", "Boards")),
    Area("scores", Text("绩效得分", "Scores")),
    Area("figures", Text("年度数据", "Figures"), Text("填报数据", "enter figures")),
    Area("problems", Text("问题整改", "Problems")),
    Area("scoring", Text("事实文件评分", "Scoring of fact files")),
    Area("trail", Text("审计记录", "Audit trail")),
)
SCOPES = tuple(scope for area in AREAS for scope in area.scopes)
READ, WRITE = Text("读取", "read"), Text("写入", "write")


def scope_said(scope: str) -> Text:
    """A scope in words."""
    name, _, verb = scope.partition(":")
    area = next((one for one in AREAS if one.id == name), None)
    if area is None:
        return Text(scope, scope)
    how = WRITE if verb == "write" else READ
    return Text(f"{area.title.zh}（{how.zh}）", f"{area.title.en} ({how.en})")
