"""Whether a filing fits a framework: every stated score, judgement and goal must belong to something in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.numerals import shortest
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.binding import judged_integer
from jixiao.core.scoring.goals import LIMIT as GOAL_LIMIT
from jixiao.core.scoring.goals import SCALE as GOAL_SCALE
from jixiao.core.scoring.goals import weight_problems
from jixiao.core.scoring.inputs import CLAUSE_SCALE, MOST_ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jixiao.core.ledger.filing import Filing, Goal, Judgement
    from jixiao.core.scoring.framework import Framework, Group
    from jixiao.core.scoring.inputs import Clause

    Place = Callable[[tuple[str | int, ...]], str]


def dotted(path: tuple[str | int, ...]) -> str:
    """A place within a filing that has no file: `judgements.3`."""
    return ".".join(str(part) for part in path)


def check_fit(framework: Framework, filing: Filing, place: Place = dotted) -> None:
    """Raise `InputFault` with everything in the filing that the framework has no place for.

    `place` says where a part of the filing stands: its file and line, where it was read from one.
    """
    problems = [
        *_stated(framework, filing, place),
        *(
            problem
            for number, one in enumerate(filing.judgements)
            for problem in _judgement(framework, one, place(("judgements", number)))
        ),
        *_goals(framework, filing, place),
        *(replace(one, where=place(("goals",))) for one in weight_problems(filing, _goal_groups(framework).values())),
    ]
    if problems:
        raise InputFault(problems)


def _stated(framework: Framework, filing: Filing, place: Place) -> Iterator[Problem]:
    most = {indicator.id: indicator.points for indicator in framework.indicators}
    most |= {goal.id: Fraction(goal.points) for goal in filing.goals}
    for name, stated in filing.stated.items():
        where = place(("stated", "scores", name))
        if name not in most:
            yield Problem(_unknown(framework, name), where, remedy=suggestion(name, most))
        elif stated.value is not None and Fraction(stated.value) > most[name]:
            points = shortest(most[name])
            yield Problem(
                Text("自报得分超过满分", "the stated score exceeds the points"),
                where,
                Text(f"≤ {points}", f"≤ {points}"),
                str(stated.value),
                Text(
                    "核对原文；若原文如此，写 unreadable 并说明",
                    "check the source; if it says so, write unreadable and why",
                ),
            )


def _unknown(framework: Framework, name: str) -> Text:
    return Text(f"框架 {framework.id} 没有指标 {name}", f"framework {framework.id} has no indicator {name}")


def clauses(framework: Framework, indicator: str) -> dict[str, Clause]:
    """The clauses of an indicator under all its readings, by id."""
    found: dict[str, Clause] = {}
    for reading in framework.indicator(indicator).readings:
        for item in reading.rule.inputs.values():
            if item.clause is not None:
                found[item.clause.id] = item.clause
    return found


def _judgement(framework: Framework, judgement: Judgement, where: str) -> Iterator[Problem]:
    known = [indicator.id for indicator in framework.indicators]
    if judgement.indicator not in known:
        yield Problem(_unknown(framework, judgement.indicator), where, remedy=suggestion(judgement.indicator, known))
        return
    offered = clauses(framework, judgement.indicator)
    clause = offered.get(judgement.clause)
    if clause is None:
        names = "、".join(offered) or "—"
        what = Text("该指标没有这一条款", "the indicator has no such clause")
        yield Problem(what, where, Text(names, names), judgement.clause, suggestion(judgement.clause, offered))
        return
    integer = judged_integer(clause, judgement)
    if integer is None:
        options = "、".join(name for name, _ in clause.options)
        form = Text(f"{_FORMS[clause.kind].zh} {options}".strip(), f"{_FORMS[clause.kind].en} {options}".strip())
        yield Problem(Text("认定的写法与条款不符", "the judgement does not fit the clause"), where, form)
    elif _is_too_fine(judgement):
        what = Text("认定的分数最多两位小数", "points and percentages take two decimals at most")
        yield Problem(what, where, received=str(judgement.points or judgement.percent))
    elif not 0 <= integer <= most_of(clause):
        what = Text("认定分数超过该条款满分", "more points than the clause is worth")
        if clause.kind != "points":
            what = Text("认定的数值超出范围", "the decision is out of range")
        limit = shortest(Fraction(most_of(clause), 10 ** CLAUSE_SCALE[clause.kind]))
        given = judgement.points or judgement.count or judgement.percent
        yield Problem(what, where, Text(f"≤ {limit}", f"≤ {limit}"), str(given))


def most_of(clause: Clause) -> int:
    """The greatest integer that a decision of the clause may be."""
    return MOST_ITEMS if clause.kind == "count" else int(clause.most * 10 ** CLAUSE_SCALE[clause.kind])


def _is_too_fine(judgement: Judgement) -> bool:
    given = judgement.points if judgement.points is not None else judgement.percent
    return given is not None and (Fraction(given) * 100).denominator != 1


_FORMS = {
    "points": Text("points 或 met", "points or met"),
    "met": Text("met: true 或 false", "met: true or false"),
    "count": Text("count: 整数", "count: a whole number"),
    "option": Text("option:", "option:"),
    "percent": Text("percent: 0–100", "percent: 0-100"),
}


def _goal_groups(framework: Framework) -> dict[str, Group]:
    return {group.id: group for top in framework.groups for group in top.walk() if group.goals is not None}


def _goals(framework: Framework, filing: Filing, place: Place) -> Iterator[Problem]:
    groups = _goal_groups(framework)
    known = {indicator.id for indicator in framework.indicators}
    for number, goal in enumerate(filing.goals):
        path = ("goals", number)
        if goal.id in known:
            what = Text("目标与框架的指标同名", "the goal has the name of an indicator of the framework")
            yield Problem(what, place((*path, "id")), None, goal.id, Text("换一个 id", "choose another id"))
        yield from _numbers(goal, framework.places, path, place)
        if goal.group not in groups:
            names = "、".join(groups) or "—"
            what = Text("框架没有可放置目标的这一组", "the framework has no group of goals by that name")
            here = place((*path, "group"))
            yield Problem(what, here, Text(names, names), goal.group, suggestion(goal.group, groups))
        elif goal.operator == "text":
            yield from _level(goal, groups[goal.group], place(path))


def _numbers(goal: Goal, places: int, path: tuple[str | int, ...], place: Place) -> Iterator[Problem]:
    """Numbers that could only be kept by rounding them, or that no engine holds."""
    if goal.points <= 0:
        what = Text("目标的分值须大于 0", "the points of a goal must be above 0")
        yield Problem(what, place((*path, "points")), received=str(goal.points))
    decimals = {"points": places, "percent": 2, "target": GOAL_SCALE, "actual": GOAL_SCALE}
    for key, most in decimals.items():
        value, where = getattr(goal, key), place((*path, key))
        if value is None:
            continue
        if (Fraction(value) * 10**most).denominator != 1:
            what = Text(f"最多写 {most} 位小数", f"at most {most} decimals")
            yield Problem(what, where, received=str(value))
        elif Fraction(value) * 10**most > GOAL_LIMIT:
            limit = shortest(Fraction(GOAL_LIMIT, 10**most))
            remedy = Text("换用更大的计量单位", "use a larger unit")
            yield Problem(Text("数值过大", "too large"), where, Text(f"≤ {limit}", f"≤ {limit}"), str(value), remedy)


def _level(goal: Goal, group: Group, where: str) -> Iterator[Problem]:
    levels = {level.id: level for level in group.goals.levels} if group.goals else {}
    level = levels.get(goal.level or "")
    if level is None:
        names = "、".join(levels)
        yield Problem(Text("没有这个定性等级", "no such level"), where, Text(names, names), goal.level)
    elif goal.percent is not None and not level.low <= Fraction(goal.percent) / 100 <= level.high:
        band = f"{shortest(level.low * 100)}–{shortest(level.high * 100)}"
        what = Text(f"百分比不在“{level.zh}”的区间内", f"the percentage lies outside “{level.en}”")
        yield Problem(what, where, Text(band, band), str(goal.percent))
