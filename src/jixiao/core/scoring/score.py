"""Scoring: a framework, a filing and a day in; one frozen scorecard out. No clock, no files, no floats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from jixiao.core.kernel import evaluation
from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.numerals import brief, shortest
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.text import Text
from jixiao.core.ledger.fact_set import Resolution
from jixiao.core.scoring.binding import bind
from jixiao.core.scoring.conflicts import alternatives, hedged_doubts, is_doubtful, is_open
from jixiao.core.scoring.goals import check_weights, goal_bindings, goal_indicator
from jixiao.core.scoring.levers import levers
from jixiao.core.scoring.reader import Reader
from jixiao.core.scoring.scorecard import Basis, IndicatorResult, ReadingResult, Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from jixiao.core.ledger.filing import Filing
    from jixiao.core.scoring.framework import Framework, Group, Indicator, Reading
    from jixiao.core.scoring.inputs import Input
    from jixiao.core.scoring.score_expression import ScoreExpression


def score(framework: Framework, filing: Filing, as_of: date, readings: Mapping[str, str] | None = None) -> Scorecard:
    """Score a filing.

    `readings` chooses a reading by indicator id; the framework's default holds for the others. Raises `InputFault`
    for an unknown indicator or reading, and for goals whose weights do not add up.
    """
    chosen = dict(readings or {})
    _check_readings(framework, chosen)
    results = []
    for path, indicator in _leaves(framework.groups, ()):
        results.append(_Run(framework, filing, chosen).result(indicator, path))
    goal_groups = list(_goal_groups(framework.groups, ()))
    check_weights(filing, (group for _, group in goal_groups))
    for path, group in goal_groups:
        results.extend(_goal_results(framework, filing, path, group, as_of))
    order = {group.id: number for number, group in enumerate(_all_groups(framework))}
    results.sort(key=lambda result: order[result.path[-1].id])
    return Scorecard(framework, filing, as_of, tuple(results))


def _all_groups(framework: Framework) -> Iterator[Group]:
    for group in framework.groups:
        yield from group.walk()


def _leaves(groups: tuple[Group, ...], above: tuple[Group, ...]) -> Iterator[tuple[tuple[Group, ...], Indicator]]:
    for group in groups:
        path = (*above, group)
        for indicator in group.indicators:
            yield path, indicator
        yield from _leaves(group.groups, path)


def _goal_groups(groups: tuple[Group, ...], above: tuple[Group, ...]) -> Iterator[tuple[tuple[Group, ...], Group]]:
    for group in groups:
        if group.goals is not None:
            yield (*above, group), group
        yield from _goal_groups(group.groups, (*above, group))


def _goal_results(
    framework: Framework, filing: Filing, path: tuple[Group, ...], group: Group, as_of: date
) -> Iterator[IndicatorResult]:
    if group.goals is None:
        return
    for goal in filing.goals:
        if goal.group == group.id:
            indicator = goal_indicator(goal, group.goals, framework)
            reader = Reader(goal_bindings(goal, indicator, as_of))
            yield _Run(framework, filing, {}).result(indicator, path, reader)


def _check_readings(framework: Framework, chosen: dict[str, str]) -> None:
    problems = []
    by_id = {indicator.id: indicator for indicator in framework.indicators}
    for name, wanted in list(chosen.items()):
        where = f"--reading {name}={wanted}"
        indicator = by_id.get(name)
        if indicator is None:
            what = Text(f"框架 {framework.id} 没有指标 {name}", f"framework {framework.id} has no indicator {name}")
            problems.append(Problem(what, where, remedy=suggestion(name, by_id)))
            continue
        full = resolve_reading(indicator, wanted)
        if full is None:
            offered = "、".join(reading.name for reading in indicator.readings)
            what = Text(
                f"指标“{indicator.name.zh}”没有读法 {wanted}",
                f"“{indicator.name.en}” has no reading {wanted}",
            )
            problems.append(Problem(what, where, Text(offered, offered)))
        else:
            chosen[name] = full
    if problems:
        raise InputFault(problems)


def resolve_reading(indicator: Indicator, wanted: str) -> str | None:
    """The full name of a reading; a part of a combined name (`net_change` of `net_change+linear`) will do.

    What the part leaves open is taken from the default reading. None when nothing fits.
    """
    names = [reading.name for reading in indicator.readings]
    if wanted in names:
        return wanted
    default = set(indicator.default_reading.split("+"))
    fitting = [name for name in names if set(wanted.split("+")) <= set(name.split("+"))]
    return max(fitting, key=lambda name: len(default & set(name.split("+"))), default=None)


class _Run:
    """Scores indicators of one filing."""

    def __init__(self, framework: Framework, filing: Filing, chosen: Mapping[str, str]) -> None:
        self.framework = framework
        self.filing = filing
        self.chosen = chosen

    def result(self, indicator: Indicator, path: tuple[Group, ...], given: Reader | None = None) -> IndicatorResult:
        """One indicator under its reading, and under all others."""
        reading = indicator.reading(self.chosen.get(indicator.id))
        reader = given or bind(self.filing, reading.rule.inputs)
        rule = reading.rule.expression
        conflicts = tuple(_conflicts(reader))
        readings = tuple(self._read(indicator, one, given) for one in indicator.readings)
        used = next(one for one in readings if one.name == reading.name)
        outcome, missing = self._answer(reading, reader, used, conflicts)
        is_scored = outcome is Outcome.SCORED
        stated = self.filing.stated.get(indicator.id)
        value = None if stated is None else stated.value
        has_steps = used.outcome is Outcome.SCORED
        return IndicatorResult(
            indicator=indicator,
            path=path,
            reading=reading.name,
            outcome=outcome,
            basis=_basis(outcome, reading, value),
            score=used.score if is_scored else None,
            letter=used.letter if is_scored else None,
            readings=readings,
            stated=stated,
            reproduces=tuple(one.name for one in readings if value is not None and one.score == value),
            missing=missing,
            inputs=tuple(reader.bindings.values()),
            steps=tuple(self._steps(indicator, reading, reader, used)) if has_steps else (),
            conflicts=conflicts,
            alternatives=alternatives(reader, rule, self.framework.places, self.framework.letters),
            possible=None if is_scored else self._possible(reader, rule, outcome),
            search=partial(levers, reader, rule, self.framework.places) if is_scored and not used.letter else tuple,
        )

    def _answer(
        self, reading: Reading, reader: Reader, used: ReadingResult, conflicts: tuple[Resolution, ...]
    ) -> tuple[Outcome, tuple[Text, ...]]:
        """The outcome under the reading used, and what is missing where it cannot be told."""
        if used.outcome is Outcome.CANNOT_TELL:
            wanted = [want.what for want in reading.rule.points.wants if not reader.holds(want.met)]
            return Outcome.CANNOT_TELL, tuple(dict.fromkeys(wanted))
        doubts = hedged_doubts(reader, reading.rule.expression)
        if used.outcome is Outcome.SCORED and (doubts or is_open(reader, reading.rule.expression)):
            contradictions = tuple(_contradiction(conflict) for conflict in conflicts)
            return Outcome.CANNOT_TELL, tuple(dict.fromkeys((*doubts, *contradictions)))
        return used.outcome, ()

    def _read(self, indicator: Indicator, reading: Reading, given: Reader | None) -> ReadingResult:
        reader = given or bind(self.filing, reading.rule.inputs)
        rule = reading.rule.expression
        held, outcome = rule.evaluate(reader.row)
        if outcome is not Outcome.SCORED:
            return ReadingResult(reading.name, reading.label, outcome, None, None)
        raw = evaluation.integer(rule.raw)(reader.row)
        if raw is None or held is None:
            raise ArithmeticError(f"{indicator.id}: defined, but without a value")
        if self.framework.letters:
            star = "*" if reader.holds(reading.rule.points.starred) else ""
            return ReadingResult(reading.name, reading.label, outcome, None, None, self.framework.letters[held] + star)
        places = self.framework.places
        return ReadingResult(reading.name, reading.label, outcome, _points(held, places), _points(raw, places))

    def _steps(self, indicator: Indicator, reading: Reading, reader: Reader, used: ReadingResult) -> Iterator[Text]:
        yield from reading.rule.points.explain(reader)
        if used.letter:
            yield Text(f"结果：{used.letter}", f"result: {used.letter}")
            return
        exact = reader.exact(reading.rule.points.total)
        yield Text(
            f"合计 {_rounded(exact, used)} 分（满分 {shortest(indicator.points)}）",
            f"in all {_rounded(exact, used)} of {shortest(indicator.points)}",
        )
        if used.exceeds:
            yield Text(f"超出满分，计入总分时按 {used.score} 计", f"exceeds the points: {used.score} in the total")

    def _possible(self, reader: Reader, rule: ScoreExpression, outcome: Outcome) -> tuple[Decimal, Decimal] | None:
        """The least and the greatest score still possible while only clauses are undecided."""
        unknown = [b.input for b in reader.bindings.values() if b.integer is None and _is_open_clause(b.input)]
        if outcome is not Outcome.CANNOT_TELL or not 0 < len(unknown) <= MOST_UNKNOWN or self.framework.letters:
            return None
        if any(map(is_doubtful, reader.bindings.values())):
            return None
        names = [item.column.name for item in unknown]
        found = []
        for ends in product(*(_extremes(item) for item in unknown)):
            value, _ = rule.evaluate({**reader.row, **dict(zip(names, ends, strict=True))})
            if value is None:
                return None
            found.append(value)
        places = self.framework.places
        return _points(min(found), places), _points(max(found), places)


# With more undecided clauses than this the corners are too many to try; the range is then not shown.
MOST_UNKNOWN = 7


def _is_open_clause(item: Input) -> bool:
    return item.clause is not None and not item.clause.is_absent_unless_recorded


def _extremes(item: Input) -> tuple[int, int]:
    """The least and the greatest that a person may decide: of a choice, its poorest and its best option."""
    if item.clause is None or item.clause.kind != "option":
        return item.column.low, item.column.high
    worth = [int(points * 10**item.scale) for _, points in item.clause.options]
    return min(worth), max(worth)


def _points(integer: int, places: int) -> Decimal:
    return Decimal(integer).scaleb(-places)


def _rounded(exact: Fraction, used: ReadingResult) -> str:
    """The exact sum and, where it had to be rounded, the rounded one."""
    if used.raw is None or Fraction(used.raw) == exact:
        return f"{used.raw:f}" if used.raw is not None else brief(exact)
    return f"{brief(exact)} → {used.raw:f}"


def _conflicts(reader: Reader) -> Iterator[Resolution]:
    for binding in reader.bindings.values():
        if binding.overall is not None and binding.overall.is_conflict:
            yield binding.overall


def _contradiction(conflict: Resolution) -> Text:
    facts = [conflict.chosen, *conflict.rivals]
    values = " / ".join(str(fact) for fact in facts if fact)
    name = conflict.chosen.concept.term if conflict.chosen else Text("", "")
    return Text(f"{name.zh}的来源互相矛盾：{values}", f"sources contradict one another on {name.en}: {values}")


def _basis(outcome: Outcome, reading: Reading, stated: Decimal | None) -> Basis:
    if outcome is Outcome.NOT_APPLICABLE:
        return "not_applicable"
    if outcome is Outcome.CANNOT_TELL:
        return "undecided" if stated is None else "stated"
    is_decided = any(item.clause is not None for item in reading.rule.inputs.values())
    return "decided" if is_decided else "computed"
