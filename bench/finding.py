"""From "camera and instant" to a picture, in an index of 30 days × 16 cameras (figure 2).

    python -m bench.finding [--days 30] [--cameras 16] [--minutes 120] [--seeks 60]

Rows are synthesised (691 200 segments), the media that is read is real: 1080p25, ~3 Mbit/s, a key picture every 2 s,
sealed as the recorder does it. On the server: the unsealed fragment, and its key picture decoded by the warm helper,
against decoding that picture alone. In Chromium: clicks on the timeline of the player's page of the whole product,
from the pointer event to the first picture on screen whose number says that it is the one that was asked for.
Prints a Markdown table.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import django
from av.packet import Packet
from tests.e2e.installation import Installation, wait_for

from bench.browsing import head, machine, median, quantile, row, signed_in
from bench.footage import Stock, stocked
from bench.seeking import seeks
from vonggac.fmp4.configuration import avc_record
from vonggac.fmp4.reader import read_fragment, read_init
from vonggac.kernel.authority import Act, Basis, Grant, Purpose
from vonggac.kernel.clock import DAY_US, SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.media.stills import StillDecoder
from vonggac.vault.keys import MachineKeyholder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--minutes", type=int, default=120, help="of real footage")
    parser.add_argument("--seeks", type=int, default=60)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        # Nothing answers there: this camera's footage is all in the past.
        camera = {"area": "Khu 1", "name": "Camera 0", "main_url": "rtsp://127.0.0.1:9/none"}
        school = Installation(Path(folder), [camera])
        founded = school.python(
            "-m", "tests.e2e.found_school", folder, json.dumps(school.cameras)
        )  # fmt: skip
        school.school = json.loads(founded)
        data = DataFolder(Path(folder))
        _as_archivist(data)
        stock = stocked(
            data, school.school["cameras"]["Camera 0"],
            minutes=wanted.minutes, days=wanted.days, cameras=wanted.cameras,
        )  # fmt: skip
        head(f"among {stock.segments} segments", "median", "99 %", "goal")
        on_the_server(data, stock)
        school.start()
        try:
            wait_for("the pages answer", school.answers)
            in_the_browser(school, stock, wanted.seeks)
        finally:
            school.stop()
        print(f"\n{machine(Path(folder))}")


def _as_archivist(data: DataFolder) -> None:
    os.environ |= {"VONGGAC_DATA": str(data.root), "VONGGAC_ROLE": "archivist"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "vonggac.web.settings"
    django.setup()
    del os.environ["VONGGAC_ROLE"]  # the product's processes, started later, have their own


def timed(times: list[float], work: Callable[[], Any]) -> Any:
    begin = time.perf_counter()
    done = work()
    times.append((time.perf_counter() - begin) * 1000)
    return done


def told(what: str, times: list[float], goal: str, decimals: int = 1) -> None:
    row(what, *(f"{f(times):.{decimals}f} ms" for f in (median, lambda t: quantile(t, 0.99))), goal)


# ------------------------------------------------------------------ on the server


def on_the_server(data: DataFolder, stock: Stock, turns: int = 300) -> None:
    """Segments in turn, by chance: each opener knows no key and no header of them, or all."""
    from vonggac.playback.opening import Opener
    from vonggac.playback.reading import key_sample

    chance = random.Random(3)
    opener = Opener(MachineKeyholder(data.keys))
    grant = _grant(stock)
    cold: list[float] = []
    warm: list[float] = []
    whole: list[float] = []
    alone: list[float] = []
    with StillDecoder() as decoder:
        decoder.warm()
        for _ in range(turns):
            at_us = chance.randrange(stock.from_us, stock.to_us)
            fresh = Opener(MachineKeyholder(data.keys))
            timed(cold, lambda o=fresh, at=at_us: _fragment(o, stock.camera, at))
            timed(warm, lambda at=at_us: _fragment(opener, stock.camera, at))

            def picture(at: int = at_us) -> Any:
                still = key_sample(grant, stock.camera, "main", at, at_us=now_us(), opener=opener)
                decoder.decode(still.init, still.fragment[: still.key_bytes])
                return still

            still = timed(whole, picture)
            alone.append(_decoded_alone(still.init, still.fragment))
    told("instant → unsealed fragment, segment not opened before", cold, "≤ 5 ms, ≤ 20 ms", 2)
    told("instant → unsealed fragment, segment known", warm, "≤ 5 ms, ≤ 20 ms", 2)
    told("that key picture's decoding alone (floor)", alone, "–")
    told("instant → key picture decoded and a JPEG of it", whole, "–")
    row("… in times of the floor", f"{median(whole) / median(alone):.2f} ×", "", "≤ 3 ×")


def _fragment(opener: Any, camera: str, at_us: int) -> bytes:
    from vonggac.playback.opening import locate

    place = locate(camera, "main", at_us)
    assert place is not None
    data: bytes = opener.fragments(place.row, place.index, place.index)
    return data


def _grant(stock: Stock) -> Grant:
    here = now_us()
    return Grant(
        id=uuid4(), person=uuid4(), acts=frozenset({Act.PLAYBACK}),
        cameras=frozenset({stock.camera}), footage=Range(stock.from_us, stock.to_us),
        valid=Range(here - SECOND_US, here + DAY_US), basis=Basis.BOARD, basis_ref="bench",
        purpose=Purpose.SECURITY,
    )  # fmt: skip


_floor: list[Any] = []


def _decoded_alone(init: bytes, fragment: bytes) -> float:
    """Milliseconds of a warm decoder of this process for the one sample, to its picture in memory."""
    track = read_init(init)[0]
    if not _floor:
        context = av.CodecContext.create("h264", "r")
        context.extradata, context.thread_count = avc_record(track), 1
        _floor.append(context)
    sample = read_fragment(fragment).tracks[0].samples[0]
    packet: Any = Packet(fragment[sample.offset : sample.offset + sample.size])
    packet.time_base = Fraction(1, track.clock_hz)
    begin = time.perf_counter()
    frames = [*_floor[0].decode(packet), *_floor[0].decode(None)]
    took = (time.perf_counter() - begin) * 1000
    _floor[0].flush_buffers()
    assert len(frames) == 1
    return took


# ------------------------------------------------------------------ in the browser


def in_the_browser(school: Installation, stock: Stock, count: int) -> None:
    with signed_in(school.url, "anh", width=1366, height=768) as page:
        found = seeks(page, school.url, stock, count)
    every = [each.took_ms for each in found]
    told(f"click → picture in Chromium, {len(every)} clicks", every, "≤ 500 ms median", 0)
    for what, new in (("in the window of an hour", False), ("into a new window", True)):
        times = [each.took_ms for each in found if each.new_window == new]
        if times:
            told(f"… {len(times)} {what}", times, "–", 0)


if __name__ == "__main__":
    main()
