"""The page: self-contained, escaped, the same bytes every time, and every number a door that exists."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from jixiao.reports.html.index import index_html
from jixiao.reports.html.markup import el
from jixiao.reports.html.page import asset, scorecard_html
from tests.reports.sample import scorecard

VOID = {"br", "hr", "link", "meta", "rect", "circle", "line", "path", "use"}


class Page(HTMLParser):
    """Elements with their attributes; a tag that does not close is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def text() -> str:
    return scorecard_html(scorecard())


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_every_link_leads_to_something_in_the_page(page: Page):
    ids = Counter(attributes["id"] for _, attributes in page.elements if attributes.get("id"))
    links = {attributes["href"] for tag, attributes in page.elements if tag in ("a", "use")}
    assert [name for name, count in ids.items() if count > 1] == []
    assert {link for link in links if link and link[1:] not in ids} == set()


def test_every_indicator_and_every_figure_has_a_door(page: Page):
    articles = {attributes["id"] for tag, attributes in page.elements if tag == "article"}
    assert {"d-execution", "d-timeliness", "f-satisfaction-2023", "t-stated", "g-results"} <= articles


def test_nothing_leaves_the_page_and_nothing_runs_beside_the_policy(page: Page, text: str):
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href", "action"):
            assert (attributes.get(name) or "#")[0] == "#" or (attributes[name] or "").startswith("data:")
    policy = next(a["content"] for t, a in page.elements if t == "meta" and "http-equiv" in a) or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("page.css", "page.js"):
        digest = base64.b64encode(hashlib.sha256(asset(name).encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
        assert asset(name) in text


def test_words_of_others_are_escaped(text: str):
    assert "采购台账 <script>" not in text
    assert "采购台账 &lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert el("p", "<b>", title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;</p>'


def test_the_same_card_gives_the_same_bytes(text: str):
    assert scorecard_html(scorecard()) == text


def test_both_languages_are_in_the_page_and_one_is_shown_first(text: str):
    assert '<html lang="zh-CN" data-lang="zh">' in text
    assert '<html lang="en" data-lang="en">' in scorecard_html(scorecard(), "en")
    assert "编外人数再减少 11 人" in text
    assert "off-establishment staff: 11 人 less gives 0.50" in text


def test_states_are_a_mark_and_a_word(page: Page):
    used = {attributes["href"] for tag, attributes in page.elements if tag == "use"}
    assert {"#m-full", "#m-lost", "#m-stated", "#m-untold", "#m-not_applicable", "#m-split", "#m-pen"} <= used
    said = "".join(page.text)
    assert all(
        word in said for word in ("满分", "失分", "自报未佐证", "不能判断", "不适用", "来源矛盾", "自报得分无法读取")
    )


def test_a_computed_result_is_not_taken_for_a_figure_that_reads_alike():
    text = scorecard_html(scorecard())
    assert re.search(
        r"f-expenditure-progress-2023-Q4[^>]*><span class=\"number\">99.39 %</span></a> ÷ 100 % = 99.39 %", text
    )


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_ink_is_readable_on_every_paper(scheme: int):
    blocks = re.findall(r":root \{(.*?)\}", asset("page.css"), re.DOTALL)
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))
    for ink in ("ink", "soft", "accent", "good", "warn", "bad"):
        for paper in ("paper", "wash"):
            light, dark = sorted((luminance(colors[ink]), luminance(colors[paper])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def test_an_index_says_what_each_score_rests_on_and_links_to_its_page():
    cards = [scorecard(), scorecard(entity="另一单位 <b>")]
    text = index_html(cards, ["one.html", "two.html"])
    Page(text)
    assert 'href="one.html"' in text
    assert "另一单位 &lt;b&gt;" in text
    assert all(word in text for word in ("93.25", "23.72", "58.00", "10.00", "不作排名"))
    assert index_html(cards, ["one.html", "two.html"]) == text


def test_an_index_wants_a_link_for_every_card():
    with pytest.raises(ValueError, match="zip"):
        index_html([scorecard()], [])
