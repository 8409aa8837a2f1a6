"""What parent and child say through the pipe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.streams import AccessUnit, Codec, GapCause, SourceFault, Track
from vonggac.media import framing

UNITS = st.builds(
    AccessUnit,
    st.integers(0, 3),
    st.integers(-(1 << 62), 1 << 62),
    st.booleans(),
    st.lists(st.binary(max_size=40), max_size=6),
    st.booleans(),
)


def body(message: bytes) -> bytes:
    kind, length = framing.head(message[: framing.HEAD.size])
    assert kind in (framing.UNIT, framing.TRACKS, framing.FAULT)
    assert length == len(message) - framing.HEAD.size
    return message[framing.HEAD.size :]


@given(UNITS)
def test_a_unit_arrives_as_it_was_sent(unit: AccessUnit) -> None:
    """Time, key, damage and every part."""
    assert framing.read_unit(body(framing.unit_message(unit))) == unit


@given(st.binary(max_size=200))
def test_noise_is_garbled(noise: bytes) -> None:
    """Never another exception: a broken child must not take a recorder along."""
    for read in (framing.read_unit, framing.read_tracks, framing.read_fault):
        try:
            read(noise)
        except framing.Garbled:
            continue


def test_tracks_and_faults_arrive_as_they_were_sent() -> None:
    """Parameter sets, configuration, cause and code."""
    tracks = (
        Track(0, Codec.H264, 90_000, (b"\x67\0", b"\x68\xff"), width=640, height=360),
        Track(1, Codec.AAC, 16_000, config=b"\x14\x08", channels=1),
    )
    assert framing.read_tracks(body(framing.tracks_message(tracks))) == tracks
    fault = SourceFault(GapCause.CREDENTIALS_REFUSED, "refused", "401 • Không", True)
    assert framing.read_fault(body(framing.fault_message(fault))) == fault


def test_a_request_comes_through_and_hides_its_secrets() -> None:
    """The password is in the line for the child and in no representation."""
    request = framing.StreamRequest("rtsp://192.0.2.1/live", "board", "s3cret/ü", "udp", True, 2.5)
    assert framing.StreamRequest.from_line(request.to_line()) == request
    assert "s3cret" not in repr(request)
    for line in (b"", b"{}", b"[]", b'{"url": "x", "other": 1}'):
        with pytest.raises(framing.Garbled):
            framing.StreamRequest.from_line(line)


def test_a_message_beyond_reason_is_garbled() -> None:
    """Before its bytes are waited for."""
    with pytest.raises(framing.Garbled):
        framing.head(framing.HEAD.pack(b"U", framing.LONGEST_BYTES + 1))
