"""An archive of 30 days × 16 cameras for a bench: rows synthesised, one camera's first minutes real sealed footage.

The real minutes repeat a clip whose pictures are numbered, minute by minute: the picture of an instant is known.
"""

import secrets
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench import bench_index
from bench.clips import numbered_main
from vonggac.fmp4.codecs import codec_string
from vonggac.fmp4.init import init_segment
from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.streams import AccessUnit
from vonggac.media.demux import MediaTrack, read_file
from vonggac.recorder.gops import Gop, GopEncoder
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.keys import MachineKeyholder, epoch_of
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

FPS = 25
_TICK_US = (100, 9)


@dataclass(frozen=True)
class Stock:
    """What is in the archive."""

    camera: str
    from_us: int
    """Instant of the first picture, a whole minute."""
    to_us: int
    """End of the real footage; rows go on."""
    segments: int


def picture_number(at_us: int) -> int:
    """The number in the picture that shows the instant."""
    return at_us % MINUTE_US * FPS // SECOND_US


def stocked(
    data: DataFolder, camera: str, *, minutes: int, days: int = 30, cameras: int = 16
) -> Stock:
    """Fills an empty archive. Django is set up for ``data`` as the archivist's."""
    from vonggac.archive import selectors

    start_us = (now_us() - days * DAY_US - 2 * 60 * MINUTE_US) // MINUTE_US * MINUTE_US
    bench_index.START_US = start_us
    track = read_file(numbered_main())[0]
    run = secrets.token_hex(8)
    real = [_sealed(data, camera, start_us + n * MINUTE_US, track, run) for n in range(minutes)]
    bench_index.told(data, real)
    bench_index.fill(days, cameras - 1)
    _rows_after(camera, days, minutes)
    count = selectors.query("SELECT COUNT(*) FROM archive_segment")[0][0]
    return Stock(camera, start_us, start_us + minutes * MINUTE_US, count)


def _rows_after(camera: str, days: int, minutes: int) -> None:
    """The rest of the real camera's 30 days, synthesised."""
    from django.db import transaction

    from vonggac.archive import selectors, services, stretches

    stream = selectors.stream_row(camera, "main")
    assert stream is not None
    volume = services.volume_ids(["/nowhere"])["/nowhere"]
    rows = list(bench_index.synthesised(stream.id, volume, days, hole_every=0))[minutes:]
    with transaction.atomic(using="archive"):
        services.insert_segments(iter(rows))
        stretches.rebuild_stretches(stream.id)


def _sealed(
    data: DataFolder, camera: str, start_us: int, track: MediaTrack, run: str
) -> tuple[Path, SegmentFacts]:
    segment = secrets.token_hex(16)
    path = segment_path(data.default_volume, camera, "main", start_us, segment)
    writer = SegmentWriter(
        path, camera=camera, stream="main", start_us=start_us, segment_id=segment,
        epoch=MachineKeyholder(data.keys).ensure(epoch_of(start_us)),
        codec=codec_string(track.track), width=1920, height=1080, run_id=run,
    )  # fmt: skip
    writer.init(init_segment((track.track,)))
    encoder = GopEncoder((track.track,))
    for gop in _gops(track, start_us, run):
        encoded = encoder.encode(gop)
        writer.append(
            encoded.data,
            start_us=gop.start_us,
            duration_us=gop.end_us - gop.start_us,
            key_bytes=encoded.key_bytes,
        )
    return path, writer.finish(start_us + MINUTE_US)


def _gops(track: MediaTrack, start_us: int, run: str) -> list[Gop]:
    """A minute of the clip from this instant on."""
    gops: list[Gop] = []
    for unit in track.units:
        at_us = start_us + unit.time * _TICK_US[0] // _TICK_US[1]
        if unit.key:
            gops.append(Gop(run, (track.track,), at_us, True))
        gops[-1].add(AccessUnit(0, unit.time, unit.key, unit.parts), at_us)
    for gop, following in pairwise(gops):
        gop.end_us = following.start_us
    gops[-1].end_us = start_us + MINUTE_US
    return gops
