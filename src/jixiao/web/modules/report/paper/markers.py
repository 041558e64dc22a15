"""Figures inside texts: {{实际支出}} in what people write, {funds.total.spent} in templates. Always live."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.web.modules.report.figures.figure import FORMS
from jixiao.web.modules.report.outline.reading import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.reports.self_evaluation.paper import Run
    from jixiao.web.modules.report.figures.figure import Figure, Figures

MARKER = re.compile(r"\{\{([^{}\n]{1,120})\}\}")
# Stands where a figure should be and is not there; nothing else prints so.
GAP = "〔缺：{}〕"


def named(marker: str) -> tuple[str, str]:
    """The name and the form of a marker."""
    name, _, form = marker.partition("|")
    return name.strip(), form.strip()


def runs(text: str, figures: Figures) -> list[Run]:
    """A paragraph with its figures in their places; the figure's name stands with each."""
    found: list[Run] = []
    at = 0
    for match in MARKER.finditer(text):
        if match.start() > at:
            found.append({"text": text[at : match.start()]})
        name, form = named(match[1])
        figure = figures.find(name)
        if figure is None:
            found.append({"text": GAP.format(name), "figure": name})
        else:
            found.append({"text": figure.shown(form), "figure": figure.name})
        at = match.end()
    if at < len(text):
        found.append({"text": text[at:]})
    return found


def missing(text: str, figures: Figures) -> list[str]:
    """The figures that a text asks for and that are not there."""
    names = dict.fromkeys(named(match[1])[0] for match in MARKER.finditer(text))
    return [name for name in names if figures.find(name) is None]


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text: its lines that say something."""
    for line in text.splitlines():
        if line.strip():
            yield line.strip()


def marked(sentence: str, figures: Figures) -> str:
    """A sentence of a template as people edit it: names of figures become their labels; fixed words stay words."""

    def marker(match: re.Match[str]) -> str:
        name, form = named(match[1].removeprefix("fact:"))
        figure = figures.find(name)
        if figure is not None and name in ("unit", "region", "year", "next_year"):
            return figure.shown()
        label = label_of(figure, name)
        return "{{" + label + (f"|{FORMS.get(form, form)}" if form and form != "wan" else "") + "}}"

    return NAMED.sub(marker, sentence)


def label_of(figure: Figure | None, name: str) -> str:
    """What people call a figure, known in this year or not."""
    from jixiao.web.modules.report.figures.names import STATIC

    return STATIC.get(name, name) if figure is None else figure.label


def known_sentences(sentences: tuple[str, ...], figures: Figures) -> list[str]:
    """Those of some sentences whose figures are all known, as people edit them."""
    return [
        marked(one, figures)
        for one in sentences
        if all(figures.find(named(match[1])[0]) is not None for match in NAMED.finditer(one))
    ]


def filled(sentence: str, figures: Figures) -> str:
    """A sentence of a template with everything in its place, such as a heading."""
    return "".join(run["text"] for run in runs(marked(sentence, figures), figures))
