"""Bàn giao ca: who leaves a shift says what is what, who takes over confirms it or says what is otherwise."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.duty.checklists import Item
from vonggac.duty.facts import Fact
from vonggac.duty.models import Handover, HandoverAnswer, Shift
from vonggac.duty.services.recording import invalid, record_shift, refuse_foreign
from vonggac.duty.services.shifts import address
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.text import paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role

AFTER_US = 2 * clock.HOUR_US
"""How long after its end a shift can still be handed over."""
TAKERS = BOARD | {Role.IT_TEACHER, Role.DUTY_OFFICER}


@transaction.atomic
def hand_over(
    *,
    shift: UUID,
    person: UUID,
    to: UUID,
    remarks: str,
    facts: Mapping[Item, Fact] | None = None,
) -> Handover:
    """The first signature, by who had the shift, while it is open or soon after. Raises Refused, ValidationError."""
    at_us = clock.now_us()
    row = Shift.objects.select_for_update().get(pk=shift)
    refuse_foreign(row, person)
    if row.opened_us is None or at_us >= (row.closed_us or row.to_us) + AFTER_US:
        raise invalid("shift", _("A shift is handed over while it is open, or within two hours."))
    roles = {each.role for each in people.positions_now(to, at_us) if each.school == row.school_id}
    if to == person or not roles & TAKERS:
        raise invalid("to", _("Choose another duty officer, the IT teacher or the school board."))
    if Handover.objects.filter(shift=row, answer=None).exists():
        raise invalid("shift", _("A handover of this shift waits for its answer."))
    made = Handover.objects.create(
        shift=row,
        giver_id=person,
        taker_id=to,
        state={item.value: fact.to_json() for item, fact in (facts or {}).items()},
        remarks=paragraph("remarks", remarks, max_length=1000, required=True),
        at_us=at_us,
    )
    bound = {"handover": made.id.hex, "to": to.hex, "remarks": made.remarks}
    record_shift(row, person, "handed over", bound)
    notices.tell(
        persons=[to],
        kind=NoticeKind.SHIFT_HANDED,
        params={"at_us": at_us},
        key=f"handover:{made.id.hex}",
        url=address(row),
    )
    return made


@transaction.atomic
def take_over(*, handover: UUID, person: UUID, agreed: bool, words: str = "") -> HandoverAnswer:
    """The second signature, by who takes over; once. Raises Refused, ValidationError, TextRefused."""
    row = Handover.objects.select_for_update().select_related("shift").get(pk=handover)
    held = people.positions_now(person, clock.now_us())
    if row.taker_id != person or row.shift.school_id not in {each.school for each in held}:
        raise Refused(
            Refusal(
                code="another_persons_handover",
                reason=_("The shift is handed over to another person."),
                clause="khoản 2 Điều 3",
                next_step=_("The person it is handed over to confirms it."),
            )
        )
    if HandoverAnswer.objects.filter(handover=row).exists():
        raise invalid("handover", _("The handover was answered already."))
    made = HandoverAnswer.objects.create(
        handover=row,
        person_id=person,
        agreed=agreed,
        words=paragraph("words", words, max_length=1000, required=not agreed),
        at_us=clock.now_us(),
    )
    bound = {"handover": row.id.hex, "agreed": agreed, "words": made.words}
    record_shift(row.shift, person, "taken over", bound)
    notices.settle(key=f"handover:{row.id.hex}")
    return made
