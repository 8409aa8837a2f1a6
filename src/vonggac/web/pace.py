"""How often somebody may ask: counts by a name, a minute at a time."""

from collections import OrderedDict
from threading import Lock

from vonggac.kernel import clock

MOST_A_MINUTE = 60
_KEPT = 1024


class Pace:
    """Counts calls by address, token or login, a minute at a time. Bounded; for several threads."""

    def __init__(self, most: int = MOST_A_MINUTE) -> None:
        self._most = most
        self._lock = Lock()
        self._seen: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Counts this call; False where it is more than ``most`` in this minute."""
        minute = clock.monotonic_us() // clock.MINUTE_US
        with self._lock:
            then, count = self._seen.pop(name, (minute, 0))
            count = count + 1 if then == minute else 1
            self._seen[name] = minute, count
            while len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return count <= self._most

    def is_over(self, name: str) -> bool:
        """Whether more than ``most`` were counted in this minute; counts nothing."""
        minute = clock.monotonic_us() // clock.MINUTE_US
        with self._lock:
            then, count = self._seen.get(name, (minute, 0))
        return then == minute and count > self._most

    def forget(self) -> None:
        """For tests."""
        with self._lock:
            self._seen.clear()
