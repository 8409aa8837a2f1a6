"""Who is told of what: the head's decision, and the notices of events by it."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.duty import selectors as duty
from vonggac.equipment.models import AlarmDecision, ToldEvent
from vonggac.equipment.rules import BOUNDS, LATE_US, MERGE_EVENTS_US, TELL, Limit, Tell
from vonggac.equipment.selectors import silent_of
from vonggac.equipment.services import writing
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.events import EventKind
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places

_KEPT_US = 3 * clock.DAY_US


class Happening(Protocol):
    """An event as the archive's index gives it."""

    @property
    def id(self) -> str: ...
    @property
    def camera(self) -> str: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def from_us(self) -> int: ...
    @property
    def at_us(self) -> int: ...
    @property
    def by(self) -> str: ...


@transaction.atomic
def decide(
    *, school: UUID, by: UUID, basis: str, seconds: Mapping[Limit, int], silent: Iterable[EventKind]
) -> AlarmDecision:
    """By the head alone (khoản 3 Điều 5), with a basis. Raises Refused, ValidationError, TextRefused."""
    access.require(by, school, Deed.CHANGE_SETTINGS)
    for limit, bounds in BOUNDS.items():
        if not bounds.least <= seconds.get(limit, bounds.default) <= bounds.most:
            words = _("From %(least)d to %(most)d seconds.")
            problem = words % {"least": bounds.least, "most": bounds.most}
            raise ValidationError({limit.value: ValidationError(problem, "bounds")})
    row = AlarmDecision.objects.create(
        school_id=school,
        at_us=clock.now_us(),
        person_id=by,
        basis=one_line("basis", basis, max_length=300),
        seconds={each.value: int(seconds.get(each, BOUNDS[each].default)) for each in Limit},
        silent=sorted(EventKind(each).value for each in silent),
    )
    facts = {"seconds": row.seconds, "silent": row.silent}
    ledger.record("config.change", actor=actor_id(by), what="alarms", digest=facts_digest(facts))
    return row


@transaction.atomic
def tell_events(*, school: UUID, events: Iterable[Happening], at_us: int) -> int:
    """Tells of events that were not looked at before; returns how many those are.

    Whatever a camera tells again within ten minutes is one notice, whose count rises.
    """
    silent = silent_of(school)
    fresh = _fresh([each for each in events if TELL[each.kind].anybody])
    names = places.cameras_named({each.camera for each in fresh})
    for each in sorted(fresh, key=lambda one: one.at_us):
        camera = names.get(each.camera)
        if camera is None or each.kind in silent or at_us - each.from_us > LATE_US:
            continue
        rule = TELL[each.kind]
        notices.tell(
            persons=_hearers(school, rule, camera.area_id, at_us, but=each.by),
            kind=NoticeKind.EVENT,
            params={"event": each.kind.value, "camera": camera.name, "at_us": each.at_us},
            key=writing.event_key(each.kind.value, each.camera),
            url=_address(each),
            urgency=rule.urgency,
            merge_us=MERGE_EVENTS_US,
        )
    ToldEvent.objects.bulk_create([ToldEvent(event=one.id, at_us=one.from_us) for one in fresh])
    ToldEvent.objects.filter(at_us__lt=at_us - _KEPT_US).delete()
    return len(fresh)


def _fresh(events: list[Happening]) -> list[Happening]:
    ids = {each.id: each for each in events}
    told = ToldEvent.objects.filter(event__in=list(ids)).values_list("event", flat=True)
    return [each for event, each in ids.items() if event not in set(told)]


def _hearers(school: UUID, rule: Tell, area: UUID, at_us: int, *, but: str) -> list[UUID]:
    roles = [*(BOARD if rule.board else ()), *((Role.IT_TEACHER,) if rule.it_teacher else ())]
    found = (
        set(people.holders(school, roles, at_us).values_list("id", flat=True)) if roles else set()
    )
    if rule.on_duty:
        for shift in duty.on_duty(school, at_us):
            if any(each.id == area for each in shift.areas.all()):
                found.add(shift.person_id)
    return [each for each in found if actor_id(each) != but]


def _address(event: Happening) -> str:
    try:
        return f"{reverse('events')}?camera={event.camera}&at={event.at_us}"
    except NoReverseMatch:
        return ""
