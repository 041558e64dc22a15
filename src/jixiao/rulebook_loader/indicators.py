"""Building an indicator: gaps filled by each reading, parameters by the day, the rule turned into its expression."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.faults import suggestion
from jixiao.core.kernel.numerals import shortest
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.framework import BuiltRule, Indicator
from jixiao.core.scoring.framework import Reading as RuleReading
from jixiao.core.scoring.inputs import RuleFault, Workbench
from jixiao.core.scoring.points import Points, Shape
from jixiao.core.scoring.score_expression import score_expression
from jixiao.core.scoring.shapes.proportion import UNBOUNDED
from jixiao.rulebook_loader.structure import Reading, shape_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.rulebook_loader.rule_files import GapEntry, IndicatorFile
    from jixiao.rulebook_loader.strict_yaml import Path_, Source

STANDARD = Text("标准", "standard")


class IndicatorBuilder:
    """Builds the indicators of one framework."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        parameters: Mapping[str, object],
        letters: tuple[str, ...],
        places: int,
    ) -> None:
        """`parameters`: the shared thresholds as they stand on the day."""
        self.vocabulary = vocabulary
        self.parameters = parameters
        self.letters = letters
        self.places = places

    def build(self, source: Source, file: IndicatorFile, points: Fraction, name: str) -> Indicator | None:
        """The indicator with all its readings; raises `InputFault` with every problem of the file."""
        reading = Reading(source, shape_class)
        if file.id != name:
            reading.problem(
                ("id",),
                Text("id 与文件名不同", "the id differs from the file's name"),
                Text(name, name),
                file.id,
            )
        _check_gaps(reading, file)
        reading.check()
        readings = []
        for chosen in _combinations(file.readings):
            rule = self._rule(reading, file, points, chosen)
            if rule is not None:
                readings.append(_named(file, chosen, rule))
        reading.check()
        default = "+".join(gap.default for gap in file.readings.values()) or "standard"
        shape = file.rule.get("shape", "") if isinstance(file.rule, dict) else ""
        return Indicator(
            file.id,
            file.version,
            Text(file.zh, file.en),
            points,
            Text(file.criterion.zh, file.criterion.en),
            Text(file.definition.zh, file.definition.en),
            str(shape),
            str(file.source),
            tuple(readings),
            default,
        )

    def _rule(
        self, reading: Reading, file: IndicatorFile, points: Fraction, chosen: dict[str, str]
    ) -> BuiltRule | None:
        values = {gap: file.readings[gap].options[option].value for gap, option in chosen.items()}
        before = len(reading.problems)
        raw = self._filled(reading, file.rule, values, points, ("rule",))
        shape = reading.read(Shape, raw, ("rule",))
        if len(reading.problems) > before or shape is None:
            return None
        bench = Workbench(self.vocabulary, file.id, points, self.letters)
        try:
            built: Points = shape.build(bench)
            best = Fraction(len(self.letters) - 1) if self.letters else points
            expression = score_expression(built, best, 0 if self.letters else self.places)
        except RuleFault as fault:
            reading.problem(_culprit(raw, reading, bench, ("rule",)), fault.text)
            return None
        if not self.letters and built.best not in (points, UNBOUNDED):
            reading.problem(
                ("rule",),
                Text(
                    "计分规则的最高得分与指标分值不等",
                    "the rule's best result differs from the indicator's points",
                ),
                Text(shortest(points), shortest(points)),
                shortest(built.best),
                Text(
                    "调整规则中的分值，或用 $points 引用指标分值",
                    "adjust the rule's points, or write $points",
                ),
            )
            return None
        return BuiltRule(built, expression, bench.inputs)

    def _filled(self, reading: Reading, raw: Any, values: Mapping[str, Any], points: Fraction, path: Path_) -> Any:
        """The rule with `$points`, `$gap`, `$gap.key` and `{parameter: name}` replaced."""
        if isinstance(raw, dict):
            if list(raw) == ["parameter"]:
                return self._parameter(reading, raw["parameter"], path)
            return {key: self._filled(reading, item, values, points, (*path, key)) for key, item in raw.items()}
        if isinstance(raw, list):
            return [self._filled(reading, item, values, points, (*path, n)) for n, item in enumerate(raw)]
        if not (isinstance(raw, str) and raw.startswith("$")):
            return raw
        if raw == "$points":
            return f"{points.numerator}/{points.denominator}"
        gap, _, key = raw[1:].partition(".")
        value = values.get(gap)
        if gap not in values or (key and not (isinstance(value, dict) and key in value)):
            known = "、".join(["$points", *(f"${name}" for name in values)])
            reading.problem(path, Text(f"没有可代入的 {raw}", f"nothing to put in for {raw}"), Text(known, known), raw)
            return None
        chosen = value[key] if key and isinstance(value, dict) else value
        return self._filled(reading, chosen, values, points, path)

    def _parameter(self, reading: Reading, name: str, path: Path_) -> object:
        if name not in self.parameters:
            reading.problem(
                path,
                Text(f"当日没有参数 {name}", f"no parameter {name} on that day"),
                remedy=suggestion(str(name), self.parameters),
            )
            return None
        return self.parameters[name]


def _check_gaps(reading: Reading, file: IndicatorFile) -> None:
    """Note gaps that the rule never asks, defaults that are no option, and option names that stand twice."""
    asked = set(_references(file.rule))
    options: set[str] = set()
    for gap_id, gap in file.readings.items():
        values = {name for option in gap.options.values() for name in _references(option.value)}
        asked |= values
        twice = options & set(gap.options)
        if twice:
            what = Text("选项与另一处空白的选项同名", "an option has the name of another gap's option")
            reading.problem(("readings", gap_id, "options"), what, received="、".join(sorted(twice)))
        options |= set(gap.options)
    for gap_id, gap in file.readings.items():
        if gap.default not in gap.options:
            reading.problem(
                ("readings", gap_id, "default"),
                Text("默认读法不在选项中", "the default is no option"),
                Text("、".join(gap.options), ", ".join(gap.options)),
                gap.default,
                suggestion(gap.default, gap.options),
            )
        if gap_id not in asked:
            what = Text(f"规则没有用到 ${gap_id}", f"the rule never asks ${gap_id}")
            remedy = Text(f"在 rule 中写 ${gap_id}，或删去这处读法", f"write ${gap_id} in the rule, or drop the gap")
            reading.problem(("readings", gap_id), what, remedy=remedy)


def _references(raw: Any) -> Iterator[str]:
    """The names of gaps that a rule asks."""
    if isinstance(raw, dict):
        raw = list(raw.values())
    if isinstance(raw, list):
        for item in raw:
            yield from _references(item)
    elif isinstance(raw, str) and raw.startswith("$"):
        yield raw[1:].partition(".")[0]


def _combinations(gaps: Mapping[str, GapEntry]) -> Iterator[dict[str, str]]:
    for options in product(*(gap.options for gap in gaps.values())):
        yield dict(zip(gaps, options, strict=True))


def _named(file: IndicatorFile, chosen: dict[str, str], rule: BuiltRule) -> RuleReading:
    options = [file.readings[gap].options[option] for gap, option in chosen.items()]
    if not options:
        return RuleReading("standard", STANDARD, rule)
    label = Text("；".join(option.zh for option in options), "; ".join(option.en for option in options))
    source = "；".join(option.source for option in options if option.source)
    return RuleReading("+".join(chosen.values()), label, rule, source)


def _culprit(raw: Any, reading: Reading, bench: Workbench, path: Path_) -> Path_:
    """The innermost shape that cannot be built, so that the error names its line."""
    if not isinstance(raw, dict):
        return path
    for key in ("of", "dimensions"):
        inner = raw.get(key)
        for number, item in enumerate(inner if isinstance(inner, list) else [inner]):
            if isinstance(item, dict) and "shape" in item:
                here = (*path, key, number) if isinstance(inner, list) else (*path, key)
                shape = reading.read(Shape, item, here)
                try:
                    shape.build(bench)
                except RuleFault:
                    return _culprit(item, reading, bench, here)
    return path
