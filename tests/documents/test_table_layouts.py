"""Which table it is: by heads and rows before titles; sides, tables inside tables, kinds of documents."""

from jixiao.core.document.layout import ColumnRule, Meaning, RowRule, Side, Sign, Signs, TableLayout
from tests.documents.tables_read import facts, known, said

BUDGET = """2031年部门{title}
单位：万元
项目\t\t\t\t支出预算\t\t
功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
201\t\t\t一般公共服务支出\t30.00\t20.00\t10.00
201\t13\t\t商贸事务\t30.00\t20.00\t10.00
合计\t\t\t\t30.00\t20.00\t10.00
"""
SIDES = """收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t38.00\t一、一般公共服务支出\t30.00
1. 一般公共预算资金\t38.00\t二、社会保障和就业支出\t8.00
收入总计\t38.00\t支出总计\t38.00
"""


def layout(name: str, *every: Sign, **more: object) -> TableLayout:
    side = Side(columns=(ColumnRule(("*",), Meaning("expenditure")),))
    return TableLayout(name, 1, name, Signs(every), (side,), **more)  # type: ignore[arg-type]


def layouts_of(text: str, kind: str | None = None) -> list[str | None]:
    return [table.found.layout for table in known(text, kind)]


def test_a_table_is_known_under_another_title():
    assert layouts_of(BUDGET.format(title="支出情况一览")) == ["shanghai-budget-expenditure"]


def test_a_table_without_title_is_known():
    assert layouts_of(BUDGET.partition("\n")[2]) == ["shanghai-budget-expenditure"]


def test_a_title_alone_makes_no_table_known():
    assert layouts_of("2031年部门支出预算总表\n单位：万元\n名称\t金额\n修缮\t5.00\n") == [None]


def test_a_layout_of_accounts_does_not_read_a_budget():
    assert layouts_of(BUDGET.format(title="支出预算总表"), "budget") == ["shanghai-budget-expenditure"]
    assert layouts_of(BUDGET.format(title="支出预算总表"), "accounts") == [None]


def test_a_document_of_unknown_kind_may_hold_any_table():
    assert layouts_of(BUDGET.format(title="支出预算总表"), "other") == ["shanghai-budget-expenditure"]


def test_the_fund_in_the_head_tells_similar_tables_apart():
    text = BUDGET.format(title="支出预算表").replace("\t支出预算\t", "\t政府性基金预算支出\t")
    assert layouts_of(text) == ["shanghai-budget-government-fund"]


def test_the_layout_with_more_signs_wins():
    heads = Sign("head", ("合计",)), Sign("head", ("基本支出",))
    one, two = layout("one", heads[0]), layout("two", *heads)
    assert known(BUDGET.format(title="支出表"), layouts=[one, two])[0].layout is two
    assert known(BUDGET.format(title="支出表"), layouts=[two, one])[0].layout is two


def test_a_sign_that_must_not_be_there_rules_a_layout_out():
    signs = Signs((Sign("head", ("合计",)),), never=(Sign("row", ("商贸事务",)),))
    assert known(BUDGET.format(title="支出表"), layouts=[TableLayout("one", 1, "", signs, (Side(),))])[0].layout is None


def test_income_beside_expenditure_are_two_groups():
    table = known(SIDES)[0]
    assert table.found.layout == "shanghai-budget-summary"
    assert [[column.index for column in group.figures] for group in table.groups] == [[1], [3]]


def test_each_side_has_its_own_meaning():
    assert [said(fact) for fact in facts(SIDES)] == [
        "government_appropriation 38.00 万元",
        "initial_budget[functional_class=201] 30.00 万元",
        "general_public_appropriation 38.00 万元",
        "initial_budget[functional_class=208] 8.00 万元",
        "budget_income 38.00 万元",
        "initial_budget 38.00 万元",
    ]


TASKS = """表 11
整体支出绩效目标表
单位：万元
名称\t示例区某局\t\t\t主管部门\t
年度主要任务\t任务名称\t主要内容\t预算金额（万元）\t\t
\t\t\t总额\t其中：财政拨款\t其中：其他资金
\t修缮费\t修缮办公用房 12 间\t25.00\t24.00\t1.00
\t基本支出\t人员和公用\t75.00\t75.00\t0.00
\t金额合计\t\t100.00\t99.00\t1.00
年度绩效指标\t一级指标\t二级指标\t三级指标\t\t目标值
\t产出\t数量\t修缮间数\t\t12 间
\t\t\t培训人次\t\t不少于 80
\t满意度\t服务对象满意度\t企业满意度\t\t≥95%
"""


def test_a_table_inside_a_table_is_read_by_itself():
    assert layouts_of(TASKS, "budget") == [None, "shenzhen-budget-tasks", "goals"]


def test_tasks_and_goals_have_their_own_heads_and_units():
    assert [said(fact) for fact in facts(TASKS, "budget")] == [
        "project_budget_initial[task=修缮费] 25.00 万元",
        "project_budget_initial[fund_type=fiscal][task=修缮费] 24.00 万元",
        "project_budget_initial[fund_type=other][task=修缮费] 1.00 万元",
        "initial_basic 75.00 万元",
        "initial_basic[fund_type=fiscal] 75.00 万元",
        "initial_basic[fund_type=other] 0.00 万元",
        "initial_budget 100.00 万元",
        "initial_budget[fund_type=fiscal] 99.00 万元",
        "initial_budget[fund_type=other] 1.00 万元",
        "- 12 间",
        "- 80",
        "satisfaction_target[respondents=企业满意度] 95 %",
    ]


def test_the_head_of_an_inner_table_repeated_on_the_next_page_goes_on_with_it():
    page = "年度绩效指标\t一级指标\t二级指标\t三级指标\t\t目标值\n\t效益\t社会效益\t新增企业\t\t8 家\n"
    tables = known(TASKS + "\n" + page, "budget")
    assert [table.found.layout for table in tables] == [None, "shenzhen-budget-tasks", "goals"]
    assert said(facts(TASKS + "\n" + page, "budget")[-1]) == "- 8 家"


def test_a_rule_may_hold_only_after_another_row():
    signs = Signs((Sign("head", ("金额",)),))
    rows = (
        RowRule(("甲",), Meaning("carry_over_in"), after=("年初结转",)),
        RowRule(("甲",), Meaning("current_income")),
        RowRule(("年初结转",), Meaning("carry_over_in")),
    )
    one = TableLayout("one", 1, "", signs, (Side(rows=rows),), unit="元")
    tables = known("名称\t金额\n甲\t1.00\n年初结转\t2.00\n甲\t3.00\n", layouts=[one])
    from jixiao.documents.extract.tables import table_facts
    from jixiao.documents.normalise.unit_words import UnitWords
    from tests.documents.tables_read import vocabulary
    from tests.documents.written import written

    read = table_facts(
        written("名称\t金额\n甲\t1.00\n年初结转\t2.00\n甲\t3.00\n"), tables, vocabulary(), 2031, UnitWords(vocabulary())
    )
    assert [fact.concept for fact in read] == ["current_income", "carry_over_in", "carry_over_in"]
