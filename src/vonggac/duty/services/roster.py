"""The roster: who is put on it, and taken off."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.duty.models import MAX_SHIFT_US, Shift
from vonggac.duty.services.recording import invalid, record_shift
from vonggac.kernel import clock
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places


@transaction.atomic
def roster_shift(
    *, school: UUID, person: UUID, areas: Iterable[UUID], from_us: int, to_us: int, by: UUID | None
) -> Shift:
    """Puts a duty officer on the roster for some areas. Raises ValidationError."""
    at_us = clock.now_us()
    wanted = set(areas)
    if not 0 < to_us - from_us <= MAX_SHIFT_US or to_us <= at_us:
        raise invalid(
            "to_us", _("A shift ends after it begins, within a day, and not in the past.")
        )
    known = list(places.areas(school, with_private=False))
    if not wanted or not wanted <= {each.id for each in known}:
        raise invalid("areas", _("Choose at least one area of the school."))
    held = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    if Role.DUTY_OFFICER not in held:
        raise invalid("person", _("Only a duty officer of the school can be put on the roster."))
    if _overlapping(person, from_us, to_us):
        raise invalid("from_us", _("The person is on the roster at that time already."))
    shift = Shift.objects.create(school_id=school, person_id=person, from_us=from_us, to_us=to_us)
    shift.areas.set([each for each in known if each.id in wanted])
    record_shift(shift, by, "rostered")
    return shift


@transaction.atomic
def cancel_shift(*, shift: UUID, by: UUID) -> None:
    """Takes a shift that was not opened off the roster; it stays in the history.

    Raises ValidationError, and Shift.DoesNotExist also for another school's.
    """
    held = people.positions_now(by, clock.now_us())
    mine = Shift.objects.filter(school_id__in=[each.school for each in held])
    row = mine.select_for_update().get(pk=shift)
    if row.opened_us is not None or row.cancelled_us is not None:
        raise invalid("shift", _("The shift was opened or cancelled already."))
    row.cancelled_us = clock.now_us()
    row.save(update_fields=["cancelled_us"])
    record_shift(row, by, "cancelled")


def _overlapping(person: UUID, from_us: int, to_us: int) -> bool:
    return Shift.objects.filter(
        person_id=person,
        cancelled_us=None,
        closed_us=None,
        from_us__lt=to_us,
        to_us__gt=from_us,
    ).exists()
