"""What reports call things, in both languages. One word for one thing, in every form of report."""

from __future__ import annotations

from jixiao.core.kernel.text import Text

# Totals
TOTAL = Text("总分", "Total")
GRADE = Text("等级", "Grade")
EVIDENCED = Text("有据得分", "Evidenced score")
STATED_TOTAL = Text("单位自报总分", "Total stated by the unit")
STATED_SUM = Text("自报各项之和", "Sum of the stated scores")
STATED = Text("自报", "Stated")
FOOTS = Text("各项相加等于自报总分", "The stated scores add up to the stated total")
FOOTS_NOT = Text("各项相加不等于自报总分", "The stated scores do not add up to the stated total")
FOOTS_UNKNOWN = Text(
    "有的项目没有自报得分或无法读取，不能核对相加", "some stated scores are absent or unreadable: no check"
)
NOT_ESTABLISHED = Text("尚无依据 {}", "not evidenced {}")
INCOMPLETE = Text("尚有指标不能判断，不出总分和等级", "Some indicators cannot be told: no total, no grade")
IN_ALL = Text("合计", "In all")
OF_WHICH_STATED = Text("其中自报未佐证 {}", "of which {} stated, not evidenced")

# What a score rests on, and what became of an indicator
COMPUTED = Text("已计算", "Computed")
DECIDED = Text("人工认定", "Decided by people")
STATED_ONLY = Text("自报未佐证", "Stated, not evidenced")
UNDECIDED = Text("不能判断", "Cannot tell")
NOT_APPLICABLE = Text("不适用", "Not applicable")
LOST = Text("失分", "Lost")
STATED_LOST = Text("自认失分", "Lost by the unit's own account")
RATED = Text("已评级", "Rated")
FULL = Text("满分", "Full points")
DIFFERS = Text("与自报不同", "Differs from the stated score")
AGREES = Text("与自报一致", "Agrees with the stated score")
CONFLICT = Text("来源矛盾", "Sources conflict")
UNREADABLE = Text("自报得分无法读取", "Stated score unreadable")
NO_SOURCE = Text("没有来源", "No source")
BY_HAND = Text("人工填写", "Entered by hand")
EXCEEDS = Text("超出满分", "Exceeds the points")

# Sections
WHERE_LOST = Text("失分", "Points lost")
NOTHING_LOST = Text("有依据的指标没有失分。", "Nothing was lost in what is evidenced.")
OTHER_DIFFERENCES = Text("未失分但与自报不同", "Full points, yet different from the stated score")
CANNOT_TELL = Text("不能判断", "Cannot tell")
CANNOT_TELL_HINT = Text(
    "缺少下列资料，既不算通过，也不算失分。", "What is missing is listed; silence is neither a pass nor a loss."
)
NOT_EVIDENCED = Text("自报未佐证", "Stated by the unit, without evidence here")
NOT_EVIDENCED_HINT = Text(
    "这些条款要由人认定，资料中没有记录；自报得分照录，不计入有据得分。",
    "People must decide these clauses and no decision is on record; stated scores are shown, not counted.",
)
CONFLICTS = Text("来源矛盾", "Sources in conflict")
CONFLICTS_HINT = Text(
    "同一数据有两种说法；两种都保留，并各算一次。", "Two sources disagree; both are kept, and scored."
)
UNREADABLE_ROWS = Text("无法读取的自报得分", "Stated scores that cannot be read")
ALL_INDICATORS = Text("全部指标", "All indicators")
SOURCES = Text("来源文件", "Source documents")
LEGEND = Text("图例", "Legend")
LEVELS = Text("各级得分", "Scores by level")
EVIDENCE = Text("依据", "Evidence")

# Columns
LEVEL_1 = Text("一级指标", "Level 1")
LEVEL_2 = Text("二级指标", "Level 2")
LEVEL_3 = Text("三级指标", "Level 3")
INDICATOR = Text("指标", "Indicator")
POINTS = Text("分值", "Points")
SCORE = Text("得分", "Score")
DIFFERENCE = Text("得分减自报", "Score minus stated")
STATE = Text("状态", "State")
READING = Text("读法", "Reading")
CRITERION = Text("评分标准", "Criterion")
NOTE = Text("说明", "Note")
STEPS = Text("算式", "Steps")
MISSING = Text("缺少", "Missing")
UNIT = Text("单位", "Unit")
VALUE = Text("数值", "Value")
SOURCE = Text("来源", "Source")
DOCUMENT = Text("文件", "Document")
SECTION = Text("章节", "Section")
PAGE = Text("页", "Page")
PLACE = Text("位置", "Place")
QUOTE = Text("原文", "Quote")
PERIOD = Text("期间", "Period")
REASON = Text("原因", "Reason")
ENTITY = Text("单位名称", "Unit")
DIFFERING_COUNT = Text("不一致", "Differ")
NOTHING_COMPARED = Text("没有可比对的自报得分", "No stated scores to compare")
COMPARED = Text("不同 / 可比对的指标", "Differing / comparable indicators")
FIGURE = Text("数据", "Figure")

# Short names for the list of contents
GO_DIFFERS = Text("与自报不同", "Differs")
GO_CONFLICTS = Text("来源矛盾", "In conflict")
GO_STATED = Text("自报未佐证", "Not evidenced")
GO_UNREADABLE = Text("无法读取", "Unreadable")
GO_LOST = Text("失分", "Lost")

# The drawer's questions
WHERE_FROM = Text("从哪里来", "Where it comes from")
WHICH_RULE = Text("按哪条规则", "By which rule")
HOW = Text("怎样算出", "How it was worked out")
WHAT_CHANGES = Text("怎样会变", "What would change it")
WHICH_READINGS = Text("各种读法", "Readings")
USED_FOR = Text("用于哪些指标", "Used for")
EXACT_VALUE = Text("精确值", "Exact value")
STANDS_FOR = Text("代表的范围", "Stands for")
VERSION = Text("第 {} 版", "version {}")
RULEBOOK_ID = Text("规则编号", "Rule id")
AS_OF = Text("按 {} 计算", "as of {}")
BASIS = Text("出处", "Source of the rule")
DECIDED_BY = Text("认定人", "Decided by")
DECIDED_ON = Text("日期", "on")
EVIDENCE_SEEN = Text("依据", "evidence")
USED = Text("采用", "Used")
POSSIBLE = Text("认定后可能得 {} 至 {} 分", "Between {} and {} once decided")
IF_INSTEAD = Text("如果采用 {}，得 {}", "with {} instead: {}")
NO_LEVER = Text("任何一个数据单独变动都不会改变得分。", "No single figure would change the score.")
STATED_BY_UNIT = Text("自报 {} 分", "The unit states {}")
NOT_REPRODUCIBLE = Text(
    "自报 {} 不可重现：按已有数字，任何读法都得不出这个分数",
    "stated {}: not reproducible, no reading of the known figures gives it",
)
STATED_NOTE = Text("按自报得分计，未佐证", "counted as stated by the unit, without evidence here")
NO_STATED = Text("单位没有自报得分", "The unit states no score")
BESIDE = Text("另有，未用于算式", "Also on record, not used in the steps")
AND_OTHERS = Text("另有 {} 种读法得分相同", "and {} more readings")
OTHER_PLACES = Text("另见", "Also stated")
HASH = Text("文件指纹", "Fingerprint of the file")

# States of an index
INDEX_TITLE = Text("记分卡目录", "Scorecards")
INDEX_HINT = Text(
    "按给定次序排列，不作排名：各单位所用框架和依据不同，分数不能直接比较。",
    "In the order given, not a ranking: units differ in framework and in evidence, so their scores do not compare.",
)
STATED_TOTAL_SHORT = Text("自报总分", "Stated")
DIFFER_SHORT = Text("不同", "Differ")
FILING_KINDS = {
    "self_evaluation": Text("自评", "self-evaluation"),
    "budget": Text("预算", "budget"),
    "accounts": Text("决算", "accounts"),
    "project_self_evaluation": Text("项目自评", "project self-evaluation"),
}
FOOTING = Text("自报相加", "Stated sum")
FOOTS_SHORT = Text("一致", "adds up")
FOOTS_NOT_SHORT = Text("不一致", "does not add up")
FOOTS_UNKNOWN_SHORT = Text("不能核对", "no check")
DIVISION = Text("分值构成", "How the points divide")
LETTERS_ONLY = Text("等级评价，没有总分", "letters, no total")
SCORECARD = Text("绩效记分卡", "Performance scorecard")

# Workbook
SHEET_SCORES = Text("记分卡", "Scorecard")
SHEET_INPUTS = Text("数据", "Inputs")
SHEET_LIVE = Text("试算", "Live")
RECORDED = Text("记分卡得分", "Recorded score")
TRIED = Text("试算得分", "Live score")
CHANGE = Text("变化", "Change")
COUNT = Text("整数", "Count")
CHECK = Text("提示", "Check")
RULE_ITEM = Text("数据或条款", "Figure or clause")
OUT_OF_RANGE = Text("超出范围", "out of range")
TOO_MANY_DECIMALS = Text("小数位过多", "too many decimals")
TRY_HINT = Text(
    "改动“数据”表中的黄色数值，本表的得分随之重算。", "Change a yellow value in Inputs: the scores here follow."
)
INPUTS_HINT = Text(
    "黄色数值可以改动；“整数”是公式所用的换算值。",
    "Yellow values may be changed; formulas read the whole numbers beside them.",
)

CLAUSE_UNITS = {
    "points": Text("分", "points"),
    "option": Text("分", "points"),
    "met": Text("1 是 0 否", "1 yes, 0 no"),
    "count": Text("项", "items"),
    "percent": Text("%", "%"),
}


def filled(text: Text, *values: str | Text) -> Text:
    """A text with its gaps filled; a value may differ between the languages."""
    zh = [value.zh if isinstance(value, Text) else value for value in values]
    en = [value.en if isinstance(value, Text) else value for value in values]
    return Text(text.zh.format(*zh), text.en.format(*en))
