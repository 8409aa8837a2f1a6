"""A life of the archivist that ends in SIGKILL, again and again: run by ``test_crash`` in a process of its own.

Facts keep coming from "recorders" (this process) while children adopt them and die. Prints what is left as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import django
from django.db import transaction

from tests.scenes.databases import lay
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.kernel.clock import HOUR_US, MINUTE_US

STEPS = ("planned", "appended", "indexed", "signed", "swept")


def main(folder: str, deaths: int, seed: int) -> None:
    store = Store.at(Path(folder))
    lay(store.data)
    chance = random.Random(seed)
    for number in range(deaths):
        facts(store, number)
        child(deed)
        if number % 2:
            step, skipped = STEPS[number // 2 % len(STEPS)], chance.randrange(2)
            child(lambda s=step, n=skipped: adopt(store, s, n), may_die=True)  # type: ignore[misc]
        else:
            child(lambda: adopt(store), kill_after_s=chance.uniform(0.0, 0.08), may_die=True)
    child(lambda: adopt(store))
    child(lambda: tell(store, deaths))


def facts(store: Store, number: int) -> None:
    """Two segments, a gap that is known whole, one that stays open until the next time."""
    at_us = NOON_US + number * 4 * MINUTE_US
    store.record(GATE, at_us)
    if number:
        store.gap(YARD, at_us - 3 * MINUTE_US, at_us)
    store.record(YARD, at_us)
    store.gap(GATE, at_us + MINUTE_US, at_us + 4 * MINUTE_US)
    store.gap(YARD, at_us + MINUTE_US)
    old = time.time() - 3 * HOUR_US / 1e6  # noqa: TID251  (a file's time is the system's)
    for path in sorted((store.data.spool / GATE).iterdir())[:-1]:
        os.utime(path, (old, old))


def deed() -> None:
    from vonggac.ledger.services import record

    with transaction.atomic():
        record("auth.login", actor="p-hanh", session="s1")


def adopt(store: Store, step: str = "", skipped: int = 0) -> None:
    """Adopts all there is, or dies when ``step`` is reached for the last time of ``skipped`` + 1."""
    from vonggac.archive.archivist import opened

    left = [skipped]

    def reached(name: str) -> None:
        if name == step:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    stop = Event()
    stop.set()
    with opened(store.data, reached=reached) as archivist:
        archivist.run(stop)


def tell(store: Store, deaths: int) -> None:
    from vonggac.archive.models import Gap, Segment
    from vonggac.archive.verification import verify_store
    from vonggac.ledger.reader import LedgerReader

    entries = [entry for _, entry in LedgerReader(store.data.ledger).objects()]
    kinds = [each["t"] for each in entries]
    at_us = NOON_US + deaths * 4 * MINUTE_US
    verified = verify_store(store.data, deep=True, keyholder=store.keyholder, at_us=at_us)
    told = {
        "entries": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "segments": Segment.objects.count(),
        "gaps": Gap.objects.count(),
        "findings": [f"{each.kind} {each.subject} {each.detail}" for each in verified.findings],
    }
    print(json.dumps(told))  # noqa: T201  (read by the test)
    sys.stdout.flush()


def child(
    work: Callable[[], None], *, kill_after_s: float | None = None, may_die: bool = False
) -> None:
    """Runs the work in a process of its own, killed after a while."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if status and not (may_die and killed):
        raise SystemExit(f"a child ended with {status}")


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
