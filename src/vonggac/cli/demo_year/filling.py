"""Founds the invented school and lets its rooms do their year, month by month."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from threading import Event

from django.db import transaction

from vonggac.archive.archivist import opened
from vonggac.cli.demo_school import VirtualCamera
from vonggac.cli.demo_year import (
    books,
    cases,
    changes,
    clerk,
    conduct,
    devices,
    duty,
    network,
    offices,
    orders,
    papers,
    personal_data,
    repairing,
    reporting,
    requests,
    stocktaking,
    upkeep,
)
from vonggac.cli.demo_year.founding import found
from vonggac.cli.demo_year.walking import Walk, at, walking
from vonggac.cli.demo_year.year import Year, day_of_us
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger import selectors as ledger
from vonggac.ledger.services import record
from vonggac.places import selectors as places

ROOMS = (
    offices,
    papers,
    duty,
    orders,
    requests,
    cases,
    devices,
    upkeep,
    repairing,
    stocktaking,
    network,
    changes,
    conduct,
    personal_data,
    books,
    reporting,
    clerk,
)
"""Each has ``stories(year)``; of one instant, the deeds of the first come first."""
SEED = 2025
Progress = Callable[[date], None]


def beginning(today: date) -> date:
    """The 5 September of the school year before this one: a whole year, and what there is of the next."""
    this_year = today.year if (today.month, today.day) >= (9, 5) else today.year - 1
    return date(this_year - 1, 9, 5)


def fill(
    data: DataFolder,
    virtual: Sequence[VirtualCamera],
    *,
    first: date | None = None,
    seed: int = SEED,
    progress: Progress = lambda _: None,
) -> Year:
    """Founds the school on ``first`` and lets it work until now. Raises ``walking.NotFresh``."""
    until_us = now_us() - MINUTE_US
    day = first or beginning(day_of_us(until_us))
    with walking(data, from_us=at(day, 6), until_us=until_us, used=_is_used) as walk:
        with transaction.atomic():
            record("config.change", actor="s-setup", what="demo.year")
            year = found(data, virtual, walk, first=day, seed=seed)
        _live(data, year, walk, progress)
    return year


def _live(data: DataFolder, year: Year, walk: Walk, progress: Progress) -> None:
    """Month by month: its deeds in one transaction, then the ledger, written by the archivist with the real clock."""
    instants = walk.through(chain.from_iterable(each.stories(year) for each in ROOMS))
    next_us: int | None = next(instants, None)
    while next_us is not None:
        month = _month(next_us)
        progress(day_of_us(next_us))
        with transaction.atomic():
            while next_us is not None and _month(next_us) == month:
                next_us = next(instants, None)
        _keep_ledger(data, walk)


def _keep_ledger(data: DataFolder, walk: Walk) -> None:
    done = Event()
    done.set()
    with walk.really_now(), opened(data) as archivist:
        archivist.run(done)


def _month(at_us: int) -> tuple[int, int]:
    day = day_of_us(at_us)
    return day.year, day.month


def _is_used() -> bool:
    return places.the_school() is not None or ledger.last_id() > 0
