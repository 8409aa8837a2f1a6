"""Session descriptions: what cameras write becomes tracks, and tracks come back."""

import base64

import pytest

from tests.rtsp.test_pictures import VIDEO_H265
from tests.scenes.scripted_rtsp import PPS, SPS, VIDEO
from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.sdp import parse_sdp, write_sdp

TRACKS = (
    VIDEO,
    Track(1, Codec.AAC, 44_100, config=b"\x12\x08", channels=1),
    Track(2, Codec.PCMA, 8000, channels=1),
    Track(3, Codec.PCMU, 16_000, channels=2),
    Track(4, Codec.MJPEG, 90_000, width=2560, height=1440),
    Track(5, Codec.H265, 90_000, VIDEO_H265.parameter_sets, width=1920, height=1080),
)


def test_tracks_come_back_as_they_were_written() -> None:
    read = parse_sdp(write_sdp(TRACKS, name="cổng trường"))
    assert tuple(media.track(n) for n, media in enumerate(read.media)) == TRACKS
    assert [media.control for media in read.media] == [f"trackID={n}" for n in range(6)]
    assert (read.name, read.control) == ("cổng trường", "*")


def test_static_payload_types_need_no_rtpmap() -> None:
    read = parse_sdp(b"m=audio 0 RTP/AVP 8\nm=audio 0 RTP/AVP 0\nm=video 0 RTP/AVP 26\n")
    assert [(media.codec, media.clock_hz) for media in read.media] == [
        (Codec.PCMA, 8000),
        (Codec.PCMU, 8000),
        (Codec.MJPEG, 90_000),
    ]


def test_the_payload_type_that_we_know_is_chosen() -> None:
    """A line may offer several; its parameters are those of the one chosen."""
    sdp = b"m=video 0 RTP/AVP 98 96\na=rtpmap:98 VP9/90000\na=rtpmap:96 H264/90000\n"
    sdp += b"a=fmtp:98 x=1\na=fmtp:96 packetization-mode=1\n"
    media = parse_sdp(sdp).media[0]
    assert (media.payload_type, media.parameters) == (96, {"packetization-mode": "1"})


@pytest.mark.parametrize(
    "value", ["", "Z2QAKKzZ", ",", "????", "AAAA,BBBB", "Z/8=,aOvjyyLA", "=" * 50]
)
def test_half_or_unreadable_parameter_sets_count_as_none(value: str) -> None:
    """Then the stream must bring them."""
    sdp = f"m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 sprop-parameter-sets={value}\n"
    track = parse_sdp(sdp.encode()).media[0].track(0)
    assert track is not None
    assert (track.parameter_sets, track.width) == ((), 0)


def test_parameter_sets_may_carry_start_codes_and_lack_padding() -> None:
    sdp = write_sdp([VIDEO]).decode()
    prefixed = Track(0, Codec.H264, 90_000, (b"\x00\x00\x00\x01" + SPS, PPS))
    written = write_sdp([VIDEO]).decode().split("sprop-parameter-sets=")[1].split("\r\n")[0]
    dressed = _base64(prefixed.parameter_sets[0]) + "," + _base64(PPS).rstrip("=")
    track = parse_sdp(sdp.replace(written, dressed).encode()).media[0].track(0)
    assert track == VIDEO


def _base64(unit: bytes) -> str:
    return base64.b64encode(unit).decode()


def test_aac_without_a_config_is_taken_by_its_rate() -> None:
    sdp = b"m=audio 0 RTP/AVP 97\na=rtpmap:97 mpeg4-generic/16000/1\na=fmtp:97 mode=AAC-hbr\n"
    track = parse_sdp(sdp).media[0].track(0)
    assert track is not None
    assert (track.config, track.channels) == (b"\x14\x08", 1)


def test_a_clock_of_zero_and_a_line_without_type_are_left_out() -> None:
    sdp = b"m=video 0 RTP/AVP 96\na=rtpmap:96 H264/0\nm=video\nm=\nm=application 0 RTP/AVP x\n"
    assert parse_sdp(sdp).media == []
