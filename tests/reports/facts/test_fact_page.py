"""The page of facts: self-contained, harmless, and document and list answer each other."""

import os
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jixiao.reports.facts.page import facts_html, index_html
from jixiao.reports.facts.page_body import Body
from jixiao.reports.facts.record import Record
from tests.reports.facts.reading_sample import large_record, record, vocabulary

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def read() -> Record:
    return record()


@pytest.fixture(scope="module")
def html(read: Record) -> str:
    return facts_html("示例/<b>.pdf", read, vocabulary())


class Seen(HTMLParser):
    """Elements with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_nothing_leaves_the_page_and_nothing_is_inline(html: str):
    elements = Seen(html).elements
    assert not [one for one in elements if {"style", "src", "onclick", "onload"} & one[1].keys()]
    links = [one[1]["href"] for one in elements if "href" in one[1]]
    assert all(link and link.startswith(("#", "data:")) for link in links)
    policy = next(one[1]["content"] for one in elements if "http-equiv" in one[1])
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_hostile_words_of_a_document_are_words(html: str):
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\u202e" not in html
    assert '<span class="unseen">U+202E</span>' in html
    data = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    assert "<" not in data[1]


def test_every_fact_is_marked_once_where_it_stands(read: Record, html: str):
    elements = Seen(html).elements
    doors = [one[1] for one in elements if (one[1].get("class") or "").startswith("door")]
    marked = [number for door in doors for number in (door["data-facts"] or "").split()]
    assert sorted(marked, key=int) == [str(number) for number in range(len(read["facts"]))]
    known = [door for door in doors if door["class"] == "door known"]
    assert len(known) == sum(fact["concept"] is not None for fact in read["facts"])
    lines = {one[1]["id"] for one in elements if (one[1].get("class") or "").startswith("fact ") or
             one[1].get("class") == "fact"}  # fmt: skip
    assert lines == {f"f{number}" for number in range(len(read["facts"]))}


def test_merged_cells_and_page_breaks_stand_as_they_are(html: str):
    assert '<th colspan="2">功能分类科目</th>' in html
    assert html.count('class="page"') == 2


def test_a_line_that_the_page_broke_is_joined_but_offsets_stay(read: Record):
    words = "前一行\n后一行12.5万元\nand so\non"
    start = words.index("12.5")
    source = {**read["facts"][0]["source"], "start": start, "end": start + 4, "quote": "12.5"}
    block = {**read["blocks"][0], "start": 0, "end": len(words)}
    broken: Record = {
        **read, "text": words, "pages": [], "blocks": [block],
        "facts": [{**read["facts"][0], "printed": "12.5", "source": source}],
    }  # type: ignore[typeddict-item]  # fmt: skip
    drawn = "".join(Body(broken).blocks())
    assert "前一行后一行<a" in drawn
    assert ">12.5</a>" in drawn
    assert "and so\non" in drawn


def test_text_between_blocks_is_not_lost(read: Record):
    loose: Record = {**read, "blocks": read["blocks"][1:2], "pages": []}
    drawn = "".join(Body(loose).blocks())
    assert "示例区教育示范中心2023年度部门决算" in drawn
    assert "服务群众" in drawn


def test_a_list_of_documents_names_what_was_not_read(read: Record):
    page = index_html([("a.pdf", "pages/0001-a.html", read)], [("<坏>.pdf", "不是文书")], "zh")
    assert 'href="pages/0001-a.html"' in page
    assert "&lt;坏&gt;.pdf" in page


@pytest.fixture(scope="module")
def browser() -> Iterator:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (or name it: CHROMIUM=…)")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, tmp_path: Path, html: str) -> Iterator:
    """The page in a wide window; afterwards nothing may have been requested or complained about."""
    path = tmp_path / "facts.html"
    path.write_text(html, "utf-8")
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(path.as_uri())
    yield opened
    assert complaints == []
    assert [url for url in requests if url != path.as_uri() and not url.startswith("data:")] == []
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_click_on_a_number_opens_its_line_and_a_click_on_a_line_shows_its_number(page):
    page.locator(".document .door", has_text="1,234.50").click()
    assert "12,345,000.00 元" in page.locator(".fact.chosen .more").inner_text()
    page.locator(".fact", has_text="年初预算").first.click()
    assert page.locator(".door.chosen").inner_text() == "1,300.00"
    assert page.locator(".more").count() == 1


@pytest.mark.browser
@pytest.mark.slow
def test_keys_walk_open_filter_and_speak(page):
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".door.chosen").inner_text() == "1,269.06"
    assert page.locator(".more blockquote mark").inner_text() == "1,269.06"
    page.keyboard.press("Escape")
    assert page.locator(".more").count() == 0
    page.keyboard.press("g")
    assert page.locator("#shown").inner_text() == "4 / 10"
    page.keyboard.press("/")
    page.keyboard.type("三公")
    assert page.locator(".fact:visible").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".fact:visible").count() == 10
    page.keyboard.press("l")
    assert page.locator(".fact.known .name:visible").first.inner_text() == "initial budget"


@pytest.mark.browser
@pytest.mark.slow
def test_a_narrow_window_shows_the_document_and_lifts_the_list(browser, tmp_path: Path):
    path = tmp_path / "large.html"
    path.write_text(facts_html("长文.pdf", large_record(), vocabulary()), "utf-8")
    context = browser.new_context(viewport={"width": 480, "height": 900})
    narrow = context.new_page()
    narrow.goto(path.as_uri())
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 480
    assert not narrow.locator(".facts").is_visible()
    narrow.locator(".door").nth(5).click()
    assert narrow.locator(".fact.chosen").is_visible()
    assert narrow.locator(".door.chosen").bounding_box()["y"] < 300
    context.close()
