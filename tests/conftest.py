"""What holds for every test: nothing leaves this machine."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

REFUSAL = (
    "a test tried to reach {target}: tests use no network. Serve it on the loopback address, "
    "or put what the test needs beside it as a file"
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes runs when it is asked for; what takes long is begun first."""
    if "long" not in (config.option.markexpr or ""):
        skip = pytest.mark.skip(reason="takes minutes: pytest -m long")
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(skip)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


class NetworkRefused(RuntimeError):
    """A test tried to leave this machine."""


def is_local(host: object) -> bool:
    """Whether a host name or address stays on this machine; `None` and "" mean the machine itself."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def guarded_connect(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    """The same method, but it refuses addresses beyond loopback and Unix sockets (embedded PostgreSQL)."""

    def method(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise NetworkRefused(REFUSAL.format(target=f"{address[0]}:{address[1]}"))
        return connect(self, address)

    return method


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse connections, and look-ups of names, beyond this machine, for the whole session.

    Looking a name up is refused as well: it would be the first thing to leave the machine, and without a
    network its failure hides the true reason.
    """
    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_local(host):
            raise NetworkRefused(REFUSAL.format(target=host))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        for method in ("connect", "connect_ex"):
            patch.setattr(socket.socket, method, guarded_connect(getattr(socket.socket, method)))
        yield
