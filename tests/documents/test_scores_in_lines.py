"""Score tables of which only lines are left: names, sentences and columns one below the other."""

import pytest

from jixiao.documents.extract.scores import score_rows
from jixiao.documents.opening import read_document

NAMES = ("示例决策", "示例编制", "示例绩效", "效率性", "目标完整性", "目标明确性", "示例执行率", "示例满意度")
HEAD = "评价指标\n\n指标说明 评分标准 分值一级\n\n指标\n\n二级\n\n指标\n三级指标 分值\n\n"
ROWS = {
    "目标完整性": (
        "目标完\n\n整性\n5.00\n\n示例区的单位是否按要求\n\n编报示例目标。\n\n"
        "1.全部编报（5分）；2.一项不符合扣\n\n1分。\n\n4.50\n\n"
    ),
    "目标明确性": (
        "目标明确性 7.00\n\n示例区的目标是否清晰。\n\n1.目标可量化（5分）；2.\n75%以上可衡量的，得 2 分。\n6.00\n\n"
    ),
    "示例执行率": (
        "示例执行\n\n率\n6.00\n\n示例区的预算支付进度。\n\n"
        "执行率=支付数/预算数×100%，低于\n\n50%的，得 0 分。\n0.00\n\n"
    ),
    "示例满意度": ("示例满意度\n8.00\n\n示例区的公众对示例局的满意度。\n\n满意度≥95%的，得8分。\n8.00\n\n"),
}
LEVELS = {"目标完整性": "示例\n\n决策\n\n示例\n\n编制\n\n", "示例执行率": "示例\n\n绩效\n\n效率\n\n性\n\n"}


def flat(*names, total="合计 92.50\n"):
    return HEAD + "".join(LEVELS.get(name, "") + ROWS[name] for name in names) + total


def scores(text, names=NAMES):
    return score_rows(read_document(f"附件 示例局评分表\n\n{text}".encode(), "示例.txt"), names)


def seen(rows):
    return {row.name.text: (number(row.points), number(row.self_score), row.damage) for row in rows}


def number(figure):
    return None if figure is None else str(figure.number)


WHOLE = {
    "目标完整性": ("5.00", "4.50", None),
    "目标明确性": ("7.00", "6.00", None),
    "示例执行率": ("6.00", "0.00", None),
    "示例满意度": ("8.00", "8.00", None),
    "合计": (None, "92.50", None),
}


def test_rows_are_told_apart_by_their_names():
    assert seen(scores(flat(*ROWS))) == WHOLE


def test_levels_are_read_where_frameworks_know_them():
    levels = {row.name.text: row.levels for row in scores(flat(*ROWS))}
    assert levels["目标明确性"] == ("示例决策", "示例编制")
    assert levels["示例满意度"] == ("示例绩效", "效率性")


def test_definition_and_criteria_are_told_apart():
    row = scores(flat(*ROWS))[0]
    assert row.definition.text == "示例区的单位是否按要求编报示例目标。"
    assert [piece.text for piece in row.criteria] == ["1.全部编报（5分）；2.一项不符合扣1分。"]


def test_the_order_of_rows_does_not_matter():
    assert seen(scores(flat(*reversed(ROWS)))) == WHOLE


def test_page_numbers_and_repeated_heads_are_no_scores():
    text = flat(*ROWS).replace("4.50\n\n", f"4.50\n\n\n\n第 3 页 共 9 页\n\n12\n{HEAD}")
    assert seen(scores(text)) == WHOLE


def test_a_criterion_that_goes_on_over_the_page_is_kept():
    text = flat(*ROWS).replace("得 0 分。\n0.00", f"得\n\n第 3 页 共 9 页\n{HEAD}0 分。\n0.00")
    rows = {row.name.text: row for row in scores(text)}
    assert [piece.text for piece in rows["示例执行率"].criteria] == [
        "执行率=支付数/预算数×100%，低于50%的，得",
        "0 分。",
    ]
    assert seen(rows.values()) == WHOLE


@pytest.mark.parametrize("missing", list(ROWS))
def test_a_lost_score_is_missing_and_no_other_takes_its_place(missing):
    points, score, _ = WHOLE[missing]
    lost = ROWS[missing].rpartition(score)
    text = flat(*ROWS).replace(ROWS[missing], lost[0] + lost[2])
    assert seen(scores(text)) == {**WHOLE, missing: (points, None, "self_score_missing")}


@pytest.mark.parametrize("unknown", list(ROWS))
def test_a_row_that_no_framework_knows_is_read_between_those_it_knows(unknown):
    assert seen(scores(flat(*ROWS), [name for name in NAMES if name != unknown])) == WHOLE


def test_two_numbers_that_could_be_the_score_are_both_left():
    text = flat(*ROWS).replace("得8分。\n8.00", "得8分。\n8.00\n\n另有说明。\n7.00")
    assert seen(scores(text))["示例满意度"] == ("8.00", None, "self_score_unsure")


def test_levels_with_points_are_no_rows():
    text = flat(*ROWS).replace("示例\n\n决策\n\n示例\n\n编制\n\n", "示例决策\n12.00\n示例编制\n12.00\n")
    assert seen(scores(text)) == WHOLE


def test_names_in_running_text_are_no_rows():
    assert scores("示例执行率\n6\n\n本年示例满意度\n\n示例执行率为 95.00\n\n目标完整性如上。\n") == []
