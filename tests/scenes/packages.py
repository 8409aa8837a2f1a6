"""An evidence package of a small store: four minutes of the gate, a gap, and a window that cuts at both ends."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

from django.db.transaction import atomic, set_rollback
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from tests.scenes.index import grant
from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive.archivist import opened
from vonggac.evidence import building, keys
from vonggac.evidence.extras import Producer
from vonggac.evidence.manifest import CameraFacts, Order
from vonggac.evidence.proving import prove_entries
from vonggac.evidence.stamps import Authority, own_clock
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.ledger.keys import ensure_log_key, log_verifier
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.writer import LedgerWriter
from vonggac.playback.opening import Opener

NUMBER = "VG-2026-000014"
REQUEST = "ab" * 32
WINDOW = Range(NOON_US + 30 * SECOND_US, NOON_US + 4 * MINUTE_US + 10 * SECOND_US)
"""From within the first minute to within the fifth; the fourth is a gap."""
KEY = bytes(range(32))


class Package:
    """A finished package, and what a stranger was told of its signers."""

    def __init__(self, data: bytes, ca: str, log: str, tsa: str) -> None:
        self.zip, self.ca, self.log, self.tsa = data, ca, log, tsa

    @property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.zip)) as archive:
            return {each: archive.read(each) for each in archive.namelist()}

    def unpack(self, folder: Path) -> Path:
        """The package's own folder."""
        with zipfile.ZipFile(io.BytesIO(self.zip)) as archive:
            archive.extractall(folder)
        return folder / NUMBER


def one_page(form: str, data: Mapping[str, Any]) -> bytes:
    """Stands for room ``documents``: an empty page."""
    assert form == "read_me_first"
    assert data["export"]
    writer = PdfFileWriter()
    blank = writer.add_object(StreamObject(stream_data=b" "))
    writer.insert_page(PageObject(contents=blank, media_box=(0, 0, 595, 842)))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def adopted(store: Store) -> Store:
    """Whatever was recorded is in ledger and index, under a checkpoint."""
    stop = Event()
    stop.set()
    with opened(store.data) as archivist:
        archivist.run(stop)
    return store


def recorded(folder: Path) -> Store:
    """Three minutes of gate and yard, a minute that the camera was away, one more minute."""
    store = Store.at(folder)
    for camera in (GATE, YARD):
        store.commissioned(camera, NOON_US)
        store.record_run(camera, (0, 1, 2))
        store.gap(camera, NOON_US + 3 * MINUTE_US, NOON_US + 4 * MINUTE_US)
        store.record_run(camera, (4, 5), run="run-2")
    adopted(store)
    with LedgerWriter(store.data.ledger, key=ensure_log_key(store.data.keys)) as ledger:
        ledger.append(_looked_at())
        ledger.checkpoint()
    return store


def _looked_at() -> list[dict[str, Any]]:
    """Somebody was permitted to look at the gate, then began and stopped; somebody else at the yard's next day."""
    said = {"grant": "9a" * 16, "cams": [GATE]}
    actor = "p-" + "a1" * 16
    later = [[NOON_US + DAY_US, NOON_US + 2 * DAY_US]]
    return [
        {"t": "view.approve", "ranges": [[NOON_US, NOON_US + MINUTE_US]], **said},
        {"t": "view.approve", "ranges": later, "grant": "9b" * 16, "cams": [GATE]},
        {"t": "view.start", "actor": actor, "view": "9c" * 16, **said},
        {"t": "view.stop", "grant": "9a" * 16, "view": "9c" * 16},
        {"t": "view.stop", "grant": "9b" * 16},
    ]


def order(*cameras: str, window: Range = WINDOW) -> Order:
    at_us = now_us()
    return Order(
        number=NUMBER,
        request=REQUEST,
        approvals=("p-" + "a1" * 16,),
        grant=grant(
            *cameras,
            footage=window,
            acts=[Act.EXPORT],
            valid=Range(at_us - DAY_US, at_us + DAY_US),
        ),
        window=window,
        cameras=tuple(CameraFacts(each, "Cổng trường", None, False) for each in cameras),
        version="0.0",
        words={"requester": "Phạm Thị Dung"},
    )


def tools(
    store: Store, *, authority: Authority | None = None, producers: tuple[Producer, ...] = ()
) -> building.Tools:
    """With keys of the school, made where there are none."""
    if not (store.data.keys / "evidence.key").exists():
        keys.make_keys(store.data.keys, "Trường Tiểu học Yên Cường")
    known = keys.load(store.data.keys)
    return building.Tools(
        folder=store.data.root / "exports" / "one",
        key=KEY,
        ledger=LedgerReader(store.data.ledger),
        log=log_verifier(store.data.keys),
        keys=known,
        authority=authority or own_clock(known),
        opener=Opener(store.keyholder),
        render=one_page,
        producers=producers,
        reserve_bytes=0,
    )


def entered(store: Store, ready: building.Prepared) -> int:
    """The ``export.build`` entry, and a checkpoint behind it."""
    with LedgerWriter(store.data.ledger, key=ensure_log_key(store.data.keys)) as ledger:
        said = {
            "t": "export.build",
            "export": NUMBER,
            "request": REQUEST,
            "sums_sha256": ready.sums_sha256,
            "p7s_sha256": ready.p7s_sha256,
            "tsr_sha256": ready.tsr_sha256,
            "deed": "d0" * 16,
        }
        index = ledger.append([said])[0]
        ledger.checkpoint()
    return index


def finished(store: Store, bench: building.Tools, *cameras: str) -> building.Finished:
    """From order to zip."""
    ready = building.prepare(order(*cameras), bench)
    index = entered(store, ready)
    bench.ledger.refresh()
    proof = prove_entries(bench.ledger, bench.log, [index]).proofs[index]
    return building.finish(ready, bench, bench.ledger.entry(index), proof)


def packed(store: Store, bench: building.Tools) -> Package:
    data = b"".join(building.package(bench.folder, bench.key))
    return Package(
        data,
        keys.fingerprint(bench.keys.ca),
        bench.log.fingerprint,
        keys.fingerprint(bench.authority.root),
    )


@cache
def gate_package(folder: Path) -> Package:
    """Of the gate alone; one a session, since it is plain data. Needs both databases where it is made, and leaves them
    as they were: the test that happens to be the first may record into a store of its own.
    """
    with atomic("default"), atomic("archive"):
        store = recorded(folder)
        bench = tools(store)
        finished(store, bench, GATE)
        for each in ("default", "archive"):
            set_rollback(True, using=each)
    return packed(store, bench)
