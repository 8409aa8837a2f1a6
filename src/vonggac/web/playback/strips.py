"""Coverage as a list of pieces for drawing: ``[from_us, to_us, kind, footage %]``.

``kind`` is ``footage``, ``erased``, ``pending``, ``unexplained``, ``none``, or a gap's cause. Short spans are exact;
long ones are columns, where the percentage says how much of a column is footage and ``kind`` what the rest is.
"""

from typing import Any

from vonggac.archive import selectors as archive
from vonggac.archive.timeline import Bucket
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ranges import Range

EXACT_US = 2 * DAY_US
MOST_COLUMNS = 2000

Piece = list[Any]


def pieces(
    camera: str, wanted: Range, columns: int, *, stream: str = "main", at_us: int
) -> list[Piece]:
    """Sorted, touching, exactly over ``wanted``; what lies before commissioning or ahead is ``none``."""
    if wanted.length_us <= EXACT_US:
        return _exact(camera, stream, wanted, at_us)
    buckets = archive.timeline(
        camera, wanted, max(1, min(columns, MOST_COLUMNS)), stream=stream, at_us=at_us
    )
    return joined([_column(each) for each in buckets])


def _exact(camera: str, stream: str, wanted: Range, at_us: int) -> list[Piece]:
    covered = archive.coverage(camera, stream, wanted, at_us=at_us)
    found: list[Piece] = [[r.from_us, r.to_us, "footage", 100] for r in covered.footage]
    found += [[r.from_us, r.to_us, "erased", 0] for r in covered.erased]
    found += [[r.from_us, r.to_us, "pending", 0] for r in covered.pending]
    found += [[r.from_us, r.to_us, "unexplained", 0] for r in covered.unexplained]
    found += [[g.range.from_us, g.range.to_us, g.cause.value, 0] for g in covered.gaps]
    return _filled(sorted(found), wanted)


def _filled(found: list[Piece], wanted: Range) -> list[Piece]:
    whole: list[Piece] = []
    at = wanted.from_us
    for piece in found:
        if piece[0] > at:
            whole.append([at, piece[0], "none", 0])
        whole.append(piece)
        at = piece[1]
    if at < wanted.to_us:
        whole.append([at, wanted.to_us, "none", 0])
    return joined(whole)


def _column(bucket: Bucket) -> Piece:
    length = bucket.to_us - bucket.from_us
    share = round(100 * bucket.footage_us / length)
    if bucket.footage_us and share == 0:
        share = 1
    others = {
        "unexplained": bucket.unexplained_us,
        bucket.cause.value if bucket.cause else "none": bucket.gap_us,
        "erased": bucket.erased_us,
        "pending": bucket.pending_us,
    }
    kind = max(others, key=lambda each: others[each])
    if others[kind] == 0:
        kind = "footage" if bucket.footage_us else "none"
    elif share == 100:
        share = 99  # a gap is never rounded away
    return [bucket.from_us, bucket.to_us, kind, share]


def joined(found: list[Piece]) -> list[Piece]:
    """Neighbours that say the same, as one."""
    merged: list[Piece] = []
    for piece in found:
        last = merged[-1] if merged else None
        if last and last[1] == piece[0] and last[2:] == piece[2:]:
            last[1] = piece[1]
        else:
            merged.append(list(piece))
    return merged


def footage_us(found: list[Piece]) -> int:
    """Microseconds of footage in the pieces, as exact as they are."""
    return sum((to_us - from_us) * share // 100 for from_us, to_us, _, share in found)
