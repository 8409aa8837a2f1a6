"""Gives footage: init records, fragments, stills. Every call asks the grant first (invariant I1).

The web's media endpoints call these with a Grant that is at most two seconds old, and write down what was given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vonggac.archive.selectors import SegmentRow, segment_by_id
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import Codec
from vonggac.playback.opening import Opener, locate
from vonggac.playback.permission import NotPermitted, Permitted, require_fragments, require_sound
from vonggac.playback.window import Window


class NoFootage(Exception):
    """There is no such footage (any more)."""


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes on their way to a person, and what they show: the meter's input."""

    camera: str
    stream: str
    data: bytes
    time: Permitted
    sound: bool = False
    """The recorded sound is in the bytes."""


@dataclass(frozen=True, slots=True)
class Still:
    """What a decoder needs for one picture: ``media.stills`` takes it as it is."""

    camera: str
    stream: str
    codec: str
    init: bytes
    fragment: bytes
    """Whole; its first picture is a key picture."""
    key_bytes: int
    """So many bytes of ``fragment`` hold the key picture whole; 0: unknown."""
    start_us: int
    """Instant of the key picture."""
    at_ticks: int
    """The instant that was asked for, 90 kHz UTC as in the fragment's own times."""
    time: Permitted
    segment: str = ""
    """Id of the segment that the fragment lies in."""

    @property
    def key_picture(self) -> bytes:
        """As much of the fragment as its key picture needs."""
        return self.fragment[: self.key_bytes] if self.key_bytes else self.fragment


def segment_for(grant: Grant, segment: str, at_us: int, *, act: Act = Act.PLAYBACK) -> SegmentRow:
    """The index's row, where the grant has an instant of it. Raises NoFootage, NotPermitted."""
    row = segment_by_id(segment)
    if row is None:
        raise NoFootage(segment)
    inside = row.range.overlap(grant.footage)
    if inside is None or not grant.permits(act, row.camera, inside, at_us):
        raise NotPermitted(f"{act} of {segment} is not in grant {grant.id}")
    return row


def read_init(
    grant: Grant,
    segment: str,
    *,
    at_us: int,
    opener: Opener,
    act: Act = Act.PLAYBACK,
    audio: bool = False,
) -> bytes:
    """``ftyp+moov``: no picture in it. Raises NoFootage, NotPermitted, SegmentError, OSError."""
    if audio:
        require_sound(grant, act)
    return opener.init(segment_for(grant, segment, at_us, act=act), audio=audio)


def read(
    grant: Grant,
    segment: str,
    first: int,
    last: int,
    *,
    at_us: int,
    opener: Opener,
    act: Act = Act.PLAYBACK,
    audio: bool = False,
) -> Given:
    """Fragments ``first`` to ``last`` of a segment. Raises NoFootage, NotPermitted, SegmentError, OSError."""
    if audio:
        require_sound(grant, act)
    row = segment_for(grant, segment, at_us, act=act)
    try:
        time = require_fragments(grant, act, row, first, last, at_us=at_us)
    except IndexError as error:
        raise NoFootage(str(error)) from None
    data = opener.fragments(row, first, last, audio=audio)
    heard = audio and opener.sound(row) is not None
    return Given(row.camera, row.stream, data, time, sound=heard)


def sounds(grant: Grant, window: Window, *, at_us: int, opener: Opener) -> frozenset[Codec | None]:
    """How the sound of a window's runs is coded; None among them: one has none. Raises as ``read_init``."""
    require_sound(grant, Act.PLAYBACK)
    runs = {each.init for each in window.entries}
    return frozenset(opener.sound(segment_for(grant, each, at_us)) for each in runs)


def key_sample(
    grant: Grant,
    camera: str,
    stream: str,
    instant_us: int,
    *,
    at_us: int,
    opener: Opener,
    act: Act = Act.PLAYBACK,
) -> Still:
    """The fragment that shows an instant, for a still picture. Raises as ``read``."""
    if not grant.permits(act, camera, Range(instant_us, instant_us + 1), at_us):
        raise NotPermitted(f"{act} of {camera} at {instant_us} is not in grant {grant.id}")
    place = locate(camera, stream, instant_us)
    if place is None:
        raise NoFootage(f"{camera}/{stream} at {instant_us}")
    time = require_fragments(grant, act, place.row, place.index, place.index, at_us=at_us)
    init = opener.init(place.row)
    fragment = opener.fragments(place.row, place.index, place.index)
    whole = len(fragment) == place.fragment.plain_length
    return Still(
        camera=camera,
        stream=stream,
        codec=place.row.codec,
        init=init,
        fragment=fragment,
        key_bytes=place.fragment.key_bytes if whole else 0,
        start_us=place.fragment.start_us,
        at_ticks=instant_us * 9 // 100,
        time=time,
        segment=place.row.segment,
    )


def preview(
    grant: Grant,
    camera: str,
    instant_us: int,
    *,
    at_us: int,
    opener: Opener,
    streams: Sequence[str] = ("sub", "main"),
) -> Still:
    """``key_sample`` of the first of the streams that has one: the lightest picture of an instant. Raises as ``read``.

    The whole record is opened though only its ``key_bytes`` are decoded: a seal holds for a record, and a part of one
    would be shown without anybody knowing whether it was altered.
    """
    for stream in streams:
        try:
            return key_sample(grant, camera, stream, instant_us, at_us=at_us, opener=opener)
        except NoFootage:
            continue
    raise NoFootage(f"{camera} at {instant_us}")
