"""The same things in the words and tables that other publishers use; units, places and figures are made up."""

import pytest

from tests.documents.sentences_read import lines
from tests.documents.tables_read import facts, known, said

CLASSES = (
    ("科目编码", "科目名称"),
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
)
ITEMS = "五、一般公共预算财政拨款支出决算情况说明\n1、{}。年初预算为31.00万元，支出决算为30.00万元。"
WHOLE = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"


def item(name: str) -> list[str]:
    from tests.documents.sentences_read import document_of, line, readings_of, sentence_facts

    return [line(fact) for fact in sentence_facts(readings_of(document_of(ITEMS.format(name), CLASSES), "accounts"))]


def test_a_class_may_have_brackets_in_its_name():
    assert item(WHOLE) == [
        "initial_budget 31.00 万元 functional_class=2010301 fund_type=general_public",
        "expenditure 30.00 万元 functional_class=2010301 fund_type=general_public",
    ]


@pytest.mark.parametrize("mark", ["（类）", "（款）", "（项）"])
def test_a_class_without_one_of_its_marks_is_neither_another_class_nor_the_whole(mark: str):
    assert item(WHOLE.replace(mark, "")) == []


def test_a_budget_of_the_three_public_expenses_is_not_what_was_spent():
    text = (
        "七、“三公”经费财政拨款支出决算情况说明\n公务接待费预算为2.00万元，支出决算为1.00万元，完成预算50%。"
        "国内公务接待8批次，62人次。年末公务用车保有量3辆。"
    )
    assert lines(text, "accounts") == [
        "initial_reception 2.00 万元",
        "reception_expenditure 1.00 万元",
        "completion_rate 50 % of=reception_expenditure",
        "reception_batches 8 批次",
        "reception_guests 62 人次",
        "vehicles 3 辆",
    ]


def test_a_difference_from_the_budget_is_no_change_from_year_to_year():
    text = "机关运行经费支出150.00万元，比年初预算数减少10.00万元，降低6.25%。比上年增加5.00万元，增长3.45%。"
    assert lines(text, "accounts") == [
        "agency_operation_expenditure 150.00 万元",
        "change_amount 5.00 万元 direction=increase of=agency_operation_expenditure",
        "change_rate 3.45 % direction=increase of=agency_operation_expenditure",
    ]


def test_what_a_change_mainly_is_was_not_spent():
    text = "“三公”经费预算10.00万元，较2023年减少2.00万元，主要是压减公务用车运行维护费2.00万元。"
    assert "initial_vehicle_operation 2.00 万元" not in lines(text, "budget")


def test_the_fund_of_an_income_is_kept():
    text = "收入预算50.00万元，其中：一般公共预算财政拨款收入48.00万元，政府性基金预算财政拨款收入2.00万元。"
    assert lines(text, "budget") == [
        "budget_income 50.00 万元",
        "general_public_appropriation 48.00 万元",
        "government_fund_appropriation 2.00 万元",
    ]


def test_ten_thousand_of_money_is_short_for_ten_thousand_yuan():
    assert lines("国内公务接待支出0.40万（含外宾接待支出0.00万元）。", "accounts") == [
        "domestic_reception_expenditure 0.40 万元",
        "foreign_reception_expenditure 0.00 万元",
    ]


def test_quarters_are_told_by_name_or_by_their_last_day():
    text = "一季度预算执行率为21.00%，二季度为48.00%，三季度为72.00%，四季度为97.00%。"
    assert lines(text) == [
        f"expenditure_progress {rate}.00 % @2024-Q{number}" for number, rate in enumerate((21, 48, 72, 97), 1)
    ]
    assert lines("截至3月31日，累计支出27.00万元；截至6月30日，累计支出61.00万元。") == [
        "cumulative_expenditure 27.00 万元 @2024-Q1",
        "cumulative_expenditure 61.00 万元 @2024-Q2",
    ]


def test_pensioners_are_not_the_retired_among_them():
    assert lines("离退休人员9人，其中离休1人、退休8人。") == ["honoured_retired_staff 1 人", "retired_staff 8 人"]


def test_two_counts_of_one_thing_in_a_sentence_are_of_two_kinds():
    text = "行政编制20名，实有在编人员18人；事业编制35名，实有在编人员33人。"
    assert lines(text) == ["authorised_posts_administrative 20 名", "authorised_posts_institution 35 名"]


def test_the_three_public_expenses_may_stand_in_rows():
    text = "“三公”经费支出决算表\n单位：万元\n项目\t预算数\t决算数\n合计\t8.00\t5.00\n1.因公出国（境）费\t0.00\t0.00\n"
    text += "2.公务用车购置及运行维护费\t6.00\t4.00\n3.公务接待费\t2.00\t1.00\n"
    assert [said(fact) for fact in facts(text, "accounts")][:2] == [
        "initial_three_public 8.00 万元",
        "three_public_expenditure 5.00 万元",
    ]
    assert said(facts(text, "accounts")[-1]) == "reception_expenditure 1.00 万元"


def test_expenditure_is_known_without_the_columns_that_few_departments_need():
    text = "支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t5.00\t4.00\n"
    text += "201\t一般公共服务支出\t9.00\t5.00\t4.00\n"
    assert [said(fact) for fact in facts(text, "accounts")] == [
        "expenditure 9.00 万元",
        "basic_expenditure 5.00 万元",
        "project_expenditure 4.00 万元",
        "expenditure[functional_class=201] 9.00 万元",
        "basic_expenditure[functional_class=201] 5.00 万元",
        "project_expenditure[functional_class=201] 4.00 万元",
    ]


def test_a_row_named_in_the_place_of_its_code_is_what_it_says():
    text = "一般公共预算财政拨款基本支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
    text += "301\t工资福利支出\t26.00\t302\t商品和服务支出\t2.00\n人员经费合计\t\t26.00\t公用经费合计\t\t2.00\n"
    assert [said(fact) for fact in facts(text, "accounts")][2:] == [
        "personnel_expenditure[fund_type=general_public] 26.00 万元",
        "operating_expenditure[fund_type=general_public] 2.00 万元",
    ]


def test_quarters_in_rows_give_the_period():
    text = "季度\t累计支出（万元）\t执行率\n第一季度\t27.00\t21.00%\n第二季度\t61.00\t48.00%\n"
    text += "第三季度\t92.00\t72.00%\n第四季度\t125.00\t97.00%\n"
    assert [(fact.concept, fact.period) for fact in facts(text, "self_evaluation", 2031)][:2] == [
        ("cumulative_expenditure", "2031-Q1"),
        ("expenditure_progress", "2031-Q1"),
    ]
    (table,) = known(text, "self_evaluation")
    assert table.layout is not None and table.layout.id == "shenzhen-self-evaluation-quarters"
