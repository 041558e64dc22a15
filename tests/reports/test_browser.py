"""The page in a browser: no request, no complaint, doors by mouse and keyboard, two languages, narrow windows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.reports.html.page import scorecard_html
from tests.reports.sample import scorecard

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (or name it: CHROMIUM=…)"),
]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "card.html"
    path.write_text(scorecard_html(scorecard()), "utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser, address: str) -> Iterator:
    """The page in a wide window; afterwards nothing may have been requested or complained about."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    opened = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address)
    yield opened
    assert complaints == []
    assert [url for url in requests if url != address and not url.startswith("data:")] == []
    context.close()


def is_open(page) -> bool:
    return page.evaluate("document.documentElement.classList.contains('open')")


def shown(page) -> str:
    return page.locator("#drawer article.shown h2").inner_text()


def test_a_click_on_a_figure_opens_its_door_and_escape_closes_it(page):
    page.locator("#lost .arithmetic a", has_text="16 人").first.click()
    assert is_open(page)
    assert shown(page).startswith("编外人数")
    assert "三、绩效情况" in page.locator("#drawer article.shown").inner_text()
    page.keyboard.press("Escape")
    assert not is_open(page)
    assert page.evaluate("document.activeElement.textContent") == "16 人"


def test_keys_walk_through_the_items_and_enter_opens(page):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert shown(page) == "政府采购执行情况"
    page.keyboard.press("j")
    assert shown(page) == "预算调整控制"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert shown(page) == "编外人员控制率"


def test_a_door_leads_on_and_back(page):
    page.locator("#lost a.main").first.click()
    page.locator("#drawer article.shown a", has_text="52 人").first.click()
    assert shown(page).startswith("在编人数")
    page.get_by_role("button", name="返回").click()
    assert shown(page) == "编外人员控制率"


def test_an_address_opens_its_door(page, address: str):
    page.goto(f"{address}#f-satisfaction-2023")
    page.reload()
    assert shown(page).startswith("公众满意度")
    assert "来源矛盾" in page.locator("#drawer article.shown").inner_text()


def test_the_language_switches_in_the_page(page):
    page.get_by_role("button", name="English").click()
    assert page.locator("#lost h2").inner_text().startswith("Points lost")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "云溪市临江区营商服务中心 2023: performance scorecard"
    page.keyboard.press("l")
    assert page.locator("#lost h2").inner_text().startswith("失分")


def test_a_question_mark_shows_the_keys(page):
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_the_page_has_landmarks_and_its_focus_can_be_seen(page):
    for role in ("banner", "main", "navigation"):
        assert page.get_by_role(role).count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_narrow_windows_do_not_scroll_sideways(page):
    for width in (390, 320, 768):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#lost a.main").first.click()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_the_drawer_goes_and_every_step_of_a_loss_stands(page):
    page.emulate_media(media="print")
    assert not page.locator("#drawer").is_visible()
    assert not page.locator(".languages").is_visible()
    assert page.locator("#lost .arithmetic li").first.is_visible()


def test_without_script_the_links_lead_to_the_evidence(browser, address: str):
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    opened.locator("#lost a.main").first.click()
    assert opened.url.endswith("#d-off-establishment")
    assert opened.locator("#d-off-establishment").is_visible()
    context.close()
