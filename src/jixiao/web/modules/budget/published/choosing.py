"""What becomes of each row of a published budget: what people chose, held against the library and the lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import codes, queries
from jixiao.web.modules.budget.models import Line
from jixiao.web.platform.money import in_ten_thousands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.modules.budget.models import Budget, Project

# What a published budget says of its economic items it says apart from the functional ones.
_ECONOMIC = {"basic": "", "project": "39999"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for a row; the empty ones follow from the choices for all."""

    is_skipped: bool = False
    adds: bool = False
    project: int = 0
    functional: str = ""
    economic: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose: for all rows, and row by row."""

    rows: Mapping[str, Choice] = field(default_factory=dict)
    economic: Mapping[str, str] = field(default_factory=lambda: dict(_ECONOMIC))
    fund: str = "general_public"
    adds_all: bool = False
    since: int | None = None
    takes_figures: bool = True
    is_meant: bool = False


@dataclass(slots=True)
class Plan:
    """What becomes of a row: a new line, another amount in a line, nothing; or what stands against it."""

    row: dict[str, Any]
    choice: Choice
    functional: str
    economic: str
    fund: str
    project: Project | None
    suggested: str
    adds: bool
    lines: Sequence[Line]
    problem: Text | None = None

    @property
    def is_basic(self) -> bool:
        """Basic expenditure, or that of a project."""
        return bool(self.row["nature"] == "basic")

    @property
    def line(self) -> Line | None:
        """The one line that it changes."""
        return self.lines[0] if len(self.lines) == 1 else None

    @property
    def fen(self) -> int:
        """Its amount."""
        return int(self.row["fen"])

    @property
    def is_there(self) -> bool:
        """Whether what the document says stands in the budget already."""
        return bool(self.lines) and sum(line.initial for line in self.lines) == self.fen

    @property
    def is_written(self) -> bool:
        """Whether taking it in writes something."""
        return not self.choice.is_skipped and not self.is_there


def read_choices(words: Words, told: Mapping[str, Any]) -> Choices:
    """What a form says."""
    written = words.written
    rows = {
        row["key"]: Choice(
            f"skip-{row['key']}" in written,
            f"add-{row['key']}" in written,
            words.whole(f"project-{row['key']}"),
            _code(written.get(f"functional-{row['key']}", "")),
            _code(written.get(f"economic-{row['key']}", "")),
        )
        for row in told["rows"]
    }
    since = words.year("since") if "since" in written else None
    economic = {name: _code(written.get(f"economic-{name}", "")) for name in _ECONOMIC}
    fund = written.get("fund", "general_public")
    return Choices(rows, economic, fund, "adds" in written, since, "figures" in written, "meant" in written)


def first_choices(told: Mapping[str, Any]) -> Choices:
    """What a form shows first: the economic items that the amounts themselves point to."""
    return Choices({row["key"]: Choice(economic=row["economic"]) for row in told["rows"]})


def plans(budget: Budget, told: Mapping[str, Any], choices: Choices) -> tuple[list[Plan], list[Project]]:
    """What becomes of every row; and the projects of the library that may have lines in the year."""
    library = [one for one in queries.projects_under(budget.organisation).values() if one.runs_in(budget.year)]
    by_name = {one.name: one for one in reversed(library)}
    by_key = {one.pk: one for one in library}
    lines: dict[tuple[Any, ...], list[Line]] = {}
    for line in Line.objects.filter(budget=budget).select_related("project").order_by("number"):
        lines.setdefault((line.is_basic, line.functional, line.fund, line.project_id), []).append(line)
    found = []
    for row in told["rows"]:
        choice = choices.rows.get(row["key"], Choice())
        is_basic, suggested = row["nature"] == "basic", suggested_name(row)
        project = None if is_basic else by_key.get(choice.project) or by_name.get(suggested)
        functional = row["functional"] or choice.functional
        fund = row["fund"] or choices.fund
        here = lines.get((is_basic, functional, fund, project.pk if project else None), [])
        economic = choice.economic or choices.economic.get(row["nature"], "")
        adds = not is_basic and project is None and (choice.adds or choices.adds_all)
        plan = Plan(row, choice, functional, economic, fund, project, suggested, adds,
                    here if is_basic or project else [])  # fmt: skip
        plan.problem = _against(plan) if plan.is_written else None
        found.append(plan)
    return found, library


def suggested_name(row: Mapping[str, Any]) -> str:
    """What a project of the library is called that stands for a row."""
    if row["project"]:
        return str(row["project"])[:120]
    above, name = row["above"], row["name"]
    return (f"{above}：{name}" if above and above != name else name)[:120]


def _against(plan: Plan) -> Text | None:
    if len(plan.lines) > 1:
        total = in_ten_thousands(sum(line.initial for line in plan.lines))
        return Text(
            f"预算里已有 {len(plan.lines)} 行，合计 {total} 万元，与文书不同；请先改这些行，或勾选“不导入”",
            f"there are {len(plan.lines)} lines with {total} (10⁴ yuan) already; change them first, or leave it out",
        )
    if not plan.is_basic and plan.project is None and not plan.adds:
        return Text("项目库里没有：请勾选“加入项目库”或选一个项目", "not in the library: add it, or choose a project")
    if codes.functional(plan.functional) is None:
        return Text("请选功能分类（项）", "choose its functional item")
    if plan.line is None and codes.economic(plan.economic) is None:
        return Text("请填经济分类（款），五位数字", "write its economic item, five digits")
    if plan.fund not in codes.fund_types():
        return Text("请选资金来源", "choose its kind of money")
    return None


def _code(words: str) -> str:
    """The digits that a code begins with: people choose "30201 办公费"."""
    tidy = words.strip()[:80]
    end = next((place for place, one in enumerate(tidy) if not ("0" <= one <= "9")), len(tidy))
    return tidy[:end]
