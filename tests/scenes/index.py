"""Facts put straight into the footage index, and grants to see them: for tests that need no ledger."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from tests.scenes.segments import NOON_US
from tests.scenes.store import Store
from vonggac.archive import services
from vonggac.archive.batch import Account, AdoptedGap, AdoptedSegment, Batch, StreamKey
from vonggac.archive.states import SegmentState
from vonggac.kernel.authority import Act, Basis, Grant
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.vault.facts import SegmentFacts

HANH = UUID("00000000-0000-4000-8000-0000000000a1")
"""Mrs Hạnh, the principal."""


def indexed(
    store: Store,
    files: Iterable[tuple[Path, SegmentFacts]],
    *,
    gaps: Iterable[tuple[str, GapCause, int, int | None]] = (),
    first_idx: int = 0,
) -> None:
    """Adopts the files and (camera, cause, from, to) gaps of main streams as the archivist does."""
    batch = Batch()
    idx = first_idx
    for path, facts in files:
        account = _account(batch, (facts.camera, facts.stream))
        relative = path.relative_to(store.volume).as_posix()
        batch.segments.append(
            AdoptedSegment(
                facts, str(store.volume), relative, idx, account.next_seq, SegmentState.PRESENT
            )
        )
        account.next_seq += 1
        account.note(facts.start_us, idx, facts.end_us - facts.start_us)
        idx += 1
    for camera, cause, from_us, to_us in gaps:
        _account(batch, (camera, "main")).note(from_us, idx)
        batch.gaps.append(AdoptedGap((camera, "main"), cause, from_us, to_us, "no answer", idx))
        idx += 1
    services.adopt(batch, at_us=NOON_US)


def _account(batch: Batch, key: StreamKey) -> Account:
    return batch.accounts.setdefault(key, Account())


def grant(
    *cameras: str,
    footage: Range,
    acts: Iterable[Act] = (Act.PLAYBACK,),
    valid: Range | None = None,
) -> Grant:
    """Hạnh may see this footage, on the day that begins at noon unless said otherwise."""
    return Grant(
        id=UUID("00000000-0000-4000-8000-00000000beef"),
        person=HANH,
        acts=frozenset(acts),
        cameras=frozenset(cameras),
        footage=footage,
        valid=valid or Range(NOON_US, NOON_US + DAY_US),
        basis=Basis.BOARD,
        basis_ref="khoản 2 Điều 4",
        purpose="verify",
    )
