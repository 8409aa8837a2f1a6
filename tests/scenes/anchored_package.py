"""An evidence package of a school whose ledger a witness and a time-stamp authority hold, all but its last entries."""

from functools import cache
from pathlib import Path

from django.db.transaction import atomic, set_rollback

from tests.scenes.packages import Package, finished, packed, recorded, tools
from tests.scenes.store import GATE, Store
from tests.scenes.witnesses import witness_key
from vonggac.evidence import building, stamps
from vonggac.kernel.clock import now_us
from vonggac.kernel.files import write_whole
from vonggac.ledger.anchor_files import ANCHORS, TOKEN, keep_cosignature, keep_keys
from vonggac.ledger.keys import ensure_log_key, log_verifier
from vonggac.ledger.notes import parse_note
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.writer import LedgerWriter

WITNESS = witness_key()


@cache
def anchored_package(folder: Path) -> Package:
    """Plain data, one a session. Needs both databases where it is made, and leaves them as they were."""
    with atomic("default"), atomic("archive"):
        store = recorded(folder)
        bench = tools(store)
        _anchored(store, bench)
        with LedgerWriter(store.data.ledger, key=ensure_log_key(store.data.keys)) as writer:
            writer.append([{"t": "config.change", "what": "later"}] * 3)
            writer.checkpoint()
        finished(store, tools(store), GATE)
        for each in ("default", "archive"):
            set_rollback(True, using=each)
    return packed(store, bench)


def _anchored(store: Store, bench: building.Tools) -> None:
    ledger, keys = store.data.ledger, store.data.keys
    signed = LedgerReader(ledger).last_checkpoint(log_verifier(keys))
    assert signed is not None
    size, text = signed.checkpoint.size, parse_note(signed.note).text
    line = WITNESS.line(text, second=now_us() // 1_000_000).encode()
    keep_cosignature(ledger, size, signed.note, line, WITNESS.verifier)
    keep_keys(ledger, [WITNESS.verifier])
    for ending, content in {
        "note": signed.note,
        "tsr": stamps.stamp(signed.note, stamps.own_clock(bench.keys)),
        "root.pem": (keys / "stamp-ca.pem").read_bytes(),
        "chain.pem": (keys / "stamp.pem").read_bytes(),
    }.items():
        write_whole(ledger / ANCHORS / TOKEN / f"{size}.{ending}", content)
