"""People who go on working while everything is being killed, each remembering what was acknowledged."""

from __future__ import annotations

import json
import re
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.web.story.killed_browser import Away, Browser, version_for

if TYPE_CHECKING:
    from tests.web.story.killed_browser import Answer

LINES = 40
HEADS = "编号,支出类别,项目编码,名称,功能分类,经济分类,资金来源,年初预算（元）"
LINE = "基本支出,,办公费,2010301,30201,一般公共预算拨款"
SEEN, STALE = 302, 409


class Client(threading.Thread):
    """Does one thing after another until it is asked to stop; what it has begun it finishes."""

    def __init__(self, address: str, made: dict[str, Any], *posts: str, of: str = "short") -> None:
        super().__init__(daemon=True)
        self.made = made
        self.browsers = {post: Browser(address, f"{made[of]}.{post}") for post in posts}
        self.asked_to_stop = threading.Event()
        self.fault: BaseException | None = None
        self.repeated = 0

    def run(self) -> None:
        """Sign in, then step after step."""
        try:
            for browser in self.browsers.values():
                browser.sign_in()
            while not self.asked_to_stop.is_set():
                self.step()
        except BaseException as fault:  # told by the test, which waits for the thread
            self.fault = fault

    def step(self) -> None:
        """A change from beginning to end."""
        raise NotImplementedError

    def insist(self, post: str, place: str, words: dict[str, Any], **more: Any) -> Answer:
        """Send the very same form until something is answered."""
        while True:
            try:
                return self.browsers[post].post(place, words, **more)
            except Away:
                self.repeated += 1
                time.sleep(0.1)


class Importer(Client):
    """Brings 40 lines, looks at them, takes them in; every fourth batch is undone."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        super().__init__(address, made, "filler")
        self.batches: dict[int, int] = {}  # import -> number of the batch
        self.undone: set[int] = set()

    def step(self) -> None:
        """One batch."""
        number = len(self.batches) + 1
        rows = [
            f"K{number:03d}-{one:02d},基本支出,,办公费,2010301,30201,一般公共预算拨款,{yuan(number, one)}"
            for one in range(LINES)
        ]
        content = "\n".join([HEADS, *rows]).encode()
        place = f"/budget/{self.made['budget']}/import/"
        answer = self.insist("filler", place, {}, files={"file": (f"第{number}批.csv", content)})
        assert answer.status == SEEN, answer.text[-3000:]
        kept = int(answer.place.strip("/").rpartition("/")[2])
        self._until(kept, "apply", "undo")
        self.batches[kept] = number
        if number % 4 == 0:
            self._until(kept, "undo", None)
            self.undone.add(kept)

    def _until(self, kept: int, step: str, following: str | None) -> None:
        """Make a step, however often it has to be sent; the page then offers the next one, and no longer this one."""
        place = f"/budget/imports/{kept}/"
        answer = self.insist("filler", f"{place}{step}/", {})
        assert (answer.status, answer.place) == (SEEN, place)
        page = self.browsers["filler"].get(place).text
        assert f"{place}{step}/" not in page, page[-3000:]
        assert following is None or f"{place}{following}/" in page, page[-3000:]


def yuan(batch: int, line: int) -> int:
    """An amount that belongs to one line only."""
    return batch * 1000 + line + 1


class Signer(Client):
    """Signs an evaluation for the section and takes the signature back, each with the version that the page told."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        super().__init__(address, made, "section")
        self.moves: list[str] = []

    def step(self) -> None:
        """One move: the same words with the same version until they are acknowledged."""
        home = f"/evaluation/{self.made['evaluation']}/"
        page = self.browsers["section"].get(home)
        name = next(one for one in ("sign_section", "withdraw") if version_for(page, one) is not None)
        answer = self.insist("section", f"{home}move/{name}/", {"version": version_for(page, name), "note": "再看一遍"})
        assert answer.status == SEEN, answer.text[-3000:]
        after = self.browsers["section"].get(home)
        assert version_for(after, name) is None, after.text[-3000:]
        self.moves.append(name)


class Reporter(Client):
    """Has a report checked in the background, answers its errors, signs it twice, takes its files, sends it back."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        super().__init__(address, made, "filler", "section", "head", of="reporting")
        self.home = f"/report/{made['report']}/"
        self.checks = self.signed = 0
        self.files: list[tuple[str, bytes]] = []

    def step(self) -> None:
        """One round."""
        self._check()
        for key in self._unanswered():
            words = {"version": 0, "text": "口径不同，已在附注中说明。"}
            assert self.insist("filler", f"{self.home}answers/{key}/", words).status in (SEEN, STALE)
        self._move("section", "sign_section")
        self._move("head", "sign_unit")
        self.signed += 1
        for form in ("docx", "pdf"):
            self.files.append((form, self.browsers["filler"].get(f"{self.home}files/{form}/").body))
        self._move("head", "send_back")

    def _check(self) -> None:
        """Ask for a check, and wait until its job has ended."""
        answer = self.insist("filler", f"{self.home}check/", {})
        assert answer.status == SEEN, answer.text[-3000:]
        self.checks += 1
        while True:
            jobs = json.loads(self.browsers["filler"].get("/jobs/").text)["jobs"]
            mine = [one for one in jobs if one["kind"] == "report.check"]
            if all(one["over"] for one in mine):
                assert mine, "the job of a check that was acknowledged is gone"
                assert mine[0]["state"] == "done", mine[0]
                return
            time.sleep(0.2)

    def _unanswered(self) -> list[str]:
        page = self.browsers["filler"].get(self.home).text
        forms = re.findall(rf'"{self.home}answers/([\w-]+)/">.*?name="version" value="(\d+)"', page, re.DOTALL)
        return [key for key, version in forms if version == "0"]

    def _move(self, post: str, name: str) -> None:
        version = version_for(self.browsers[post].get(self.home), name)
        assert version is not None, (name, self.browsers[post].get(self.home).text[-9000:])
        answer = self.insist(post, f"{self.home}move/{name}/", {"version": version, "note": "重做一遍"})
        # A second sending of what was taken already is told that someone was faster.
        assert answer.status in (SEEN, STALE), (answer.status, answer.text[-3000:])
        assert version_for(self.browsers[post].get(self.home), name) is None


class Speaker(Client):
    """Says what an indicator has reached, each value once: what is not acknowledged is let go."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        super().__init__(address, made, "filler")
        self.told: list[str] = []
        self.unsure: list[str] = []

    def step(self) -> None:
        """One value."""
        value = f"{len(self.told) + len(self.unsure) + 1}.5"
        place = f"/goals/rows/{self.made['indicator']}/"
        try:
            answer = self.browsers["filler"].post(
                f"{place}report/", {"day": f"{self.made['year']}-01-31", "value": value, "said": ""}
            )
        except Away:
            self.unsure.append(value)
            time.sleep(0.1)
            return
        assert (answer.status, urlsplit(answer.place).path) == (SEEN, place), answer.text[-3000:]
        self.told.append(value)
        time.sleep(0.05)


class Spender(Client):
    """Records what a line spent in a month, with the version that the page told."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        super().__init__(address, made, "filler")
        self.version = made["line_version"]
        self.amount = 0

    def step(self) -> None:
        """The month with one yuan more or less."""
        place = f"/budget/lines/{self.made['line']}/months/"
        amount = 100 + self.version % 50
        answer = self.insist("filler", place, {"version": self.version, "month-1": f"0.{amount:04d}"})
        assert answer.status in (SEEN, STALE), (answer.status, answer.text[-3000:])
        self.version, self.amount = self.version + 1, amount
