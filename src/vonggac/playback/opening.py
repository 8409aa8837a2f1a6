"""From a place in the index to plain bytes: one read, one decryption.

The web process keeps one ``Opener``. It holds what was learnt of the last segments, no open file and no footage.
"""

import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from vonggac.archive.selectors import SegmentRow, fragment_at
from vonggac.fmp4.reader import read_init, select_tracks
from vonggac.kernel.streams import Codec
from vonggac.vault.disk import open_regular, read_at
from vonggac.vault.facts import FragmentAt
from vonggac.vault.keys import Keyholder
from vonggac.vault.layout import MAX_HEADER, PREAMBLE_SIZE, Header, parse_header
from vonggac.vault.reader import Unsealer

_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Location:
    """Where the fragment of an instant lies: all that is needed to read it, and no key."""

    row: SegmentRow
    index: int
    """Of the fragment in its segment, from 0; its record has the next number."""

    @property
    def path(self) -> Path:
        return self.row.path

    @property
    def fragment(self) -> FragmentAt:
        return self.row.fragments[self.index]

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def offset(self) -> int:
        return self.fragment.offset

    @property
    def sealed_length(self) -> int:
        return self.fragment.sealed_length


def locate(camera: str, stream: str, at_us: int) -> Location | None:
    """The fragment on the screen at that instant; None where there is no footage of it."""
    place = fragment_at(camera, stream, at_us)
    return Location(place.segment, place.index) if place else None


@dataclass(slots=True)
class _Known:
    header: Header
    data_key: bytes
    unsealer: Unsealer
    init: bytes | None = None
    """Plain, all tracks."""
    pictures: frozenset[int] | None = None
    """Track ids to keep when sound is not asked for; None: there is no sound."""
    sound: Codec | None = None


class Opener:
    """Opens records of segments. Safe for several threads.

    Callers have asked the grant before: this class is the room's own, use ``reading``.
    """

    def __init__(self, keyholder: Keyholder) -> None:
        self._keyholder = keyholder
        self._lock = Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def init(self, row: SegmentRow, *, audio: bool = False) -> bytes:
        """``ftyp+moov``. Raises SegmentError (KeyGone, Altered, …) or OSError."""
        descriptor = open_regular(row.path)
        try:
            known = self._learn(row, descriptor)
            init = self._init(row, known, descriptor)
        finally:
            os.close(descriptor)
        return init if audio or known.pictures is None else select_tracks(init, known.pictures)

    def sound(self, row: SegmentRow) -> Codec | None:
        """How the segment's sound is coded; None: it has none. Raises as ``init``."""
        descriptor = open_regular(row.path)
        try:
            known = self._learn(row, descriptor)
            self._init(row, known, descriptor)
        finally:
            os.close(descriptor)
        return known.sound

    def fragments(self, row: SegmentRow, first: int, last: int, *, audio: bool = False) -> bytes:
        """Whole fragments in order, ``moof+mdat`` each. Raises as ``init``."""
        descriptor = open_regular(row.path)
        try:
            known = self._learn(row, descriptor)
            if not audio:
                self._init(row, known, descriptor)
            parts = [
                known.unsealer.read(
                    descriptor,
                    offset=each.offset,
                    sealed_length=each.sealed_length,
                    number=number,
                )
                for number, each in enumerate(row.fragments[first : last + 1], first + 1)
            ]
        finally:
            os.close(descriptor)
        if not audio and known.pictures is not None:
            parts = [select_tracks(each, known.pictures) for each in parts]
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _learn(self, row: SegmentRow, descriptor: int) -> _Known:
        """The segment's header and cipher, read once. The keyholder is asked each time: it may have let go."""
        with self._lock:
            known = self._known.get(row.segment)
            if known is not None:
                self._known.move_to_end(row.segment)
        header = known.header if known else _read_header(descriptor)
        data_key = self._keyholder.data_key(header)
        if known is None or known.data_key != data_key:
            known = _Known(header, data_key, Unsealer(header, data_key))
            with self._lock:
                self._known[row.segment] = known
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return known

    def _init(self, row: SegmentRow, known: _Known, descriptor: int) -> bytes:
        if known.init is None:
            init = known.unsealer.read(
                descriptor, offset=row.init_offset, sealed_length=row.init_length, number=0
            )
            tracks = read_init(init)
            pictures = frozenset(t.index + 1 for t in tracks if t.codec.kind == "video")
            known.sound = next((t.codec for t in tracks if t.codec.kind == "audio"), None)
            known.pictures = None if len(pictures) == len(tracks) else pictures
            known.init = init
        return known.init


def _read_header(descriptor: int) -> Header:
    return parse_header(read_at(descriptor, PREAMBLE_SIZE + MAX_HEADER, 0))
