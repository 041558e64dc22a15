"""Sentences of a made-up unit and the facts that the rulebook's layouts find in them; none where words leave doubt."""

import pytest

from jixiao.documents.extract.sentence_facts import read_sentences
from tests.documents.sentences_read import (
    YEAR,
    document_of,
    facts_of,
    line,
    lines,
    readings_of,
    rulebook,
    shipped_layouts,
)

SELF_EVALUATION = [
    (
        "2024年本单位年初预算总额为1,200.50万元，包括基本支出300.50万元、项目支出900.00万元。",
        ["initial_budget 1200.50 万元", "initial_basic 300.50 万元", "initial_project 900.00 万元"],
    ),
    (
        "调整后年度总指标为1,500.00万元，截至2024年年末实际支出1,425.00万元，预算执行率为95.00%。",
        [
            "adjusted_budget 1500.00 万元",
            "expenditure 1425.00 万元",
            "cumulative_expenditure 1425.00 万元 @2024-Q4",
            "execution_rate 95.00 %",
            "expenditure_progress 95.00 % @2024-Q4",
        ],
    ),
    (
        "其中，第一季度累计支出数为300.00万元，一季度支出进度为20.00%；第二季度累计支出数为750.00万元。",
        [
            "cumulative_expenditure 300.00 万元 @2024-Q1",
            "expenditure_progress 20.00 % @2024-Q1",
            "cumulative_expenditure 750.00 万元 @2024-Q2",
        ],
    ),
    (
        "各季度预算执行率分别为21.50%、48.00%、70.25%、95.00%。",
        [
            "expenditure_progress 21.50 % @2024-Q1",
            "expenditure_progress 48.00 % @2024-Q2",
            "expenditure_progress 70.25 % @2024-Q3",
            "expenditure_progress 95.00 % @2024-Q4",
        ],
    ),
    (
        "基本支出和项目支出年初预算分别为300.00万元、900.00万元。",
        ["initial_basic 300.00 万元", "initial_project 900.00 万元"],
    ),
    (
        "“三公”经费年初预算8.00万元，实际支出6.00万元，“三公”经费控制率为75.00%，其中公务接待费1.00万元。",
        [
            "initial_three_public 8.00 万元",
            "three_public_expenditure 6.00 万元",
            "three_public_control_rate 75.00 %",
            "reception_expenditure 1.00 万元",
        ],
    ),
    (
        "公务用车购置及运行维护费2024年预算总指标为5.00万元，实际支出4.20万元；公务接待费预算数为2.00万元，2024年无支出。",
        [
            "adjusted_vehicle 5.00 万元",
            "vehicle_expenditure 4.20 万元",
            "initial_reception 2.00 万元",
            "reception_expenditure 0 万元",
        ],
    ),
    (
        "因公出国（境）经费预算数为零，2024年无支出。",
        ["initial_abroad 0 万元", "adjusted_abroad 0 万元", "abroad_expenditure 0 万元"],
    ),
    (
        "政府采购年度总指标为50.00万元，其中货物类采购20.00万元、服务类采购30.00万元，政府采购执行率90.00%。",
        [
            "procurement_plan 50.00 万元",
            "procurement_goods_plan 20.00 万元",
            "procurement_services_plan 30.00 万元",
            "procurement_rate 90.00 %",
        ],
    ),
    (
        "本单位核定编制20人，实有在编人数18人；编外人员4人，其中劳务派遣人员3人，财政供养人员控制率为90.00%。",
        [
            "authorised_posts 20 人",
            "staff_in_post 18 人",
            "off_establishment_staff 4 人",
            "dispatched_staff 3 人",
            "fiscal_staff_rate 90.00 %",
        ],
    ),
    (
        "人员经费支出210.00万元，对个人和家庭的补助支出12.00万元。",
        ["wages_expenditure 210.00 万元", "individual_family_expenditure 12.00 万元"],
    ),
    ("2024年本单位人员经费支出222.00万元。", ["personnel_expenditure 222.00 万元"]),
    (
        "如剧场修缮项目，年初预算80.00万元，实际支出40.00万元，预算执行率为50.00%。",
        [
            "project_budget_initial 80.00 万元 project=剧场修缮",
            "project_spent 40.00 万元 project=剧场修缮",
            "project_rate 50.00 % project=剧场修缮",
        ],
    ),
    (
        "全年共处理信访件5件，其中，区信访局转办3件；信访回复率100%，未发生超期。",
        [
            "petitions 5 件",
            "petitions 3 件 channel=区信访局转办",
            "petition_reply_rate 100 %",
            "petitions_overdue 0 件",
            "petition_on_time_rate 100 %",
        ],
    ),
    ("受访群众整体满意度较高，均在92%以上。", ["satisfaction 92 % 以上"]),
    (
        "应纳入绩效目标编报范围的项目数量有9个，全部按要求编报了绩效目标。",
        ["goal_projects_required 9 个", "goal_projects_filed 9 个"],
    ),
    ("2024年度部门整体支出绩效自评得分92.35分。", ["self_score 92.35 分"]),
    (
        "2023年项目支出执行金额为90.00万元，本年末无结转结余。",
        ["project_expenditure 90.00 万元 @2023", "carry_over_out 0 万元"],
    ),
]

BUDGET = [
    (
        "2024年示例区文体局收入预算1,000.00万元，其中：财政拨款收入980.00万元，比2023年预算增加20.00万元；其他收入0.00万元。",
        [
            "budget_income 1000.00 万元",
            "government_appropriation 980.00 万元",
            "change_amount 20.00 万元 direction=increase of=government_appropriation",
            "other_income 0.00 万元",
        ],
    ),
    (
        "“三公”经费预算数为12.00万元，比2023年预算减少3.00万元，下降20.00%。",
        [
            "initial_three_public 12.00 万元",
            "change_amount 3.00 万元 direction=decrease of=initial_three_public",
            "three_public_decrease 3.00 万元",
            "change_rate 20.00 % direction=decrease of=initial_three_public",
            "three_public_decrease_rate 20.00 %",
        ],
    ),
    (
        "公务接待费1.00万元，与2023年预算持平。",
        ["initial_reception 1.00 万元", "change_amount 0 万元 direction=same of=initial_reception"],
    ),
    (
        "截至2023年8月31日，本单位共有车辆3辆，其中：机要通信用车1辆、其他用车2辆；单价100万元（含）以上设备（不含车辆）2台（套）。",
        [
            "vehicles 3 辆 @2023-08-31",
            "vehicles 1 辆 @2023-08-31 scope=机要通信用车",
            "vehicles 2 辆 @2023-08-31 scope=其他用车",
            "large_equipment 2 台（套） @2023-08-31",
        ],
    ),
    (
        "2024年部门预算安排购置车辆1辆，其中：其他用车1辆。",
        ["planned_vehicles 1 辆", "planned_vehicles 1 辆 scope=其他用车"],
    ),
    (
        "编报绩效目标的项目9个，涉及项目预算资金500.00万元。",
        ["goal_projects_filed 9 个", "goal_budget_covered 500.00 万元"],
    ),
]

ACCOUNTS = [
    (
        "本年收入合计1,000.00万元，其中：财政拨款收入980.00万元，占98.00%；其他收入20.00万元，占2.00%。",
        [
            "current_income 1000.00 万元",
            "government_appropriation 980.00 万元",
            "share_of 98.00 % of=government_appropriation",
            "other_income 20.00 万元",
            "share_of 2.00 % of=other_income",
        ],
    ),
    (
        "“三公”经费财政拨款支出年初预算为12.00万元，支出决算为9.00万元，完成预算的75.00%。",
        [
            "initial_three_public 12.00 万元",
            "three_public_expenditure 9.00 万元",
            "completion_rate 75.00 % of=three_public_expenditure",
        ],
    ),
    (
        "收入支出总计1,100.00万元。与2023年度相比，收入支出总计增加（减少）50.00万元，增长4.76%。",
        [
            "accounts_total 1100.00 万元",
            "change_amount 50.00 万元 direction=increase of=accounts_total",
            "change_rate 4.76 % direction=increase of=accounts_total",
        ],
    ),
]

# A wrong concept is worse than none.
DOUBTFUL = [
    "2024年引进企业30家，同比增长12.5%，全年税收收入3.5亿元。",
    "文化馆改造工程年初预算300万元，实际支出280万元。",
    "本单位支出100.00万元用于设备采购。",
    "剧团演出120场，比2023年增加20场，增长20%。",
    "各街道年初预算分别为10.00万元、20.00万元、30.00万元。",
    "产业资金年初预算安排18亿元。",
    "财政部门下达指标后，10个工作日内完成拨付。",
]


@pytest.mark.parametrize(("text", "expected"), SELF_EVALUATION, ids=lambda value: str(value)[:24])
def test_sentences_of_self_evaluations(text: str, expected: list[str]):
    assert lines(text) == expected


@pytest.mark.parametrize(("text", "expected"), BUDGET, ids=lambda value: str(value)[:24])
def test_sentences_of_budgets(text: str, expected: list[str]):
    assert lines(text, "budget") == expected


@pytest.mark.parametrize(("text", "expected"), ACCOUNTS, ids=lambda value: str(value)[:24])
def test_sentences_of_accounts(text: str, expected: list[str]):
    assert lines(text, "accounts") == expected


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_the_words_leave_open_has_no_concept(text: str):
    assert lines(text) == []


def test_a_change_is_not_of_a_thing_behind_a_figure_that_nobody_knows():
    text = "2024年年初预算1,000.00万元，引进企业30家，增长12.5%，主要原因是项目支出增加80.00万元。"
    assert lines(text) == ["initial_budget 1000.00 万元"]


def test_after_the_parts_the_whole_and_the_last_part_are_not_confused():
    text = "政府采购年度总指标为50.00万元，其中货物类采购20.00万元、服务类采购30.00万元；实际支出45.00万元。"
    assert "procurement_actual" not in " ".join(lines(text))
    assert "procurement_services_actual" not in " ".join(lines(text))


def test_a_heading_names_the_subject_of_sentences_that_name_none():
    text = "（二）政府采购情况\n截至2024年年末，实际支出45.00万元。\n"
    assert lines(text) == ["procurement_actual 45.00 万元"]


def test_an_item_names_the_subject_of_its_sentences():
    text = "2.公务接待费。2024年预算数1.00万元，比2023年减少0.20万元。\n"
    assert lines(text, "budget")[0] == "initial_reception 1.00 万元"


def test_definitions_and_score_tables_are_no_statements():
    text = "附件1 评分表\n“三公”经费实际支出6.00万元的，得3分。\n"
    assert lines(text) == []


def test_line_breaks_and_blanks_inside_words_do_not_matter():
    text = "2024 年 本单位公用\n经费年度总\n指标为 30.00 万元。"
    document = document_of("")
    document = type(document)("a", "0", "text", text, (type(document_of("甲").blocks[0])(0, len(text)),))
    readings = readings_of(document)
    assert [line(one.fact) for reading in readings for one in reading.meant] == ["adjusted_operating 30.00 万元"]


CLASSES = (
    ("205", "教育支出", "500.00"),
    ("20508", "进修及培训", "500.00"),
    ("2050803", "培训支出", "500.00"),
    ("2050899", "其他进修及培训", "0.00"),
)
ITEM = (
    "五、一般公共预算财政拨款支出决算情况说明\n1、教育支出（类）进修及培训（款）培训支出（项）。"
    "主要用于：职工培训。年初预算为510.00万元，支出决算为500.00万元，完成年初预算的98.04%。\n"
)


def class_lines(text: str) -> list[str]:
    return [line(one.fact) for reading in readings_of(document_of(text, CLASSES), "accounts") for one in reading.meant]


def test_a_class_named_once_holds_for_its_item():
    tail = " functional_class=2050803 fund_type=general_public"
    assert class_lines(ITEM) == [
        "initial_budget 510.00 万元" + tail,
        "expenditure 500.00 万元" + tail,
        "completion_rate 98.04 % functional_class=2050803 fund_type=general_public of=expenditure",
    ]


def test_a_class_that_no_table_names_gives_nothing():
    assert class_lines(ITEM.replace("教育支出（类）", "国防支出（类）")) == []


def test_a_name_is_completed_by_the_tables_where_one_begins_so():
    text = "如剧场修缮项目，年初预算80.00万元。"
    assert lines(text, projects=("剧场修缮及改造", "办公设备")) == [
        "project_budget_initial 80.00 万元 project=剧场修缮及改造"
    ]
    assert "project=剧场修缮" in lines(text, projects=("剧场修缮一期", "剧场修缮二期"))[0]


def test_a_fact_knows_its_place_its_words_and_its_rule():
    text = "（二）公用经费\n2024年公用经费年度总指标为30.00万元。\n"
    (fact,) = facts_of(text)
    assert text[fact.figure.start : fact.figure.end] == "30.00"
    assert (fact.label, fact.by, fact.section) == (
        "2024年公用经费年度总指标为",
        "sentences/operating:operating",
        "（二）公用经费",
    )


def test_a_zero_in_words_stands_where_the_words_stand():
    text = "公务接待费预算数为2.00万元，2024年无支出。"
    figure = facts_of(text)[-1].figure
    assert (text[figure.start : figure.end], figure.steps, figure.unit) == ("无支出", ("zero_in_words",), "万元")


def test_nothing_is_read_where_the_year_is_not_known():
    document = document_of("年初预算1,000.00万元。")
    identity = type("Unknown", (), {"kind": "self_evaluation", "year": None})()
    assert read_sentences(document, [], [], None, identity, shipped_layouts(), rulebook().vocabulary) == []  # type: ignore[arg-type]
    assert YEAR == 2024


def test_what_is_too_long_for_a_sentence_is_not_walked_through():
    assert lines("年初预算1,000.00万元，" * 2_000) == []


def test_a_long_list_between_semicolons_keeps_its_meaning():
    text = "；".join("公务接待费预算总指标为2.00万元，实际支出1.00万元" for _ in range(400)) + "。"
    assert len(lines(text)) == 800


def test_a_change_of_nothing_needs_no_figure():
    text = "机关运行经费支出40.00万元。与2023年度相比，机关运行经费支出持平。"
    assert lines(text, "accounts")[1:] == ["change_amount 0 万元 direction=same of=agency_operation_expenditure"]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费标准50元。",
        "公务接待费人均标准为60元，其中公务用车购置及运行维护费油耗8元。",
        "劳务派遣人员平均年龄30人。",
    ],
)
def test_a_subject_beside_other_words_does_not_tell_its_figure(text: str):
    assert lines(text) == []
