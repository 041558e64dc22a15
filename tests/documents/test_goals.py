"""Goal tables of a unit that does not exist, in every form in which such tables reach us."""

from decimal import Decimal

import pytest

from jixiao.core.document.block import Cell, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.documents.extract.goals import goal_rows
from jixiao.documents.extract.goals.values import goal_figure
from jixiao.documents.extract.table_lines import piece_of
from jixiao.documents.normalise import UnitWords
from jixiao.documents.opening import read_document
from jixiao.rulebook_loader import load_rulebook

WORDS = UnitWords(load_rulebook().vocabulary)
PLAIN = """示例区示例局部门整体支出绩效目标表

一级指标\t二级指标\t三级指标\t指标值\t完成值\t完成偏差说明
产出指标\t数量指标\t举办示例讲座\t≥ 12 场\t15 场\t
\t\t印发示例手册\t3000 份\t2800 份\t版面增加，印数减少
\t质量指标\t讲座验收合格率\t100%\t100%\t
满意度指标\t服务对象满意度指标\t听众满意度\t不低于95%\t96.5%\t
"""


def opened(text):
    return read_document(text.encode(), "示例.txt")


def goals(text):
    return goal_rows(opened(text), WORDS)


def seen(rows):
    return [(*row.levels, row.target and row.target.text, row.actual and row.actual.text) for row in rows]


def table(text, *cells):
    """A document with one table; each cell is (row, column, words[, row span])."""
    placed = []
    for row, column, words, *span in cells:
        start = text.index(words) if words else 0
        placed.append(Cell(row, column, start, start + len(words), *(span or (1,))))
    rows, columns = max(one.row for one in placed) + 1, max(one.column for one in placed) + 1
    block = Table(0, len(text), rows, columns, tuple(placed))
    return DocumentText("示例.docx", "0" * 64, "docx", text, (block,))


def test_blank_levels_repeat_what_stands_above_them():
    assert seen(goals(PLAIN)) == [
        ("产出指标", "数量指标", "举办示例讲座", "≥ 12 场", "15 场"),
        ("产出指标", "数量指标", "印发示例手册", "3000 份", "2800 份"),
        ("产出指标", "质量指标", "讲座验收合格率", "100%", "100%"),
        ("满意度指标", "服务对象满意度指标", "听众满意度", "不低于95%", "96.5%"),
    ]


def test_every_piece_and_figure_stands_at_its_place():
    document = opened(PLAIN)
    row = goal_rows(document, WORDS)[1]
    assert document.text[row.name.start : row.name.end] == "印发示例手册"
    assert document.text[row.actual_figure.start : row.actual_figure.end] == "2800"
    assert (row.actual_figure.number, row.actual_figure.unit) == (Decimal(2800), "份")
    assert row.deviation.text == "版面增加，印数减少"


def test_a_page_that_repeats_no_head_goes_on():
    text = PLAIN + "\n第 2 页 共 3 页\n\n\t\t来访者满意度\t90%\t91%\t\n\t\t邻里满意度\t90%\t92%\t\n"
    assert seen(goals(text))[-1] == ("满意度指标", "服务对象满意度指标", "邻里满意度", "90%", "92%")


def test_a_page_that_repeats_the_head_goes_on():
    text = PLAIN + "\n一级指标\t二级指标\t三级指标\t指标值\t完成值\t完成偏差说明\n\t\t来访者满意度\t90%\t91%\t\n"
    assert seen(goals(text))[-1] == ("满意度指标", "服务对象满意度指标", "来访者满意度", "90%", "91%")


def test_another_table_under_its_own_title_is_not_taken_for_more_goals():
    text = PLAIN + "\n示例区示例局项目支出明细表如下\n\n项目\t说明\t名称\t金额\t实际\t\n甲\t乙\t丙\t12\t13\t\n"
    assert len(goals(text)) == 4


@pytest.mark.parametrize(
    "line",
    [
        "成本\t示例造价\t<8万元\t\t\t",
        "\t成本\t示例造价\t<8万元\t\t",
        "\t\t成本\t示例造价\t\t<8万元",
        "\t\t\t成本\t示例造价\t<8万元",
    ],
)
def test_rows_that_slipped_a_column_are_read_where_their_levels_stand(line):
    text = (
        "示例区绩效目标\n\n\t一级指标\t二级指标\t三级指标\t\t目标值\n"
        f"年度绩效指标\t产出\t数量\t举办示例讲座\t\t12场\n{line}\n"
    )
    first, second = goals(text)
    assert first.levels == ("产出", "数量", "举办示例讲座")
    assert second.levels == ("产出", "成本", "示例造价")
    assert (second.target.text, second.target_figure.operator) == ("<8万元", "<")


def test_a_name_that_is_also_a_level_stays_a_name_in_a_slipped_part():
    text = (
        "示例区绩效目标\n\n一级指标\t二级指标\t三级指标\t目标值\t\n产出\t数量\t举办示例讲座\t12场\t\n"
        "\t满意度\t服务对象满意度\t听众满意度\t95%\n\t\t\t服务对象满意度\t97%\n"
    )
    assert [row.levels for row in goals(text)][1:] == [
        ("满意度", "服务对象满意度", "听众满意度"),
        ("满意度", "服务对象满意度", "服务对象满意度"),
    ]


def test_a_second_level_of_another_family_brings_its_first_level():
    text = PLAIN.replace("满意度指标\t服务对象满意度指标\t听众", "\t经济效益指标\t听众")
    assert goals(text)[-1].levels == ("效益指标", "经济效益指标", "听众满意度")


def test_merged_cells_hold_for_every_row_they_cover():
    heads = [(0, n, word) for n, word in enumerate(("一级指标", "二级指标", "三级指标", "年度指标值"))]
    body = [(1, 0, "产出", 2), (1, 1, "数量", 2), (1, 2, "示例甲"), (1, 3, "7个"), (2, 2, "示例乙"), (2, 3, "9个")]
    document = table("一级指标二级指标三级指标年度指标值产出数量示例甲7个示例乙9个", *heads, *body)
    assert [row.levels for row in goal_rows(document, WORDS)] == [
        ("产出", "数量", "示例甲"),
        ("产出", "数量", "示例乙"),
    ]


def test_a_table_with_points_and_scores_keeps_them_apart_from_targets():
    text = (
        "示例项目支出绩效自评表\n\n绩效指标\t\t\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n"
        "一级指标\t二级指标\t三级指标\t\t\t\t\t\n产出指标\t数量指标\t示例甲\t≥10次\t8次\t20\t16\t场地未定\n"
        "总分\t\t\t\t\t100\t96\t\n"
    )
    (row,) = goals(text)
    assert (row.levels[2], row.target.text, row.actual.text, row.deviation.text) == (
        "示例甲",
        "≥10次",
        "8次",
        "场地未定",
    )


@pytest.mark.parametrize(
    ("printed", "operator", "number", "unit"),
    [
        ("≥ 200 平方 米", ">=", "200", "平方米"),
        ("示例满意人数20人以上", ">=", "20", "人"),
        ("不少于 95%", ">=", "95", "%"),
        ("达到90%及以上", ">=", "90", "%"),
        ("至少3次", ">=", "3", "次"),
        (">97%", ">", "97", "%"),
        ("超过5家", ">", "5", "家"),
        ("≤ 3 次", "<=", "3", "次"),
        ("不超过 3 次", "<=", "3", "次"),
        ("控制在50万元以内", "<=", "50", "万元"),
        ("低于2%", "<", "2", "%"),
        ("=6项", "=", "6", "项"),
        ("1000 家", "=", "1000", "家"),
        ("提高 25%", "=", "25", "%"),
        ("30个工作日内", "<=", "30", "个工作日"),
        ("≥ 12钵", ">=", "12", ""),
    ],
)
def test_one_number_is_read_with_its_operator(printed, operator, number, unit):
    document = opened(f"目标\t{printed}\n名称\t示例\n")
    at = document.text.index(printed)
    figure = goal_figure(document.text, piece_of(document, at, at + len(printed)), WORDS)
    assert (figure.operator, figure.number, figure.unit) == (operator, Decimal(number), unit)


@pytest.mark.parametrize(
    "printed",
    [
        "有效",
        "明显",
        "不适用",
        "-",
        "每季度至少一次",
        "90%—100%",
        "建成平台4家，运营平台1家",
        "2024年12月底前",
        "12月",
        "第3季度",
    ],
)
def test_what_is_no_single_number_is_left_as_words(printed):
    document = opened(f"目标\t{printed}\n名称\t示例\n")
    at = document.text.index(printed)
    assert goal_figure(document.text, piece_of(document, at, at + len(printed)), WORDS) is None
