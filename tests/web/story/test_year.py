"""The whole year through every role in a browser: from the first project to the page that citizens read."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from jixiao.web.platform.clock import today
from tests.web.story import ending, evaluating, monitoring, planning, reading
from tests.web.story.desk import PHONE, Desk, Looks

if TYPE_CHECKING:
    from collections.abc import Iterator

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (or name it: CHROMIUM=…)"),
]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def browser(monkeypatch) -> Iterator:
    """Chromium; its loop runs in this thread, which Django would otherwise take for a mistake."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
        connections.close_all()  # those of this loop; outside of it nobody sees them


@pytest.fixture
def looks() -> Looks:
    """Who looks at every screen."""
    return Looks()


@pytest.fixture
def desks(browser, live_server, looks, people) -> dict[str, Desk]:
    """Everyone at their desk, signed in, with last year chosen."""
    year = today().year - 1
    return {
        role: Desk(browser, live_server.url, looks, people[role]).sign_in(year)
        for role in (
            "filler",
            "section_head",
            "unit_head",
            "reviewer",
            "leader",
            "auditor",
            "evaluator",
            "administrator",
        )
    }


@pytest.fixture
def anyone(browser, live_server, looks) -> Desk:
    """Somebody at home, at a phone, who signs in nowhere."""
    desk = Desk(browser, live_server.url, looks)
    desk.page.set_viewport_size(PHONE)
    return desk


def test_the_whole_year(desks, anyone, looks, run_jobs, tmp_path):
    year = today().year - 1
    planning.projects(desks, year)
    planning.budget(desks, year, tmp_path)
    planning.goals(desks)
    monitoring.spending(desks)
    monitoring.reallocation(desks)
    monitoring.midyear(desks, year)
    monitoring.year_end(desks["filler"], year)
    evaluating.self_evaluation(desks, year, tmp_path)
    evaluating.signatures(desks)
    evaluating.review(desks, year)
    ending.report(desks, run_jobs)
    ending.rectification(desks, year, tmp_path)
    ending.documents(desks, year, run_jobs, tmp_path)
    reading.leader(desks["leader"])
    reading.evaluator(desks["evaluator"])
    reading.administrator(desks["administrator"])
    reading.auditor(desks["auditor"])
    reading.anyone(anyone, year)

    assert not looks.faults, "\n".join(looks.faults)
