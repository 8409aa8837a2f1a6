"""Where in the ledger the account of a stretch of time stands: ends of the chain of ``prev_idx`` (FORMATS §4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from vonggac.archive.sql import marks, query
from vonggac.kernel.ranges import Range


@dataclass(frozen=True, slots=True)
class ChainEnds:
    """Ledger indices of one stream's entries around a range."""

    first: int | None
    """The lowest that tells of an instant of the range; None where none does."""
    last: int
    """From here ``prev_idx`` leads back over all of them: the first entry behind the range, or the stream's latest."""


_WITHIN = """
SELECT MIN(idx), MAX(idx) FROM (
  SELECT ledger_idx AS idx FROM archive_segment
    WHERE stream_id = %s AND start_us < %s AND start_us > %s AND end_us > %s AND ledger_idx IS NOT NULL
  UNION ALL SELECT ledger_idx FROM archive_gap
    WHERE stream_id = %s AND from_us < %s AND (to_us IS NULL OR to_us > %s))
"""
_BEHIND = """
SELECT MIN(idx) FROM (
  SELECT ledger_idx AS idx FROM archive_segment WHERE stream_id = %s AND start_us >= %s AND ledger_idx > %s
  UNION ALL SELECT ledger_idx FROM archive_gap WHERE stream_id = %s AND from_us >= %s AND ledger_idx > %s)
"""
_GRAVES = """
SELECT ledger_idx, tombstone_idx FROM archive_segment WHERE ledger_idx IN ({}) AND tombstone_idx IS NOT NULL
"""


def chain_ends(camera: str, stream: str, wanted: Range) -> ChainEnds | None:
    """None where nothing was ever entered of such a stream."""
    known = query(
        "SELECT id, longest_us, last_idx FROM archive_stream WHERE camera = %s AND name = %s",
        (camera, stream),
    )
    if not known or known[0][2] is None:
        return None
    row, longest_us, latest = known[0]
    from_us, to_us = wanted.from_us, wanted.to_us
    first, last = query(_WITHIN, (row, to_us, from_us - longest_us, from_us, row, to_us, from_us))[
        0
    ]
    floor = -1 if last is None else last
    behind = query(_BEHIND, (row, to_us, floor, row, to_us, floor))[0][0]
    return ChainEnds(first, latest if behind is None else behind)


def tombstones(indices: Iterable[int]) -> dict[int, int]:
    """Of erased segments among these entries: the index of the tombstone that each went by."""
    found: dict[int, int] = {}
    wanted = list(indices)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        rows = query(_GRAVES.format(marks(part)), part)
        found |= {int(idx): int(tombstone) for idx, tombstone in rows}
    return found
