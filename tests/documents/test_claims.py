"""What sentences claim of figures: rates with their terms, changes, parts of a whole. Sentences of a made-up unit."""

import pytest

from tests.documents.sentences_read import claims_of


def said(text: str, kind: str = "accounts") -> list[tuple[str, ...]]:
    return [
        (claim.kind, *("–" if one is None else f"{one.concept} {one.figure.number}" for one in claim.figures))
        for claim in claims_of(text, kind)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "年初预算1,000.00万元，全年预算数为1,200.00万元，实际支出900.00万元，预算执行率75.00%。",
            "self_evaluation",
            [("rate", "execution_rate 75.00", "expenditure 900.00", "adjusted_budget 1200.00")],
        ),
        (
            "“三公”经费财政拨款支出年初预算为12.00万元，支出决算为9.00万元，完成预算的75.00%。",
            "accounts",
            [("rate", "completion_rate 75.00", "three_public_expenditure 9.00", "initial_three_public 12.00")],
        ),
        (
            "机关运行经费支出40.00万元，比2023年度减少2.00万元，下降4.76%。",
            "accounts",
            [
                ("change", "change_amount 2.00", "agency_operation_expenditure 40.00", "–"),
                ("change_rate", "change_rate 4.76", "agency_operation_expenditure 40.00", "–"),
            ],
        ),
        (
            "政府采购金额为60.00万元，其中：货物采购金额20.00万元、服务采购金额40.00万元。",
            "accounts",
            [
                (
                    "parts",
                    "procurement_actual 60.00",
                    "procurement_goods_actual 20.00",
                    "procurement_services_actual 40.00",
                )
            ],
        ),
    ],
    ids=["rate", "completion", "change", "parts"],
)
def test_claims(text: str, kind: str, expected: list[tuple[str, ...]]):
    assert said(text, kind) == expected


def test_a_share_is_of_the_whole_that_is_being_told():
    text = "本年收入合计1,000.00万元，其中：财政拨款收入980.00万元，占98.00%；其他收入20.00万元，占2.00%。"
    assert ("rate", "share_of 98.00", "government_appropriation 980.00", "current_income 1000.00") in said(text)


def test_a_share_of_something_named_is_of_the_figure_stated_before():
    text = (
        "本年支出合计900.00万元。\n五、一般公共预算财政拨款支出决算情况说明\n"
        "一般公共预算财政拨款支出810.00万元，占本年支出合计的90.00%。\n"
    )
    assert said(text) == [("rate", "share_of 90.00", "expenditure 810.00", "expenditure 900.00")]


def test_a_part_is_not_completed_by_the_budget_of_the_whole():
    text = "“三公”经费财政拨款支出年初预算为12.00万元，其中：公务接待费支出决算为1.00万元，完成预算的50.00%。"
    assert said(text)[0] == ("rate", "completion_rate 50.00", "reception_expenditure 1.00", "–")


def test_a_change_of_something_named_is_of_the_figure_stated_before():
    text = "收入支出总计1,100.00万元。与2023年度相比，收入支出总计增加50.00万元。"
    assert said(text) == [("change", "change_amount 50.00", "accounts_total 1100.00", "–")]


def test_last_years_figure_is_kept_with_the_change():
    text = "2024年“三公”经费预算12.00万元，2023年“三公”经费预算安排15.00万元，比2023年减少3.00万元。"
    change = next(one for one in said(text, "budget") if one[0] == "change")
    assert change == ("change", "change_amount 3.00", "initial_three_public 12.00", "initial_three_public 15.00")


def test_direction_and_reason_stand_where_they_are_printed():
    text = "机关运行经费支出40.00万元，比2023年度减少2.00万元。主要原因是会议减少。"
    (claim,) = claims_of(text, "accounts")
    assert claim.direction is not None and claim.reason is not None
    assert text[claim.direction.start : claim.direction.end] == claim.direction.text == "减少"
    assert text[claim.reason.start : claim.reason.end] == claim.reason.text == "会议减少。"


def test_each_change_has_its_own_reason():
    text = (
        "公务接待费1.00万元，比2023年预算减少0.50万元，主要原因是接待减少；"
        "机关运行经费预算30.00万元，比2023年预算增加2.00万元，主要原因是编制增加。"
    )
    reasons = [claim.reason.text for claim in claims_of(text, "budget") if claim.reason is not None]
    assert reasons == ["接待减少", "编制增加。"]


def test_the_same_words_give_the_same_claims_twice():
    text = "本年收入合计1,000.00万元，其中：财政拨款收入980.00万元，占98.00%；其他收入20.00万元，占2.00%。"
    assert claims_of(text, "accounts") == claims_of(text, "accounts")


@pytest.mark.parametrize(
    ("text", "kind", "bases"),
    [
        ("机关运行经费支出40.00万元，比2023年度减少2.00万元，下降4.76%。", "accounts", ["比2023年度", "比2023年度"]),
        (
            "收入支出总计1,100.00万元。与2023年度相比，收入支出总计增加50.00万元，增长4.76%。",
            "accounts",
            ["与2023年度相比", "与2023年度相比"],
        ),
        (
            "公务接待费1.00万元，比2023年预算减少0.50万元；机关运行经费预算30.00万元，较上年执行数增加2.00万元。",
            "budget",
            ["比2023年预算", "较上年执行数"],
        ),
        ("机关运行经费支出40.00万元，同比增长4.76%。", "accounts", ["同比"]),
        ("公务接待费支出1.00万元，与上一年度持平。", "accounts", ["与上一年度"]),
        ("机关运行经费支出40.00万元，减少2.00万元。", "accounts", [""]),
        ("机关运行经费支出40.00万元，比 2023 年 度减少2.00万元。", "accounts", ["比 2023 年 度"]),
        ("机关运行经费支出40.00万元，比2023年增加预算2.00万元。", "accounts", ["比2023年"]),
    ],
    ids=["beside", "in front", "each its own", "same time", "unchanged", "none", "with blanks", "the noun behind"],
)
def test_against_what_a_change_is_told(text: str, kind: str, bases: list[str]):
    changes = [one for one in claims_of(text, kind) if one.kind in ("change", "change_rate")]
    assert [one.base.text if one.base is not None else "" for one in changes] == bases
    assert all(text[one.base.start : one.base.end] == one.base.text for one in changes if one.base is not None)


def test_a_comparison_is_no_name_of_a_project():
    text = "（四）项目支出\n1.社区服务预算90.00万元。较2023年预算减少10.00万元，减幅10%。\n"
    changes = [one for one in claims_of(text, "budget") if one.kind in ("change", "change_rate")]
    assert [dict(one.figures[1].dimensions) for one in changes if one.figures[1]] == [{"project": "社区服务"}] * 2
