"""An hour of one camera as an evidence package: its making beside copying the file, and the time of the three checkers.

    python -m bench.evidence_export [--minutes 60] [--mbit 4] [--log 200000]

Prints one JSON document. The floor of making is ``cp`` of as many bytes; the log is filled with other entries first,
since proofs are read from all of it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
import django

django.setup()

from django.core.management import call_command  # noqa: E402  (Django must be set up first)
from tests.e2e.browser import chromium  # noqa: E402
from tests.scenes.packages import adopted, finished, packed, tools  # noqa: E402
from tests.scenes.segments import NOON_US, SECOND_US  # noqa: E402
from tests.scenes.store import GATE, Store  # noqa: E402

from vonggac.evidence.recipients_page import verify_page  # noqa: E402
from vonggac.evidence.verifying.judge import verify_package  # noqa: E402
from vonggac.kernel.clock import MINUTE_US  # noqa: E402
from vonggac.kernel.ranges import Range  # noqa: E402
from vonggac.ledger.keys import ensure_log_key  # noqa: E402
from vonggac.ledger.writer import LedgerWriter  # noqa: E402

from tests.scenes import packages, store as store_scene  # noqa: E402  isort: skip

GOP_US = 2 * SECOND_US


def main() -> int:
    """Everything below one temporary folder, which is taken away."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--mbit", type=float, default=4.0, help="Of the camera's main stream.")
    parser.add_argument("--log", type=int, default=200_000, help="Other entries in the log.")
    parser.add_argument("--rounds", type=int, default=5, help="Copying and making, in turn.")
    chosen = parser.parse_args()
    for database in ("default", "archive"):
        call_command("migrate", database=database, verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(Path(folder), chosen), indent=2))
    return 0


def measured(folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    store = recorded(folder / "data", chosen)
    size = sum(path.stat().st_size for path in store.volume.rglob("*.vgs"))
    window = Range(NOON_US + SECOND_US, NOON_US + chosen.minutes * MINUTE_US - SECOND_US)
    packages.WINDOW = window
    packages.order.__kwdefaults__["window"] = window
    bench = tools(store)
    rounds = [one_round(store, bench, folder / "copy") for _ in range(chosen.rounds)]
    package = packed(store, bench)
    unpacked = package.unpack(folder / "out")
    path = folder / "p.zip"
    path.write_bytes(package.zip)
    prints = (package.ca, package.log, package.tsa)
    before_s = children_cpu_s()
    shell_s = seconds(
        lambda: subprocess.run(
            ["sh", unpacked / "verify.sh", *prints], check=True, stdout=subprocess.DEVNULL
        )
    )
    shell_cpu_s = children_cpu_s() - before_s
    page_s = by_page(unpacked, prints)
    python_s = seconds(lambda: verify_package(path, ca=package.ca, log=package.log))
    return {
        "minutes": chosen.minutes,
        "footage_mb": round(size / 1e6),
        "log_entries": bench.ledger.size,
        "copy_s": [round(each[0], 2) for each in rounds],
        "export_s": [round(each[1], 2) for each in rounds],
        "export_cpu_s": [round(each[2], 2) for each in rounds],
        "export_of_copy": [round(each[0] / each[1], 2) for each in rounds],
        "verify_sh_s": round(shell_s, 2),
        "verify_sh_cpu_s": round(shell_cpu_s, 2),
        "verify_html_s": round(page_s, 2),
        "verify_python_s": round(python_s, 2),
    }


def by_page(unpacked: Path, prints: tuple[str, ...]) -> float:
    """From the press of the button in Chromium to the verdict, which must be a good one."""
    with chromium() as browser:
        own = unpacked.parent.parent / "verify.html"
        own.write_bytes(verify_page())
        page = browser.new_page()
        page.goto(own.as_uri())
        page.set_input_files("#folder", unpacked, timeout=120_000)
        page.fill("#ca", prints[0])
        page.fill("#log", prints[1])
        begin = time.perf_counter()
        page.click("#go")
        page.wait_for_selector("body[data-answer]", timeout=600_000)
        took_s = time.perf_counter() - begin
        assert "VERIFIED" in (page.text_content("#last") or ""), page.text_content("#last")
    return took_s


def one_round(store: Store, bench: Any, target: Path) -> tuple[float, float, float]:
    """Seconds of copying, of making, and of processor time for making; what the last round made is taken away first."""
    for old in (target, bench.folder):
        shutil.rmtree(old, ignore_errors=True)
    os.sync()
    copying_s = copied(store, target)
    cpu_s = time.process_time()
    making_s = seconds(lambda: finished(store, bench, GATE))
    return copying_s, making_s, time.process_time() - cpu_s


def recorded(folder: Path, chosen: argparse.Namespace) -> Store:
    """Segments of real size: pictures are noise, which no cipher and no hash cares about."""
    store = Store.at(folder)
    noise = os.urandom(round(chosen.mbit * 1e6 / 8 * GOP_US / SECOND_US))
    plain = store_scene.fragment_of

    def heavy(start_us: int, duration_us: int, *, sound: bool = False) -> bytes:
        small = plain(start_us, duration_us, sound=sound)
        return small + len(noise).to_bytes(4, "big") + b"free" + noise[8:]

    store_scene.fragment_of = heavy
    with LedgerWriter(store.data.ledger, key=ensure_log_key(store.data.keys)) as ledger:
        for _ in range(chosen.log // 10_000):
            ledger.append([{"t": "camera.config", "cam": "other1", "digest": "0" * 64}] * 10_000)
        ledger.checkpoint()
    store.commissioned(GATE, NOON_US)
    for minute in range(chosen.minutes):
        store.record(GATE, NOON_US + minute * MINUTE_US, gop_us=GOP_US)
    return adopted(store)


def copied(store: Store, target: Path) -> float:
    """``cp`` and fsync of the sealed files, warm, as the export reads them."""
    paths = sorted(store.volume.rglob("*.vgs"))
    for path in paths:
        path.read_bytes()
    target.mkdir()

    def copy() -> None:
        for path in paths:
            shutil.copyfile(path, target / path.name)
        os.sync()

    return seconds(copy)


def children_cpu_s() -> float:
    """Of what ended so far: on a machine that does other things too, this tells more than the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(deed: Any) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
