"""What a new school still has to settle (REQUIREMENTS §7, the rows marked ◆): on the home page until it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.breaches import selectors as breaches
from vonggac.directives import selectors as directives
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.places.schedule import RangeKind
from vonggac.regulations import selectors as regulations
from vonggac.web import deeds
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest
from vonggac.web.words import ROLES


@dataclass(frozen=True, slots=True)
class Matter:
    title: str
    url: str
    done: bool
    whose: str = ""
    """The office that settles it; empty: whoever reads this."""


def matters(request: PageRequest) -> list[Matter]:
    """For the head all of them, for the IT teacher the own, while one of these is open; else none."""
    school, at_us = request.viewer.school, now_us()
    if deeds.may(request, Deed.CHANGE_SETTINGS):
        teacher = ROLES[Role.IT_TEACHER]
        found = [*_of_the_head(school, at_us), _terms(school, at_us, whose=str(teacher))]
    elif deeds.may(request, Deed.CONFIGURE_CAMERAS):
        found = [_terms(school, at_us)]
    else:
        return []
    return [] if all(each.done for each in found) else found


def _of_the_head(school: UUID, at_us: int) -> Iterator[Matter]:
    row = places.school(school)
    yield Matter(
        _("Declare the parent body and the place: papers need them"),
        reverse("school"),
        bool(row.parent_body and row.locality),
    )
    yield Matter(
        _("Appoint the IT teacher who manages the cameras (khoản 2 Điều 2)"),
        reverse("people"),
        any(Role.IT_TEACHER in roles for roles in people.roles_held(school, at_us).values()),
    )
    yield Matter(
        _("Put the school’s regulation in force"),
        reverse("regulations"),
        regulations.in_force(school, at_us) is not None,
    )
    yield Matter(
        _("Decide how many days footage is kept (khoản 3 Điều 2)"),
        reverse("retention"),
        places.retention_history(school).exists(),
    )
    yield Matter(
        _("Decide the year’s end of the stocktake and the time limits (khoản 7 Điều 2)"),
        reverse("access_settings"),
        directives.policy_history(school).exists(),
    )
    yield Matter(
        _("Name the leader in charge of personal data"),
        reverse("breach_leader"),
        breaches.leader(school) is not None,
    )


def _terms(school: UUID, at_us: int, whose: str = "") -> Matter:
    today = local(at_us).date()
    known = any(
        each.kind == RangeKind.TERM and each.to_day >= today for each in places.calendar_of(school)
    )
    return Matter(_("Enter the terms of the school year"), reverse("calendar"), known, whose)
