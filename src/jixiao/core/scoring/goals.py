"""Goals of a project: each goal of a filing becomes an indicator of the group it belongs to.

The group's points are divided among the goals by the weights that the filing states; they must add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.numerals import EXACT, decimals_of, shortest
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text
from jixiao.core.ledger.filing import Judgement
from jixiao.core.scoring.framework import BuiltRule, Indicator, Reading
from jixiao.core.scoring.inputs import Input, Workbench
from jixiao.core.scoring.points import Want
from jixiao.core.scoring.reader import Binding
from jixiao.core.scoring.score_expression import score_expression
from jixiao.core.scoring.shapes.attainment import Attainment
from jixiao.core.scoring.shapes.qualitative import Qualitative
from jixiao.core.scoring.terms import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jixiao.core.ledger.filing import Filing, Goal
    from jixiao.core.scoring.framework import Framework, GoalRules, Group
    from jixiao.core.scoring.reader import Reader

SCALE = 4
LIMIT = 10**16


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the goal itself states: its target or its actual value."""

    name: str
    label: Text
    goal: Goal
    is_target: bool

    def measure(self, bench: Workbench) -> Measure:
        """The number as a column of its own."""
        printed = self.goal.target if self.is_target else self.goal.actual
        step = 1 if printed is None else 10 ** max(0, SCALE - decimals_of(printed))
        column = x.Column(self.name, 0, LIMIT)
        item = Input(column, SCALE, self.label, step=step, fixed=self.is_target, unit=self.goal.unit)
        bench.inputs[self.name] = item
        known = x.Known(item.column)

        def written(reader: Reader) -> str:
            integer = reader.binding(self.name).integer
            number = "？" if integer is None else shortest(Fraction(integer, 10**SCALE))
            return f"{number} {self.goal.unit}".strip()

        value = Rational(item.column, x.Constant(10**SCALE))
        return Measure(value, "given", known, (Want(known, self.label),), written, self.label)


def goal_indicator(goal: Goal, rules: GoalRules, framework: Framework) -> Indicator:
    """The indicator that scores one goal."""
    bench = Workbench(framework.vocabulary, goal.id, Fraction(goal.points))
    name = Text(goal.name, goal.name)
    shape: Attainment | Qualitative
    if goal.operator == "text":
        shape = Qualitative("level", "定性评价", "qualitative level", Fraction(goal.points), rules.levels)
    else:
        target = Given(f"{goal.id}__target", Text(f"{goal.name}目标值", f"{goal.name} target"), goal, True)
        actual = Given(f"{goal.id}__actual", Text(f"{goal.name}实际值", f"{goal.name} actual"), goal, False)
        shape = Attainment(target, actual, goal.operator, Fraction(goal.points), rules.excess_limit)  # type: ignore[arg-type]
    points = shape.build(bench)
    rule = BuiltRule(points, score_expression(points, Fraction(goal.points), framework.places), bench.inputs)
    reading = Reading("standard", Text("标准", "standard"), rule)
    criterion = Text(f"目标 {goal.operator} {goal.target}", f"target {goal.operator} {goal.target}")
    return Indicator(
        goal.id,
        1,
        name,
        Fraction(goal.points),
        criterion,
        name,
        shape.shape,
        framework.source,
        (reading,),
        "standard",
    )


def goal_bindings(goal: Goal, indicator: Indicator, on: date) -> dict[str, Binding]:
    """What the goal states, bound to the inputs of its indicator."""
    bound: dict[str, Binding] = {}
    for name, item in indicator.reading().rule.inputs.items():
        if item.clause is not None:
            integer = None if goal.percent is None else int(goal.percent.scaleb(2, EXACT))
            judgement = Judgement(goal.id, "level", "", on, "", option=goal.level, percent=goal.percent)
            bound[name] = Binding(item, integer, judgement=judgement)
        else:
            value = goal.target if name.endswith("__target") else goal.actual
            bound[name] = Binding(item, None if value is None else int(value.scaleb(SCALE, EXACT)))
    return bound


def check_weights(filing: Filing, groups: Iterable[Group]) -> None:
    """Raise `InputFault`, naming every group whose goals' points do not add up to its own."""
    problems = weight_problems(filing, groups)
    if problems:
        raise InputFault(problems)


def weight_problems(filing: Filing, groups: Iterable[Group]) -> list[Problem]:
    """Every group whose goals' points do not add up to its own."""
    return [problem for group in groups for problem in _misweighted(filing, group)]


def _misweighted(filing: Filing, group: Group) -> Iterator[Problem]:
    goals = [goal for goal in filing.goals if goal.group == group.id]
    total = sum((Fraction(goal.points) for goal in goals), Fraction(0))
    if total != group.points:
        parts = " + ".join(str(goal.points) for goal in goals) or "0"
        yield Problem(
            Text(
                f"“{group.name.zh}”各目标的分值合计不等于该组分值",
                f"the goals of “{group.name.en}” do not add up to the group's points",
            ),
            f"goals[group={group.id}]",
            Text(shortest(group.points), shortest(group.points)),
            f"{parts} = {shortest(total)}",
            Text("调整各目标的 points，使合计等于该组分值", "adjust the goals' points to the group's"),
        )
