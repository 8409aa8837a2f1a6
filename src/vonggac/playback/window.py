"""A stretch of at most an hour as a list of playable pieces, within a grant."""

from collections.abc import Iterator
from dataclasses import dataclass

from vonggac.archive.selectors import SegmentRow, segments_between
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.clock import HOUR_US, SECOND_US
from vonggac.kernel.ranges import Range, union
from vonggac.playback.permission import require

LONGEST_US = HOUR_US
"""A playlist of an hour is 26 kB and made in 6 ms; of a day 633 kB (MEDIA §8)."""
ENTRY_US = 10 * SECOND_US
FIRST_ENTRIES = 3
"""After the instant that was asked for, so many pieces are one fragment each: the first picture is there sooner."""
_SHORTEST_US = SECOND_US
"""Cameras whose every picture is a key picture have fragments of 40 ms: a piece is at least this long."""
_SEAM_US = SECOND_US // 2
"""Two segments further apart than this do not continue one another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of a playlist: neighbouring fragments of one segment."""

    segment: str
    first: int
    last: int
    start_us: int
    end_us: int
    bytes: int
    """Plain, with sound."""
    init: str
    """Segment whose init record serves: the first of its run in the window."""
    fresh: bool
    """Does not continue the entry before: a new run, or time was skipped."""


@dataclass(frozen=True, slots=True)
class Window:
    camera: str
    stream: str
    asked: Range
    entries: tuple[Entry, ...]
    codec: str
    """Of the first entry; empty where there is none."""

    @property
    def footage(self) -> list[Range]:
        """The instants that the entries hold."""
        return union(Range(each.start_us, each.end_us) for each in self.entries)


def open_range(
    grant: Grant,
    camera: str,
    stream: str,
    wanted: Range,
    at_us: int,
    *,
    playhead_us: int | None = None,
    act: Act = Act.PLAYBACK,
) -> Window:
    """What can be played of the range, at the moment ``at_us``; the first picture is wanted at ``playhead_us``.

    Entries begin and end at fragment borders: at most one fragment more on each side of ``wanted``. Raises
    NotPermitted unless the grant covers the whole range, ValueError on a range longer than ``LONGEST_US``.
    """
    if wanted.length_us > LONGEST_US:
        raise ValueError("a window is at most an hour")
    require(grant, act, camera, wanted, at_us)
    rows = segments_between(camera, stream, wanted)
    playhead = wanted.from_us if playhead_us is None else playhead_us
    entries = tuple(_entries(rows, wanted, playhead))
    return Window(camera, stream, wanted, entries, rows[0].codec if entries else "")


def _entries(rows: list[SegmentRow], wanted: Range, playhead_us: int) -> Iterator[Entry]:
    before: SegmentRow | None = None
    init, quick = "", FIRST_ENTRIES
    end_us = 0
    for row in rows:
        found = row.fragments_in(wanted)
        if found is None:
            continue
        same = before is not None and _init_key(before) == _init_key(row)
        init = init if same else row.segment
        for first, last in _groups(row, *found, playhead_us, quick):
            starts_us = row.fragments[first].start_us
            fresh = not same or abs(starts_us - end_us) > _SEAM_US
            end_us = max(row.fragment_end_us(last), starts_us + 1)
            plain = sum(each.plain_length for each in row.fragments[first : last + 1])
            yield Entry(row.segment, first, last, starts_us, end_us, plain, init, fresh)
            same = True
            quick -= end_us > playhead_us
        before = row


def _groups(
    row: SegmentRow, first: int, last: int, playhead_us: int, quick: int
) -> Iterator[tuple[int, int]]:
    """Neighbouring fragments, ten seconds of them, or one where a picture is wanted soon."""
    begin = first
    for index in range(first, last + 1):
        end_us = row.fragment_end_us(index)
        soon = quick > 0 and end_us > playhead_us
        target_us = _SHORTEST_US if soon else ENTRY_US
        playhead_next = row.fragments[index].start_us < playhead_us >= end_us
        at_playhead = (
            playhead_next and index < last and playhead_us < row.fragment_end_us(index + 1)
        )
        whole = end_us - row.fragments[begin].start_us >= target_us
        if whole or at_playhead or index == last:
            yield begin, index
            begin = index + 1
            quick -= soon


def _init_key(row: SegmentRow) -> tuple[str, str, int, int, int]:
    """A run has one init, and a changed one another length as a rule: either change begins anew."""
    return row.run_id, row.codec, row.width, row.height, row.init_length
