"""Which document this is: kind, unit, district and year, by what it says of itself first and by its content second."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jixiao.core.document.block import Paragraph
from jixiao.core.document.statement import Identity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.document.document_text import DocumentText

# A title stands in front: what comes later speaks of other documents too.
_FRONT = 3_000
_SPACES = re.compile(r"\s+")
_BLANKS = re.compile(r"[^\S\n]+")
_HAN = "\u4e00-\u9fff"
_BODY = r"(?:局|委员会|委|办事处|办公室|中心|署|院|厅|处|所|站|馆|学校|法院|检察院|联合会|工会|总队|支队|大队|政府)"
_NAME = rf"[{_HAN}、]{{2,40}}?{_BODY}(?:[（(]本级[）)])?"
_LABELS = "(?:部门名称|编制部门|单位名称|填报单位|预算单位|预算主管部门|主管部门|部门（单位）名称)"
_LABELLED = re.compile(rf"{_LABELS}[:：]({_NAME})(?![{_HAN}])")
_DEFINED = re.compile(rf"({_NAME})[（(]以下(?:均)?简称")
_TITLED = re.compile(rf"({_NAME})(?:部门|单位)?20\d\d年(?:度)?(?:部门|单位|整体|预算|决算)")
_TITLED_AFTER = re.compile(rf"20\d\d年(?:度)?({_NAME})(?:部门|单位)(?:预算|决算)")
_REGION = re.compile(rf"(?:[{_HAN}]{{2,8}}?省)?[{_HAN}]{{2,6}}?市(?:[{_HAN}]{{1,6}}?(?:新区|区|县|市))?")
_TITLE_YEAR = re.compile(r"(20\d\d)年(?:度)?(?=[^。；，]{0,40}?(?:预算|决算|绩效|自评|评价))")
_ANY_YEAR = re.compile(r"(20\d\d)年度?")
_NEW_NAME = re.compile(r"(?:新设|更名为|组建|合并为|改为)")


def identity(document: DocumentText, kinds: Mapping[str, Sequence[str]]) -> Identity:
    """The identity of a document; `kinds` are the words by which a title tells each code of document_kinds."""
    front = _SPACES.sub("", document.text[:_FRONT])
    title = _title(document, kinds)
    entity = _entity(document.text[: 4 * _FRONT], title)
    region = _REGION.match(entity) if entity else None
    return Identity(
        kind=_kind(title or "", front, document.text, kinds),
        entity=entity,
        region=region[0] if region else None,
        year=_year(title or "", front, document.text),
        title=title,
    )


def _title(document: DocumentText, kinds: Mapping[str, Sequence[str]]) -> str | None:
    """The first lines, joined, up to the one that names the kind of document."""
    words = [word for each in kinds.values() for word in each]
    lines: list[str] = []
    for block in document.blocks[:8]:
        if not isinstance(block, Paragraph):
            break
        if document.form == "xlsx" and block.level is not None:
            continue  # the name of a sheet
        line = _SPACES.sub("", document.at(block))
        if len(line) > 60 or line.endswith(("。", "；")):
            break
        lines.append(line)
        joined = "".join(lines)
        if any(word in joined for word in words) or re.search(r"20\d\d年.{0,30}(预算|决算|绩效)", joined):
            return joined
    return None


def _kind(title: str, front: str, text: str, kinds: Mapping[str, Sequence[str]]) -> str:
    """By the title; else by what only one kind holds; else by what the front names most often."""
    named = [(title.find(word), -len(word), code) for code, words in kinds.items() for word in words if word in title]
    if named:
        return min(named)[2]
    squeezed = _SPACES.sub("", text)
    if re.search(r"自评(?:总体)?得分|绩效评分为|评分标准", squeezed):
        return "self_evaluation"
    counts = {"accounts": squeezed.count("决算"), "budget": squeezed.count("预算")}
    if front.count("决算") > front.count("预算") or counts["accounts"] > counts["budget"]:
        return "accounts"
    return "budget" if counts["budget"] > 3 else "other"


def _entity(text: str, title: str | None) -> str | None:
    labelled = [match[1] for match in _LABELLED.finditer(_BLANKS.sub("", text))]
    if labelled:
        return Counter(labelled).most_common(1)[0][0]
    for pattern in (_TITLED, _TITLED_AFTER):
        match = pattern.search(title or "")
        if match:
            return match[1]
    text = _SPACES.sub("", text)
    for match in _DEFINED.finditer(text):
        # 原甲、乙两家单位合并，新设丙（以下简称…): the name is what stands after the founding word.
        return _NEW_NAME.split(match[1])[-1]
    match = _TITLED.search(text)
    return match[1] if match else None


def _year(title: str, front: str, text: str) -> int | None:
    for source in (title, front):
        years = [int(year) for year in _TITLE_YEAR.findall(source)]
        if years:
            return Counter(years).most_common(1)[0][0]
    every = Counter(int(year) for year in _ANY_YEAR.findall(_SPACES.sub("", text)))
    return every.most_common(1)[0][0] if every else None
