"""Faults teach: where, what, what was expected, what was received, and how to mend it, in both languages."""

from jixiao.core.kernel.faults import InputFault, Problem, nearest, suggestion
from jixiao.core.kernel.text import Text, joined, same

PROBLEM = Problem(
    Text("没有这个计量单位", "no such unit"),
    "facts.yaml:14 facts.0.unit",
    Text("元、万元", "元, 万元"),
    "万圆",
    Text("是否想写 万元？", "did you mean 万元?"),
)


def test_a_problem_is_one_paragraph():
    assert PROBLEM.said("zh").splitlines() == [
        "facts.yaml:14 facts.0.unit: 没有这个计量单位",
        "  应为：元、万元",
        "  实为：万圆",
        "  处理：是否想写 万元？",
    ]
    assert PROBLEM.said("en").splitlines()[1:] == [
        "  expected: 元, 万元",
        "  received: 万圆",
        "  remedy: did you mean 万元?",
    ]


def test_what_is_not_known_of_a_problem_takes_no_line():
    assert Problem(Text("文件是空的", "the file is empty"), "a.yaml").said("zh") == "a.yaml: 文件是空的"


def test_one_problem_needs_no_count_and_several_are_counted():
    assert InputFault([PROBLEM]).said("zh").startswith("facts.yaml:14")
    assert InputFault([PROBLEM, PROBLEM]).said("zh").startswith("共 2 处问题：\nfacts.yaml:14")
    assert InputFault([PROBLEM, PROBLEM]).said("en").startswith("2 problems:\nfacts.yaml:14")


def test_twenty_problems_are_shown_and_the_rest_counted():
    assert InputFault([PROBLEM] * 20).said("zh").count("没有这个计量单位") == 20
    many = InputFault([PROBLEM] * 21).said("zh")
    assert many.startswith("共 21 处问题：")
    assert many.count("没有这个计量单位") == 20
    assert many.endswith("另有 1 处。")


def test_a_mistyped_word_is_told_its_nearest_neighbours():
    known = ["initial_budget", "adjusted_budget", "expenditure"]
    assert nearest("inital_budget", known)[0] == "initial_budget"
    found = suggestion("inital_budget", known)
    assert found is not None
    assert found.zh.startswith("是否想写 initial_budget")


def test_nothing_is_suggested_where_nothing_is_near():
    assert suggestion("zzz", ["initial_budget"]) is None


def test_texts_are_joined_in_each_language():
    text = Text("甲", "A") + same("：1")
    assert (text.zh, text.en) == ("甲：1", "A：1")
    assert joined([Text("甲", "A"), Text("乙", "B")]) == Text("甲；乙", "A; B")
