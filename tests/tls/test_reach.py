"""What the machine is called, and which of its addresses a certificate may name."""

import pytest

from vonggac.tls.reach import NoName, Reach, addresses, from_outside, local_name


@pytest.mark.parametrize(
    ("said", "name"),
    [("", "vonggac.local"), ("Camera", "camera.local"), ("camera-2.local", "camera-2.local")],
)
def test_the_name_is_one_label_under_local(
    monkeypatch: pytest.MonkeyPatch, said: str, name: str
) -> None:
    monkeypatch.setenv("VONGGAC_NAME", said)
    assert local_name() == name


@pytest.mark.parametrize("said", ["a.b", "-x", "x-", "trường", "a b", "x" * 64, "../x", "*"])
def test_what_is_no_name_is_refused(said: str) -> None:
    with pytest.raises(NoName):
        local_name(said)


def test_addresses_of_the_school_s_network_only() -> None:
    """Not those of the internet, of documentation, of a cable without a router."""
    cards = [
        "192.168.1.5",
        "10.3.0.9",
        "8.8.8.8",
        "169.254.7.7",
        "192.0.2.2",
        "fe80::1%eth0",
        "fd00::2",
    ]
    found = [str(each) for each in addresses("0.0.0.0", cards)]
    assert found == ["10.3.0.9", "127.0.0.1", "192.168.1.5", "::1", "fd00::2"]


@pytest.mark.parametrize("listening", ["127.0.0.1", "localhost"])
def test_pages_of_this_machine_only_are_named_so(listening: str) -> None:
    found = addresses(listening, ["192.168.1.5"])
    assert [str(each) for each in found] == ["127.0.0.1", "::1"]
    assert from_outside(Reach("vonggac.local", found)) == ()


def test_pages_on_one_card_are_named_by_it() -> None:
    found = addresses("192.168.1.5", ["192.168.1.5", "10.0.0.1"])
    assert [str(each) for each in found] == ["127.0.0.1", "192.168.1.5", "::1"]
