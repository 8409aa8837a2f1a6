"""What of the calendar waits for a person and no other room tells of: days of the device book. For the home page."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.people.days import day_of
from vonggac.web.waiting import Waiting

BACK = timedelta(days=14)


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """For who writes the device book: working days of the last two weeks without a line."""
    deed = Deed.WRITE_DEVICE_BOOK
    if access.refusal_for(person=person, school=school, deed=deed, at_us=at_us) is not None:
        return []
    today = day_of(at_us)
    missing = equipment.days_without_line(school, today - BACK, today)
    if not missing:
        return []
    text = ngettext(
        "Device book: %(n)d day without a line",
        "Device book: %(n)d days without a line",
        len(missing),
    ) % {"n": len(missing)}
    return [Waiting(text, f"{reverse('device_book')}?day={missing[0].isoformat()}", None, red=True)]
