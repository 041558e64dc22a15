"""Which addresses a webhook may have, and how one is reached: pinned to what its name meant when it was looked up.

A webhook makes this program call an address that somebody chose. So that nobody sees through it what only this machine
sees, every address that a name stands for must be a public one, or lie in a network that the installation allows
(`WEBHOOK_NETWORKS`). The connection goes to the very address that was looked at, and no redirection is followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 500
TIMEOUT = 10.0  # seconds, for each step of an exchange
LONGEST_EXCHANGE = 20.0  # seconds for all of it, however slowly the other side speaks
MOST_READ = 4096  # bytes of an answer; the rest is nobody's business
HTTPS, HTTP = 443, 80
# Ways by which an address of the newer kind stands for one of the older kind, whichever that is.
TRANSLATED = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
LOCAL = ("localhost", "127.0.0.1", "::1")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\<>\"{}|^`\u200b-\u200f\u202a-\u202e\u2066-\u2069]")

NOT_AN_ADDRESS = Text(
    "请填完整网址，如 https://example.com/hook。", "Enter a whole address, as in https://example.com/hook."
)
NOT_SAFE = Text("须以 https:// 开头；http:// 只用于本机。", "It begins with https://; http:// is for this machine.")
NO_NAMES = Text("网址里不要写用户名、密码或 #。", "Leave user names, passwords and # out of the address.")
UNKNOWN = Text("找不到这个主机。", "The host is not known.")
NOT_ALLOWED = Text(
    "这个地址在内部网络里，不允许推送；如确有需要，请维护人员把该网段列入允许名单。",
    "The address lies in an internal network. Ask the maintainers to allow that network if it is needed.",
)

# What kept an answer away, the narrower kind before the wider.
WHY = (
    (ssl.SSLCertVerificationError, Text("证书不可信", "the certificate is not trusted")),
    (ssl.SSLError, Text("加密连接失败", "no encrypted connection")),
    (TimeoutError, Text("超时没有应答", "no answer in time")),
    (ConnectionRefusedError, Text("没有应答：连接被拒绝", "no answer: the connection was refused")),
)
BROKEN_OFF = Text("没有应答：连接中断", "no answer: the connection broke off")


class Unreachable(Exception):
    """An address that is refused or does not answer; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart."""

    is_tls: bool
    host: str
    port: int
    path: str


def target_of(address: str) -> Target:
    """An address taken apart; raises `Unreachable` where it cannot be a webhook's."""
    if len(address) > LONGEST or _UNFIT.search(address):
        raise Unreachable(NOT_AN_ADDRESS)
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        raise Unreachable(NOT_AN_ADDRESS) from None
    if parts.scheme not in ("http", "https") or not host:
        raise Unreachable(NOT_AN_ADDRESS)
    if parts.scheme == "http" and host not in LOCAL:
        raise Unreachable(NOT_SAFE)
    if parts.username is not None or parts.password is not None or "#" in address:
        raise Unreachable(NO_NAMES)
    is_tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise Unreachable(NOT_AN_ADDRESS)
    return Target(is_tls, host, port or (HTTPS if is_tls else HTTP), path)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, itself where it is one; raises `Unreachable`."""
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(UNKNOWN) from None
    return list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))


def may_reach(address: Address) -> bool:
    """Whether an address is a public one, or lies in a network that the installation allows."""
    inside = getattr(address, "ipv4_mapped", None) or address
    for network in getattr(settings, "WEBHOOK_NETWORKS", ()):
        if inside in ipaddress.ip_network(network, strict=False):
            return True
    if any(inside in way for way in TRANSLATED):
        return False
    return inside.is_global and not inside.is_multicast and not inside.is_reserved


def pinned(target: Target) -> str:
    """The one address to which a target is reached; raises `Unreachable` where any of its addresses is refused."""
    found = resolved(target.host, target.port)
    if not found or not all(may_reach(ipaddress.ip_address(one)) for one in found):
        raise Unreachable(NOT_ALLOWED)
    return found[0]


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body and return the code of the answer; raises `Unreachable` where there is none."""
    target = target_of(address)
    connection = _Pinned(target, pinned(target))
    end = threading.Timer(LONGEST_EXCHANGE, connection.break_off)
    end.daemon = True
    end.start()
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(MOST_READ)
        return answer.status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(next((said for kind, said in WHY if isinstance(error, kind)), BROKEN_OFF)) from error
    finally:
        end.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at; the certificate has to be the name's."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT)
        self.is_tls = target.is_tls
        self.address = address
        self.line: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the address, not to whatever the name means by now."""
        self.line = sock = socket.create_connection((self.address, self.port), TIMEOUT)
        if self.is_tls:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)
        self.sock = sock

    def break_off(self) -> None:
        """End the exchange wherever it stands."""
        if self.line is not None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)
