"""What people click, for locust: each has a session and a role, and a second or two of thinking between pages."""

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

    wait_time = between(1, 3)

    def on_start(self) -> None:
        """Sit down with a session of one's own."""
        person = next(PEOPLE)
        self.headers = {"Cookie": f"{COOKIE}={person['session']}", "Accept-Encoding": "gzip"}
        self.pages = [*PAGES["all"], *PAGES.get(person["role"], ())]
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
