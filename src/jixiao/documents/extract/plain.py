"""Generic facts of sentences: every figure with a unit, labelled with the document's own words around it.

No layout is needed, and no meaning is claimed: `concept` is None. The label is what stands before the number back to
the last delimiter, without verbs (共, 达, 为) and dates; for counts also the noun behind the unit (“新增…重点项目”).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from jixiao.core.document.statement import StatedFact
from jixiao.documents.normalise.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.figure import Figure
    from jixiao.documents.normalise.unit_words import UnitWords
    from jixiao.documents.structure.sentences import Sentence

BY = "plain"
_MOST_LEFT, _MOST_RIGHT, _MOST = 30, 12, 36
_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_PIECE = r"[^，、；：。,;:!！?？（）()“”《》=＝\t]|[（(][^（）()\n]{0,30}[）)]|“[^“”]{0,70}”|《[^《》]{0,60}》"
_LEFT = re.compile(rf"(?:{_PIECE})*\Z")
_RIGHT = re.compile(r"(?:[^，、；：。,;:!！?？（）()“”‘’《》\t\d+＋]|[“‘][^“”‘’]{1,10}[”’]){1,12}")
_DAY = r"\d{1,2}月(?:\d{1,2}日|底|末|份)?"
_LEAD = re.compile(
    r"\A(?:其中|包括|具体|分别|截至|截止|今年|本年度?|当年度?|全年(?![预平])|年度|上半年|下半年|目前|本部门|本单位|本局|我局|我区|我单位|我中心"
    r"|[一二三四五六七八九十]?是|和(?![谐平解])|及(?![时其早])|与(?!会)|以及|并(?![购联网轨])|且|而|已|但|因此|同时|主要(?:是|为|用于|包括)?|共计?(?!同|建|享|治|有)"
    rf"|第?[一二三四1-4]季度末|(?:19|20)\d\d年(?:度)?(?:年初|年末|年底|末|底)?(?:{_DAY})?|年末(?!结)|年底|{_DAY}|[）)”，.·的])"
)
_TAIL = re.compile(
    r"(?:大约|接近|将近|不足|不满|超过|突破|高于|低于|大于|小于|不少于|不低于|不高于|不超过|至少|至多|直至|达到了?|达|(?<!行)为|是|(?<!国)有|共有"
    r"|(?<!公)共|共计|累计|(?<![签节合履条预制违])约|(?<![附最临])近|超|逾|至|(?<![收接得])到|了|在|(?<![人户年月日平])均"
    r"|都|的|等|各|[“‘（(:：=＝≥≤>＜<＞×+＋])\Z"
)
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.、．]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|[①-⑳])")
_LINKED = re.compile(r"(?:大约|约|近|超过?|达到?|突破|共|为|有|和|及|(?<!参)与|以及|、)\Z")
_KEPT = frozenset({"合计", "总计", "共计", "累计"})
# A label of these alone says how something changed, not what: it takes the label before it in the sentence.
_CHANGE = re.compile(
    r"(?:(?:比|较|与|相较于|同比|环比|相比).{0,16})?(?:同比|环比)?(?:增加|减少|增长|下降|上升|降低|提高|增幅|减幅|降幅|增速|占比?|完成"
    r"|调增|调减|上调|下调|扣减?|得|收窄|拉动|高|低|共|仅|扣)?(?:额|数)?\Z"
    r"|完成(?:年初|全年|调整)?(?:预算|任务|目标)数?\Z"
)
# Names of columns: they say what of a thing is stated, so they take what the paragraph is about.
_COLUMN = re.compile(r"(?:年初|全年|支出|收入|当年)?(?:预算|决算)(?:数|安排|执行数)?\Z")
_SCORE = re.compile(r"(?:得分|评分|总分|分数)\Z")
_TOTAL = re.compile(r"(?:合计|总计)\Z")
_TITLE = re.compile("《[^《》]*》")
_YEAR = re.compile(r"(?<!比)(?<!较)(?<!与)(?<!于)((?:19|20)\d\d)年")


def plain_facts(
    document: DocumentText, sentences: Iterable[Sentence], words: UnitWords, year: int | None
) -> list[StatedFact]:
    """A fact for every figure of the sentences that has a unit, or is plainly a score."""
    facts: list[StatedFact] = []
    last_unit = ""
    for _, group in groupby(sentences, key=lambda one: one.block):
        block = list(group)
        # The whole block at once: the numbers of list items are told by those before them.
        found = figures(document.text, block[0].start, block[-1].end, words)
        starts = [figure.start for figure in found]
        head = ""
        for sentence in block:
            inside = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            head = _head(document.text[sentence.start : sentence.end], bool(inside), head)
            for figure, label in labelled(document.text, sentence.start, sentence.end, inside, words, head):
                head = head or label
                last_unit = figure.unit or last_unit
                unit = figure.unit or _unit_of_score(label, last_unit)
                if unit:
                    period = _period(document.text, sentence.start, figure, year)
                    facts.append(StatedFact(figure, None, label, unit, period, "text", BY))
    return facts


def labelled(
    text: str, start: int, end: int, found: list[Figure], words: UnitWords, head: str = ""
) -> Iterator[tuple[Figure, str]]:
    """The figures of a sentence (in order, as `figures` gives them), each with its label.

    `head` is what the paragraph is about: 减少, 预算数 and the like say nothing alone.
    """
    at, before, behind, label = start, "", "", ""
    for index, figure in enumerate(found):
        if index and figure.unit and figure.unit_start == found[index - 1].unit_start:
            yield figure, label  # the other end of a range: 1-2 个
            continue
        stop = found[index + 1].start if index + 1 < len(found) else end
        left = _left(text[max(at, figure.start - 90) : min(figure.start, figure.unit_start or figure.start)])
        after = max(figure.end, figure.unit_end or 0)
        stop = end if stop < after else stop
        right = _right(text[after : min(stop, after + 24)], figure) if figure.unit else ""
        # Words between two counts belong to the first (20 家媒体和 22 家本地媒体), if the second has words of its own.
        if behind and left and behind.startswith(left[:3]) and (len(left) < 4 or (right and _counts(figure, words))):
            left = "" if right else before
        about = head if _COLUMN.match(left) else before or head
        label = _label(left, right, about, _counts(figure, words))
        if not _CHANGE.match(left) or not (before or head):
            before = label
        at, behind = after, right if _counts(figure, words) else ""
        yield figure, label


def _head(sentence: str, has_figures: bool, head: str) -> str:
    """What a paragraph or an item of it is about: its first sentence if that has no figures, else its first label."""
    number = _NUMBER.match(sentence)
    if number is None and (head or has_figures):
        return head
    if has_figures or len(sentence) > 3 * _MOST_LEFT:
        return ""
    return _balanced(_SPACE.sub("", sentence[number.end() if number else 0 :]).rstrip("。：:；;")[:_MOST_LEFT])


def _counts(figure: Figure, words: UnitWords) -> bool:
    """Whether a figure counts things, which may be named behind it."""
    unit = words.vocabulary.units.get(figure.unit)
    return unit is not None and unit.dimension.id == "count"


def _left(raw: str) -> str:
    """The noun phrase that ends before the number; before the bracket, where the number stands right behind one."""
    squeezed = _SPACE.sub("", raw)
    squeezed = squeezed.rstrip("（(") if len(squeezed) > 1 else squeezed
    match = _LEFT.search(squeezed)
    phrase = match.group() if match else ""
    if number := _NUMBER.match(phrase):
        phrase = phrase[number.end() :]
    while lead := _LEAD.match(phrase):
        phrase = phrase[lead.end() :]
    while (tail := _TAIL.search(phrase)) and not (tail.start() == 0 and tail.group() in _KEPT):
        phrase = phrase[: tail.start()]
    if phrase.startswith("“") and phrase.find("”") == len(phrase) - 1:
        phrase = phrase[1:-1]
    if len(phrase) > _MOST_LEFT:
        phrase = phrase[-_MOST_LEFT:].lstrip("）)”的和及与、")
    return _balanced(phrase)


def _right(raw: str, figure: Figure) -> str:
    """The noun behind the unit, up to a delimiter or the next number."""
    squeezed = _SPACE.sub("", raw).lstrip("”’")
    if figure.hedge and squeezed.startswith(figure.hedge):
        squeezed = squeezed[len(figure.hedge) :]
    match = _RIGHT.match(squeezed)
    phrase = _balanced(match.group()[:_MOST_RIGHT].removeprefix("的")) if match else ""
    while linked := _LINKED.search(phrase):
        phrase = phrase[: linked.start()]
    return phrase


def _balanced(phrase: str) -> str:
    """A phrase that was cut, without the quotation or bracket that the cut left open."""
    for opening, closing in ("“”", "‘’", "（）", "《》"):
        if phrase.count(opening) > phrase.count(closing):
            phrase = phrase[: phrase.rindex(opening)]
        if phrase.count(closing) > phrase.count(opening):
            phrase = phrase[phrase.index(closing) + 1 :]
    return phrase


def _label(left: str, right: str, before: str, counted: bool) -> str:
    """The words that say what a figure counts."""
    if (_CHANGE.match(left) or _COLUMN.match(left)) and not (counted and right):
        joined = "·".join(part for part in (before, left) if part) or right
        return joined[-_MOST:].lstrip("·")
    if counted and right:
        return f"{left}…{right}" if left else right
    return left if len(left) > 2 or not right else f"{left}…{right}"


def _unit_of_score(label: str, last_unit: str) -> str:
    """The unit of a number without one: 分 for a score, and for a total under scores; none for anything else."""
    return "分" if _SCORE.search(label) or (last_unit == "分" and _TOTAL.search(label)) else ""


def _period(text: str, start: int, figure: Figure, year: int | None) -> str:
    """The document's year, or the other year that the words before the number name (2020年末决算数为); not 比2020年."""
    clause = re.split("[。；;，,]", _TITLE.sub("", _SPACE.sub("", text[max(start, figure.start - 90) : figure.start])))[
        -1
    ]
    named = _YEAR.findall(clause)
    return named[-1] if named else str(year or "")
