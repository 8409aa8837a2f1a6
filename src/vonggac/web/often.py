"""Who is refused many times within a minute is shown nothing for a minute, and Board and IT teacher are told once.

Counted by login: by its own cookie and by nothing else. So nobody can shut out the principal, neither by guessing
addresses from the same network nor by any name; who has no login is refused as it is. What is bounded here only
refuses: it never permits.
"""

import hashlib
import logging
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.utils.translation import gettext as _

from vonggac.access import services as access
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal

log = logging.getLogger(__name__)
MOST_REFUSED = 60
"""Within a minute. Four players whose directive is withdrawn ask a few times each before they stop."""
SHUT_US = clock.MINUTE_US
_KEPT = 4096


@dataclass(slots=True)
class _Count:
    since_us: int
    refused: int = 0
    until_us: int = 0


class Often:
    """Refusals by login. Bounded; for several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def refusal(self, session_key: str) -> Refusal | None:
        """None where this login is not shut."""
        with self._lock:
            known = self._counts.get(_name(session_key))
            shut = known is not None and clock.monotonic_us() < known.until_us
        if not shut:
            return None
        return Refusal(
            "refused_often",
            _("Refused too often: nothing is shown to this sign-in for a minute."),
            "khoản 3 Điều 5",
            _("Wait a minute, then open the page again."),
        )

    def note(self, session_key: str) -> bool:
        """One more refusal; True where this one shuts the login."""
        at_us = clock.monotonic_us()
        with self._lock:
            known = self._counts.pop(_name(session_key), None) or _Count(at_us)
            if at_us - known.since_us >= clock.MINUTE_US:
                known = _Count(at_us, until_us=known.until_us)
            known.refused += 1
            shuts = known.refused >= MOST_REFUSED and at_us >= known.until_us
            if shuts:
                known = _Count(at_us, until_us=at_us + SHUT_US)
            self._counts[_name(session_key)] = known
            while len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
        return shuts

    def forget(self) -> None:
        """For tests."""
        with self._lock:
            self._counts.clear()


often = Often()


def refused(session_key: str, person: UUID | None, session: UUID | None) -> None:
    """To be called for every refusal of a question about footage; never raises."""
    if not session_key or not often.note(session_key) or person is None or session is None:
        return
    try:
        access.refused_often(person=person, session=session)
    except Exception:  # a notice that fails opens nothing
        log.exception("nobody could be told of many refusals")


def _name(session_key: str) -> str:
    return hashlib.sha256(session_key.encode("utf-8", "replace")).hexdigest()
