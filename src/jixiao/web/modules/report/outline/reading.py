"""Reading a template: its form, its ids, and that every figure, table and chart that it asks for exists."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem, nearest
from jixiao.core.kernel.text import Text
from jixiao.rulebook_loader.strict_yaml import Source, parse_source
from jixiao.rulebook_loader.structure import Reading
from jixiao.web.modules.report.figures.figure import is_form
from jixiao.web.modules.report.figures.names import FACT, ITEM, STATIC
from jixiao.web.modules.report.outline.model import Outline
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.rulebook_loader.strict_yaml import Path_
    from jixiao.web.modules.report.outline.model import Block, Section

CHARTS = ("flow", "in_time", "scores")
TABLES = ("money", "projects", "goals", "project_goals", "losses", "problems", "scores")
MOST_CHARACTERS = 200_000
MOST_LEVELS = 3
_ID = re.compile(r"[a-z][a-z0-9-]{1,39}\Z")
NAMED = re.compile(r"\{([^{}\n]{1,120})\}")


@cache
def shipped_text() -> str:
    """The template that comes with the program."""
    return (files("jixiao.web.modules.report") / "outline" / "shipped.yaml").read_text("utf-8")


@lru_cache(maxsize=32)
def read_outline(text: str, name: str = "模板") -> Outline:
    """A template from its text; raises `InputFault` with everything that is wrong and how to mend it."""
    if len(text) > MOST_CHARACTERS:
        limit = Text(f"不超过 {MOST_CHARACTERS:,} 字", f"at most {MOST_CHARACTERS:,} characters")
        raise InputFault([Problem(Text("模板过长", "the template is too long"), name, limit)])
    source = parse_source(text.encode("utf-8", "replace"), name)
    reading = Reading(source)
    outline = reading.record(Outline, source.value)
    reading.check()
    if outline is None:
        raise InputFault([Problem(Text("模板读不出", "the template cannot be read"), name)])
    problems = list(_Checking(source).problems(outline))
    if problems:
        raise InputFault(problems)
    return outline


class _Checking:
    """Looks for what the form of a template alone does not tell."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.ids: dict[str, Path_] = {}

    def problems(self, outline: Outline) -> Iterator[Problem]:
        """Everything that is wrong."""
        yield from self._names(outline.title, ("title",))
        if not outline.sections:
            yield self._problem(("sections",), Text("没有任何章节", "there is no section"))
        for key, sections in (("sections", outline.sections), ("attachments", outline.attachments)):
            yield from self._sections(sections, (key,), 1)

    def _sections(self, sections: Iterable[Section], path: Path_, level: int) -> Iterator[Problem]:
        for place, section in enumerate(sections):
            here = (*path, place)
            if level > MOST_LEVELS:
                yield self._problem(here, Text("章节最多三级", "sections go three levels deep at most"))
                return
            yield from self._names(section.heading, (*here, "heading"))
            if not section.heading.strip():
                yield self._problem((*here, "heading"), Text("标题是空的", "the heading is empty"))
            for number, block in enumerate(section.blocks):
                yield from self._block(block, (*here, "blocks", number))
            yield from self._sections(section.sections, (*here, "sections"), level + 1)

    def _block(self, block: Block, path: Path_) -> Iterator[Problem]:
        if not _ID.match(block.id):
            form = Text("小写字母、数字和连字符，以字母开头，如 budget-flow", "small letters, digits and hyphens")
            yield self._problem((*path, "id"), Text("编号不合要求", "this is no id"), form, block.id)
        if block.id in self.ids:
            what = Text(f"编号 {block.id} 用了两次", f"the id {block.id} is used twice")
            yield self._problem((*path, "id"), what, remedy=Text("换一个编号", "use another id"))
        self.ids[block.id] = path
        known = {"table": TABLES, "chart": CHARTS}.get(block.kind)
        if known is not None and block.of not in known:
            yield self._problem((*path, "of"), Text("没有这种图表", "there is no such one"), _listed(known), block.of)
        if known is None and block.of:
            what = Text("只有表和图才写 of", "only tables and charts have `of`")
            yield self._problem((*path, "of"), what, remedy=Text("删去这一行", "delete this line"))
        if block.kind == "sentences" and not any(one.strip() for one in block.sentences):
            yield self._problem((*path, "sentences"), Text("没有句子", "there are no sentences"))
        for key, sentences in (("sentences", block.sentences), ("text", (block.text, block.otherwise, block.help))):
            for sentence in sentences:
                yield from self._names(sentence, (*path, key))

    def _names(self, sentence: str, path: Path_) -> Iterator[Problem]:
        """Every figure that a sentence asks for is one that a year may have."""
        for match in NAMED.finditer(sentence):
            name, _, form = match[1].removeprefix("fact:").partition("|")
            if form and not is_form(form):
                known = _listed(("number", "yuan"))
                yield self._problem(path, Text("没有这种写法", "there is no such form"), known, form)
            yield from self._name(name.strip(), path)
        rest = NAMED.sub("", sentence)
        if "{" in rest or "}" in rest:
            what = Text("花括号不成对", "a brace has no partner")
            yield self._problem(path, what, Text("写作 {funds.total.adjusted}", "as {funds.total.adjusted}"))

    def _name(self, name: str, path: Path_) -> Iterator[Problem]:
        concepts = rulebook().vocabulary.concepts
        known: tuple[str, ...] = tuple(STATIC)
        if name in STATIC or name.startswith(ITEM):
            return
        if name.startswith(FACT):
            if name.removeprefix(FACT).partition("@")[0] in concepts:
                return
            known = tuple(f"{FACT}{one}" for one in concepts)
        near = nearest(name, known)
        remedy = Text("是否想写 " + "、".join(near), "did you mean " + ", ".join(near)) if near else None
        yield self._problem(path, Text(f"没有名为 {name} 的数据", f"no figure is called {name}"), remedy=remedy)

    def _problem(
        self, path: Path_, what: Text, expected: Text | None = None, received: str | None = None,
        remedy: Text | None = None,
    ) -> Problem:  # fmt: skip
        return Problem(what, self.source.place(path), expected, received, remedy)


def _listed(known: Iterable[str]) -> Text:
    listed = "、".join(known)
    return Text(listed, listed.replace("、", ", "))
