"""The page of an audit: self-contained, harmless, every place marked once, findings and document answer each other."""

import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from jixiao.core.audit.finding import Severity
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.page import audit_page
from jixiao.reports.audit.page_document import DocumentBody
from jixiao.reports.audit.page_marks import Mark, Stretches, marks_in
from tests.reports.audit.books import (
    CHANGE,
    RESIDUE,
    RESTATED,
    TREE,
    Case,
    accounts,
    book,
    budget,
    first_round,
)

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCRIPT = "</script><script>alert(1)</script>"
TURNED = "\u202e"


class Seen(HTMLParser):
    """Elements with their attributes, and the text inside each element that has an id or a class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.spots: dict[str, str] = defaultdict(str)
        self._open: list[str] = []
        self._skipped = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.elements.append((tag, named))
        if "data-m" in named:
            self._open = (named["data-m"] or "").split()
        elif tag == "span" and (self._open or self._skipped):
            self._skipped += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._skipped:
            self._skipped -= 1
        elif tag == "a":
            self._open = []

    def handle_data(self, data: str) -> None:
        for one in self._open if not self._skipped else []:
            self.spots[one] += data

    def classed(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.elements if name in (attrs.get("class") or "").split()]


@pytest.fixture(scope="module")
def one() -> AuditBook:
    return book(accounts().record(*[TREE] * 12))


@pytest.fixture(scope="module")
def html(one: AuditBook) -> str:
    return audit_page(one, "zh")


def hostile() -> str:
    """The page of a document that is hostile in every place where it has words."""
    case = Case(0, f"{SCRIPT}.pdf", f"{SCRIPT}支出1.00万元，{TURNED}收入2.00万元。", "accounts", 2031, f"单位{SCRIPT}")
    said = (f"此处为{SCRIPT}{TURNED}", f"here {SCRIPT}")
    case.finds(RESTATED, Severity.ERROR, said, (case.place(SCRIPT),), expected=SCRIPT, found=SCRIPT, difference=SCRIPT)
    made = book(case.record())
    bad = {"path": SCRIPT, "error": {"zh": SCRIPT, "en": SCRIPT}, "own": False}
    return audit_page(replace(made, failures=(bad,)), "zh")  # type: ignore[arg-type]


def test_nothing_leaves_the_page_and_nothing_is_inline(html: str):
    elements = Seen(html).elements
    assert not [one for one in elements if {"style", "src", "onclick", "onload", "action"} & one[1].keys()]
    links = [one[1]["href"] for one in elements if "href" in one[1]]
    assert all(link and link.startswith(("#", "data:")) for link in links)
    policy = next(one[1]["content"] for one in elements if "http-equiv" in one[1])
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_every_link_leads_somewhere_and_no_address_is_given_twice():
    elements = Seen(audit_page(first_round(), "zh")).elements
    ids = [one[1]["id"] for one in elements if "id" in one[1]]
    assert len(ids) == len(set(ids))
    targets = {(one[1]["href"] or "")[1:] for one in elements if (one[1].get("href") or "").startswith("#")}
    assert targets <= set(ids)


def test_hostile_words_of_a_document_are_words():
    html = hostile()
    assert "<script>alert" not in html
    assert TURNED not in html
    assert html.count("<script") == html.count("</script>") == 2
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in html
    assert '<span class="unseen">U+202E</span>' in html


def test_the_data_of_the_page_is_json_that_no_words_can_break():
    found = re.search(r'id="data">(.*?)</script>', hostile(), re.DOTALL)
    assert found is not None
    assert "<" not in found[1]
    assert json.loads(found[1])["1"]["place"]["quote"] == SCRIPT


def test_every_place_of_every_finding_is_marked_with_its_own_words(one: AuditBook, html: str):
    seen = Seen(html)
    for finding in one.findings():
        for order, place in enumerate(finding["places"]):
            assert seen.spots[f"{finding['id']}.{order}"] == place["quote"]
            assert f'id="p{finding["id"]}-{order}"' in html


def test_the_same_audit_gives_the_same_page(one: AuditBook, html: str):
    assert audit_page(one, "zh") == html


def test_the_top_line_tells_what_was_found_checked_and_not_told():
    case = accounts().record(*[TREE] * 12, left_out={RESIDUE: 3})
    case["checks"][0]["cannot_tell"] = 7
    html = audit_page(book(case), "zh")
    top = re.sub(
        r"<span lang=\"en\">.*?</span>|<[^>]+>", "", html[html.index('class="about"') : html.index("<details")]
    )
    assert "■ 错误 3◆ 疑点 2○ 尾差 1" in top
    assert "示例市样本区样本局" in top
    assert "2031 年" in top
    assert "部门决算" in top
    checked = sum(row["applied"] for row in case["checks"])
    assert f"已核对 {checked} 项" in html
    assert "不能判断 7 项" in html
    assert "另有 3 条可能性较低的疑点未列出：没有模板残留 3" in html


def test_a_cause_stands_above_the_findings_with_what_is_likely_right(html: str):
    cause = html[html.index('class="causes"') : html.index('class="findings"')]
    assert "<del>1,269.16 万元</del> → <ins>1,269.06 万元</ins>" in cause
    assert cause.count('href="#f') == 2
    assert 'href="#c1" class="why"' in html


def test_a_card_has_its_sentence_arithmetic_quotes_and_check(html: str):
    card = html[html.index('id="f1"') : html.index('id="f2"')]
    for words in (
        "1,134.50 + 134.56 = 1,269.06，此处为 1,269.16 万元", "应为", "±0.015 万元", "第 2 页",
        "<mark>1,269.16</mark>", "上级科目等于下级科目之和", TREE, "第 1 版", "采纳", "不采纳", "待定", "1/3",
    ):  # fmt: skip
        assert words in card
    assert 'href="#rule-tables-2e-class-tree"' in card
    assert 'id="rule-tables-2e-class-tree"' in html


def test_places_in_one_sentence_are_quoted_once():
    case = accounts()
    together = (case.place("1,269.06"), case.place("69.06", "增加"), case.place("5.75"))
    case.finds(CHANGE, Severity.ERROR, ("三处", "three"), together)
    html = audit_page(book(case.record()), "zh")
    card = html[html.index(">三处<") :]
    card = card[: card.index("</li></ol>")]
    assert card.count("<q>") == 1
    assert card.count("<mark>") == 3


def test_documents_stand_worst_first_and_what_compares_them_has_its_own_view():
    made = first_round()
    html = audit_page(made, "zh")
    order = re.findall(r'data-panel="(\w+)"', html)
    assert order == ["d1", "d2", "related"]
    assert html.index('id="related"') > html.index('id="d2"')
    across = made.related[0]["id"]
    assert f'data-m="{across}.0"' in html
    assert "1 条问题在本文件与其他文件之间" in html
    assert "1 份文件没有核查成" in html
    assert "文件已损坏" in html
    card = html[html.index(f'id="f{across}"') :]
    assert "示例市样本区样本局 2032 部门预算 第 1 页" in card


def test_without_findings_the_page_says_so():
    html = audit_page(book(budget().record(*[RESTATED] * 4)), "zh")
    assert "没有发现不符。" in html
    assert "已核对 4 项" in html


def test_where_nothing_was_checked_the_page_does_not_call_it_a_pass():
    assert "没有可核对的数据，不等于没有问题。" in audit_page(book(budget().record()), "zh")


def test_a_book_of_failures_alone_is_a_page_too():
    made = AuditBook.of([], first_round().failures)
    assert "文件已损坏" in audit_page(made, "en")


# Marks that overlap


def mark(start: int, end: int, finding: int, severity: str = "error", order: int = 0) -> Mark:
    return Mark(start, end, finding, order, severity)


def cut(*marks: Mark) -> list[tuple[int, int, list[int]]]:
    return [(one.start, one.end, [each.finding for each in one.marks]) for one in Stretches(marks).within(0, 100)]


def test_marks_are_cut_where_they_overlap():
    assert cut(mark(0, 10, 1), mark(5, 15, 2)) == [(0, 5, [1]), (5, 10, [1, 2]), (10, 15, [2])]
    assert cut(mark(0, 10, 1), mark(3, 6, 2)) == [(0, 3, [1]), (3, 6, [1, 2]), (6, 10, [1])]
    assert cut(mark(2, 4, 1), mark(2, 4, 2), mark(2, 4, 3)) == [(2, 4, [1, 2, 3])]
    assert cut(mark(0, 3, 1), mark(3, 6, 2)) == [(0, 3, [1]), (3, 6, [2])]


def test_of_several_findings_at_one_place_the_worst_gives_its_color():
    marks = (mark(2, 4, 1, "rounding"), mark(2, 4, 2, "error", 1), mark(2, 4, 3, "error"))
    assert cut(*marks) == [(2, 4, [3, 2, 1])]


def test_a_place_without_words_is_marked_as_a_point():
    assert cut(mark(5, 5, 1), mark(3, 8, 2)) == [(3, 5, [2]), (5, 5, [1]), (5, 8, [2])]
    assert [one.start for one in Stretches([mark(5, 5, 1)]).within(5, 5)] == [5]


def test_marks_over_cells_and_page_ends_keep_all_words():
    case = accounts()
    text = case.audited.document.text
    start = text.index("三、")
    whole = case.audited.place(start - 8, text.index("\t834.50"))
    case.finds(RESIDUE, Severity.SUSPICIOUS, ("很长", "long"), (whole,))
    record = case.record()
    drawn = "".join(DocumentBody(record, marks_in("2031决算.pdf", record["findings"])).leaves())
    words = re.sub(r'<span class="nos">.*?</span></span>|<span lang="en">.*?</span>|<[^>]+>', "", drawn)
    assert "".join(words.split()).replace("第1页", "").replace("第2页", "") == "".join(text.split()).replace(
        '"', "&quot;"
    )
    assert drawn.count("第 2 页") == 1


def test_a_page_that_begins_inside_a_paragraph_is_said_there_and_once():
    case = accounts()
    record = case.record()
    middle = case.audited.document.text.index("人员经费")
    record["pages"][0]["end"] = record["pages"][1]["start"] = middle
    drawn = "".join(DocumentBody(record, []).leaves())
    assert '其中：<span class="turn">' in drawn
    assert drawn.count("第 2 页") == 1


def test_many_numbers_beside_a_line_are_counted():
    case = accounts()
    for _ in range(6):
        case.finds(CHANGE, Severity.ERROR, ("又", "again"), (case.place("5.75"),))
    html = audit_page(book(case.record()), "zh")
    assert re.search(r'<span class="rest">\+\d</span>', html)


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (or name it: CHROMIUM=…)")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


def long_audit(findings: int = 300) -> AuditBook:
    """Thirty pages with a finding at every tenth figure or so."""
    parts = []
    for number in range(360):
        if number % 30 == 12:
            rows = [f"205{row:02}\t示例科目第{row}项支出\t{row * 37 + number}.{row:02}\t--" for row in range(1, 9)]
            parts.append("\n".join(["编码\t科目\t决算数\t备注", *rows]))
        parts.append(
            f"第{number + 1}项示例项目支出{number * 3 + 11}.{number % 100:02}万元，完成{number % 90 + 10}.5%，"
            "其余说明文字用来填满几行，以便看出长文件里的位置是否仍然找得准，滚动是否仍然顺畅。"
        )  # fmt: skip
    text = "\n".join(["示例市样本区样本局2031年度部门决算", *parts])
    case = Case(0, "长文.pdf", text, "accounts", 2031)
    figures = list(re.finditer(r"\d+\.\d+", text))
    kinds = [Severity.ERROR, Severity.SUSPICIOUS, Severity.ROUNDING]
    for number in range(findings):
        first, other = figures[number * 2], figures[-number - 1]
        places = tuple(case.audited.place(one.start(), one.end()) for one in (first, other))
        said = (f"此处为 {first[0]} 万元，另一处为 {other[0]} 万元", "differs")
        check = (RESTATED, TREE, CHANGE)[number % 3]
        case.finds(check, kinds[number * 3 // findings], said, places, expected=other[0], found=first[0])
    record = case.record()
    size = len(text) // 30
    record["pages"] = [{"number": n + 1, "start": n * size, "end": (n + 1) * size} for n in range(30)]
    return book(record)


def opened_page(browser: Any, path: Path, made: AuditBook, **context: Any) -> Iterator:
    """The page in a window; afterwards nothing may have been requested or complained about."""
    path.write_text(audit_page(made, "zh"), "utf-8")
    around = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True, **context)
    opened = around.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(path.as_uri())
    yield opened
    assert complaints == []
    own = (path.as_uri(), "data:", "blob:")
    assert [url for url in requests if not url.startswith(own)] == []
    around.close()


@pytest.fixture
def page(browser, tmp_path: Path) -> Iterator:
    yield from opened_page(browser, tmp_path / "audit.html", first_round())


@pytest.fixture
def long_page(browser, tmp_path: Path) -> Iterator:
    yield from opened_page(browser, tmp_path / "long.html", long_audit())


def is_on_screen(page, selector: str = ".spot.here") -> bool:
    page.wait_for_timeout(120)
    document = page.locator(".panel:not([hidden]) .document").bounding_box()
    box = page.locator(selector).first.bounding_box()
    return document["y"] <= box["y"] and box["y"] + box["height"] <= min(900, document["y"] + document["height"])


@pytest.mark.browser
@pytest.mark.slow
def test_a_click_on_a_finding_shows_its_place_and_a_click_on_a_place_its_finding(page):
    page.locator("#f2 .message").click()
    assert page.locator(".spot.here").first.inner_text() == "1,269.16"
    assert is_on_screen(page)
    page.locator("#f2 .stepper button").last.click()
    assert page.locator("#f2 .at").inner_text() == "2/2"
    assert page.locator(".spot.here").first.inner_text() == "1,269.06"
    page.locator(".document .spot", has_text="下降（增长）").first.click()
    assert page.locator(".finding.chosen").get_attribute("id") == "f4"
    assert page.evaluate("location.hash") == "#f4"


@pytest.mark.browser
@pytest.mark.slow
def test_at_a_place_of_several_findings_each_click_shows_the_next(page):
    spot = page.locator(".document .spot", has_text="1,269.16").first
    met = []
    for _ in range(3):
        spot.click()
        met.append(page.locator(".finding.chosen").get_attribute("id"))
    assert met == ["f1", "f2", "f1"]


@pytest.mark.browser
@pytest.mark.slow
def test_keys_walk_jump_filter_and_decide(page):
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    assert page.locator(".finding.chosen").get_attribute("id") == "f2"
    page.keyboard.press("Enter")
    assert page.locator("#f2 .at").inner_text() == "2/2"
    page.keyboard.press("1")
    assert page.locator("#d1 .finding:visible").count() == 3
    assert page.locator(".spot.off", has_text="969.16").count() == 1
    page.keyboard.press("1")
    page.keyboard.press("/")
    page.keyboard.type("模板")
    assert page.locator("#d1 .finding:visible").count() == 2
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#d1 .finding:visible").count() == 6
    page.keyboard.press("a")
    assert page.locator("#f2").get_attribute("data-state") == "accepted"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    assert page.locator("#d1 .kinds button").first.inner_text().startswith("■ error")
    page.keyboard.press("]")
    assert page.locator("#d2").is_visible()
    assert not page.locator("#d1").is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_filters_by_check_and_decision_narrow_the_list(page):
    page.locator("#d1 select").first.select_option(RESIDUE)
    assert page.locator("#d1 .finding:visible").count() == 2
    page.locator("#d1 select").first.select_option("")
    page.locator("#f1 [data-decide=rejected]").click()
    page.locator("#d1 select").last.select_option("rejected")
    assert page.locator("#d1 .finding:visible").count() == 1
    assert page.locator("#d1 .decided").inner_text() == "1 / 6"


@pytest.mark.browser
@pytest.mark.slow
def test_decisions_stay_in_the_browser_and_are_handed_out_as_json(page):
    page.locator("#f1 [data-decide=accepted]").click()
    page.locator("#f1 .remark").fill("请单位更正")
    page.reload()
    assert page.locator("#f1").get_attribute("data-state") == "accepted"
    assert page.locator("#f1 .remark").input_value() == "请单位更正"
    with page.expect_download() as started:
        page.locator("#d1 [data-export]").click()
    handed = json.loads(Path(started.value.path()).read_text("utf-8"))
    assert handed["schema"] == "jixiao/decisions/1"
    assert [(one["check"], one["quote"], one["decision"], one["remark"]) for one in handed["decisions"]] == [
        (TREE, "1,269.16", "accepted", "请单位更正")
    ]
    assert "只存在本浏览器" in page.locator("#d1 .keeping").inner_text()


@pytest.mark.browser
@pytest.mark.slow
def test_an_address_opens_its_finding_in_its_document(page, tmp_path: Path):
    across = first_round().related[0]["id"]
    page.goto((tmp_path / "audit.html").as_uri() + f"#f{across}")
    page.reload()
    assert page.locator("#related").is_visible()
    page.locator(f"#f{across} .quotes .to").last.click()
    assert page.locator("#d1").is_visible()
    assert page.locator(".spot.here").first.inner_text() == "1,269.06"
    assert is_on_screen(page)


@pytest.mark.browser
@pytest.mark.slow
def test_the_check_tells_what_it_holds_documents_to(page):
    page.locator("#f1 .rule").click()
    assert page.locator("#f1 .statement:visible").inner_text() == "上级科目等于下级科目之和。"
    page.locator("#d1 .checked summary").click()
    assert page.locator("#d1 .counts").is_visible()
    page.locator("#d1 .document").click(position={"x": 5, "y": 400})
    assert not page.locator("#d1 .counts").is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_three_hundred_findings_find_their_places_and_scroll(long_page):
    assert long_page.locator(".finding").count() == 300
    astray = long_page.evaluate(
        """async () => {
          const astray = [];
          const side = document.querySelector(".document").getBoundingClientRect();
          for (const card of [...document.querySelectorAll(".finding")].filter((_, at) => at % 7 === 0)) {
            card.querySelector(".main").click();
            for (let turn = 0; turn < 5; turn += 1) await new Promise(requestAnimationFrame);
            const box = document.querySelector(".spot.here").getBoundingClientRect();
            if (box.top < side.top || box.bottom > side.bottom) astray.push(card.id);
          }
          return astray;
        }"""
    )
    assert astray == []
    slow = long_page.evaluate(
        """async () => {
          const side = document.querySelector(".document");
          const spans = [];
          side.scrollTop = 0;
          await new Promise(requestAnimationFrame);
          for (let turn = 0; turn < 120; turn += 1) {
            const began = performance.now();
            side.scrollTop += 160;
            await new Promise(requestAnimationFrame);
            spans.push(performance.now() - began);
          }
          return spans.sort((one, other) => one - other)[60];
        }"""
    )
    assert slow < 100  # the middle frame; a still page needs 17, and this machine may be busy


@pytest.mark.browser
@pytest.mark.slow
def test_words_are_found_over_the_numbers_in_the_margin(page):
    assert page.evaluate("window.find('基本支出969.16万元，其中')")
    assert page.evaluate("window.find('比上年下降（增长）3.33%')")


@pytest.mark.browser
@pytest.mark.slow
def test_a_narrow_window_stands_findings_first_and_leads_there_and_back(browser, tmp_path: Path):
    path = tmp_path / "narrow.html"
    path.write_text(audit_page(long_audit(30), "zh"), "utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    narrow = context.new_page()
    narrow.goto(path.as_uri())
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    assert narrow.locator(".side").bounding_box()["y"] < narrow.locator(".document").bounding_box()["y"]
    narrow.locator("#f9 .message").click()
    narrow.wait_for_timeout(200)
    assert 0 <= narrow.locator(".spot.here").first.bounding_box()["y"] < 760
    narrow.locator("#bar [data-back]").click()
    assert 0 <= narrow.locator("#f9").bounding_box()["y"] < 700
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_on_paper_the_findings_are_a_table_before_the_document(page):
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('#d1 .findings')).display") == "table"
    assert not page.locator("#d1 .side-head").is_visible()
    side, document = (page.locator(f"#d1 {one}").bounding_box() for one in (".side", ".document"))
    assert side["y"] + side["height"] <= document["y"]
    assert page.locator("#d1 .nos").first.is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_without_script_the_links_lead_from_a_finding_to_its_place(browser, tmp_path: Path):
    path = tmp_path / "plain.html"
    path.write_text(audit_page(first_round(), "zh"), "utf-8")
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(path.as_uri())
    assert not opened.locator("#d1 .side-head").is_visible()
    opened.locator("#f1 .main").click()
    assert opened.url.endswith("#p1-0")
    context.close()
