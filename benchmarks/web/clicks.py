"""What people click, for locust: each has a session and a role, and a second or two of thinking between pages.

Where it is asked for, each twentieth click of those who fill in saves the months of a line of their budget.
"""

from __future__ import annotations

import json
import os
import re
from itertools import cycle
from pathlib import Path
from random import Random

from locust import FastHttpUser, between, task

PEOPLE = cycle(json.loads(Path(os.environ["JIXIAO_BENCH_PEOPLE"]).read_text("utf-8")))
PAGES = json.loads(os.environ["JIXIAO_BENCH_PAGES"])  # role or "all" -> addresses
IS_SAVING = os.environ.get("JIXIAO_BENCH_SAVING") == "1"
TOKEN = "b" * 32
LINE, SAVE = "a line", "its months saved"
VERSION = re.compile(r'name="version" value="(\d+)"')


class Visitor(FastHttpUser):
    """Someone who goes from page to page."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        """Sit down with a session of one's own."""
        self.person = next(PEOPLE)
        cookies = f"sessionid={self.person['session']}; csrftoken={TOKEN}"
        self.headers = {"Cookie": cookies, "Accept-Encoding": "gzip", "X-CSRFToken": TOKEN}
        # Pages of few people are clicked three times as often by them, so that a percentile of theirs says something.
        self.pages = [*PAGES["all"], *PAGES.get(self.person["role"], ()) * 3]
        self.choice = Random(self.person["session"])

    @task
    def click(self) -> None:
        """Open a page; now and then save."""
        if IS_SAVING and self.person["line"] and self.choice.random() < 1 / 20:
            self.save()
        else:
            page = self.choice.choice(self.pages)
            self._asked(page, page)

    def save(self) -> None:
        """Open a line of the budget, write what it spent month by month, save."""
        address = f"/budget/lines/{self.person['line']}/"
        version = VERSION.search(self._asked(address, LINE))
        if version is not None:
            months = {f"month-{month}": f"0.0{self.choice.randint(1, 9)}" for month in range(1, 13)}
            self._asked(address + "months/", SAVE, {"version": version[1], **months}, 302)

    def _asked(self, page: str, name: str, words: dict[str, str] | None = None, expected: int = 200) -> str:
        with self.client.request(
            "GET" if words is None else "POST", page, data=words, headers=self.headers, name=name,
            catch_response=True, allow_redirects=False,
        ) as answer:  # fmt: skip
            if answer.status_code != expected:
                answer.failure(f"{answer.status_code}")
            return answer.text or ""
