"""Parts are sealed and hashed beside the cutting: what goes wrong there is told, and nothing is half done (I11)."""

from hashlib import sha256
from pathlib import Path

import pytest

from vonggac.evidence.lanes import WorkLane
from vonggac.evidence.sealed_parts import PIECE, PartWriter, read_part

KEY = bytes(range(32))


@pytest.mark.parametrize("sizes", [[], [1], [PIECE], [PIECE - 1, 2, 3 * PIECE, 7], [5 * PIECE]])
def test_whatever_the_pieces_the_same_bytes_come_back(tmp_path: Path, sizes: list[int]) -> None:
    """And the digest is whole when ``close`` returns."""
    pieces = [bytes([number % 251]) * size for number, size in enumerate(sizes)]
    digest = sha256()
    with PartWriter(tmp_path / "one.part", KEY, digest) as part:
        for piece in pieces:
            part.write(piece)
    whole = b"".join(pieces)
    assert b"".join(read_part(tmp_path / "one.part", KEY)) == whole
    assert (digest.digest(), part.size) == (sha256(whole).digest(), len(whole))


def test_a_full_disk_is_told_to_who_writes() -> None:
    """The sealing runs beside: its fault comes at a later write or at the end, and never in silence."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    with pytest.raises(OSError), PartWriter(full, KEY) as part:
        for _ in range(50):
            part.write(bytes(PIECE))


def test_after_a_fault_nothing_more_is_done() -> None:
    done: list[int] = []
    lane = WorkLane("test")
    lane.put(lambda: done.append(1))
    lane.put(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        for number in range(100):
            lane.put(lambda number=number: done.append(number))  # type: ignore[misc]
        lane.finish()
    lane.end()
    with pytest.raises(ZeroDivisionError):
        lane.finish()
    assert done == [1]
