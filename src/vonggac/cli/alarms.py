"""The clerk's look at gaps, alarms, volumes and the system's manager: opens failures, tells of events. Composed here
(DESIGN §3).
"""

from django.utils.translation import override

from vonggac.cli.changes import ChangeRound
from vonggac.equipment import services as equipment
from vonggac.equipment import sources
from vonggac.holds import services as holds
from vonggac.kernel.clock import now_us
from vonggac.maintenance import services as maintenance
from vonggac.notices import services as notices
from vonggac.places import selectors as places
from vonggac.takeover import services as takeover
from vonggac.web import alarm_words


class AlarmRound:
    """One for the clerk's life: the first round looks at everything that is kept, the others at the last days."""

    def __init__(self) -> None:
        self._window_us = sources.KEPT_US
        self._changes = ChangeRound()

    def run(self) -> None:
        """Raises DatabaseError where a database does not answer; nothing is lost by trying again."""
        school, at_us = places.the_school(), now_us()
        if school is None:
            return
        equipment.tell_events(
            school=school.id, events=sources.events_to_tell(school.id, at_us), at_us=at_us
        )
        equipment.look(
            school=school.id,
            signs=[
                *sources.gaps(school.id, at_us, self._window_us),
                *sources.alarms(school.id, at_us, self._window_us),
                *sources.stopped(school.id, at_us, self._window_us),
            ],
            conditions=sources.conditions(),
            at_us=at_us,
        )
        with override("vi"):  # the book is the school's: its words are those of the regulation
            equipment.keep_book(
                school=school.id, at_us=at_us, words=alarm_words.cause, steps=alarm_words.step
            )
        holds.tell_damage(school=school.id)
        takeover.follow(at_us=at_us)
        self._changes.run(school.id, at_us, self._window_us)
        maintenance.keep_orders(school=school.id, at_us=at_us)
        if self._window_us == sources.KEPT_US:
            notices.forget_read(at_us=at_us)
        self._window_us = sources.WINDOW_US
