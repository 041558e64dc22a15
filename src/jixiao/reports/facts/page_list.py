"""The right side of the page: every fact as a line that can be filtered and opened."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import grouped
from jixiao.core.kernel.text import Text
from jixiao.reports.facts import fact_words as words
from jixiao.reports.facts.page_body import visible_markup
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.html.markup import Markup, both, el

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.reports.facts.record import FactRow, Record

LOOK_FOR = Text("名称、数字、原文", "name, number, words")


def fact_list(record: Record) -> Markup:
    """A line per fact, in the order of the text."""
    order = sorted(range(len(record["facts"])), key=lambda one: record["facts"][one]["source"]["start"])
    return el("ol", [_line(record, number) for number in order], class_="facts", id="facts")


def _line(record: Record, number: int) -> Markup:
    fact = record["facts"][number]
    term = _term(record, fact)
    known = fact["concept"] is not None
    name = both(term) if term is not None else Markup(visible_markup(fact["label"] or "—"))
    value = Markup(visible_markup(words.hedged(fact)))
    head = el(
        "a",
        el("span", name, class_="name"),
        el("span", value, el("small", " ", fact["printed_unit"]), class_="value"),
        href=f"#p{number}",
        class_="main",
    )
    return el(
        "li", head, _under(record, fact, term is not None), id=f"f{number}", class_="fact known" if known else "fact"
    )


def _under(record: Record, fact: FactRow, has_term: bool) -> Markup:
    page = fact["source"]["page"]
    label = Markup(visible_markup(fact["label"])) if has_term and fact["label"] else None
    place = None if page is None else both(Text(f"第 {page} 页", f"page {page}"))
    broken_down = [both(one) for one in words.dimensions(record, fact)]
    pieces = [label, fact["period"] or None, *broken_down, place]
    return el("p", [el("span", one) for one in pieces if one is not None], class_="under")


def _term(record: Record, fact: FactRow) -> Text | None:
    if fact["concept"] is None:
        return None
    return words.named(record, fact["concept"], fact["concept"])


def filters(record: Record) -> Markup:
    """What narrows the list: words, known or not, concept, section, table."""
    facts = record["facts"]
    concepts = Counter(fact["concept"] for fact in facts if fact["concept"] is not None)
    sections = Counter(fact["source"]["section"] for fact in facts if fact["source"]["section"])
    tables = Counter(fact["source"]["table"] for fact in facts if fact["source"]["table"] is not None)
    terms = {name: words.named(record, name, name) for name in concepts}
    titles = {table["number"]: table["title"] or words.numbered(table["number"]) for table in record["tables"]}
    known = sum(concepts.values())
    search = el("input", type="search", id="look", data_place_zh=LOOK_FOR.zh, data_place_en=LOOK_FOR.en,
                data_label_zh="查找", data_label_en="search", autocomplete="off")  # fmt: skip
    kinds = [
        _kind("", Text("全部", "all"), len(facts)),
        _kind("known", Text("已识别", "known"), known),
        _kind("generic", Text("未识别", "not known"), len(facts) - known),
    ]
    selects = [
        _select("concept", Text("概念", "concept"), [(name, term, concepts[name]) for name, term in terms.items()]),
        _select("section", Text("章节", "section"), [(one, _same(one), count) for one, count in sections.items()]),
        _select("table", Text("表格", "table"), [(str(n), _same(titles.get(n, words.numbered(n))), c)
                                              for n, c in sorted(tables.items())]),
    ]  # fmt: skip
    return el("form", search, el("div", kinds, class_="kinds", role="group"), el("div", selects, class_="selects"),
              class_="filters", id="filters")  # fmt: skip


def _same(word: str) -> Text:
    return Text(visible(word), visible(word))


def _kind(value: str, word: Text, count: int) -> Markup:
    return el("button", both(word), el("span", str(count), class_="count"), type="button", data_kind=value,
              aria_pressed="true" if not value else "false")  # fmt: skip


def _select(name: str, word: Text, options: Iterable[tuple[str, Text, int]]) -> Markup | None:
    listed = [
        el(
            "option",
            f"{said.zh} ({count})",
            value=value,
            data_zh=f"{said.zh} ({count})",
            data_en=f"{said.en} ({count})",
        )
        for value, said, count in options
    ]
    if len(listed) < 2:
        return None
    every = Text(f"全部{word.zh}", f"every {word.en}")
    first = el("option", every.zh, value="", data_zh=every.zh, data_en=every.en)
    return el("select", first, listed, data_filter=name, data_label_zh=word.zh, data_label_en=word.en)


def fact_data(record: Record, vocabulary: Vocabulary) -> Markup:
    """What the lines tell when they are opened, as data: scripts read it, nothing runs it."""
    rows = [
        {
            "c": fact["concept"] or "",
            "s": fact["source"]["section"],
            "t": "" if fact["source"]["table"] is None else str(fact["source"]["table"]),
            "q": fact["source"]["context"],
            "at": fact["source"]["start"] - fact["source"]["context_start"],
            "l": len(fact["printed"]),
            "v": f"{grouped(Decimal(fact['value']))} {_base(fact, vocabulary)}".strip(),
            "p": [fact["source"]["start"], fact["source"]["end"]],
            "by": fact["by"],
            "st": [[words.steps(fact, "zh"), words.steps(fact, "en")]] if fact["steps"] else [],
        }
        for fact in record["facts"]
    ]
    written = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    safe = written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/json" id="data">{safe}</script>')


def _base(fact: FactRow, vocabulary: Vocabulary) -> str:
    """The symbol of the base unit."""
    if fact["unit"] == "RATIO":
        return ""
    found = next((one for one in vocabulary.units.values() if one.id == fact["unit"] and one.factor == 1), None)
    return fact["unit"] if found is None else found.symbol
