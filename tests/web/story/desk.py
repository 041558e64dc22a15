"""A person at a browser: what they open, fill in, press and see; each screen that is new is looked at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import Resolver404, resolve

from tests.web.conftest import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from jixiao.web.platform.people.models import Person

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
GRAVE = {"serious", "critical"}
REFUSALS = (409, 422)  # what a page answers that has something to say about what was entered
WAIT = 15_000  # ms
MOST_TABS = 120
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}, "resultTypes": ["violations"]}
# The widest thing that sticks out of the window, said so that it can be found.
STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide + 1) return "";
  const found = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > wide + 1);
  const one = found.pop() || document.body;
  return `${one.tagName.toLowerCase()}.${one.className} ${Math.round(one.getBoundingClientRect().right)} > ${wide}`;
}"""
# Looking leaves style="" behind, which a script that copies attributes would then be refused to write.
TIDY = "document.querySelectorAll('[style=\"\"]').forEach((one) => one.removeAttribute('style'))"
# Parts that are fetched once the page stands are there.
SETTLED = "!window.htmx || !document.querySelector('.htmx-request, main [hx-trigger=load]')"
AT_MAIN = "document.activeElement !== null && document.activeElement.matches('main .main')"
HAS_MAIN = """() => [...document.querySelectorAll("main button.main:not([disabled]), main a.button.main")]
  .some((one) => one.checkVisibility())"""


class Looks:
    """What was looked at, and what was found wrong; the test fails in the end with all of it."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.faults: list[str] = []
        named = os.environ.get("JIXIAO_SCREENSHOTS")
        self.folder = Path(named) if named else None
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        from axe_playwright_python.sync_playwright import Axe

        self.axe = Axe()

    def fault(self, screen: str, what: str) -> None:
        """Something that a person would stumble over."""
        told = f"{screen}: {what}"
        if told not in self.faults:
            self.faults.append(told)

    def look(self, page: Page, screen: str) -> None:
        """Look at a screen, unless it was looked at before."""
        if screen in self.seen:
            return
        self.seen.add(screen)
        page.wait_for_load_state("load")
        for _ in range(100):
            if page.evaluate(SETTLED):
                break
            page.wait_for_timeout(50)
        for one in self.axe.run(page, options=AXE).response["violations"]:
            if one["impact"] in GRAVE:
                nodes = "; ".join(f"{node['target']} {node['html'][:160]}" for node in one["nodes"][:4])
                self.fault(screen, f"axe {one['impact']} {one['id']} ×{len(one['nodes'])}: {nodes}")
        self._reach(page, screen)
        own = page.viewport_size or DESKTOP
        for form, size in (("desktop", DESKTOP), ("phone", PHONE)):
            page.set_viewport_size(size)
            self._wide(page, screen, form)
        page.set_viewport_size(own)
        page.evaluate(TIDY)

    def _wide(self, page: Page, screen: str, form: str) -> None:
        out = page.evaluate(STICKS_OUT)
        if out:  # charts are drawn anew after a moment
            page.wait_for_timeout(400)
            out = page.evaluate(STICKS_OUT)
        if out:
            self.fault(screen, f"wider than the window ({form}): {out}")
        if self.folder is not None:
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=self.folder / f"{len(self.seen):03}-{screen}-{form}.png", full_page=True)

    def _reach(self, page: Page, screen: str) -> None:
        """Who has no mouse gets to the main button with Tab."""
        if not page.evaluate(HAS_MAIN):
            return
        page.evaluate("document.getElementById('main')?.focus()")
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if page.evaluate(AT_MAIN):
                return
        self.fault(screen, f"Tab does not reach the main button within {MOST_TABS}")


class Desk:
    """One person, one browser window of their own."""

    def __init__(self, browser: Browser, address: str, looks: Looks, person: Person | None = None) -> None:
        self.address, self.looks, self.person = address, looks, person
        context = browser.new_context(viewport=DESKTOP, locale="zh-CN", accept_downloads=True)
        context.set_default_timeout(WAIT)
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: looks.fault(self.screen, f"error in a script: {error}"))
        self.page.on("response", self._answered)

    def sign_in(self, year: int) -> Desk:
        """Through the form, as everyone; then choose the year in the head line."""
        assert self.person is not None
        self.open("/")
        self.fill(username=self.person.username, password=PASSWORD)
        self.press("登录")
        self.see("我的工作")
        if self.page.locator("header.top [name=year]").count():
            self.choose(year=str(year))
        return self

    def choose(self, **chosen: str) -> None:
        """Choose the unit or the year of the head line."""
        for name, value in chosen.items():
            with self.page.expect_navigation():
                self.page.locator(f"header.top [name={name}]").select_option(value)
        self.arrived()

    @property
    def path(self) -> str:
        """Where the window is."""
        return self.page.url.removeprefix(self.address).partition("?")[0].partition("#")[0]

    @property
    def screen(self) -> str:
        """The name of the page, the same for every record."""
        try:
            return resolve(self.path).view_name.replace(":", "-")
        except Resolver404:
            return self.path.strip("/").replace("/", "-") or "blank"

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.locator("main")

    def arrived(self) -> None:
        """Look at the page if it is a new one."""
        if self.page.url.startswith(self.address):
            self.looks.look(self.page, self.screen)

    def look(self, name: str) -> None:
        """Look at the page in a state that has a name of its own."""
        self.looks.look(self.page, f"{self.screen}-{name}")

    def open(self, path: str) -> None:
        """Write an address."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status < 400, f"{answer.status} {path}"
        self.arrived()

    def go(self, name: str) -> None:
        """Choose an entry of the main navigation."""
        with self.page.expect_navigation():
            self.page.locator("nav.side").get_by_role("link", name=name, exact=True).click()
        self.arrived()

    def follow(self, words: str | re.Pattern[str], within: str = "main") -> None:
        """Click a link by its words."""
        exact = isinstance(words, str)
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=words, exact=exact).first.click()
        self.arrived()

    def press(self, words: str, within: str = "main") -> None:
        """Press a button that sends something and brings another page."""
        with self.page.expect_navigation():
            self.button(words, within).click()
        self.arrived()

    def button(self, words: str, within: str = "main") -> Locator:
        """A button by its words."""
        return self.page.locator(within).get_by_role("button", name=words, exact=True).first

    def fill(self, within: str = "main", **written: Any) -> None:
        """Fill fields by their names; a list is chosen from by its words or its value."""
        for name, value in written.items():
            self.enter(self.page.locator(within).locator(f"[name='{name.replace('__', '-')}']"), value)

    def enter(self, field: Locator, value: Any) -> None:
        """Put something into a field, whatever kind of field it is."""
        kind = field.first.evaluate("(one) => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()")
        if kind == "select":
            field.first.select_option(value)
        elif kind == "radio":
            field.and_(self.page.locator(f"[value='{value}']")).check()
        elif kind == "checkbox":
            field.first.set_checked(bool(value))
        elif kind == "file":
            field.first.set_input_files(value)
        else:
            field.first.fill(str(value))
            field.first.blur()  # only what was left has changed

    def see(self, *words: str) -> None:
        """Everything stands on the page."""
        for each in words:
            self.page.get_by_text(each).first.wait_for(state="attached")

    def unfold(self, words: str, within: str = "main") -> None:
        """Open what is folded away."""
        fold = self.page.locator(within).locator("details", has=self.page.locator(f"summary:has-text('{words}')")).last
        if not fold.evaluate("(one) => one.open"):
            fold.locator("summary").first.click()

    def download(self, words: str, within: str = "main") -> bytes:
        """Take a file away."""
        with self.page.expect_download() as taken:
            place = self.page.locator(within)
            place.get_by_role("link", name=words).or_(place.get_by_role("button", name=words)).first.click()
        return Path(taken.value.path()).read_bytes()

    def close(self) -> None:
        """Leave."""
        self.page.context.close()

    def _console(self, message: Any) -> None:
        refused = any(f"status of {status}" in message.text for status in REFUSALS)
        if message.type in ("error", "warning") and not refused:
            self.looks.fault(self.screen, f"console {message.type}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400 and response.status not in REFUSALS:
            self.looks.fault(self.screen, f"{response.status} {response.request.method} {response.url}")
