"""The clerk's look at what the Board is to know of: once a minute. Composed here."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from vonggac.attention import services, sources
from vonggac.attention.kinds import ChangeKind, Told
from vonggac.cli import endings
from vonggac.kernel.clock import MINUTE_US, monotonic_us


class ChangeRound:
    """The first round looks at everything that is kept, the others at the last days."""

    def __init__(self) -> None:
        self._next_us = 0

    def run(self, school: UUID, at_us: int, window_us: int) -> None:
        """DatabaseError passes; what is not written is found again by the next round."""
        if monotonic_us() < self._next_us:
            return
        since_us = at_us - window_us if self._next_us else 0
        folder: Path = settings.DATA.run
        found = [*sources.told(school, at_us, since_us), *endings_of(folder)]
        services.gather(school=school, told=found)
        self._next_us = monotonic_us() + MINUTE_US


def endings_of(folder: Path) -> list[Told]:
    """Every line that stands there; one that is cut short is passed over."""
    return [
        _told(line) for name in ("endings.1.jsonl", endings.FILE) for line in _lines(folder / name)
    ]


def _lines(path: Path) -> Iterator[dict[str, object]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for line in text.splitlines():
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict) and isinstance(found.get("at_us"), int):
                yield found


def _told(line: dict[str, object]) -> Told:
    at_us, program, how = line["at_us"], str(line.get("program")), str(line.get("how"))
    kind = ChangeKind.STOPPED if how == endings.ORDERED else ChangeKind.PROCESS
    subject = program if how == endings.ORDERED else f"{program} ({how})"
    return Told(kind, f"{kind.value}:{program}:{at_us}"[:80], int(str(at_us)), subject=subject)
