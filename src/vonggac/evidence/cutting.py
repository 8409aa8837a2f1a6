"""Footage as recorded, out of the store: init and whole fragments inside the approved window (FORMATS §10).

Nothing is encoded or muxed anew. A segment that the window covers is given whole; of one at its border, the fragments
that have an instant inside: at most one group of pictures more on each side, which is declared. What is cut is held
against the ledger's entry before it goes into the package: a segment that was altered is no evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from vonggac.archive.selectors import SegmentRow, segments_between
from vonggac.evidence import names
from vonggac.evidence.cuts import make_cut
from vonggac.fmp4.reader import read_init
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.ranges import Range
from vonggac.ledger.canonical import loads
from vonggac.ledger.entries import SEGMENTS
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.tree import Levels
from vonggac.playback import reading
from vonggac.playback.opening import Opener
from vonggac.vault.layout import TAG_SIZE
from vonggac.vault.reader import SegmentFile


class NotAsEntered(Exception):
    """The file on the disk is not the one that the ledger tells of: ``vonggac verify`` says more."""


class SoundNotPermitted(Exception):
    """There is sound in the recording, and the grant is for the pictures (ACCESS §1.8)."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One segment's share of a package."""

    row: SegmentRow
    index: int
    """Of its entry in the ledger."""
    entry: bytes
    first: int
    last: int
    """Fragments that are taken, counted from 0."""
    given: Range
    """The instants in the bytes."""

    @property
    def stem(self) -> str:
        return names.stem(self.row.camera, self.row.start_us, self.index)

    @property
    def whole(self) -> bool:
        return self.first == 0 and self.last == len(self.row.fragments) - 1

    @property
    def leaves(self) -> list[int]:
        """Records of the file that are taken: init and fragments."""
        return [0, *range(self.first + 1, self.last + 2)]


@dataclass(frozen=True, slots=True)
class Content:
    """A clip's bytes, and what proves them."""

    pieces: tuple[bytes, ...]
    size: int
    sha256: str
    cut: bytes | None
    """Text of the ``.cut``; None where the file is whole."""
    sound: bool


def clips(
    grant: Grant, cameras: Sequence[str], window: Range, ledger: LedgerReader
) -> Iterator[Clip]:
    """What there is of the main streams, camera by camera, in time. Raises NotAsEntered."""
    for camera in cameras:
        for row in segments_between(camera, "main", window):
            found = row.fragments_in(window)
            if found is None or row.ledger_idx is None:
                continue
            first, last = found
            entry = ledger.entry(row.ledger_idx)
            _require_entry(row, loads(entry))
            given = Range(row.fragments[first].start_us, row.fragment_end_us(last))
            yield Clip(row, row.ledger_idx, entry, first, last, given)


def content(clip: Clip, grant: Grant, *, at_us: int, opener: Opener) -> Content:
    """The clip's bytes, held against its entry.

    Raises NotAsEntered, SoundNotPermitted, NotPermitted, NoFootage, SegmentError, OSError.
    """
    row = clip.row
    told: dict[str, Any] = loads(clip.entry)
    sound = grant.audio
    init = reading.read_init(
        grant, row.segment, at_us=at_us, opener=opener, act=Act.EXPORT, audio=sound
    )
    if len(init) != row.init_length - TAG_SIZE:
        # Without its sound it would not be the recorded file any more, and nothing would prove it.
        raise SoundNotPermitted(row.segment)
    given = reading.read(
        grant,
        row.segment,
        clip.first,
        clip.last,
        at_us=at_us,
        opener=opener,
        act=Act.EXPORT,
        audio=sound,
    )
    digest = sha256(init)
    digest.update(given.data)
    made = digest.hexdigest()
    cut = None if clip.whole else _cut(clip, str(told["file_root"]))
    if clip.whole and made != told["sha256"]:
        raise NotAsEntered(row.segment)
    heard = any(track.codec.kind != "video" for track in read_init(init))
    return Content((init, given.data), len(init) + len(given.data), made, cut, heard)


def _cut(clip: Clip, root: str) -> bytes:
    """The seal of a record binds its bytes to its leaf; the leaves must make the root that was entered."""
    row = clip.row
    with SegmentFile.open(row.path) as file:
        levels = Levels(file.head(number).leaf for number in range(row.leaves))
    if levels.root().hex() != root:
        raise NotAsEntered(row.segment)
    lengths = {0: row.init_length - TAG_SIZE}
    for number in range(clip.first, clip.last + 1):
        lengths[number + 1] = row.fragments[number].plain_length
    return make_cut(levels, lengths)


def _require_entry(row: SegmentRow, told: dict[str, Any]) -> None:
    """The index is a copy; the ledger is the account."""
    known = (row.segment, row.camera, row.stream, row.start_us, row.end_us, row.leaves)
    said = tuple(
        told.get(each) for each in ("segment", "cam", "stream", "start_us", "end_us", "leaves")
    )
    if told.get("t") not in SEGMENTS or known != said:
        raise NotAsEntered(row.segment)
