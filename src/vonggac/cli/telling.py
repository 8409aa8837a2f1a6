"""The clerk's look at the calendar of duties: who is told that something is due, or late. Composed here."""

from vonggac.breaches import services as breaches
from vonggac.duties import services
from vonggac.kernel.clock import MINUTE_US, monotonic_us, now_us
from vonggac.people.days import day_of
from vonggac.places import selectors as places

EVERY_US = 15 * MINUTE_US
EARLIEST_HOUR = 6
"""Nobody is told of a day's duties at midnight."""


class DutyRound:
    """The clerk's share: four times an hour from six in the morning; the 72 hours of a breach at any time."""

    def __init__(self) -> None:
        self._next_us = 0

    def run(self) -> None:
        """DatabaseError passes."""
        breaches.follow(at_us=now_us())
        school = places.the_school()
        if school is None or monotonic_us() < self._next_us:
            return
        at_us = now_us()
        if day_of(at_us - EARLIEST_HOUR * 60 * MINUTE_US) != day_of(at_us):
            return
        self._next_us = monotonic_us() + EVERY_US
        services.follow(school=school.id, at_us=at_us)
