"""Key pictures as JPEG while somebody drags along the timeline: one warm decoder, the newest wish of each viewer first.

What was decoded stays in memory for a few seconds, for whoever is permitted the same picture; each time it is given
it is permitted and booked anew.
"""

from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from threading import Lock, Thread

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.media.stills import StillDecoder, StillFailed

LARGE = 1280
"""Not for dragging: of the main stream where there is one, for what a browser does not show otherwise."""
WIDTHS = (320, 640, LARGE)
KEPT_US = 10 * SECOND_US
_KEPT_BYTES = 8 << 20

_Key = tuple[str, str, int, int]


class Superseded(Exception):
    """The same viewer has asked for a newer picture meanwhile: nobody would look at this one."""


class Previews:
    """Safe for several threads. ``close`` ends the decoder's child."""

    def __init__(self, decoder: StillDecoder | None = None) -> None:
        self._decoder = decoder or StillDecoder()
        self._turn = Lock()
        self._lock = Lock()
        self._newest: OrderedDict[Hashable, int] = OrderedDict()
        self._wishes = 0
        self._warmed = False
        self._kept: OrderedDict[_Key, tuple[int, bytes]] = OrderedDict()

    def warm_soon(self) -> None:
        """Somebody has opened a player: the decoder starts while the first pictures are fetched."""
        if not self._warmed:
            self._warmed = True
            Thread(target=self._warm, name="previews", daemon=True).start()

    def _warm(self) -> None:
        with suppress(StillFailed):  # the first picture tries again, and says why not
            self._decoder.warm()

    def wish(self, viewer: Hashable) -> int:
        """A number for ``jpeg``: from now on the viewer's older wishes are superseded."""
        with self._lock:
            self._wishes += 1
            self._newest[viewer] = self._wishes
            self._newest.move_to_end(viewer)
            while len(self._newest) > 1024:
                self._newest.popitem(last=False)
            return self._wishes

    def jpeg(self, viewer: Hashable, wish: int, key: _Key, *, init: bytes, picture: bytes) -> bytes:
        """Never wider than the key's last member. Raises Superseded, StillFailed."""
        found = self._find(key)
        if found is not None:
            return found
        with self._turn:
            if self._newest.get(viewer, wish) != wish:
                raise Superseded
            made = self._find(key) or self._decoder.decode(init, picture, max_width=key[-1])
        self._keep(key, made)
        return made

    def close(self) -> None:
        self._decoder.close()

    def _find(self, key: _Key) -> bytes | None:
        with self._lock:
            since_us, data = self._kept.get(key, (0, b""))
        return data if data and monotonic_us() - since_us < KEPT_US else None

    def _keep(self, key: _Key, data: bytes) -> None:
        """Old ones go with every new one, so that no picture outlives its seconds by more than a drag."""
        now = monotonic_us()
        with self._lock:
            self._kept[key] = now, data
            self._kept.move_to_end(key)
            held = sum(len(each) for _, each in self._kept.values())
            while self._kept:
                oldest, (since_us, each) = next(iter(self._kept.items()))
                if held <= _KEPT_BYTES and now - since_us < KEPT_US:
                    break
                held -= len(each)
                del self._kept[oldest]
