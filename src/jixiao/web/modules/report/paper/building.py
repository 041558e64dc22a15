"""The report as it reads now: the outline with its texts, its tables and charts, and the doors of its figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.self_evaluation.paper import SCHEMA
from jixiao.web.modules.report.figures.gather import gather
from jixiao.web.modules.report.models import Signed
from jixiao.web.modules.report.outline.reading import read_outline
from jixiao.web.modules.report.paper.markers import filled, known_sentences, marked, missing, paragraphs, runs
from jixiao.web.modules.report.paper.pictures import CHARTS
from jixiao.web.modules.report.paper.tables import TABLES
from jixiao.web.platform.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from jixiao.reports.self_evaluation.paper import Paper, Part
    from jixiao.web.modules.report.figures.figure import Figures
    from jixiao.web.modules.report.models import Block as Words
    from jixiao.web.modules.report.models import Report
    from jixiao.web.modules.report.outline.model import Block, Outline

# Words in round brackets that the shipped template puts where people have to write.
PLACEHOLDER = "（在此"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing in a block."""

    block: str
    what: Text


@remembered
def blocks_of(report: Report) -> list[Words]:
    """The texts of people with who wrote each last."""
    return list(report.blocks.select_related("by"))


def texts_of(report: Report) -> dict[str, str]:
    """The texts of people, by block."""
    return {one.key: one.text for one in blocks_of(report)}


def live(report: Report, at: datetime) -> tuple[Paper, Figures]:
    """The report with the figures of a moment."""
    figures = gather(report.organisation, report.year, at)
    paper = build(read_outline(report.outline), texts_of(report), figures, report.organisation.name, report.year)
    return paper, figures


def frozen(report: Report) -> Signed | None:
    """What was signed, while the report is signed."""
    return None if report.is_open else report.signed.first()


def standing(report: Report, at: datetime) -> tuple[Paper, Signed | None, Figures | None]:
    """The report as it stands: what was signed, else with the figures of a moment."""
    signed = frozen(report)
    if signed is not None:
        return json.loads(signed.content), signed, None
    paper, figures = live(report, at)
    return paper, None, figures


def build(outline: Outline, texts: Mapping[str, str], figures: Figures, entity: str, year: int) -> Paper:
    """The report of an outline."""
    parts = list(_parts(outline, texts, figures))
    used = {run["figure"] for part in parts for run in part.get("runs", ()) if "figure" in run}
    doors = {}
    for name in sorted(used):
        one = figures.known.get(name)
        if one is not None:
            doors[name] = {
                "label": one.label, "shown": one.shown(), "exact": one.exact, "source_zh": one.source.zh,
                "source_en": one.source.en, "steps": one.steps, "url": one.url, "mark": one.mark,
            }  # fmt: skip
    title = filled(outline.title, figures)
    return {
        "schema": SCHEMA, "title": title, "entity": entity, "year": year, "template": outline.name, "parts": parts,
        "figures": doors,
    }  # fmt: skip


def _parts(outline: Outline, texts: Mapping[str, str], figures: Figures) -> Iterator[Part]:
    attached = {id(one) for one in outline.attachments}
    for level, section in outline.walk():
        key = section_key(section.heading)
        heading = filled(section.heading, figures)
        if id(section) in attached:
            yield {"kind": "appendix", "block": key, "text": heading}
        else:
            yield {"kind": "heading", "block": key, "level": level, "text": heading}
        for block in section.blocks:
            yield from parts_of(block, texts, figures)


def section_key(heading: str) -> str:
    """A short name for a heading, for places on the page."""
    from hashlib import sha256

    return f"s-{sha256(heading.encode()).hexdigest()[:8]}"


def parts_of(block: Block, texts: Mapping[str, str], figures: Figures) -> Iterator[Part]:
    """The parts that a block is made of; none where there is nothing to show."""
    if block.kind in ("table", "chart"):
        made = (TABLES if block.kind == "table" else CHARTS)[block.of](block.id, figures)
        if made is not None:
            if block.title:
                made["title"] = filled(block.title, figures)
            yield made
        return
    text = texts.get(block.id, "") if block.kind == "text" else sentences(block, figures)
    for one in paragraphs(text):
        yield {"kind": "paragraph", "block": block.id, "runs": runs(one, figures)}


def sentences(block: Block, figures: Figures) -> str:
    """What the program writes itself: the sentences whose figures are known, in one paragraph."""
    known = known_sentences(block.sentences, figures)
    return "".join(known) if known else marked(block.otherwise, figures)


def first_text(block: Block, figures: Figures) -> str:
    """What a text of people begins with."""
    known = known_sentences(block.sentences, figures)
    return "\n".join([*(marked(one, figures) for one in block.text.splitlines()), *known]).strip()


def gaps(outline: Outline, texts: Mapping[str, str], figures: Figures) -> list[Gap]:
    """What keeps the report from being signed: empty texts, placeholders, figures that are not there."""
    found = []
    for block in outline.blocks.values():
        if block.kind != "text":
            continue
        text = texts.get(block.id, "")
        if block.required and not text.strip():
            found.append(Gap(block.id, Text("还没有写", "nothing is written yet")))
        elif PLACEHOLDER in text:
            found.append(Gap(block.id, Text("还有“在此……”的提示没有换成正文", "a placeholder is still there")))
        for name in missing(text, figures):
            found.append(Gap(block.id, Text(f"没有数据：{name}", f"no such figure: {name}")))
    return found
