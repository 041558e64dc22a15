"""The scorecard as one self-contained page: no request leaves it, and its policy forbids any.

Style and script are files beside this package, inlined and named by their hashes in the policy; there are no
inline styles or handlers. The same scorecard gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Language, Text
from jixiao.reports import standing, words
from jixiao.reports.html import marks, sections, table
from jixiao.reports.html.doors import indicator_article
from jixiao.reports.html.figure_doors import figure_articles, total_articles
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.reports.html.markup import Child

# A drawn mark of the house: three ledger lines, the last one short.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M2 4h12M2 8h12M2 12h7' stroke='%230f5a73' stroke-width='2'/%3E%3C/svg%3E"
)


def scorecard_html(card: Scorecard, lang: Language = "zh") -> str:
    """The page of a scorecard; both languages are inside, `lang` is the one shown first."""
    all_sections = [
        sections.levels(card) if not card.framework.letters else None,
        sections.lost(card) if not card.framework.letters else None,
        sections.other_differences(card),
        sections.untold(card),
        sections.conflicts(card),
        sections.stated_only(card),
        sections.unreadable(card),
        table.all_indicators(card),
        sections.sources(card),
    ]
    title = Text(f"{card.filing.entity} {card.filing.period} 绩效记分卡",
                 f"{card.filing.entity} {card.filing.period}: performance scorecard")  # fmt: skip
    summary = None if card.framework.letters else sections.totals(card)
    main = el("main", _title(card), summary, _contents(card), all_sections, id="main")
    doors = [
        *(indicator_article(card, result) for result in card.results),
        *figure_articles(card),
        *total_articles(card),
    ]
    return document(title, lang, shell(words.SCORECARD), main, drawer(doors), help_card())


def document(title: Text, lang: Language, *body: Child) -> str:
    """A whole page of the scorecard around a body."""
    skip = (Text("跳到正文", "skip to the content"), "#main")
    return page_around((asset("page.css"), asset("page.js")), title, lang, skip, marks.symbols(), *body)


def page_around(
    assets: tuple[str, str], title: Text, lang: Language, skip: tuple[Text, str], first: Child, *body: Child
) -> str:
    """A self-contained page: its style and script travel inside, and nothing else may run or load.

    `assets` are style and script; `skip` is the link for those who do not see the page, and where it leads.
    """
    style, script = assets
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("link", rel="icon", href=ICON),
        el("title", title.said(lang), data_zh=title.zh, data_en=title.en),
        el("style", Markup(style)),
    )
    link = el("a", both(skip[0]), href=skip[1], class_="skip")
    content = el("body", first, link, body, el("script", Markup(script)))
    page = el("html", head, content, lang="zh-CN" if lang == "zh" else "en", data_lang=lang)
    return "<!doctype html>\n" + page + "\n"


@cache
def asset(name: str) -> str:
    """A style sheet or script of the reports, as text."""
    return (files("jixiao.reports") / "assets" / name).read_text("utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def shell(title: Text) -> Markup:
    """The head line: what this is, the keys, the language."""
    languages = [
        el("button", name, type="button", data_language=code, aria_pressed="false", lang=tag)
        for code, name, tag in (("zh", "中文", "zh-CN"), ("en", "English", "en-GB"))
    ]
    keys = el("button", both(Text("快捷键", "keys")), type="button", data_help=True, class_="quiet-button")
    brand = el("span", both(Text("绩效", "jixiao")), class_="brand")
    tools = el("span", keys, el("span", languages, class_="languages", role="group"), class_="tools")
    return el("header", brand, el("span", both(title), class_="what"), tools, class_="banner")


def _title(card: Scorecard) -> Markup:
    framework = card.framework
    year = Text(f"{card.filing.period} 年", str(card.filing.period))
    line = joined(
        (
            both(framework.name), " ", both(words.filled(words.VERSION, str(framework.version))), " · ",
            both(words.filled(words.AS_OF, card.as_of.isoformat())), " · ",
            both(words.BASIS), " ", el("cite", framework.source),
        )
    )  # fmt: skip
    heading = el("h1", card.filing.entity, " ", el("span", both(year), class_="year"))
    return el("div", heading, el("p", line, class_="source"), class_="title")


def _contents(card: Scorecard) -> Markup:
    """Jumps to the sections that exist, with their counts."""
    found = {
        "lost": (words.GO_LOST, len(standing.losing(card))),
        "differences": (words.GO_DIFFERS, len(standing.differing_without_loss(card))),
        "untold": (words.CANNOT_TELL, len(standing.in_state(card, "untold"))),
        "conflicts": (words.GO_CONFLICTS, len(standing.contradictions(card))),
        "stated": (words.GO_STATED, len(standing.in_state(card, "stated"))),
        "unreadable": (words.GO_UNREADABLE, len(card.unreadable)),
        "all": (words.ALL_INDICATORS, len(card.results)),
    }
    if card.framework.letters:
        del found["lost"]
    links = [
        el("a", both(title), " ", el("span", str(count), class_="count"), href=f"#{name}")
        for name, (title, count) in found.items()
        if count
    ]
    return el("nav", links, class_="contents", data_label_zh="本页内容", data_label_en="on this page")


def drawer(doors: list[Markup]) -> Markup:
    """The place where doors open; without script it is an appendix."""
    tools = el(
        "p",
        el("button", both(Text("返回", "back")), type="button", data_back=True, hidden=True),
        el("button", both(Text("关闭", "close")), type="button", data_close=True, class_="close"),
        class_="drawer-tools",
    )
    title = el("h2", both(words.EVIDENCE), class_="drawer-title")
    return el("aside", tools, title, doors, id="drawer", data_label_zh="依据", data_label_en="evidence")


def help_card() -> Markup:
    """The keys, on `?`."""
    keys = [
        ("j / k", Text("下一项 / 上一项", "next / previous item")),
        ("Enter", Text("打开", "open")),
        ("Esc", Text("关闭", "close")),
        ("Backspace", Text("返回上一个打开的", "back to what was open before")),
        ("l", Text("切换语言", "switch language")),
        ("?", Text("显示本表", "show this list")),
    ]
    rows = [joined((el("dt", el("kbd", key)), el("dd", both(word)))) for key, word in keys]
    close = el("button", both(Text("关闭", "close")), type="button", data_close_help=True)
    title = el("h2", both(Text("快捷键", "Keys")), id="help-title")
    return el("dialog", title, el("dl", rows, class_="keys"), close, id="help", aria_labelledby="help-title")
