"""What people click, for locust: each has a session and a role, and two to four seconds between pages."""

from __future__ import annotations

import json
import os
from itertools import cycle
from pathlib import Path
from random import Random

from locust import FastHttpUser, between, task

PEOPLE = cycle(json.loads(Path(os.environ["JIXIAO_BENCH_PEOPLE"]).read_text("utf-8")))
PAGES = json.loads(os.environ["JIXIAO_BENCH_PAGES"])  # role or "all" -> addresses
COOKIE = "sessionid"


class Visitor(FastHttpUser):
    """Someone who goes from page to page."""

    # Quick clicking; the standard for shops on the web (TPC-W) thinks seven seconds on average.
    wait_time = between(2, 4)

    def on_start(self) -> None:
        """Sit down with a session of one's own."""
        person = next(PEOPLE)
        self.headers = {"Cookie": f"{COOKIE}={person['session']}", "Accept-Encoding": "gzip"}
        # Pages of few people are clicked three times as often by them, so that a percentile of theirs says something.
        self.pages = [*PAGES["all"], *PAGES.get(person["role"], ()) * 3]
        self.choice = Random(person["session"])

    @task
    def click(self) -> None:
        """Open a page."""
        page = self.choice.choice(self.pages)
        with self.client.get(
            page, headers=self.headers, name=page, catch_response=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code}")
