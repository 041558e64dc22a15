"""Frameworks that are well-formed and still say something twice, or nothing: refused with the words to mend them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook

FRAMEWORK = """\
id: city
version: 1
zh: 某市框架
en: a city's framework
kind: department_self_evaluation
region: 某市
valid_from: 2025-01-01
total: 6
source: {document: 办法}
grades: [{zh: 优, en: good, at_least: 5}, {zh: 差, en: poor, at_least: 0}]
groups:
  - {id: all, zh: 全部, en: all, points: 6, indicators: {satisfied: 6}}
"""
INDICATOR = """\
id: satisfied
version: 1
zh: 满意度
en: satisfaction
definition: {zh: 满意程度, en: how satisfied}
criterion: {zh: 按档计分, en: by bands}
source: {document: 办法, clause: 一}
rule:
  shape: tiers
  rate: satisfaction
  bands: [{at_least: 90%, gives: 6}, {below: 90%, gives: 0}]
"""


def refused(folder: Path, framework: str = FRAMEWORK, indicator: str = INDICATOR) -> str:
    home = folder / "frameworks" / "city"
    home.mkdir(parents=True)
    (home / "framework.yaml").write_text(framework, encoding="utf-8")
    (home / "satisfied.yaml").write_text(indicator, encoding="utf-8")
    with pytest.raises(InputFault) as caught:
        load_rulebook([folder]).framework("city")
    return caught.value.said("zh")


def test_the_unbroken_framework_is_accepted(tmp_path):
    home = tmp_path / "frameworks" / "city"
    home.mkdir(parents=True)
    (home / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (home / "satisfied.yaml").write_text(INDICATOR, encoding="utf-8")
    assert [one.id for one in load_rulebook([tmp_path]).framework("city").indicators] == ["satisfied"]


def test_an_indicator_that_stands_twice(tmp_path):
    twice = FRAMEWORK.replace("total: 6", "total: 12") + (
        "  - {id: more, zh: 再来, en: again, points: 6, indicators: {satisfied: 6}}\n"
    )
    assert "satisfied 在框架中出现两次" in refused(tmp_path, twice)


def test_a_group_that_stands_twice(tmp_path):
    nested = FRAMEWORK.replace(
        "indicators: {satisfied: 6}}",
        "groups: [{id: all, zh: 内, en: inner, points: 6, indicators: {satisfied: 6}}]}",
    )
    assert "all 在框架中出现两次" in refused(tmp_path, nested)


def test_a_last_day_before_the_first(tmp_path):
    assert "止用日早于起用日" in refused(tmp_path, FRAMEWORK + "valid_to: 2024-12-31\n")


def test_two_grades_with_one_limit(tmp_path):
    assert "两个等级的下限相同" in refused(tmp_path, FRAMEWORK.replace("at_least: 0", "at_least: 5"))


def test_points_that_do_not_end_within_the_decimals(tmp_path):
    shares = FRAMEWORK.replace("total: 6", "total: 10\nweighting: shares").replace(
        "points: 6, indicators: {satisfied: 6}",
        "weight: 100%, indicators: {satisfied: 1/3, other: 2/3}",
    )
    assert "分值除不尽" in refused(tmp_path, shares)


def test_a_percentage_without_its_sign(tmp_path):
    said = refused(tmp_path, indicator=INDICATOR.replace("90%", "90"))
    assert "90 倍" in said
    assert "百分数须写 %" in said


GAP = """\
readings:
  {name}:
    zh: 问
    en: ask
    default: one
    options:
      one: {{zh: 甲, en: a, value: 90%}}
      two: {{zh: 乙, en: b, value: 91%}}
"""


def test_a_gap_that_the_rule_never_asks(tmp_path):
    assert "规则没有用到 $limit" in refused(tmp_path, indicator=INDICATOR + GAP.format(name="limit"))


def test_two_gaps_with_the_same_option(tmp_path):
    gaps = GAP.format(name="limit") + GAP.format(name="other").removeprefix("readings:\n")
    rule = INDICATOR.replace("at_least: 90%", "at_least: $limit").replace("below: 90%", "below: $other")
    assert "选项与另一处空白的选项同名" in refused(tmp_path, indicator=rule + gaps)


def test_a_framework_names_its_own_default_reading(tmp_path):
    home = tmp_path / "frameworks" / "city"
    home.mkdir(parents=True)
    rule = INDICATOR.replace("90%", "$limit") + GAP.format(name="limit")
    (home / "framework.yaml").write_text(FRAMEWORK + "readings: {satisfied: two}\n", encoding="utf-8")
    (home / "satisfied.yaml").write_text(rule, encoding="utf-8")
    assert load_rulebook([tmp_path]).framework("city").indicator("satisfied").default_reading == "two"


def test_a_default_reading_that_the_indicator_does_not_have(tmp_path):
    said = refused(tmp_path, FRAMEWORK + "readings: {satisfied: three}\n")
    assert "默认读法不在选项中" in said
    assert "three" in said


def test_a_default_reading_of_an_indicator_that_is_not_there(tmp_path):
    assert "框架没有指标 missing" in refused(tmp_path, FRAMEWORK + "readings: {missing: one}\n")
