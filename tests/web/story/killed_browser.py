"""A person at a browser while the web is being killed: an answer counts, all else may or may not have happened."""

from __future__ import annotations

import http.client
import http.cookiejar
import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from tests.web.story.killed_preparing import PASSWORD

SERVER_FAULT = 500


class Away(Exception):
    """No answer that one can rely on: the line was cut, or the server says that it failed."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    place: str

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    """An answer is looked at where it is, not where it leads."""

    def redirect_request(self, *_: Any) -> None:
        """Nowhere."""


class Browser:
    """Signed in as someone; signs in again where it must."""

    def __init__(self, address: str, username: str) -> None:
        self.address = address
        self.username = username
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(_Stay(), urllib.request.HTTPCookieProcessor(self.cookies))
        self.cut = 0
        self.failed: list[str] = []

    def get(self, place: str) -> Answer:
        """A page; asked for again until there is an answer, since asking changes nothing."""
        while True:
            try:
                found = self._ask(place, None, {})
            except Away:
                time.sleep(0.1)
                continue
            if found.status == 302 and found.place.startswith("/sign-in/"):
                self.sign_in()
                continue
            return found

    def sign_in(self) -> None:
        """Through the form, until it is done."""
        while True:
            try:
                self._ask("/sign-in/", None, {})
                found = self._ask("/sign-in/", {"username": self.username, "password": PASSWORD}, {})
            except Away:
                time.sleep(0.1)
                continue
            assert found.status == 302, (found.status, found.text[-3000:])
            return

    def post(self, place: str, words: dict[str, Any], files: dict[str, tuple[str, bytes]] | None = None) -> Answer:
        """Send a form once; raises `Away` where it stays unknown whether it was taken."""
        found = self._ask(place, words, files or {})
        assert not found.place.startswith("/sign-in/"), "a session was lost"
        return found

    def _ask(self, place: str, words: dict[str, Any] | None, files: dict[str, tuple[str, bytes]]) -> Answer:
        request = urllib.request.Request(self.address + place)
        if words is not None:
            token = next((one.value or "" for one in self.cookies if one.name == "csrftoken"), "")
            request.data, kind = _form(words, files)
            for name, value in (("Content-Type", kind), ("X-CSRFToken", token), ("Referer", self.address + place)):
                request.add_header(name, value)
        try:
            with self.opener.open(request, timeout=20) as response:
                found = Answer(response.status, response.read(), "")
        except urllib.error.HTTPError as error:
            with error:
                found = Answer(error.code, _read(error), error.headers.get("Location") or "")
        except (OSError, http.client.HTTPException) as error:
            self.cut += 1
            raise Away(str(error)) from error
        if found.status >= SERVER_FAULT:
            self.failed.append(f"{found.status} {place}")
            raise Away(found.status)
        return found


def _read(error: urllib.error.HTTPError) -> bytes:
    try:
        return bytes(error.read())
    except (OSError, http.client.HTTPException) as cut:
        raise Away(str(cut)) from cut


def _form(words: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    if not files:
        return urllib.parse.urlencode(words, doseq=True).encode(), "application/x-www-form-urlencoded"
    line = secrets.token_hex(16)
    begin = f"--{line}\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in words.items()]
    for name, (file, content) in files.items():
        kind = "Content-Type: application/octet-stream"
        parts += [f'{begin}"{name}"; filename="{file}"\r\n{kind}\r\n\r\n'.encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{line}--\r\n".encode()]), f"multipart/form-data; boundary={line}"


def version_for(page: Answer, move: str) -> int | None:
    """The version that the form of a move carries; None where the page does not offer the move."""
    found = re.search(rf'/move/{move}/"[^>]*>.*?name="version" value="(\d+)"', page.text, re.DOTALL)
    return None if found is None else int(found[1])
