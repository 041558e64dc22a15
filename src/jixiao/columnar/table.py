"""The columns of a framework: what a table of department-years must hold, and what comes out for each row.

A row is a department's year. An input column is a figure of the vocabulary or a clause that people decide, in the
base unit of its dimension; an empty cell is unknown. Columns of the table that the framework does not read pass
through to the output, so that keys stay with their scores.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.numerals import EXACT
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.score import resolve_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.framework import Framework, Indicator, Reading
    from jixiao.core.scoring.inputs import Input

OutputKind = Literal["score", "outcome", "total", "decided_points"]

# What a column of this name holds tells a row's department and year, so it may not be empty.
KEYS = frozenset(
    {"unit", "unit_id", "entity", "department", "year", "period", "单位", "单位名称", "部门", "部门名称", "年度"}
)


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column that the framework reads, with its limits as integers of `10 ** -scale` base units.

    `words` are the ids of the options of a choice with their worth: a cell may hold either.
    """

    name: str
    label: Text
    scale: int
    low: int
    high: int
    unit: str
    kind: str
    used_by: tuple[str, ...]
    words: Mapping[str, int] = field(default_factory=dict)

    @property
    def allowed(self) -> tuple[int, ...] | None:
        """The only integers accepted, where options say so."""
        return tuple(dict.fromkeys(self.words.values())) if self.kind == "option" else None

    @property
    def type(self) -> str:
        """The type that holds every accepted value exactly."""
        return "bigint" if self.scale == 0 else f"decimal(18,{self.scale})"

    def decimal(self, integer: int) -> Decimal:
        """An integer of this column in the base unit."""
        return Decimal(integer).scaleb(-self.scale, EXACT)


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A column that is written for each row."""

    name: str
    label: Text
    kind: OutputKind
    indicator: str | None = None
    type: str = "text"


@dataclass(frozen=True)
class Table:
    """The columns of a framework under chosen readings."""

    framework: Framework
    readings: Mapping[str, Reading]
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]

    def input(self, name: str) -> InputColumn | None:
        """An input column by name."""
        return next((column for column in self.inputs if column.name == name), None)


def table(framework: Framework, readings: Mapping[str, str] | None = None) -> Table:
    """The columns of a framework; `readings` by indicator, defaults for the others.

    Raises `InputFault` for readings that do not exist and for frameworks whose goals each filing states itself.
    """
    goals = [group for top in framework.groups for group in top.walk() if group.goals is not None]
    if goals:
        raise InputFault([_goals_stated_elsewhere(framework, "、".join(group.id for group in goals))])
    chosen = _chosen(framework, readings or {})
    return Table(framework, chosen, _inputs(framework, chosen), _outputs(framework))


def _goals_stated_elsewhere(framework: Framework, groups: str) -> Problem:
    return Problem(
        Text(
            f"框架 {framework.id} 的目标由各单位自行填报，各行的列不相同，不能成批评分",
            f"in {framework.id} every filing states its own goals, so rows share no columns: no batch",
        ),
        f"--framework {framework.id}",
        Text("各行指标相同的框架", "a framework whose indicators are the same in every row"),
        f"groups[goals]: {groups}",
        Text("逐份用 jixiao score 评分", "score the filings one by one with jixiao score"),
    )


def _chosen(framework: Framework, readings: Mapping[str, str]) -> dict[str, Reading]:
    by_id = {indicator.id: indicator for indicator in framework.indicators}
    problems: list[Problem] = []
    chosen = {name: indicator.reading() for name, indicator in by_id.items()}
    for name, wanted in readings.items():
        where = f"--reading {name}={wanted}"
        if name not in by_id:
            what = Text(f"框架 {framework.id} 没有指标 {name}", f"{framework.id} has no indicator {name}")
            problems.append(Problem(what, where, remedy=suggestion(name, by_id)))
        elif (full := resolve_reading(by_id[name], wanted)) is None:
            label = by_id[name].name
            what = Text(f"指标“{label.zh}”没有读法 {wanted}", f"“{label.en}” has no reading {wanted}")
            offered = "、".join(reading.name for reading in by_id[name].readings)
            problems.append(Problem(what, where, Text(offered, offered), wanted))
        else:
            chosen[name] = by_id[name].reading(full)
    if problems:
        raise InputFault(problems)
    return chosen


def _inputs(framework: Framework, chosen: Mapping[str, Reading]) -> tuple[InputColumn, ...]:
    read: dict[str, tuple[Input, list[Indicator]]] = {}
    for indicator in framework.indicators:
        for name, item in chosen[indicator.id].rule.inputs.items():
            read.setdefault(name, (item, []))[1].append(indicator)
    return tuple(_input(framework, name, item, users) for name, (item, users) in read.items())


def _input(framework: Framework, name: str, item: Input, users: list[Indicator]) -> InputColumn:
    label, kind, unit = item.name, "figure", ""
    words: dict[str, int] = {}
    if item.concept is not None:
        unit = framework.vocabulary.unit_for(item.concept.dimension).symbol
    elif item.clause is not None:
        kind = item.clause.kind
        unit = _CLAUSE_UNITS[kind]
        label = users[0].name + Text("：", ": ") + item.name
        if kind == "option":
            words = {option: int(worth * 10**item.scale) for option, worth in item.clause.options}
    used_by = tuple(indicator.id for indicator in users)
    return InputColumn(name, label, item.scale, item.column.low, item.column.high, unit, kind, used_by, words)


_CLAUSE_UNITS = {"points": "分", "option": "分", "percent": "%", "count": "项", "met": "0/1"}


def _outputs(framework: Framework) -> tuple[OutputColumn, ...]:
    exact = "text" if framework.letters else f"decimal(9,{framework.places})"
    found: list[OutputColumn] = []
    for indicator in framework.indicators:
        outcome = indicator.name + Text("：结果类别", ": outcome")
        found.append(OutputColumn(indicator.id, indicator.name, "score", indicator.id, exact))
        found.append(OutputColumn(f"{indicator.id}_outcome", outcome, "outcome", indicator.id))
    if not framework.letters:
        total = Text("已评分各项得分合计", "sum of the scores given")
        decided = Text("已评分各项的分值合计", "points available in what was scored")
        found.append(OutputColumn("total", total, "total", None, exact))
        found.append(OutputColumn("decided_points", decided, "decided_points", None, exact))
    return tuple(found)


def describe_columns(
    framework: Framework, readings: Mapping[str, str] | None = None, lang: Language = "zh"
) -> dict[str, Any]:
    """The columns as one JSON document: what `jixiao schema columns` prints. Raises like `table`."""
    columns = table(framework, readings)
    return {
        "schema": "jixiao/columns/1",
        "framework": framework.id,
        "readings": {name: reading.name for name, reading in columns.readings.items()},
        "inputs": [_described(column, lang) for column in columns.inputs],
        "outputs": [{"name": one.name, "label": one.label.said(lang), "type": one.type} for one in columns.outputs],
        "keys": sorted(KEYS),
        "notes": [note.said(lang) for note in NOTES],
    }


def _described(column: InputColumn, lang: Language) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "label": column.label.said(lang),
        "kind": column.kind,
        "unit": column.unit,
        "type": column.type,
        "least": f"{column.decimal(column.low):f}",
        "greatest": f"{column.decimal(column.high):f}",
        "used_by": list(column.used_by),
    }
    if column.words:
        described["options"] = {word: f"{column.decimal(worth):f}" for word, worth in column.words.items()}
    return described


NOTES = (
    Text("数值一律用基本单位：金额为元，比率为 0.9839 这样的纯数", "values in base units: yuan, ratios as 0.9839"),
    Text("整数、定点小数或文本皆可，浮点数不可", "integers, decimals or text; no floating-point numbers"),
    Text("空单元格为“未知”；缺的列按未知处理", "an empty cell is unknown, and so is a column that is not there"),
    Text("框架不读的列原样写出；其中的单位、年度等列不得为空", "other columns pass through; keys may not be empty"),
)


def unread(columns: Iterable[str], table_: Table) -> list[str]:
    """The columns of a file that the framework does not read."""
    known = {column.name for column in table_.inputs}
    return [name for name in columns if name not in known]
