"""RTP, RTCP, the Transport header, addresses: what stands on the wire."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from vonggac.rtsp.address import AddressError, parse_address, resolve_control, split_credentials
from vonggac.rtsp.rtp import (
    build_receiver_report,
    build_sender_report,
    ntp_from_us,
    parse_rtcp,
    us_from_ntp,
)
from vonggac.rtsp.transport import Transport, TransportSpec, parse_transport
from vonggac.rtsp.udp import MAX_HELD, Reorder


@given(st.integers(0, 4_000_000_000_000_000))
def test_an_instant_survives_ntp(utc_us: int) -> None:
    """From 1970 to 2096, over the era that begins in 2036."""
    assert us_from_ntp(ntp_from_us(utc_us)) == utc_us


@given(st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF), st.integers(0, 1 << 51))
def test_a_sender_report_comes_back(ssrc: int, rtp_time: int, utc_us: int) -> None:
    packet = build_sender_report(ssrc, utc_us, rtp_time, 1, 2)
    assert len(packet) % 4 == 0
    report = parse_rtcp(packet).report
    assert report is not None
    assert (report.ssrc, report.rtp_time, report.utc_us) == (ssrc, rtp_time, utc_us)


def test_a_report_behind_another_and_a_goodbye_are_found() -> None:
    """A compound packet (RFC 3550 §6.1); what breaks off at its end is left out."""
    packet = build_receiver_report(1, 2, lost=-1) + build_sender_report(3, 10**15, 4, 0, 0)
    packet += b"\x81\xcb\x00\x01\x00\x00\x00\x03"
    read = parse_rtcp(packet + b"\x80\xc8\x00\x06")
    assert read.goodbye
    assert read.report is not None
    assert read.report.rtp_time == 4


@pytest.mark.parametrize(
    "spec",
    [
        TransportSpec(Transport.TCP, interleaved=(0, 1)),
        TransportSpec(Transport.TCP, interleaved=(7, 9), ssrc=0xCAFE),
        TransportSpec(Transport.UDP, client_port=(5000, 5001), server_port=(6000, 6001)),
        TransportSpec(Transport.UDP, client_port=(5000, 5001), source="10.0.0.1"),
    ],
)
def test_a_transport_comes_back(spec: TransportSpec) -> None:
    assert parse_transport(spec.format()) == [spec]


def test_transports_in_a_list_keep_their_order_and_unknown_ones_are_left_out() -> None:
    header = "RTP/SAVP;unicast,RTP/AVP/TCP;interleaved=4,RTP/AVP/UDP;client_port=1-99999;ssrc= 12g"
    assert parse_transport(header) == [
        TransportSpec(Transport.TCP, interleaved=(4, 5)),
        TransportSpec(Transport.UDP),
    ]


@pytest.mark.parametrize(
    ("typed", "clean", "user", "password"),
    [
        ("rtsp://h/live", "rtsp://h/live", "", ""),
        ("rtsp://admin:1@h:8554/a?b=c", "rtsp://h:8554/a?b=c", "admin", "1"),
        ("rtsp://admin:p%40ss%2F@h/", "rtsp://h/", "admin", "p@ss/"),
        ("rtsp://admin:p@ss@h/", "rtsp://h/", "admin", "p@ss"),
        ("rtsp://admin:a/b@h/x", "rtsp://h/x", "admin", "a/b"),
        ("rtsp://admin@h/", "rtsp://h/", "admin", ""),
        ("rtsp://h/user@name", "rtsp://h/user@name", "", ""),
        ("rtsp://h:554/user@name", "rtsp://h:554/user@name", "", ""),
        (" rtsp://[::1]:8554/x ", "rtsp://[::1]:8554/x", "", ""),
        ("nonsense", "nonsense", "", ""),
    ],
)
def test_credentials_are_taken_out_of_an_address(
    typed: str, clean: str, user: str, password: str
) -> None:
    assert split_credentials(typed) == (clean, user, password)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12))
def test_no_part_of_a_password_stays_in_the_address(password: str) -> None:
    """However it is escaped by the one who knows how."""
    escaped = "".join(f"%{ord(letter):02X}" for letter in password)
    assert split_credentials(f"rtsp://u:{escaped}@h/live") == ("rtsp://h/live", "u", password)


@pytest.mark.parametrize(
    "url", ["", "h", "rtsp:///x", "rtsp://u:p@h/", "rtsp://h:99999/", "rtsps://h/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        parse_address(url)


def test_an_address_of_ipv6_keeps_its_brackets() -> None:
    address = parse_address("rtsp://[fe80::1]:8554/live?a=b")
    assert (address.host, address.port, address.path) == ("fe80::1", 8554, "/live?a=b")
    assert (
        resolve_control(address, address.url, "track1") == "rtsp://[fe80::1]:8554/live?a=b/track1"
    )


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def through(reorder: Reorder, numbers: list[int]) -> list[int]:
    """The order in which packets with these numbers go on."""
    out = []
    for number in numbers:
        if reorder.in_order(number):
            out.append(number)
        else:
            reorder.hold(number, number.to_bytes(2, "big"))
        out += [int.from_bytes(packet, "big") for packet in reorder.released()]
    return out


@given(st.integers(0, 0xFFFF), st.permutations(range(6)))
def test_packets_within_the_window_come_out_in_order(base: int, order: list[int]) -> None:
    """From any number on, over the turn of 16 bits too."""
    numbers = [base + 1 + n & 0xFFFF for n in order]
    assert through(Reorder(Clock()), [base, *numbers]) == [base + n & 0xFFFF for n in range(7)]


def test_a_hole_is_waited_for_no_longer_than_the_window() -> None:
    clock = Clock()
    reorder = Reorder(clock)
    assert through(reorder, [1, 3]) == [1]
    clock.now = 0.1
    assert through(reorder, [4]) == [3, 4]
    numbers = list(range(6, 6 + MAX_HELD + 1))
    assert through(reorder, numbers) == numbers


def test_late_and_double_packets_are_left_out_and_a_new_count_is_taken_up() -> None:
    reorder = Reorder(Clock())
    assert through(reorder, [10_000, 10_000, 9_999]) == [10_000]
    assert reorder.late == 2
    anew = through(reorder, list(range(100, 200)))
    assert anew[-1] == 199
    assert len(anew) > 60
