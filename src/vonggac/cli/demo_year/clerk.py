"""The rounds that the clerk process makes, one each working evening of the demo year: what ends by time ends by it."""

from collections.abc import Iterator

from vonggac.access import services as access
from vonggac.breaches import services as breaches
from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year
from vonggac.directives import services as directives
from vonggac.disclosures import services as disclosures
from vonggac.duty import services as duty
from vonggac.incidents import services as incidents
from vonggac.kernel import clock
from vonggac.people import services as people
from vonggac.takeover import services as takeover


def stories(year: Year) -> Iterator[Story]:
    yield _rounds(year)


def _rounds(year: Year) -> Story:
    before_us = at(year.first, 5)
    for day in year.working_days():
        yield at(day, 18, 10)
        at_us = clock.now_us()
        people.end_lapsed(at_us=at_us)
        duty.end_overdue(at_us=at_us)
        access.fold_stale(at_us=at_us)
        incidents.tell_late(at_us=at_us)
        directives.lapse_unconfirmed(at_us=at_us)
        disclosures.follow(at_us=at_us, since_us=before_us)
        before_us = at_us
        if day.weekday() == 0:
            takeover.follow(at_us=at_us)
            breaches.follow(at_us=at_us)
