"""Every case beside every rule, and the rules of what cases there must be."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from tests.spec.case_runner import Case, misfits, read_cases, run
from tests.spec.edges import edges_of, sides_seen
from tests.spec.rulebooks import RULE_FOLDERS, framework_named

FILES = sorted(path for folder in RULE_FOLDERS for path in folder.glob("*/*.cases.yaml"))
CASES = [(path, case) for path in FILES for case in read_cases(path)]


def indicator_of(path: Path) -> str:
    return path.name.removesuffix(".cases.yaml")


def named(path: Path) -> str:
    return f"{path.parent.name}/{indicator_of(path)}"


@pytest.mark.parametrize(("path", "case"), [pytest.param(p, c, id=f"{named(p)}: {c.name}") for p, c in CASES])
def test_case(path: Path, case: Case):
    framework = framework_named(path.parent.name)
    assert misfits(run(framework, indicator_of(path), case), case) == []


by_file = pytest.mark.parametrize("path", [pytest.param(path, id=named(path)) for path in FILES])


@by_file
def test_cases_have_different_names(path: Path):
    names = [case.name for case in read_cases(path)]
    assert [name for name in names if names.count(name) > 1] == []


@by_file
def test_cases_show_full_points_and_what_cannot_be_told(path: Path):
    """Letters are never silent: without information the lowest letter is given, with a star."""
    framework, cases = framework_named(path.parent.name), read_cases(path)
    rule = framework.indicator(indicator_of(path))
    if framework.letters:
        assert any(case.score and case.score.endswith("*") for case in cases)
        return
    assert any(case.score is not None and Fraction(case.score) == rule.points for case in cases)
    unknown = [case for case in cases if case.outcome == "cannot_tell"]
    assert unknown and all(case.missing and case.score is None for case in unknown)


@by_file
def test_every_reading_has_a_case(path: Path):
    """Of combined readings, every option of every gap; not every combination."""
    rule = framework_named(path.parent.name).indicator(indicator_of(path))
    used = {
        part
        for case in read_cases(path)
        for part in (run(framework_named(path.parent.name), rule.id, case).reading).split("+")
    }
    assert {part for reading in rule.readings for part in reading.name.split("+")} - used == set()


@by_file
def test_the_default_reading_is_held_by_a_case(path: Path):
    """For every gap there is a case that names no reading and would come out otherwise with another option."""
    framework = framework_named(path.parent.name)
    rule = framework.indicator(indicator_of(path))
    default = rule.default_reading.split("+")
    unseen = set(range(len(default))) if len(rule.readings) > 1 else set()
    for case in read_cases(path):
        if case.reading is None and unseen:
            results = {one.name: one.shown or one.outcome for one in run(framework, rule.id, case).readings}
            unseen -= {
                place
                for place in unseen
                for name, shown in results.items()
                if differs_at(name.split("+"), default) == [place] and shown != results[rule.default_reading]
            }
    assert unseen == set()


def differs_at(parts: list[str], others: list[str]) -> list[int]:
    return [place for place, (one, other) in enumerate(zip(parts, others, strict=True)) if one != other]


@by_file
def test_every_threshold_has_cases_on_it_and_on_both_sides(path: Path):
    seen = defaultdict(set)
    edges = edges_of(path)
    for case in read_cases(path):
        for edge, side in sides_seen(path, case):
            seen[edge].add(side)
    bare = {
        f"{edge}: no case {side} it"
        for edge in edges
        for side in ("below", "on", "above")
        if side not in seen[edge] and (side != "above" or edge.can_be_exceeded)
    }
    assert bare == set()


def test_weights_differ_between_the_years():
    """What the later framework takes from the earlier one is scored with its own points."""
    earlier, later = framework_named("shenzhen-department-2020"), framework_named("shenzhen-department-2022")
    case = Case("没有不合要求的目标", "scored", clauses={"nonconforming": 0})
    for framework, full in ((earlier, "8.00"), (later, "3.00")):
        assert misfits(run(framework, "goal_completeness", Case(**{**vars(case), "score": full})), case) == [
            f"score {full}, expected None"
        ]
    differing = {one.id for one in earlier.indicators if one.points != later.indicator(one.id).points}
    assert differing == {"goal_completeness", "social_benefit"}
    assert sum(one.points for one in earlier.indicators) == sum(one.points for one in later.indicators) == 100
