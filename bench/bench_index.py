"""The footage index at the size of a school: look-ups, timelines, ``reindex``, ``verify`` (figures 2 and 3).

    python -m bench.bench_index [--days 30] [--cameras 16] [--files 3000] [--real 24]

Rows are synthesised (a minute each, 30 fragments); the media that is read is real: sealed files of 22 MB. Files are in
the page cache for both sides of every comparison. Prints a Markdown table; times are of this machine, ratios are not.
"""

import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

import django
from django.core.management import call_command

from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.vault.facts import FragmentAt, SegmentFacts, pack_fragments
from vonggac.vault.keys import MachineKeyholder, epoch_of
from vonggac.vault.layout import HEAD_SIZE
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

START_US = 1_793_491_200_000_000
"""2026-11-01T00:00:00Z."""
GOPS, GOP_US = 30, 2 * SECOND_US
GOP_BYTES = 750_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--real", type=int, default=24)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        data = DataFolder(Path(folder))
        data.prepare()
        os.environ |= {"VONGGAC_DATA": folder, "VONGGAC_ROLE": "archivist"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "vonggac.web.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("migrate", database="archive", verbosity=0)
        print("| what | figure | bound |\n|---|---|---|", flush=True)
        rebuilding(data, wanted.files)
        verifying(data, wanted.real)
        looking_up(data, wanted.days, wanted.cameras, wanted.real)


def row(what: str, figure: str, bound: str) -> None:
    print(f"| {what} | {figure} | {bound} |", flush=True)


def milliseconds(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"median {statistics.median(ordered):.2f} ms · 99 % {last:.2f} ms"


# ------------------------------------------------------------------ real files


def sealed(data: DataFolder, camera: str, start_us: int, gop: bytes) -> tuple[Path, SegmentFacts]:
    segment = sha256(f"{camera} {start_us}".encode()).hexdigest()[:32]
    path = segment_path(data.default_volume, camera, "main", start_us, segment)
    writer = SegmentWriter(
        path, camera=camera, stream="main", start_us=start_us, segment_id=segment,
        epoch=MachineKeyholder(data.keys).ensure(epoch_of(start_us)), codec="avc1.640028",
        width=1920, height=1080, run_id="bench",
    )  # fmt: skip
    writer.init(b"ftyp+moov")
    for number in range(GOPS):
        at_us = start_us + number * GOP_US
        writer.append(gop, start_us=at_us, duration_us=GOP_US)
    return path, writer.finish(start_us + GOPS * GOP_US)


def told(data: DataFolder, files: list[tuple[Path, SegmentFacts]]) -> None:
    """Journal lines of the files, and the archivist's adoption of them."""
    import json

    from vonggac.archive.archivist import opened

    for number, (path, facts) in enumerate(files):
        folder = data.spool / facts.camera
        folder.mkdir(exist_ok=True)
        line = facts.to_json() | {
            "t": "segment", "n": number, "volume": str(data.default_volume),
            "path": path.relative_to(data.default_volume).as_posix(),
        }  # fmt: skip
        with (folder / "20261101T000000000000Z.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")
    stop = Event()
    stop.set()
    with opened(data) as archivist:
        archivist.run(stop)


def rebuilding(data: DataFolder, count: int) -> None:
    from vonggac.archive.reindex import reindex

    files = [sealed(data, "bench", START_US + n * MINUTE_US, b"gop" * 9) for n in range(count)]
    took = milliseconds(lambda: told(data, files)) / 1000
    row("archivist adopts a backlog", f"{count / took:.0f} segments/s", "–")
    took = milliseconds(lambda: reindex(data)) / 1000
    row("reindex", f"{count / took:.0f} segments/s", "≥ 2000 segments/s")


def verifying(data: DataFolder, count: int) -> None:
    from vonggac.archive.verification import verify_store

    gop = random.Random(1).randbytes(GOP_BYTES)
    files = [sealed(data, "media", START_US + n * MINUTE_US, gop) for n in range(count)]
    told(data, files)
    paths = [str(each) for each in sorted(data.default_volume.rglob("*.vgs"))]
    total = sum(Path(each).stat().st_size for each in paths) / 1e6
    ours, theirs = [], []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(["sha256sum", *paths], check=True, stdout=subprocess.DEVNULL)
        theirs.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        found = verify_store(data, at_us=START_US)
        ours.append(time.perf_counter() - begin)
        assert found.clean, found.findings[:3]
    speed, floor = total / min(ours), total / min(theirs)
    row("sha256sum on the same files (floor)", f"{floor:.0f} MB/s", "–")
    row("verify of the store", f"{speed:.0f} MB/s = {speed / floor:.2f} × floor", "≥ 0.7 ×")


# ------------------------------------------------------------------ synthesised rows


def synthesised(
    stream: int, volume: int, days: int, *, hole_every: int
) -> Iterator[tuple[Any, ...]]:
    packed = pack_fragments(
        0, [FragmentAt(0, GOP_BYTES + 16, n * GOP_US, GOP_US, 90_000) for n in range(GOPS)]
    )
    size = 1000 + GOPS * (GOP_BYTES + 16 + HEAD_SIZE)
    for minute in range(days * 1440):
        start_us = START_US + minute * MINUTE_US
        hole = hole_every and minute % hole_every == 0
        end_us = start_us + MINUTE_US - (SECOND_US if hole else 0)
        name = sha256(f"{stream} {minute}".encode()).hexdigest()[:32]
        path = f"cam{stream}/2026-11-01/00/cam{stream}_main_{minute:022d}_{name}.vgs"
        yield (
            name, stream, start_us, end_us, 1, 1_000_000 + stream * 100_000 + minute, minute, volume,
            path, "bench", "2026-11", "avc1.640028", 1920, 1080, GOPS * GOP_BYTES, b"s" * 32,
            b"r" * 32, GOPS + 1, size, b"h" * 32, False, 400, 25, packed,
        )  # fmt: skip


def fill(days: int, cameras: int) -> list[str]:
    """Cameras without a fault; the last but one lost a second every 20 min, the last one every minute."""
    from django.db import transaction

    from vonggac.archive import services, stretches
    from vonggac.archive.batch import Account

    names = [f"cam{n}" for n in range(cameras)]
    volume = services.volume_ids(["/nowhere"])["/nowhere"]
    for number, name in enumerate(names):
        account = Account(commissioned_us=START_US, longest_us=MINUTE_US)
        stream = services.save_accounts({(name, "main"): account})[name, "main"]
        hole_every = {cameras - 1: 1, cameras - 2: 20}.get(number, 0)
        with transaction.atomic(using="archive"):
            rows = synthesised(stream, volume, days, hole_every=hole_every)
            services.insert_segments(rows)
            stretches.rebuild_stretches(stream)
            if hole_every:
                outages(stream, days, hole_every)
    return names


def outages(stream: int, days: int, every: int) -> None:
    """A gap with its cause for every second that is missing."""
    from django.db import connections

    ends = (
        START_US + (minute + 1) * MINUTE_US for minute in range(days * 1440) if minute % every == 0
    )
    with connections["archive"].cursor() as cursor:
        cursor.executemany(
            "INSERT INTO archive_gap (stream_id, cause, from_us, to_us, detail, ledger_idx)"
            " VALUES (%s, 'stream_stalled', %s, %s, '', 1)",
            [(stream, end - SECOND_US, end) for end in ends],
        )


def looking_up(data: DataFolder, days: int, cameras: int, real: int) -> None:
    from vonggac.archive import selectors

    names = fill(days, cameras)
    total = selectors.query("SELECT COUNT(*) FROM archive_segment")[0][0]
    chance = random.Random(2)
    length_us = days * DAY_US
    at_us = START_US + length_us

    def look() -> None:
        place = selectors.fragment_at(
            chance.choice(names[:-2]), "main", START_US + chance.randrange(length_us)
        )
        assert place is not None

    row(
        f"look-up of an instant in {total} segments",
        spread([milliseconds(look) for _ in range(500)]),
        "≤ 5 ms",
    )
    opening(data, real)
    whole = Range(START_US, at_us)
    for what, camera, bound in (
        ("unbroken", names[0], "≤ 50 ms"),
        ("72 outages a day", names[-2], "≤ 50 ms"),
        ("an outage every minute", names[-1], "–"),
    ):
        times = [
            milliseconds(lambda c=camera: selectors.timeline(c, whole, 744, at_us=at_us))  # type: ignore[misc]
            for _ in range(15)
        ]
        row(f"timeline of {days} days, {what}", spread(times), bound)


def opening(data: DataFolder, real: int) -> None:
    """From camera and instant to the unsealed fragment; a fresh opener knows no key and no header."""
    from vonggac.playback.opening import Opener, locate

    chance = random.Random(3)

    def open_at(opener: Opener) -> None:
        instant_us = START_US + chance.randrange(real * MINUTE_US)
        place = locate("media", "main", instant_us)
        assert place is not None
        data_ = opener.fragments(place.row, place.index, place.index, audio=True)
        assert len(data_) == GOP_BYTES

    holder = MachineKeyholder(data.keys)
    warm = Opener(holder)
    bound = "≤ 5 ms median, ≤ 20 ms 99 %"
    cold = [milliseconds(lambda: open_at(Opener(MachineKeyholder(data.keys)))) for _ in range(300)]
    row("instant → unsealed fragment (750 kB), first of its segment", spread(cold), bound)
    times = [milliseconds(lambda: open_at(warm)) for _ in range(300)]
    row("instant → unsealed fragment, segment known", spread(times), bound)


if __name__ == "__main__":
    main()
