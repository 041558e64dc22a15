"""A read document as one self-contained page: the document on the left, its facts on the right, doors between them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.facts import fact_words as words
from jixiao.reports.facts.page_body import Body, visible_markup
from jixiao.reports.facts.page_list import fact_data, fact_list, filters
from jixiao.reports.facts.plain_words import sound, visible
from jixiao.reports.html.markup import Markup, both, el, joined
from jixiao.reports.html.page import asset, page_around, shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.kernel.text import Language
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.reports.facts.record import Record

_WHAT = Text("文书事实", "facts of a document")
_KEYS = [
    ("j / k", Text("下一项 / 上一项", "next / previous fact")),
    ("Enter", Text("展开或收起", "open or close it")),
    ("/", Text("查找", "search")),
    ("g", Text("只看未识别的", "only those not known")),
    ("Esc", Text("收起，清除查找", "close, clear the search")),
    ("l", Text("切换语言", "switch language")),
    ("?", Text("显示本表", "show this list")),
]


def facts_html(path: str, record: Record, vocabulary: Vocabulary, lang: Language = "zh") -> str:
    """The page of a document; both languages are inside, `lang` is the one shown first."""
    name = record["title"] or record["name"]
    title = Text(f"{visible(name)} · 事实", f"{visible(name)}: facts")
    document = el("article", _title(path, record), list(Body(record).blocks()), class_="document", id="document")
    count = both(Text("项", "facts"), class_="unit")
    heading = el("h2", el("span", str(len(record["facts"])), id="shown", aria_live="polite"), " ", count)
    side = el(
        "aside", el("div", heading, filters(record), class_="side-head"), fact_list(record),
        el("p", both(Text("没有符合的事实。", "No fact fits.")), class_="none", hidden=True, id="none"),
        class_="side", id="side", data_label_zh="事实", data_label_en="facts",
    )  # fmt: skip
    main = el("main", document, side, id="main")
    return _page(title, lang, shell(_WHAT), main, _help(), fact_data(record, vocabulary))


def _title(path: str, record: Record) -> Markup:
    known = sum(fact["concept"] is not None for fact in record["facts"])
    told = [
        both(words.kind(record["kind"])),
        None if record["entity"] is None else Markup(visible_markup(record["entity"])),
        None if record["period"] is None else both(Text(f"{record['period']} 年", record["period"])),
        both(Text(f"{known} 项已识别", f"{known} known")),
        both(Text(f"{len(record['facts']) - known} 项未识别", f"{len(record['facts']) - known} not known")),
    ]
    line = joined([" · ", one] if number else one for number, one in enumerate(one for one in told if one is not None))
    warnings = [el("li", both(Text(one["zh"], one["en"]))) for one in record["warnings"]]
    return el(
        "header",
        el("h1", Markup(visible_markup(record["title"] or record["name"]))),
        el("p", line, class_="source"),
        el("p", Markup(visible_markup(path)), " · ", el("code", record["sha256"][:12]), class_="source"),
        el("ul", warnings, class_="warnings") if warnings else None,
        class_="about",
    )


def _help() -> Markup:
    rows = [joined((el("dt", el("kbd", key)), el("dd", both(word)))) for key, word in _KEYS]
    close = el("button", both(Text("关闭", "close")), type="button", data_close_help=True)
    heading = el("h2", both(Text("快捷键", "Keys")), id="help-title")
    return el("dialog", heading, el("dl", rows, class_="keys"), close, id="help", aria_labelledby="help-title")


def index_html(pages: Sequence[tuple[str, str, Record]], failures: Sequence[tuple[str, str]], lang: Language) -> str:
    """A list of documents, each with the address of its page, and of what could not be read."""
    rows = [_row(path, address, record) for path, address, record in pages]
    heads = [el("th", both(one), scope="col", class_="n" if at > 3 else None) for at, one in enumerate(words.OVERVIEW)]
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows), class_="documents")
    listed = [el("li", Markup(visible_markup(path)), el("p", Markup(visible_markup(why)), class_="hint"))
              for path, why in failures]  # fmt: skip
    failed = el("section", el("h2", both(Text("没有读成", "Not read"))), el("ul", listed)) if listed else None
    title = Text(f"{len(pages)} 份文件的事实", f"facts of {len(pages)} documents")
    main = el("main", el("h1", both(title)), table, failed, id="main", class_="overview")
    return _page(title, lang, shell(_WHAT), main, _help())


def _row(path: str, address: str, record: Record) -> Markup:
    known = sum(fact["concept"] is not None for fact in record["facts"])
    link = el("a", Markup(visible_markup(record["title"] or record["name"])), href=address)
    name = el("th", link, el("span", Markup(visible_markup(path)), class_="path"), scope="row")
    told = [both(words.kind(record["kind"])), Markup(visible_markup(record["entity"] or "—")), record["period"] or "—"]
    numbers = [known, len(record["facts"]) - known, len(record["tables"]), len(record["warnings"])]
    cells = [*((one, None) for one in told), *((str(one), "n") for one in numbers)]
    labels = [el("span", both(one), class_="cell-label") for one in words.OVERVIEW[1:]]
    drawn = [el("td", label, one, class_=form) for label, (one, form) in zip(labels, cells, strict=True)]
    return el("tr", name, drawn)


def _page(title: Text, lang: Language, *body: Markup) -> str:
    assets = (asset("page.css") + own_asset("facts.css"), own_asset("facts.js"))
    return sound(page_around(assets, title, lang, (Text("跳到事实", "skip to the facts"), "#side"), "", *body))


@cache
def own_asset(name: str) -> str:
    """A style sheet or script of this package, as text."""
    return (files("jixiao.reports.facts") / "assets" / name).read_text("utf-8")
