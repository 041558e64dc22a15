"""What the workbook of an audit calls its sheets and columns."""

from jixiao.core.kernel.text import Text

FINDINGS = Text("核查结果", "Findings")
SUMMARY = Text("汇总", "Summary")
RELATED = Text("文件之间", "Between documents")
CHECKS = Text("核查规则", "Checks")
UNTOLD = Text("未能核对", "Not checked")
FAILURES = Text("没有核查成", "Not audited")
ROUND = Text("复核", "Second round")

FINDINGS_HINT = Text(
    "数字照原文抄录，用于查找，不用于计算；“采纳”“意见”两栏供填写。",
    "Figures are copied as printed, to be found and not computed; the last columns are for you.",
)
SUMMARY_HINT = Text(
    "问题多的排在前面；“相符”是成立的核对，“未能核对”是缺少资料的核对，两者都不是没有看。",
    "Worst first. What held and what could not be told are counted too: silence is no pass.",
)
CHECKS_HINT = Text("每条规则核对了多少处，结果如何。", "How often each check applied, and what it answered.")
UNTOLD_HINT = Text(
    "缺少资料、没有核对的地方，需要人看。", "What could not be checked for want of something: for people."
)
FAILURES_HINT = Text("这些文件没有核查成。", "These files were not audited.")
ROUND_HINT = Text(
    "与上一轮相比；没有再核对的不算更正。", "Against the earlier round; what was not looked at again is not fixed."
)

NUMBER = Text("序号", "No.")
DOCUMENT = Text("文件", "Document")
UNIT = Text("单位", "Unit")
YEAR = Text("年度", "Year")
KIND = Text("种类", "Kind")
PAGE = Text("页", "Page")
SEVERITY = Text("程度", "Severity")
CHECK = Text("规则", "Check")
CODE = Text("规则代码", "Code")
SENTENCE = Text("规则内容", "What holds")
MESSAGE = Text("问题", "Problem")
FOUND = Text("印为", "Printed")
EXPECTED = Text("应为", "Expected")
DIFFERENCE = Text("相差", "Difference")
TOLERANCE = Text("四舍五入可解释", "Rounding explains")
QUOTE = Text("原文", "Quote")
PASSAGE = Text("所在语句", "Passage")
PLACES = Text("各处原文", "Places")
CAUSE = Text("可能的原因", "Likely cause")
ADOPTED = Text("采纳", "Adopted")
OPINION = Text("意见", "Remarks")
ERRORS = Text("错误", "Errors")
LEADS = Text("疑点", "Leads")
NOTES = Text("尾差", "Rounding")
LEFT_OUT = Text("未列出的疑点", "Leads not listed")
MISSING_TABLES = Text("缺表", "Missing tables")
UNKNOWN_TABLES = Text("未识别的表", "Unknown tables")
HELD = Text("相符", "Held")
BROKEN = Text("不符", "Broken")
UNTOLD_COUNT = Text("未能核对", "Not checked")
NOT_APPLICABLE = Text("不适用", "Not applicable")
APPLIED = Text("核对处数", "Applied")
CRASHED = Text("程序出错", "Crashed")
FIGURES = Text("数字", "Figures")
TAKEN_IN = Text("参加核对的数字", "Figures checked")
IN_ALL = Text("合计", "In all")
REASON = Text("原因", "Reason")
COUNT = Text("处数", "Count")
OUTCOME = Text("结果", "Outcome")
WAS = Text("上一轮印为", "Printed before")
IS = Text("现在印为", "Printed now")
REMARK = Text("说明", "Remark")

CHOICES = {"zh": ["采纳", "部分采纳", "不采纳"], "en": ["adopted", "in part", "rejected"]}
