"""Which hosts are opened because a person typed them (ACCESS §3.4)."""

import socket

import pytest

from vonggac.kernel import hosts


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("127.9.9.9", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::127.0.0.1", "loopback"),
        ("64:ff9b::7f00:1", "loopback"),
        ("2002:7f00:1::", "loopback"),
        ("169.254.169.254", "forbidden_address"),
        ("fe80::1%eth0", "forbidden_address"),
        ("0.0.0.0", "forbidden_address"),
        ("::", "forbidden_address"),
        ("224.0.0.1", "forbidden_address"),
        ("ff02::1", "forbidden_address"),
        ("255.255.255.255", "forbidden_address"),
        ("10.255.254.253", None),
        ("2001:db8::1", None),
    ],
)
def test_this_machine_and_what_is_no_cameras_are_refused(host: str, why: str | None) -> None:
    """However the number is wrapped."""
    assert hosts.is_number(host)
    assert hosts.refused(host) == why


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f.1", "017700000001", "camera.lan", ""]
)
def test_short_numbers_are_names(host: str) -> None:
    """A resolver reads some of them as loopback: they are judged by what they resolve to."""
    assert not hosts.is_number(host)


def test_an_own_address_in_the_network_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own ports are no camera's, by whichever of its addresses."""
    bound: list[str] = []

    class Socket(socket.socket):
        def bind(self, address: tuple[str, int]) -> None:  # type: ignore[override]  # of AF_INET
            bound.append(address[0])

    monkeypatch.setattr(socket, "socket", Socket)
    assert hosts.refused("10.255.254.253") == "loopback"
    assert bound == ["10.255.254.253"]
