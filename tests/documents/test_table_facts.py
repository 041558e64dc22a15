"""Facts of cells: values as printed, units where they hold, classes, projects, years; nothing that is no figure."""

from decimal import Decimal

import pytest

from tests.documents.tables_read import facts, said, spread

EXPENDITURE = """支出决算表
单位：万元
功能分类\t\t\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出
类\t款\t项\t合计\t38.00\t28.00\t10.00\t--
201\t\t\t一般公共服务支出\t30.00\t20.00\t10.00\t
201\t13\t\t商贸事务\t30.00\t20.00\t10.00\t
201\t13\t02\t一般行政管理事务\t10.00\t0.00\t10.00\t-
208\t\t\t社会保障和就业支出\t8.00\t8.00\t\t
"""
SUMMARY = """收支总表
单位：万元
收入\t\t支出\t
项目\t2031年预算数\t项目\t2031年预算数
一、政府预算拨款\t38.00\t一、一般公共服务支出\t30.00
二、财政专户管理资金\t0\t商贸事务\t30.00
\t\t其他商贸事务支出\t30.00
\t\t无名事务\t1.00
收入总计\t38.00\t支出总计\t38.00
"""
BY_CLASS = """一般公共预算支出表（按功能分类）
单位：万元
预算单位\t科目编码\t科目名称\t支出总计\t基本支出\t项目支出
示例区某局\t\t\t38.00\t28.00\t10.00
\t201\t一般公共服务支出\t30.00\t20.00\t10.00
\t20113\t商贸事务\t30.00\t20.00\t10.00
\t2011399\t其他商贸事务支出\t30.00\t20.00\t10.00
"""


def lines(text: str, kind: str | None = None) -> list[str]:
    return [said(fact) for fact in facts(text, kind)]


def table(head: str, *rows: str, unit: str = "单位：万元") -> str:
    return "\n".join(["明细表", unit, head, *rows, ""])


def test_the_number_stands_at_its_place():
    text = EXPENDITURE
    for fact in facts(text, "accounts"):
        assert Decimal(text[fact.figure.start : fact.figure.end]) == fact.figure.number


def test_codes_over_several_columns_make_the_class_and_are_no_figures():
    assert lines(EXPENDITURE, "accounts") == [
        "expenditure 38.00 万元",
        "basic_expenditure 28.00 万元",
        "project_expenditure 10.00 万元",
        "expenditure[functional_class=201] 30.00 万元",
        "basic_expenditure[functional_class=201] 20.00 万元",
        "project_expenditure[functional_class=201] 10.00 万元",
        "expenditure[functional_class=20113] 30.00 万元",
        "basic_expenditure[functional_class=20113] 20.00 万元",
        "project_expenditure[functional_class=20113] 10.00 万元",
        "expenditure[functional_class=2011302] 10.00 万元",
        "basic_expenditure[functional_class=2011302] 0.00 万元",
        "project_expenditure[functional_class=2011302] 10.00 万元",
        "expenditure[functional_class=208] 8.00 万元",
        "basic_expenditure[functional_class=208] 8.00 万元",
    ]


def test_codes_that_are_printed_once_hold_for_the_rows_below():
    text = EXPENDITURE.replace("201\t13\t02", "\t\t02").replace("201\t13\t\t", "\t13\t\t")
    assert lines(text, "accounts") == lines(EXPENDITURE, "accounts")


def test_a_code_of_one_digit_is_the_second_of_two():
    text = EXPENDITURE.replace("201\t13\t02", "201\t13\t2")
    assert lines(text, "accounts") == lines(EXPENDITURE, "accounts")


def test_classes_by_name_are_found_where_the_document_prints_their_codes():
    found = lines(SUMMARY + BY_CLASS, "budget")
    assert found[:7] == [
        "government_appropriation 38.00 万元",
        "initial_budget[functional_class=201] 30.00 万元",
        "special_account_income 0 万元",
        "initial_budget[functional_class=20113] 30.00 万元",
        "initial_budget[functional_class=2011399] 30.00 万元",
        "- 1.00 万元",
        "budget_income 38.00 万元",
    ]


def test_classes_by_name_alone_stand_for_nothing_below_the_top():
    found = lines(SUMMARY, "budget")
    assert found[1] == "initial_budget[functional_class=201] 30.00 万元"
    assert found[3:6] == ["- 30.00 万元", "- 30.00 万元", "- 1.00 万元"]


def test_the_row_of_the_unit_itself_is_the_whole():
    assert lines(BY_CLASS, "budget")[:3] == [
        "initial_budget[fund_type=general_public] 38.00 万元",
        "initial_basic[fund_type=general_public] 28.00 万元",
        "initial_project[fund_type=general_public] 10.00 万元",
    ]


def test_economic_classes_in_two_groups_of_columns():
    text = table(
        "经济分类科目编码\t科目名称\t决算数\t经济分类科目编码\t科目名称\t决算数",
        "301\t工资福利支出\t20.00\t302\t商品和服务支出\t8.00",
        "30101\t基本工资\t20.00\t30201\t办公费\t8.00",
        "\t人员经费合计\t20.00\t\t公用经费合计\t8.00",
    )
    assert lines(text, "accounts") == [
        "basic_expenditure[economic_class=301][fund_type=general_public] 20.00 万元",
        "basic_expenditure[economic_class=302][fund_type=general_public] 8.00 万元",
        "basic_expenditure[economic_class=30101][fund_type=general_public] 20.00 万元",
        "basic_expenditure[economic_class=30201][fund_type=general_public] 8.00 万元",
        "personnel_expenditure[fund_type=general_public] 20.00 万元",
        "operating_expenditure[fund_type=general_public] 8.00 万元",
    ]


def test_years_of_rows_and_the_change_between_them():
    text = table(
        "预算单位\t年度\t总计\t因公出国（境）费\t公务接待费",
        "示例区某局\t2030 年\t5.00\t0\t5.00",
        "\t2031 年\t4.00\t0\t4.00",
        "\t增减变化金额\t-1.00\t0\t-1.00",
    )
    found = facts(text, "budget")
    assert [(fact.period, said(fact)) for fact in found if fact.column == 2] == [
        ("2030", "initial_three_public 5.00 万元"),
        ("2031", "initial_three_public 4.00 万元"),
        ("2031", "three_public_change -1.00 万元"),
    ]


def test_the_year_of_a_head_is_the_period():
    found = facts(table("项目名称\t2030年执行数\t2031年预算数", "修缮\t4.00\t5.00"))
    assert [fact.period for fact in found] == ["2030", "2031"]


def test_items_from_the_initial_budget_to_what_was_spent():
    text = table(
        "分类\t预算项目\t部门预算指标(万元)\t追加指标(万元)\t年度总指标(万元)\t支出数(万元)\t执行进度\t原因",
        "基本支出\t人员经费\t20.00\t2.00\t22.00\t21.00\t95.45%\t",
        "\t其中：公用日常经费\t6.00\t-\t6.00\t3.00\t50.00%\t节约 1.00 万元。",
        "基本支出小计\t\t28.00\t2.00\t30.00\t27.00\t90.00%\t",
        "项目支出\t展会 专项\t10.00\t-\t10.00\t9.00\t90.00%\t",
        "总计\t\t38.00\t2.00\t40.00\t36.00\t90.00%\t",
    )
    found = lines(text, "self_evaluation")
    assert found[:5] == [
        "initial_wages 20.00 万元",
        "supplement[scope=人员经费] 2.00 万元",
        "adjusted_wages 22.00 万元",
        "wages_expenditure 21.00 万元",
        "execution_rate[scope=人员经费] 95.45 %",
    ]
    assert "operating_control_rate 50.00 %" in found
    assert "basic_execution_rate 90.00 %" in found
    assert "project_rate[project=展会专项] 90.00 %" in found
    assert found[-5:] == [
        "initial_budget 38.00 万元",
        "supplement 2.00 万元",
        "adjusted_budget 40.00 万元",
        "expenditure 36.00 万元",
        "execution_rate 90.00 %",
    ]


def test_an_unknown_table_gives_what_it_says_and_the_class_where_a_code_stands():
    found = facts(
        table("科目编码\t名称\t甲类资金\t乙类资金", "201\t一般公共服务支出\t3.00\t2.00", "208\t社会保障\t4\t-")
    )
    assert [(fact.label, said(fact)) for fact in found] == [
        ("一般公共服务支出 · 甲类资金", "-[functional_class=201] 3.00 万元"),
        ("一般公共服务支出 · 乙类资金", "-[functional_class=201] 2.00 万元"),
        ("社会保障 · 甲类资金", "-[functional_class=208] 4 万元"),
    ]
    assert {fact.by for fact in found} == {"tables/unknown"}


def test_the_layout_and_the_concept_are_named():
    assert facts(BY_CLASS, "budget")[0].by == "tables/shenzhen-budget-general-public:initial_budget"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("42074 .64", "42074.64"),
        ("18973 58.00", "1897358.00"),
        ("１，２３４．５０", "1234.50"),
        ("1,234", "1234"),
        ("-0.10", "-0.10"),
        ("0", "0"),
    ],
)
def test_broken_and_full_width_numbers_are_read(cell: str, expected: str):
    found = facts(table("名称\t金额", f"修缮\t{cell}", "合计\t9.00"))
    assert str(found[0].figure.number) == expected


@pytest.mark.parametrize("cell", ["-", "--", "—", "", "不适用", "2030年", "见附件3", "甲 3.00 乙 4.00"])
def test_cells_without_one_figure_state_nothing(cell: str):
    assert [str(fact.figure.number) for fact in facts(table("名称\t金额", f"修缮\t{cell}", "合计\t9.00"))] == ["9.00"]


def test_serial_numbers_and_years_are_no_figures():
    text = table("序号\t项目名称\t起始年份\t金额", "1\t修缮\t2031\t5.00", "2\t展会\t2030\t4.00")
    assert [str(fact.figure.number) for fact in facts(text)] == ["5.00", "4.00"]


def test_the_unit_nearest_the_number_holds():
    text = table(
        "名称\t金额\t其中（元）\t占比\t人数\t面积（平方米）",
        "修缮\t5.00\t300\t6%\t12 人\t40",
        "展会\t4.00 亿元\t\t\t\t",
    )
    assert [f"{fact.figure.number} {fact.unit}" for fact in facts(text)] == [
        "5.00 万元",
        "300 元",
        "6 %",
        "12 人",
        "40 平方米",
        "4.00 亿元",
    ]


def test_a_unit_of_money_never_counts_people_or_rates():
    text = table("名称\t金额\t执行率\t培训人数", "修缮\t5.00\t98.50\t12", "执行率\t77.00\t1\t2")
    assert [fact.unit for fact in facts(text)] == ["万元", "", "", "", "", ""]


def test_without_a_unit_there_is_no_concept():
    found = facts(BY_CLASS.replace("单位：万元\n", ""), "budget")
    assert {(fact.concept, fact.unit) for fact in found} == {(None, "")}


def test_a_unit_that_does_not_measure_the_concept_leaves_it_out():
    found = facts(BY_CLASS.replace("38.00", "38.00%"), "budget")
    assert (found[0].concept, found[0].unit) == (None, "%")


def test_a_merged_cell_states_its_figure_once():
    document = spread(
        [
            ["项目名称", "分项", ("金额（万元）", 1, 1)],
            [("修缮", 2, 1), "门窗", ("5.00", 2, 1)],
            ["地面"],
            ["展会", "参展", "4.00"],
        ]
    )
    assert [said(fact) for fact in facts(document)] == ["- 5.00 万元", "- 4.00 万元"]


def test_place_in_the_table():
    found = facts(BY_CLASS, "budget")
    assert [(fact.table, fact.row, fact.column) for fact in found[:4]] == [(1, 1, 3), (1, 1, 4), (1, 1, 5), (1, 2, 3)]
    assert found[0].section == "一般公共预算支出表（按功能分类）"


def test_units_of_a_department_are_parts_beside_their_total():
    head = "预算单位\t支出总计\t基本支出\t项目支出\t2031 年政府采购项目"
    text = table(
        head,
        "\t\t\t\t小计",
        "合计\t9.00\t5.00\t4.00\t1.00",
        "某局本级\t6.00\t4.00\t2.00\t1.00",
        "某中心\t3.00\t1.00\t2.00\t0",
    )
    found = lines(text, "budget")
    assert found[0] == "initial_budget 9.00 万元"
    assert found[4] == "initial_budget[scope=某局本级] 6.00 万元"
    alone = lines(table(head, "\t\t\t\t小计", "某局\t9.00\t5.00\t4.00\t1.00"), "budget")
    assert alone[0] == "initial_budget 9.00 万元" and alone[3] == "procurement_plan 1.00 万元"
