"""``check``: asked by the media endpoints at every HTTP request, and by open sockets every few seconds.

What it knows of a grant and a login is at most ``VIEW_US`` old (ACCESS §4.2); two indexed queries otherwise.
Processes do not tell each other of a revocation: the age limit does.
"""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from vonggac.access import refusals
from vonggac.access.grants import grant_of
from vonggac.access.models import GrantRow
from vonggac.access.selectors import grant, last_known_us
from vonggac.access.standing import grant_refusal, session_refusal
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.forward import forward
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people.models import LoginSession
from vonggac.people.services.sessions import ABSOLUTE_US, IDLE_US
from vonggac.places import selectors as places

_LOG = logging.getLogger(__name__)
VIEW_US = clock.SECOND_US
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class _Seen:
    read_mono_us: int
    row: GrantRow | None
    session: LoginSession | None
    audible: frozenset[str]
    """Cameras of the grant whose areas have their sound on; none where the grant has no sound."""


class _Views:
    """The last reading of each (grant, login), for a second."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: OrderedDict[tuple[UUID, UUID], _Seen] = OrderedDict()

    def get(self, grant_id: UUID, session_id: UUID) -> _Seen:
        key = (grant_id, session_id)
        with self._lock:
            seen = self._seen.get(key)
        if seen is not None and clock.monotonic_us() - seen.read_mono_us < VIEW_US:
            return seen
        seen = _read(grant_id, session_id)
        with self._lock:
            self._seen[key] = seen
            self._seen.move_to_end(key)
            while len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return seen

    def forget(self) -> None:
        with self._lock:
            self._seen.clear()


views = _Views()


def check(
    *, grant_id: UUID, session_id: UUID, act: Act, camera: str, footage: Range, at_us: int
) -> Grant | Refusal:
    """The grant, where it permits exactly this to this login at this instant; else why not.

    Writes nothing: a refusal here ends a stream that ``may`` has allowed.
    """
    try:
        forward.prime(last_known_us)
        now_us = forward.not_before(at_us)
        seen = views.get(grant_id, session_id)
        if seen.row is None:
            return refusals.grant_over()
        refusal = grant_refusal(seen.row, now_us) or session_refusal(
            seen.session, seen.row, now_us, IDLE_US, ABSOLUTE_US
        )
        if refusal is not None:
            return refusal
        grant = grant_of(seen.row, audible=camera in seen.audible)
        return grant if grant.permits(act, camera, footage, now_us) else refusals.outside_grant()
    except Exception:  # noqa: BLE001 (fail closed, ACCESS §4.4)
        _LOG.exception("a grant could not be checked")
        return refusals.undecidable()


def _read(grant_id: UUID, session_id: UUID) -> _Seen:
    read_mono_us = (
        clock.monotonic_us()
    )  # before the queries: the view is never younger than it says
    row = grant(grant_id)
    session = people.login_session(session_id)
    loud = row.cameras if row is not None and row.audio else ()
    audible = places.cameras_with_sound(loud) if loud else frozenset()
    return _Seen(read_mono_us, row, session, audible)
