"""``vonggac bench``: how many cameras can this machine seal? The full figures are in ``bench/``."""

import os
import tempfile
import time
from pathlib import Path

import typer

from vonggac.cli.output import JsonOption, as_json

app = typer.Typer()

FRAGMENT_BYTES = 750_000
"""Two seconds of a 3 Mbit/s camera."""
SECONDS = 3.0


@app.command()
def bench(json: JsonOption = False) -> None:
    """Seals, hashes and syncs fragments for three seconds, and says how many cameras that is."""
    per_second = _sealed_a_second()
    answer = {
        "fragments_per_second": round(per_second, 1),
        "megabytes_per_second": round(per_second * FRAGMENT_BYTES / 1e6, 1),
        "cameras_at_3_mbit": int(per_second * 2),
    }
    if json:
        as_json(answer)
    else:
        print(
            f"{answer['megabytes_per_second']} MB/s sealed, hashed and synced: "
            f"the disk side of {answer['cameras_at_3_mbit']} cameras of 3 Mbit/s"
        )


def _sealed_a_second() -> float:
    """Fragments sealed, hashed and synced a second, in a folder that is gone afterwards."""
    from vonggac.kernel.clock import now_us
    from vonggac.vault.keys import MachineKeyholder, epoch_of
    from vonggac.vault.writer import SegmentWriter

    payload = os.urandom(FRAGMENT_BYTES)
    with tempfile.TemporaryDirectory() as folder:
        epoch = MachineKeyholder(Path(folder)).ensure(epoch_of(now_us()))
        writer = SegmentWriter(
            Path(folder) / "bench.vgs",
            camera="bench",
            stream="main",
            start_us=now_us(),
            epoch=epoch,
            codec="avc1.640028",
            width=1920,
            height=1080,
            run_id="bench",
        )
        writer.init(b"init")
        fragments, began = 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS:
            writer.append(payload, start_us=now_us(), duration_us=2_000_000, key_bytes=1000)
            writer.sync()
            fragments += 1
        per_second = fragments / (time.perf_counter() - began)
        writer.abandon()
    return per_second
