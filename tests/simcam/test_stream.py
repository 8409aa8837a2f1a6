"""A virtual camera's stream is a function of the wall clock."""

import itertools
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.scenes.virtual import made

from vonggac.kernel.streams import Codec
from vonggac.rtsp.rtp import parse_rtcp
from vonggac.simcam.clip import Clip, PreparedUnit
from vonggac.simcam.faults import Faults, Oddities
from vonggac.simcam.stream import VirtualStream

HOUR_US = 1_800_000_000_000_000
"""A whole minute of some day, and a multiple of every clip's length here."""


class Ear:
    """A listener that notes sequence, time and marker of every packet."""

    def __init__(self) -> None:
        self.heads: list[tuple[int, int, int, bool]] = []
        self.hung_up = False

    def deliver(
        self, track: int, unit: PreparedUnit, data: bytes, packets: Sequence[bytes] | None
    ) -> None:
        for packet in unit.packets(data) if packets is None else packets:
            second, sequence, time = struct.unpack_from("!xBHI", packet)
            self.heads.append((track, sequence, time, bool(second & 0x80)))

    def hang_up(self) -> None:
        self.hung_up = True

    def times(self, track: int = 0) -> list[int]:
        """One a picture."""
        return [time for which, _, time, marker in self.heads if which == track and marker]


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    """Two seconds, 25 pictures a second."""
    return Clip.load(made(tmp_path / "a.mp4"))


def stream_of(clip: Clip, path: str = "gate/main") -> VirtualStream:
    return VirtualStream(path, clip, phase_us=0, oddities=Oddities())


def play(stream: VirtualStream, from_us: int, seconds: float) -> Ear:
    ear = Ear()
    stream.subscribe(ear, from_us)
    for step in range(1, int(seconds * 100) + 1):
        stream.pump(from_us + step * 10_000)
    return ear


def steps(values: Sequence[int], bits: int) -> set[int]:
    return {(after - before) % (1 << bits) for before, after in itertools.pairwise(values)}


def test_times_and_sequence_run_on_over_the_loop(clip: Clip) -> None:
    """Ten seconds of a two-second clip, both ends included: no step in either."""
    ear = play(stream_of(clip), HOUR_US, 10)
    assert steps(ear.times(), 32) == {3600}
    assert len(ear.times()) == 251
    assert steps([sequence for _, sequence, _, _ in ear.heads], 16) == {1}


def test_two_servers_show_the_same_picture_at_the_same_instant(clip: Clip) -> None:
    """Where the loop stands follows from the wall clock alone."""
    early, late = stream_of(clip), stream_of(clip)
    long, short = play(early, HOUR_US, 3.5), play(late, HOUR_US + 3_000_000, 0.5)
    assert long.times()[-len(short.times()) :] == short.times()


def test_a_picture_is_sent_when_its_time_has_come(clip: Clip) -> None:
    """Frame n of the loop n/25 s after the minute, not before."""
    stream, ear = stream_of(clip), Ear()
    stream.subscribe(ear, HOUR_US)
    stream.pump(HOUR_US + 39_999)
    assert len(ear.times()) == 1
    stream.pump(HOUR_US + 40_000)
    assert len(ear.times()) == 2


def test_the_report_says_which_tick_is_now(clip: Clip) -> None:
    """A sender report's clock and time agree with the packets to the tick."""
    stream = stream_of(clip)
    ear = play(stream, HOUR_US, 1)
    report = parse_rtcp(stream.report(0, HOUR_US + 1_000_000)).report
    assert report is not None
    assert abs(report.utc_us - HOUR_US - 1_000_000) <= 1
    assert (report.rtp_time - ear.times()[-1]) % (1 << 32) == 0


def test_first_packets_tell_what_comes_first(clip: Clip) -> None:
    """RTP-Info of a client that begins at the next key frame is right about it."""
    stream, ear = stream_of(clip), Ear()
    stream.subscribe(ear, HOUR_US + 100_000)
    ((sequence, time),) = stream.first_packets(at_key=True)
    for step in range(100):
        stream.pump(HOUR_US + 100_000 + step * 10_000)
    assert (0, sequence, time) in [head[:3] for head in ear.heads]
    assert (time - ear.times()[0]) % (1 << 32) == 2 * 3600


def test_a_set_clock_moves_report_and_times(clip: Clip) -> None:
    """An hour back: both jump; without ``media_time`` only the report does."""
    stream = stream_of(clip)
    ear = play(stream, HOUR_US, 1)
    stream.jump_clock(-3600, media_time=True)
    stream.pump(HOUR_US + 1_040_000)
    before, after = ear.times()[-2:]
    assert (after - before) % (1 << 32) == (3600 - 3600 * 90_000) % (1 << 32)
    report = parse_rtcp(stream.report(0, HOUR_US + 1_040_000)).report
    assert report is not None
    assert abs(report.utc_us - (HOUR_US + 1_040_000 - 3_600_000_000)) <= 1


def test_a_stalled_stream_sends_nothing_and_goes_on_with_a_key_frame(clip: Clip) -> None:
    """What was seen meanwhile is lost, and sequence numbers do not tell."""
    stream = stream_of(clip)
    ear = play(stream, HOUR_US, 1)
    stream.faults.stalled_until_us = HOUR_US + 3_000_000
    count = len(ear.heads)
    for step in range(100, 300):
        stream.pump(HOUR_US + step * 10_000)
    assert len(ear.heads) == count
    for step in range(300, 400):
        stream.pump(HOUR_US + step * 10_000)
    assert len(ear.heads) > count
    assert steps([sequence for _, sequence, _, _ in ear.heads], 16) == {1}
    first_after = (ear.times()[26] - ear.times()[0]) // 3600
    assert first_after == 75


def test_a_server_held_up_goes_on_at_the_present(clip: Clip) -> None:
    """It does not send a minute in one burst."""
    stream = stream_of(clip)
    ear = play(stream, HOUR_US, 1)
    count = len(ear.times())
    stream.pump(HOUR_US + 60_000_000)
    assert len(ear.times()) - count <= 2


def test_another_clip_in_mid_stream_keeps_times_running(clip: Clip, tmp_path: Path) -> None:
    """A change of resolution in the same session."""
    stream = stream_of(clip)
    ear = play(stream, HOUR_US, 1)
    stream.switch(
        Clip.load(made(tmp_path / "b.mp4", size=(640, 360), pictures=25)), HOUR_US + 1_000_001
    )
    for step in range(100, 200):
        stream.pump(HOUR_US + step * 10_000)
    assert len(ear.times()) > 45
    assert all(step % 3600 == 0 for step in steps(ear.times(), 32))
    assert steps([sequence for _, sequence, _, _ in ear.heads], 16) == {1}


def test_a_clip_of_another_codec_is_no_change_of_resolution(clip: Clip, tmp_path: Path) -> None:
    """The session's payload types could not say it."""
    with pytest.raises(ValueError, match="codecs"):
        stream_of(clip).switch(Clip.load(made(tmp_path / "b.mp4", codec=Codec.H265)), HOUR_US)


def test_lost_packets_are_missing_and_late_ones_come_late() -> None:
    """About the fraction asked for, the same ones each time."""
    packets = [bytes([index]) * 20 for index in range(200)]
    assert 60 < len(Faults(drop=0.5).mangle(packets)) < 140
    reordered = Faults(reorder=0.3).mangle(packets)
    assert reordered != packets
    assert sorted(reordered) == packets[: len(reordered)]
    noise = Faults(garbage=0.5).mangle(packets)
    assert len(noise) == 200
    assert 60 < sum(packet != sent for packet, sent in zip(noise, packets, strict=True)) < 140
