"""Score tables of a unit that does not exist: whole, broken over pages, and damaged in each way we met."""

from decimal import Decimal

import pytest

from jixiao.documents.extract.scores import DAMAGES, score_facts, score_rows
from jixiao.documents.opening import read_document

NAMES = ("示例决策", "示例编制", "示例管理", "目标完整性", "目标明确性", "示例控制率", "示例满意度", "示例执行率")
HEAD = (
    "评价指标\t\t\t\t\t\t指标说明\t评分标准\t自评得分\n"
    "一级指标\t\t二级指标\t\t三级指标\t\t\t\t\n"
    "名称\t分值\t名称\t分值\t名称\t分值\t\t\t\n"
)
ABOUT = "示例区的单位是否按要求编报示例目标。"
CLAUSES = "1. 全部编报（5分）；2. 一项不符合扣1分。"
FIRST = f"示例决策\t12\t示例编制\t12\t目标完整性\t5\t{ABOUT}\t{CLAUSES}\t4.50\n"
SECOND = f"\t\t\t\t目标明确性\t7\t{ABOUT}\t{CLAUSES}\t7\n"
TOTAL = "合计\t100\t\t\t\t\t\t\t92.50\n"


def opened(text):
    return read_document(f"示例区示例局自评表\n\n{text}\n".encode(), "示例.txt")


def scores(*lines, names=NAMES, head=HEAD):
    return score_rows(opened(head + "".join(lines)), names)


def seen(rows):
    return [(row.name.text, number(row.points), number(row.self_score), row.damage) for row in rows]


def number(figure):
    return None if figure is None else str(figure.number)


def test_whole_rows_are_read_with_levels_and_total():
    rows = scores(FIRST, SECOND, TOTAL)
    assert seen(rows) == [
        ("目标完整性", "5", "4.50", None),
        ("目标明确性", "7", "7", None),
        ("合计", "100", "92.50", None),
    ]
    assert {row.levels for row in rows[:2]} == {("示例决策", "示例编制")}


def test_numbers_and_words_stand_at_their_places():
    document = opened(HEAD + FIRST)
    (row,) = score_rows(document, NAMES)
    assert document.text[row.self_score.start : row.self_score.end] == "4.50"
    assert document.text[row.points.start - 1 : row.points.end] == "\t5"
    assert (row.definition.text, [piece.text for piece in row.criteria]) == (ABOUT, [CLAUSES])


def test_names_that_no_framework_knows_are_read_from_tables_alike():
    assert seen(scores(FIRST, SECOND, TOTAL, names=())) == seen(scores(FIRST, SECOND, TOTAL))


def test_a_last_column_headed_points_again_holds_the_self_score():
    head = "评价指标\t\t\t\t指标说明\t评分标准\t*分值\n一级指标\t二级指标\t三级指标\t分值\t\t\t\n"
    line = f"示例决策指标\t示例编制指标\t目标完整性\t5.00\t{ABOUT}\t{CLAUSES}\t4.00\n"
    rest = "综合评分\t\t\t\t\t\t96.15\n评分等级\t\t\t\t\t\t优\n填表人\t\t\t\t\t\t示例\n"
    assert seen(scores(line, rest, head=head)) == [("目标完整性", "5.00", "4.00", None), ("合计", None, "96.15", None)]


def test_a_table_of_one_head_line_and_no_criteria_is_a_score_table_too():
    head = "序号\t指标名称\t权重\t自评得分\n"
    assert seen(scores("1\t示例执行率\t10\t9.8\n2\t示例甲\t20分\t19分\n", head=head)) == [
        ("示例执行率", "10", "9.8", None),
        ("示例甲", "20", "19", None),
    ]


def test_a_row_that_a_page_breaks_is_one_row():
    broken = (
        f"示例决策\t12\t示例\t12\t目标完\t5\t示例区的单位是否按要求\t1. 全部编报（5分）；\t4.50\n\n{HEAD}"
        "\t\t编制\t\t整性\t\t编报示例目标。\t2. 一项不符合扣1分。\t\n"
    )
    (row,) = scores(broken)
    assert (row.name.text, number(row.self_score), row.definition.text) == ("目标完整性", "4.50", ABOUT)
    assert row.levels == ("示例决策", "示例编制")
    assert [piece.text for piece in row.criteria] == ["1. 全部编报（5分）；", "2. 一项不符合扣1分。"]


def test_a_score_that_stands_beside_the_second_half_of_a_row_is_its_score():
    broken = (
        f"示例决策\t12\t示例编制\t12\t目标完整性\t5\t{ABOUT}\t1. 甲（3分）；\t\n\t\t\t\t\t\t\t2. 乙（2分）。\t4.50\n"
    )
    assert seen(scores(broken, SECOND)) == [("目标完整性", "5", "4.50", None), ("目标明确性", "7", "7", None)]


def test_swapped_cells_of_score_and_criteria_are_read():
    swapped = f"\t\t示例编制\t12\t目标完整性\t5\t{ABOUT}\t4.50\t{CLAUSES}\n"
    (row,) = scores(swapped)
    assert seen([row]) == [("目标完整性", "5", "4.50", None)]
    assert [piece.text for piece in row.criteria] == [CLAUSES]


def test_a_clause_in_a_column_of_levels_is_a_clause():
    rows = scores(FIRST, "\t\t3. 另有一条标准（1分）。\t\t\t\t\t\t\n", "4. 再有一条。\t\t\t\t\t\t\t\t\n", SECOND)
    assert [piece.text for piece in rows[0].criteria] == [CLAUSES, "3. 另有一条标准（1分）。", "4. 再有一条。"]
    assert rows[1].levels == ("示例决策", "示例编制")


def test_cells_that_slipped_to_the_left_are_read_by_their_order():
    slipped = "示例编制\t12\t目标\t7\t示例区的目标是否清\t7\t1. 分解为任务\t6\t\n"
    rest = f"\n{HEAD}\t\t\t\t明确性\t\t晰可量化。\t2. 含有目标值（1分）。\t\n"
    rows = scores(FIRST, slipped, rest)
    assert seen(rows)[1] == ("目标明确性", "7", "6", None)
    assert rows[1].levels == ("示例决策", "示例编制")


def test_a_torn_line_without_its_score_has_none():
    slipped = "示例编制\t12\t目标明确性\t7\t示例区的目标是否清晰。\t7\t1. 分解为任务\t\t\n"
    assert seen(scores(FIRST, slipped))[1] == ("目标明确性", "7", None, "self_score_missing")


def test_two_numbers_that_could_be_the_score_are_both_left():
    unsure = f"\t\t示例编制\t12\t目标完整性\t5\t{ABOUT}\t4\t3\t{CLAUSES}\n"
    assert seen(scores(unsure)) == [("目标完整性", "5", None, "self_score_unsure")]


def test_a_moved_number_above_the_points_is_no_score():
    moved = f"\t\t示例编制\t12\t目标完整性\t5\t{ABOUT}\t60\t{CLAUSES}\n"
    assert seen(scores(moved)) == [("目标完整性", "5", None, "self_score_unsure")]


def test_numbers_without_names_are_nobodys():
    wreck = (
        "\t\t\t\t\t\t示例控制率\t1\t\n"
        "\t\t\t\t1\t1\t\t\t示例人数与编制数的比率。\n"
        "\t\t1\t1\t\t\t示例人数的比率。\t2. 高于90%的，得0.5分；\t\n"
        "\t\t1\t1\t\t\t\t\t示例执行率\n"
        "\t\t\t\t1\t1\t1\t1\t\n"
        "\t\t1\t1\t\t\t\t\t1\n"
    )
    rows = scores(FIRST, wreck, SECOND)
    assert seen(rows)[1:3] == [
        ("示例控制率", "1", None, "self_score_missing"),
        ("示例执行率", None, None, "nothing_readable"),
    ]
    assert seen(rows)[3] == ("目标明确性", "7", "7", None)
    assert [piece.text for piece in rows[1].criteria] == ["2. 高于90%的，得0.5分；"]


def test_a_blank_score_is_missing_not_nought():
    rows = scores(f"示例决策\t12\t示例编制\t12\t目标完整性\t5\t\t{ABOUT}\t\n", SECOND)
    assert seen(rows) == [("目标完整性", "5", None, "self_score_missing"), ("目标明确性", "7", "7", None)]
    assert rows[0].definition.text == ABOUT


def test_blank_points_are_missing():
    rows = scores(FIRST, f"\t\t\t\t目标明确性\t\t{ABOUT}\t{CLAUSES}\t6\n")
    assert seen(rows)[1] == ("目标明确性", None, "6", "points_missing")


@pytest.mark.parametrize("printed", ["4.5 0", "４.５０", "4.50分"])
def test_torn_and_wide_numbers_are_read(printed):
    (row,) = scores(FIRST.replace("4.50", printed))
    assert row.self_score.number == Decimal("4.50")


def test_every_damage_is_named_in_both_languages():
    assert all(text.zh and text.en for text in DAMAGES.values())


def test_goal_tables_are_no_score_tables():
    assert scores("产出\t数量\t示例甲\t5个\t6个\n", head="一级指标\t二级指标\t三级指标\t指标值\t完成值\n") == []


def test_rows_become_facts():
    facts = score_facts(scores(FIRST, TOTAL), 2031)
    assert [(one.concept, str(one.figure.number), one.dimensions) for one in facts] == [
        ("indicator_points", "5", (("indicator", "目标完整性"),)),
        ("indicator_score", "4.50", (("indicator", "目标完整性"),)),
        ("self_score", "92.50", ()),
    ]
    assert {(one.unit, one.period, one.kind) for one in facts} == {("分", "2031", "table")}
