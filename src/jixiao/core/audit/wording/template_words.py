"""Words that only a template has: both directions to choose from, blanks to fill in, instructions to obey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.core.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that only a template has; `in_cells`: also in cells of tables. Likelihood 100 is an error, else a lead."""

    what: Text
    words: re.Pattern[str]
    likelihood: int
    in_cells: bool = False


_UP, _DOWN = "增加|增长|上升|提高|大于|高于|超过|多于", "减少|下降|降低|小于|低于|少于"
_EITHER = "(?:%s)(?:[（(](?:%s)[）)]|[/／](?:%s))"
_BOTH = f"(?:{_EITHER % (_UP, _DOWN, _DOWN)}|{_EITHER % (_DOWN, _UP, _UP)})"
_UNIT = "(?:万元|亿元|[元%％个辆人台项次批年月日家户]|平方米)(?![目民员大才事社力账复准器庭])"
_X = "(?:[XxＸ×]{2,}|[○◯]{2,}|(?<![一二三四五六七八九十零])〇{2,})"
# Asterisks mark bold words and lines as well.
_BLANKS = "(?:[*＊]{2,}|[＿_]{2,})(?=万元|亿元|[%％])"
_OFFICE = "(?:局|委|办|厅|街道|部门|单位|中心|学校|[省市区县镇])"
_ASKED = (
    "请(?:填写|根据|说明|列明|详细|补充|删除|注明|选择)|此处填"
    "|如(?:无|没有|不涉及|持平)[^，。]{0,16}(?:填|写|删|不列|保留|表述|说明|列明)|不涉及的?(?:可|请|则|应)?(?:不列|不填|删)"
    "|(?:可|须|应)?(?:根据|按)实际(?:情况)?(?:填|写|修改|调整|增减|删减|表述)|(?:自行|酌情)(?:增减|修改|删除|填)|可删除"
)
_BRACKETED = r"[（(【\[][^（()）【】\[\]]{0,40}?(?:%s)[^（()）【】\[\]]{0,40}[）)】\]]"
_OPEN = (
    r"请填写|此处填写|按(?:上述|以下)格式|保留(?:该|此)表格?格式|作(?:下述|如下|以下)(?:说明|表述)[：:]"
    r"|(?:如无|没有的)[^，。；]{0,16}(?:则|请|应)填|可根据实际情况|列明(?:公务接待|公务用车|车辆|国内|外宾)(?=[^，。；]{0,8}\d)"
    r"|（(?:部门|单位|制度|机构)名称）"
)
LEFT = Text("方向词两项并存，未作取舍", "both directions were left standing")
BLANK = Text("占位符未填写", "a placeholder was not filled in")
TOLD = Text("模板的填写说明未删除", "an instruction of the template was left standing")

RULES = (
    Rule(LEFT, re.compile(rf"{_BOTH}(?=[了为约]?[\dX×]|(?:年初)?预算数?的?(?:主要)?原因)"), 100, True),
    Rule(LEFT, re.compile(rf"{_BOTH}(?![率幅额]|情况|比例|金额|的幅|超过|[\dX×])"), 75),
    Rule(BLANK, re.compile(rf"(?<![A-Za-z\d.])(?:20)?{_X}(?={_UNIT})|{_BLANKS}"), 100, True),
    Rule(BLANK, re.compile(r"(?<![A-Za-z\d])(?:[XxＸ×]{2,}(?=（[类款项]）)|[XＸ×]{4,}(?![A-Za-z\d]))"), 100),
    Rule(BLANK, re.compile(rf"(?<![A-Za-z\d])[XxＸ×○]{{2,}}(?={_OFFICE}(?:20\d\d年|部门|概况|（本级）|所属))"), 100),
    Rule(BLANK, re.compile(rf"(?<![A-Za-z\d])(?:[XxＸ×○]{{2,}}|某某)(?={_OFFICE})"), 80),
    Rule(BLANK, re.compile(rf"(?<![A-Za-z\d]){_X}(?![A-Za-z\d])"), 50),
    Rule(BLANK, re.compile(r"(?<![A-Za-z\d/_＿])[＿_]{3,}(?![A-Za-z\d/_＿年月日])"), 40),
    Rule(TOLD, re.compile(_BRACKETED % _ASKED), 100),
    Rule(TOLD, re.compile(_BRACKETED % "填写|填列"), 60),
    Rule(TOLD, re.compile("[（(【](?:待(?:补充|填写?|定|核实|确认)|示例|样例)[）)】]"), 50, True),
    Rule(TOLD, re.compile(_OPEN), 60),
    Rule(TOLD, re.compile(r"\A(?:例|示例|样例|范例)[：:]"), 60, True),
)
