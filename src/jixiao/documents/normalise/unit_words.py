"""The words that stand beside numbers: units behind them, hedges and comparisons on either side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import HEDGES_BEHIND
from jixiao.documents.normalise.squeezing import HALF_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.core.document.figure import Operator
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.documents.normalise.squeezing import View

# What a unit's symbol begins when it is no unit: 3 项目 are projects of table 3, 分 of 分别 is not a point.
_NO_UNIT_BEFORE: Mapping[str, str] = {
    "年": "级|度|末|初|底|份|代|龄|报|鉴|轻",
    "周": "边|期|转|围|岁|密|全|知",
    "天": "津|然|安门|猫|河|虹",
    "分": "之|钟|别|布|类|级|散|配|管|工|项|局|公司|支|会|为|析|批|步|期|阶|店|馆|区|组|档|包|子|解|红|拣|流|享|行|院"
    "|部|所|中心",
    "分钟": "社区|生活圈|便民|城市",
    "成": "果|立|员|效|功|本|为|都|长|交|熟|就|绩|分|品|套|型|渝|人|败|因|形|份|片",
    "项": "目(?!标)|圈",
    "人": "员|才|社|大常|大代|均|工智|民|防|力资|武部|事局|居|文|口",
    "名": "称|单(?!位)|列前|义|录|片|牌|誉",
    "位": "于|置|居|列|次",
    "份": "额",
    "台": "账|湾|风|阶|州",
    "支": "出|付|持|部|行|撑|援|队(?!伍)|线|流|柱|局",
    "次": "年|月|日|要|级|序|生|品|高",
    "场": "所|馆|景|内|外|均",
    "户": "外|籍|口|型|均",
    "处": "理|于|置|长|罚|室|分|方",
    "间": "接|隔|距",
    "宗": "旨|教",
    "笔": "记|试|者",
    "条": "件|例|款|线|码",
    "套": "餐|件|取",
    "本": "级|部|市|区|年|次|单|局|中心|单位|人|地|科|项|辖|省|报|着|表|期|科|系统|身|质|文|行业|领域|届",
    "批": "复|准|发|评",
    "块": "链|状",
    "篇": "幅|章",
    "座": "谈|位",
    "大": "于|小|约|概|型|会|道|学|厦|量|部|多|力|幅|众|奖|赛|桥|堂|报告|精神|以来|模型|数据|湾|街|楼|队|于|类",
    "万": "里|科|象|达|福|[美港欧日]元|英镑|一|物",
    "亿": "[美港欧日]元|英镑",
    "元": "素|器|宇宙|旦|件",
    "米": "其林|粉|兰|袋|业",
    "家": "庭(?!农场)|访",
    "日": "(?!内|以内|之内|均|游|后|左右|以上)",
    "栋": "梁",
    "亩": "均",
    "个": "人(?![工才民员大口文形居])|性|多月|别|半",
    "期": "间|限|货|末|初|刊|待|望|内|满",
    "张": "江|贴|力",
    "种": "植|子|养|业|族",
    "所": "有|以|属|需|在|得|谓|长|产|列|示|辖|涉|用|做|提|致|获|述|称|含|选",
    "只": "有|是|能|要|需|为",
    "头": "部|脑|等|条|衔|条",
    "架": "构|空|设",
    "枚": "举",
    "轮": "岗|换|训|值|候|廓|渡",
    "幅": "度|员",
    "P": "[A-Za-z0-9]",
}
# Between a number and its unit (30 余场, 2 万多家); the first two are hedge words of the vocabulary.
_BETWEEN = "余多几来"
# Letters before a hedge word with which it is another word: 签约 3 个, 附近 5 家, 赶超, 满足.
_OTHER_WORD: Mapping[str, str] = {
    "约": "签节合履条特预制契邀大续违公",
    "近": "附最靠临邻亲相就远",
    "超": "赶反高",
}
_SPANS = frozenset({"年", "个月", "天", "日", "周"})
_COMPARISONS: Mapping[str, Operator] = {
    ">=": ">=",
    "≥": ">=",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    "<": "<",
    "=": "=",
    "不小于": ">=",
    "不大于": "<=",
    "不多于": "<=",
    "多于": ">",
    "高于": ">",
    "少于": "<",
}
_OF_KIND: Mapping[str, Operator] = {"above": ">", "at_least": ">=", "at_most": "<=", "below": "<"}
_WHOLE_DIMENSIONS = frozenset({"count", "calendar", "duration"})
MIRRORED: Mapping[Operator, Operator] = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "="}


@dataclass(frozen=True)
class UnitWords:
    """The units and hedges of a vocabulary, ready to be looked for; build it once."""

    vocabulary: Vocabulary

    @cached_property
    def symbols(self) -> Mapping[str, str]:
        """Squeezed spelling -> symbol of the vocabulary; of two spellings of one, the half-width one."""
        spelled = {symbol.translate(HALF_WIDTH): symbol for symbol in self.vocabulary.units}
        return {key: key if key in self.vocabulary.units else symbol for key, symbol in spelled.items()}

    @cached_property
    def behind(self) -> re.Pattern[str]:
        """What may stand behind a number: a closing quote, 余, the unit, 以上."""
        words = sorted(self.symbols, key=lambda word: (-len(word), word))
        units = "|".join(_spelling(word) for word in words)
        after = "|".join(sorted(HEDGES_BEHIND, key=len, reverse=True))
        return re.compile(rf"(?P<quote>[”’」』]?)(?P<between>[{_BETWEEN}]?)(?P<unit>{units})(?P<after>{after})?")

    @cached_property
    def before(self) -> re.Pattern[str]:
        """A hedge or a comparison that ends right before a number."""
        words = [word.translate(HALF_WIDTH) for word in self.hedges if word not in HEDGES_BEHIND]
        return re.compile(rf"(?:{_either([*words, *_COMPARISONS])})\Z")

    @cached_property
    def comparison(self) -> re.Pattern[str]:
        """A comparison right behind a number: 90%≤满意度."""
        return re.compile(r"(?:>=|<=|[≥≤<>])(?=[^\d\s])")

    @cached_property
    def hedges(self) -> frozenset[str]:
        """The hedge words, half-width."""
        return frozenset(word.translate(HALF_WIDTH) for word in self.vocabulary.hedges)

    def hedge(self, printed: str) -> str | None:
        """The vocabulary's hedge word that is printed so, blanks aside; None for one that it lacks (高于, =)."""
        word = "".join(printed.split())
        return word if word in self.vocabulary.hedges else None

    def operator(self, word: str) -> Operator | None:
        """The comparison that a word beside a number makes; None for 约, 近, 余 and the like."""
        if word in _COMPARISONS:
            return _COMPARISONS[word]
        kind = self.vocabulary.hedges.get(word)
        return None if kind is None or word in _BETWEEN else _OF_KIND.get(kind)

    def symbol(self, spelled: str) -> str:
        """The vocabulary's symbol of a unit as found: 万余元 -> 万元."""
        return self.symbols.get(spelled) or self.symbols[re.sub(f"(?<=[千百万亿])[{_BETWEEN}]", "", spelled)]

    def counts(self, symbol: str) -> bool:
        """Whether a unit counts single things or spans of time: 个, 家, 年; not 万家, 万元, %."""
        unit = self.vocabulary.units[symbol]
        return unit.dimension.id in _WHOLE_DIMENSIONS and (unit.dimension.id != "count" or unit.factor == 1)

    def said_before(self, view: View, start: int, symbol: str) -> tuple[str | None, Operator | None] | None:
        """The hedge, as printed, and the comparison that end right before a number of the view; None without any."""
        match = self.before.search(view.text[max(0, start - 4) : start])
        if match is None:
            return None
        word, at = match.group(), start - len(match.group())
        letter = view.text[at - 1] if at else ""
        # 近 3 年 are the last three years.
        if (word == "近" and symbol in _SPANS) or (letter and letter in _OTHER_WORD.get(word, "")):
            return None
        return self.hedge(view.printed(at, start)), self.operator(word)


def _either(words: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _spelling(word: str) -> str:
    """A unit, also with 余 inside (万余元), and not where another word begins."""
    spelled = re.escape(word)
    if len(word) > 1 and word[0] in "千百万亿" and word[1] not in "级":
        spelled = f"{word[0]}[{_BETWEEN}]?{re.escape(word[1:])}"
    other = _NO_UNIT_BEFORE.get(word[-1] if len(word) < 3 and word[0] in "千百万亿" else word)
    return f"{spelled}(?!{other})" if other else spelled
