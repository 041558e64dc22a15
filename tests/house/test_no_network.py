"""The guard in tests/conftest.py: tests reach this machine and nothing beyond it."""

import errno
import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.com", 80)])
def test_a_connection_beyond_this_machine_is_refused(address: tuple[str, int]):
    with socket.socket() as outgoing, pytest.raises(RuntimeError, match="tests use no network"):
        outgoing.connect(address)


def test_a_name_is_not_looked_up():
    with pytest.raises(RuntimeError, match=r"reach example\.com"):
        socket.create_connection(("example.com", 80), timeout=1)


def test_the_loopback_address_is_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as outgoing,
    ):
        assert outgoing.getpeername() == server.getsockname()


def test_a_unix_socket_is_reached(tmp_path):
    with socket.socket(socket.AF_UNIX) as outgoing:
        assert outgoing.connect_ex(str(tmp_path / "nobody")) == errno.ENOENT
