"""A store as recorders leave it: sealed files on a volume and journal lines in the spool."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.scenes.segments import NOON_US, SECOND_US
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.init import init_segment
from vonggac.kernel.clock import HOUR_US, MINUTE_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import compact
from vonggac.kernel.streams import Codec, GapCause, Track
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.keys import MachineKeyholder, epoch_of
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

GATE, YARD = "gatehd", "yardcm"
VIDEO = Track(0, Codec.MJPEG, 90_000, width=64, height=48)
SOUND = Track(1, Codec.PCMU, 8_000, channels=1)
PLAYED_SOUND = Track(1, Codec.AAC, 16_000, config=b"\x14\x08", channels=1)
"""Which a browser plays; ``SOUND`` it does not."""


def fragment_of(start_us: int, duration_us: int, *, sound: bool = False) -> bytes:
    """Two pictures that say when they are; with sound, as much silence."""
    ticks = duration_us * 9 // 100
    pictures = [f"picture {start_us}".encode(), b"later"]
    samples = [
        (len(pictures[0]), ticks // 2, True, 0),
        (len(pictures[1]), ticks - ticks // 2, False, 0),
    ]
    runs = [TrackRun(1, start_us * 9 // 100, samples, pictures)]
    if sound:
        silence = b"\xff" * 80
        runs.append(TrackRun(2, start_us * 8 // 1000, [(80, 80, True, 0)], [silence]))
    return fragment(1, runs)


@dataclass
class Store:
    """Everything below one data folder; lines are numbered as a recorder numbers them."""

    data: DataFolder
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path) -> "Store":
        data = DataFolder(folder)
        data.prepare()
        return cls(data)

    @property
    def volume(self) -> Path:
        return self.data.default_volume

    @property
    def keyholder(self) -> MachineKeyholder:
        return MachineKeyholder(self.data.keys)

    def raw_line(self, camera: str, raw: bytes, *, at_us: int = NOON_US) -> Path:
        """Appends bytes to the journal of the hour."""
        path = self.data.spool / camera / f"{compact(at_us - at_us % HOUR_US)}.jsonl"
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as file:
            file.write(raw)
        return path

    def line(self, camera: str, kind: str, *, at_us: int = NOON_US, **fields: Any) -> Path:
        number = self.numbers[camera] = self.numbers.get(camera, 0) + 1
        said = {"t": kind, "n": number, "camera": camera} | fields
        return self.raw_line(camera, json.dumps(said).encode() + b"\n", at_us=at_us)

    def commissioned(self, camera: str, from_us: int, *, stream: str = "main") -> None:
        self.line(camera, "commissioned", stream=stream, from_us=from_us)

    def gap(
        self,
        camera: str,
        from_us: int,
        to_us: int | None = None,
        *,
        cause: GapCause = GapCause.CAMERA_UNREACHABLE,
        stream: str = "main",
    ) -> None:
        """Opens a gap; with ``to_us`` closes it, or tells it whole."""
        fields: dict[str, Any] = {"stream": stream, "cause": cause, "from_us": from_us}
        if to_us is None:
            self.line(camera, "gap.open", detail="no answer", **fields)
        else:
            self.line(camera, "gap.close", detail="no answer", to_us=to_us, **fields)

    def seal(
        self,
        camera: str,
        start_us: int,
        *,
        stream: str = "main",
        length_us: int = MINUTE_US,
        gop_us: int = 20 * SECOND_US,
        run: str = "run-1",
        sound: bool = False,
        sound_track: Track = SOUND,
        codec: str = "mjpeg",
    ) -> tuple[Path, SegmentFacts]:
        """A whole file on the volume, and not a word in the journal. ``codec``: what is said of its pictures."""
        segment_id = sha256(f"{camera} {stream} {start_us} {run}".encode()).hexdigest()[:32]
        path = segment_path(self.volume, camera, stream, start_us, segment_id)
        writer = SegmentWriter(
            path,
            camera=camera,
            stream=stream,
            start_us=start_us,
            epoch=self.keyholder.ensure(epoch_of(start_us)),
            segment_id=segment_id,
            codec=codec,
            width=64,
            height=48,
            run_id=run,
        )
        writer.init(init_segment([VIDEO, sound_track] if sound else [VIDEO]))
        for at_us in range(start_us, start_us + length_us, gop_us):
            writer.append(
                fragment_of(at_us, gop_us, sound=sound), start_us=at_us, duration_us=gop_us
            )
        return path, writer.finish(start_us + length_us)

    def tell(self, path: Path, facts: SegmentFacts) -> None:
        """The journal line of a finished file."""
        self.line(
            facts.camera,
            "segment",
            at_us=facts.start_us,
            volume=str(self.volume),
            path=path.relative_to(self.volume).as_posix(),
            **{key: value for key, value in facts.to_json().items() if key != "camera"},
        )

    def record(self, camera: str, start_us: int, **how: Any) -> tuple[Path, SegmentFacts]:
        """A file and its line: what a recorder does once a minute."""
        path, facts = self.seal(camera, start_us, **how)
        self.tell(path, facts)
        return path, facts

    def record_run(self, camera: str, minutes: Sequence[int], **how: Any) -> list[SegmentFacts]:
        """One segment for each of the minutes after noon."""
        return [self.record(camera, NOON_US + m * MINUTE_US, **how)[1] for m in minutes]
