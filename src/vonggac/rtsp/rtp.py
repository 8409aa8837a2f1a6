"""RTP and RTCP on the wire (RFC 3550): headers and reports that both sides build and read."""

import struct
from dataclasses import dataclass

RTP_HEADER = 12
SENDER_REPORT, RECEIVER_REPORT, SOURCE_DESCRIPTION, GOODBYE = 200, 201, 202, 203

_NTP_EPOCH_S = 2_208_988_800
"""Seconds from 1900, NTP's zero, to 1970."""
_MICROSECOND = 1_000_000


def rtp_header(
    payload_type: int, sequence: int, timestamp: int, ssrc: int, *, marker: bool
) -> bytes:
    """The twelve bytes before a payload; sequence and timestamp are cut to their width."""
    return struct.pack(
        "!BBHII",
        0x80,
        (0x80 if marker else 0) | payload_type,
        sequence & 0xFFFF,
        timestamp & 0xFFFFFFFF,
        ssrc & 0xFFFFFFFF,
    )


def interleaved_header(channel: int, length: int) -> bytes:
    """What stands before a packet on the RTSP connection (RFC 2326 §10.12)."""
    return struct.pack("!BBH", 0x24, channel, length)


def ntp_from_us(utc_us: int) -> int:
    """The 64-bit NTP time of an instant; the era (2036) is cut off."""
    seconds, rest = divmod(utc_us, _MICROSECOND)
    return ((seconds + _NTP_EPOCH_S) & 0xFFFFFFFF) << 32 | (rest << 32) // _MICROSECOND


def us_from_ntp(ntp: int) -> int:
    """The instant of a 64-bit NTP time; values below 2³¹ seconds are of the era that begins in
    2036 (RFC 4330 §3).
    """
    seconds = ntp >> 32
    if seconds < 1 << 31:
        seconds += 1 << 32
    # Rounded to the nearest microsecond: truncation would lose one on the way there and back.
    return (seconds - _NTP_EPOCH_S) * _MICROSECOND + (
        ((ntp & 0xFFFFFFFF) * _MICROSECOND + (1 << 31)) >> 32
    )


@dataclass(frozen=True, slots=True)
class SenderReport:
    """The camera says: my tick ``rtp_time`` was the instant ``utc_us`` on my clock."""

    ssrc: int
    ntp: int
    rtp_time: int

    @property
    def utc_us(self) -> int:
        return us_from_ntp(self.ntp)


def build_sender_report(ssrc: int, utc_us: int, rtp_time: int, packets: int, octets: int) -> bytes:
    """A compound packet: sender report and source description (RFC 3550 §6.1)."""
    report = struct.pack(
        "!BBHIQIII",
        0x80,
        SENDER_REPORT,
        6,
        ssrc & 0xFFFFFFFF,
        ntp_from_us(utc_us),
        rtp_time & 0xFFFFFFFF,
        packets & 0xFFFFFFFF,
        octets & 0xFFFFFFFF,
    )
    return report + _source_description(ssrc)


def build_receiver_report(
    ssrc: int,
    sender_ssrc: int,
    *,
    fraction_lost: int = 0,
    lost: int = 0,
    highest_sequence: int = 0,
    jitter: int = 0,
    last_report: int = 0,
    since_last_report: int = 0,
) -> bytes:
    """A compound packet: one report block and a source description (RFC 3550 §6.4.2).

    ``fraction_lost`` in 1/256, ``last_report`` the middle 32 bits of the NTP time of the last
    sender report, ``since_last_report`` in 1/65536 s.
    """
    report = struct.pack(
        "!BBHIIIIIII",
        0x81,
        RECEIVER_REPORT,
        7,
        ssrc,
        sender_ssrc,
        min(255, fraction_lost) << 24 | max(0, min(0x7FFFFF, lost)),
        highest_sequence & 0xFFFFFFFF,
        jitter & 0xFFFFFFFF,
        last_report & 0xFFFFFFFF,
        since_last_report & 0xFFFFFFFF,
    )
    return report + _source_description(ssrc)


def _source_description(ssrc: int) -> bytes:
    name = b"vonggac"
    item = struct.pack("!BB", 1, len(name)) + name
    item += bytes(4 - len(item) % 4)  # an end mark, and up to a multiple of four
    return (
        struct.pack("!BBHI", 0x81, SOURCE_DESCRIPTION, 1 + len(item) // 4, ssrc & 0xFFFFFFFF) + item
    )


@dataclass(frozen=True, slots=True)
class Rtcp:
    """What a compound packet said that we use."""

    report: SenderReport | None = None
    goodbye: bool = False


def parse_rtcp(packet: bytes) -> Rtcp:
    """Reads a compound packet as far as it is sound; never raises."""
    report, goodbye, at = None, False, 0
    while at + 8 <= len(packet) and packet[at] >> 6 == 2:
        kind, words = struct.unpack_from("!xBH", packet, at)
        end = at + 4 + 4 * words
        if end > len(packet):
            break
        if kind == SENDER_REPORT and words >= 6:
            report = SenderReport(*struct.unpack_from("!IQI", packet, at + 4))
        elif kind == GOODBYE:
            goodbye = True
        at = end
    return Rtcp(report, goodbye)
