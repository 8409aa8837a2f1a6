"""Segments of camera c7f3a at the gate, small enough to break at every byte."""

from dataclasses import dataclass
from pathlib import Path

from vonggac.vault.facts import SegmentFacts
from vonggac.vault.keys import EpochPublic, MachineKeyholder, epoch_of
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

NOON_US = 1_795_330_800_000_000
"""2026-11-22T07:00:00Z: a minute begins."""
SECOND_US = 1_000_000
INIT = b"ftyp+moov"
GOPS = (b"moof+mdat 1", b"moof+mdat 2", b"moof+mdat 3")


@dataclass(frozen=True)
class Scene:
    """A volume, its keyholder, and the plain records of one segment."""

    volume: Path
    keyholder: MachineKeyholder
    plain: tuple[bytes, ...] = (INIT, *GOPS)

    @property
    def epoch(self) -> EpochPublic:
        return self.keyholder.ensure(epoch_of(NOON_US))

    def writer(self, *, segment_id: str = "5e" * 16, start_us: int = NOON_US) -> SegmentWriter:
        """A writer with nothing in it yet."""
        return SegmentWriter(
            segment_path(self.volume, "c7f3a", "main", start_us, segment_id),
            camera="c7f3a",
            stream="main",
            start_us=start_us,
            epoch=self.epoch,
            segment_id=segment_id,
            codec="avc1.640028",
            width=1280,
            height=720,
            run_id="run-1",
        )

    def filled(self, **which: object) -> SegmentWriter:
        """A writer with init and every fragment, two seconds each."""
        writer = self.writer(**which)  # type: ignore[arg-type]
        writer.init(self.plain[0])
        for number, gop in enumerate(self.plain[1:]):
            writer.append(
                gop,
                start_us=NOON_US + number * 2 * SECOND_US,
                duration_us=2 * SECOND_US,
                key_bytes=min(4, len(gop)),
            )
        return writer

    def finished(self) -> tuple[Path, SegmentFacts]:
        """A whole segment on the disk."""
        writer = self.filled()
        facts = writer.finish(NOON_US + 2 * SECOND_US * len(self.plain[1:]))
        return writer.path, facts


def scene(folder: Path, *plain: bytes) -> Scene:
    """Everything below one folder."""
    holder = MachineKeyholder(folder / "keys")
    return Scene(folder / "footage", holder, plain or (INIT, *GOPS))
