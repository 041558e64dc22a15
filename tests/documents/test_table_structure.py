"""Tables as one thing: titles, units, head rows, parts over several pages, torn and shifted rows."""

from dataclasses import replace

import pytest

from jixiao.documents.structure.known_tables import columns_of
from jixiao.documents.structure.tables import joined_tables
from tests.documents.tables_read import joined, spread, units
from tests.documents.written import written

HEAD = "科目编码\t科目名称\t合计\t基本支出\t项目支出"
ROWS = ["201\t一般公共服务支出\t30.00\t20.00\t10.00", "208\t社会保障和就业支出\t8.00\t8.00\t0.00"]
LAST = "合计\t\t38.00\t28.00\t10.00"


def labels(text: str) -> list[list[str]]:
    return [[row.words[0] for row in table.rows[table.heads :]] for table in joined(text)]


def test_number_title_and_unit_stand_above_the_table():
    table = joined(f"前文一句。\n表 3\n支出总表\n部门名称：示例区某局\n单位：万元\n{HEAD}\n{ROWS[0]}\n")[0]
    assert (table.title, table.unit, table.heads) == ("表 3 支出总表", "万元", 1)


def test_unit_and_name_of_the_unit_share_a_line():
    table = joined(f"2031年部门支出预算总表\n编制部门：示例区某局    单位：元\n{HEAD}\n{ROWS[0]}\n")[0]
    assert (table.title, table.unit) == ("2031年部门支出预算总表", "元")


def test_the_name_of_the_budget_unit_is_no_unit_of_money():
    assert joined(f"支出总表\n预算单位：元山街道\n{HEAD}\n{ROWS[0]}\n")[0].unit == ""


def test_title_and_unit_inside_the_table():
    table = joined(f"支出总表\t\t\t\t\n\t\t\t\t单位：万元\n{HEAD}\n{ROWS[0]}\n")[0]
    assert (table.title, table.unit, table.heads) == ("支出总表", "万元", 3)


def test_a_note_and_a_sentence_above_are_no_title():
    text = f"注：本表为示例\n{HEAD}\n{ROWS[0]}\n具体如下所示。\n甲\t乙\n1.00\t2.00\n"
    assert [table.title for table in joined(text)] == ["", ""]


@pytest.mark.parametrize("between", ["\n", "\n— 12 —\n", "\n第 3 页\n", "\n3/12\n"])
def test_a_repeated_head_is_dropped(between: str):
    assert labels(f"表\n{HEAD}\n{ROWS[0]}\n{between}{HEAD}\n{ROWS[1]}\n{LAST}\n") == [["201", "208", "合计"]]


def test_a_repeated_title_goes_on_with_the_table():
    page = f"表 7\n支出表\n单位：万元\n{HEAD}\n"
    assert labels(f"{page}{ROWS[0]}\n\n{page}{ROWS[1]}\n") == [["201", "208"]]


def test_a_continuation_without_head_keeps_its_first_row():
    assert labels(f"表\n{HEAD}\n{ROWS[0]}\n\n{ROWS[1]}\n{LAST}\n") == [["201", "208", "合计"]]


def test_another_title_begins_another_table():
    text = f"表 9\n基金表\n{HEAD}\n{ROWS[0]}\n\n表 10\n国资表\n{HEAD}\n{ROWS[1]}\n"
    assert labels(text) == [["201"], ["208"]]


def test_another_head_begins_another_table_without_a_title():
    text = f"表\n{HEAD}\n{ROWS[0]}\n\n项目名称\t负责人\t预算数\t支出数\t备注\n修缮\t甲\t5.00\t4.00\t\n"
    assert labels(text) == [["201"], ["修缮"]]


def test_rows_without_figures_are_not_taken_for_the_head():
    table = joined("项目\t决算数\n一、一般公共预算拨款\t\n二、政府性基金\t3.00\n")[0]
    assert table.heads == 1


def test_the_repeated_head_tells_how_many_rows_it_has():
    text = "类别\t项目\t预算数\n基本\t人员\t\n基本\t公用\t3.00\n\n类别\t项目\t预算数\n项目\t修缮\t4.00\n"
    table = joined(text)[0]
    assert (table.heads, len(table.rows)) == (1, 4)


def test_columns_that_are_only_numbered_belong_to_the_head():
    table = joined("项目\t行次\t决算数\n栏次\t\t1\n人员经费\t1\t2.00\n")[0]
    assert table.heads == 2


def test_a_year_in_a_form_is_no_figure():
    assert (
        joined("部门名称\t示例区某局\t预算年度\t2031\n任务\t预算数\t执行数\t备注\n修缮\t5.00\t4.00\t\n")[0].heads == 2
    )


def test_a_row_that_the_page_broke_is_mended():
    head = "任务名称\t主要内容\t预算数\t执行数"
    torn = "科学技术管理事\t修缮、购\t7.00\t6.00\n\n务支出\t置。\t\t"
    text = f"{head}\n科普\t办活\t5.00\t4.00\n{torn}\n展会\t参展\t2.00\t1.00\n"
    rows = [row.words[:2] for row in joined(text)[0].rows[1:]]
    assert rows == [("科普", "办活"), ("科学技术管理事务支出", "修缮、购置。"), ("展会", "参展")]


def test_a_full_row_after_the_page_is_not_joined_to_the_one_before():
    text = "项目\t决算数\n一、甲支出\t5.00\n二、乙支出\t7.00\n\n三、丙支出\t\n四、丁支出\t2.00\n"
    assert labels(text) == [["一、甲支出", "二、乙支出", "三、丙支出", "四、丁支出"]]


def test_rows_shifted_by_a_missing_cell_go_back_under_their_heads():
    text = "\t任务名称\t内容\t预算数\t执行数\n\t科普\t办活动\t5.00\t4.00\n\n修缮\t办公室\t7.00\t6.00\n"
    assert [row.words for row in joined(text)[0].rows[1:]] == [
        ("", "科普", "办活动", "5.00", "4.00"),
        ("", "修缮", "办公室", "7.00", "6.00"),
    ]


def test_heads_over_several_columns_reach_to_the_right():
    table = joined("单位\t政府采购\t\t备注\n\t小计\t中小企业\t\n某局\t3.00\t2.00\t\n")[0]
    paths = [column.path for column in columns_of(table.rows[:2], table.rows[2:], units())]
    assert paths == [("单位",), ("政府采购", "小计"), ("政府采购", "中小企业"), ("备注",)]


def test_merged_heads_cover_their_columns():
    document = spread(
        [
            [("项目", 2, 1), ("2031年“三公”经费", 1, 2), ("机关运行\n经费（万元）", 2, 1)],
            ["合计", "公务接待费"],
            ["某局", "3.00", "2.00", "1.00"],
        ]
    )
    table = joined_tables(document, units())[0]
    paths = [column.path for column in columns_of(table.rows[:2], table.rows[2:], units())]
    assert paths == [("项目",), ("2031年三公经费", "合计"), ("2031年三公经费", "公务接待费"), ("机关运行经费",)]


@pytest.mark.parametrize("stated", [None, 1, 2, 3])
def test_head_rows_that_a_format_states_take_those_that_belong_to_them(stated: int | None):
    rows = [
        [("项目", 1, 4), ("支出", 1, 2)],
        [("编码", 1, 3), ("名称", 2, 1), ("合计", 2, 1), ("基本", 2, 1)],
        ["类", "款", "项"],
        ["201", "13", "02", "行政", "3.00", "2.00"],
    ]
    document = spread(rows)
    stating = replace(document, blocks=(replace(document.blocks[0], heads=stated),))
    assert joined_tables(stating, units())[0].heads == 3


def test_head_rows_that_a_format_states_leave_out_rows_of_words():
    document = spread([["级别", "名称", "目标值"], ["产出", "修缮", "每季一次"], ["效益", "企业", "8 家"]])
    stating = replace(document, blocks=(replace(document.blocks[0], heads=1),))
    assert joined_tables(stating, units())[0].heads == 1


def test_a_document_without_tables_has_none():
    assert joined("只有一句话。\n") == []
    assert written("").blocks == ()
