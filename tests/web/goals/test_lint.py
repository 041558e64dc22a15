"""Each rule of the lint finds its weakness, and lets be what has none."""

from collections import Counter
from decimal import Decimal

import pytest

from jixiao.web.modules.goals import lint
from jixiao.web.modules.goals.rules import rules_of

SOUND = lint.Row("quantity", "走访企业", "ge", "850", "家次", Decimal(50), "年度工作计划")
RATE = lint.Row("quality", "诉求办结率", "ge", "95", "%", None, "已办结诉求÷受理诉求")


def row(start=SOUND, **changed):
    """A row with some fields changed."""
    given = {name: getattr(start, name) for name in lint.Row.__slots__}
    return lint.Row(**given | changed)


def rules(one, last=None, *others):
    """The names of the rules that find something."""
    around = lint.Around(Counter(lint.plain(other.name) for other in (one, *others)), ("有效", "明显"), last)
    return [found.rule for found in lint.lint_row(one, around)]


@pytest.mark.parametrize("one", [SOUND, RATE])
def test_a_sound_row_has_no_finding(one):
    assert rules(one) == []


@pytest.mark.parametrize(
    ("rule", "one"),
    [
        ("not_a_number", row(target="若干")),
        ("cost_at_least", row(kind="cost", name="单价", unit="元")),
        ("vague_words", row(name="有效服务企业")),
        ("vague_words", row(operator="text", target="明显改善", unit="")),
        ("no_denominator", row(RATE, basis="上年水平")),
        ("over_hundred", row(RATE, target="120")),
        ("no_unit", row(unit="")),
        ("wrong_level", row(RATE, name="企业满意度")),
        ("wrong_level", row(name="按时完成任务")),
        ("wrong_level", row(name="单位成本", basis="合同")),
        ("no_survey", row(RATE, kind="satisfaction", name="企业满意度", basis="")),
        ("no_basis", row(basis="")),
    ],
)
def test_a_rule_finds_its_weakness(rule, one):
    assert rule in rules(one)


def test_the_same_name_twice_is_an_error_whatever_signs_stand_in_it():
    around = lint.Around(lint.names_of([SOUND, row(name="走访 企业", kind="social")]))
    found = lint.lint_row(SOUND, around)
    assert [one.rule for one in found] == ["duplicate"]
    assert found[0].is_error


@pytest.mark.parametrize(
    ("one", "last", "is_weak"),
    [
        (SOUND, "900", True),
        (SOUND, "850", False),
        (row(kind="cost", name="单价", operator="le", unit="元"), "800", True),
        (row(operator="text", target="发布报告", unit=""), "900", False),
        (SOUND, "未统计", False),
    ],
)
def test_a_target_is_held_against_last_years_result(one, last, is_weak):
    assert ("below_last_year" in rules(one, last)) is is_weak


def test_growth_may_exceed_a_hundred_per_cent():
    assert "over_hundred" not in rules(row(RATE, name="投资增长率", target="120"))


def whole(**changed):
    """A table without a weakness."""
    rows = [SOUND, row(kind="social", name="服务企业", weight=Decimal(40))]
    rows.append(row(kind="satisfaction", name="满意度", weight=Decimal(10), basis="问卷"))
    given = {"summary": "走访", "rows": rows, "weight_total": Decimal(100), "coverage": 80} | changed
    return [one.rule for one in lint.lint_table(lint.Whole(**given))]


def test_a_table_as_a_whole():
    assert whole() == []
    assert whole(summary=" ") == ["no_summary"]
    assert whole(rows=[]) == ["no_rows"]
    assert whole(rows=[SOUND]) == ["level_missing", "no_satisfaction", "weights"]
    assert whole(covered=79, project_money=100) == ["coverage"]
    assert whole(covered=80, project_money=100) == []
    assert whole(covered=0, project_money=0) == []


def test_weights_are_told_apart():
    one = lint.lint_table(lint.Whole("x", [SOUND, row(name="乙", weight=None)], Decimal(100)))
    assert "1 个指标没有权重" in [found.text.zh for found in one]


def test_the_rulebook_has_the_thresholds_from_their_day():
    now = rules_of(2026)
    assert (now.coverage, now.weight_total) == (80, 100)
    assert "有效" in now.vague
    assert rules_of(2016).coverage is None
    assert rules_of(2010).vague == ()
